"""Numbers that are no amount: in names, lists, clocks, telephones."""

from __future__ import annotations

from factcheck.analysis.quantities.amounts import Kind
from factcheck.analysis.quantities.bounds import bound_before
from factcheck.analysis.quantities.counted import counted
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.quantities.ranges import Measured
from factcheck.model import Bound

_HOURS = 24
_MINUTES = ("'", '"', "′", "″")
_APOSTROPHES = ("'", "′")
_SHORT_YEAR = 2
"""Digits."""


class DigitGuard:
    """Looks at what stands around digits."""

    def __init__(self, tokens: Tokens, language: QuantityLanguage) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._language = language

    def _word(self, position: int) -> str:
        return self._words[position] if 0 <= position < len(self._words) else ""

    def is_part(self, position: int) -> bool:
        """Tell whether the digits belong to a name, a list number, a clock or a telephone."""
        tokens, before, after = self._tokens, self._word(position - 1), self._word(position + 1)
        if before in self._language.frame.excluded_after or before == "#":
            return True
        if (
            before in (".", "º", "°")
            and self._word(position - 2) in self._language.frame.excluded_after
        ):
            return True
        if before[:1].isdecimal() and self._is_serial(position):
            return True
        if position == 0 and after in (".", ")") and position + 2 < len(self._words):
            return True
        if tokens.glued(position) and self._tied_left(position, before):
            return True
        return tokens.glued(position + 1) and self._tied_right(position, after) if after else False

    def _is_serial(self, position: int) -> bool:
        """Tell whether groups of digits in a row make a telephone number: "06 1234 5678"."""
        before, beyond = self._word(position - 1), self._word(position - 2)
        return before[0] == "0" or beyond[:1].isdecimal()

    def _tied_left(self, position: int, before: str) -> bool:
        if before[-1].isalpha():
            return not self._is_money(position)
        if before == "+":
            return not self._is_known_after(position + 1)
        if before in ("-", "–", "/", ".", ":", "_", *_MINUTES):
            if before in (":", "_", "."):
                return True
            glued_further = self._tokens.glued(position - 1)
            beyond = self._word(position - 2)
            if before in _MINUTES and glued_further:  # 9"58
                return beyond[-1:].isalnum()
            if before in _APOSTROPHES:  # "the class of '98"
                return len(self._word(position)) == _SHORT_YEAR
            return glued_further and (beyond[-1:].isalpha() or before == "/")
        return False

    def _tied_right(self, position: int, after: str) -> bool:
        following = self._word(position + 2)
        if after in (":", "/", "_", *_MINUTES):
            return following[:1].isdecimal()
        if after == "-" and following:
            glued = self._tokens.glued(position + 2) and self._tokens.is_capitalised(position + 2)
            return glued and not self._is_known_after(position + 2)  # "le 14-Juillet"
        if after == "." and following:
            return self._language.ranks.dotted and following[0].isalnum()
        if after[0].isalpha():
            return not self._is_known_after(position + 1)
        return len(after) > 1 and after[0].isnumeric() and not after[0].isdecimal()  # "2½m"

    def _is_known_after(self, position: int) -> bool:
        """Tell whether a suffix, a scale or a unit begins right after the digits."""
        language, after = self._language, self._word(position)
        if not after:
            return False
        raw = self._tokens.raw(position, position + 1)
        return (
            after in language.suffixes
            or after in language.currency_suffixes
            or after in language.ranks.ordinal_signs
            or after in language.numerals.scales
            or raw in language.frame.signs
            or raw in language.frame.glued_signs
            or language.frame.units.at(self._words, position)[0] is not None
        )

    def _is_money(self, position: int) -> bool:
        """Tell of the code of a currency glued to its digits: "EUR500"."""
        raw = self._tokens.raw(position - 1, position)
        return raw in self._language.frame.codes


def is_amount(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    """Tell whether the number says how much: not a bare "one", a clock, a year or a telephone."""
    if one.unit:
        return not _is_title(tokens, one)
    amount = one.amount
    counts_none = amount.is_weak and not amount.low and _counts(tokens, one, language)
    if counts_none or (amount.is_weak and _counts_some(tokens, one, language)):  # "zero goals"
        return True
    if amount.is_weak or amount.is_clock_like or _is_hour(tokens, one, language):
        return False
    bound, start = bound_before(tokens, one.first, language)
    if bound is not None:
        return not (amount.is_year_like and _is_led_by_a_time(tokens, start, language))
    if amount.is_year_like:
        round_ = one.bound is Bound.EXACT and amount.low % 100 == 0
        return round_ and _counts(tokens, one, language)
    return not _in_a_row(tokens, one) and not _is_named(tokens, one, language)


def _is_title(tokens: Tokens, one: Measured) -> bool:
    """Tell of a number word and its unit inside a name: "the Thirty Years' War"."""
    first, last = one.first, one.end - 1
    if first == 0 or last == first or tokens.words[first][0].isdecimal():
        return False
    inside = tokens.words[first - 1][-1].isalnum()
    return inside and tokens.is_capitalised(first) and tokens.is_capitalised(last)


def _counts(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    return bool(counted(tokens, one, language, frozenset())[0])


def _is_led_by_a_time(tokens: Tokens, start: int, language: QuantityLanguage) -> bool:
    """Tell of "since at least 1991"."""
    return start > 0 and tokens.words[start - 1] in language.frame.before_years


def _counts_some(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    """Tell of "sei seggi": not the other word that a number word may be, "tu sei bravo"."""
    shape = language.counting.get(tokens.words[one.first])
    if shape is None or not _counts(tokens, one, language):
        return False
    before = tokens.words[one.first - 1] if one.first else ""
    noun = tokens.words[one.end]
    if noun in language.of.leads:  # "sei dei dodici membri", not "alle sei di sera"
        return before not in shape.after and shape.nouns.fullmatch(noun) is not None
    return before in shape.after or shape.nouns.fullmatch(noun) is not None


def _is_hour(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    """Tell of "alle 9" without a noun, "5 o'clock": a time of day."""
    near = tokens.words[max(one.first - 1, 0) : one.first + 1]
    at_clock = not language.frame.clocks_after.isdisjoint(near)
    if language.frame.clocks_before.at(tokens.words, one.end)[0]:
        return True
    return at_clock and abs(one.amount.low) <= _HOURS and not _counts(tokens, one, language)


def _is_named(tokens: Tokens, one: Measured, language: QuantityLanguage) -> bool:
    """Tell of the number in a name: "Gruppo dei Sette", "Le Tre Corone", "Python 3.12"."""
    before = one.first - 1
    if before < 0 or one.bound is not Bound.EXACT or one.amount.kind is not Kind.NUMBER:
        return False
    if one.amount.scale != 1 or not tokens.words[before].replace("'", "").isalnum():
        return False
    if not tokens.words[one.first][0].isdecimal():
        return one.end == one.first + 1 and tokens.is_capitalised(one.first)
    is_version = one.amount.step < 1 and tokens.words[before].isalpha()
    return is_version and tokens.is_capitalised(before) and not _counts(tokens, one, language)


def _in_a_row(tokens: Tokens, one: Measured) -> bool:
    """Tell whether other numbers stand glued by hyphens or spaces: a telephone, a serial."""
    near = [one.first - 2, one.first - 1, one.end, one.end + 1]
    words = [tokens.words[p] for p in near if 0 <= p < len(tokens.words)]
    hyphen = any(
        0 <= p < len(tokens.words) and tokens.words[p] == "-" and tokens.glued(p)
        for p in (one.first - 1, one.end)
    )
    return hyphen and any(word[0].isdecimal() for word in words) and one.unit == ""
