"""Fit the retrieval ranker and write its coefficients: ``python -m training.fit_ranker``.

Reads the training parts of public matching sets (see ``benchmarks/README.md``) from the folder in
``FACTCHECK_BENCH``, drops every query that also stands in a development part, and fits logistic
models with a listwise loss, then calibrates them: by words alone, and with the vectors of the
shipped embedder, which are kept in ``--vectors``. Prints cross-validated figures of what it fits; a
query and its copies in other sets fall in one fold.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from factcheck.embedders.catalogue import choose_embedder
from factcheck.facttable import MemoryFactTable
from factcheck.protocols import Embedder
from factcheck.retrievers.features import OVERLAP_FEATURES, overlap_features, query_terms
from factcheck.retrievers.likeness import TEXT_FEATURES, gram_features, text_features
from factcheck.retrievers.matrix import FloatArray, build_matrix
from factcheck.retrievers.meaning import Meanings, embeddable
from factcheck.retrievers.ranking import SEMANTIC_FEATURES
from factcheck.retrievers.vectors import VectorStore
from training.ranker_pools import (
    CLEF,
    SEED,
    Pool,
    altered_pool,
    matching_pools,
    normalised,
    parallel_pools,
)

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "factcheck/retrievers/ranker.json"
NEGATIVES = 60
L2 = 1e-3
POINTWISE = 0.1
DERIVED = 0.3
LEADERS = 5
"""Candidates of a query that its score is calibrated on: the others are near zero anyway."""
PUBLISHED = frozenset(name for name, _ in CLEF)

Model = tuple[float, FloatArray]
"""Intercept and coefficients."""


@dataclass(frozen=True, slots=True)
class Group:
    """One query's candidates: features and which of them are relevant.

    ``by_words`` are those found without vectors.
    """

    pool: str
    query: str
    features: FloatArray
    relevant: npt.NDArray[np.bool_]
    by_words: npt.NDArray[np.bool_]

    def without_vectors(self) -> Group:
        """Return what is left without vectors."""
        kept = self.by_words
        features = self.features[kept, : len(OVERLAP_FEATURES + TEXT_FEATURES)]
        return Group(self.pool, self.query, features, self.relevant[kept], kept[kept])


class Remembering:
    """The shipped embedder, asked once for each text: vectors are kept in a folder."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.name, self.digest = embedder.name, embedder.digest
        self.dimensions = embedder.dimensions
        self._store = VectorStore(embedder, folder)

    def learn(self, texts: Sequence[str]) -> None:
        """Embed what has no vector yet, all in one go."""
        self._store.rows(texts)

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a vector per text."""
        rows = self._store.rows(texts)
        return self._store.vectors[rows].astype(np.float32)


def groups_of(pool: Pool, embedder: Remembering) -> Iterator[Group]:
    """Yield the candidates of each query: the relevant facts and the nearest others."""
    matrix = build_matrix(pool.facts)
    weights = matrix.weights()
    owner = np.repeat(np.arange(len(matrix)), np.diff(matrix.starts))
    place = {fact_id: row for row, fact_id in enumerate(matrix.ids)}
    near = near_rows(pool, embedder, matrix.ids)
    for number, (query, relevant) in enumerate(pool.queries):
        prepared = query_terms(query, matrix, weights)
        flags = np.zeros(len(matrix.vocabulary))
        known = prepared.numbers >= 0
        flags[prepared.numbers[known]] = prepared.weights[known]
        shared = np.bincount(owner, flags[matrix.terms], minlength=len(matrix))
        wanted = np.array([place[key] for key in relevant if key in place], dtype=np.int64)
        rough = np.union1d(np.argsort(-shared, kind="stable")[:400], wanted[shared[wanted] > 0])
        features = overlap_features(prepared, matrix, weights, rough)
        kept = np.union1d(nearest(features), np.flatnonzero(np.isin(rough, wanted)))
        words = rough[kept]
        rows = np.union1d(words, near[number][0])
        truth = np.isin(rows, wanted)
        if not truth.any():
            continue
        facts = [pool.facts[row] for row in rows]
        columns = (
            overlap_features(prepared, matrix, weights, rows),
            text_features(query, facts),
            gram_features(query, facts),
            near[number][1]([fact.id for fact in facts]),
        )
        yield Group(
            pool.name, normalised(query.text), np.hstack(columns), truth, np.isin(rows, words)
        )


def near_rows(
    pool: Pool, embedder: Remembering, ids: Iterable[str]
) -> list[tuple[npt.NDArray[np.int64], Callable[[Sequence[str]], FloatArray]]]:
    """Return per query the rows of the facts nearest by vectors, and what tells how near any is.

    The folder's one lock is the embedder's: what asks it keeps its own vectors in memory.
    """
    queries = [query for query, _ in pool.queries]
    texts = [text for fact in pool.facts for text in (fact.statement, fact.title)]
    embedder.learn([embeddable(text) for text in (*texts, *(query.text for query in queries))])
    found = Meanings(MemoryFactTable(pool.facts), embedder).near(queries)
    return [(near.rows(ids), near.features) for near in found]


def nearest(features: FloatArray) -> npt.NDArray[np.int64]:
    """Return the rows nearest by words, by shared keys and by what of the statement is covered."""
    chosen: list[npt.NDArray[np.int64]] = []
    for name in ("bm25", "keys_covered", "statement_product"):
        column = features[:, OVERLAP_FEATURES.index(name)]
        best = np.argsort(-column, kind="stable")[:NEGATIVES]
        chosen.append(best[column[best] > 0])
    return np.unique(np.concatenate(chosen))


def fit(groups: Sequence[Group], columns: slice, rounds: int = 400) -> Model:
    """Return intercept and coefficients: a ranking and a pointwise loss together, calibrated."""
    features = np.vstack([group.features[:, columns] for group in groups])
    relevant = np.concatenate([group.relevant for group in groups]).astype(float)
    sizes = np.array([len(group.relevant) for group in groups])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(groups)), sizes)
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = (features - mean) / spread
    share = balance(groups)[owner]
    weights = descend(scaled, relevant, share, (starts, owner), rounds)
    scores = np.split(scaled @ weights, starts[1:])
    leading = [led(own, group.relevant) for own, group in zip(scores, groups, strict=True)]
    each = [len(chosen) for chosen, _ in leading]
    slope, offset = calibrate(
        np.concatenate([chosen for chosen, _ in leading]),
        np.concatenate([truth for _, truth in leading]).astype(float),
        np.repeat(balance(groups), each),
    )
    coefficients = slope * weights / spread
    return offset - float(coefficients @ mean), coefficients


def led(
    scores: FloatArray, relevant: npt.NDArray[np.bool_]
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return the best scores of a query and, as if its facts were not in the table, of the others.

    A score must also mean something for the claim no fact is about: each query counts twice.
    """
    others = scores[~relevant]
    best = np.argsort(-scores, kind="stable")[:LEADERS]
    rest = np.argsort(-others, kind="stable")[:LEADERS]
    truth = np.concatenate((relevant[best], np.zeros(len(rest), dtype=bool)))
    return np.concatenate((scores[best], others[rest])), truth


