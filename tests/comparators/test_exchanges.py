"""What a text may have mixed up with what a fact says: candidates, and when one is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unittest.mock import patch

import pytest

from factcheck import check_text
from factcheck.comparators import judge
from factcheck.comparators.exchange_features import LEAST_FACTS, rows_of
from factcheck.comparators.exchanges import exchanges
from factcheck.model import Fact
from factcheck.model.alignment import Pair
from tests.comparators.test_ground import matches

DAY = date(2019, 5, 4)


def pairs_of(text: str, statements: Sequence[str], lang: str) -> list[Pair]:
    """Return the one sentence ``text`` beside each statement."""
    seen: list[list[Pair]] = []

    def record(pairs: Sequence[Pair], similarities: Sequence[float]) -> None:
        seen.append(list(pairs))

    facts = [Fact(id=f"f{n}", statement=s, lang=lang) for n, s in enumerate(statements)]
    with patch.object(judge, "likely_exchange", record):
        matches(text, *facts, lang=lang, day=DAY)
    return seen[0]


def found(text: str, statement: str, lang: str) -> list[tuple[str, str, str]]:
    (pair,) = pairs_of(text, [statement], lang)
    return [(e.kind.value, e.mine.text, e.theirs.text) for e in exchanges(pair)]


@pytest.mark.parametrize(
    ("lang", "text", "statement", "expected"),
    [
        pytest.param(
            "en", "Rosa Bianchi opened the Elba museum.", "Carla Verdi opened the Elba museum.",
            ("entity", "Rosa Bianchi", "Carla Verdi"), id="a-person-for-a-person",
        ),
        pytest.param(
            "it", "Il museo Elba è stato aperto a Torino.",
            "The Elba museum was opened in Naples.",
            ("place", "Torino", "Naples"), id="a-city-for-a-city",
        ),
        pytest.param(
            "en", "The Elba museum cost 43 million euros.",
            "Il museo Elba è costato 34 milioni di euro.",
            ("quantity", "43 million euros", "34 milioni di euro"), id="an-amount-for-an-amount",
        ),
        pytest.param(
            "it", "Il museo Elba ha avuto oltre 2,9 milioni di visitatori.",
            "Il museo Elba ha avuto 2.981,3 miliardi di visitatori.",
            ("quantity", "oltre 2,9 milioni", "2.981,3 miliardi"),
            id="both-rounded-another-magnitude",
        ),
        pytest.param(
            "de", "Das Museum Elba hat 12 Säle.", "Das Museum Elba hat 21 Säle.",
            ("quantity", "12", "21"), id="digits-turned-german",
        ),
    ],
)  # fmt: skip
def test_one_thing_may_stand_for_another_of_its_sort(
    lang: str, text: str, statement: str, expected: tuple[str, str, str]
) -> None:
    fact_lang = "en" if statement.startswith("The ") and lang == "it" else lang
    if statement.startswith("Il ") and lang == "en":
        fact_lang = "it"
    (pair,) = _pairs_across(text, statement, lang, fact_lang)
    assert expected in [(e.kind.value, e.mine.text, e.theirs.text) for e in exchanges(pair)]


def _pairs_across(text: str, statement: str, lang: str, fact_lang: str) -> list[Pair]:
    seen: list[list[Pair]] = []

    def record(pairs: Sequence[Pair], similarities: Sequence[float]) -> None:
        seen.append(list(pairs))

    with patch.object(judge, "likely_exchange", record):
        matches(text, Fact(id="f", statement=statement, lang=fact_lang), lang=lang, day=DAY)
    return seen[0]


@pytest.mark.parametrize(
    ("lang", "text", "statement"),
    [
        pytest.param(
            "en", "Rosa Bianchi opened the Elba museum.", "Paris opened the Elba museum.",
            id="a-person-for-a-city",
        ),
        pytest.param(
            "en", "Bianchi opened the Elba museum.", "Rosa Bianchi opened the Elba museum.",
            id="a-shorter-name",
        ),
        pytest.param(
            "en", "Rosa Bianchi opened the Elba museum.", "Rosa Bianki opened the Elba museum.",
            id="another-spelling",
        ),
        pytest.param(
            "en", "Rosa Bianchi and Carla Verdi opened the Elba museum.",
            "Carla Verdi opened the Elba museum.", id="nobody-left-on-the-other-side",
        ),
        pytest.param(
            "en", "The Elba museum counted dozens of visitors.",
            "The Elba museum counted 79 visitors.", id="dozens-count-nothing",
        ),
        pytest.param(
            "en", "Rosa Bianchi, 41, opened the Elba museum.",
            "The Elba museum was opened 12 years ago with 52 rooms.", id="an-age",
        ),
        pytest.param(
            "it", "Il museo Elba ne ha avuti 290.", "Il museo Elba ha avuto 290 milioni.",
            id="a-magnitude-that-goes-without-saying",
        ),
        pytest.param(
            "en", "The Elba museum has about 40 rooms.", "The Elba museum has 41 rooms.",
            id="the-same-rounded",
        ),
    ],
)  # fmt: skip
def test_what_cannot_stand_for_another_is_no_candidate(
    lang: str, text: str, statement: str
) -> None:
    assert found(text, statement, lang) == []


def test_a_fact_rated_false_puts_nothing_right() -> None:
    fact = {"id": "f", "statement": "Carla Verdi opened the Elba museum.", "rating": "false"}
    seen: list[Sequence[Pair]] = []
    with patch.object(judge, "likely_exchange", lambda pairs, _: seen.append(pairs)):
        check_text("Rosa Bianchi opened the Elba museum.", facts=[fact], model="none")
    assert [e for pair in seen[0] for e in exchanges(pair)] == []


def test_the_order_of_the_facts_changes_no_number() -> None:
    statements = [
        "Carla Verdi opened the Elba museum.",
        "Rosa Bianchi opened the Giglio museum in Naples.",
        "The Elba museum has 21 rooms.",
    ]
    text = "Rosa Bianchi opened the Elba museum."
    one = pairs_of(text, statements, "en")
    two = [one[2], one[0], one[1]]
    first = {pairs.fact.id: v for i, _, v in rows_of(one, [0.5, 0.4, 0.3]) for pairs in [one[i]]}
    second = {pairs.fact.id: v for i, _, v in rows_of(two, [0.3, 0.5, 0.4]) for pairs in [two[i]]}
    assert first == second != {}


def museum(number: int) -> dict[str, str]:
    return {
        "id": f"m{number}",
        "statement": f"The Giglio museum showed {number} paintings in hall {number}.",
        "lang": "en",
    }


SALE = {
    "id": "sale",
    "statement": "Il 3 maggio 2019 la Corsi Navigazione ha venduto il traghetto Elba alla Marsh "
    "Ferries per 34 milioni di euro.",
    "lang": "it",
    "event_date": "2019-05-03",
}
TEXT = "Corsi Navigazione sold the Elba ferry to Marsh Ferries on Friday for 340 million euros."


def test_among_few_facts_nothing_is_taken_for_exchanged() -> None:
    facts = [SALE, *(museum(n) for n in range(2, LEAST_FACTS))]
    report = check_text(TEXT, facts=facts[: LEAST_FACTS - 1], date=DAY, lang="en", model="none")
    assert not [
        c
        for a in report.assessments
        for p in a.parts
        for m in p.matches
        for c in m.comparisons
        if c.detail == "exchanged"
    ]
