"""What people decided, in every rendering: theirs first, the computed verdict beside it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.model import (
    Assessment,
    DocumentReport,
    Reason,
    Report,
    Review,
    Reviewed,
    Stance,
    Verdict,
)
from factcheck.registry import RENDERERS, renderer
from factcheck.renderers.json import report_schema
from factcheck.renderers.notebook import render_notebook
from tests.renderers.reports import DOCUMENT, FACT, RUN, assessed, clash, match

SENTENCE = "Iwaya took office on 1 November."
NOTE = "he <b>did</b>"
MADE = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
REFUTED = assessed(
    SENTENCE,
    Verdict.REFUTED,
    match(FACT, Stance.REFUTES, clash(Reason.DATE, "1 November", "1 October")),
    reasons=(Reason.DATE,),
    confidence=0.9,
)


def decided(verdict: Verdict, *, part: str = "", by: str = "Anna") -> Assessment:
    """Return the refuted sentence with another verdict."""
    key = REFUTED.claim.key
    review = Review(claim_key=key, verdict=verdict, made_at=MADE, part=part, by=by, note=NOTE)
    kept = Reviewed(
        reviews=(review,), verdict=Verdict.REFUTED, reasons=(Reason.DATE,), confidence=0.9
    )
    return replace(REFUTED, verdict=verdict, reasons=(), confidence=None, reviewed=kept)


def report(assessment: Assessment) -> Report:
    return Report(
        run=RUN, documents=(DocumentReport(document=DOCUMENT, assessments=(assessment,)),)
    )


def rendered(name: str, assessment: Assessment, ui_lang: str = "en") -> str:
    if name == "notebook":
        return render_notebook(report(assessment), ui_lang=ui_lang)
    return renderer(name)(report(assessment), ui_lang=ui_lang, width=400)


FOR_READERS = ("text", "markdown", "html", "notebook")


@pytest.mark.parametrize("name", FOR_READERS)
@pytest.mark.parametrize(
    ("ui_lang", "told"),
    [
        pytest.param(
            "en",
            (
                "Decided by Anna on 20 November 2024: confirmed.",
                "Without the decision: contradicts",
            ),
            id="en",
        ),
        pytest.param(
            "it",
            (
                "Decisione di Anna (20 novembre 2024): confermata.",
                "Senza la decisione: In contrasto",
            ),
            id="it",
        ),
    ],
)
def test_readers_see_who_decided_and_what_was_computed(
    name: str, ui_lang: str, told: tuple[str, str]
) -> None:
    shown = rendered(name, decided(Verdict.SUPPORTED), ui_lang)
    assert all(words in shown for words in told)


@pytest.mark.parametrize("name", FOR_READERS)
def test_nobodys_name_is_missed(name: str) -> None:
    shown = rendered(name, decided(Verdict.SUPPORTED, by=""))
    assert "Decided by a person on 20 November 2024: confirmed." in shown


@pytest.mark.parametrize("name", FOR_READERS)
def test_a_decision_of_a_part_names_its_words(name: str) -> None:
    shown = rendered(name, decided(Verdict.SUPPORTED, part="took office"))
    assert "On “took office”: Decided by Anna" in shown


@pytest.mark.parametrize("name", ["html", "notebook"])
def test_notes_are_never_markup(name: str) -> None:
    shown = rendered(name, decided(Verdict.SUPPORTED))
    assert NOTE not in shown
    assert "&lt;b&gt;did&lt;/b&gt;" in shown


@pytest.mark.parametrize("name", [*RENDERERS, "notebook"])
@pytest.mark.parametrize("verdict", Verdict)
def test_every_decision_is_shown_in_every_format(name: str, verdict: Verdict) -> None:
    shown = rendered(name, decided(verdict))
    silent = name == "sarif" and verdict.value not in {"refuted", "conflicting", "mixed"}
    assert ("Anna" in shown) is not silent


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_programs_read_both_verdicts(name: str) -> None:
    told = json.loads(rendered(name, decided(Verdict.SUPPORTED)))
    claim = told if name == "jsonl" else told["documents"][0]["claims"][0]
    assert (claim["verdict"], claim["reasons"], claim["confidence"]) == ("supported", [], None)
    assert claim["computed"] == {"verdict": "refuted", "reasons": ["date"], "confidence": 0.9}
    assert claim["reviews"] == [
        {
            "verdict": "supported",
            "part": "",
            "by": "Anna",
            "note": NOTE,
            "made_at": "2024-11-20T09:30:00+00:00",
        }
    ]
    assert [part["verdict"] for part in claim["parts"]] == ["refuted"]


@pytest.mark.parametrize("verdict", Verdict)
def test_the_json_report_keeps_to_its_schema(verdict: Verdict) -> None:
    told = json.loads(rendered("json", decided(verdict)))
    assert [*Draft202012Validator(report_schema()).iter_errors(told)] == []


def test_a_claim_nobody_decided_has_no_such_keys() -> None:
    claim = json.loads(rendered("json", REFUTED))["documents"][0]["claims"][0]
    assert {"reviews", "computed"}.isdisjoint(claim)


def test_spreadsheets_have_a_column_each() -> None:
    (row,) = csv.DictReader(StringIO(rendered("csv", decided(Verdict.SUPPORTED)), newline=""))
    assert (row["claim_verdict"], row["computed_verdict"]) == ("supported", "refuted")
    assert (row["reviewed_by"], row["review_note"]) == ("Anna", NOTE)


def test_no_word_of_a_claim_somebody_confirmed_is_marked_as_clashing() -> None:
    shown = rendered("html", decided(Verdict.SUPPORTED))
    article = shown.partition("<article")[2].partition("</article>")[0]
    assert "<mark>" not in article


def test_editors_see_only_what_somebody_left_standing() -> None:
    def results(assessment: Assessment) -> list[str]:
        (run,) = json.loads(rendered("sarif", assessment))["runs"]
        return [result["level"] for result in run["results"]]

    assert results(REFUTED) == ["error"]
    assert results(decided(Verdict.SUPPORTED)) == []
    assert results(decided(Verdict.MIXED)) == ["warning"]
