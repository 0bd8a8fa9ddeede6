"""How far a long task is: told from time to time while its items are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

Steps = Callable[[int, int], None]
"""Takes how much is done, and how much there is."""

TOLD_EVERY = 500
"""Items between two reports."""


def counted(items: Iterable[Item], total: int, steps: Steps | None) -> Iterator[Item]:
    """Yield ``items``, telling how many were drawn; nothing is told of an unknown total of 0."""
    for number, item in enumerate(items, start=1):
        if steps is not None and total and number % TOLD_EVERY == 0:
            steps(min(number, total), total)
        yield item
