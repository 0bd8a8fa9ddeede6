"""Changes that keep a pair's label."""

# ruff: noqa: S311 -- seeded sampling
import random
import re

import pytest

from training.verification.templates.swaps import (
    another_number,
    another_person,
    curled,
    joined,
    lowered,
    rewritten_numbers,
    straightened,
    tokenised,
    unstopped,
    varied,
)

SEEDS = range(30)


def test_a_shared_number_changes_in_both_texts_alike() -> None:
    for seed in SEEDS:
        claim, fact = another_number(
            "She made 45 films.", "By then 45 films were hers.", random.Random(seed)
        )
        (new,) = re.findall(r"\d+", claim)
        assert re.findall(r"\d+", fact) == [new] != ["45"]


def test_a_shared_number_keeps_its_place_among_the_others() -> None:
    for seed in SEEDS:
        _, fact = another_number(
            "More than 250 fell ill.",
            "251 suspected, 240 tested, 250 ill.",
            random.Random(seed),
        )
        suspected, tested, ill = map(int, re.findall(r"\d+", fact))
        assert tested < ill < suspected


@pytest.mark.parametrize(
    ("claim", "fact"),
    [
        ("It was 45 then.", "It was 46 then."),
        ("World War 2 ended.", "World War 2 ended in 1945."),
        ("Born in 1950, he aged.", "He was born in 1950 and died in 1995."),
        ("Covid-19 spread.", "Covid-19 spread widely."),
        ("It costs 12,500.", "It costs 12,500 now."),
    ],
    ids=["not shared", "small", "one year of several", "part of a word", "with marks"],
)
def test_other_numbers_stay(claim: str, fact: str) -> None:
    for seed in SEEDS:
        assert another_number(claim, fact, random.Random(seed)) == (claim, fact)


def test_a_shared_surname_changes_everywhere() -> None:
    claim, fact = another_person(
        "John Carpenter directed it.",
        "Carpenter shot it. John Carpenter wrote it.",
        random.Random(1),
    )
    assert "Carpenter" not in claim + fact
    (new,) = re.findall(r"John (\w+)", claim)
    assert fact == f"{new} shot it. John {new} wrote it."


@pytest.mark.parametrize(
    ("claim", "fact"),
    [
        ("George Washington was born.", "George Washington saw Washington State."),
        ("John Carpenter directed it.", "Somebody directed it."),
        ("Bass Rock is an island.", "Bass Rock lies off the coast."),
    ],
    ids=["also a place", "in one text", "no first name"],
)
def test_other_names_stay(claim: str, fact: str) -> None:
    for seed in SEEDS:
        assert another_person(claim, fact, random.Random(seed)) == (claim, fact)


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("it", "Sono 12.500 euro.", {"Sono 12.500 euro.", "Sono 12500 euro."}),
        ("en", "It is 12500 now.", {"It is 12500 now.", "It is 12,500 now."}),
        ("en", "In 2015 it was 3.5.", {"In 2015 it was 3.5."}),
        ("it", "Il 3% in meno.", {"Il 3% in meno.", "Il 3 per cento in meno."}),
    ],
)
def test_a_number_is_written_in_one_of_its_forms(language: str, text: str, forms: set[str]) -> None:
    found = {rewritten_numbers(text, language, random.Random(seed)) for seed in SEEDS}
    assert found == forms


def test_noise_touches_no_word() -> None:
    text = 'Il "premio" (del 2015), disse, è l\'ultimo: 3,5%.'
    for change in (lowered, unstopped, curled, straightened, tokenised, joined):
        assert re.findall(r"\w+", change(text).lower()) == re.findall(r"\w+", text.lower())


def test_tokenised_text_is_joined_again() -> None:
    text = "Il premio (del 2015), disse: è 3,5."
    assert tokenised(text) == "Il premio ( del 2015 ) , disse : è 3,5 ."
    assert joined(tokenised(text)) == text


def test_varied_is_the_same_for_a_seed() -> None:
    texts = ("Laura Harris won 45 races.", "In all, Laura Harris won 45 races.")
    found = [varied(*texts, "en", "en", random.Random(seed)) for seed in SEEDS]
    assert found == [varied(*texts, "en", "en", random.Random(seed)) for seed in SEEDS]
    assert len(set(found)) > 10
