"""Which facts mean something near a query: by vectors, beside the words of the index.

Every fact has a vector for its statement and one for its title. A query's nearest facts join the
candidates, and the ranker reads how near each candidate is, seen from the middle of the table: what
all facts have in common tells none of them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from factcheck.analysis.terms import clean
from factcheck.model import Query
from factcheck.protocols import Embedder, FactTable
from factcheck.retrievers.matrix import FloatArray
from factcheck.retrievers.vectors import Progress, VectorStore

if TYPE_CHECKING:
    from collections.abc import Callable

MEANING_FEATURES = ("statement_meaning", "title_meaning", "whole_meaning")

NEAREST = 40
"""Facts taken by the vectors of their statements, and as many by those of their titles."""
MAX_EMBEDDED = 2_000
"""Characters of one text that are embedded."""
_BLOCK = 8_192
"""Vectors compared at a time: 12 MB of floats."""
_TIE = 1e-5
_DECIMALS = 5
"""Similarities are rounded to what 16-bit vectors tell, so that equal texts stay equal."""
_QUOTES = re.compile(r"(?<!\w)['’‘`]|['’‘`](?!\w)|[\"“”„«»‹›]")
_PROBES = (
    "The bridge was closed for repairs after the flood.",
    "My grandmother never told anyone her recipe for plum cake.",
    "Gli astronomi hanno scoperto un pianeta grande come Nettuno.",
    "Il sindaco ha annunciato nuovi orari per le biblioteche.",
    "Shares of the carmaker fell by a tenth on Tuesday.",
    "The goalkeeper saved two penalties in the final.",
    "A vaccine against malaria is being tested in Kenya.",
    "La vendemmia quest'anno comincia con due settimane d'anticipo.",
)
"""Sentences about different things, which stand for any text where a table has few facts."""
_PRIOR = 50
"""Facts that the probes together count as."""


def embeddable(text: str) -> str:
    """Return ``text`` as an embedder should see it: cleaned, quotation marks out.

    Copies of a statement that differ in their marks alone must not differ in meaning.
    """
    return " ".join(_QUOTES.sub("", clean(text[:MAX_EMBEDDED])).split())


@dataclass(frozen=True, slots=True)
class _Vectors:
    """The vectors of a table with ``digest``: per fact, ids ascending, the rows of its texts."""

    digest: str
    ids: tuple[str, ...]
    statements: npt.NDArray[np.int64]
    titles: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Near:
    """One query's vector and the matrix rows of the facts nearest to it."""

    meanings: Meanings
    vector: FloatArray
    ids: tuple[str, ...]

    def rows(self, matrix_ids: Iterable[str]) -> npt.NDArray[np.int64]:
        """Return the rows of the nearest facts in a matrix with these ids, ascending."""
        place = self.meanings.places(matrix_ids)
        return np.array(sorted(place[one] for one in self.ids if one in place), dtype=np.int64)

    def features(self, ids: Sequence[str]) -> FloatArray:
        """Return one row of ``MEANING_FEATURES`` per fact id, from 0 (unrelated) to 1."""
        return self.meanings.features(self.vector, ids)