def balance(groups: Sequence[Group]) -> FloatArray:
    """Return a weight per query: 1 for the sets as published, less for what is made from them."""
    raw = np.array([1.0 if group.pool in PUBLISHED else DERIVED for group in groups])
    return np.asarray(raw / raw.mean(), dtype=np.float64)


def descend(
    scaled: FloatArray,
    relevant: FloatArray,
    share: FloatArray,
    layout: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    rounds: int,
) -> FloatArray:
    """Return the weights that minimise both losses over all queries, by Adam.

    The listwise loss orders a query's candidates; the pointwise one makes scores of different
    queries mean the same.
    """
    starts, owner = layout
    target = relevant / np.add.reduceat(relevant, starts)[owner]
    design = np.column_stack((scaled, np.ones(len(scaled))))
    weights = np.zeros(design.shape[1])
    weights[-1] = -4.0
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = design @ weights
        single = 1.0 / (1.0 + np.exp(-scores)) - relevant
        scores -= np.maximum.reduceat(scores, starts)[owner]
        chances = np.exp(scores)
        chances /= np.add.reduceat(chances, starts)[owner]
        slope = (chances - target + POINTWISE * single) * share
        gradient = design.T @ slope / len(starts)
        gradient[:-1] += L2 * weights[:-1]
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        update = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights -= 0.05 * update
    return weights[:-1]


def calibrate(scores: FloatArray, relevant: FloatArray, share: FloatArray) -> tuple[float, float]:
    """Return slope and offset that make the scores probabilities (Platt 1999), by Newton steps."""
    design = np.column_stack((scores, np.ones_like(scores)))
    values = np.array([1.0, -4.0 - float(scores.mean())])
    for _ in range(60):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ values, -30, 30)))
        gradient = design.T @ ((chances - relevant) * share)
        curvature = (design * (chances * (1 - chances) * share)[:, None]).T @ design
        step = np.linalg.solve(curvature + 1e-6 * np.eye(2), gradient)
        values -= step * min(1.0, 1.0 / float(np.abs(step).max() + 1e-12))
    return float(values[0]), float(values[1])


def precision_at_5(groups: Sequence[Group], coefficients: FloatArray, columns: slice) -> float:
    """Return MAP@5 over the candidates of each query."""
    total = 0.0
    for group in groups:
        order = np.argsort(-(group.features[:, columns] @ coefficients), kind="stable")[:5]
        hits = group.relevant[order]
        ranks = np.arange(1, len(hits) + 1)
        total += float((hits * np.cumsum(hits) / ranks).sum() / group.relevant.sum())
    return total / len(groups)


