"""The inverted index: a query's terms -> rows of the term matrix, by BM25.

Every list of rows is read from arrays mapped from files. The rarest terms of a query name the rows
looked at, until enough have been read; its more frequent terms only add to their scores. So a query
costs nearly the same in a small and a large table. What is found follows from the facts alone, not
from the order in which they came, and everything that ties with the last place comes along.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factcheck.retrievers.features import K1, B, QueryTerms
from factcheck.retrievers.ids import mapped
from factcheck.retrievers.matrix import DIGITS, SHARED, WORD, FloatArray, IntArray, TermMatrix
from factcheck.retrievers.ranking import Rows

BY_WORDS = 200
"""Candidates by words of the query's language. With 400 the figures of 800 training queries stayed
the same up to recall@20."""
BY_KEYS = 100
"""Candidates by keys that languages share."""

_READ = 16_000
"""Entries of the rarest terms' lists that are read whole: longer lists wait for the scoring, ..."""
_READ_ANYWAY = 2_000
"""... unless fewer than these have been read."""
_SCORED = 800
"""Rows, the best by rare terms, whose frequent terms are looked up."""

_MOST_REPEATS, _LONGEST = 15, 255
"""Repeats of a term and length of a row (words and numbers) that are told apart."""
_LENGTH_BITS = 8

_BLOCK = 4_000_000
"""Slots that are sorted at a time while an index is built."""

