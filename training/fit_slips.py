"""Fit the trees that tell a slip from another event, and choose how sure they must be.

    python -m training.fit_slips [--out factcheck/comparators/slips.json] [--allowed 3] [--jobs 2]

Rows come from ``tests/quality/texts``, with ``--written`` from ``training/texts`` too: each
article with its own table, with the tables of all, and with its own table less the facts that
settle the sentence, and each true statement beside the rest of its table (there is no slip
there); its altered copies with its own table (the planted error beside the fact that refutes it
is a slip). Folds are whole texts. ``limit`` is where ``--allowed`` true sentences of those folds
would be accused. ``fixtures/`` and the texts that are kept apart take no part. Needs LightGBM
(MIT), which running the trees does not.
"""

# ruff: noqa: T201 -- a script that prints its figures

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from factcheck import check_text
from factcheck.comparators import judge
from factcheck.comparators.retold import RETOLD
from factcheck.comparators.slip import Slip
from factcheck.comparators.slips import LEAST_FACTS, may_decide, rows_of
from factcheck.model.alignment import Pair
from training.texts import TEXTS, WRITTEN, CheckedText, Version, all_texts, is_kept_apart

FEW = (3, 5, 8)
"""How many of the facts found a sentence is read beside again."""
NEAREST = 6
"""Facts, by how much of the sentence they say, that the fewest are drawn from."""
SEED = 7
ROUNDS = 150
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 8,
    "min_data_in_leaf": 20,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "verbosity": -1,
}


class Row(NamedTuple):
    """What may be a slip: its text and sentence, its kind, its features, whether it is one."""

    folder: str
    sentence: str
    planted: str
    kind: str
    values: dict[str, float]
    may_decide: bool
    is_drawn: bool
    shown: str


def planted_at(version: Version, sentence: str, pair: Pair, slip: Slip) -> str:
    """Return which planted error the slip would find with this fact, or ``""``."""
    told = version.of(sentence)
    if told is None or pair.fact.id not in told.facts:
        return ""
    altered = told.changed_in(sentence)
    words = slip.span.slice(pair.claim.text)
    is_it = slip.kind == RETOLD or any(
        place <= altered.end and altered.start <= place + len(words)
        for place in _places(words, sentence)
    )
    return f"{version.name}: {told.contains}" if is_it else ""


def _places(words: str, sentence: str) -> Iterator[int]:
    place = sentence.find(words)
    while place >= 0:
        yield place
        place = sentence.find(words, place + 1)


