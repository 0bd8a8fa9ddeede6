from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.dates.lexicon import date_language
from factcheck.analysis.dates.mentions import find_dates
from factcheck.errors import UnknownComponentError
from factcheck.model import DateMention, DateRelation, Granularity, Interval, Span
from tests.steps import assert_linear

TABLES = ("dates_before_code.tsv", "dates_more.tsv")
SATURDAY = date(2024, 11, 16)


def _rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for name in TABLES:
        with (Path(__file__).parent / name).open(encoding="utf-8") as file:
            rows.extend(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return rows


def _anchor(row: dict[str, str]) -> date | None:
    return date.fromisoformat(row["anchor"]) if row["anchor"] else None


def _expected(row: dict[str, str]) -> list[DateMention]:
    if not row["text"]:
        return []
    start = row["sentence"].index(row["text"])
    interval = None
    if row["start"]:
        interval = Interval(
            start=date.fromisoformat(row["start"]), end=date.fromisoformat(row["end"])
        )
    return [
        DateMention(
            span=Span(start=start, end=start + len(row["text"])),
            text=row["text"],
            interval=interval,
            granularity=Granularity(row["granularity"]),
            relation=DateRelation(row["relation"]),
            relative=row["relative"] == "yes",
        )
    ]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['sentence']} {row['anchor']}")
def test_table_of_dates(row: dict[str, str]) -> None:
    found = find_dates(row["sentence"], row["lang"], _anchor(row))
    assert list(found) == _expected(row)


def test_table_holds_a_hundred_expressions() -> None:
    assert len(_rows()) >= 120


def test_same_year_is_the_year_named_before() -> None:
    text = "Chiusa nel marzo 2022, ha riaperto nell'ottobre dello stesso anno."
    _, second = find_dates(text, "it", SATURDAY)
    assert second.interval == Interval(start=date(2022, 10, 1), end=date(2022, 10, 31))


def test_same_year_without_a_year_before_is_not_guessed() -> None:
    (only,) = find_dates("Ha riaperto nell'ottobre dello stesso anno.", "it", SATURDAY)
    assert only.interval is None


def test_range_of_two_whole_expressions() -> None:
    (mention,) = find_dates("From 2007 to May 5th, 2017 he was away.", "en", None)
    assert mention.text == "2007 to May 5th, 2017"
    assert mention.interval == Interval(start=date(2007, 1, 1), end=date(2017, 5, 5))


def test_anchor_of_a_year_resolves_years_but_not_days() -> None:
    whole_year = Interval(start=date(2024, 1, 1), end=date(2024, 12, 31))
    (year,) = find_dates("L'anno scorso è calato.", "it", whole_year)
    (day,) = find_dates("Sabato è calato.", "it", whole_year)
    assert year.interval == Interval(start=date(2023, 1, 1), end=date(2023, 12, 31))
    assert day.interval is None


def test_open_anchor_resolves_nothing() -> None:
    (day,) = find_dates("Sabato è calato.", "it", Interval(start=date(2024, 1, 1), end=None))
    assert day.interval is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Il 31 giugno 2020 no.", "it"), ("On February 30, 2021 no.", "en")],
    ids=["it", "en"],
)
def test_impossible_day_is_kept_unresolved(text: str, lang: str) -> None:
    (mention,) = find_dates(text, lang, SATURDAY)
    assert mention.interval is None


@pytest.mark.parametrize("word", ["venerdì", "venerdi\u0300", "venerdi"])
def test_weekday_in_any_spelling(word: str) -> None:
    (mention,) = find_dates(f"Si è visto {word}.", "it", SATURDAY)
    assert mention.interval == Interval(start=date(2024, 11, 15), end=date(2024, 11, 15))


def test_unknown_language_is_named() -> None:
    with pytest.raises(UnknownComponentError):
        find_dates("2024", "xx", None)


def test_sentence_without_time_words_is_left_alone() -> None:
    words = date_language("it").cut("Il governo ha risposto alle critiche del sindacato.").words
    assert date_language("it").triggers.isdisjoint(words)


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    "piece", ["1", ".", ",", "-", "a", "'", "(", " ", "\u0301", "/", "º", "\n"]
)
def test_one_character_repeated_costs_as_much_as_it_is_long(piece: str, lang: str) -> None:
    assert_linear(lambda text: find_dates(text, lang, SATURDAY), piece)


PIECES = st.sampled_from(
    [
        "16",
        "novembre",
        "2024",
        "sabato",
        "scorso",
        "dal",
        "al",
        "il",
        "anni",
        "fa",
        "tre",
        "'90",
        "May",
        "last",
        "year",
        "in",
        "3rd",
        "quarter",
        "of",
        "/",
        "-",
        "2023",
        "from",
        "to",
        "1990s",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["it", "en"]), st.dates())
def test_spans_slice_back_and_do_not_overlap(pieces: list[str], lang: str, anchor: date) -> None:
    text = " ".join(pieces)
    found = find_dates(text, lang, anchor)
    assert all(mention.span.slice(text) == mention.text for mention in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.lists(PIECES, max_size=12), st.sampled_from(["it", "en"]), st.dates())
def test_intervals_begin_before_they_end(pieces: list[str], lang: str, anchor: date) -> None:
    for mention in find_dates(" ".join(pieces), lang, anchor):
        interval = mention.interval
        if interval is not None:
            assert interval.start is not None
            assert interval.end is not None
            assert interval.start <= interval.end


@given(st.lists(PIECES, max_size=12), st.sampled_from(["it", "en"]))
def test_without_an_anchor_relative_dates_stay_open(pieces: list[str], lang: str) -> None:
    found = find_dates(" ".join(pieces), lang, None)
    assert all(mention.interval is None for mention in found if mention.relative)


@given(st.text(max_size=60), st.sampled_from(["it", "en"]))
def test_any_text_is_read(text: str, lang: str) -> None:
    assert all(mention.text for mention in find_dates(text, lang, SATURDAY))
