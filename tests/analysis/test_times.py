from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.analyse import analyse, part_of
from factcheck.analysis.dates.feasts import FEASTS, feast
from factcheck.analysis.dates.mentions import find_dates
from factcheck.analysis.dates.patterns import field_sets
from factcheck.analysis.dates.times import find_times
from factcheck.model import Interval, Span, TimeExpression, TimeKind
from factcheck.segmenters import split_sentences
from tests.steps import assert_linear
from tests.strategies import LANGUAGES

TABLES = ("times_before_code.tsv", "times_more.tsv")
SATURDAY = date(2024, 11, 16)


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _told(found: tuple[TimeExpression, ...]) -> list[tuple[str, ...]]:
    return [
        (
            one.text,
            one.kind.value,
            one.value,
            str(one.interval.start) if one.interval else "",
            str(one.interval.end) if one.interval else "",
        )
        for one in found
    ]


ROWS = [row for name in TABLES for row in _rows(name)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['lang']} {row['sentence']}")
def test_table_of_times(row: dict[str, str]) -> None:
    found = _told(find_times(row["sentence"], row["lang"], date.fromisoformat(row["anchor"])))
    expected = tuple(row[name] for name in ("text", "kind", "value", "start", "end"))
    assert (expected in found) if row["text"] else found == []


def test_table_written_before_the_code_is_kept() -> None:
    assert len(_rows("times_before_code.tsv")) == 84


@pytest.mark.parametrize(
    "row", _rows("plans.tsv"), ids=lambda row: f"{row['lang']} {row['phrase']}"
)
def test_table_of_plans(row: dict[str, str]) -> None:
    (only,) = find_times(
        row["phrase"], row["lang"], date.fromisoformat(row["anchor"]), colloquial=True
    )
    assert _told((only,))[0][3:] == (row["start"], row["end"])


def test_the_following_day_counts_from_the_sentence_before() -> None:
    (told,) = find_times("L'attacco è del 3 maggio 2022.", "it", SATURDAY)
    (day,) = find_times("Il giorno dopo è fuggito.", "it", SATURDAY, narrated=told)
    assert day.interval == Interval(start=date(2022, 5, 4), end=date(2022, 5, 4))


def test_a_glance_back_does_not_move_the_tale() -> None:
    text = "Sales rose in 2020 from a year earlier. They fell the following year."
    *_, last = find_times(text, "en", SATURDAY)
    assert last.value == "2021"


def test_a_year_earlier_than_a_quarter_is_that_quarter() -> None:
    *_, last = find_times(
        "Profit rose in the third quarter of 2023 from a year earlier.", "en", None
    )
    assert (last.text, last.value) == ("a year earlier", "2022-Q3")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Il 3 maggio 2022 è nato, il 5 giugno 2023 è morto e il giorno dopo pioveva.", "it"),
        ("Born on May 3, 2022, dead on June 5, 2023, and the following day it rained.", "en"),
    ],
    ids=["it", "en"],
)
def test_two_dates_before_leave_the_following_day_open_for_verdicts(text: str, lang: str) -> None:
    assert find_dates(text, lang, SATURDAY)[-1].interval is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Il 5 maggio 2022 parlò e il giorno dopo il voto tacque.", "it"),
        ("He spoke on May 5, 2022, and two days after the vote he left.", "en"),
    ],
    ids=["it", "en"],
)
def test_the_day_after_an_event_is_not_the_day_after_a_date(text: str, lang: str) -> None:
    assert find_dates(text, lang, SATURDAY)[-1].interval is None


def test_durations_and_ages_are_in_the_analysis_and_its_parts() -> None:
    text = "Anna Verdi, 47 anni, ha lavorato per tre anni a Roma."
    analysis = analyse(text, "it")
    part = part_of(analysis, Span(start=21, end=len(text)))
    assert [(one.kind, one.value) for one in analysis.durations] == [
        (TimeKind.AGE, "P47Y"),
        (TimeKind.DURATION, "P3Y"),
    ]
    assert [one.span.slice(part.text) for one in part.durations] == ["tre anni"]


def test_a_duration_stays_a_quantity_and_is_no_date() -> None:
    analysis = analyse("The bridge was closed for three years.", "en")
    assert [(q.text, q.unit) for q in analysis.quantities] == [("three years", "year")]
    assert analysis.dates == ()


