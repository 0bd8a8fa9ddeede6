"""Number words: "ventitré", "two hundred and fifty", "tre milioni e duecentomila"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.languages.data import language_data

_LONGEST_COMPOUND = 64
"""Letters: "novecentonovantanovemilanovecentonovantanove" has 46, and German has longer ones."""
_LONGEST_PIECE = 16
"""Letters: "siebenundsiebzig"."""
_JOINT = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """The value of number words, the worth of the smallest, and how many tokens they fill."""

    value: int
    step: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """The number words of one language.

    ``atoms`` are words below one thousand, ``scales`` the words that multiply, ``glue`` what may
    stand between two number words, ``pieces`` the atoms and scales a compound word is made of.
    ``chains`` are numbers below one hundred in several words that do not add up from the left
    ("quatre-vingt-dix"), by their first word, longest first.
    """

    atoms: Mapping[str, int]
    scales: Mapping[str, int]
    glue: frozenset[str]
    pieces: Mapping[str, int]
    ones: frozenset[str]
    chains: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]

    def word(self, word: str) -> tuple[int, ...]:
        """Return the atoms and scales ``word`` (lower case) is made of, or nothing."""
        if word in self.atoms:
            return (self.atoms[word],)
        if word in self.scales:
            return (self.scales[word],)
        if not self.pieces or not 4 <= len(word) <= _LONGEST_COMPOUND:
            return ()
        return _split(word, self.pieces)

    def _parts(self, words: Sequence[str], position: int) -> tuple[tuple[int, ...], int]:
        """Return the atoms and scales at ``position`` and how many words they fill."""
        for chain, value in self.chains.get(words[position], ()):
            if tuple(words[position : position + len(chain)]) == chain:
                return (value,), len(chain)
        return self.word(words[position]), 1

    def read(self, words: Sequence[str], start: int) -> Numeral | None:
        """Return the longest number written in words from ``words[start]`` on."""
        sum_, end = _Sum(), start
        position = start
        if words[start] in self.ones:
            if start + 1 == len(words) or words[start + 1] not in self.scales:
                return None
            position += 1
        whole: Numeral | None = None
        while position < len(words):
            parts, length = self._parts(words, position)
            if parts:
                if not sum_.take(parts):
                    # "three million and five | million": the glue joined two numbers
                    return whole or _numeral(sum_, end - start)
                position += length
                end = position
            elif words[position] in self.glue and end == position > start:
                whole = _numeral(sum_, end - start)
                position += 1
            else:
                break
        return _numeral(sum_, end - start) if end > start else None


def _numeral(sum_: _Sum, length: int) -> Numeral | None:
    return Numeral(value=sum_.value, step=sum_.step, length=length) if length else None


class _Sum:
    """Adds number words from the left as long as they make one number."""

    def __init__(self) -> None:
        self._groups = 0
        self._open = 0
        self._scale = 0
        self._room = 1000
        self.step = 1

    @property
    def value(self) -> int:
        return self._groups + self._open

    def take(self, parts: Sequence[int]) -> bool:
        """Add the parts of one word, or none of them when they do not continue the number."""
        saved = (self._groups, self._open, self._scale, self._room, self.step)
        for part in parts:
            if part < 100:
                fits = self._add(part)
            elif part == 100:
                fits = self._hundred()
            elif part < 1000:
                fits = self._hundreds(part)
            else:
                fits = self._multiply(part)
            if not fits:
                self._groups, self._open, self._scale, self._room, self.step = saved
                return False
        return True

    def _add(self, atom: int) -> bool:
        if atom >= self._room or (atom == 0 and self.value):
            return False
        self._open += atom
        self._room = 10 if atom >= 20 and atom % 10 == 0 else 0
        self.step = 1
        return True

    def _hundred(self) -> bool:
        if self._open > 99 or (self._open == 0 and self._room == 0):
            return False
        self._open = max(self._open, 1) * 100
        self._room = self.step = 100
        return True

    def _hundreds(self, hundreds: int) -> bool:
        if self._open or self._room < 1000:
            return False
        self._open, self._room, self.step = hundreds, 100, 100
        return True

    def _multiply(self, scale: int) -> bool:
        step = scale
        if self._scale == 0:
            self._groups = max(self._open, 1) * scale
        elif scale > self._scale:
            self._groups = (self._groups + self._open) * scale
            step = self.step * scale
        elif scale < self._scale:
            self._groups += max(self._open, 1) * scale
        else:
            return False
        self._open, self._scale = 0, scale
        self._room, self.step = min(scale, 1000), step
        return True


def _split(word: str, pieces: Mapping[str, int]) -> tuple[int, ...]:
    """Return the values of the pieces that ``word`` is a chain of, longest pieces first."""
    found: list[int] = []
    position = 0
    while position < len(word):
        for end in range(min(len(word), position + _LONGEST_PIECE), position + 1, -1):
            value = pieces.get(word[position:end])
            if value is not None and (end == len(word) or _piece_follows(word, end, pieces)):
                found.append(value)
                position = end
                break
        else:
            return ()
    return tuple(found) if len(found) > 1 else ()


def _piece_follows(word: str, start: int, pieces: Mapping[str, int]) -> bool:
    """Tell whether some piece begins at ``start``, so that a longer piece may give way."""
    return any(
        word[start:end] in pieces
        for end in range(start + 2, min(len(word), start + _LONGEST_PIECE) + 1)
    )


@lru_cache(maxsize=16)
def numerals(lang: str) -> Numerals:
    """Return the number words of ``lang``; ``UnknownComponentError`` when it has no data."""
    table = language_data(lang, "numbers")["words"]
    atoms = {word: int(value) for word, value in table["atoms"].items()}
    scales = {word: int(value) for word, value in table["scales"].items()}
    elided = {word: int(value) for word, value in table.get("elided", {}).items()}
    atoms.update(_inverted(atoms | elided, table.get("inverted", "")))
    pieces = {**atoms, **scales, **elided} if table["compounds"] else {}
    return Numerals(
        atoms=atoms,
        scales=scales,
        glue=frozenset(table["glue"]),
        pieces=pieces,
        ones=frozenset(table["ones"]),
        chains=_chains(table.get("chains", {})),
    )


@lru_cache(maxsize=65536)
def is_compound(word: str, lang: str) -> bool:
    """Tell whether ``word`` (lower case) is a number word of ``lang``, perhaps a compound."""
    return bool(numerals(lang).word(word))


def _inverted(atoms: Mapping[str, int], joint: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers that say units before tens, joined by ``joint``: "zweiundzwanzig"."""
    tens = [(word, value) for word, value in atoms.items() if 20 <= value < 100]
    for unit, worth in atoms.items():
        if joint and 1 <= worth < 10:
            yield from ((unit + joint + word, worth + value) for word, value in tens)


def _chains(table: Mapping[str, int]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Return the chains by first word, longest first, with and without their hyphens."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for written, value in sorted(table.items(), key=lambda item: -len(item[0])):
        words = tuple(_JOINT.split(written))
        hyphened = tuple(piece for word in words for piece in ("-", word))[1:]
        found.setdefault(words[0], []).extend([(hyphened, value), (words, value)])
    return found
