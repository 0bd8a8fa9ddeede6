"""Figures as PNG files: how risk grows with coverage, and what a confidence is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import MissingDependencyError
from factcheck.evaluation.scores import Bin

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIZE = (5.0, 4.0)
"""Inches; at 120 dots each a figure is 600 by 480."""
_DOTS = 120
_MOST_RISK = 0.5

Curve = Sequence[tuple[float, float]]


def plot_risk(path: Path, curves: Mapping[str, Curve]) -> None:
    """Write the risk-coverage curves, by name, to the PNG file ``path``.

    Raises ``MissingDependencyError`` without the extra ``plot``.
    """
    figure = _figure()
    axes = figure.add_subplot(xlabel="coverage", ylabel="share of wrong answers")
    for name, curve in curves.items():
        axes.plot([x for x, _ in curve], [y for _, y in curve], label=name, drawstyle="steps-post")
    top = max((y for curve in curves.values() for _, y in curve), default=_MOST_RISK)
    axes.set(xlim=(0, 1), ylim=(0, max(top, _MOST_RISK)))
    _finish(figure, path)


def plot_reliability(path: Path, bins: Mapping[str, Sequence[Bin]]) -> None:
    """Write accuracy by confidence, by name, to the PNG file ``path``; the dashed line is perfect.

    Raises ``MissingDependencyError`` without the extra ``plot``.
    """
    figure = _figure()
    axes = figure.add_subplot(xlabel="confidence", ylabel="share of right answers")
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey")
    for name, members in bins.items():
        axes.plot(
            [b.confidence for b in members],
            [b.accuracy for b in members],
            marker="o",
            label=f"{name} ({sum(b.count for b in members)})",
        )
    axes.set(xlim=(0, 1), ylim=(0, 1))
    _finish(figure, path)


def _figure() -> Figure:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError("drawing a figure", "plot") from error
    return Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")


def _finish(figure: Figure, path: Path) -> None:
    """Add grid and legend and write the file, without the time or version it was made with."""
    for axes in figure.axes:
        axes.grid(visible=True, alpha=0.3)
        axes.legend()
    figure.savefig(path, format="png", metadata={"Software": None})
