"""Fit the combiner and write its coefficients: ``python -m training.fit_combiner``.

Reads the development parts of public sets of claims with evidence (permissive licences alone) from
the folder in ``FACTCHECK_BENCH``, keeps the claims no model was trained on (``splits.py``), fits on
half of them and measures on the other. The coefficients of the rules alone are always fitted,
those of rules and model when a model is named; what is not fitted is kept as it stands.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factcheck.evaluation.readings import example_of, reading_of
from factcheck.evaluation.rows import read_rows
from factcheck.model import Match, Part, Stance
from factcheck.models.catalogue import choose
from factcheck.models.texts import evidence_text
from factcheck.policies.combining import may_refute, may_support
from factcheck.policies.features import (
    MODEL_FEATURES,
    RULE_FEATURES,
    model_features,
    rule_features,
)
from factcheck.protocols import VerificationModel
from training.splits import half, is_held_out_claim, is_held_out_page, normalised

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "factcheck/policies/combiner.json"
CLASSES = ("SUPPORTED", "REFUTED", "NEI")
FOLDS = 5
L2_CHOICES = (0.3, 1.0, 3.0, 10.0)
PRECISION = {"supports": 0.92, "refutes": 0.9}
"""Share of right answers asked of what the model alone settles, on claims it never saw."""
LEAST = 0.5
CLASH = {"clash": 0.8}
"""Of the clashes rules find, the share that is one: 4 of 12 on some 10,000 public claims, too few
to fit, and all of the planted errors that are refuted in our own fixtures."""
BY_HAND = {
    "keep_from": 0.0,
    "drop_from": 0.7,
    "clear_from": 0.9,
    "about_supports": 0.35,
    "about_refutes": 0.5,
    "doubted_from": 0.7,
    "mended_from": 0.7,
    "mend_slip_from": -0.5,
    "slip_from": 0.5,
}
"""What these sets cannot tell: they hold hardly a clash, and their evidence is given, not found.

Chosen on our own true texts and on written pairs that are kept apart."""
NEVER = 1.0
"""From where the model alone refutes: nine of ten right on public claims is from 0.74 on, and there
it refuted a true sentence of ours."""
BINS = 10
MEASURED = 1
"""The half of the held-out claims that nothing is fitted on."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Features = Callable[[Match], tuple[float, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of a public set; a set without neutral examples tells less of when to abstain."""

    name: str
    path: str
    by_page: bool = False
    weight: float = 1.0


SOURCES = (
    Source(name="fever_it it", path="fever_it/half_gold_it.jsonl"),
    Source(name="fever_it en", path="fever_it/half_gold_en.jsonl"),
    Source(name="fm2", path="fm2/dev.jsonl", weight=0.5),
    Source(name="e_rte3_it", path="e_rte3_it/dev.jsonl"),
    Source(name="vitaminc", path="vitaminc/half_real.jsonl", by_page=True),
)
"""Apache-2.0 (fever_it, fm2), MIT and CC BY 3.0 (e_rte3_it), CC BY-SA 3.0 (vitaminc)."""
WEIGHTS = {source.name: source.weight for source in SOURCES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim beside its evidence as one pair, with the label's place in ``CLASSES``."""

    source: str
    claim: str
    part: Part
    match: Match
    label: int


def cases(bench: Path, limit: int | None) -> Iterator[Case]:
    """Yield the held-out examples of every set, judged by the rules; sets that are absent not."""
    for source in SOURCES:
        path = bench / "verdict" / source.path
        if not path.exists():
            print(f"{source.name}: no such file, left out")
            continue
        rows = [row for row in read_rows(path) if is_kept(source, row[1])][:limit]
        print(f"{source.name}: {len(rows)} held-out examples")
        for number, row in rows:
            example = example_of(path, number, row)
            reading = reading_of(example)
            if example.label in CLASSES and reading.match is not None:
                label = CLASSES.index(example.label)
                yield Case(
                    source=source.name,
                    claim=example.claim,
                    part=reading.part,
                    match=reading.match,
                    label=label,
                )


def is_kept(source: Source, row: Mapping[str, Any]) -> bool:
    """Tell whether no model is trained on a row of a set."""
    return is_held_out_page(str(row["page"])) if source.by_page else is_held_out_claim(row["claim"])


# --- the fit -----------------------------------------------------------------------------------


def fit(features: FloatArray, labels: IntArray, share: FloatArray, l2: float) -> FloatArray:
    """Return the two rows (supports, refutes) of log-odds against neutral, by Newton steps.

    ``features`` start with a column of ones, which the penalty spares.
    """
    width = features.shape[1]
    rows = np.zeros((2, width))
    penalty = np.full(width, l2)
    penalty[0] = 1e-6
    truth = np.stack([labels == 0, labels == 1]).astype(float)
    for _ in range(30):
        chances = predict(features, rows)[:, :2].T
        slope = ((chances - truth) * share) @ features + penalty * rows
        curvature = np.zeros((2 * width, 2 * width))
        for a in range(2):
            for b in range(2):
                weight = share * (chances[a] * ((a == b) - chances[b]))
                block = features.T @ (features * weight[:, None]) + (a == b) * np.diag(penalty)
                curvature[a * width : (a + 1) * width, b * width : (b + 1) * width] = block
        step = np.linalg.solve(curvature, slope.ravel()).reshape(2, width)
        rows -= step
        if np.abs(step).max() < 1e-8:
            break
    return rows


def predict(features: FloatArray, rows: FloatArray) -> FloatArray:
    """Return the probabilities of supported, refuted and neutral per row of features."""
    scores = np.column_stack((features @ rows.T, np.zeros(len(features))))
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)