def rows_of_text(text: CheckedText, everything: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield the rows of one text."""
    options: dict[str, Any] = {"date": text.day, "model": "none"}
    for version in text.versions:
        for facts in (text.table, *([] if version.is_altered else [everything])):
            with seen_by_slips() as seen:
                check_text(version.text, facts=facts, lang=text.lang, **options)
            for pairs, similarities in seen:
                sentence = pairs[0].sentence.text if pairs else ""
                yield from _rows(text, version, sentence, pairs, similarities)
                if facts is text.table and not version.is_altered:
                    told = version.of(sentence)
                    kept = [
                        i for i, p in enumerate(pairs) if not told or p.fact.id not in told.facts
                    ]
                    if len(kept) < len(pairs):
                        some = [pairs[i] for i in kept], [similarities[i] for i in kept]
                        yield from _rows(text, version, sentence, *some)
    for one, others in text.true_statements():
        with seen_by_slips() as seen:
            check_text(one["statement"], facts=others, lang=one["lang"], **options)
        for pairs, similarities in seen:
            yield from _rows(text, None, one["statement"], pairs, similarities)


@contextmanager
def seen_by_slips() -> Iterator[list[tuple[list[Pair], list[float]]]]:
    """Record the parts and candidates that are looked at, and let nothing be a slip."""
    seen: list[tuple[list[Pair], list[float]]] = []

    def record(pairs: Sequence[Pair], similarities: Sequence[float]) -> None:
        seen.append((list(pairs), list(similarities)))

    with patch.object(judge, "likely_slip", record):
        yield seen


def _tables(
    sentence: str, pairs: Sequence[Pair], similarities: Sequence[float]
) -> Iterator[tuple[Sequence[Pair], Sequence[float], bool]]:
    """Yield all facts of a sentence with their similarities, then a few of them, drawn."""
    yield pairs, similarities, False
    drawing = random.Random(f"{SEED} {len(pairs)} {sentence}")
    order = sorted(range(len(pairs)), key=lambda i: (-pairs[i].claim_coverage, pairs[i].fact.id))
    for count in FEW:
        among = order[:NEAREST] if count == FEW[0] else order
        if count < len(pairs):
            chosen = sorted(drawing.sample(among, count))
            yield [pairs[i] for i in chosen], [similarities[i] for i in chosen], True


def _rows(
    text: CheckedText,
    version: Version | None,
    sentence: str,
    pairs: Sequence[Pair],
    similarities: Sequence[float],
) -> Iterator[Row]:
    """Yield what may be a slip of a sentence of a version, or of a statement of the table."""
    altered = version if version is not None and version.is_altered else None
    for facts, alike, is_drawn in _tables(sentence, pairs, similarities):
        for slip, values in rows_of(facts, alike):
            pair = facts[slip.place]
            words = slip.span.slice(pair.claim.text)
            planted = planted_at(altered, sentence, pair, slip) if altered else ""
            if altered is None or planted:
                yield Row(
                    folder=text.name,
                    sentence=sentence,
                    planted=planted,
                    kind=slip.kind,
                    values={name: float(value) for name, value in values.items()},
                    may_decide=len(facts) >= LEAST_FACTS and may_decide(slip, pair),
                    is_drawn=is_drawn,
                    shown=f"{words} | {pair.part.text[:90]} | {pair.fact.statement[:110]}",
                )


def fit(rows: Sequence[Row], features: Sequence[str], seed: int = SEED) -> Any:
    """Return a LightGBM model of ``rows``."""
    import lightgbm

    known = np.array([bool(row.planted) for row in rows], dtype=float)
    data = lightgbm.Dataset(_table(rows, features), known, feature_name=list(features))
    return lightgbm.train({**SETTINGS, "seed": seed}, data, num_boost_round=ROUNDS)


def _table(rows: Sequence[Row], features: Sequence[str]) -> Any:
    return np.array([[row.values[name] for name in features] for row in rows])


def out_of_fold(rows: Sequence[Row], features: Sequence[str], folds: int, seed: int) -> Any:
    """Return the chance of each row by trees that have not seen its text."""
    names = sorted({row.folder for row in rows})
    random.Random(seed).shuffle(names)
    fold = {name: number % folds for number, name in enumerate(names)}
    chances = np.zeros(len(rows))
    for number in range(folds):
        inside = [i for i, row in enumerate(rows) if fold[row.folder] == number]
        known = [row for row in rows if fold[row.folder] != number]
        held = [rows[i] for i in inside]
        if held and any(row.planted for row in known):
            chances[inside] = fit(known, features, seed).predict(_table(held, features))
    return chances


def report(rows: Sequence[Row], chances: Any, allowed: int) -> float:
    """Tell what is found as true sentences are accused, and return the limit for ``allowed``.

    A true sentence counts beside few facts too, a planted error beside all that were found.
    """
    best: dict[tuple[bool, str, str], tuple[float, str]] = defaultdict(lambda: (0.0, ""))
    for row, chance in zip(rows, chances, strict=True):
        is_true = not row.planted
        if row.may_decide and (is_true or not row.is_drawn):
            key = (is_true, row.folder, row.sentence if is_true else row.planted)
            best[key] = max(best[key], (float(chance), row.shown))
    accused = sorted((v for key, v in best.items() if key[0]), reverse=True)
    planted = [chance for key, (chance, _) in best.items() if not key[0]]
    for count in (n for n in (0, 1, 2, 3, 5, 10) if n < len(accused)):
        found = sum(chance > accused[count][0] for chance in planted)
        print(f"  {count} accused: {found} of {len(planted)} found, from {accused[count][0]:.3f}")
    for chance, shown in accused[:12]:
        print(f"    {chance:.3f} {shown}")
    return accused[min(allowed, len(accused) - 1)][0]


def as_data(model: Any, features: Sequence[str], limit: float) -> dict[str, Any]:
    """Return the trees as ``factcheck.comparators.trees`` reads them."""
    return {
        "features": list(features),
        "limit": round(limit, 4),
        "trees": [_tree(t["tree_structure"]) for t in model.dump_model()["tree_info"]],
    }


def _tree(root: dict[str, Any]) -> dict[str, list[Any]]:
    nodes: list[dict[str, Any]] = []
    leaves: list[float] = []

    def place(node: dict[str, Any]) -> int:
        if "leaf_value" in node and "split_feature" not in node:
            leaves.append(round(node["leaf_value"], 6))
            return -len(leaves)
        nodes.append(node)
        return len(nodes) - 1

    place(root)
    found: dict[str, list[Any]] = {"feature": [], "threshold": [], "left": [], "right": []}
    done = 0
    while done < len(nodes):
        node = nodes[done]
        found["feature"].append(node["split_feature"])
        found["threshold"].append(float(f"{node['threshold']:.9g}"))
        found["left"].append(place(node["left_child"]))
        found["right"].append(place(node["right_child"]))
        done += 1
    return {**found, "leaves": leaves}


def _collected(
    texts: Sequence[CheckedText], everything: Sequence[dict[str, Any]], jobs: int
) -> list[Row]:
    """Return the rows of all texts, in the order of the texts whatever the number of ``jobs``."""
    read = partial(_listed, everything=everything)
    if jobs == 1:
        return [row for text in texts for row in read(text)]
    with ProcessPoolExecutor(jobs) as pool:
        return [row for rows in pool.map(read, texts) for row in rows]


def _listed(text: CheckedText, everything: Sequence[dict[str, Any]]) -> list[Row]:
    return list(rows_of_text(text, everything))


def main() -> None:
    """Collect rows, report out of fold, fit on all and write the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("factcheck/comparators/slips.json"))
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--allowed", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1, help="processes that read the texts")
    parser.add_argument("--texts", type=int, default=0, help="how many texts; 0 for all")
    parser.add_argument("--written", action="store_true", help="learn from training/texts too")
    options = parser.parse_args()
    rooms = (TEXTS, WRITTEN) if options.written else (TEXTS,)
    texts = [text for text in all_texts(*rooms) if not is_kept_apart(text.name)]
    texts = texts[: options.texts or None]
    everything = [
        dict(fact, id=f"{text.name}:{fact['id']}") for text in texts for fact in text.table
    ]
    rows = _collected(texts, everything, options.jobs)
    kinds: dict[str, Any] = {}
    for kind in sorted({row.kind for row in rows}):
        own = [row for row in rows if row.kind == kind]
        features = list(own[0].values)
        planted = sum(bool(row.planted) for row in own)
        print(f"{kind}: {len(own)} rows, {planted} of planted errors, {len(features)} features")
        runs = [out_of_fold(own, features, options.folds, SEED + n) for n in range(2)]
        limit = report(own, sum(runs) / len(runs), options.allowed)
        kinds[kind] = as_data(fit(own, features), features, limit)
    text = json.dumps({"seed": SEED, "kinds": kinds}, separators=(",", ":"))
    options.out.write_text(text.replace('{"feature"', '\n{"feature"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
