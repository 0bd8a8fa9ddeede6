"""The ranker index and scan share: a small logistic model in two steps.

The overlap features of every row offered order the rows; the best ``DEPTH`` of them are read from
the fact table, compared as texts too, and ordered by the full model. Where vectors tell which facts
mean something near, those are compared as well, by a model of their own that also reads how near
they are. The coefficients ship as ``ranker.json``, written by ``training/fit_ranker.py``.
"""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from factcheck.analysis.terms import ConceptOf
from factcheck.errors import IndexingError
from factcheck.facttable import MemoryFactTable
from factcheck.model import Candidate, Fact, Query
from factcheck.protocols import FactTable
from factcheck.retrievers.features import (
    OVERLAP_FEATURES,
    QueryTerms,
    is_cross,
    overlap_features,
    query_terms,
)
from factcheck.retrievers.likeness import (
    GRAM_FEATURES,
    TEXT_FEATURES,
    gram_features,
    text_features,
)
from factcheck.retrievers.matrix import FloatArray, TermMatrix
from factcheck.retrievers.meaning import MEANING_FEATURES, Near

DEPTH = 64
"""Rows whose texts are compared. Comparing 200 gave the same first fact for 800 training queries
but two (MAP@5 +0.000 and +0.002) at one and a half times the cost."""

_DECIMALS = 9
"""Scores are rounded so that the last bits of a sum cannot break a tie that fact ids should."""

_FIGURES = re.compile(r"[0-9]+")
_WIDTH = 20
"""Digits that figures in ids are compared with."""

SEMANTIC_FEATURES = OVERLAP_FEATURES + TEXT_FEATURES + GRAM_FEATURES + MEANING_FEATURES

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named features."""

    intercept: float
    coefficients: FloatArray

    def __call__(self, features: FloatArray) -> FloatArray:
        """Return the probability per row of ``features``."""
        logits = (features * self.coefficients).sum(axis=1) + self.intercept
        return np.asarray(np.round(1.0 / (1.0 + np.exp(-logits)), _DECIMALS), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Step:
    """One step's models: words tell most within a language, names and numbers across."""

    same: Logistic
    cross: Logistic

    def __call__(self, features: FloatArray, cross: npt.NDArray[np.bool_]) -> FloatArray:
        """Return the probability per row of ``features``, by the model its language asks for."""
        return np.where(cross, self.cross(features), self.same(features))


@dataclass(frozen=True, slots=True)
class Ranker:
    """``overlap`` for the first choice, then the similarity shown: ``full``, or ``semantic``."""

    overlap: Step
    full: Step
    semantic: Step


