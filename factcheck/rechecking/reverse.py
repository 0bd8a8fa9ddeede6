"""An inverted index over what was asked for stored claims, for facts to be asked of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from factcheck.store.searching import END, StoredSearch

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]


class ReverseIndex:
    """The terms and candidates of stored searches, by term and by candidate.

    A claim is its place among ``searches``, a query the place of a sentence or part among all.
    """

    def __init__(self, searches: Sequence[StoredSearch]) -> None:
        codes = np.frombuffer(b"".join(s.terms or b"" for s in searches), dtype="<u4")
        ends = np.flatnonzero(codes == END)
        self.reaches = np.frombuffer(b"".join(s.reaches or b"" for s in searches), dtype="<f8")
        self.claim_of = _owners(searches, ends)
        self.position = _positions(self.claim_of)
        is_term = codes != END
        terms = codes[is_term]
        queries: Numbers = np.cumsum(~is_term, dtype=np.int64)[is_term]
        order = np.argsort(terms, kind="stable")
        self._terms: Codes = terms[order]
        self._queries: Numbers = queries[order]
        self._lengths: npt.NDArray[np.float64] = self._own_weights(len(ends))
        marks = np.frombuffer(b"".join(s.facts or b"" for s in searches), dtype="<u8")
        holders = np.repeat(np.arange(len(searches)), [len(s.facts or b"") // 8 for s in searches])
        by_mark = np.argsort(marks, kind="stable")
        self._marks: npt.NDArray[np.uint64] = marks[by_mark]
        self._holders: Numbers = holders[by_mark]

    def _own_weights(self, count: int) -> npt.NDArray[np.float64]:
        """Return per query the square root of the weight of all its terms, at least 1."""
        _, frequency = np.unique(self._terms, return_counts=True)
        weights = np.repeat(self._weight(frequency, count), frequency)
        total = np.bincount(self._queries, weights=weights, minlength=count)
        return np.sqrt(np.maximum(total, 1.0))

    @staticmethod
    def _weight(frequency: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.float64]:
        """Return how much terms tell that so many of the queries hold: rare ones more."""
        return np.log1p(count / frequency)

    def __len__(self) -> int:
        """Return the number of queries."""
        return len(self._lengths)

    def holding(self, mark: int) -> Numbers:
        """Return the claims for which the fact with that mark was compared, ascending."""
        wanted = np.uint64(mark)
        start = int(np.searchsorted(self._marks, wanted, side="left"))
        end = int(np.searchsorted(self._marks, wanted, side="right"))
        return np.unique(self._holders[start:end])

    def sharing(self, codes: Sequence[int]) -> Numbers:
        """Return the queries that hold one of the terms, those that share most first.

        What is shared is weighed by rarity and measured by what the query says in all.
        """
        wanted: Codes = np.asarray(codes, dtype=np.uint32)
        starts = np.searchsorted(self._terms, wanted, side="left")
        ends = np.searchsorted(self._terms, wanted, side="right")
        frequency = ends - starts
        stretches = [self._queries[a:b] for a, b in zip(starts, ends, strict=True)]
        found = np.concatenate([np.empty(0, np.int64), *stretches])
        held = frequency > 0
        weights = np.repeat(self._weight(frequency[held], len(self)), frequency[held])
        scores = np.bincount(found, weights=weights, minlength=len(self))
        queries = np.flatnonzero(scores)
        nearness = np.round(scores[queries] / self._lengths[queries], 9)
        return queries[np.lexsort((queries, -nearness))]


def _owners(searches: Sequence[StoredSearch], ends: Numbers) -> Numbers:
    """Return the claim of each query."""
    sizes = np.array([len(s.terms or b"") // 4 for s in searches], dtype=np.int64)
    return np.searchsorted(np.cumsum(sizes), ends, side="right")


def _positions(claim_of: Numbers) -> Numbers:
    """Return the place of each query in its claim: 0 for the sentence."""
    if not len(claim_of):
        return claim_of
    places = np.arange(len(claim_of))
    first = np.concatenate(([True], claim_of[1:] != claim_of[:-1]))
    return places - np.maximum.accumulate(np.where(first, places, 0))
