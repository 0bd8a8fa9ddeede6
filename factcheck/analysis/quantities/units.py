"""The unit beside a number: a name, a sign, a currency before or after it."""

from __future__ import annotations

from factcheck.analysis.quantities.amounts import Amount, Kind
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.units import MONEY, dimension_of
from factcheck.model import Bound

_LONGEST_SIGN = 3
"""Tokens: "m", "/", "s"."""


def currency_before(tokens: Tokens, first: int, language: QuantityLanguage) -> tuple[str, int]:
    """Return the currency written before the number, and where it begins."""
    for start in range(max(first - _LONGEST_SIGN, 0), first):
        if any(word.isdecimal() for word in tokens.words[start:first]):
            continue
        raw = tokens.raw(start, first)
        unit = language.frame.units.entries.get(tuple(tokens.words[start:first]), "")
        if any(mark.isspace() for mark in raw):
            continue  # "A$ 5" are Australian, "a $5 coin" is not
        if unit and dimension_of(unit).startswith(MONEY) and not raw.isalpha():
            return unit, start
        if raw in language.frame.codes:
            return language.frame.codes[raw], start
    return "", first


def unit_after(
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
        unit, after = unit_at(tokens, start, language)
        if unit:
            return unit, after
    return "", end


def unit_at(tokens: Tokens, start: int, language: QuantityLanguage) -> tuple[str, int]:
    """Return the unit whose name or sign begins at ``start``, and where it ends."""
    if start >= len(tokens.words):
        return "", start
    signed, sign_end = _sign_at(tokens, start, language)
    named, name_end = language.frame.units.at(tokens.words, start)
    if named is not None and name_end >= sign_end:
        return named, name_end
    return signed, sign_end


def _sign_at(tokens: Tokens, start: int, language: QuantityLanguage) -> tuple[str, int]:
    frame = language.frame
    for end in range(min(start + _LONGEST_SIGN, len(tokens.words)), start, -1):
        raw = tokens.raw(start, end)
        if raw in frame.signs or raw in frame.codes:
            return frame.signs.get(raw) or frame.codes[raw], end
        if raw in frame.glued_signs and tokens.glued(start):
            return frame.glued_signs[raw], end
    return "", start
