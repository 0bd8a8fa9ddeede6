"""The inverted index on tantivy: a query's terms -> rows of the term matrix.

tantivy sees our own terms, joined by spaces. Its scores only choose candidates, and no row is lost
to the order in which rows were added: everything that ties with the last place comes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.retrievers.matrix import DIGITS, SHARED, WORD, TermMatrix
from factcheck.retrievers.ranking import Rows

if TYPE_CHECKING:
    import tantivy

    from factcheck.retrievers.features import QueryTerms

WORDS, KEYS, ROW = "words", "keys", "row"
BY_WORDS = 200
"""Candidates by words of the query's language. With 400 the figures of 800 training queries stayed
the same up to recall@20."""
BY_KEYS = 100
"""Candidates by keys that languages share."""

_HEAP = 64_000_000
"""Bytes the writer may hold before it writes a segment."""
_TIE = 1e-5
"""Relative difference below which tantivy's single-precision scores count as equal."""


class InvertedIndex:
    """A tantivy index over matrix rows, in ``folder`` or, without one, in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        import tantivy  # loads a compiled library: on first use only

        builder = tantivy.SchemaBuilder().add_integer_field(ROW, fast=True)
        for field in (WORDS, KEYS):
            builder = builder.add_text_field(
                field, tokenizer_name="whitespace", index_option="freq"
            )
        self._tantivy = tantivy
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder) if folder else None)
        self._searcher: tantivy.Searcher | None = None

    def add(self, matrix: TermMatrix, first: int = 0) -> None:
        """Add the rows of ``matrix`` from ``first`` on, by one writing thread, and commit."""
        writer = self._index.writer(_HEAP, 1)
        names = [f"{code:x}" for code in matrix.vocabulary.tolist()]
        starts = matrix.starts.tolist()
        for row in range(first, len(matrix)):
            own = slice(starts[row], starts[row + 1])
            words, keys = _fields(names, matrix.terms[own].tolist(), matrix.kinds[own].tolist())
            writer.add_document(self._tantivy.Document(row=row, words=words, keys=keys))
        writer.commit()
        writer.wait_merging_threads()
        self._searcher = None

    def candidates(self, query: QueryTerms, matrix: TermMatrix) -> Rows:
        """Return the rows that share most with ``query``, ascending."""
        words, keys = [], []
        for number, kind in zip(query.numbers.tolist(), query.kinds.tolist(), strict=True):
            if number < 0:
                continue
            name = f"{matrix.vocabulary[number]:x}"
            if kind & (WORD | DIGITS):
                words.append(name)
            if kind & (SHARED | DIGITS):
                keys.append(name)
        rows = {*self._search(WORDS, words, BY_WORDS), *self._search(KEYS, keys, BY_KEYS)}
        return np.array(sorted(rows), dtype=np.int64)

    def _search(self, field: str, names: Iterable[str], limit: int) -> list[int]:
        """Return the rows of the best ``limit`` documents and of all that tie with the last."""
        tantivy = self._tantivy
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, name, "freq"))
            for name in names
        ]
        if not clauses:
            return []
        if self._searcher is None:
            self._index.reload()
            self._searcher = self._index.searcher()
        query = tantivy.Query.boolean_query(clauses)
        asked = limit + 1
        while True:
            hits = self._searcher.search(query, asked, count=False).hits
            if len(hits) <= limit:
                break
            lowest = hits[limit - 1][0] * (1.0 - _TIE)
            if hits[-1][0] < lowest or len(hits) < asked:
                hits = [hit for hit in hits if hit[0] >= lowest]
                break
            asked *= 4
        places = [place for _, place in hits]
        values = self._searcher.fast_field_values(ROW, places) if places else []
        return [int(value) for value in values if value is not None]


def _fields(names: list[str], terms: list[int], kinds: list[int]) -> tuple[str, str]:
    """Return the texts of the two fields of one row."""
    words = [names[term] for term, kind in zip(terms, kinds, strict=True) if kind & (WORD | DIGITS)]
    keys = [
        names[term] for term, kind in zip(terms, kinds, strict=True) if kind & (SHARED | DIGITS)
    ]
    return " ".join(words), " ".join(keys)