class Meanings:
    """Keeps the vectors of a fact table and finds what is near a query.

    They are kept in ``folder``, or in memory. ``notice`` gets one line before facts are embedded.
    """

    def __init__(
        self,
        table: FactTable,
        embedder: Embedder,
        *,
        folder: Path | None = None,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        self._table = table
        self._store = VectorStore(embedder, folder, progress)
        self._folder = folder
        self._notice = notice
        self._open: _Vectors | None = None
        self._number: dict[str, int] = {}
        self._middle: tuple[str, FloatArray] = ("", np.zeros(0))
        self._placed: tuple[Iterable[str], dict[str, int]] = ((), {})

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is open and who is told: a worker reads the folder itself, in silence."""
        closed: dict[str, object] = {
            "_open": None,
            "_number": {},
            "_placed": ((), {}),
            "_middle": ("", np.zeros(0)),
            "_notice": None,
        }
        return {**self.__dict__, **closed, "_store": VectorStore(self.embedder, self._folder)}

    @property
    def embedder(self) -> Embedder:
        """Return what makes the vectors."""
        return self._store.embedder

    def near(self, queries: Sequence[Query]) -> list[Near]:
        """Return each query with its nearest facts; without queries only embed what is missing."""
        current = self._current()
        if not queries:
            return []
        texts = [embeddable(query.text) or "." for query in queries]
        distinct = list(dict.fromkeys(texts))
        # 16 bits, as facts have: a text is as near to itself as can be
        own = self.embedder(distinct).astype(np.float16).astype(np.float64)
        chosen = _nearest(own, self._store.vectors, current)
        by_text = {
            text: Near(self, vector, tuple(current.ids[n] for n in numbers))
            for text, vector, numbers in zip(distinct, own, chosen, strict=True)
        }
        return [by_text[text] for text in texts]

    def places(self, matrix_ids: Iterable[str]) -> dict[str, int]:
        """Return the row of each id, made once for a matrix."""
        if self._placed[0] is not matrix_ids:
            self._placed = matrix_ids, {one: row for row, one in enumerate(matrix_ids)}
        return self._placed[1]

    def features(self, vector: FloatArray, ids: Sequence[str]) -> FloatArray:
        """Return one row of ``MEANING_FEATURES`` per fact id."""
        current = self._open or self._current()
        numbers = np.array([self._number.get(one, -1) for one in ids], dtype=np.int64)
        known = numbers >= 0
        middle = self._centre(current)
        asked = _unit(vector - middle)
        near = []
        for rows in (current.statements, current.titles):
            of_ids = np.full(len(ids), -1, dtype=np.int64)
            of_ids[known] = rows[numbers[known]]
            near.append(self._seen_from(middle, of_ids))
        # what a fact's two texts say together, as a vector between theirs
        near.append(_unit(near[0] + near[1]))
        # row-wise sums: a matrix product may round differently as the number of rows changes
        products = np.column_stack([(one * asked).sum(axis=1) for one in near])
        return np.asarray(np.round(np.clip(products, 0.0, 1.0), _DECIMALS), dtype=np.float64)

    def _seen_from(self, middle: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """Return the directions of ``rows`` from ``middle``, zeros for a row that is -1."""
        found = np.zeros((len(rows), len(middle)))
        there = rows >= 0
        found[there] = _unit(self._store.vectors[rows[there]].astype(np.float64) - middle)
        return found

    def _centre(self, current: _Vectors) -> FloatArray:
        """Return the mean vector of all statements, the probes counting as some more."""
        if self._middle[0] != current.digest:
            rows = current.statements[current.statements >= 0]
            total = self.embedder(_PROBES).astype(np.float64).mean(axis=0) * _PRIOR
            for start in range(0, len(rows), _BLOCK):
                block = self._store.vectors[rows[start : start + _BLOCK]]
                total += block.sum(axis=0, dtype=np.float64)
            self._middle = current.digest, total / (len(rows) + _PRIOR)
        return self._middle[1]

    def _current(self) -> _Vectors:
        """Return the vectors of the table as it is now, embedding what is new."""
        digest = self._table.summary().digest
        if self._open is None or self._open.digest != digest:
            facts = [
                (fact.id, embeddable(fact.statement), embeddable(fact.title))
                for fact in self._table.facts()
            ]
            texts = [text for _, statement, title in facts for text in (statement, title)]
            lacking = len(self._store.missing([text for text in texts if text]))
            if lacking and self._notice:
                self._notice(f"embedding {lacking} texts of the facts, once")
            rows = self._store.rows(texts)
            ids = tuple(one for one, _, _ in facts)
            self._open = _Vectors(digest, ids, rows[0::2], rows[1::2])
            self._number = {one: number for number, one in enumerate(ids)}
        return self._open


def _unit(vectors: FloatArray) -> FloatArray:
    """Return ``vectors`` with length one; one without length stays."""
    lengths = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def _nearest(
    queries: FloatArray, vectors: npt.NDArray[np.float16], table: _Vectors
) -> list[list[int]]:
    """Return per query the numbers of the facts whose statement or title is among the nearest."""
    found: list[set[int]] = [set() for _ in queries]
    for rows in (table.statements, table.titles):
        numbers = np.flatnonzero(rows >= 0)
        if len(numbers):
            scores = _products(queries, vectors, rows[numbers])
            for chosen, row in zip(found, scores, strict=True):
                chosen.update(numbers[_best(row)].tolist())
    return [sorted(chosen) for chosen in found]


def _products(
    queries: FloatArray, vectors: npt.NDArray[np.float16], rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Return the similarity of every query to every one of ``rows``."""
    asked = queries.astype(np.float32)
    scores = np.empty((len(asked), len(rows)), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = vectors[rows[start : start + _BLOCK]].astype(np.float32)
        # OpenBLAS may raise the flag over finite numbers: github.com/numpy/numpy/issues/24067
        with np.errstate(invalid="ignore"):
            scores[:, start : start + _BLOCK] = asked @ block.T
    return scores


def _best(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Return the places of the best scores, all that tie with the last among them."""
    if len(scores) <= NEAREST:
        return np.arange(len(scores))
    lowest = np.partition(scores, len(scores) - NEAREST)[len(scores) - NEAREST]
    return np.flatnonzero(scores >= lowest - _TIE)
