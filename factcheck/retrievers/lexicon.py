"""The names of a fact table as words: where a misspelt or transliterated one finds its own.

Three flat arrays: ``names`` sorted, and for every key of ``analysis.respelling`` its hash and the
name it leads to, sorted by hash. All of it follows from the facts, whatever their order.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factcheck.analysis.respelling import respelling_keys
from factcheck.analysis.terms import clean, new_capitals

MAX_LENGTH = 24
"""Letters of the longest name that is kept; what is longer is an address or two names in one."""
_SHORTEST = 3

MAX_LOOKED_AT = 64
"""Names of one key that are looked at: a key with more tells little of any of them."""

_NAMES, _KEYS, _OWNERS = "names.npy", "name-keys.npy", "name-owners.npy"

_LETTERS = f"S{MAX_LENGTH}"


def _hash(key: str) -> int:
    return zlib.crc32(key.encode())


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Every capitalised word of a fact table, folded, with the keys it is found under."""

    names: npt.NDArray[np.bytes_] = field(default_factory=lambda: np.array([], dtype=_LETTERS))
    keys: npt.NDArray[np.uint32] = field(default_factory=lambda: np.array([], dtype=np.uint32))
    owners: npt.NDArray[np.int32] = field(default_factory=lambda: np.array([], dtype=np.int32))

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.names)

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``names`` that the table has, in their order."""
        asked = [name for name in names if len(name) <= MAX_LENGTH]
        if not asked or not len(self.names):
            return ()
        wanted = np.array([name.encode() for name in asked], dtype=_LETTERS)
        places = np.minimum(np.searchsorted(self.names, wanted), len(self.names) - 1)
        there = self.names[places] == wanted
        return tuple(name for name, is_there in zip(asked, there, strict=True) if is_there)

    def under(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the names found under any of ``keys``, sorted."""
        wanted = np.array([_hash(key) for key in keys], dtype=np.uint32)
        first = np.searchsorted(self.keys, wanted, side="left")
        last = np.searchsorted(self.keys, wanted, side="right")
        found: set[int] = set()
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            found.update(self.owners[start : min(end, start + MAX_LOOKED_AT)].tolist())
        return tuple(self.names[number].decode() for number in sorted(found))

    def merged(self, other: NameLexicon) -> NameLexicon:
        """Return the names of both."""
        names = np.union1d(self.names, other.names).astype(_LETTERS)
        parts = [
            (part.keys, np.searchsorted(names, part.names)[part.owners])
            for part in (self, other)
            if len(part)
        ]
        if not parts:
            return self
        pairs = np.unique(
            np.concatenate([keys.astype(np.uint64) << 32 | owners.astype(np.uint64)
                            for keys, owners in parts])
        )  # fmt: skip
        return NameLexicon(names, (pairs >> 32).astype(np.uint32), pairs.astype(np.int32))

    def save(self, folder: Path) -> None:
        """Write the arrays into ``folder``."""
        np.save(folder / _NAMES, self.names, allow_pickle=False)
        np.save(folder / _KEYS, self.keys, allow_pickle=False)
        np.save(folder / _OWNERS, self.owners, allow_pickle=False)


def load_lexicon(folder: Path) -> NameLexicon:
    """Return the names in ``folder``, mapped from the files."""
    return NameLexicon(
        *(np.load(folder / n, mmap_mode="r", allow_pickle=False) for n in (_NAMES, _KEYS, _OWNERS))
    )


class NameCollector:
    """Gathers the names of many facts; what was seen once costs a look into a set."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}
        self._names: set[str] = set()

    def add(self, text: str, lang: str) -> None:
        """Take the capitalised words of one text."""
        seen = self._seen.setdefault(lang, set())
        for name in new_capitals(clean(text), lang, seen):
            if _SHORTEST <= len(name) <= MAX_LENGTH:
                self._names.add(name)

    def lexicon(self) -> NameLexicon:
        """Return the names gathered so far."""
        return build_lexicon(self._names)


def build_lexicon(names: Iterable[str]) -> NameLexicon:
    """Return the lexicon of ``names``, each of which may come many times."""
    distinct = sorted(set(names))
    keys, counts = array("I"), array("I")
    for name in distinct:
        own = {_hash(key) for key in respelling_keys(name)}
        keys.extend(own)
        counts.append(len(own))
    codes = np.array(keys, dtype=np.uint32)
    owners = np.repeat(np.arange(len(distinct), dtype=np.int32), counts)
    order = np.lexsort((owners, codes))
    letters = np.array([name.encode() for name in distinct], dtype=_LETTERS)
    return NameLexicon(letters, codes[order], owners[order])
