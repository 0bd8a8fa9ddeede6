"""Pairs to tokens: the fact first, and cut first."""

from __future__ import annotations

import pytest

from factcheck.models.tokens import PairTokenizer
from tests.models.tiny import tokenizer

WORDS = tuple(f"{letter}{number}" for letter in "cf" for number in range(30))
FRAME = 4


def tokens(claim: int, fact: int, longest: int) -> list[str]:
    """Return the tokens of a pair of so many words."""
    encode = PairTokenizer(tokenizer(WORDS), longest)
    claimed = " ".join(f"c{i}" for i in range(claim))
    return encode(claimed, " ".join(f"f{i}" for i in range(fact))).tokens


def test_the_fact_stands_first() -> None:
    assert tokens(2, 1, 32) == ["<s>", "f0", "</s>", "</s>", "c0", "c1", "</s>"]


@pytest.mark.parametrize(
    ("claim", "fact", "kept_claim", "kept_fact"),
    [
        pytest.param(5, 5, 5, 5, id="both-fit"),
        pytest.param(5, 30, 5, 11, id="fact-is-cut"),
        pytest.param(12, 30, 12, 4, id="fact-is-cut-to-its-share"),
        pytest.param(30, 30, 12, 4, id="claim-is-cut-last"),
        pytest.param(30, 2, 14, 2, id="claim-takes-what-a-short-fact-leaves"),
    ],
)
def test_the_fact_is_cut_before_the_claim(
    claim: int, fact: int, kept_claim: int, kept_fact: int
) -> None:
    found = tokens(claim, fact, 16 + FRAME)
    assert [t for t in found if t[0] == "c"] == [f"c{i}" for i in range(kept_claim)]
    assert [t for t in found if t[0] == "f"] == [f"f{i}" for i in range(kept_fact)]


@pytest.mark.parametrize("longest", [1, 4, 6])
def test_a_length_too_short_for_both_keeps_a_word_of_each(longest: int) -> None:
    assert tokens(9, 9, longest) == ["<s>", "f0", "</s>", "</s>", "c0", "</s>"]


def test_the_second_text_has_its_own_type() -> None:
    found = PairTokenizer(tokenizer(WORDS), 32)("c0", "f0")
    assert found.type_ids == [0, 0, 0, 1, 1, 1]
