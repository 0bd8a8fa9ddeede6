"""Fitting the trees of exchanges: rows from real texts, and trees that run as they were fitted."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from factcheck.comparators.trees import trees_from
from training import fit_slips
from training.fit_slips import Row

lightgbm = pytest.importorskip("lightgbm")


def rows(count: int) -> list[Row]:
    """Return rows of which those with many of ``a`` and few of ``b`` are planted."""
    draw = random.Random(5)  # noqa: S311 -- no secret
    found = []
    for number in range(count):
        values = {"a": draw.random() * 9, "b": float(draw.randrange(4))}
        planted = str(number) if values["a"] > 5 and values["b"] < 2 else ""
        found.append(
            Row(
                folder=f"text-{number % 6}",
                sentence=str(number),
                planted=planted,
                kind="figures",
                values=values,
                may_decide=True,
                is_drawn=False,
                shown="",
            )
        )
    return found


def test_the_trees_written_give_what_was_fitted() -> None:
    known = rows(600)
    model = fit_slips.fit(known, ["a", "b"])
    data = json.loads(json.dumps(fit_slips.as_data(model, ["a", "b"], 0.9)))
    trees = trees_from(data)
    for row in known[:100]:
        values = list(row.values.values())
        assert trees(values) == pytest.approx(model.predict([values])[0], abs=1e-4)


def test_a_true_sentence_counts_beside_few_facts_and_a_planted_error_beside_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    true = Row("text", "true", "", "figures", {"a": 1.0}, True, False, "")
    planted = true._replace(sentence="planted", planted="3")
    known = [true, true._replace(is_drawn=True), planted, planted._replace(is_drawn=True)]

    limit = fit_slips.report(known, [0.1, 0.6, 0.4, 0.9], allowed=0)

    assert limit == 0.6
    assert "0 accused: 0 of 1 found" in capsys.readouterr().out


def test_a_text_is_judged_by_trees_that_have_not_seen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = rows(120)
    seen: list[set[str]] = []
    fitted = fit_slips.fit

    def fit(some: list[Row], features: list[str], seed: int = 0) -> object:
        seen.append({row.folder for row in some})
        return fitted(some, features, seed)

    monkeypatch.setattr(fit_slips, "fit", fit)
    fit_slips.out_of_fold(known, ["a", "b"], 3, 1)
    assert len(seen) == 3
    assert all(len(folders) == 4 for folders in seen)


def test_the_limit_lets_as_many_true_sentences_be_accused_as_allowed() -> None:
    known = rows(40)
    chances = [number / 40 for number in range(40)]
    limit = fit_slips.report(known, chances, 2)
    true = [c for row, c in zip(known, chances, strict=True) if not row.planted]
    assert sum(chance > limit for chance in true) == 2


def test_a_slice_of_the_texts_is_fitted_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    out = tmp_path / "slips.json"
    arguments = ["fit_slips", "--texts", "3", "--folds", "2", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", arguments)
    fit_slips.main()
    first = out.read_text()
    assert {"figures", "names", "retold"} >= set(json.loads(first)["kinds"]) != set()
    fit_slips.main()
    assert out.read_text() == first
