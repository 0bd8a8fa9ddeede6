"""Whether a stated amount can hold when another is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, inf, log10

from factcheck.analysis.units import in_base_unit, width_in_base_unit
from factcheck.model import Bound, Quantity

ABOUT = 0.10
"""Share by which "about", "nearly" and rounding may miss: desks let "about 3 million" stand for
2.7 to 3.3 million, and one digit written ("3 million") is seldom meant wider."""
FAR_ABOUT = 0.20
"""Up to here "about" is stretched but not plainly wrong: undecided."""
FAR_BOUND = 2.0
""""Over 3 million" is true of 30 million and yet misleads: beyond this factor it is undecided."""
ROUNDED = 0.02
"""Share by which a fact in rounder figures may miss a claim it bears out: 59 million for 58.9."""
_MEANT_DIGITS = 2
"""Trailing zeros may be rounding down to this many digits: 300,000 for 298,412."""
_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_WHOLE = frozenset({"ordinal", "score"})
_CHANGES = frozenset({"ratio", "points"})
"""Of these a fall may be told by a minus or by a word: "-0,3%", "un calo dello 0,3%"."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class _Reach:
    """The values a statement allows: surely, and at a stretch."""

    low: float
    high: float
    far_low: float
    far_high: float

    def holds(self, low: float, high: float) -> bool:
        return max(self.low, low) <= min(self.high, high)

    def may_hold(self, low: float, high: float) -> bool:
        return max(self.far_low, low) <= min(self.far_high, high)


def compatible(claim: Quantity, fact: Quantity) -> bool | None:
    """Return whether ``claim`` can hold if ``fact`` is right; ``None`` where that is undecided.

    Undecided are different dimensions or rates, an unstated rounding ("300,000" for 298,412), a
    bound far from the number ("over 3 million" for 30 million), an exact claim beside a fact that
    only bounds it, and a share with a minus beside the same share without.
    """
    if claim.dimension != fact.dimension or (claim.per and fact.per and claim.per != fact.per):
        return None
    holds = _numbers_agree(claim, fact)
    # "10.1 % year on year" may answer "10.1 %", but does not refute "9 %" of something else
    return holds if holds or claim.per == fact.per else None


def _numbers_agree(claim: Quantity, fact: Quantity) -> bool | None:
    if claim.dimension in _WHOLE:
        return _whole(claim, fact)
    if claim.dimension in _CHANGES and _differ_in_sign(claim, fact):
        return None if _numbers_agree(_unsigned(claim), _unsigned(fact)) else False
    if claim.bound in _LOWER | _UPPER or fact.bound in _LOWER | _UPPER:
        return _bounded(claim, fact)
    ours, theirs = _reach(claim), _reach(fact)
    if claim.bound is fact.bound is Bound.RANGE and (claim.low, claim.high) != (
        fact.low,
        fact.high,
    ):
        return None if ours.may_hold(theirs.far_low, theirs.far_high) else False
    if ours.holds(theirs.low, theirs.high):
        return None if _says_more_closely(claim, fact) else True
    return None if ours.may_hold(theirs.far_low, theirs.far_high) else False


def _says_more_closely(claim: Quantity, fact: Quantity) -> bool:
    """Tell whether the claim has digits that tell it from the fact's: 6.4% beside 6%."""
    if Bound.ABOUT in (claim.bound, fact.bound) or claim.unit != fact.unit:
        return False
    return claim.step < fact.step and abs(claim.low - fact.low) > ROUNDED * abs(fact.low)


def _differ_in_sign(claim: Quantity, fact: Quantity) -> bool:
    return claim.high < 0 < fact.low or fact.high < 0 < claim.low


def _unsigned(quantity: Quantity) -> Quantity:
    if quantity.high >= 0:
        return quantity
    return replace(quantity, low=-quantity.high, high=-quantity.low)


def _whole(claim: Quantity, fact: Quantity) -> bool | None:
    """Compare ranks and scores; a score seen from the other side is undecided."""
    if (claim.low, claim.high) == (fact.low, fact.high):
        return True
    return None if (claim.low, claim.high) == (fact.high, fact.low) else False


def _reach(quantity: Quantity) -> _Reach:
    low = in_base_unit(quantity.low, quantity.unit)
    high = in_base_unit(quantity.high, quantity.unit)
    low, high = min(low, high), max(low, high)
    # half a digit less a hair: 2 and 3 do not meet at 2.5
    half = width_in_base_unit(quantity.step, quantity.unit) / 2 * (1 - _TINY)
    size = max(abs(low), abs(high))
    near, far = min(half, ABOUT * size) if size else half, half
    if quantity.bound is Bound.ABOUT:
        near, far = max(ABOUT * size, near), max(FAR_ABOUT * size, half)
    elif quantity.bound is Bound.EXACT:
        far = max(half, _unstated_rounding(quantity, half))
    else:
        near = half
    return _Reach(low - near, high + near, low - far, high + far)


def _unstated_rounding(quantity: Quantity, half: float) -> float:
    """Return half the worth of the last digit that is not a trailing zero, two digits kept."""
    value = abs(quantity.low)
    if value < 10**_MEANT_DIGITS or quantity.step <= 0:
        return half
    worth = 10.0 ** (floor(log10(value)) - _MEANT_DIGITS + 1)
    while worth > quantity.step and value % worth:
        worth /= 10
    if worth <= quantity.step:
        return half
    return width_in_base_unit(worth, quantity.unit) / 2


def _allowed(quantity: Quantity) -> tuple[float, float]:
    """Return the interval a statement allows by its bound."""
    reach = _reach(quantity)
    if quantity.bound in _LOWER:
        return in_base_unit(quantity.low, quantity.unit), inf
    if quantity.bound in _UPPER:
        return -inf, in_base_unit(quantity.high, quantity.unit)
    return reach.low, reach.high


def _bounded(claim: Quantity, fact: Quantity) -> bool | None:
    """Compare where one side is a bound: entailed, excluded, or left open."""
    low, high = _allowed(claim)
    fact_low, fact_high = _allowed(fact)
    if max(low, fact_low) > min(high, fact_high):
        return False
    inside = _entailed(claim, fact) if fact.bound in _LOWER | _UPPER else _is_within(claim, fact)
    return True if inside and not _far(claim, fact) else None


def _is_within(claim: Quantity, fact: Quantity) -> bool:
    """Tell whether the fact's own number keeps the claim's bound, whatever it may be rounded from.

    "Under 52%" is not borne out by "about 57%", nor "more than 28 critics" by 28.
    """
    unit, known = claim.unit, in_base_unit((fact.low + fact.high) / 2, fact.unit)
    match claim.bound:
        case Bound.AT_LEAST:
            return known >= in_base_unit(claim.low, unit)
        case Bound.MORE_THAN:
            return known > in_base_unit(claim.low, unit)
        case Bound.AT_MOST:
            return known <= in_base_unit(claim.high, unit)
        case Bound.LESS_THAN:
            return known < in_base_unit(claim.high, unit)
        case _:
            return True


def _entailed(claim: Quantity, fact: Quantity) -> bool:
    low, high = _allowed(claim)
    fact_low, fact_high = _allowed(fact)
    return low <= fact_low and fact_high <= high


def _far(claim: Quantity, fact: Quantity) -> bool:
    """Tell whether the number is so far beyond the claim's bound that the bound misleads."""
    stated = abs(in_base_unit(claim.low, claim.unit))
    known = abs(in_base_unit(fact.low, fact.unit))
    if not stated or not known:
        return False
    return max(stated, known) / min(stated, known) > FAR_BOUND
