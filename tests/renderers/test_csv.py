"""Rows of a report: as dicts and as CSV."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from factcheck.model import Reason, Report, Verdict
from factcheck.renderers.csv import render_csv
from factcheck.renderers.records import COLUMNS, records
from tests.renderers import reports


def _rows(report: Report, ui_lang: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render_csv(report, ui_lang=ui_lang), newline="")))


def test_the_header_names_every_column() -> None:
    first = render_csv(reports.report()).split("\r\n")

    assert first == [",".join(COLUMNS), ""]


def test_a_row_has_the_part_its_fact_and_the_words_that_clash() -> None:
    (row,) = _rows(reports.report(reports.wrong_date()))

    assert {name: row[name] for name in ("source", "line", "column", "claim", "claim_verdict")} == {
        "source": "article.txt",
        "line": "4",
        "column": "1",
        "claim": "Iwaya took office on 1 November.",
        "claim_verdict": "refuted",
    }
    assert (row["part_reasons"], row["text_says"], row["fact_says"]) == (
        "date", "1 November", "1 October 2024",
    )  # fmt: skip
    assert (row["fact_id"], row["fact_source"], row["fact_from"], row["fact_to"]) == (
        "f-1", "Kyodo News", "2024-10-01", "2024-10-01",
    )  # fmt: skip


def test_each_part_is_a_row() -> None:
    settled, unknown = records(reports.report(reports.partly()))

    assert (settled["part_verdict"], settled["fact_id"]) == ("supported", "f-4")
    assert (settled["event_from"], settled["event_to"]) == ("2022-10-01", "2022-10-31")
    assert (unknown["part_verdict"], unknown["fact_id"]) == ("not_enough_info", "")
    assert unknown["similarity"] is None


def test_a_disagreement_is_a_row_for_each_side() -> None:
    rows = _rows(reports.report(reports.conflicting()))

    assert [(row["fact_id"], row["stance"]) for row in rows] == [
        ("f-7", "supports"),
        ("f-6", "refutes"),
    ]
    assert rows[1]["fact_source"] == "Reuters | AP"


@pytest.mark.parametrize(
    ("reason", "nearest"), [(Reason.UNDECIDED, "f-1"), (Reason.NO_FACT, "")], ids=str
)
def test_an_unsettled_part_has_the_nearest_fact_if_one_speaks_of_it(
    reason: Reason, nearest: str
) -> None:
    (row,) = _rows(reports.report(reports.unsettled(reason)))

    assert row["fact_id"] == nearest


def test_a_repeated_headline_is_one_row_without_a_part() -> None:
    (row,) = _rows(reports.report(reports.duplicate()))

    assert (row["claim_verdict"], row["claim_reasons"], row["part"]) == (
        "supported",
        "duplicate",
        "",
    )


def test_every_verdict_has_its_row_in_text_order() -> None:
    report = reports.every_verdict()
    seen = list(dict.fromkeys(row["claim_id"] for row in _rows(report)))

    assert seen == [assessment.claim.id for assessment in report.assessments]
    assert {row["claim_verdict"] for row in _rows(report)} == set(Verdict)


def test_explanations_follow_the_ui_language() -> None:
    (row,) = _rows(reports.report(reports.supported()), ui_lang="it")

    assert "concorda" in row["explanation"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("  =1", "' =1"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\xad=1", "'=1"),
        ("a;=1", "a;'=1"),
        ("＝1", "'＝1"),
        ("a = 1", "a = 1"),
        ("1-2; 3", "1-2; 3"),
        ('say "x", y', 'say "x", y'),
    ],
    ids=repr,
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    found = reports.match(reports.fact("f", cell, sources=(cell,)))
    (row,) = _rows(reports.report(reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, found)))

    assert (row["statement"], row["fact_source"]) == (shown, shown)


def test_a_claim_over_several_lines_is_one_line() -> None:
    found = reports.opinion()
    claim = replace(found.claim, text="One\r\nclaim,\nover lines.")
    text = render_csv(reports.report(replace(found, claim=claim)))

    assert "One claim, over lines." in text
    assert text.count("\n") == 2