_ARRAYS = ("bounds", "rows", "marks")
_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class InvertedIndex:
    """The rows of each term: those of number ``n`` are ``rows[bounds[n]:bounds[n + 1]]``.

    ``marks`` holds for each entry how often the row has the term, and the row's length.
    """

    bounds: npt.NDArray[np.int64]
    rows: IntArray
    marks: npt.NDArray[np.uint16]
    saturation: FloatArray

    def candidates(self, query: QueryTerms) -> Rows:
        """Return the rows that share most with ``query``, ascending."""
        found = [
            self._best(query, (query.kinds & kinds) > 0, limit)
            for kinds, limit in ((WORD | DIGITS, BY_WORDS), (SHARED | DIGITS, BY_KEYS))
        ]
        return np.union1d(*found).astype(np.int64)

    def save(self, folder: Path) -> None:
        """Write the arrays into ``folder``."""
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    def _best(self, query: QueryTerms, wanted: npt.NDArray[np.bool_], limit: int) -> Numbers:
        """Return the rows of the best ``limit`` by the wanted terms, and all that tie with them."""
        wanted &= query.numbers >= 0
        numbers, weights = query.numbers[wanted], query.weights[wanted]
        if not len(numbers):
            return np.array([], dtype=np.int32)
        starts, ends = self.bounds[numbers], self.bounds[numbers + 1]
        order = np.lexsort((numbers, ends - starts))  # numbers ascend with the terms' codes
        starts, ends, weights = starts[order], ends[order], weights[order]
        count = _lists_read(ends - starts)
        rows, scores = self._read(starts[:count], ends[:count], weights[:count])
        if count < len(order):
            rows, scores = _leading(rows, scores, max(limit, _SCORED))
            for start, end, weight in zip(
                starts[count:].tolist(), ends[count:].tolist(), weights[count:], strict=True
            ):
                self._add(rows, scores, slice(start, end), weight)
        return _leading(rows, scores, limit)[0]

    def _read(self, starts: Rows, ends: Rows, weights: FloatArray) -> tuple[Numbers, FloatArray]:
        """Return the rows of some lists, ascending, and their summed scores."""
        spans = [slice(*span) for span in zip(starts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate([self.rows[span] for span in spans])
        marks = np.concatenate([self.marks[span] for span in spans])
        scores = self.saturation[marks] * np.repeat(weights, ends - starts)
        keys = (rows.astype(np.uint64) << _HIGH) | np.arange(len(rows), dtype=np.uint64)
        keys.sort()
        rows = (keys >> _HIGH).astype(np.int32)
        first = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
        return rows[first], np.add.reduceat(scores[(keys & _LOW).astype(np.int64)], first)

    def _add(self, rows: Numbers, scores: FloatArray, span: slice, weight: float) -> None:
        """Add to the scores of those of ``rows`` that one more list has."""
        listed = self.rows[span]
        places = np.searchsorted(listed, rows)
        places[places == len(listed)] = 0
        hits = listed[places] == rows
        scores[hits] += weight * self.saturation[self.marks[span][places[hits]]]


def _lists_read(lengths: Rows) -> int:
    """Return how many of the lists, the shortest first, are read whole."""
    totals = np.cumsum(lengths)
    within = int(np.searchsorted(totals, _READ, side="right"))
    enough = int(np.searchsorted(totals, _READ_ANYWAY)) + 1
    return min(len(lengths), max(within, enough))


def _leading(rows: Numbers, scores: FloatArray, limit: int) -> tuple[Numbers, FloatArray]:
    """Return the best ``limit`` and all that tie with the last of them, in their order."""
    if len(rows) <= limit:
        return rows, scores
    lowest = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    leads = scores >= lowest
    return rows[leads], scores[leads]


def _saturation(mean_length: float) -> FloatArray:
    """Return what a term is worth by how often it stands in a row and by the row's length."""
    repeats = np.arange(_MOST_REPEATS + 1, dtype=np.float64)[:, None]
    lengths = np.arange(_LONGEST + 1, dtype=np.float64)[None, :]
    damping = K1 * (1.0 - B + B * lengths / mean_length)
    return np.asarray((repeats * (K1 + 1.0) / (repeats + damping)).ravel(), dtype=np.float64)


def build_inverted(matrix: TermMatrix) -> InvertedIndex:
    """Return the index of ``matrix``, built some terms at a time, so that memory stays bounded."""
    counts = _counts(matrix.terms, len(matrix.vocabulary))
    owners = np.repeat(np.arange(len(matrix), dtype=np.int32), np.diff(matrix.starts))
    lengths = row_lengths(matrix)
    bounds = np.concatenate(([0], np.cumsum(matrix.frequencies, dtype=np.int64)))
    rows = np.empty(int(bounds[-1]), dtype=np.int32)
    marks = np.empty(len(rows), dtype=np.uint16)
    for first, last in _blocks(counts):
        mine = np.flatnonzero((matrix.terms >= first) & (matrix.terms < last))
        keys = (matrix.terms[mine].astype(np.uint64) << _HIGH) | owners[mine].astype(np.uint64)
        keys.sort()
        distinct = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        repeats = np.minimum(np.diff(distinct, append=len(keys)), _MOST_REPEATS)
        found = (keys[distinct] & _LOW).astype(np.int32)
        span = slice(int(bounds[first]), int(bounds[last]))
        rows[span] = found
        marks[span] = (repeats.astype(np.uint16) << _LENGTH_BITS) | lengths[found]
    return InvertedIndex(bounds, rows, marks, _saturation(matrix.mean_length()))


def load_inverted(folder: Path, matrix: TermMatrix) -> InvertedIndex:
    """Return the index in ``folder``, its arrays mapped from the files."""
    arrays = {name: mapped(folder / f"{name}.npy") for name in _ARRAYS}
    return InvertedIndex(**arrays, saturation=_saturation(matrix.mean_length()))


def row_lengths(matrix: TermMatrix) -> npt.NDArray[np.uint16]:
    """Return the number of words and numbers of each row, the longest cut."""
    words = np.concatenate(([0], np.cumsum((matrix.kinds & (WORD | DIGITS)) > 0, dtype=np.int32)))
    return np.minimum(np.diff(words[matrix.starts]), _LONGEST).astype(np.uint16)


def _counts(terms: IntArray, size: int) -> Rows:
    """Return how many slots each term has."""
    found = np.zeros(size, dtype=np.int64)
    for start in range(0, len(terms), _BLOCK):
        found += np.bincount(terms[start : start + _BLOCK], minlength=size)
    return found


def _blocks(counts: Rows) -> list[tuple[int, int]]:
    """Return ranges of terms that have about a block of slots each."""
    marks = np.cumsum(counts) // _BLOCK
    cuts = [0, *(np.flatnonzero(np.diff(marks)) + 1).tolist(), len(counts)]
    return [(first, last) for first, last in pairwise(cuts) if first < last]
