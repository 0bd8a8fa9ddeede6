"""Boosted decision trees as data: a score in log-odds from a row of numbers.

Friedman, "Greedy function approximation: a gradient boosting machine", 2001. Trees are fitted
elsewhere (``training/fit_slips.py``) and kept as lists, so that running them needs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: node ``n`` sends a row left when ``row[feature[n]] <= threshold[n]``.

    ``left`` and ``right`` hold the next node, or ``-1 - leaf`` where it ends.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaves: tuple[float, ...]

    def __call__(self, row: Sequence[float]) -> float:
        """Return the value of the leaf the row ends in."""
        node = 0 if self.feature else -1
        while node >= 0:
            goes_left = row[self.feature[node]] <= self.threshold[node]
            node = self.left[node] if goes_left else self.right[node]
        return self.leaves[-1 - node]


@dataclass(frozen=True, slots=True)
class Trees:
    """A boosted ensemble; ``features`` names the numbers of a row, ``limit`` is what decides."""

    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    limit: float

    def __call__(self, row: Sequence[float]) -> float:
        """Return the chance in [0, 1] that the trees give a row."""
        return 1.0 / (1.0 + math.exp(-math.fsum(tree(row) for tree in self.trees)))


def trees_from(data: Mapping[str, Any]) -> Trees:
    """Return the ensemble that ``data`` describes; ``KeyError`` where it lacks something."""
    return Trees(
        features=tuple(data["features"]),
        trees=tuple(
            Tree(
                feature=tuple(tree["feature"]),
                threshold=tuple(tree["threshold"]),
                left=tuple(tree["left"]),
                right=tuple(tree["right"]),
                leaves=tuple(tree["leaves"]),
            )
            for tree in data["trees"]
        ),
        limit=data["limit"],
    )
