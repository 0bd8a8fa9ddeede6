"""The terms of every fact as flat numpy arrays: what the ranker's overlap features read.

Row ``r`` owns the slots ``starts[r]:starts[r + 1]`` of ``terms`` (numbers into the vocabulary) and
``kinds`` (what each slot is, as bits). Everything here follows from the facts alone, so index and
scan compute the same document frequencies and the same features.
"""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factcheck.analysis.terms import CONCEPT, KEY, NAME, NUMBER, ConceptOf, terms
from factcheck.model import Fact
from factcheck.retrievers.ids import RowIds, load_ids, mapped, row_ids
from factcheck.retrievers.lexicon import NameCollector, NameLexicon, load_lexicon

STATEMENT, TITLE, SPEAKER = 0, 1, 2
_SECTION_BITS = 3
WORD, DIGITS, SHARED = 4, 8, 16
"""A stem of one language; a number; a key that languages share (also concepts)."""
CAPITAL = 32
"""The shared key of a capitalised word."""
REPEAT = 64
"""The row holds the same term in an earlier slot."""

MAX_CHARACTERS = 20_000
"""Characters of one text that are indexed: a statement is a sentence, not a book."""

_ARRAYS = ("vocabulary", "frequencies", "starts", "terms", "kinds", "languages")
_BLOCK = 4_000_000
"""Slots that are numbered at a time."""

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermSlots:
    """One text's terms as codes (32-bit hashes) and kinds, in order."""

    codes: tuple[int, ...]
    kinds: tuple[int, ...]


def code_of(term: str) -> int:
    """Return the 32-bit code of a term; a capitalised and a plain key share theirs.

    Two of a million different terms meet by chance about once in four thousand, which costs a
    little similarity and nothing else.
    """
    if term[0] == NAME:
        term = KEY + term[1:]
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


def kind_of(term: str) -> int:
    """Return the kind bits of a term."""
    first = term[0]
    if first == NUMBER:
        return DIGITS
    if first == NAME:
        return SHARED | CAPITAL
    if first == KEY or term.startswith(CONCEPT):
        return SHARED
    return WORD


def slots_of(text: str, lang: str, *, concept_of: ConceptOf | None = None) -> TermSlots:
    """Return the slots of one text."""
    found = terms(text[:MAX_CHARACTERS], lang, concept_of=concept_of)
    return TermSlots(tuple(map(code_of, found)), tuple(map(kind_of, found)))


def language_code(lang: str) -> int:
    """Return a number for a language, equal for equal codes."""
    return zlib.crc32(lang.encode()) & 0x7FFFFFFF


