"""Who is called by an office that another holds today, told beside both facts."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.comparators.holders import slips_of
from factcheck.comparators.slip import Found
from factcheck.model import Fact, Interval, Rating
from tests.comparators.seen import DAY, pairs_beside

TODAY = Interval(start=DAY, end=DAY)
LEFT = date(2017, 3, 1)


def state(statement: str, lang: str, since: date | None, until: date | None) -> Fact:
    return Fact(
        id=statement,
        statement=statement,
        lang=lang,
        valid_from=Interval(start=since, end=since) if since else None,
        valid_to=Interval(start=until, end=until) if until else None,
    )


def told(text: str, lang: str, before: str, after: str, event: Fact | None = None) -> list[str]:
    """Return whom ``text`` calls by the office that ``before`` tells to have ended."""
    facts = [state(before, "en", None, LEFT), state(after, "it", LEFT, None)]
    pairs = pairs_beside(text, [*facts, *([event] if event else [])], lang)
    return [text[s.span.start : s.span.end] for s in slips_of(Found(pairs, [0.5] * len(pairs)))]


GOVERNOR = (
    "Anna Rossi is the governor of the Bank of Brevia.",
    "Luca Neri è il governatore della Banca di Brevia.",
)
HEAD = (
    "Anna Rossi is the president of Lyra.",
    "Luca Neri è il presidente della Lyra.",
)


@pytest.mark.parametrize(
    ("lang", "text", "facts"),
    [
        pytest.param(
            "en", "The governor, Anna Rossi, spoke to reporters on Friday.", GOVERNOR, id="english"
        ),
        pytest.param(
            "it", "Venerdì la governatrice Anna Rossi ha parlato ai cronisti.", GOVERNOR,
            id="italian",
        ),
        pytest.param(
            "fr", "La présidente de Lyra, Anna Rossi, a parlé vendredi.", HEAD, id="french"
        ),
        pytest.param(
            "en", "The Bank of Brevia, headed by Anna Rossi, shut two branches on Friday.",
            GOVERNOR, id="led-by",
        ),
        pytest.param(
            "it", "La Banca di Brevia guidata da Anna Rossi ha chiuso venerdì due filiali.",
            GOVERNOR, id="led-by-italian",
        ),
    ],
)  # fmt: skip
def test_who_held_the_office_before_is_told(lang: str, text: str, facts: tuple[str, str]) -> None:
    assert told(text, lang, *facts) == ["Anna Rossi"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        pytest.param("en", "The former governor, Anna Rossi, spoke on Friday.", id="former"),
        pytest.param("it", "L'ex governatrice Anna Rossi ha parlato venerdì.", id="ex"),
        pytest.param("it", "La governatrice emerita Anna Rossi ha parlato venerdì.", id="emeritus"),
        pytest.param("en", "The governor, Anna Rossi, spoke in May 2016.", id="of-then"),
        pytest.param("en", "The governor, Anna Rossi, had cut the rate twice.", id="undated"),
        pytest.param("en", "The governor, Anna Rossi, resigned on Friday.", id="leaves"),
        pytest.param("en", "The governor, Luca Neri, praised Anna Rossi on Friday.", id="named"),
        pytest.param("en", "Anna Rossi spoke to reporters in Brevia on Friday.", id="no-title"),
        pytest.param("it", "Anna Rossi, sindaca di Brevia, ha parlato venerdì.", id="other-title"),
    ],
)
def test_who_is_not_called_by_it_today_is_not_told(lang: str, text: str) -> None:
    assert told(text, lang, *GOVERNOR) == []


def test_the_day_of_the_nearest_fact_is_the_sentences() -> None:
    text = "The governor, Anna Rossi, had cut the rate of Brevia twice."
    late, early = (
        Fact(
            id="cut",
            statement="The rate of Brevia was cut twice.",
            lang="en",
            event_date=Interval(start=day, end=day),
        )
        for day in (DAY, date(2016, 5, 1))
    )
    assert told(text, "en", *GOVERNOR, late) == ["Anna Rossi"]
    assert told(text, "en", *GOVERNOR, early) == []


def test_without_a_successor_nothing_is_told() -> None:
    text = "The governor, Anna Rossi, spoke to reporters on Friday."
    pairs = pairs_beside(text, [state(GOVERNOR[0], "en", None, LEFT)], "en")
    assert list(slips_of(Found(pairs, [0.5]))) == []


def test_who_has_left_this_month_is_still_called_so() -> None:
    text = "The governor, Anna Rossi, spoke to reporters on Friday."
    last = date(2019, 4, 20)
    facts = [state(GOVERNOR[0], "en", None, last), state(GOVERNOR[1], "it", last, None)]
    pairs = pairs_beside(text, facts, "en")
    assert list(slips_of(Found(pairs, [0.5, 0.5]))) == []


def test_who_holds_another_office_today_is_left_alone() -> None:
    other = state("Anna Rossi is the governor of the Bank of Pontia.", "en", LEFT, None)
    text = "The governor, Anna Rossi, spoke to reporters on Friday."
    assert told(text, "en", *GOVERNOR, other) == []


def test_a_state_rated_false_has_no_holder() -> None:
    text = "The governor, Anna Rossi, spoke to reporters on Friday."
    hoax = Fact(id="hoax", statement=GOVERNOR[1], lang="it", rating=Rating.FALSE, valid_from=TODAY)
    pairs = pairs_beside(text, [state(GOVERNOR[0], "en", None, LEFT), hoax], "en")
    assert list(slips_of(Found(pairs, [0.5, 0.5]))) == []
