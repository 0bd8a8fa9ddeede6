"""Which words and names of two texts stand for each other."""

from __future__ import annotations

import pytest

from factcheck.analysis.alignment import align, are_cognates, index_words
from factcheck.analysis.analyse import analyse


def partners(left: str, right: str, left_lang: str = "it", right_lang: str = "it") -> set[str]:
    """Return ``word=word`` for every content word with a partner."""
    one, other = analyse(left, left_lang), analyse(right, right_lang)
    found = align(one, index_words(other))
    return {f"{one.content[i].text}={other.content[j].text}" for i, j in found.content.items()}


def name_partners(left: str, right: str, left_lang: str = "it", right_lang: str = "it") -> set[str]:
    one, other = analyse(left, left_lang), analyse(right, right_lang)
    return {
        f"{one.names[i].text}={other.names[j].text}"
        for i, j in align(one, index_words(other)).names.items()
    }


@pytest.mark.parametrize(
    ("left", "right", "languages", "expected"),
    [
        ("Il governo ha approvato la legge", "La legge approvata dal governo", ("it", "it"),
         {"governo=governo", "approvato=approvata", "legge=legge"}),
        ("Il governo ha approvato la legge", "The government approved the law", ("it", "en"),
         {"governo=government", "approvato=approved", "legge=law"}),
        ("Il museo ha chiuso", "Il governo ha approvato", ("it", "it"), set()),
    ],
)  # fmt: skip
def test_words_meet_by_concept_across_forms_and_languages(
    left: str, right: str, languages: tuple[str, str], expected: set[str]
) -> None:
    assert partners(left, right, *languages) == expected


@pytest.mark.parametrize(
    ("left", "right", "languages", "expected"),
    [
        ("Ieri Zelensky ha parlato", "Yesterday Zelenskyy spoke", ("it", "en"),
         {"Zelensky=Zelenskyy"}),
        ("Il vertice di Kiev", "The Kyiv meeting", ("it", "en"), {"Kiev=Kyiv"}),
        ("Il governo giapponese", "The government of Japan", ("it", "en"),
         {"giapponese=Japan"}),
        ("Tokyo ha deciso", "Il Giappone ha deciso", ("it", "it"), {"Tokyo=Giappone"}),
        ("Un vertice a Tokyo", "Un vertice in Giappone", ("it", "it"), set()),
        ("Un vertice in Giappone", "Un vertice a Tokyo", ("it", "it"), {"Giappone=Tokyo"}),
        ("Il governo iraniano", "Il governo iracheno", ("it", "it"), set()),
    ],
)  # fmt: skip
def test_names_meet_by_what_they_name(
    left: str, right: str, languages: tuple[str, str], expected: set[str]
) -> None:
    assert name_partners(left, right, *languages) == expected


def test_a_doubtful_name_is_set_apart() -> None:
    one = analyse("Ieri Serhii Andrushchenko ha parlato", "it")
    other = analyse("Ieri Serhii Andrushchenka ha parlato", "it")
    found = align(one, index_words(other))
    assert (dict(found.names), found.maybe_names) == ({}, frozenset({0}))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("informazione", "information", True),
        ("cooperazione", "cooperation", True),
        ("missile", "missione", False),
        ("porta", "porto", False),
        ("governo", "governatore", False),
    ],
)
def test_cognates(left: str, right: str, expected: bool) -> None:
    assert are_cognates(left, right, False) is expected
    assert are_cognates(right, left, False) is expected
