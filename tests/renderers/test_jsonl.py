from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.model import Verdict
from factcheck.renderers.json import render_json, report_schema
from factcheck.renderers.jsonl import render_jsonl
from tests.renderers import reports

CLAIM = Draft202012Validator(
    {"$ref": "#/$defs/claim", "$defs": report_schema()["$defs"]},
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_claim_is_the_json_reports_claim_after_its_document() -> None:
    report = reports.every_verdict()
    (document,) = json.loads(render_json(report))["documents"]

    assert _rows(render_jsonl(report)) == [
        {"document": document["id"], "source": "article.txt"} | claim
        for claim in document["claims"]
    ]


def test_every_verdict_validates_as_a_claim_of_the_schema() -> None:
    rows = _rows(render_jsonl(reports.every_verdict()))
    claims = [{k: row[k] for k in row if k not in {"document", "source"}} for row in rows]

    assert [list(CLAIM.iter_errors(claim)) for claim in claims] == [[]] * len(rows)
    assert {row["verdict"] for row in rows} == set(Verdict)


def test_claims_of_several_documents_follow_each_other() -> None:
    one = reports.report(reports.supported())
    other = replace(one.documents[0], document=replace(reports.DOCUMENT, source="second.txt"))
    rows = _rows(render_jsonl(replace(one, documents=(one.documents[0], other))))

    assert [row["source"] for row in rows] == ["article.txt", "second.txt"]


def test_a_report_without_claims_is_no_line() -> None:
    assert render_jsonl(reports.report()) == ""


@pytest.mark.parametrize(("ui_lang", "word"), [("", "agrees"), ("it", "concorda")])
def test_explanations_follow_the_ui_language(ui_lang: str, word: str) -> None:
    (row,) = _rows(render_jsonl(reports.report(reports.supported()), ui_lang=ui_lang))

    assert word in row["explanation"]
