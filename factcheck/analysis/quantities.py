"""Amounts as stated: value, precision, unit, bound, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.analysis.quantities_compare import compatible
from factcheck.analysis.quantities_lexicon import (
    QuantityLanguage,
    Tokens,
    quantity_language,
)
from factcheck.analysis.quantities_numbers import Amount, Kind, NumberReader
from factcheck.analysis.quantities_ranges import Measured, joined
from factcheck.analysis.units import dimension_of
from factcheck.model import Bound, Quantity, Span

__all__ = ["compatible", "find_quantities"]

_MOST_COUNTED = 2
_MOST_LEADS = 3
_SHORTEST_COUNTED = 2
_HALF = 50.0
"""Percent."""
_KIND_UNITS = {Kind.SHARE: "percent", Kind.ORDINAL: "ordinal", Kind.MULTIPLE: "times"}


def find_quantities(text: str, lang: str, *, skip: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Return the amounts of ``text`` in order; their spans overlap neither each other nor ``skip``.

    A score ("3-1") has dimension ``score`` with ``low`` and ``high`` the two numbers as written,
    so ``low`` may be the larger one there. Shares ("a third", "one in four") are percentages.
    """
    language = quantity_language(lang)
    tokens = language.cut(text)
    if not _may_hold_amounts(tokens, language):
        return ()
    taken = _tokens_in(tokens, skip)
    measured: list[Measured] = []
    for amount in NumberReader(tokens, language).amounts():
        inside_last = bool(measured) and amount.first < measured[-1].end
        if not inside_last and taken.isdisjoint(range(amount.first, amount.end)):
            measured.append(_measured(tokens, amount, language, taken))
    found: list[Quantity] = []
    for one in joined(tokens, measured, language):
        if _is_amount(tokens, one, language):
            quantity = _quantity(tokens, one, language, taken)
            # "4 per 100,000": the second number belongs to the rate of the first
            if not found or quantity.span.start >= found[-1].span.end:
                found.append(quantity)
    return tuple(found)


def _may_hold_amounts(tokens: Tokens, language: QuantityLanguage) -> bool:
    words = tokens.words
    if not language.triggers.isdisjoint(words) or any(word[0].isdecimal() for word in words):
        return True
    return bool(language.numerals.pieces) and any(language.numerals.word(word) for word in words)


