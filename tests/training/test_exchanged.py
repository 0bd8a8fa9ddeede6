"""What changes places with what: names, figures and days of one fact, never of a list."""

# ruff: noqa: S311 -- seeded sampling
from __future__ import annotations

import random

import pytest

from training.verification.exchanged import exchanged
from training.verification.pairs import UNSUPPORTED, Pair

DOSES = "On 27 December 2020 Lombardy received 1,620 doses and Lazio 955."


def changed(claim: str, fact: str, lang: str = "en", fact_lang: str = "en") -> set[str]:
    """Return every claim that comes of a pair, however the draw falls."""
    pair = Pair(claim=claim, fact=fact, label="SUPPORTED")
    found: set[str] = set()
    for seed in range(12):
        made = list(exchanged([(pair, lang, fact_lang)], random.Random(seed)))
        assert all(p.label == UNSUPPORTED and p.fact == fact for p in made)
        found |= {p.claim for p in made}
    return found


def test_another_of_the_facts_names_and_figures_takes_the_place_of_one() -> None:
    assert changed("Lombardy received 1,620 doses.", DOSES) == {
        "Lazio received 1,620 doses.",
        "Lombardy received 955 doses.",
    }


def test_two_who_are_both_named_change_places() -> None:
    fact = "Anna Bell beat Carla Dorn in the final on 3 May 2024."
    assert "Carla Dorn beat Anna Bell." in changed("Anna Bell beat Carla Dorn.", fact)


@pytest.mark.parametrize(
    ("claim", "fact"),
    [
        ("Russia was not invited.", "Britain's palace did not invite Russia, Belarus or Myanmar."),
        ("Anna Bell met Carla Dorn.", "Anna Bell met Carla Dorn in Arla."),
    ],
    ids=["one of a list", "a deed of two"],
)
def test_what_is_told_of_both_is_left_as_it_is(claim: str, fact: str) -> None:
    assert not {text for text in changed(claim, fact) if "Belarus" in text or "Dorn met" in text}


def test_only_people_change_places_across_languages() -> None:
    assert changed("La Lombardia ha ricevuto le prime dosi.", DOSES, "it", "en") == set()
    fact = "Anna Bell beat Carla Dorn in the final on 3 May 2024."
    assert changed("Anna Bell ha vinto la finale.", fact, "it", "en") == {
        "Carla Dorn ha vinto la finale."
    }


def test_what_is_not_supported_is_left_out() -> None:
    pair = Pair(claim="Lombardy received 1,620 doses.", fact=DOSES, label="REFUTED")
    assert list(exchanged([(pair, "en", "en")], random.Random(1))) == []
