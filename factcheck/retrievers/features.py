"""What the ranker looks at first: how a query and a fact overlap.

Overlap features are computed for many facts at once from the term matrix. Every feature, here and
in ``likeness`` and ``meaning``, is about one pair in one table: none depends on which other
candidates happen to be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factcheck.analysis.terms import ConceptOf
from factcheck.model import Query
from factcheck.retrievers.matrix import (
    CAPITAL,
    DIGITS,
    REPEAT,
    SHARED,
    SPEAKER,
    STATEMENT,
    TITLE,
    WORD,
    FloatArray,
    TermMatrix,
    language_code,
    slots_of,
)
from factcheck.retrievers.respell import respelled

OVERLAP_FEATURES = (
    "bm25",
    "bm25_share",
    "words_covered",
    "statement_covered",
    "statement_product",
    "title_covered",
    "has_title",
    "rarest_shared",
    "keys_covered",
    "keys_statement_covered",
    "keys_product",
    "pairs_covered",
    "names_covered",
    "fact_names_covered",
    "fact_names_missing",
    "numbers_covered",
    "fact_numbers_covered",
    "numbers_disjoint",
    "query_length",
    "fact_length",
)

K1 = 1.2
B = 0.75
"""The usual BM25 constants (Robertson and Zaragoza 2009)."""

_SECTION = np.uint8(3)


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """A query made ready: its distinct terms as vocabulary numbers, weights and kinds."""

    numbers: npt.NDArray[np.int32]
    weights: FloatArray
    kinds: npt.NDArray[np.uint8]
    pairs: npt.NDArray[np.int64]
    language: int


def query_terms(
    query: Query, matrix: TermMatrix, weights: FloatArray, *, concept_of: ConceptOf | None = None
) -> QueryTerms:
    """Return the distinct terms of ``query``; one capitalised once counts as capitalised."""
    slots = slots_of(query.text, query.lang, concept_of=concept_of)
    distinct: dict[int, int] = {}
    for code, kind in zip(slots.codes, slots.kinds, strict=True):
        distinct[code] = distinct.get(code, 0) | kind
    asked = respelled(query, distinct, matrix)
    numbers = matrix.find(tuple(asked.kinds))
    known = numbers >= 0
    own = np.ones(len(numbers))
    own[known] = weights[numbers[known]]
    own *= [asked.shares[code] for code in asked.kinds]
    kinds = np.fromiter(asked.kinds.values(), dtype=np.uint8, count=len(asked.kinds))
    sequence = [
        code for code, kind in zip(slots.codes, slots.kinds, strict=True) if kind & (WORD | DIGITS)
    ]
    return QueryTerms(
        numbers=numbers,
        weights=own,
        kinds=kinds,
        pairs=np.unique(_pairs(matrix.find(sequence))),
        language=language_code(query.lang),
    )


def _pairs(sequence: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return neighbouring vocabulary numbers as one number each; unknown terms pair with none."""
    left, right = sequence[:-1].astype(np.int64), sequence[1:].astype(np.int64)
    known = (left >= 0) & (right >= 0)
    return (left[known] << 32) | right[known]


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots of some rows: which of the rows each belongs to, its term, kind and weight."""

    owner: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.uint8]
    weights: FloatArray
    rows: int

    def total(self, mask: npt.NDArray[np.bool_]) -> FloatArray:
        """Return per row the summed weight of the slots in ``mask``."""
        return np.asarray(
            np.bincount(self.owner[mask], self.weights[mask], minlength=self.rows), dtype=np.float64
        )

    def count(self, mask: npt.NDArray[np.bool_]) -> FloatArray:
        """Return per row the number of slots in ``mask``."""
        return np.bincount(self.owner[mask], minlength=self.rows).astype(np.float64)


def _gather(matrix: TermMatrix, weights: FloatArray, rows: npt.NDArray[np.int64]) -> _Slots:
    """Return the slots of ``rows``."""
    begins = matrix.starts[rows]
    lengths = matrix.starts[rows + 1] - begins
    owner = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    places = np.arange(int(lengths.sum())) + np.repeat(begins - before, lengths)
    found = np.asarray(matrix.terms[places])
    return _Slots(owner, found, np.asarray(matrix.kinds[places]), weights[found], len(rows))


def _share(part: FloatArray, whole: FloatArray | float) -> FloatArray:
    """Return ``part / whole``, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros_like(part), where=np.asarray(whole) > 0)


