"""The combiner's fit: it finds what it should, is calibrated, and never sees what it measures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from factcheck.model import Probabilities
from factcheck.policies.combining import combiner_from
from training import fit_combiner
from training.splits import half, is_held_out_claim

WEIGHTS = np.array([[-0.5, 2.0, 0.0], [0.3, -1.0, 1.5]])


def test_the_fit_finds_the_weights_that_made_the_labels() -> None:
    generator = np.random.default_rng(3)
    features = np.column_stack((np.ones(6000), generator.normal(size=(6000, 2))))
    chances = fit_combiner.predict(features, WEIGHTS)
    labels = np.array([generator.choice(3, p=row) for row in chances])
    found = fit_combiner.fit(features, labels, np.ones(6000), 0.1)
    assert found == pytest.approx(WEIGHTS, abs=0.15)


def test_a_calibrated_answer_has_no_calibration_error() -> None:
    chances = np.array([[0.75, 0.25, 0.0]] * 4)
    assert fit_combiner.calibration_error(chances, np.array([0, 0, 0, 1])) == pytest.approx(0)
    assert fit_combiner.calibration_error(chances, np.array([1] * 4)) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("wanted", "expected"), [(0.9, 0.8), (0.75, 0.6), (1.1, 1.0)], ids=["most", "some", "never"]
)
def test_the_threshold_is_the_least_that_is_right_often_enough(
    wanted: float, expected: float
) -> None:
    chances = np.array([0.9, 0.8, 0.7, 0.6, 0.3])
    right = np.array([True, True, False, True, True])
    assert fit_combiner.least_chance(chances, right, wanted) == expected


class Reads:
    """A model that calls a pair what its last word says."""

    name = "reads"
    digest = "0"

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        return [_row(fact.split()[-1]) for _, fact in pairs]


def _row(word: str) -> Probabilities:
    shares = {"so.": (0.8, 0.1, 0.1), "otherwise.": (0.1, 0.8, 0.1)}
    supports, refutes, neutral = shares.get(word, (0.1, 0.1, 0.8))
    return Probabilities(supports=supports, refutes=refutes, neutral=neutral)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder with one set of held-out claims of our own, labelled by the evidence's last word."""
    words = {"SUPPORTED": "so.", "REFUTED": "otherwise.", "NEI": "elsewhere."}
    claims = [f"Anna Bruni painted chapel number {n}." for n in range(400)]
    rows = [
        {"id": str(n), "claim": claim, "evidence": [f"Anna Bruni painted it {word}"],
         "label": label, "lang": "en"}
        for n, (claim, (label, word)) in enumerate(
            (claim, pair) for claim in claims if is_held_out_claim(claim) for pair in words.items()
        )
    ]  # fmt: skip
    folder = tmp_path / "bench/verdict/fm2"
    folder.mkdir(parents=True)
    (folder / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return tmp_path / "bench"


def test_a_small_set_is_fitted_from_end_to_end(bench: Path, tmp_path: Path) -> None:
    target = tmp_path / "combiner.json"
    fit_combiner.run(bench, target, Reads(), None)
    content = json.loads(target.read_text("utf-8"))
    combiner = combiner_from(content)
    assert content["fitted"]["model"] == "reads 0"
    assert combiner.model.supports_from < 1.0
    assert combiner.model.refutes_from == fit_combiner.NEVER
    again = tmp_path / "again.json"
    fit_combiner.run(bench, again, Reads(), None)
    assert again.read_bytes() == target.read_bytes()


def test_without_a_model_its_coefficients_stay(bench: Path, tmp_path: Path) -> None:
    target = tmp_path / "combiner.json"
    fit_combiner.run(bench, target, None, 90)
    shipped = json.loads(fit_combiner.TARGET.read_text("utf-8"))
    written = json.loads(target.read_text("utf-8"))
    assert written["model"] == shipped["model"]
    assert written["rules"] != shipped["rules"]


def test_what_is_fitted_does_not_change_with_the_measured_half(bench: Path, tmp_path: Path) -> None:
    path = bench / "verdict/fm2/dev.jsonl"
    fit_combiner.run(bench, tmp_path / "one.json", Reads(), None)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        if half(row["claim"]) == fit_combiner.MEASURED:
            row["evidence"] = ["Nothing is known of it elsewhere."]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    fit_combiner.run(bench, tmp_path / "two.json", Reads(), None)
    one, two = (json.loads((tmp_path / f"{n}.json").read_text("utf-8")) for n in ("one", "two"))
    assert (one["rules"], one["model"]) == (two["rules"], two["model"])
