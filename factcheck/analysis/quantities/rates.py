"""What an amount is per: "al giorno", "a head", "per 100,000", "ogni 100 km"."""

from __future__ import annotations

from math import log10

from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.quantities.literals import literal
from factcheck.analysis.quantities.units import unit_at

_ANY = "*"
"""In the table: per whatever follows."""
_LOWEST_POWER = 1000
"""From here on a power of ten after an amount is a population: "85 casi per 100.000"."""


def rate(tokens: Tokens, end: int, language: QuantityLanguage) -> tuple[str, int]:
    """Return what the amount before token ``end`` is per, and where those words end.

    A number is given in digits without signs, then its unit: ``100000``, ``100 kilometre``.
    """
    per, after = language.frame.per.at(tokens.words, end)
    if per is None:
        return _per_power(tokens, end, language)
    if after < len(tokens.words) and tokens.words[after] in language.frame.not_after_per:
        return "", end
    if per != _ANY:
        return per, after
    number, beyond = _number(tokens, after, language)
    unit, unit_end = unit_at(tokens, beyond, language)
    if number or (unit and unit != "person"):
        end = unit_end if unit else beyond
        return " ".join(filter(None, (f"{number:.0f}" if number else "", unit))), end
    if after < len(tokens.words) and tokens.words[after][0].isalnum():
        return tokens.words[after], after + 1
    return "", end


def _per_power(tokens: Tokens, end: int, language: QuantityLanguage) -> tuple[str, int]:
    found, after = language.frame.per_powers.at(tokens.words, end)
    number, beyond = _number(tokens, after, language) if found else (0.0, end)
    if number < _LOWEST_POWER or log10(number) % 1:
        return "", end
    return f"{number:.0f}", beyond


def _number(tokens: Tokens, position: int, language: QuantityLanguage) -> tuple[float, int]:
    """Return the number at ``position`` and where it ends; zero where there is none."""
    words = tokens.words
    if position >= len(words):
        return 0.0, position
    if not words[position][0].isdecimal():
        numeral = language.numerals.read(words, position)
        return (numeral.value, position + numeral.length) if numeral else (0.0, position)
    value, _ = literal(words[position], tokens.signs) or (0.0, 0.0)
    position += 1
    while position < len(words) and words[position] in language.numerals.scales:
        value *= language.numerals.scales[words[position]]
        position += 1
    return value, position
