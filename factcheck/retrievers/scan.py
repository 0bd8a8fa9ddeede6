"""The oracle: the ranker over every fact that shares a term with the query."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from factcheck.analysis.terms import ConceptOf
from factcheck.model import Candidate, Fact, Query
from factcheck.protocols import FactTable
from factcheck.retrievers.features import QueryTerms
from factcheck.retrievers.matrix import build_matrix
from factcheck.retrievers.meaning import Meanings, Near
from factcheck.retrievers.ranking import Ranking, Rows, load_ranker, similarities


class ScanRetriever:
    """Finds facts by looking at all of them: slow, simple, what the index is measured against."""

    def __init__(
        self,
        table: FactTable,
        *,
        concept_of: ConceptOf | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        self._table = table
        self._meanings = meanings
        self._concept_of = concept_of
        self._ranking: Ranking | None = None
        self._digest = ""

    def __call__(self, queries: Sequence[Query], limit: int, /) -> list[list[Candidate]]:
        """Return at most ``limit`` candidates per query: similarity down, then fact id up."""
        ranking = self._current()
        near: list[Near | None] = [None] * len(queries)
        if self._meanings is not None:
            near = list(self._meanings.near(queries))
        found = []
        for query, one in zip(queries, near, strict=True):
            prepared = ranking.prepare(query)
            found.append(ranking.rank(query, prepared, _sharing(ranking, prepared), limit, one))
        return found

    def similarities(self, fact: Fact, queries: Sequence[Query], /) -> Sequence[float]:
        """Return how similar each query finds a fact of the table, among all others or not."""
        return similarities(self._current(), fact, queries)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is derived: a worker builds its own."""
        return {**self.__dict__, "_ranking": None, "_digest": ""}

    def _current(self) -> Ranking:
        """Return the ranking of the table as it is now."""
        digest = self._table.summary().digest
        if self._ranking is None or digest != self._digest:
            matrix = build_matrix(self._table.facts(), concept_of=self._concept_of)
            self._ranking = Ranking(
                table=self._table,
                matrix=matrix,
                weights=matrix.weights(),
                ranker=load_ranker(),
                concept_of=self._concept_of,
            )
            self._digest = digest
        return self._ranking


def _sharing(ranking: Ranking, prepared: QueryTerms) -> Rows:
    """Return the rows that hold at least one term of the query."""
    matrix = ranking.matrix
    wanted = np.zeros(len(matrix.vocabulary), dtype=bool)
    wanted[prepared.numbers[prepared.numbers >= 0]] = True
    slots = np.flatnonzero(wanted[matrix.terms])
    return np.unique(np.searchsorted(matrix.starts, slots, side="right") - 1).astype(np.int64)
