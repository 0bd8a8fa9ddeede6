"""Which facts end which: a table written before the rules, and what they do to the table."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factcheck import check_text
from factcheck.model import Closing, Fact
from factcheck.sources import closings, fact_from_mapping

HERE = Path(__file__).parent


def cases() -> list[dict[str, str]]:
    with (HERE / "supersede.tsv").open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def pair(case: dict[str, str]) -> tuple[Fact, Fact]:
    old, new = (
        fact_from_mapping(
            {
                "id": side,
                "statement": case[side],
                "lang": case[f"{side}_lang"],
                "valid_from": case[f"{side}_from"],
            }
        )
        for side in ("old", "new")
    )
    return old, new


def ended(found: tuple[Closing, ...]) -> list[tuple[str, str]]:
    return [(closing.fact.id, closing.successor.id) for closing in found]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_what_a_new_fact_ends(case: dict[str, str]) -> None:
    expected = {"closed": [("old", "new")], "closed_new": [("new", "old")], "open": []}
    facts = pair(case)
    assert ended(closings(facts, {"new"})) == expected[case["outcome"]]
    assert ended(closings(reversed(facts), {"new"})) == expected[case["outcome"]]


MAYORS = tuple(
    fact_from_mapping(
        {"id": name[0], "statement": f"{name} is the mayor of Leeds.", "valid_from": since}
    )
    for name, since in (
        ("Adam Holroyd", "2010-05-06"),
        ("Sarah Ackroyd", "2016-05-06"),
        ("Peter Dunn", "2020"),
    )
)


def test_a_term_ends_on_the_day_the_next_begins() -> None:
    (first, second) = closings(MAYORS, {"P", "S"})
    assert first.fact == replace(MAYORS[0], valid_to=MAYORS[1].valid_from)
    assert second.fact == replace(MAYORS[1], valid_to=MAYORS[2].valid_from)


def test_terms_that_no_given_fact_touches_stay_open() -> None:
    assert ended(closings(MAYORS, {"P"})) == [("S", "P")]
    assert closings(MAYORS, set()) == ()


def test_a_term_with_an_end_keeps_it() -> None:
    dated = replace(MAYORS[0], valid_to=MAYORS[2].valid_from)
    assert ended(closings((dated, *MAYORS[1:]), {"S"})) == [("S", "P")]


def test_nobody_is_outdated_on_the_day_of_the_change() -> None:
    first, second, *_ = (closing.fact for closing in closings(MAYORS, {"A", "S", "P"}))

    def verdict(day: date) -> str:
        text = "Adam Holroyd is the mayor of Leeds."
        return check_text(text, facts=(first, second), date=day).assessments[0].verdict.value

    days = (date(2016, 5, 5), date(2016, 5, 6), date(2016, 5, 7))
    assert [verdict(day) for day in days] == ["supported", "supported", "refuted"]