def calibration_error(groups: Sequence[Group], model: Model, columns: slice) -> float:
    """Return the expected calibration error over ten equal bins of the best candidate's score.

    Every query counts twice: with its facts in the table, and without.
    """
    chances, truths = [], []
    for group in groups:
        scores = group.features[:, columns] @ model[1] + model[0]
        for kept in (np.ones(len(scores), dtype=bool), ~group.relevant):
            if kept.any():
                best = int(np.argmax(np.where(kept, scores, -np.inf)))
                chances.append(1.0 / (1.0 + np.exp(-scores[best])))
                truths.append(bool(group.relevant[best]))
    chance, truth = np.array(chances), np.array(truths, dtype=float)
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(
        sum(abs(chance[bins == n].sum() - truth[bins == n].sum()) for n in range(10)) / len(chance)
    )


def fold_of(group: Group, folds: int) -> int:
    """Return the fold of a query, the same for its copies in every pool."""
    return int(hashlib.sha256(f"{SEED} {group.query}".encode()).hexdigest(), 16) % folds


def cross_validate(groups: Sequence[Group], columns: slice, folds: int = 4) -> None:
    """Print MAP@5 and calibration error per pool by models that never saw the query."""
    scored: dict[str, list[tuple[float, float, int]]] = {}
    for fold in range(folds):
        model = fit([group for group in groups if fold_of(group, folds) != fold], columns)
        for name in sorted({group.pool for group in groups}):
            part = [g for g in groups if g.pool == name and fold_of(g, folds) == fold]
            if part:
                figures = (
                    precision_at_5(part, model[1], columns),
                    calibration_error(part, model, columns),
                )
                scored.setdefault(name, []).append((*figures, len(part)))
    for name, rows in scored.items():
        size = sum(row[2] for row in rows)
        means = [sum(row[n] * row[2] for row in rows) / size for n in (0, 1)]
        print(f"  {name:40s} MAP@5 {means[0]:.4f}  ECE {means[1]:.3f}  queries {size}")


def entry(model: Model, names: Sequence[str]) -> dict[str, float]:
    """Return one model as it is written."""
    values = (round(float(value), 6) for value in model[1])
    return {"intercept": round(model[0], 6)} | dict(zip(names, values, strict=True))


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("words", "semantic"), help="leave the other steps")
    parser.add_argument("--no-cv", action="store_true", help="skip cross-validation")
    default = os.environ.get("FACTCHECK_BENCH", str(ROOT.parent / "shared/bench"))
    parser.add_argument("--bench", type=Path, default=Path(default))
    kept = user_cache_path("factcheck") / "training"
    parser.add_argument("--vectors", type=Path, default=kept, help="folder that keeps vectors")
    options = parser.parse_args()
    groups = read_groups(options.bench / "matching", options.vectors)
    table: dict[str, object] = json.loads(TARGET.read_text("utf-8"))
    steps = {
        "overlap": OVERLAP_FEATURES,
        "full": OVERLAP_FEATURES + TEXT_FEATURES,
        "semantic": SEMANTIC_FEATURES,
    }
    for step, names in steps.items():
        if options.only not in (None, "semantic" if step == "semantic" else "words"):
            continue
        columns = slice(0, len(names))
        models, pools = {}, set()
        for kind, part in groups.items():
            used = usable(part, step)
            pools |= {group.pool for group in used}
            models[kind] = entry(fit(used, columns), names)
            if not options.no_cv and step != "overlap":
                print(step)
                cross_validate(used, columns)
        table[step] = models
        table["semantic_fitted_on" if step == "semantic" else "fitted_on"] = sorted(pools)
    TARGET.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")


def usable(groups: Sequence[Group], step: str) -> list[Group]:
    """Return what a step is fitted on: all queries, or those that words answer without vectors."""
    if step == "semantic":
        return list(groups)
    bare = (group.without_vectors() for group in groups)
    return [group for group in bare if group.relevant.any()]


def read_groups(folder: Path, vectors: Path) -> dict[str, list[Group]]:
    """Return the candidates of every training query, within a language and across."""
    embedder = Remembering(choose_embedder(), vectors)
    same = list(matching_pools(folder))
    same.append(altered_pool(same[0].facts, random.Random(SEED)))
    found: dict[str, list[Group]] = {"same": [], "cross": []}
    for kind, pools in (("same", same), ("cross", list(parallel_pools(folder)))):
        for pool in pools:
            found[kind] += groups_of(pool, embedder)
            print(f"{pool.name}: {len(pool.queries)} queries read", flush=True)
    return found


if __name__ == "__main__":
    main()
