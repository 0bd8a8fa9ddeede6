"""What could have been known on a day, and what was published after the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck import check_text
from factcheck.api import check_each
from factcheck.model import Report, Verdict
from factcheck.renderers.json import render_json
from factcheck.renderers.text import render_text
from factcheck.sources import facts_from_records
from factcheck.store import Store

COST = "The footbridge over the Adige in Verona cost 12 million euros."
CLAIM = "The footbridge over the Adige in Verona cost 12 million euros."
DAY = date(2024, 6, 12)


def fact(**fields: str) -> dict[str, str]:
    return {"id": "cost", "statement": COST, **fields}


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(CLAIM, "utf-8")
    return str(path)


def imported(store: Store, *facts: dict[str, Any]) -> None:
    store.import_facts(facts_from_records(facts), collection="facts")


def judged(store: Store, story: str, as_of: date | None) -> Report:
    reports: Iterator[Any] = check_each(
        story, store=store, date=DAY, lang="en", as_of=as_of, model="none"
    )
    (report,) = reports
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        pytest.param({"published": "2024-06-10"}, Verdict.SUPPORTED, id="published"),
        pytest.param({"published": "2024-06-13"}, Verdict.NOT_ENOUGH_INFO, id="later"),
        pytest.param({"checked": "2024-06-11"}, Verdict.SUPPORTED, id="checked"),
        pytest.param({}, Verdict.NOT_ENOUGH_INFO, id="nobody-knows"),
    ],
)
def test_only_what_was_published_by_then_is_judged_against(
    store: Store, story: str, fields: dict[str, str], verdict: Verdict
) -> None:
    imported(store, fact(**fields))
    assert judged(store, story, None).assessments[0].verdict is Verdict.SUPPORTED

    report = judged(store, story, DAY)

    assert report.assessments[0].verdict is verdict
    assert report.run.facts_count == (verdict is Verdict.SUPPORTED)


def test_a_correction_was_not_known_before_it_was_published(store: Store, story: str) -> None:
    imported(store, fact(published="2024-06-10"))
    corrected = fact(published="2024-06-13") | {"statement": COST.replace("12", "15")}
    imported(store, corrected)

    assert judged(store, story, None).assessments[0].verdict is Verdict.REFUTED
    assert judged(store, story, DAY).assessments[0].verdict is Verdict.SUPPORTED


def test_files_are_cut_at_the_day_too(tmp_path: Path, story: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(fact(published="2024-06-13")), "utf-8")
    (report,) = check_each(story, facts=[str(path)], date=DAY, as_of=DAY, model="none")
    assert isinstance(report, Report)
    assert report.assessments[0].verdict is Verdict.NOT_ENOUGH_INFO


def test_the_day_is_told_and_makes_another_run(store: Store, story: str) -> None:
    imported(store, fact(published="2024-06-10"))
    report, now = judged(store, story, DAY), judged(store, story, None)

    assert report.run.fingerprint != now.run.fingerprint
    assert "1 (facts), as published by 12 June 2024" in render_text(report)
    assert json.loads(render_json(report))["run"]["as_of"] == "2024-06-12"
    assert "as_of" not in json.loads(render_json(now))["run"]


@pytest.mark.parametrize(
    ("published", "day", "is_later"),
    [
        pytest.param("2024-06-13", DAY, True, id="the-day-after"),
        pytest.param("2024-06-12", DAY, False, id="the-same-day"),
        pytest.param("2024", DAY, False, id="some-day-of-the-year"),
        pytest.param("2025", DAY, True, id="the-year-after"),
        pytest.param("", DAY, False, id="fact-without-a-day"),
        pytest.param("2024-06-13", None, False, id="text-without-a-day"),
    ],
)
def test_facts_published_after_the_text_are_marked(
    store: Store, published: str, day: date | None, is_later: bool
) -> None:
    facts = [fact(published=published, event_date="2024-05")]
    report = check_text(CLAIM, facts=facts, date=day, lang="en", store=store, model="none")
    stored = store.report(report.run.fingerprint)

    marks = [m.is_later for a in report.assessments for p in a.parts for m in p.matches]
    kept = [m.is_later for a in stored.assessments for p in a.parts for m in p.matches]

    assert marks == kept == [is_later]
    assert ("published after the text" in render_text(report)) is is_later
    assert ("published_after_text" in render_json(stored)) is is_later
