"""Where the words of comparisons stand: in every match of every fixture, exactly there."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from factcheck import check_file, check_text
from factcheck.comparators.places import placed
from factcheck.model import Comparison, Match, Part, Reason, Report, Span, Stance
from tests.conftest import ROOT

FOLDERS = sorted(
    gold.parent
    for top in ("fixtures", "tests/quality/texts")
    for gold in (ROOT / top).rglob("gold.json")
)
TEXT = "Iwaya took office on 1 November."


def matches_of(report: Report) -> list[tuple[Part, Match]]:
    return [
        (part.part, match)
        for assessment in report.assessments
        for part in assessment.parts
        for match in part.matches
    ]


@cache
def report_on(folder: Path, name: str) -> Report:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    day = date.fromisoformat(gold["date"])
    return check_file(folder / name, facts=folder / "facts.csv", date=day, lang=gold["lang"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ["article.txt", "altered.txt"])
def test_every_span_holds_the_words_of_its_side(folder: Path, name: str) -> None:
    found = matches_of(report_on(folder, name))
    mine = [
        (c.claim_text, c.claim_span.slice(part.text))
        for part, match in found
        for c in match.comparisons
        if c.claim_span is not None
    ]
    theirs = [
        (c.fact_text, c.fact_span.slice(match.fact.statement))
        for _, match in found
        for c in match.comparisons
        if c.fact_span is not None
    ]

    assert mine
    assert theirs
    assert [pair for pair in (*mine, *theirs) if pair[0] != pair[1] or not pair[0]] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_refutes_a_part_has_its_place(folder: Path) -> None:
    clashes = [
        (part.text, c)
        for part, match in matches_of(report_on(folder, "altered.txt"))
        for c in match.comparisons
        if c.stance is Stance.REFUTES and c.claim_text in part.text
    ]

    assert [pair for pair in clashes if pair[1].claim_span is None] == []


def test_the_clash_of_a_whole_sentence_stands_in_its_part() -> None:
    text = "On Monday, as planned, the Elba bridge was demolished in 2019, said Dan Okafor."
    fact = {"statement": "The Elba bridge was demolished in 2021.", "event_date": "2021"}
    clashes = [
        (c.claim_text, c.claim_span.slice(part.text))
        for part, match in matches_of(check_text(text, facts=[fact], date=date(2022, 1, 3)))
        for c in match.comparisons
        if c.stance is Stance.REFUTES and c.claim_span is not None
    ]

    assert ("2019", "2019") in clashes


@pytest.mark.parametrize(
    ("words", "start", "end", "found"),
    [
        pytest.param("1 November", 21, 31, "1 November", id="as told"),
        pytest.param("1 November", 3, 13, "1 November", id="counted from another start"),
        pytest.param("1 November", 300, 310, "1 November", id="beyond the text"),
        pytest.param("office on", 11, 17, "office on", id="told too short"),
        pytest.param("not took", 6, 10, None, id="a negator that is not there"),
        pytest.param("o", 7, 8, "o", id="one of several, as told"),
        pytest.param("o", 0, 1, None, id="several, none there"),
        pytest.param("Kishida", 0, 5, None, id="other words"),
        pytest.param("", 0, 5, "Iwaya", id="no words told"),
    ],
)
def test_words_are_placed_where_they_are(
    words: str, start: int, end: int, found: str | None
) -> None:
    span = Span(start=start, end=end)
    told = Comparison(
        name=Reason.DATE,
        stance=Stance.REFUTES,
        claim_text=words,
        fact_text=words,
        claim_span=span,
        fact_span=span,
    )
    got = placed(told, TEXT, TEXT)

    assert [s and s.slice(TEXT) for s in (got.claim_span, got.fact_span)] == [found, found]
