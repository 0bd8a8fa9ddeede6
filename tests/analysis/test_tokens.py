"""Words with their dictionary form and concept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.tokens import grammar, tokenise
from factcheck.errors import UnknownComponentError
from factcheck.model import Token
from tests.strategies import LANGUAGES


def tokens(text: str, lang: str) -> dict[str, Token]:
    return {token.text: token for token in tokenise(text, lang)}


def test_an_entry_of_several_words_is_one_token() -> None:
    found = tokens("Il ministro degli Esteri ha parlato.", "it")
    assert found["ministro degli Esteri"].concept == "foreign_minister"


def test_the_longest_entry_wins() -> None:
    found = tokens("Il presidente del Consiglio europeo ha parlato.", "it")
    assert found["presidente del Consiglio europeo"].concept == "eu_council_president"


@pytest.mark.parametrize(
    ("lang", "form", "concept"),
    [
        ("it", "approvata", "approve"),
        ("it", "approvano", "approve"),
        ("it", "aumentò", "increase"),
        ("en", "approved", "approve"),
        ("en", "rose", "increase"),
    ],
)
def test_an_inflected_form_has_its_concept(lang: str, form: str, concept: str) -> None:
    assert tokens(form, lang)[form].concept == concept


@pytest.mark.parametrize("form", ["won't", "didn’t", "wasn't", "the", "is"])
def test_function_words_and_denied_auxiliaries_carry_no_meaning(form: str) -> None:
    assert tokens(f"It {form} go", "en")[form].is_stop


@pytest.mark.parametrize(
    ("lang", "text", "verbs"),
    [
        ("it", "Il governo ha approvato la legge", ["ha", "approvato"]),
        ("it", "Il presidente parla di un accordo", ["parla"]),
        ("en", "The government approved the law", ["approved"]),
        ("en", "A panel blew off the plane", ["blew"]),
    ],
)
def test_verbs_are_known(lang: str, text: str, verbs: list[str]) -> None:
    assert [token.text for token in tokenise(text, lang) if token.is_verb] == verbs


def test_elided_words_are_apart() -> None:
    assert [t.text for t in tokenise("l'accordo dell’Ucraina", "it")] == [
        "l", "accordo", "dell", "Ucraina",
    ]  # fmt: skip


def test_a_language_without_grammar_is_refused_by_name() -> None:
    with pytest.raises(UnknownComponentError, match="xx"):
        grammar("xx")


@given(text=st.text(max_size=120), lang=st.sampled_from(LANGUAGES))
def test_tokens_of_any_text_lie_in_it_in_order(text: str, lang: str) -> None:
    end = 0
    for token in tokenise(text, lang):
        assert token.span.slice(text) == token.text != ""
        assert end <= token.span.start
        end = token.span.end
