"""Which terms a text and a fact share: as retrieval takes them, with offsets on both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.overlap import MAX_TERMS, overlap
from factcheck.model import Overlap, Term
from tests.steps import assert_linear

IT = "Nel 2019 Selenskyj ha vinto con il 73,2% dei voti, e dell'accordo non si parla."
EN = "Volodymyr Zelensky won the 2019 election with 73.2% of the vote."


def shared(found: Overlap) -> list[tuple[str, str, str]]:
    return [(pair.kind.value, pair.claim.text, pair.fact.text) for pair in found.shared]


def told(terms: tuple[Term, ...]) -> list[tuple[str, str]]:
    return [(term.kind.value, term.text) for term in terms]


def test_names_numbers_and_words_are_shared_across_languages() -> None:
    found = overlap(IT, "it", EN, "en")
    assert shared(found) == [
        ("number", "2019", "2019"),
        ("name", "Selenskyj", "Zelensky"),
        ("number", "73,2", "73.2"),
        ("word", "voti", "vote"),
    ]
    assert told(found.claim_only) == [("word", "vinto"), ("word", "accordo"), ("word", "parla")]
    assert told(found.fact_only) == [("name", "Volodymyr"), ("word", "election")]


@pytest.mark.parametrize(
    ("text", "statement", "pair"),
    [
        pytest.param("il governo draghiano", "Lo disse Draghi", ("draghiano", "Draghi"), id="it"),
        pytest.param("Anche Drgahi", "Lo disse Draghi", ("Drgahi", "Draghi"), id="misspelt"),
        pytest.param("i ponti", "un ponte", ("ponti", "ponte"), id="inflected"),
        pytest.param("parla Papa Francesco", "disse Francis", ("Francesco", "Francis"), id="pope"),
    ],
)
def test_one_word_in_two_forms(text: str, statement: str, pair: tuple[str, str]) -> None:
    found = overlap(text, "it", statement, "it")
    assert pair in [(one.claim.text, one.fact.text) for one in found.shared]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param("la protesta", "la proteina", id="words-that-begin-alike"),
        pytest.param("disse Rossi", "disse Russo", id="short-names-that-differ-by-one-letter"),
        pytest.param("nel 2019", "nel 2018", id="numbers"),
        pytest.param("il 7,5%", "il 75%", id="decimals"),
    ],
)
def test_two_words_that_only_look_alike(text: str, statement: str) -> None:
    found = overlap(text, "it", statement, "it")
    assert not [one for one in found.shared if one.claim.text in text.split()[-1]]
    assert found.claim_only
    assert found.fact_only


texts = st.lists(
    st.sampled_from(
        ["Roma", "Rome", "Kyiv", "il", "dell'accordo", "#RomaCapitale", "2019", "7,5%", "ponti",
         "@nome", "https://t.co/x1", "é", "\u0130stanbul", "\u05d0", "\U0001f600", "Zelens'kyj"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(text=texts, statement=texts)
def test_offsets_give_the_words(text: str, statement: str) -> None:
    found = overlap(text, "it", statement, "en")
    for term in (*found.claim_only, *(pair.claim for pair in found.shared)):
        assert term.span.slice(text) == term.text
    for term in (*found.fact_only, *(pair.fact for pair in found.shared)):
        assert term.span.slice(statement) == term.text


@given(text=texts, statement=texts)
def test_every_term_of_the_text_is_told_once_in_order(text: str, statement: str) -> None:
    found = overlap(text, "it", statement, "it")
    own = sorted(t.span for t in (*found.claim_only, *(pair.claim for pair in found.shared)))
    alone = overlap(text, "it", "", "it")
    assert own == [term.span for term in alone.claim_only]
    assert [term.span for term in found.claim_only] == sorted(t.span for t in found.claim_only)


@given(text=texts, statement=texts)
def test_what_the_fact_lacks_and_what_the_text_lacks_turn_with_the_sides(
    text: str, statement: str
) -> None:
    there, back = overlap(text, "it", statement, "it"), overlap(statement, "it", text, "it")
    assert (there.claim_only, there.fact_only) == (back.fact_only, back.claim_only)


def test_a_long_text_is_cut() -> None:
    found = overlap("ponte " * 10 * MAX_TERMS, "it", "Un ponte.", "it")
    assert len(found.shared) == MAX_TERMS


def test_the_cost_grows_with_the_length() -> None:
    assert_linear(lambda text: overlap(text, "it", EN, "en"), "Nel 2019 disse Xrtqk a Brnzo. ")
