"""One figure or name in another's place: what may have been exchanged with a fact."""

from __future__ import annotations

import pytest

from factcheck.comparators.exchange_features import rows_of
from factcheck.comparators.exchanges import exchanges
from factcheck.comparators.slip import Found
from factcheck.model import Fact, Rating
from tests.comparators.seen import pairs_beside, pairs_of


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
            "en", "“Never again”, cried the thief as Rosa Bianchi, the judge, read the sentence.",
            "While the sentence was read Carla Verdi cried: never again.",
            id="who-acts-in-another-clause",
        ),
        pytest.param(
            "it", "«Mai più», ha gridato il ladro mentre Rosa Bianchi leggeva la sentenza.",
            "Alla lettura della sentenza Carla Verdi ha gridato: mai più.",
            id="who-acts-in-another-clause-italian",
        ),
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
        pytest.param(
            "en", "In town the news from Naples was met with songs and fires.",
            "People in Turin met the vote of the assembly with songs and fires.",
            id="where-the-news-is-from",
        ),
        pytest.param(
            "it", "In città la notizia da Napoli è stata accolta con canti e falò.",
            "A Torino la folla ha accolto il voto dell'assemblea con canti e falò.",
            id="where-the-news-is-from-italian",
        ),
        pytest.param(
            "es", "Los vecinos recibieron con cantos la noticia desde Madrid.",
            "En Sevilla los vecinos recibieron con cantos el voto de la asamblea.",
            id="where-the-news-is-from-spanish",
        ),
        pytest.param(
            "it", "A leggere la sentenza in aula è stata la giudice Rosa Bianchi.",
            "La sentenza Aurora Costa è stata letta in aula a porte chiuse.",
            id="what-a-ruling-is-called",
        ),
        pytest.param(
            "en", "Rosa Bianchi, the judge, read the ruling in the crowded court.",
            "The Aurora Stone ruling was read in the crowded court.",
            id="what-a-ruling-is-called-english",
        ),
        pytest.param(
            "fr", "Rosa Bianchi a lu la sentence dans la salle comble du tribunal.",
            "La sentence Comète Noire a été lue dans la salle comble du tribunal.",
            id="what-a-ruling-is-called-french",
        ),
    ],
)  # fmt: skip
def test_what_cannot_stand_for_another_is_no_candidate(
    lang: str, text: str, statement: str
) -> None:
    assert found(text, (lang, statement), lang) == []


def test_a_fact_rated_false_puts_nothing_right() -> None:
    fact = Fact(id="f", statement="Carla Verdi opened the Elba museum.", rating=Rating.FALSE)
    (pair,) = pairs_beside("Rosa Bianchi opened the Elba museum.", [fact], "en")
    assert list(exchanges(pair)) == []


def test_the_order_of_the_facts_changes_no_number() -> None:
    statements = [
        "Carla Verdi opened the Elba museum.",
        "Rosa Bianchi opened the Giglio museum in Naples.",
        "The Elba museum has 21 rooms.",
    ]
    text = "Rosa Bianchi opened the Elba museum."
    one = pairs_of(text, [("en", s) for s in statements], "en")
    first = Found(one, [0.5, 0.4, 0.3])
    second = Found([one[2], one[0], one[1]], [0.3, 0.5, 0.4])
    told = [{f.fact_id(slip.place): v for slip, v in rows_of(f)} for f in (first, second)]
    assert told[0] == told[1] != {}