def test_two_years_told_together_are_no_range() -> None:
    text = "The company lost money in 1985 and 1987."
    assert [one.value for one in find_times(text, "en", None)][:1] == ["1985"]
    assert find_dates(text, "en", None)[0].interval == Interval(
        start=date(1985, 1, 1), end=date(1985, 12, 31)
    )


def test_months_from_autumn_to_spring_end_in_the_year_told() -> None:
    (only,) = find_dates("It lasted from November to February 2017.", "en", SATURDAY)
    assert only.interval == Interval(start=date(2016, 11, 1), end=date(2017, 2, 28))


@pytest.mark.parametrize("number", range(len(FEASTS)), ids=list(FEASTS))
def test_every_feast_is_known_for_the_year_2020(number: int) -> None:
    assert all(first.year == 2020 and first <= last for first, last in feast(number, 2020))
    assert list(feast(number, 2020))


def test_a_feast_outside_the_tables_stays_open() -> None:
    (only,) = find_times("Ramadan 1066", "en", SATURDAY, colloquial=True)
    assert only.interval is None


def test_feasts_of_the_moon_are_no_ground_for_verdicts() -> None:
    assert all("Ramadan" not in one.text for one in find_dates("It was Ramadan 2018.", "en", None))


def test_a_form_tells_every_set_of_fields_it_may_fill() -> None:
    macros = {"year": ["{year}", "of {relyear}"]}
    assert field_sets("{month} ?@year", macros) == {
        frozenset({"month"}),
        frozenset({"month", "year"}),
        frozenset({"month", "relyear"}),
    }


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("piece", ["anni ", "a year ", "now ", "Natale ", "-", "ora "])
def test_one_piece_repeated_costs_as_much_as_it_is_long(piece: str, lang: str) -> None:
    assert_linear(lambda text: find_times(text, lang, SATURDAY), piece)


WORDS = (
    "16 novembre sabato scorso dopo prima un anno tre giorni fa ogni mese ora Natale "
    "two days after Christmas every Monday a year earlier the quarter recently 35 year - old "
    "Ramadan 2018 week 3 of next / 10 rest this and half"
)
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=12), st.sampled_from(LANGUAGES), st.dates(), st.booleans())
def test_times_slice_back_in_order_whatever_is_said(
    pieces: list[str], lang: str, anchor: date, colloquial: bool
) -> None:
    text = " ".join(pieces)
    found = find_times(text, lang, anchor, colloquial=colloquial)
    assert all(one.span.slice(text) == one.text for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.lists(PIECES, max_size=12), st.sampled_from(LANGUAGES), st.dates(), st.booleans())
def test_times_begin_before_they_end(
    pieces: list[str], lang: str, anchor: date, colloquial: bool
) -> None:
    for one in find_times(" ".join(pieces), lang, anchor, colloquial=colloquial):
        if one.interval is not None:
            assert one.interval.start is not None
            assert one.interval.end is not None
            assert one.interval.start <= one.interval.end


ARTICLE = Path(__file__).parents[2] / "fixtures" / "it-accordo" / "article.txt"
RELATIVE_DATES = [
    ("1° ottobre", "2024-10-01"),
    ("lunedì", "2024-11-11"),
    ("all'inizio di novembre", "2024-11"),
    ("settimana precedente", ""),
    ("settembre", "2024-09"),
    ("giugno", "2024-06"),
    ("mese scorso", "2024-10"),
    ("febbraio", "2024-02"),
    ("autunno del prossimo anno", "2025-FA"),
    ("marzo dello scorso anno", "2023-03"),
    ("Due mesi dopo", "2023-05"),
    ("dicembre dello stesso anno", "2023-12"),
    ("scorso gennaio", "2024-01"),
    ("ottobre dello stesso anno", "2022-10"),
]


@pytest.mark.parametrize(
    ("text", "value"), RELATIVE_DATES, ids=[text for text, _ in RELATIVE_DATES]
)
def test_relative_dates_of_the_article_are_right(text: str, value: str) -> None:
    article = ARTICLE.read_text("utf-8")
    found: list[TimeExpression] = []
    told: TimeExpression | None = None
    for span in split_sentences(article, "it"):
        here = find_times(span.slice(article), "it", SATURDAY, narrated=told)
        dated = [one for one in here if one.kind is TimeKind.DATE and one.interval]
        told = dated[-1] if dated else None
        found += here
    assert {one.value for one in found if one.text == text} == {value}