def cross_validated(
    features: FloatArray, labels: IntArray, share: FloatArray, folds: IntArray, l2: float
) -> FloatArray:
    """Return each example's probabilities by a fit that has not seen its claim."""
    found = np.zeros((len(labels), 3))
    for fold in range(FOLDS):
        inside = folds != fold
        rows = fit(features[inside], labels[inside], share[inside], l2)
        found[~inside] = predict(features[~inside], rows)
    return found


def log_loss(chances: FloatArray, labels: IntArray, share: FloatArray) -> float:
    """Return the mean negative log-likelihood of the labels, sets weighed alike."""
    own = chances[np.arange(len(labels)), labels]
    return float(-(share * np.log(own)).sum() / share.sum())


# --- figures -----------------------------------------------------------------------------------


def macro_f1(labels: IntArray, given: IntArray) -> float:
    """Return the mean F1 over the labels that occur."""
    found = []
    for label in np.unique(labels):
        both = ((labels == label) & (given == label)).sum()
        found.append(2 * both / max(1, (labels == label).sum() + (given == label).sum()))
    return float(np.mean(found))


def calibration_error(chances: FloatArray, labels: IntArray) -> float:
    """Return the expected calibration error of the likeliest label, over ten equal bins."""
    best = chances.max(axis=1)
    right = chances.argmax(axis=1) == labels
    bins = np.minimum((best * BINS).astype(int), BINS - 1)
    gaps = [abs((best[bins == b] - right[bins == b]).sum()) for b in range(BINS)]
    return float(sum(gaps) / len(labels))


