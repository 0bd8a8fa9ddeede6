"""What may be mixed up with the nearest fact: what a model is asked about, and where."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.comparators.suspects import suspicions_of
from factcheck.model import Fact
from tests.comparators.seen import pairs_beside
from tests.comparators.test_ground import matches

DAY = date(2019, 5, 4)
LYRA = "On 3 May 2019 Ada Corsi received 40 votes in the Lyra council."
DORA = "Il 3 maggio 2019 la nave Dora è approdata a Genova con 40 passeggeri."


def suspected(
    text: str, *facts: tuple[str, str], lang: str = "en", day: date = DAY
) -> set[tuple[str, str, str]]:
    """Return fact, words of the text and words of the fact of all that is suspected."""
    known = [Fact(id=f"f{n}", statement=s, lang=of) for n, (of, s) in enumerate(facts)]
    return {
        (match.fact.id, one.mend.claim_text, one.mend.fact_text)
        for match in matches(text, *known, lang=lang, day=day)
        for one in match.suspicions
    }


@pytest.mark.parametrize(
    ("lang", "text", "fact", "expected"),
    [
        pytest.param(
            "en", "In the Lyra council Ada Corsi, a teacher, won 60 votes and a long applause.",
            ("en", LYRA), ("60", "40"), id="figure",
        ),
        pytest.param(
            "en", "Behind the walls of Lyra, work was led by Nils Berg, a teacher, for 40 years.",
            ("en", "Ada Corsi built the walls of Lyra in 40 years."),
            ("Nils Berg", "Ada Corsi"), id="name",
        ),
        pytest.param(
            "it", "La nave Dora, attesa da giorni, è giunta in porto a Napoli con 40 passeggeri.",
            ("it", DORA), ("Napoli", "Genova"), id="place-italian",
        ),
        pytest.param(
            "it", "Nel consiglio di Lyra Ada Corsi, maestra, ha ottenuto 60 voti.",
            ("en", LYRA), ("60", "40"), id="fact-in-another-language",
        ),
        pytest.param(
            "en", "In the Lyra council Ada Corsi, a teacher, was given 40 votes on 13 May 2019.",
            ("en", LYRA), ("13 May 2019", "3 May 2019"), id="day",
        ),
        pytest.param(
            "it", "La nave Dora, attesa da giorni, è giunta in porto a Genova il 13 maggio 2019.",
            ("it", DORA), ("13 maggio 2019", "3 maggio 2019"), id="day-italian",
        ),
        pytest.param(
            "en", "The walls of Lyra, under Ada Corsi, a teacher, were begun in 1263 at a cost.",
            ("en", "Work on the walls of Lyra was begun under Ada Corsi in 1163."),
            ("1263", "1163"), id="year",
        ),
        pytest.param(
            "it", "La nave Dora, attesa da giorni, è giunta in porto a Genova nel luglio 2017.",
            ("it", DORA), ("luglio 2017", "3 maggio 2019"), id="month-for-a-day",
        ),
        pytest.param(
            "en", "The peace of both islands, hoped for, was signed in Geneva on 3 May 2019.",
            ("en", "The accord of both islands was signed in Oslo on 3 May 2019."),
            ("Geneva", "Oslo"), id="where-it-was-signed",
        ),
        pytest.param(
            "es", "Nils Berg obtuvo 40 votos en el consejo de Lyra el 3 de mayo de 2019.",
            ("en", LYRA), ("Nils Berg", "Ada Corsi"), id="name-spanish",
        ),
        pytest.param(
            "en", '"Nobody must wait", said Nils Berg, a teacher, to the council on 3 May 2019.',
            ("en", "On 3 May 2019 Ada Corsi told the council that nobody must wait."),
            ("Nils Berg", "Ada Corsi"), id="who-said-the-same-words",
        ),
        pytest.param(
            "en", '"I want to see it done in five years", Nils Berg told Lyra on 3 May 2019.',
            ("en", "Ada Corsi, in Lyra on 3 May 2019: we will see it done in five years."),
            ("Nils Berg", "Ada Corsi"), id="who-said-that-they-know-want-and-see",
        ),
        pytest.param(
            "it", "«So che mio padre voleva vederlo», ha detto Nils Berg il 3 maggio 2019.",
            ("it", "Il 3 maggio 2019 Ada Corsi ha detto: «So che mio padre voleva vederlo»."),
            ("Nils Berg", "Ada Corsi"), id="who-said-it-italian",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_the_facts_own_is_suspected(
    lang: str, text: str, fact: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert ("f0", *expected) in suspected(text, fact, lang=lang)


def test_only_the_nearest_fact_is_asked() -> None:
    far = "On 9 June 2019 Ada Corsi paid 70 euros in Genoa."
    text = "In the Lyra council Ada Corsi, a teacher, won 60 votes and a long applause."
    assert suspected(text, ("en", far), ("en", LYRA)) == {("f1", "60", "40")}


def test_the_likest_fact_is_asked_too() -> None:
    text = "In the Lyra council Ada Corsi, a teacher, won 60 votes and a long applause."
    statements = (LYRA, *["Ada Corsi received 40 votes in the council."] * 2)
    facts = [Fact(id=f"f{n}", statement=s, lang="en") for n, s in enumerate(statements)]
    found = suspicions_of(pairs_beside(text, facts, "en", DAY), [0.2, 0.5, 0.9])
    assert {place for place, told in found.items() if told} == {0, 2}


def test_minutes_of_a_match_are_counted_from_two_starts() -> None:
    fact = "Al 22' della ripresa della finale del 3 maggio 2019 Corsi insacca di testa l'1-1."
    text = "Il pareggio è arrivato al 67': dopo un palo, Ada Corsi ha messo in rete di testa."
    assert not suspected(text, ("it", fact), lang="it")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param(
            "In the Lyra council Ada Corsi, a teacher, won 40 votes.", LYRA, id="nothing-differs"
        ),
        pytest.param(
            "The Lyra council never gave Ada Corsi 60 votes, she told friends.", LYRA, id="denied"
        ),
        pytest.param("In the Lyra council Ada Corsi might win 60 votes.", LYRA, id="only-supposed"),
        pytest.param(
            "In the Lyra council Ada Corsi, a teacher, gave 60 speeches and won applause.",
            LYRA,
            id="counts-something-else",
        ),
        pytest.param(
            "In the Lyra council Ada Corsi and a teacher won 20 votes each.", LYRA, id="each"
        ),
        pytest.param(
            "In the Lyra council Ada Corsi, a teacher, was given 5,321 votes.",
            LYRA,
            id="figure-that-nobody-mixes-up",
        ),
        pytest.param(
            "All thirteen of the Lyra boys are in hospital in Arla, as of Friday.",
            "The 12 Lyra boys and their coach are in hospital in Arla.",
            id="one-more-is-counted",
        ),
        pytest.param(
            "In the Lyra council Ada Corsi, a teacher, won 39.5 per cent, twice her share of 2015.",
            "Ada Corsi won 39.6 per cent in the Lyra council in 2019.",
            id="nearly-the-same-figure",
        ),
        pytest.param(
            "Ada Corsi, today a teacher, won over the Lyra council with a long speech.",
            "In 2011 Ada Corsi won over the Lyra council with a speech.",
            id="a-year-for-today",
        ),
        pytest.param(
            "Last year a little fewer than 380,000 children were born in Lyra.",
            "In 2011 404,892 children were born in Lyra.",
            id="counts-of-two-years",
        ),
        pytest.param(
            "Begun in 2001, halted in 2004 and taken up in 2009, the walls of Lyra stand.",
            "The walls of Lyra were finished on 19 October 2013.",
            id="any-of-three-times",
        ),
        pytest.param(
            "Ada Corsi told the council, which has the mayor, Nils Berg, that nobody must wait.",
            "Ada Corsi said that nobody must wait at the ceremony of Wadi Araba.",
            id="name-that-only-says-which",
        ),
        pytest.param(
            "The deposit rate fell on 3 May 2019, by more than the Arla Bank's, to 8.25 per cent.",
            "The Arla Bank cut its rate to 9.5 per cent on 3 May 2019.",
            id="figure-of-what-is-compared-with",
        ),
        pytest.param(
            "Norway also signed the treaty on birds, in Arla, on 3 May 2019.",
            "Denmark signed the treaty on birds in Arla on 3 May 2019.",
            id="another-signs-too",
        ),
        pytest.param(
            "The Bank of Arla raised rates by 50 basis points in May 2019, as many had hoped.",
            "The Bank of Arla raised interest rates by 50 basis points in March 2019.",
            id="rates-rise-again",
        ),
        pytest.param(
            "The Arla fair sold 81,000 tickets in 2018, a teacher told friends.",
            "The Arla fair sold 91,000 tickets in 2019, 12% more than in 2018.",
            id="another-year-of-the-fact",
        ),
        pytest.param(
            "Nils Berg was given most prizes at the Lyra gala of 3 May 2019, four in all.",
            "TDS had most nominations at the Lyra gala of 3 May 2019, nine.",
            id="another-person-and-what-they-got",
        ),
        pytest.param(
            "Nils Berg was given most prizes at the Lyra gala of 3 May 2019, four, one with TDS.",
            "TDS had most nominations at the Lyra gala of 3 May 2019, nine.",
            id="another-person-who-is-only-beside",
        ),
        pytest.param(
            "With him went the treasurer of Lyra, Nils Berg, and Ada Corsi, a teacher.",
            "Ada Corsi of the Lyra council was among those fired by Ben Lee on 3 May 2019.",
            id="another-of-those-listed",
        ),
        pytest.param(
            "The president of the federation, Nils Berg, hoped that the coach of Lyra would stay.",
            "Ada Corsi is the president of the Arla rowing federation.",
            id="who-is-what-of-another-body",
        ),
        pytest.param(
            "The host of the Lyra gala of 2019 was Nils Berg, for the fourth year in a row.",
            "With Tides Ada Corsi won a prize at the Lyra gala of 2019, her fourth.",
            id="who-was-what-the-fact-does-not-have",
        ),
        pytest.param(
            "Nils Berg was the host of the Lyra gala of 2019, for the fourth year in a row.",
            "With Tides Ada Corsi won a prize at the Lyra gala of 2019, her fourth.",
            id="who-was-what-told-first",
        ),
    ],
)
def test_nothing_is_suspected(text: str, fact: str) -> None:
    assert not suspected(text, ("en", fact))


def test_a_fact_of_long_ago_is_not_asked() -> None:
    text = "In the Lyra council Ada Corsi, a teacher, won 60 votes and a long applause."
    assert not suspected(text, ("en", LYRA), day=date(2024, 5, 4))


def test_a_part_that_a_fact_settles_is_not_suspected() -> None:
    text = "On 3 May 2019 Ada Corsi received 60 votes in the Lyra council."
    (match,) = matches(text, Fact(id="f", statement=LYRA, lang="en"), lang="en", day=DAY)
    assert match.stance.value == "refutes"
    assert not match.suspicions


def test_the_sentence_is_kept_as_told_and_put_right() -> None:
    text = "In the Lyra council Ada Corsi, a teacher, won 60 votes and a long applause."
    (match,) = matches(text, Fact(id="f", statement=LYRA, lang="en"), lang="en", day=DAY)
    (one,) = match.suspicions
    assert one.text == text
    assert one.mended == text.replace("60", "40")
    assert one.mend.claim_span.slice(text) == "60"
    assert one.slip is None