def fact_slots(fact: Fact, *, concept_of: ConceptOf | None = None) -> TermSlots:
    """Return the slots of a fact: statement, title and speaker, repeats marked."""
    codes: list[int] = []
    kinds: list[int] = []
    seen: set[int] = set()
    for section, text in enumerate((fact.statement, fact.title, fact.speaker)):
        if not text:
            continue
        slots = slots_of(text, fact.lang, concept_of=concept_of)
        for code, kind in zip(slots.codes, slots.kinds, strict=True):
            codes.append(code)
            kinds.append(kind | section | (REPEAT if code in seen else 0))
            seen.add(code)
    return TermSlots(tuple(codes), tuple(kinds))


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """The terms of ``ids``, row by row, with the document frequency of every term.

    ``names`` are the capitalised words of all rows, to be found in other spellings.
    """

    ids: RowIds
    vocabulary: npt.NDArray[np.uint32]
    frequencies: IntArray
    starts: npt.NDArray[np.int64]
    terms: IntArray
    kinds: npt.NDArray[np.uint8]
    languages: IntArray
    names: NameLexicon
    words: int = field(init=False)
    """The number of words and numbers of all facts."""

    def __post_init__(self) -> None:
        """Count the words, once: every query needs their mean."""
        words = sum(
            int(np.count_nonzero(self.kinds[start : start + _BLOCK] & (WORD | DIGITS)))
            for start in range(0, len(self.kinds), _BLOCK)
        )
        object.__setattr__(self, "words", words)

    def __len__(self) -> int:
        """Return the number of facts."""
        return len(self.ids)

    @property
    def highest_weight(self) -> float:
        """Return the weight of a term no fact holds."""
        return math.log(1.0 + (len(self) + 0.5) / 0.5)

    def weights(self) -> FloatArray:
        """Return how much each vocabulary term tells, in (0, 1): rare terms near 1."""
        rarity = np.log1p((len(self) - self.frequencies + 0.5) / (self.frequencies + 0.5))
        return np.asarray(rarity / self.highest_weight, dtype=np.float64)

    def weight(self, frequency: int) -> float:
        """Return the weight of a term that so many facts hold."""
        rarity = math.log1p((len(self) - frequency + 0.5) / (frequency + 0.5))
        return rarity / self.highest_weight

    def mean_length(self) -> float:
        """Return the mean number of words and numbers of a fact."""
        return max(1.0, self.words / max(1, len(self)))

    def find(self, codes: Sequence[int]) -> IntArray:
        """Return the vocabulary numbers of ``codes``, -1 for terms no fact holds."""
        wanted = np.asarray(codes, dtype=np.uint32)
        if not len(self.vocabulary):
            return np.full(len(wanted), -1, dtype=np.int32)
        places = np.searchsorted(self.vocabulary, wanted)
        places[places == len(self.vocabulary)] = 0
        return np.where(self.vocabulary[places] == wanted, places, -1).astype(np.int32)

    def appended(self, other: TermMatrix) -> TermMatrix:
        """Return this matrix with the rows of ``other`` after its own; ids must be new."""
        vocabulary = np.union1d(self.vocabulary, other.vocabulary)
        frequencies = np.zeros(len(vocabulary), dtype=np.int32)
        renumbered: list[IntArray] = []
        for part in (self, other):
            places = np.searchsorted(vocabulary, part.vocabulary).astype(np.int32)
            frequencies[places] += part.frequencies
            renumbered.append(places[part.terms] if len(part.terms) else part.terms)
        return TermMatrix(
            ids=self.ids.appended(other.ids),
            vocabulary=vocabulary,
            frequencies=frequencies,
            starts=np.concatenate((self.starts, other.starts[1:] + self.starts[-1])),
            terms=np.concatenate(renumbered),
            kinds=np.concatenate((self.kinds, other.kinds)),
            languages=np.concatenate((self.languages, other.languages)),
            names=self.names.merged(other.names),
        )

    def without(self, rows: Sequence[int]) -> TermMatrix:
        """Return this matrix without ``rows`` and without terms that only they have."""
        keeps = np.ones(len(self), dtype=bool)
        keeps[list(rows)] = False
        lengths = np.diff(self.starts)
        slots = np.repeat(keeps, lengths)
        lost = ~slots & ((self.kinds & REPEAT) == 0)
        left = self.frequencies - np.bincount(self.terms[lost], minlength=len(self.vocabulary))
        used = left > 0
        return TermMatrix(
            ids=self.ids.kept(keeps),
            vocabulary=self.vocabulary[used],
            frequencies=left[used].astype(np.int32),
            starts=np.concatenate(([0], np.cumsum(lengths[keeps]))),
            terms=(np.cumsum(used, dtype=np.int32) - 1)[self.terms[slots]].astype(np.int32),
            kinds=self.kinds[slots],
            languages=self.languages[keeps],
            names=self.names.kept(self._capitalised(slots)),
        )

    def _capitalised(self, slots: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
        """Return the codes of the capitalised stems in some slots: each stands before its key."""
        keys = np.flatnonzero((self.kinds & CAPITAL).astype(bool) & slots)
        return self.vocabulary[np.unique(self.terms[keys - 1])]

    def save(self, folder: Path) -> None:
        """Write the arrays into ``folder``."""
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        self.names.save(folder)
        self.ids.save(folder)


def load_matrix(folder: Path) -> TermMatrix:
    """Return the matrix in ``folder``, its arrays mapped from the files."""
    arrays = {name: mapped(folder / f"{name}.npy") for name in _ARRAYS}
    return TermMatrix(ids=load_ids(folder), names=load_lexicon(folder), **arrays)


def build_matrix(facts: Iterable[Fact], *, concept_of: ConceptOf | None = None) -> TermMatrix:
    """Return the matrix of ``facts``, rows in their order."""
    ids: list[str] = []
    names = NameCollector()
    starts, codes, kinds, languages = array("q", [0]), array("I"), array("B"), array("i")
    for fact in facts:
        slots = fact_slots(fact, concept_of=concept_of)
        ids.append(fact.id)
        codes.extend(slots.codes)
        kinds.extend(slots.kinds)
        starts.append(len(codes))
        languages.append(language_code(fact.lang))
        for text in (fact.statement, fact.title, fact.speaker):
            names.add(text[:MAX_CHARACTERS], fact.lang)
    all_codes = np.frombuffer(codes, dtype=np.uint32)
    all_kinds = np.frombuffer(kinds, dtype=np.uint8)
    vocabulary = np.unique(all_codes)
    terms_of, frequencies = _numbered(all_codes, all_kinds, vocabulary)
    return TermMatrix(
        ids=row_ids(ids),
        vocabulary=vocabulary,
        frequencies=frequencies,
        starts=np.array(starts, dtype=np.int64),
        terms=terms_of,
        kinds=all_kinds,
        languages=np.array(languages, dtype=np.int32),
        names=names.lexicon(),
    )


def _numbered(
    codes: npt.NDArray[np.uint32],
    kinds: npt.NDArray[np.uint8],
    vocabulary: npt.NDArray[np.uint32],
) -> tuple[IntArray, IntArray]:
    """Return the vocabulary number of each code, and how many rows have each of the vocabulary."""
    numbers = np.empty(len(codes), dtype=np.int32)
    frequencies = np.zeros(len(vocabulary), dtype=np.int64)
    for start in range(0, len(codes), _BLOCK):
        block = slice(start, start + _BLOCK)
        numbers[block] = np.searchsorted(vocabulary, codes[block])
        first = (kinds[block] & REPEAT) == 0
        frequencies += np.bincount(numbers[block][first], minlength=len(vocabulary))
    return numbers, frequencies.astype(np.int32)
