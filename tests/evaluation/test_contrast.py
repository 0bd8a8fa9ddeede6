"""Contrast sets judged: what counts as found, missed and accused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.contrast import ContrastPair, Label
from factcheck.errors import FactSourceError
from factcheck.evaluation.contrast import ContrastOutcome, ContrastResult, evaluate_contrast
from factcheck.evaluation.verdicts import evaluate_verdicts
from factcheck.model import Fact, Reason, Span, Verdict

TABLE = """id,statement,rating,lang
a,The flood destroyed the archive of Cologne in March 2009.,true,en
b,The court in Leeds sentenced Mark Ellery to 11 years.,true,en
c,The moon is made of cheese.,false,en
"""


def _outcome(label: Label, verdict: Verdict, *reasons: str, kind: str = "date") -> ContrastOutcome:
    pair = ContrastPair(
        id="x",
        kind=kind,
        lang="en",
        fact=Fact(id="f", statement="It rained in 2019.", lang="en"),
        claim="It rained in 2017.",
        label=label,
        span=Span(start=13, end=17),
        replaced="2019",
        reasons=(Reason.DATE,) if label is Label.ERROR else (),
    )
    return ContrastOutcome(pair=pair, verdict=verdict, reasons=reasons)


def _figures(*outcomes: ContrastOutcome) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    result = ContrastResult(facts=1, left_out=0, seed=0, outcomes=outcomes)
    figures: dict[str, dict[str, dict[str, dict[str, float]]]] = result.as_json()
    return figures


def test_an_error_is_found_only_for_a_reason_that_names_it() -> None:
    figures = _figures(
        _outcome(Label.ERROR, Verdict.REFUTED, "date"),
        _outcome(Label.ERROR, Verdict.REFUTED, "entity"),
        _outcome(Label.ERROR, Verdict.SUPPORTED),
        _outcome(Label.ERROR, Verdict.NOT_ENOUGH_INFO, "undecided"),
    )

    assert figures["errors"]["date"]["en"] == {
        "pairs": 4,
        "found": 1,
        "share": 0.25,
        "other_reason": 1,
        "supported": 1,
    }


def test_a_paraphrase_is_accused_when_refuted() -> None:
    figures = _figures(
        _outcome(Label.PARAPHRASE, Verdict.REFUTED, "date", kind="date_format"),
        _outcome(Label.PARAPHRASE, Verdict.SUPPORTED, kind="date_format"),
    )

    assert figures["paraphrases"]["date_format"]["all"] == {
        "pairs": 2,
        "accused": 1,
        "share": 0.5,
        "supported": 1,
    }


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A facts file of two true facts and a false one."""
    path = tmp_path / "facts.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_facts_not_rated_true_are_counted(table: Path) -> None:
    result = evaluate_contrast(table)

    assert (result.facts, result.left_out) == (3, 1)
    assert {outcome.pair.fact.id for outcome in result.outcomes} == {"a", "b"}


def test_the_limit_takes_the_first_pairs(table: Path) -> None:
    whole, some = evaluate_contrast(table), evaluate_contrast(table, limit=3)

    assert some.outcomes == whole.outcomes[:3]


def test_the_lines_are_read_by_the_evaluation_of_verdicts(table: Path, tmp_path: Path) -> None:
    result = evaluate_contrast(table)
    (tmp_path / "pairs.jsonl").write_text(result.as_lines(), "utf-8")

    figures = evaluate_verdicts(tmp_path / "pairs.jsonl").as_json()

    assert figures["examples"] == len(result.outcomes)
    rows = [json.loads(line) for line in result.as_lines().splitlines()]
    assert all(row["claim"][row["start"] : row["end"]] == row["changed"] for row in rows)


def test_what_went_wrong_is_told_below_the_tables() -> None:
    missed = _outcome(Label.ERROR, Verdict.SUPPORTED)
    text = ContrastResult(facts=1, left_out=0, seed=0, outcomes=(missed,)).as_text()

    assert text.splitlines()[-1] == "supported, date of f: It rained in 2017."


def test_a_table_that_gives_no_pair_is_an_error(table: Path) -> None:
    with pytest.raises(FactSourceError, match="no pair of these kinds"):
        evaluate_contrast(table, kinds=["percent_sign"])
