"""Institutions called by what they are, in running text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.analysis.analyse import analyse
from factcheck.analysis.capitals import read_capitals
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.analysis.names import find_names
from factcheck.analysis.tokens import tokenise
from factcheck.model import Name


def bodies(text: str, lang: str) -> tuple[Name, ...]:
    return analyse(text, lang).bodies


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("it", "Lo ha deciso la Corte dei Conti.", ["Corte dei Conti"]),
        ("it", "Il Consiglio di Stato ha deciso.", ["Consiglio di Stato"]),
        ("it", "Parla il Ministero dell'Economia e delle Finanze di Roma.",
         ["Ministero dell'Economia", ]),
        ("it", "Il Partito Democratico e la Lega Nord hanno votato.",
         ["Partito Democratico", "Lega Nord"]),
        ("it", "La banca ha chiuso il conto.", []),
        ("it", "Il Consiglio ha deciso di votare.", []),
        ("it", "La Corte ha sentito Paolo Rossi.", []),
        ("it", "Il Presidente del Consiglio Mario Draghi ha parlato.", []),
        ("en", "The Department of Justice sued.", ["Department of Justice"]),
        ("en", "A professor of Harvard University said so.", ["Harvard University"]),
        ("en", "The bank of the river was steep.", []),
        ("en", "Council Approves New Budget For Schools In Leeds", []),
        ("en", "Bank lending fell.", []),
    ],
)  # fmt: skip
def test_a_body_is_its_kind_and_what_tells_it_apart(
    lang: str, text: str, expected: list[str]
) -> None:
    assert [body.text for body in bodies(text, lang)] == expected


def test_a_body_shares_its_key_with_its_translation() -> None:
    (italian,) = bodies("Lo conferma il Ministero della Difesa.", "it")
    (english,) = bodies("The Ministry of Defence confirms it.", "en")
    assert compare_names(italian, english) is NameRelation.SAME


def test_a_body_named_in_part_may_be_the_same() -> None:
    (short,) = bodies("Lo dice l'Università di Padova.", "it")
    (long,) = bodies("Lo dice l'Università Statale di Padova.", "it")
    assert compare_names(short, long) is NameRelation.MAYBE


def test_bodies_never_stand_in_for_each_other() -> None:
    (one,) = bodies("Lo dice la Corte dei Conti.", "it")
    (other,) = bodies("Lo dice la Corte d'Appello.", "it")
    assert compare_names(one, other) is NameRelation.DIFFERENT
    assert not can_be_replaced(one, other)


def test_the_words_of_a_body_stay_among_the_content() -> None:
    analysis = analyse("Lo dice il Consiglio di Stato.", "it")
    assert "Consiglio" in [token.text for token in analysis.content]


def test_where_nouns_have_capitals_only_unknown_words_are_names() -> None:
    text = "Ieri il Tavolo cadde sul Tappeto di Brzozowski e sulla Coperta."
    plain = read_capitals(text, "it", tokenise(text, "it"), frozenset())
    capitalised = replace(plain, name_rules=replace(plain.name_rules, nouns_capitalised=True))
    assert [name.text for name in find_names(capitalised)] == ["Brzozowski"]
    assert len(find_names(plain)) > 1
