"""Figures of answers with a confidence: F1, calibration, risk and coverage, bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

RESAMPLES = 1_000
SEED = 13
BINS = 10
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of about one confidence: how many, how sure on average, what share is right."""

    count: int
    confidence: float
    accuracy: float


def label_scores(label: str, gold: Sequence[str], given: Sequence[str]) -> dict[str, Any]:
    """Return precision, recall, F1 and support of one label."""
    both = sum(g == h == label for g, h in zip(gold, given, strict=True))
    precision = both / given.count(label) if label in given else 0.0
    recall = both / gold.count(label)
    total = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
        "support": gold.count(label),
    }


def accuracy(gold: Sequence[str], given: Sequence[str]) -> float:
    """Return the share of right labels."""
    return sum(g == h for g, h in zip(gold, given, strict=True)) / len(gold) if gold else 0.0


def macro_f1(gold: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> float:
    """Return the mean F1 over those of ``labels`` that ``gold`` has."""
    found = [label_scores(label, gold, given)["f1"] for label in labels if label in gold]
    return sum(found) / len(found) if found else 0.0


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean over resampled rows; the same on every run."""
    import numpy as np

    generator = np.random.default_rng(SEED)
    sample = np.asarray(values, dtype=float)
    picks = generator.integers(0, len(sample), size=(RESAMPLES, len(sample)))
    return _interval(sample[picks].mean(axis=1))


def label_intervals(
    gold: Sequence[str], given: Sequence[str], labels: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Return the 95 % intervals of accuracy and macro-F1 over resampled rows, by name.

    To draw rows is to draw cells of the table of gold and given labels, which is quick.
    """
    import numpy as np

    size = len(labels)
    cells = np.zeros((size, size))
    for one, other in zip(gold, given, strict=True):
        cells[labels.index(one), labels.index(other)] += 1
    generator = np.random.default_rng(SEED)
    shares = (cells / len(gold)).ravel()
    drawn = generator.multinomial(len(gold), shares, size=RESAMPLES).reshape(-1, size, size)
    both = np.diagonal(drawn, axis1=1, axis2=2)
    in_gold, in_given = drawn.sum(axis=2), drawn.sum(axis=1)
    f1 = 2 * both / np.maximum(in_gold + in_given, 1)
    counted = np.maximum((in_gold > 0).sum(axis=1), 1)
    return {
        "accuracy": _interval(both.sum(axis=1) / len(gold)),
        "macro_f1": _interval((f1 * (in_gold > 0)).sum(axis=1) / counted),
    }


def _interval(drawn: FloatArray) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(drawn, (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def reliability(confidences: Sequence[float | None], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Return the answers that have a confidence in ten equal bins, empty ones left out."""
    rows = [(c, r) for c, r in zip(confidences, right, strict=True) if c is not None]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in rows:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, is_right))
    return tuple(
        Bin(
            count=len(members),
            confidence=sum(c for c, _ in members) / len(members),
            accuracy=sum(r for _, r in members) / len(members),
        )
        for _, members in sorted(bins.items())
    )


def expected_calibration_error(
    gold: Sequence[str], given: Sequence[str], confidences: Sequence[float | None]
) -> float | None:
    """Return the mean gap between confidence and accuracy over ten equal bins of answered ones.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3. ``None`` when nothing
    was answered.
    """
    bins = reliability(confidences, [g == h for g, h in zip(gold, given, strict=True)])
    total = sum(one.count for one in bins)
    if not total:
        return None
    return sum(one.count * abs(one.confidence - one.accuracy) for one in bins) / total


def risk_curve(sureness: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """Return coverage and risk (share of wrong answers) of the surest 1, 2 ... answers.

    Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural Networks". Equally sure
    answers are taken together, so the order of the file makes no difference.
    """
    ordered = sorted(zip(sureness, right, strict=True), key=lambda row: -row[0])
    points: list[tuple[float, float]] = []
    wrong = 0
    for place, (sure, is_right) in enumerate(ordered, start=1):
        wrong += not is_right
        if place == len(ordered) or ordered[place][0] != sure:
            points.append((place / len(ordered), wrong / place))
    return tuple(points)


def accuracy_at(coverage: float, curve: Sequence[tuple[float, float]]) -> float | None:
    """Return the accuracy of the surest share ``coverage`` of the answers, the first at least so.

    ``None`` for an empty curve.
    """
    return next((1.0 - risk for covered, risk in curve if covered >= coverage), None)


def area_under(curve: Sequence[tuple[float, float]]) -> float | None:
    """Return the area under a risk-coverage curve, 0 at best; ``None`` for an empty curve."""
    if not curve:
        return None
    widths = [curve[0][0], *(b[0] - a[0] for a, b in pairwise(curve))]
    return sum(width * risk for width, (_, risk) in zip(widths, curve, strict=True))
