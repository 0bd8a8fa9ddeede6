"""The core of an amount, before its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from factcheck.model import Bound

HALF_STEP = 0.01
"""Of its unit: "half a point" is exact."""
YEARS = range(1900, 2040)
"""Four digits without a grouping sign that are read as a year unless something is measured."""


class Kind(StrEnum):
    """What sort of number was read."""

    NUMBER = "number"
    SHARE = "share"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    VAGUE = "vague"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number over tokens ``[first, end)``.

    ``scale`` is the worth of its scale words. ``suffix`` is the worth of a letter that is a scale
    only beside a currency ("300m"). ``counted`` are words inside it ("un italiano su quattro").
    ``is_weak`` tells that it counts only with a unit; ``is_clock_like`` that it may be a time.
    """

    first: int
    end: int
    low: float
    high: float
    step: float
    scale: float = 1.0
    kind: Kind = Kind.NUMBER
    bound: Bound = Bound.EXACT
    suffix: float = 0.0
    counted: tuple[str, ...] = ()
    is_weak: bool = False
    is_clock_like: bool = False
    is_year_like: bool = False

    def times(self, factor: float, end: int) -> Amount:
        """Return the amount ``factor`` times as large, ending at token ``end``."""
        return replace(
            self,
            low=self.low * factor,
            high=self.high * factor,
            step=self.step * factor,
            scale=self.scale * factor,
            end=end,
        )


@dataclass(frozen=True, slots=True)
class Counting:
    """When a weak number counts what follows: by the form of the noun, or behind certain words."""

    nouns: re.Pattern[str]
    after: frozenset[str]
