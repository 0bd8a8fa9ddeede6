"""Phrases of plans: dates as people ask for them, crossed from units, modifiers and numbers."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from factcheck.analysis.dates.mentions import find_dates
from factcheck.analysis.dates.times import find_times
from factcheck.model import DateRelation, Interval, TimeExpression

NOVEMBER = date(2024, 11, 16)
ANOTHER_CONVENTION = {
    ("it", "da gennaio"),  # as good from the coming January on
    ("it", "ogni fine settimana"),  # P1WE, as other weekends are counted
    ("en", "every weekend"),
    ("en", "at the beginning of next month"),  # ten days; half a month is "early"
}
"""Rows of the table written first whose expectation was dropped when the rule was decided."""


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _is(one: TimeExpression, row: dict[str, str]) -> bool:
    if row["value"]:
        return one.value == row["value"]
    interval = Interval(start=date.fromisoformat(row["start"]), end=date.fromisoformat(row["end"]))
    told = DateRelation(row["relation"]) if row["relation"] else one.relation
    return one.interval == interval and one.relation is told


BEFORE = _rows("phrases_before_code.tsv")
ROWS = [row for row in BEFORE if (row["lang"], row["phrase"]) not in ANOTHER_CONVENTION]


@pytest.mark.parametrize(
    "row", ROWS + _rows("phrases_more.tsv"), ids=lambda row: f"{row['lang']} {row['phrase']}"
)
def test_table_of_phrases(row: dict[str, str]) -> None:
    found = find_times(
        row["phrase"], row["lang"], date.fromisoformat(row["anchor"]), colloquial=True
    )
    assert any(_is(one, row) for one in found), found


def test_table_written_before_the_code_is_kept() -> None:
    assert (len(BEFORE), len(BEFORE) - len(ROWS)) == (806, len(ANOTHER_CONVENTION))


@pytest.mark.parametrize(
    ("text", "lang", "first", "last"),
    [
        ("La legge è del 03/06/2020.", "it", "2020-06-03", "2020-06-03"),
        ("Il decreto 5-6-1985 resta in vigore.", "it", "1985-06-05", "1985-06-05"),
        ("The issue of Spring 2008 is sold out.", "en", "2008-03-01", "2008-05-31"),
        ("Nella prima metà di agosto 2023 è piovuto.", "it", "2023-08-01", "2023-08-15"),
        ("It rained in the second half of August 2023.", "en", "2023-08-16", "2023-08-31"),
        ("Nacque il 27 marzo del '98.", "it", "1998-03-27", "1998-03-27"),
    ],
    ids=["day first", "day first with dashes", "season", "half it", "half en", "apostrophe"],
)
def test_dates_of_news_are_read_as_written(text: str, lang: str, first: str, last: str) -> None:
    (only,) = find_dates(text, lang, NOVEMBER)
    assert only.interval == Interval(start=date.fromisoformat(first), end=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("today", "season", "first"),
    [
        ("2013-02-12", "this summer", "2013-06-01"),
        ("2013-02-12", "this winter", "2012-12-01"),
        ("2013-11-12", "this winter", "2013-12-01"),
        ("2013-11-12", "this summer", "2013-06-01"),
    ],
)
def test_this_season_has_days_in_this_year(today: str, season: str, first: str) -> None:
    (only,) = find_dates(f"They met {season}.", "en", date.fromisoformat(today))
    assert only.interval is not None
    assert only.interval.start == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("In October 1984 and later years it grew.", "en"),
        ("Nel 2016 o prima si vedrà.", "it"),
    ],
)
def test_later_tells_of_the_date_only_at_the_end_of_a_clause(text: str, lang: str) -> None:
    assert find_dates(text, lang, None)[0].relation is DateRelation.IN


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Piazza San Giovanni era piena.", "it"),
        ("L'assunzione di dieci medici è certa.", "it"),
        ("He took a sick day.", "en"),
        ("The tens of thousands marched.", "en"),
        ("Mass was said in St. Patrick's Cathedral.", "en"),
    ],
)
def test_names_of_places_and_causes_are_no_dates_in_news(text: str, lang: str) -> None:
    assert find_dates(text, lang, NOVEMBER) == ()