def half_coverage_accuracy(chances: FloatArray, labels: IntArray) -> float:
    """Return the accuracy of the half of the examples that is surest of its label."""
    order = np.argsort(-chances.max(axis=1), kind="stable")[: max(1, len(labels) // 2)]
    return float((chances.argmax(axis=1) == labels)[order].mean())


def report(name: str, chances: FloatArray, table: Sequence[Case]) -> None:
    """Print the figures over all sets and per set."""
    labels = np.array([case.label for case in table])
    for source in ("all", *dict.fromkeys(case.source for case in table)):
        rows = np.array([source in ("all", case.source) for case in table])
        p, y = chances[rows], labels[rows]
        print(
            f"{name:<22}{source:<17}{len(y):>6}  accuracy {np.mean(p.argmax(axis=1) == y):.3f}"
            f"  macro-F1 {macro_f1(y, p.argmax(axis=1)):.3f}  ECE {calibration_error(p, y):.3f}"
            f"  accuracy at half {half_coverage_accuracy(p, y):.3f}"
        )


# --- thresholds --------------------------------------------------------------------------------


def least_chance(chances: FloatArray, right: npt.NDArray[np.bool_], wanted: float) -> float:
    """Return the least probability from which on the share of right answers is ``wanted``."""
    order = np.argsort(-chances, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((shares >= wanted) & (chances[order] >= LEAST))
    return round(float(chances[order][good[-1]]), 3) if len(good) else 1.0


def limits(chances: FloatArray, table: Sequence[Case]) -> dict[str, float]:
    """Return the thresholds of what the model alone may settle, for the precision asked for."""
    labels = np.array([case.label for case in table])
    open_ = np.array([case.match.stance is Stance.NEUTRAL for case in table])
    found = dict(BY_HAND)
    for column, (stance, allowed) in enumerate(
        (("supports", may_support), ("refutes", may_refute))
    ):
        may = open_ & np.array([allowed(case.part, case.match) for case in table])
        chosen_ = chances[may, column]
        found[f"{stance}_from"] = least_chance(chosen_, labels[may] == column, PRECISION[stance])
        settled = chosen_ >= found[f"{stance}_from"]
        right = np.mean(labels[may][settled] == column) if settled.any() else 0.0
        print(
            f"{stance}: from {found[f'{stance}_from']}, settles {settled.sum()} of {may.sum()} the"
            f" model may settle, {right:.3f} right"
        )
    return found | {"refutes_from": NEVER}


# --- the run -----------------------------------------------------------------------------------


def fitted(name: str, table: Sequence[Case], read: Features) -> tuple[FloatArray, dict[str, float]]:
    """Return coefficients and thresholds from one half of ``table``; print what the other shows."""
    measured = np.array([half(case.claim) == MEASURED for case in table])
    features = np.column_stack((np.ones(len(table)), [read(case.match) for case in table]))
    labels = np.array([case.label for case in table])
    folds = np.array([zlib.crc32(normalised(case.claim).encode()) % FOLDS for case in table])
    counts = Counter(case.source for case in table)
    share = np.array([WEIGHTS[case.source] / counts[case.source] for case in table])
    share *= len(table) / share.sum()
    ours = ~measured
    tried = {}
    for l2 in L2_CHOICES:
        tried[l2] = cross_validated(features[ours], labels[ours], share[ours], folds[ours], l2)
        print(f"{name}: L2 {l2}: log-loss {log_loss(tried[l2], labels[ours], share[ours]):.4f}")
    best = min(tried, key=lambda one: log_loss(tried[one], labels[ours], share[ours]))
    seen = [case for case, out in zip(table, measured, strict=True) if not out]
    report(f"{name}, folds", tried[best], seen)
    rows = fit(features[ours], labels[ours], share[ours], best)
    kept = [case for case, out in zip(table, measured, strict=True) if out]
    report(f"{name}, untouched", predict(features[measured], rows), kept)
    return rows, limits(tried[best], seen) if name == "model" else {}


def as_json(rows: FloatArray, names: Sequence[str], found: dict[str, float]) -> dict[str, Any]:
    """Return one set of coefficients as the file has it."""
    content: dict[str, Any] = {
        stance: {
            "intercept": round(float(row[0]), 4),
            "features": {n: round(float(w), 4) for n, w in zip(names, row[1:], strict=True)},
        }
        for stance, row in zip(("supports", "refutes"), rows, strict=True)
    }
    return content | ({"limits": found} if found else {})


def with_readings(table: Sequence[Case], model: VerificationModel) -> list[Case]:
    """Return the cases with what the model says of each."""
    chances = model([(case.claim, evidence_text(case.match)) for case in table])
    return [
        replace(case, match=replace(case.match, probabilities=row))
        for case, row in zip(table, chances, strict=True)
    ]


def digest(table: Sequence[Case]) -> str:
    """Return the hash of the claims and labels the coefficients rest on."""
    lines = "\n".join(f"{case.source}\t{case.claim}\t{case.label}" for case in table)
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def run(bench: Path, target: Path, model: VerificationModel | None, limit: int | None) -> None:
    """Fit what can be fitted and write ``target``."""
    content = json.loads(TARGET.read_text("utf-8"))
    table = list(cases(bench, limit))
    if not table:
        raise SystemExit(f"no sets in {bench}: FACTCHECK_BENCH names another folder")
    rules, _ = fitted("rules", table, rule_features)
    content["rules"] = as_json(rules, RULE_FEATURES, CLASH)
    content["fitted"] = {"claims": len(table), "sha256": digest(table), "model": "none"}
    if model is not None:
        table = with_readings(table, model)
        both, found = fitted("model", table, model_features)
        content["model"] = as_json(both, MODEL_FEATURES, found)
        content["fitted"]["model"] = f"{model.name} {model.digest}"
    target.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(f"wrote {target}")


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="none", help="a model's name or folder; none: rules")
    parser.add_argument("--output", type=Path, default=TARGET)
    parser.add_argument("--limit", type=int, default=None, help="examples read of each set")
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", ROOT.parent / "shared/bench"))
    run(bench, options.output, choose(options.model).model, options.limit)


if __name__ == "__main__":
    main()
