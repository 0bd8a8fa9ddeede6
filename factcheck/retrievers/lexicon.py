"""The names of a fact table as words: where a misspelt or transliterated one finds its own.

Flat arrays: ``names`` sorted; for every key of ``analysis.respelling`` its hash and the name it
leads to, sorted by hash; and the codes of the stems that each name has in the table, name by name.
All of it follows from the facts, whatever their order.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factcheck.analysis.respelling import respelling_keys
from factcheck.analysis.terms import clean, new_capitals
from factcheck.retrievers.ids import mapped

MAX_LENGTH = 24
"""Letters of the longest name that is kept; what is longer is an address or two names in one."""
_SHORTEST = 3

MAX_LOOKED_AT = 64
"""Names of one key that are looked at: a key with more tells little of any of them."""

_LETTERS = f"S{MAX_LENGTH}"
_ARRAYS = ("names", "name_keys", "key_owners", "stems", "stem_owners")

Codes = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int32]


def code_of_text(text: str) -> int:
    """Return the 32-bit code of a key or stem."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Every capitalised word of a fact table, folded, with the keys it is found under."""

    names: npt.NDArray[np.bytes_]
    name_keys: Codes
    key_owners: Numbers
    stems: Codes
    stem_owners: Numbers

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.names)

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``names`` that the table has, in their order."""
        asked = [name for name in names if len(name) <= MAX_LENGTH]
        if not asked or not len(self.names):
            return ()
        places = self._places(asked)
        return tuple(name for name, place in zip(asked, places, strict=True) if place >= 0)

    def under(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the names found under any of ``keys``, sorted."""
        wanted = np.array([code_of_text(key) for key in keys], dtype=np.uint32)
        first = np.searchsorted(self.name_keys, wanted, side="left")
        last = np.searchsorted(self.name_keys, wanted, side="right")
        found: set[int] = set()
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            found.update(self.key_owners[start : min(end, start + MAX_LOOKED_AT)].tolist())
        return tuple(self.names[number].decode() for number in sorted(found))

    def stems_of(self, name: str) -> list[int]:
        """Return the codes of the stems that a name has in the table, one for each language."""
        (place,) = self._places([name])
        if place < 0:
            return []
        start, end = np.searchsorted(self.stem_owners, [place, place + 1])
        return [int(code) for code in self.stems[start:end]]

    def _places(self, names: list[str]) -> list[int]:
        """Return the number of each name, -1 for one the table has not."""
        wanted = np.array([name.encode() for name in names], dtype=_LETTERS)
        places = np.minimum(np.searchsorted(self.names, wanted), len(self.names) - 1)
        return [int(n) for n in np.where(self.names[places] == wanted, places, -1)]

    def merged(self, other: NameLexicon) -> NameLexicon:
        """Return the names of both."""
        names = np.union1d(self.names, other.names).astype(_LETTERS)
        numbers = [np.searchsorted(names, part.names).astype(np.int32) for part in (self, other)]
        keys, key_owners = _ordered(
            np.concatenate((self.name_keys, other.name_keys)),
            np.concatenate((numbers[0][self.key_owners], numbers[1][other.key_owners])),
        )
        stem_owners, stems = _ordered(
            np.concatenate((numbers[0][self.stem_owners], numbers[1][other.stem_owners])),
            np.concatenate((self.stems, other.stems)),
        )
        return NameLexicon(
            names, keys, key_owners.astype(np.int32), stems, stem_owners.astype(np.int32)
        )

    def kept(self, stems: Codes) -> NameLexicon:
        """Return the names that have one of ``stems``, with those of their stems that are there."""
        there = np.isin(self.stems, stems)
        keeps = np.zeros(len(self), dtype=bool)
        keeps[self.stem_owners[there]] = True
        numbers = (np.cumsum(keeps) - 1).astype(np.int32)
        found = keeps[self.key_owners]
        return NameLexicon(
            self.names[keeps],
            self.name_keys[found],
            numbers[self.key_owners[found]],
            self.stems[there],
            numbers[self.stem_owners[there]],
        )

    def save(self, folder: Path) -> None:
        """Write the arrays into ``folder``."""
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)


def _ordered(
    first: npt.NDArray[np.integer], second: npt.NDArray[np.integer]
) -> tuple[Codes, Codes]:
    """Return the distinct pairs of two columns of 32 bits, by the first and then the second."""
    pairs = np.unique(first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint64))
    return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)


def load_lexicon(folder: Path) -> NameLexicon:
    """Return the names in ``folder``, mapped from the files."""
    return NameLexicon(*(mapped(folder / f"{name}.npy") for name in _ARRAYS))


class NameCollector:
    """Gathers the names of many facts; what was seen once costs a look into a set."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}
        self._stems: dict[str, set[int]] = {}

    def add(self, text: str, lang: str) -> None:
        """Take the capitalised words of one text."""
        seen = self._seen.setdefault(lang, set())
        for name, stem in new_capitals(clean(text), lang, seen):
            if _SHORTEST <= len(name) <= MAX_LENGTH:
                self._stems.setdefault(name, set()).add(code_of_text(stem))

    def lexicon(self) -> NameLexicon:
        """Return the names gathered so far."""
        return build_lexicon(self._stems)


def build_lexicon(stems: Mapping[str, Iterable[int]]) -> NameLexicon:
    """Return the lexicon of names, each given with the codes of its stems."""
    names = sorted(stems)
    keys, key_owners = array("I"), array("I")
    codes, owners = array("I"), array("I")
    for number, name in enumerate(names):
        for column, owner, own in (
            (keys, key_owners, map(code_of_text, respelling_keys(name))),
            (codes, owners, stems[name]),
        ):
            distinct = set(own)
            column.extend(distinct)
            owner.extend([number] * len(distinct))
    name_keys, found = _ordered(np.array(keys, np.uint32), np.array(key_owners, np.uint32))
    stem_owners, stem_codes = _ordered(np.array(owners, np.uint32), np.array(codes, np.uint32))
    return NameLexicon(
        np.array([name.encode() for name in names], dtype=_LETTERS),
        name_keys,
        found.astype(np.int32),
        stem_codes,
        stem_owners.astype(np.int32),
    )
