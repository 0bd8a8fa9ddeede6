"""Another name is an accusation only where the fact names who acts."""

from __future__ import annotations

import pytest

from factcheck import check_text
from factcheck.model import Verdict


@pytest.mark.parametrize(
    ("lang", "claim", "fact", "expected"),
    [
        pytest.param(
            "en", "Paul Marsh married Jane Dole in 2013.",
            "In 2013 he married Jane Dole in Walton Park.", Verdict.NOT_ENOUGH_INFO, id="en-he",
        ),
        pytest.param(
            "en", "Paul Marsh married Jane Dole in 2013.", "In 2013 Peter Holt married Jane Dole.",
            Verdict.REFUTED, id="en-named",
        ),
        pytest.param(
            "it", "Marta Rossi debuttò in Serie A contro la Lazio nel 2015.",
            "Lei debuttò in Serie A contro la Lazio nel 2015, quando sostituì Anna Bruni.",
            Verdict.NOT_ENOUGH_INFO, id="it-lei",
        ),
    ],
)  # fmt: skip
def test_a_fact_that_calls_its_actor_by_a_pronoun_accuses_nobody(
    lang: str, claim: str, fact: str, expected: Verdict
) -> None:
    (found,) = check_text(claim, facts=[{"statement": fact, "lang": lang}], lang=lang).assessments
    assert found.verdict is expected


@pytest.mark.parametrize(
    ("lang", "claim", "fact"),
    [
        (
            "it",
            "Jannik Sinner ha vinto gli Australian Open 2025 superando Zverev in tre set.",
            "Jannik Sinner ha battuto Andrej Rublev in tre set agli Australian Open 2024.",
        ),
        (
            "it",
            "Jannik Sinner ha vinto gli Australian Open 2025 superando Zverev con tre colpi.",
            "Jannik Sinner ha battuto Andrej Rublev con tre colpi agli Australian Open 2024.",
        ),
    ],
    ids=["it-sets", "it-strokes"],
)
def test_another_year_in_the_name_of_an_event_accuses_nobody(
    lang: str, claim: str, fact: str
) -> None:
    facts = [{"statement": fact, "lang": lang}]
    (found,) = check_text(claim, facts=facts, lang=lang).assessments
    assert found.verdict is Verdict.NOT_ENOUGH_INFO
