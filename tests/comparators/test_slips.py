"""When a slip is told, and where: by trees that take anything, so that only the limits show."""

from __future__ import annotations

from unittest.mock import patch

from factcheck import check_text
from factcheck.comparators import slips
from factcheck.comparators.exchange_features import FIGURES, NAMES
from factcheck.comparators.slips import LEAST_FACTS
from factcheck.comparators.trees import Trees
from factcheck.model import EXCHANGED, MAGNITUDE, Comparison, Part, Stance
from tests.comparators.seen import DAY


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
    with patch.object(slips, "_trees", lambda: {FIGURES: ANYTHING, NAMES: ANYTHING}):
        report = check_text(text, facts=facts, date=DAY, lang="en", model="none")
    return [
        (p.part, c)
        for a in report.assessments
        for p in a.parts
        for m in p.matches
        for c in m.comparisons
        if c.detail in (EXCHANGED, MAGNITUDE)
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