def is_cross(
    query: QueryTerms, matrix: TermMatrix, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Return which rows are in another language than the query."""
    return np.asarray(matrix.languages[rows] != query.language)


def overlap_features(
    query: QueryTerms, matrix: TermMatrix, weights: FloatArray, rows: npt.NDArray[np.int64]
) -> FloatArray:
    """Return one row of ``OVERLAP_FEATURES`` per matrix row in ``rows``."""
    slots = _gather(matrix, weights, rows)
    order = np.argsort(query.numbers, kind="stable")
    ordered = query.numbers[order]
    places = np.minimum(np.searchsorted(ordered, slots.terms), max(0, len(ordered) - 1))
    hits = ordered[places] == slots.terms if len(ordered) else np.zeros(len(places), dtype=bool)
    found = {
        **_word_features(query, slots, hits, order[places] if len(ordered) else places, matrix),
        **_key_features(query, slots, hits),
        "pairs_covered": _pairs_covered(query, slots),
        "has_title": (slots.count((slots.kinds & _SECTION) == TITLE) > 0).astype(np.float64),
    }
    found["statement_product"] = found["words_covered"] * found["statement_covered"]
    found["keys_product"] = found["keys_covered"] * found["keys_statement_covered"]
    return np.column_stack([found[name] for name in OVERLAP_FEATURES])


def _word_features(
    query: QueryTerms,
    slots: _Slots,
    hits: npt.NDArray[np.bool_],
    places: npt.NDArray[np.int64],
    matrix: TermMatrix,
) -> dict[str, FloatArray]:
    """Return the features of stems and numbers."""
    own_words = (query.kinds & (WORD | DIGITS)) > 0
    words = (slots.kinds & (WORD | DIGITS)) > 0
    once = (slots.kinds & REPEAT) == 0
    section = slots.kinds & _SECTION
    statement, title = words & once & (section == STATEMENT), words & (section == TITLE)
    length = slots.count(words)
    width = max(1, len(query.numbers))
    mask = hits & words
    counts = np.bincount(
        slots.owner[mask] * width + places[mask], minlength=slots.rows * width
    ).reshape(slots.rows, width)
    damping = K1 * (1.0 - B + B * length / matrix.mean_length())
    saturated = counts * (K1 + 1.0) / (counts + damping[:, None])
    own = np.where(own_words, query.weights, 0.0) if len(query.numbers) else np.zeros(1)
    # Weights run to 1 whatever the table's size, so a score means the same in small and large
    # ones. A row-wise sum: a matrix product may round differently as the number of rows changes.
    bm25 = (saturated * own).sum(axis=1)
    best = float(own.sum()) * (K1 + 1.0)
    return {
        "bm25": np.log1p(bm25),
        "bm25_share": _share(bm25, best),
        "words_covered": _share(slots.total(mask & once), float(own.sum())),
        "statement_covered": _share(slots.total(hits & statement), slots.total(statement)),
        "title_covered": _share(slots.total(hits & title), slots.total(title)),
        "rarest_shared": ((counts > 0) * own).max(axis=1),
        "query_length": np.full(slots.rows, np.log1p(np.count_nonzero(own_words))),
        "fact_length": np.log1p(slots.count(statement)),
        **_number_features(query, slots, hits & once, once & (section != SPEAKER)),
    }


def _number_features(
    query: QueryTerms,
    slots: _Slots,
    hits: npt.NDArray[np.bool_],
    counted: npt.NDArray[np.bool_],
) -> dict[str, FloatArray]:
    """Return the features of numbers."""
    digits = (slots.kinds & DIGITS) > 0
    own = float(np.count_nonzero(query.kinds & DIGITS))
    shared, there = slots.count(hits & digits), slots.count(counted & digits)
    return {
        "numbers_covered": _share(shared, own),
        "fact_numbers_covered": _share(shared, there),
        "numbers_disjoint": ((shared == 0) & (there > 0) & (own > 0)).astype(np.float64),
    }


def _key_features(
    query: QueryTerms, slots: _Slots, hits: npt.NDArray[np.bool_]
) -> dict[str, FloatArray]:
    """Return the features of shared keys and names."""
    keys = (slots.kinds & (SHARED | DIGITS)) > 0
    once = (slots.kinds & REPEAT) == 0
    statement = keys & once & ((slots.kinds & _SECTION) == STATEMENT)
    own_keys = query.weights[(query.kinds & (SHARED | DIGITS)) > 0].sum()
    capitals = statement & ((slots.kinds & CAPITAL) > 0)
    own_names = query.weights[(query.kinds & CAPITAL) > 0].sum()
    named = _named_hits(query, slots, hits & once)
    there, shared = slots.total(capitals), slots.total(hits & capitals)
    return {
        "keys_covered": _share(slots.total(hits & keys & once), float(own_keys)),
        "keys_statement_covered": _share(slots.total(hits & statement), slots.total(statement)),
        "names_covered": _share(slots.total(named), float(own_names)),
        "fact_names_covered": _share(shared, there),
        "fact_names_missing": np.log1p(there - shared),
    }


def _named_hits(
    query: QueryTerms, slots: _Slots, hits: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Return which slots hold a capitalised word of the query."""
    names = query.numbers[(query.kinds & CAPITAL) > 0]
    return hits & np.isin(slots.terms, names)


def _pairs_covered(query: QueryTerms, slots: _Slots) -> FloatArray:
    """Return the share of each statement's neighbouring words that are neighbours in the query."""
    words = ((slots.kinds & (WORD | DIGITS)) > 0) & ((slots.kinds & _SECTION) == STATEMENT)
    owner, found = slots.owner[words], slots.terms[words].astype(np.int64)
    if len(found) < 2:
        return np.zeros(slots.rows)
    inside = owner[:-1] == owner[1:]
    pairs = ((found[:-1] << 32) | found[1:])[inside]
    place = owner[:-1][inside]
    shared = np.bincount(place[np.isin(pairs, query.pairs)], minlength=slots.rows)
    return _share(
        shared.astype(np.float64), np.bincount(place, minlength=slots.rows).astype(np.float64)
    )
