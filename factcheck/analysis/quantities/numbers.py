"""Numbers in digits and words, with their scale: the core of an amount, before its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from factcheck.analysis.quantities.amounts import YEARS, Amount, Kind
from factcheck.analysis.quantities.guards import DigitGuard
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.quantities.literals import literal
from factcheck.analysis.quantities.shares import ShareReader
from factcheck.model import Bound

_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_YEAR_DIGITS = 4
_SMALLEST_PART = 10
"""One tenth is the smallest fraction that has a sign of its own."""


class NumberReader:
    """Reads the numbers of one text."""

    def __init__(self, tokens: Tokens, language: QuantityLanguage) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._language = language
        self._shares = ShareReader(tokens, language)
        self._guard = DigitGuard(tokens, language)
        self._worded: tuple[Callable[[int], Amount | None], ...] = (
            self._shares.out_of,
            self._shares.share,
            self._shares.half,
            self._mixed,
            self._collective,
            self._vague,
            self._multiple,
            self._ordinal,
            self._numeral,
        )

    def amounts(self) -> Iterator[Amount]:
        """Yield the numbers of the text from left to right; they do not overlap."""
        position, words, triggers = 0, self._words, self._language.triggers
        while position < len(words):
            found = None
            word = words[position]
            if word[0].isdecimal():
                found = self._digits(position)
            elif word in triggers or self._opens(position) or self._language.numerals.word(word):
                found = next(filter(None, (read(position) for read in self._worded)), None)
            if found is not None:
                yield found
            position = found.end if found is not None else position + 1

    def _opens(self, position: int) -> bool:
        """Tell whether an article or "half" begins a number here."""
        word = self._words[position]
        return (
            word in self._language.numerals.ones
            or word in self._language.shares.part_ones
            or word in self._language.shares.out_of_words
            or self._language.shares.half_before.at(self._words, position)[0] is not None
        )

    def _word(self, position: int) -> str:
        return self._words[position] if 0 <= position < len(self._words) else ""

    def _digits(self, position: int) -> Amount | None:
        raw = self._words[position]
        read = literal(raw, self._tokens.signs)
        rating = self._shares.rating(position)
        if rating is not None:
            return rating
        if read is None or self._guard.is_part(position):
            return None
        out_of = self._shares.out_of(position)
        if out_of is not None:
            return out_of
        value, step = read
        amount = Amount(
            position,
            position + 1,
            value,
            value,
            step,
            is_clock_like=self._language.signs.group == "." and bool(_CLOCK.fullmatch(raw)),
            is_year_like=len(raw) == _YEAR_DIGITS and raw.isdecimal() and value in YEARS,
        )
        return self._extended(amount)

    def _extended(self, amount: Amount) -> Amount:
        """Return the amount with the scale words, halves and suffixes that follow it."""
        language, glued = self._language, self._tokens.glued(amount.end)
        word = self._word(amount.end)
        if glued and word in language.suffixes:
            return amount.times(language.suffixes[word], amount.end + 1)
        if glued and word in language.currency_suffixes:
            return replace(amount, suffix=language.currency_suffixes[word])
        if word in language.ranks.ordinal_signs and glued and not self._is_degree(amount.end):
            return replace(amount, kind=Kind.ORDINAL, end=amount.end + 1)
        amount = self._with_half(self._scaled(self._with_half(self._with_fraction(amount))))
        if self._word(amount.end) in language.ranks.times and amount.kind is Kind.NUMBER:
            return replace(amount, kind=Kind.MULTIPLE, end=amount.end + 1, is_weak=False)
        worth = self._collective_worth(self._word(amount.end))
        if worth and amount.scale == 1 and not amount.is_weak:
            return amount.times(worth, amount.end + 1)
        return amount

    def _collective_worth(self, word: str) -> float:
        """Return what one of "dozzina", "centinaia" is worth; zero for another word."""
        vague = self._language.vague.get(word)
        return self._language.collectives.get(word, vague[0] / 2 if vague else 0.0)

    def _is_degree(self, position: int) -> bool:
        """Tell "38°" and "8 °C" from "47° presidente"."""
        language, words = self._language, self._words
        if self._tokens.raw(position, min(position + 2, len(words))) in language.frame.signs:
            return True
        following = self._word(position + 1)
        is_noun = following.isalpha() and following not in language.of.stops
        return (self._word(position),) in language.frame.units.entries and not is_noun

    def _with_fraction(self, amount: Amount) -> Amount:
        """Read "2½"."""
        sign = self._word(amount.end)
        if len(sign) != 1 or unicodedata.category(sign) != "No":
            return amount
        part = Fraction(unicodedata.numeric(sign)).limit_denominator(_SMALLEST_PART)
        if not self._tokens.glued(amount.end) or not 0 < part < 1 or amount.step != 1:
            return amount
        value = amount.low + float(part)
        return replace(amount, low=value, high=value, step=1 / part.denominator, end=amount.end + 1)

    def _scaled(self, amount: Amount) -> Amount:
        """Return the amount times the scale words after it; an abbreviation takes its full stop."""
        scales, words = self._language.numerals.scales, self._words
        start = amount.end + (self._word(amount.end) == "-")
        while self._word(start) in scales:
            end = start + 1
            is_cut = words[start] in self._language.abbreviated and self._word(end) == "."
            end += is_cut and self._tokens.glued(end) and end + 1 < len(words)
            amount = replace(amount.times(scales[words[start]], end), is_weak=False)
            start = end
        return amount

    def _mixed(self, position: int) -> Amount | None:
        """Read "anderthalb Millionen"."""
        value = self._language.mixed.get(self._words[position])
        if value is None:
            return None
        return self._extended(Amount(position, position + 1, value, value, 0.5))

    def _with_half(self, amount: Amount) -> Amount:
        half, end = self._language.shares.half_after.at(self._words, amount.end)
        if half is None or amount.low != amount.high:
            return amount
        more = amount.scale / 2
        return replace(
            amount,
            low=amount.low + more,
            high=amount.high + more,
            step=more,
            end=end,
            is_weak=False,
        )

    def _numeral(self, position: int) -> Amount | None:
        language = self._language
        if language.frame.excluded.at(self._words, position)[0]:
            return None
        number = language.numerals.read(self._words, position)
        if number is None or self._word(position - 1) in language.frame.excluded_after:
            return None
        word = self._words[position]
        rank = self._rank_after(position + number.length, number.value)
        if rank is not None:
            return Amount(position, rank[1], rank[0], rank[0], 1.0, kind=Kind.ORDINAL)
        alone = number.length == 1
        if alone and word in language.numerals.scales and word not in language.standalone:
            return None
        scale = float(number.step) if number.step >= 1000 else 1.0
        amount = Amount(
            position,
            position + number.length,
            float(number.value),
            float(number.value),
            float(number.step),
            scale=scale,
            is_weak=alone and word in language.weak,
        )
        return self._extended(amount)

    def _rank_after(self, end: int, tens: int) -> tuple[int, int] | None:
        """Read the rest of "thirty-fifth": the rank and where it ends."""
        rank = self._language.ranks.ordinals.get(self._word(end + 1), 0)
        fits = self._word(end) == "-" and 0 < rank < 10 and tens % 10 == 0
        return (tens + rank, end + 2) if fits else None

    def _collective(self, position: int) -> Amount | None:
        """Read "una decina", "a dozen"."""
        language = self._language
        if self._words[position] not in language.numerals.ones:
            return None
        worth = language.collectives.get(self._word(position + 1))
        if worth is None:
            return None
        step = worth if worth % 10 == 0 else 1.0
        return Amount(position, position + 2, worth, worth, step, bound=Bound.ABOUT)

    def _vague(self, position: int) -> Amount | None:
        """Read "decine di migliaia", "hundreds of millions"."""
        language = self._language
        span = language.vague.get(self._words[position])
        if span is None:
            return None
        low, high, end = span[0], span[1], position + 1
        linked = end + 1 if self._word(end) in language.of.links else end
        second = language.vague.get(self._word(linked))
        if second is not None and linked > end:
            worth = language.numerals.scales.get(self._word(linked)) or second[0] / 2
            low, high, end = low * worth, high * worth, linked + 1
        return Amount(
            position, end, low, high, low / 2, scale=low / 2, kind=Kind.VAGUE, bound=Bound.RANGE
        )

    def _multiple(self, position: int) -> Amount | None:
        """Read "il doppio", "twice"."""
        language = self._language
        worth = language.ranks.multiples.get(self._words[position])
        allowed = language.ranks.before_multiple
        if worth is None or (allowed and self._word(position - 1) not in allowed):
            return None
        return Amount(position, position + 1, worth, worth, 0.1, kind=Kind.MULTIPLE)

    def _ordinal(self, position: int) -> Amount | None:
        """Read "la terza volta", "the third time"."""
        language = self._language
        rank = language.ranks.ordinals.get(self._words[position])
        if rank is None or self._word(position - 1) not in language.ranks.before_ordinal:
            return None
        following = self._word(position + 1)
        if rank <= 2 and following not in language.ranks.after_low_ordinal:
            return None
        if language.frame.excluded.at(self._words, position)[0]:
            return None
        if not following.isalpha() or following in language.of.stops:
            return None
        return Amount(position, position + 1, rank, rank, 1.0, kind=Kind.ORDINAL)
