from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import Rating
from factcheck.sources import ratings
from factcheck.sources.ratings import GivenRating, is_nobody, rating_of_words, read_rating
from factcheck.sources.rows import RowError
from factcheck.text import normalise

TABLE = tomllib.loads(Path(ratings.__file__).with_name("ratings.toml").read_text("utf-8"))
GROUPS = [(kind, name) for kind in ("languages", "publishers") for name in TABLE[kind]]


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("Falso", "false"),
        ("FALSO!", "false"),
        ("❌ Falso", "false"),
        ("Bufala", "false"),
        ("Pinocchio andante", "false"),
        ("Panzana pazzesca", "false"),
        ("C’eri quasi", "mixed"),
        ("C'eri quasi", "mixed"),
        ("Nì", "mixed"),
        ("Vero, ma…", "mixed"),
        ("Vero", "true"),
        ("Fuori contesto", "mixed"),
        ("Mostly false", "false"),
        ("Mostly True", "mixed"),
        ("half-true", "mixed"),
        ("Pants on Fire!", "false"),
        ("Four Pinocchios", "false"),
        ("Misleading", "mixed"),
        ("Missing Context", "mixed"),
        ("Satire", "false"),
        ("Altered", "false"),
        ("Unproven", "mixed"),
        ("Plutôt vrai", "mixed"),
        ("Trompeur", "mixed"),
        ("Größtenteils falsch", "false"),
        ("Irreführend", "mixed"),
        ("Engañoso", "mixed"),
        ("Verdadeiro", "true"),
        ("Rating: False", "false"),
        ("False: the picture is from 2015", "false"),
        ("False (satire)", "false"),
        ("True: but only in part", ""),
        ("Research in progress", "unrated"),
        ("Bignè alla crema", ""),
        ("not false at all", ""),
        ("", ""),
    ],
)
def test_words_of_any_language_are_known(words: str, rating: str) -> None:
    assert rating_of_words(words) == rating


def test_publisher_comes_before_language() -> None:
    assert rating_of_words("Unfounded", domain="snopes.com", lang="en") == "mixed"
    assert rating_of_words("Unfounded", domain="www.snopes.com", lang="en") == "mixed"
    assert rating_of_words("Unfounded", domain="example.org", lang="en") == ""


@pytest.mark.parametrize(("kind", "name"), GROUPS, ids=[f"{k}-{n}" for k, n in GROUPS])
def test_no_words_stand_in_two_classes(kind: str, name: str) -> None:
    listed = Counter(
        (form, rating)
        for rating, words in TABLE[kind][name].items()
        for form in {normalise(one) for one in words}
    )
    assert {rating for _, rating in listed} <= {*Rating, ratings.UNRATED}
    assert [form for form, times in Counter(form for form, _ in listed).items() if times > 1] == []


@pytest.mark.parametrize(
    ("value", "worst", "best", "rating"),
    [
        ("1", "1", "5", Rating.FALSE),
        ("2", "1", "5", Rating.FALSE),
        ("3", "1", "5", Rating.MIXED),
        ("4", "1", "5", Rating.TRUE),
        ("0", "0", "1", Rating.FALSE),
        ("1", "0", "3", Rating.MIXED),
        ("2", "0", "3", Rating.MIXED),
        ("100", "0", "100", Rating.TRUE),
        ("-1", "-1", "1", Rating.FALSE),
    ],
)
def test_scale_is_read_by_thirds(value: str, worst: str, best: str, rating: Rating) -> None:
    assert read_rating(GivenRating(value=value, worst=worst, best=best)).rating is rating


@given(st.integers(-50, 50), st.integers(1, 100), st.data())
def test_higher_on_a_scale_is_never_falser(worst: int, length: int, data: st.DataObject) -> None:
    places = st.integers(worst, worst + length)
    low, high = sorted((data.draw(places), data.draw(places)))
    order = [Rating.FALSE, Rating.MIXED, Rating.TRUE]
    read = [
        order.index(
            read_rating(
                GivenRating(value=str(value), worst=str(worst), best=str(worst + length))
            ).rating
        )
        for value in (low, high)
    ]
    assert read == sorted(read)


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "due"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(RowError, match="ratingValue"):
        read_rating(GivenRating(value=value, best="5", worst="1"))


def test_original_words_are_kept() -> None:
    assert read_rating(GivenRating(words=("Pinocchio andante",))).original == "Pinocchio andante"


@pytest.mark.parametrize(
    ("name", "nobody"),
    [("Social media users", True), ("Utenti Facebook", True), ("Lia Ferri", False), ("", False)],
)
def test_crowds_are_no_speakers(name: str, nobody: bool) -> None:
    assert is_nobody(name) is nobody
