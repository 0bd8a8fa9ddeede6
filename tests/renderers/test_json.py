from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.model import DateSource, Document, Verdict
from factcheck.renderers.json import render_json, report_schema
from tests.renderers import reports

LINES = "A first line.\r\nÈ già qui: 10 € 👩‍🚀.\rThird line.\n"


def _parsed(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    Draft202012Validator(
        report_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
    ).validate(content)
    return content


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


def test_every_verdict_validates() -> None:
    content = _parsed(render_json(reports.every_verdict()))

    assert {claim["verdict"] for claim in content["documents"][0]["claims"]} == set(Verdict)


def test_an_empty_report_validates() -> None:
    content = _parsed(render_json(reports.report()))

    assert content["summary"] == {"claims": 0} | {verdict.value: 0 for verdict in Verdict}


def test_keys_stand_in_the_order_of_the_contract() -> None:
    content = _parsed(render_json(reports.report(reports.partly())))
    document = content["documents"][0]
    claim = document["claims"][0]

    assert list(content) == ["schema", "run", "documents", "summary"]
    assert list(document) == ["id", "source", "lang", "date", "date_source", "title", "claims"]
    assert " ".join(claim) == (
        "id key text start end line column kind checkworthiness verdict reasons confidence "
        "explanation speaker event_date parts"
    )
    assert " ".join(claim["parts"][0]) == (
        "text start end role verdict reasons speaker event_date matches"
    )
    assert " ".join(claim["parts"][0]["matches"][0]) == (
        "fact_id version statement rating sources urls lang similarity stance comparisons model "
        "rated_as title"
    )


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_json(reports.every_verdict()) == render_json(reports.every_verdict())


def test_an_event_date_is_its_first_and_last_day() -> None:
    claim = _parsed(render_json(reports.report(reports.partly())))["documents"][0]["claims"][0]

    assert claim["event_date"] == {
        "start": "2022-10-01",
        "end": "2022-10-31",
        "text": "in October 2022",
    }


def test_a_text_is_carried_only_when_it_is_not_the_input() -> None:
    derived = replace(reports.DOCUMENT, is_derived=True)
    content = _parsed(render_json(reports.report(reports.supported(), of=derived)))

    assert content["documents"][0]["text"] == reports.TEXT
    assert "text" not in _parsed(render_json(reports.every_verdict()))["documents"][0]


def test_a_missing_date_is_null() -> None:
    undated = replace(reports.DOCUMENT, date=None, date_source=DateSource.NONE)
    document = _parsed(render_json(reports.report(of=undated)))["documents"][0]

    assert (document["date"], document["date_source"]) == (None, "none")


@pytest.mark.parametrize(("ui_lang", "word"), [("", "agrees"), ("it", "concorda")])
def test_explanations_follow_the_ui_language(ui_lang: str, word: str) -> None:
    content = _parsed(render_json(reports.report(reports.supported()), ui_lang=ui_lang))

    assert word in content["documents"][0]["claims"][0]["explanation"]


def test_accents_are_not_escaped() -> None:
    document = Document(id="d", text=LINES, source="già.txt", language="it", date=date(2024, 1, 1))

    assert '"già.txt"' in render_json(reports.report(of=document))


@given(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=30), st.data())
def test_spans_slice_back_for_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = Document(id="d", text=text, source=text, language="en", is_derived=True)
    claim = reports.claim(document, text[start:end], start)
    found = replace(reports.opinion(), claim=claim, parts=())

    content = _parsed(render_json(reports.report(found, of=document)))
    carried = content["documents"][0]
    shown = carried["claims"][0]

    assert carried["text"][shown["start"] : shown["end"]] == shown["text"] == text[start:end]
    assert carried["text"] == text
