"""Digits that are no amount: names, list numbers, clocks, telephones."""

from __future__ import annotations

from factcheck.analysis.quantities_lexicon import QuantityLanguage, Tokens


class DigitGuard:
    """Looks at what stands around digits."""

    def __init__(self, tokens: Tokens, language: QuantityLanguage) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._language = language

    def _word(self, position: int) -> str:
        return self._words[position] if 0 <= position < len(self._words) else ""

    def is_negative(self, position: int) -> bool:
        """Tell whether a minus stands before the digits."""
        tokens = self._tokens
        return (
            self._word(position - 1) in ("-", "–")
            and tokens.glued(position)
            and not tokens.glued(position - 1)
        )

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
        if before[-1].isalpha() and before not in ("us", "a", "c", "l'"):
            return not before.endswith("'")
        if before in ("-", "–", "/", ".", ":", "+", "_", "’", "'"):
            if before in ("+", ":", "_", "."):
                return True
            glued_further = self._tokens.glued(position - 1)
            beyond = self._word(position - 2)
            return glued_further and (beyond[-1:].isalpha() or before == "/")
        return False

    def _tied_right(self, position: int, after: str) -> bool:
        following = self._word(position + 2)
        if after in (":", "/", "_"):
            return following[:1].isdecimal()
        if not after[0].isalpha():
            return False
        language = self._language
        raw = self._tokens.text[self._tokens.starts[position + 1] : self._tokens.ends[position + 1]]
        known = (
            after in language.suffixes
            or after in language.currency_suffixes
            or after in language.ranks.ordinal_signs
            or after in language.numerals.scales
            or raw in language.frame.signs
            or language.frame.units.at(self._words, position + 1)[0] is not None
        )
        return not known
