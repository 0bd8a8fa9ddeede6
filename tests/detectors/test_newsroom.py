"""Sentences as they come into a newsroom: what is cut, who speaks, whom a mention stands for."""

from __future__ import annotations

import pytest

from factcheck import extract_text
from factcheck.model import ClaimKind


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il biglietto costa 38 euro (andata e ritorno) e la camera 95 euro a notte."),
        ("en", "The plant was hit by war in Europe, high inflation, and rising energy prices."),
        ("en", "The tour (flew and drove 3,000 miles) cost 900 euros."),
    ],
)
def test_brackets_and_lists_stay_whole(lang: str, text: str) -> None:
    (claim,) = extract_text(text, lang=lang).claims

    assert [part.text for part in claim.claim.parts] == [text.removesuffix(".")]


def test_a_short_participle_with_a_day_tears_no_clause() -> None:
    text = "Il Tar ha deciso. La legge, approvata lunedì, cambia le pensioni."
    claim = extract_text(text, lang="it").claims[1].claim

    assert claim.parts[0].text == "La legge, approvata lunedì, cambia le pensioni"
    assert [(part.text, part.context) for part in claim.parts[1:]] == [
        ("approvata lunedì", "La legge")
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"Non ci fermiamo qui", ha dichiarato il presidente del porto, Vincenzo Garofali.',
        'L\'amministratrice delegata, dott.ssa Anna Furlan, ha detto: "Chiudiamo con un utile."',
        "Il direttore, Ugo Neri, ha detto che il ponte chiude.",
    ],
)
def test_the_holder_named_beside_an_office_speaks(text: str) -> None:
    (claim, *_) = extract_text(text, lang="it").claims

    assert {part.speaker for part in claim.claim.parts} <= {
        "Vincenzo Garofali",
        "Anna Furlan",
        "Ugo Neri",
    }


@pytest.mark.parametrize("year", ["Era il 2018.", "Era il 3 maggio 2018.", "Era marzo."])
def test_a_time_that_it_was_stands_for_nobody(year: str) -> None:
    claims = extract_text(f"Il sindaco ha promesso l'acqua. {year}", lang="it").claims

    assert claims[1].claim.references == ()


def test_a_road_is_nobody() -> None:
    text = "Three accidents have occurred on Mill Road. She asked for a speed limit."
    claims = extract_text(text, lang="en").claims

    assert claims[1].claim.references == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Vorrei ricordare che nel 2020 i posti erano 300."),
        ("it", "Vorremmo precisare che il fondo è cresciuto del 6,5 per cento."),
        ("en", "I would like to point out that the fund has grown by 6.5%."),
    ],
)
def test_what_somebody_wants_to_point_out_is_no_opinion(lang: str, text: str) -> None:
    (claim,) = extract_text(text, lang=lang).claims

    assert claim.claim.kind is not ClaimKind.OPINION


@pytest.mark.parametrize(
    ("lang", "text"),
    [("it", "Vorrei più piste ciclabili."), ("en", "I would like more trees in the square.")],
)
def test_what_somebody_wants_is_an_opinion(lang: str, text: str) -> None:
    (claim,) = extract_text(text, lang=lang).claims

    assert claim.claim.kind is ClaimKind.OPINION