def _tokens_in(tokens: Tokens, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(
        position
        for span in spans
        for position in range(len(tokens.words))
        if tokens.starts[position] < span.end and tokens.ends[position] > span.start
    )


def _measured(
    tokens: Tokens, amount: Amount, language: QuantityLanguage, taken: frozenset[int]
) -> Measured:
    """Return the amount with the unit before or after it."""
    if amount.kind in _KIND_UNITS:
        whole = Measured(amount, amount.first, amount.end, _KIND_UNITS[amount.kind], amount.bound)
        return _part_of_unit(tokens, amount, language) or whole
    unit, first = _currency_before(tokens, amount.first, language)
    end = amount.end
    if amount.suffix:
        beside = unit or _unit_after(tokens, amount, end + 1, language)[0]
        if beside and dimension_of(beside).startswith("money:"):
            amount = replace(amount.times(amount.suffix, end + 1), suffix=0.0)
            end = amount.end
    if not unit:
        unit, end = _unit_after(tokens, amount, end, language)
        if not taken.isdisjoint(range(amount.end, end)):
            unit, end = "", amount.end
    if unit and end > amount.end:
        amount, end = _half_after_unit(tokens, amount, end, language)
    return Measured(amount, first, end, unit, amount.bound, amount.low, amount.high)


def _part_of_unit(tokens: Tokens, amount: Amount, language: QuantityLanguage) -> Measured | None:
    """Read "a quarter of a percentage point", "half a euro"."""
    start = amount.end
    if amount.kind is not Kind.SHARE:
        return None
    for skipped in (language.of.links, language.shares.part_ones):
        start += start < len(tokens.words) and tokens.words[start] in skipped
    unit, end = _unit_at(tokens, start, language)
    if not unit or dimension_of(unit) == "count" or (start == amount.end and amount.low != _HALF):
        return None
    part = replace(amount.times(0.01, end), scale=1.0, kind=Kind.NUMBER, step=0.01)
    return Measured(part, amount.first, end, unit, amount.bound, part.low, part.high)


def _currency_before(tokens: Tokens, first: int, language: QuantityLanguage) -> tuple[str, int]:
    for start in range(max(first - 3, 0), first):
        if any(word.isdecimal() for word in tokens.words[start:first]):
            continue
        raw = tokens.text[tokens.starts[start] : tokens.ends[first - 1]]
        unit = language.frame.units.entries.get(tuple(tokens.words[start:first]), "")
        if unit and dimension_of(unit).startswith("money:") and not raw.isalpha():
            return unit, start
        if raw in language.frame.codes:
            return raw, start
    return "", first


def _unit_after(
    tokens: Tokens, amount: Amount, end: int, language: QuantityLanguage
) -> tuple[str, int]:
    """Return the unit that follows, and where it ends; a scale may be linked to it ("of")."""
    words = tokens.words
    starts = [end]
    if end < len(words) and words[end] == "-" and tokens.glued(end):
        starts.append(end + 1)
    scaled = amount.scale > 1 or amount.kind is Kind.VAGUE or amount.bound is Bound.ABOUT
    if scaled and end < len(words) and words[end] in language.of.links:
        starts.append(end + 1)
    for start in starts:
        unit, after = _unit_at(tokens, start, language)
        if unit:
            return unit, after
    return "", end


def _unit_at(tokens: Tokens, start: int, language: QuantityLanguage) -> tuple[str, int]:
    if start >= len(tokens.words):
        return "", start
    signed, sign_end = "", start
    for end in range(min(start + 3, len(tokens.words)), start, -1):
        raw = tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
        if raw in language.frame.signs or raw in language.frame.codes:
            signed, sign_end = language.frame.signs.get(raw, raw), end
            break
    named, name_end = language.frame.units.at(tokens.words, start)
    if named is not None and name_end >= sign_end:
        return named, name_end
    return signed, sign_end


def _half_after_unit(
    tokens: Tokens, amount: Amount, end: int, language: QuantityLanguage
) -> tuple[Amount, int]:
    """Read "tre anni e mezzo"."""
    half, after = language.shares.half_after.at(tokens.words, end)
    if half is None or amount.scale != 1:
        return amount, end
    return replace(amount, low=amount.low + 0.5, high=amount.high + 0.5, step=0.5), after


def _is_amount(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    """Tell whether the number says how much: not a bare "one", a clock, a year or a telephone."""
    if one.unit:
        return True
    amount = one.amount
    if amount.is_weak or amount.is_clock_like:
        return False
    if amount.is_year_like:
        bound, _ = _bound_before(tokens, one.first, language)
        round_ = one.bound is Bound.EXACT and amount.low % 100 == 0
        return bound is not None or (
            round_ and bool(_counted(tokens, one, language, frozenset())[0])
        )
    return not _in_a_row(tokens, one)


def _in_a_row(tokens: Tokens, one: Measured) -> bool:
    """Tell whether other numbers stand glued by hyphens or spaces: a telephone, a serial."""
    near = [one.first - 2, one.first - 1, one.end, one.end + 1]
    words = [tokens.words[p] for p in near if 0 <= p < len(tokens.words)]
    hyphen = any(
        0 <= p < len(tokens.words) and tokens.words[p] == "-" and tokens.glued(p)
        for p in (one.first - 1, one.end)
    )
    return hyphen and any(word[0].isdecimal() for word in words) and one.unit == ""


def _counted(
    tokens: Tokens, one: Measured, language: QuantityLanguage, taken: frozenset[int]
) -> tuple[tuple[str, ...], int]:
    """Return the words that say what is counted, nearest first, and where they begin."""
    if one.amount.counted or one.unit in ("score", "times"):
        return one.amount.counted, one.end
    words, position = tokens.words, one.end
    position += position < len(words) and words[position] == "-" and tokens.glued(position)
    if one.unit == "person":
        return (words[one.end - 1],), one.end
    linked, is_money = False, dimension_of(one.unit).startswith("money:")
    while (
        position < len(words)
        and words[position] in language.of.leads
        and position < one.end + _MOST_LEADS
    ):
        linked = linked or words[position] in language.of.links
        linked = linked or (is_money and words[position] in language.of.money_links)
        position += 1
    if one.unit and one.amount.kind not in (Kind.ORDINAL, Kind.SHARE) and not linked:
        return (), one.end
    found: list[str] = []
    for place in range(position, min(position + _MOST_COUNTED, len(words))):
        word = words[place]
        ends_clause = not word[0].isalpha() or word in language.of.stops or place in taken
        if ends_clause or len(word) < _SHORTEST_COUNTED:
            break
        if found and word.endswith(language.of.stop_endings):
            break
        found.append(word)
    return tuple(found), position


def _quantity(
    tokens: Tokens, one: Measured, language: QuantityLanguage, taken: frozenset[int]
) -> Quantity:
    bound, first = _bound_before(tokens, one.first, language)
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
    of, counted_from = _counted(tokens, replace(one, end=end), language, taken)
    per, end = _rate(tokens, end, language)
    if of and not per:
        per, rated_to = _rate(tokens, counted_from + len(of), language)
        end = rated_to if per else end
    low, high = _ends(one)
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


def _ends(one: Measured) -> tuple[float, float]:
    if one.bound is Bound.RANGE or one.unit == "score":
        return (one.low, one.high) if one.high else (one.amount.low, one.amount.high)
    return one.amount.low, one.amount.high


def _bound_before(
    tokens: Tokens, first: int, language: QuantityLanguage
) -> tuple[Bound | None, int]:
    """Return the bound stated just before token ``first`` and where its words begin."""
    bound, start = language.frame.bounds.before(tokens.words, first)
    if bound is None and first and tokens.words[first - 1] in language.frame.bound_articles:
        bound, start = language.frame.bounds.before(tokens.words, first - 1)
    return (bound, start) if bound is not None else (None, first)


def _rate(tokens: Tokens, end: int, language: QuantityLanguage) -> tuple[str, int]:
    """Return what the amount is per, and where those words end: "al giorno", "per 100,000"."""
    per, after = language.frame.per.at(tokens.words, end)
    if per is None:
        return "", end
    if after < len(tokens.words) and tokens.words[after] in language.frame.not_after_per:
        return "", end
    if per != "*":
        return per, after
    if after < len(tokens.words) and tokens.words[after][0].isalnum():
        return tokens.words[after], after + 1
    return "", end