def read_step(entry: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> Step:
    """Return a step's models; raise ``IndexingError`` when their features are not ``names``."""
    models = []
    for kind in ("same", "cross"):
        values = dict(entry[kind])
        intercept = values.pop("intercept")
        if list(values) != list(names):
            raise IndexingError("ranker.json does not fit this version's features")
        models.append(Logistic(intercept, np.array(list(values.values()), dtype=np.float64)))
    return Step(*models)


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """Return the ranker that ships with the package."""
    path = files("factcheck.retrievers").joinpath("ranker.json")
    table = json.loads(path.read_text("utf-8"))
    return Ranker(
        overlap=read_step(table["overlap"], OVERLAP_FEATURES),
        full=read_step(table["full"], OVERLAP_FEATURES + TEXT_FEATURES),
        semantic=read_step(table["semantic"], SEMANTIC_FEATURES),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranker at work on one state of a fact table."""

    table: FactTable
    matrix: TermMatrix
    weights: FloatArray
    ranker: Ranker
    concept_of: ConceptOf | None = None

    def prepare(self, query: Query) -> QueryTerms:
        """Return the terms of ``query`` as this table weighs them."""
        return query_terms(query, self.matrix, self.weights, concept_of=self.concept_of)

    def rank(
        self,
        query: Query,
        prepared: QueryTerms,
        rows: Rows,
        limit: int,
        near: Near | None = None,
    ) -> list[Candidate]:
        """Return the best ``limit`` of ``rows``, and of what is ``near``, best first.

        Similarity down, then fact id up, by meaning its figures as numbers; the order of the first
        does not depend on ``limit``.
        """
        nearest = near.rows(self.matrix.ids) if near else np.zeros(0, dtype=np.int64)
        rows = np.union1d(rows, nearest) if near else rows
        if not len(rows):
            return []
        features = overlap_features(prepared, self.matrix, self.weights, rows)
        cross = is_cross(prepared, self.matrix, rows)
        scores = self.ranker.overlap(features, cross)
        leading = self._leading(scores, rows, max(limit, DEPTH))
        close = np.flatnonzero(np.isin(rows, nearest)).tolist()
        head = list(dict.fromkeys((*leading[:DEPTH], *close)))
        tail = [place for place in leading[DEPTH:] if place not in set(close)]
        facts = self.table.get([self.matrix.ids[rows[place]] for place in (*head, *tail)])
        head = [place for place in head if self.matrix.ids[rows[place]] in facts]
        compared = [facts[self.matrix.ids[rows[place]]] for place in head]
        found = self._compared(query, features[head], cross[head], compared, near)
        floor = min((candidate.similarity for candidate in found), default=1.0)
        for place in tail:
            fact = facts.get(self.matrix.ids[rows[place]])
            if fact is not None:
                found.append(Candidate(fact=fact, similarity=min(floor, float(scores[place]))))
        by_id = _counted if near else str
        found.sort(key=lambda one: (-one.similarity, by_id(one.fact.id), one.fact.id))
        return found[:limit]

    def _leading(self, scores: FloatArray, rows: Rows, count: int) -> list[int]:
        """Return the places of the ``count`` best scores, best first, ties by fact id."""
        if len(scores) > count:
            lowest = np.partition(scores, len(scores) - count)[len(scores) - count]
            places = np.flatnonzero(scores >= lowest)
        else:
            places = np.arange(len(scores))
        return heapq.nsmallest(
            count, places.tolist(), key=lambda place: (-scores[place], self.matrix.ids[rows[place]])
        )

    def _compared(
        self,
        query: Query,
        features: FloatArray,
        cross: npt.NDArray[np.bool_],
        facts: Sequence[Fact],
        near: Near | None,
    ) -> list[Candidate]:
        """Return the candidates of ``facts`` with the similarity of the last step."""
        if not facts:
            return []
        texts = text_features(query, facts)
        step, columns = self.ranker.full, [features, texts]
        if near:
            step = self.ranker.semantic
            columns.append(gram_features(query, facts))
            columns.append(near.features([fact.id for fact in facts]))
        similarity = step(np.hstack(columns), cross)
        same = texts[:, TEXT_FEATURES.index("ratio")] >= 1.0  # the same words in the same order
        similarity[same] = 1.0
        return [
            Candidate(fact=fact, similarity=float(value))
            for fact, value in zip(facts, similarity, strict=True)
        ]


def _counted(fact_id: str) -> str:
    """Return ``fact_id`` so that 9 comes before 10: of copies, the one that was listed first."""
    return _FIGURES.sub(lambda found: found[0].zfill(_WIDTH), fact_id)


def similarities(ranking: Ranking, fact: Fact, queries: Sequence[Query]) -> list[float]:
    """Return how similar each query finds ``fact``, as ``rank`` does; 0 where it shares nothing."""
    row = next(row for row, known in enumerate(ranking.matrix.ids) if known == fact.id)
    rows = np.array([row], dtype=np.int64)
    alone = replace(ranking, table=MemoryFactTable([fact]))
    found: dict[Query, float] = {}
    for query in dict.fromkeys(queries):  # many outlets carry one story
        candidates = alone.rank(query, alone.prepare(query), rows, 1)
        found[query] = candidates[0].similarity if candidates else 0.0
    return [found[query] for query in queries]
