"""What holds for every report, however odd its records."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none
from rich.cells import cell_len

from factcheck.model import Assessment, PartAssessment, Report, Verdict
from factcheck.renderers.csv import render_csv
from factcheck.renderers.json import render_json, report_schema
from factcheck.renderers.jsonl import render_jsonl
from factcheck.renderers.markdown import render_markdown
from factcheck.renderers.records import COLUMNS, records
from factcheck.renderers.text import render_text
from tests.renderers.test_markdown import shape
from tests.renderers.test_notebook import Page
from tests.renderers.test_sarif import run_of
from tests.strategies import reports

STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
VALIDATOR = Draft202012Validator(report_schema())
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def _with_part_verdicts(report: Report) -> Report:
    """Return ``report`` without the one verdict that parts never have."""

    def part(assessed: PartAssessment) -> PartAssessment:
        partly = assessed.verdict is Verdict.PARTLY_SUPPORTED
        return replace(assessed, verdict=Verdict.SUPPORTED) if partly else assessed

    def claim(assessed: Assessment) -> Assessment:
        return replace(assessed, parts=tuple(map(part, assessed.parts)))

    documents = (
        replace(document, assessments=tuple(map(claim, document.assessments)))
        for document in report.documents
    )
    return replace(report, documents=tuple(documents))


@few
@given(reports(), st.sampled_from(["", "en", "it"]))
def test_json_validates(report: Report, ui_lang: str) -> None:
    report = _with_part_verdicts(report)

    assert list(VALIDATOR.iter_errors(json.loads(render_json(report, ui_lang=ui_lang)))) == []


@few
@given(reports())
def test_jsonl_is_the_claims_of_the_json_report(report: Report) -> None:
    lines = [json.loads(line) for line in render_jsonl(report).split("\n")[:-1]]
    documents = json.loads(render_json(report))["documents"]

    assert [line | {"document": "", "source": ""} for line in lines] == [
        {"document": "", "source": ""} | claim
        for document in documents
        for claim in document["claims"]
    ]


@few
@given(reports())
def test_csv_has_a_line_for_each_record(report: Report) -> None:
    rows = list(csv.reader(StringIO(render_csv(report), newline="")))
    found = list(records(report))

    assert len(rows) == len(found) + 1
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert {tuple(record) for record in found} <= {COLUMNS}
    assert {record["claim_id"] for record in found} == {a.claim.id for a in report.assessments}


@few
@given(reports(), st.sampled_from(["en", "it"]))
def test_markdown_is_inert_and_links_only_to_the_sources_of_facts(
    report: Report, ui_lang: str
) -> None:
    shown = render_markdown(report, ui_lang=ui_lang)
    kinds = set(shape(shown))

    assert not {c for c in shown if c != "\n" and unicodedata.category(c) in STEERING}
    assert kinds.isdisjoint({"html_block", "html_inline", "image", "fence", "code_inline", "hr"})
    assert "](" not in shown or "](<http" in shown


@few
@given(reports())
def test_a_notebook_shows_any_report(report: Report) -> None:
    shown = report._repr_html_()

    assert not {c for c in shown if unicodedata.category(c) in STEERING}
    assert set(Page(shown).tags) <= {
        f"{end}{tag}"
        for end in ("", "/")
        for tag in ("table", "caption", "tbody", "tr", "td", "br", "a")
    }


@few
@given(reports(), st.sampled_from(["", "en", "it"]))
def test_sarif_validates(report: Report, ui_lang: str) -> None:
    run = run_of(report, ui_lang)

    assert {result["level"] for result in run["results"]} <= {"error", "warning"}


@few
@given(reports(), st.sampled_from(["en", "it"]), st.integers(min_value=40, max_value=120))
def test_text_is_inert_and_keeps_to_its_width(report: Report, ui_lang: str, width: int) -> None:
    shown = render_text(report, ui_lang=ui_lang, width=width)

    assert not {c for c in shown if c != "\n" and unicodedata.category(c) in STEERING}
    assert max(map(cell_len, shown.split("\n"))) <= width


@pytest.mark.parametrize("color", [False, True])
@few
@given(report=reports())
def test_the_same_report_gives_the_same_text(report: Report, color: bool) -> None:
    first = render_text(report, ui_lang="it", color=color)

    assert render_text(report, ui_lang="it", color=color) == first
