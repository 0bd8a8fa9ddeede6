"""Amounts that belong together: ranges, changes, lists, scores, sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.analysis.quantities.amounts import Amount, Kind
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.units import MONEY, dimension_of
from factcheck.model import Bound

_CUE_REACH = 12
"""Words on each side in which a verb of winning or rising is looked for."""
_LARGEST_SCORE = 199
_SHARED_BELOW = 1000
"""A number from here on does not take the scale of the next: "1,500 and 3 million"."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount with its unit, over tokens ``[first, end)``."""

    amount: Amount
    first: int
    end: int
    unit: str = ""
    bound: Bound = Bound.EXACT
    low: float = 0.0
    high: float = 0.0


def joined(
    tokens: Tokens, measured: Sequence[Measured], language: QuantityLanguage
) -> list[Measured]:
    """Return the amounts with ranges and scores made one; a change lends its unit backwards."""
    merged: list[Measured] = []
    for one in measured:
        if merged:
            merged[-1:] = _paired(tokens, merged[-1], one, language)
        else:
            merged.append(one)
    return merged


def _paired(
    tokens: Tokens, first: Measured, second: Measured, language: QuantityLanguage
) -> list[Measured]:
    between = tuple(tokens.words[first.end : second.first])
    apart = [first, second]
    plain = {first.amount.kind, second.amount.kind} == {Kind.NUMBER}
    if not plain or first.bound is Bound.RANGE:
        return apart
    if not between or (len(between) == 1 and between[0] in language.numerals.glue):
        whole = _added(first, second)
        if whole is not None:
            return [whole]
    start = _opener(tokens, first.first, between, language)
    is_bare = len(between) == 1 and between[0] in language.frame.bare_connectors
    if start is not None or is_bare:
        second = _lent(first, second)
    if first.amount.is_year_like and (second.unit or second.amount.scale > 1):
        return apart  # "in 2015 to 221 billion"
    if start is None and is_bare:
        return _bare_pair(tokens, first, second, between[0], language)
    if start is None:
        return _listed(first, second, between, language)
    return _opened(tokens, first, second, start, language)


def _opened(
    tokens: Tokens, first: Measured, second: Measured, start: int, language: QuantityLanguage
) -> list[Measured]:
    """Read what opens at token ``start`` with "between", "da": a range, or a change."""
    connector = tuple(tokens.words[first.end : second.first])
    if not second.unit and not language.frame.clocks_after.isdisjoint(connector):
        return [_weak(first), _weak(second)]  # "dalle 9 alle 18"
    if first.unit not in ("", second.unit):
        return [first, second]
    first = _sharing(first, second)
    if _is_change(tokens, start, connector, language):
        return [first, second]
    if first.amount.low <= second.amount.low:
        return [_range(first, second, start)]
    if first.amount.low <= 0:  # "tra -3 e -5 gradi"
        return [_range(replace(second, first=first.first), replace(first, end=second.end), start)]
    return [first, second]


def _weak(one: Measured) -> Measured:
    return replace(one, amount=replace(one.amount, is_weak=True))


def _lent(first: Measured, second: Measured) -> Measured:
    """Return ``second`` with the currency written before ``first``: "$2-3bn"."""
    is_before = dimension_of(first.unit).startswith(MONEY) and first.first < first.amount.first
    return replace(second, unit=first.unit) if is_before and not second.unit else second


def _added(first: Measured, second: Measured) -> Measured | None:
    """Read "tre miliardi e 200 milioni di euro" as one amount."""
    large, small = first.amount, second.amount
    if first.unit or small.scale < _SHARED_BELOW or not 0 < small.high < large.scale:
        return None
    value = large.low + small.low
    whole = replace(large, low=value, high=value, step=small.step, end=small.end)
    return replace(second, amount=whole, first=first.first, low=value, high=value)


def _listed(
    first: Measured, second: Measured, between: tuple[str, ...], language: QuantityLanguage
) -> list[Measured]:
    """Read "three and five million copies" as three million and five million."""
    joined = len(between) == 1 and between[0] in language.frame.lists and not first.unit
    counted = second.unit or second.amount.scale > 1
    if joined and counted and first.amount.low < _SHARED_BELOW:
        return [_sharing(first, second), second]
    return [first, second]


def _bare_pair(
    tokens: Tokens, first: Measured, second: Measured, sign: str, language: QuantityLanguage
) -> list[Measured]:
    """Read "3-1", "4.25-4.5%", "tre o quattro"."""
    shared = _sharing(first, second)
    if sign.isalpha() and _is_change(tokens, first.first, (), language):
        return [shared if shared.unit == second.unit else first, second]  # "rose 12 to 340"
    if sign in ("-", "–", "—") and _is_score(tokens, first, second, language):
        low, high = first.amount.low, second.amount.low
        return [Measured(first.amount, first.first, second.end, "score", Bound.EXACT, low, high)]
    if shared.unit != second.unit or not shared.amount.low < second.amount.low:
        return [shared, second] if shared.unit == second.unit and second.unit else [first, second]
    return [_range(shared, second, first.first)]


def _is_score(
    tokens: Tokens, first: Measured, second: Measured, language: QuantityLanguage
) -> bool:
    amounts = (first.amount, second.amount)
    if first.unit or second.unit or any(a.step != 1 or a.scale != 1 for a in amounts):
        return False
    if any(not 0 <= a.low <= _LARGEST_SCORE for a in amounts) or not tokens.glued(second.first):
        return False
    return amounts[0].low > amounts[1].low or _near(
        tokens, first.first, second.end, language.frame.score_cues
    )


def _near(tokens: Tokens, first: int, end: int, cues: frozenset[str]) -> bool:
    around = tokens.words[max(first - _CUE_REACH, 0) : end + _CUE_REACH]
    return not cues.isdisjoint(around)


def _is_change(
    tokens: Tokens, first: int, connector: tuple[str, ...], language: QuantityLanguage
) -> bool:
    """Tell whether a verb of rising stands before, or the connector says so: "von 3 auf 5"."""
    near = (*tokens.words[max(first - _CUE_REACH, 0) : first], *connector)
    return not language.frame.changes.isdisjoint(near)


def _opener(
    tokens: Tokens, first: int, connector: tuple[str, ...], language: QuantityLanguage
) -> int | None:
    """Return where the words that open a range begin ("between", "da"), if they are there."""
    for start in range(max(first - 3, 0), first):
        if (tuple(tokens.words[start:first]), connector) in language.frame.openers:
            return start
    return None


def _sharing(first: Measured, second: Measured) -> Measured:
    """Return ``first`` with the unit and scale it shares with ``second``: "3-5 billion"."""
    amount, unit = first.amount, first.unit or second.unit
    alone = amount.scale == 1 and second.amount.scale > 1 and not amount.suffix
    if alone and amount.low < second.amount.low and amount.low < _SHARED_BELOW:
        amount = replace(amount.times(second.amount.scale, amount.end), is_weak=False)
    return replace(first, amount=amount, unit=unit, low=amount.low, high=amount.high)


def _range(first: Measured, second: Measured, start: int) -> Measured:
    step = max(min(first.amount.step, second.amount.step), 0.0)
    return Measured(
        replace(first.amount, step=step, is_weak=False, is_clock_like=second.amount.is_clock_like),
        min(start, first.first),
        second.end,
        second.unit or first.unit,
        Bound.RANGE,
        first.amount.low,
        second.amount.high,
    )
