"""What a text may have mixed up with what a fact says: candidates, and when one is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unittest.mock import patch

import pytest

from factcheck import check_text
from factcheck.comparators import exchange_features, judge
from factcheck.comparators.exchange_features import FIGURES, LEAST_FACTS, NAMES, rows_of
from factcheck.comparators.exchanges import exchanges
from factcheck.comparators.trees import Trees
from factcheck.model import EXCHANGED, Comparison, Fact, Part, Stance
from factcheck.model.alignment import Pair
from tests.comparators.test_ground import matches

DAY = date(2019, 5, 4)


def pairs_of(text: str, facts: Sequence[tuple[str, str]], lang: str) -> list[Pair]:
    """Return the one sentence ``text`` beside each statement, told with its language."""
    seen: list[list[Pair]] = []

    def record(pairs: Sequence[Pair], similarities: Sequence[float]) -> None:
        seen.append(list(pairs))

    known = [Fact(id=f"f{n}", statement=s, lang=of) for n, (of, s) in enumerate(facts)]
    with patch.object(judge, "likely_exchange", record):
        matches(text, *known, lang=lang, day=DAY)
    return seen[0]


def found(text: str, fact: tuple[str, str], lang: str) -> list[tuple[str, str, str]]:
    (pair,) = pairs_of(text, [fact], lang)
    return [(e.kind.value, e.mine.text, e.theirs.text) for e in exchanges(pair)]


@pytest.mark.parametrize(
    ("lang", "text", "fact_lang", "statement", "expected"),
    [
        pytest.param(
            "en", "Rosa Bianchi opened the Elba museum.",
            "en", "Carla Verdi opened the Elba museum.",
            ("entity", "Rosa Bianchi", "Carla Verdi"), id="a-person-for-a-person",
        ),
        pytest.param(
            "it", "Il museo Elba è stato aperto a Torino.",
            "en", "The Elba museum was opened in Naples.",
            ("place", "Torino", "Naples"), id="a-city-for-a-city",
        ),
        pytest.param(
            "en", "The Elba museum cost 43 million euros.",
            "it", "Il museo Elba è costato 34 milioni di euro.",
            ("quantity", "43 million euros", "34 milioni di euro"), id="an-amount-for-an-amount",
        ),
        pytest.param(
            "it", "Il museo Elba ha avuto oltre 2,9 milioni di visitatori.",
            "it", "Il museo Elba ha avuto 2.981,3 miliardi di visitatori.",
            ("quantity", "oltre 2,9 milioni", "2.981,3 miliardi"),
            id="both-rounded-another-magnitude",
        ),
        pytest.param(
            "de", "Das Museum Elba hat 12 Säle.", "de", "Das Museum Elba hat 21 Säle.",
            ("quantity", "12", "21"), id="digits-turned-german",
        ),
    ],
)  # fmt: skip
def test_one_thing_may_stand_for_another_of_its_sort(
    lang: str, text: str, fact_lang: str, statement: str, expected: tuple[str, str, str]
) -> None:
    assert expected in found(text, (fact_lang, statement), lang)


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
    assert found(text, (lang, statement), lang) == []


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
    one = pairs_of(text, [("en", s) for s in statements], "en")
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


ANYTHING = Trees(features=(), trees=(), limit=0.0)
"""Takes whatever could have been exchanged for exchanged."""


def clashes(text: str, facts: list[dict[str, str]]) -> list[tuple[Part, Comparison]]:
    with patch.object(exchange_features, "_trees", lambda: {FIGURES: ANYTHING, NAMES: ANYTHING}):
        report = check_text(text, facts=facts, date=DAY, lang="en", model="none")
    return [
        (p.part, c)
        for a in report.assessments
        for p in a.parts
        for m in p.matches
        for c in m.comparisons
        if c.detail == EXCHANGED
    ]


def test_among_few_facts_nothing_is_taken_for_exchanged() -> None:
    table = [SALE, *(museum(n) for n in range(2, 30))]
    assert clashes(TEXT, table[: LEAST_FACTS - 1]) == []


def test_the_part_that_has_it_clashes_with_both_words() -> None:
    text = (
        "The Giglio museum stays open, and on Friday Rosa Bianchi bought the Elba gallery in Turin."
    )
    fact = {
        "id": "gallery",
        "statement": "Carla Verdi dirige dal 3 maggio 2019 la galleria Elba di Torino.",
        "lang": "it",
        "event_date": "2019-05-03",
    }
    ((part, clash),) = clashes(text, [fact, *(museum(n) for n in range(2, 30))])
    assert (clash.claim_text, clash.fact_text) == ("Rosa Bianchi", "Carla Verdi")
    assert clash.stance is Stance.REFUTES
    assert clash.claim_span is not None
    assert clash.claim_span.slice(part.text) == clash.claim_text
    assert part.text.startswith("and ")
