"""Parts of a whole: "un terzo", "half", "one in four", "due ragazzi su cinque"."""

from __future__ import annotations

from factcheck.analysis.quantities.amounts import HALF_STEP, YEARS, Amount, Kind
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.quantities.literals import literal

_STEP = 4.0
"""Percent: "a third" is said of shares within two points of it."""
_TEN = 10
_HUNDRED = 100
_YEAR_DIGITS = 4
_RATED_OUT_OF = frozenset({"4", "5", "6", "10", "20", "100"})


class ShareReader:
    """Reads the shares of one text; each method looks at one token and may return an amount."""

    def __init__(self, tokens: Tokens, language: QuantityLanguage) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._language = language

    def _word(self, position: int) -> str:
        return self._words[position] if 0 <= position < len(self._words) else ""

    def half(self, position: int) -> Amount | None:
        """Read "mezzo milione", "half a dozen"."""
        language = self._language
        half, end = language.shares.half_before.at(self._words, position)
        word = self._word(end)
        worth = language.numerals.scales.get(word) or language.collectives.get(word)
        if half is not None and worth is None and self._has_unit(end):
            return Amount(position, end, 0.5, 0.5, HALF_STEP)
        if half is None or worth is None:
            return None
        return Amount(position, end + 1, worth / 2, worth / 2, worth / 2, scale=float(worth))

    def share(self, position: int) -> Amount | None:
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
        if parts is None or count >= parts:
            return None
        scaled = self._part_of_scale(position, end + 1, count / parts)
        if scaled is not None or not self._ends_share(end + 1, count):
            return scaled
        share = 100.0 * count / parts
        return Amount(position, end + 1, share, share, _STEP, kind=Kind.SHARE)

    def _part_of_scale(self, first: int, position: int, part: float) -> Amount | None:
        """Read "a quarter of a million"."""
        language = self._language
        position += self._word(position) in language.of.links
        position += self._word(position) in language.numerals.ones
        worth = language.numerals.scales.get(self._word(position))
        if worth is None:
            return None
        value = part * worth
        return Amount(first, position + 1, value, value, value, scale=float(worth))

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
        if following.isalpha() and self._tokens.is_capitalised(position + 1):
            return None  # a title
        article = self._word(position + 2) if following in language.shares.part_ones else ""
        if article in language.numerals.scales or article in language.shares.not_before_half:
            return None
        return Amount(position, position + 1, 50.0, 50.0, _STEP, kind=Kind.SHARE)

    def rating(self, position: int) -> Amount | None:
        """Read "7.9/10" as a share of its own kind; without decimals it may be a date."""
        tokens, end = self._tokens, position + 3
        if self._word(position + 1) != "/" or self._word(position + 2) not in _RATED_OUT_OF:
            return None
        if tokens.glued(end) and (self._word(end)[0].isalnum() or self._word(end) == "/"):
            return None
        value, step = literal(self._word(position), tokens.signs) or (0.0, 1.0)
        whole = float(self._word(position + 2))
        if step >= 1 or not 0 < value <= whole:
            return None
        share, worth = 100.0 * value / whole, 100.0 * step / whole
        return Amount(position, end, share, share, worth, kind=Kind.RATING)

    def out_of(self, position: int) -> Amount | None:
        """Read "uno su quattro", "un italiano su quattro", "nine out of ten", "3 su 10"."""
        count = self._count(position)
        if count is None:
            return None
        shares, words = self._language.shares, self._words
        link, start = shares.out_of.at(words, position + 1)
        if link:
            return self._share_out_of(position, start, count, ())
        link, start = shares.out_of_noun.at(words, position + 2)
        if not link and count == 1:
            link, start = shares.out_of_one_noun.at(words, position + 2)
        noun = words[position + 1 : position + 2]
        if not link or not noun[0].isalpha() or noun[0] in self._language.numerals.scales:
            return None
        return self._share_out_of(position, start, count, noun)

    def _share_out_of(
        self, first: int, start: int, count: float, noun: tuple[str, ...]
    ) -> Amount | None:
        whole, end = self._whole(start)
        # "161 senatori su 205" says how many there are; "due ragazzi su cinque" what part
        is_round = count == 1 or whole <= _TEN or whole == _HUNDRED
        if not 0 < count < whole or (noun and not is_round) or self._has_unit(end):
            return None
        share = 100.0 * count / whole
        step = _STEP if whole <= _TEN else 100.0 / whole / 2
        return Amount(first, end, share, share, step, kind=Kind.SHARE, counted=noun)

    def _has_unit(self, position: int) -> bool:
        language = self._language
        return (
            self._word(position) in language.numerals.scales
            or language.frame.units.at(self._words, position)[0] is not None
        )

    def _count(self, position: int) -> float | None:
        """Return a whole number in digits, or one of the words used in "one in four"."""
        word, language = self._word(position), self._language
        if word[:1].isdecimal():
            return self._digits(word)
        if word in language.shares.part_ones or word in language.numerals.ones:
            return 1.0 if word in language.shares.out_of_words else None
        if word in language.shares.out_of_words or word in language.numerals.atoms:
            return float(language.numerals.atoms.get(word, 1))
        return None

    def _whole(self, position: int) -> tuple[float, int]:
        """Return the whole number at ``position`` and where it ends; zero for none or a year."""
        word = self._word(position)
        if not word:
            return 0.0, position
        if not word[0].isdecimal():
            number = self._language.numerals.read(self._words, position)
            return (float(number.value), position + number.length) if number else (0.0, position)
        value = self._digits(word) or 0.0
        is_year = len(word) == _YEAR_DIGITS and value in YEARS
        return (0.0 if is_year else value), position + 1

    def _digits(self, word: str) -> float | None:
        read = literal(word, self._tokens.signs)
        return read[0] if read is not None and read[1] == 1 else None
