"""Amounts as stated: value, precision, unit, bound, and what is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from factcheck.analysis.quantities.amounts import Amount, Kind
from factcheck.analysis.quantities.bounds import bound_before, minus_before
from factcheck.analysis.quantities.compare import compatible
from factcheck.analysis.quantities.counted import counted
from factcheck.analysis.quantities.guards import is_amount
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens, quantity_language
from factcheck.analysis.quantities.literals import decimal_signs, signs_for
from factcheck.analysis.quantities.numbers import NumberReader
from factcheck.analysis.quantities.ranges import Measured, joined
from factcheck.analysis.quantities.rates import rate
from factcheck.analysis.quantities.units import currency_before, unit_after, unit_at
from factcheck.analysis.units import MONEY, dimension_of, width_in_base_unit
from factcheck.model import Bound, Quantity, Span

_TOLD_IN_TWO = {"duration": 400, "length": 1000, "mass": 1000}
"""What is told in a unit and a smaller one, and how much larger the one may be."""

__all__ = ["compatible", "figures_in", "find_quantities"]

_HALF = 50.0
"""Percent."""
_KIND_UNITS = {
    Kind.SHARE: "percent",
    Kind.ORDINAL: "ordinal",
    Kind.MULTIPLE: "times",
    Kind.RATING: "rating",
}


def figures_in(text: str, lang: str) -> str:
    """Return the decimal signs that the figures of a document show: "", ".", "," or ",."."""
    return decimal_signs(text, quantity_language(lang).signs.decimal)


def find_quantities(
    text: str, lang: str, *, skip: Sequence[Span] = (), figures: str = ""
) -> tuple[Quantity, ...]:
    """Return the amounts of ``text`` in order; their spans overlap neither each other nor ``skip``.

    A score ("3-1") has dimension ``score`` with ``low`` and ``high`` the two numbers as written,
    so ``low`` may be the larger one there. Shares ("a third", "one in four") are percentages.
    ``figures`` is what ``figures_in`` says of the document: it decides what "1,500" is where the
    text itself does not.
    """
    language = quantity_language(lang)
    if not language.may_hold_amounts(text):
        return ()
    tokens = language.cut(text)
    if any("," in word or "." in word for word in tokens.words if len(word) > 1):
        tokens = replace(tokens, signs=signs_for(text, language.signs, figures))
    taken = _tokens_in(tokens, skip)
    measured: list[Measured] = []
    for amount in NumberReader(tokens, language).amounts():
        inside_last = bool(measured) and amount.first < measured[-1].end
        if not inside_last and taken.isdisjoint(range(amount.first, amount.end)):
            measured.append(_measured(tokens, amount, language, taken))
    found: list[Quantity] = []
    for one in joined(tokens, measured, language):
        if is_amount(tokens, one, language):
            quantity = _quantity(tokens, one, language, taken)
            # "4 per 100,000": the second number belongs to the rate of the first
            if found and quantity.span.start < found[-1].span.end:
                continue
            whole = _with_smaller_unit(found[-1], quantity, text, language) if found else None
            found[-1:] = [whole] if whole else [*found[-1:], quantity]
    return tuple(found)


def _with_smaller_unit(
    first: Quantity, second: Quantity, text: str, language: QuantityLanguage
) -> Quantity | None:
    """Return one amount told in two units: "2 hours and 28 minutes", "1 metro e 80 centimetri"."""
    if first.dimension != second.dimension or first.of or first.per or first.unit == second.unit:
        return None
    if first.low != first.high or second.low != second.high or second.bound is not Bound.EXACT:
        return None
    worth = width_in_base_unit(1.0, first.unit) / width_in_base_unit(1.0, second.unit)
    between = text[first.span.end : second.span.start].strip().casefold()
    is_joined = not between or between in language.frame.lists
    if not is_joined or not second.low < worth <= _TOLD_IN_TWO.get(first.dimension, 0):
        return None
    span = Span(start=first.span.start, end=second.span.end)
    amount = first.low * worth + second.low
    told = replace(second, span=span, text=span.slice(text), bound=first.bound)
    return replace(told, low=amount, high=amount)


def _tokens_in(tokens: Tokens, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(
        position
        for span in spans
        for position in range(
            bisect_right(tokens.ends, span.start), bisect_left(tokens.starts, span.end)
        )
    )


def _measured(
    tokens: Tokens, amount: Amount, language: QuantityLanguage, taken: frozenset[int]
) -> Measured:
    """Return the amount with the unit before or after it."""
    if amount.kind in _KIND_UNITS:
        whole = Measured(amount, amount.first, amount.end, _KIND_UNITS[amount.kind], amount.bound)
        return _part_of_unit(tokens, amount, language) or whole
    unit, first = currency_before(tokens, amount.first, language)
    end = amount.end
    if amount.suffix:
        beside = unit or unit_after(tokens, amount, end + 1, language)[0]
        if beside == "person" or (beside and dimension_of(beside).startswith(MONEY)):
            amount = replace(amount.times(amount.suffix, end + 1), suffix=0.0)
            end = amount.end
    if not unit:
        unit, end = unit_after(tokens, amount, end, language)
        if not taken.isdisjoint(range(amount.end, end)):
            unit, end = "", amount.end
    if unit and end > amount.end:
        amount, end = _half_after_unit(tokens, amount, end, language)
    minus = minus_before(tokens, first, unit, language)
    if minus is not None:
        first, amount = minus, replace(amount, low=-amount.high, high=-amount.low)
    return Measured(amount, first, end, unit, amount.bound, amount.low, amount.high)


def _part_of_unit(tokens: Tokens, amount: Amount, language: QuantityLanguage) -> Measured | None:
    """Read "a quarter of a percentage point", "half a euro"."""
    start = amount.end
    if amount.kind is not Kind.SHARE:
        return None
    for skipped in (language.of.links, language.shares.part_ones):
        start += start < len(tokens.words) and tokens.words[start] in skipped
    unit, end = unit_at(tokens, start, language)
    if unit == "" and tokens.words[start : start + 1] in language.frame.common_units:
        unit, end = "", amount.end  # "un quarto di punto": a point, though none of a known kind
    elif not unit or dimension_of(unit) == "count":
        return None
    if start == amount.end and amount.low != _HALF:
        return None
    part = replace(amount.times(0.01, end), scale=1.0, kind=Kind.NUMBER, step=0.01)
    return Measured(part, amount.first, end, unit, amount.bound, part.low, part.high)


def _half_after_unit(
    tokens: Tokens, amount: Amount, end: int, language: QuantityLanguage
) -> tuple[Amount, int]:
    """Read "tre anni e mezzo"."""
    half, after = language.shares.half_after.at(tokens.words, end)
    if half is None or amount.scale != 1:
        return amount, end
    return replace(amount, low=amount.low + 0.5, high=amount.high + 0.5, step=0.5), after


def _quantity(
    tokens: Tokens, one: Measured, language: QuantityLanguage, taken: frozenset[int]
) -> Quantity:
    bound, first = bound_before(tokens, one.first, language)
    stated = one.bound
    if bound is not None and stated in (Bound.EXACT, Bound.ABOUT):
        stated = bound
    elif bound is not None and stated is Bound.RANGE:
        first = one.first if bound is not Bound.ABOUT else first
    after, end = language.frame.bounds_after.at(tokens.words, one.end)
    if after is not None and stated is Bound.EXACT:
        stated = after
    else:
        end = one.end
    of, counted_to = counted(tokens, replace(one, end=end), language, taken)
    per, end = rate(tokens, end, language)
    if of and not per:
        per, rated_to = rate(tokens, counted_to, language)
        end = rated_to if per else end
    is_pair = one.bound is Bound.RANGE or one.unit == "score"
    low, high = (one.low, one.high) if is_pair else (one.amount.low, one.amount.high)
    span = Span(start=tokens.starts[first], end=tokens.ends[end - 1])
    return Quantity(
        span=span,
        text=span.slice(tokens.text),
        low=low,
        high=high,
        step=one.amount.step,
        unit=one.unit,
        dimension=dimension_of(one.unit),
        bound=stated,
        of=of,
        per=per,
    )
