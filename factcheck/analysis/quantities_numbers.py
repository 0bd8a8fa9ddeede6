"""Numbers in digits and words, with their scale: the core of an amount, before its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from factcheck.analysis.quantities_guards import DigitGuard
from factcheck.analysis.quantities_lexicon import (
    QuantityLanguage,
    Tokens,
)
from factcheck.analysis.quantities_literals import literal, style
from factcheck.model import Bound

_SHARE_STEP = 4.0
"""Percent: "a third" is said of shares within two points of it."""
_HALF_STEP = 0.01
"""Of its unit: "half a point" is exact."""
_CLOCK_DECIMALS = 2
_YEARS = range(1900, 2040)
"""Four digits without a grouping sign that are read as a year unless something is measured."""


class Kind(StrEnum):
    """What sort of number was read."""

    NUMBER = "number"
    SHARE = "share"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    VAGUE = "vague"


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


class NumberReader:
    """Reads the numbers of one text."""

    def __init__(self, tokens: Tokens, language: QuantityLanguage) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._language = language
        self._decimal, self._group = style(tokens, language)
        self._guard = DigitGuard(tokens, language)
        self._worded: tuple[Callable[[int], Amount | None], ...] = (
            self._out_of,
            self._share,
            self._half,
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
        read = literal(self._words[position], self._decimal, self._group)
        if read is None or self._guard.is_part(position):
            return None
        out_of = self._out_of(position)
        if out_of is not None:
            return out_of
        value, step = read
        sign = -1.0 if self._guard.is_negative(position) else 1.0
        raw = self._words[position]
        amount = Amount(
            position,
            position + 1,
            sign * value,
            sign * value,
            step,
            is_clock_like=self._group in raw and step == 10.0**-_CLOCK_DECIMALS,
            is_year_like=len(raw) == 4 and raw.isdecimal() and value in _YEARS,
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
        if word in language.ranks.ordinal_signs and glued:
            return replace(amount, kind=Kind.ORDINAL, end=amount.end + 1)
        amount = self._with_half(amount)
        hyphen = 1 if word == "-" and self._word(amount.end + 1) in language.numerals.scales else 0
        while self._word(amount.end + hyphen) in language.numerals.scales:
            scale = language.numerals.scales[self._word(amount.end + hyphen)]
            amount = replace(amount.times(scale, amount.end + hyphen + 1), is_weak=False)
            hyphen = 0
        amount = self._with_half(amount)
        if self._word(amount.end) in language.ranks.times and amount.kind is Kind.NUMBER:
            return replace(amount, kind=Kind.MULTIPLE, end=amount.end + 1, is_weak=False)
        word = self._word(amount.end)
        if word in language.collectives and amount.scale == 1 and not amount.is_weak:
            return amount.times(language.collectives[word], amount.end + 1)
        return amount

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

    def _half(self, position: int) -> Amount | None:
        """Read "mezzo milione", "half a dozen"."""
        language = self._language
        half, end = language.shares.half_before.at(self._words, position)
        word = self._word(end)
        worth = language.numerals.scales.get(word) or language.collectives.get(word)
        if half is not None and worth is None and self._has_unit(end):
            return Amount(position, end, 0.5, 0.5, _HALF_STEP)
        if half is None or worth is None:
            return None
        return Amount(position, end + 1, worth / 2, worth / 2, worth / 2, scale=float(worth))

    def _share(self, position: int) -> Amount | None:
        """Read "un terzo", "two-thirds", "metà"."""
        language, word = self._language, self._words[position]
        if word in language.shares.halves:
            return self._half_share(position)
        count, end = 1, position
        if word in language.shares.part_ones:
            end = position + 1
        elif word not in language.numerals.ones:
            number = language.numerals.read(self._words, position)
            if number is None or not 1 <= number.value <= 99:
                return None
            count, end = number.value, position + number.length
        if end == position:
            return None
        end += self._word(end) == "-"
        parts = language.shares.parts.get(self._word(end))
        if parts is None or count >= parts or not self._ends_share(end + 1, count):
            return None
        share = 100.0 * count / parts
        return Amount(position, end + 1, share, share, _SHARE_STEP, kind=Kind.SHARE)

    def _ends_share(self, position: int, count: int) -> bool:
        """Tell "a third of" from "a third system"."""
        following = self._word(position)
        if following in self._language.shares.not_before_part:
            return False
        known = following in self._language.of.links or following in self._language.of.stops
        return count > 1 or known or not following.isalpha()

    def _half_share(self, position: int) -> Amount | None:
        language = self._language
        if self._word(position - 1) in language.shares.not_after_half:
            return None
        following = self._word(position + 1)
        if following in language.shares.not_before_half or following in language.numerals.scales:
            return None
        article = self._word(position + 2) if following in language.shares.part_ones else ""
        if article in language.numerals.scales or article in language.shares.not_before_half:
            return None
        return Amount(position, position + 1, 50.0, 50.0, _SHARE_STEP, kind=Kind.SHARE)

    def _out_of(self, position: int) -> Amount | None:
        """Read "uno su quattro", "un italiano su quattro", "nine out of ten", "3 su 10"."""
        count = self._small(position)
        if count is None:
            return None
        for inner in (0, 1):
            link, end = self._language.shares.out_of.at(self._words, position + 1 + inner)
            whole = self._small(end) if link else None
            if whole is not None and 0 < count < whole and (inner == 0 or count == 1):
                counted = self._words[position + 1 : position + 1 + inner]
                share = 100.0 * count / whole
                if not all(word.isalpha() for word in counted) or self._has_unit(end + 1):
                    return None
                step = max(_SHARE_STEP if whole <= 10 else 100.0 / whole / 2, 0.0)
                return Amount(
                    position, end + 1, share, share, step, kind=Kind.SHARE, counted=counted
                )
        return None

    def _has_unit(self, position: int) -> bool:
        language = self._language
        return (
            self._word(position) in language.numerals.scales
            or language.frame.units.at(self._words, position)[0] is not None
        )

    def _small(self, position: int) -> float | None:
        """Return a whole number in digits, or one of the words used in "one in four"."""
        word = self._word(position)
        if word[:1].isdecimal():
            read = literal(word, self._decimal, self._group)
            return read[0] if read is not None and read[1] == 1 else None
        if word in self._language.shares.part_ones or word in self._language.numerals.ones:
            return 1.0 if word in self._language.shares.out_of_words else None
        if word in self._language.shares.out_of_words or word in self._language.numerals.atoms:
            return float(self._language.numerals.atoms.get(word, 1))
        return None

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
