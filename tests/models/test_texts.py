"""What a model is given to read: whom and when a part means stands in it."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.analysis.dates.wording import day_text
from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import Fact, Interval
from factcheck.models.texts import readable, statement_text
from factcheck.segmenters import segment

DAY = date(2024, 11, 16)


def readings(text: str, *, lang: str, day: date | None = DAY) -> list[str]:
    """Return what a model reads of each part of the text's last sentence."""
    document = document_from_text(text, date=day, lang=lang)
    claim = RuleDetector()(document, segment(document))[-1]
    return [readable(document, claim, part) for part in claim.parts]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        pytest.param(
            "it", "Il museo di Todi è stato riaperto nel 2021.",
            ["Il museo di Todi è stato riaperto nel 2021"], id="it-plain",
        ),
        pytest.param(
            "it", "La sindaca ha aperto la mostra sabato.",
            ["La sindaca ha aperto la mostra sabato (16 novembre 2024)"], id="it-weekday",
        ),
        pytest.param(
            "it", "Il porto di Bari ha chiuso a settembre.",
            ["Il porto di Bari ha chiuso a settembre 2024"], id="it-month-without-year",
        ),
        pytest.param(
            "en", "The port of Hull closed on Friday.",
            ["The port of Hull closed on Friday (November 15, 2024)"], id="en-weekday",
        ),
        pytest.param(
            "en", "The port of Hull closed in May 2019.",
            ["The port of Hull closed in May 2019"], id="en-full-date",
        ),
        pytest.param(
            "it", "Anna Sereni ha inaugurato il ponte. È arrivata a Todi in treno.",
            ["Anna Sereni è arrivata a Todi in treno"], id="it-subject-left-out",
        ),
        pytest.param(
            "en", "Anna Sereni opened the bridge. She came to Todi by train.",
            ["She (Anna Sereni) came to Todi by train"], id="en-pronoun",
        ),
        pytest.param(
            "en", "Anna Sereni opened the bridge. Sereni came to Todi by train.",
            ["Anna Sereni came to Todi by train"], id="en-surname",
        ),
    ],
)  # fmt: skip
def test_a_part_is_read_with_whom_and_when_it_means(
    lang: str, text: str, expected: list[str]
) -> None:
    assert readings(text, lang=lang) == expected


def test_no_date_is_made_up_without_the_documents() -> None:
    assert readings("The port of Hull closed on Friday.", lang="en", day=None) == [
        "The port of Hull closed on Friday"
    ]


def test_a_part_that_shares_its_subject_is_read_with_it() -> None:
    first, second = readings("La banca ha tagliato le stime e ha alzato il tasso al 4%.", lang="it")
    assert first == "La banca ha tagliato le stime"
    assert second == "La banca ha alzato il tasso al 4%"


def test_asides_and_who_said_it_are_not_read() -> None:
    found = readings(
        "The port, closed since 2019, reopened in May 2021, the mayor of Hull said.", lang="en"
    )
    assert "The port reopened in May 2021" in found
    assert not any("mayor" in text for text in found)


@pytest.mark.parametrize(
    ("start", "end", "lang", "expected"),
    [
        pytest.param(date(2024, 3, 5), date(2024, 3, 5), "it", "5 marzo 2024", id="day"),
        pytest.param(date(2024, 2, 1), date(2024, 2, 29), "en", "February 2024", id="month"),
        pytest.param(date(2024, 1, 1), date(2024, 12, 31), "fr", "2024", id="year"),
        pytest.param(date(2024, 3, 4), date(2024, 3, 10), "it", "", id="week"),
        pytest.param(date(2024, 1, 1), None, "it", "", id="open"),
        pytest.param(date(2024, 3, 5), date(2024, 3, 5), "xx", "March 5, 2024", id="unknown"),
    ],
)
def test_days_months_and_years_are_written_as_people_do(
    start: date, end: date | None, lang: str, expected: str
) -> None:
    assert day_text(Interval(start=start, end=end), lang) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param("Il ponte fu aperto.", "Il ponte fu aperto. (3 maggio 2011)", id="undated"),
        pytest.param(
            "Aperto il 3 maggio.", "Aperto il 3 maggio. (3 maggio 2011)", id="without-its-year"
        ),
        pytest.param("Aperto nel 2011.", "Aperto nel 2011.", id="with-its-year"),
    ],
)
def test_a_fact_is_read_with_the_date_of_its_event(statement: str, expected: str) -> None:
    when = Interval(start=date(2011, 5, 3), end=date(2011, 5, 3))
    fact = Fact(id="f", statement=statement, lang="it", event_date=when)
    assert statement_text(fact) == expected


def test_a_fact_without_a_date_is_read_as_it_stands() -> None:
    assert statement_text(Fact(id="f", statement="Roma è in Italia.", lang="it")) == (
        "Roma è in Italia."
    )
