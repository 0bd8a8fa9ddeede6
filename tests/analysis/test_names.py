"""Which words are proper names, of what kind, and after which preposition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.analysis.analyse import analyse, read
from tests.steps import assert_linear
from tests.strategies import LANGUAGES

Found = list[tuple[str, str]]
PERSON, PLACE, BODY, UNKNOWN = "person", "place", "organisation", "unknown"

ITALIAN: list[tuple[str, Found]] = [
    ("Ieri il presidente Emmanuel Macron ha incontrato Olaf Scholz a Berlino.",
     [("Emmanuel Macron", PERSON), ("Olaf Scholz", PERSON), ("Berlino", PLACE)]),
    ("Macron ha parlato.", [("Macron", UNKNOWN)]),
    ("Oggi il governo ha approvato la legge.", []),
    ("Tokyo ha annunciato nuove misure.", [("Tokyo", PLACE)]),
    ("L'Onu ha condannato l'attacco.", [("Onu", BODY)]),
    ("Volodymyr Zelens'kyj è arrivato a Kiev.",
     [("Volodymyr Zelens'kyj", PERSON), ("Kiev", PLACE)]),
    ("Il leader nordcoreano Kim Jong-un ha parlato.",
     [("nordcoreano", PLACE), ("Kim Jong-un", PERSON)]),
    ("La Fiat di Torino produce auto.", [("Fiat", UNKNOWN), ("Torino", PLACE)]),
    ("Il GOVERNO ha deciso.", []),
    ("Il SBU Serhii Andrushchenko è stato arrestato.",
     [("SBU", BODY), ("Serhii Andrushchenko", PERSON)]),
    ("I soldati russi sono entrati in Ucraina.", [("russi", PLACE), ("Ucraina", PLACE)]),
    ("La Banca d'Italia ha pubblicato i dati.", [("Banca d'Italia", BODY)]),
    ("A Monaco di Baviera si è tenuto il vertice.", [("Monaco di Baviera", PLACE)]),
    ("Jack London è uno scrittore.", [("Jack London", PERSON)]),
    ("Nel 2024 Joe Biden ha firmato.", [("Joe Biden", PERSON)]),
    ("La Corte europea dei diritti dell'uomo ha deciso.",
     [("Corte europea dei diritti dell'uomo", BODY)]),
    ("Governo Approva La Nuova Legge Sulle Pensioni A Roma", [("Roma", PLACE)]),
]  # fmt: skip

ENGLISH: list[tuple[str, Found]] = [
    ("Yesterday Paul Smith won.", [("Paul Smith", PERSON)]),
    ("The government approved the law.", []),
    ("Tokyo announced new measures.", [("Tokyo", PLACE)]),
    ("NATO sent troops to Poland.", [("NATO", BODY), ("Poland", PLACE)]),
    ("The European Union and the United Nations met in Geneva.",
     [("European Union", BODY), ("United Nations", BODY), ("Geneva", PLACE)]),
    ("Government Approves New Law On Pensions In Rome", [("Rome", PLACE)]),
    ("Kim Jong-un met Vladimir Putin in Moscow.",
     [("Kim Jong-un", PERSON), ("Vladimir Putin", PERSON), ("Moscow", PLACE)]),
    ("The Bank of England raised rates.", [("Bank of England", BODY)]),
    ("SBU Serhii Andrushchenko was arrested.",
     [("SBU", BODY), ("Serhii Andrushchenko", PERSON)]),
    ("The Japanese government approved it.", [("Japanese", PLACE)]),
    ("Sinéad O'Connor died.", [("Sinéad O'Connor", PERSON)]),
    ("Paris Hilton visited Paris.", [("Paris Hilton", PERSON), ("Paris", PLACE)]),
    ("The court ruled against Google.", [("Google", UNKNOWN)]),
    ("On Monday Christine Lagarde spoke in Frankfurt.",
     [("Christine Lagarde", PERSON), ("Frankfurt", PLACE)]),
    ("In March John Brown won.", [("John Brown", PERSON)]),
    ("Jean-Claude Juncker spoke.", [("Jean-Claude Juncker", PERSON)]),
]  # fmt: skip

WHOLE = [
    ("it", "Ursula von der Leyen è a Bruxelles.", "Ursula von der Leyen"),
    ("it", "Ieri Paolo Rossi ha vinto.", "Paolo Rossi"),
    ("it", "Mario Draghi, Giuseppe Conte e Matteo Renzi hanno votato.", "Mario Draghi"),
    ("it", "Il re Carlo III ha parlato.", "Carlo III"),
    ("en", "French President Emmanuel Macron met Olaf Scholz in Berlin.", "Emmanuel Macron"),
    ("en", "U.S. President Joe Biden visited the United Kingdom.", "Joe Biden"),
    ("en", "George W. Bush visited Baghdad.", "George W. Bush"),
    ("en", "Queen Elizabeth II died at Balmoral.", "Elizabeth II"),
    ("en", "Apple's chief executive Tim Cook spoke.", "Tim Cook"),
    ("it", "Massimo D'Alema ha parlato a Milano.", "Massimo D'Alema"),
    ("en", "President Bill Clinton and Hillary Clinton spoke.", "Bill Clinton"),
    ("it", "Il presidente ha incontrato Rossi.", "Rossi"),
]
LEFT = [
    ("it", "Il direttore di Stellantis Carlos Tavares si è dimesso.", "Carlos Tavares"),
]


def found(text: str, lang: str) -> Found:
    return [(name.text, name.kind.value) for name in analyse(text, lang).names]


@pytest.mark.parametrize(("text", "expected"), ITALIAN, ids=[row[0] for row in ITALIAN])
def test_italian_names(text: str, expected: Found) -> None:
    assert found(text, "it") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english_names(text: str, expected: Found) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(("lang", "text", "name"), WHOLE, ids=[row[1] for row in WHOLE])
def test_whole_names_are_read_in_dense_sentences(lang: str, text: str, name: str) -> None:
    assert name in [text for text, _ in found(text, lang)]


@pytest.mark.xfail(reason="known gaps of the name reader")
@pytest.mark.parametrize(("lang", "text", "name"), LEFT, ids=[row[1] for row in LEFT])
def test_names_still_cut_short(lang: str, text: str, name: str) -> None:
    assert name in [text for text, _ in found(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "name", "preposition"),
    [
        ("it", "Il vertice si è tenuto a Roma.", "Roma", "a"),
        ("it", "Il treno è arrivato da Roma.", "Roma", "da"),
        ("it", "Il sindaco della città di Roma ha parlato.", "Roma", "di"),
        ("it", "Il vertice si è tenuto nella vecchia Roma.", "Roma", ""),
        ("it", "Roma ha deciso.", "Roma", ""),
        ("en", "The meeting was held in Rome.", "Rome", "in"),
        ("en", "The treaty was signed by Iwaya.", "Iwaya", "by"),
        ("en", "The mayor of Rome spoke.", "Rome", "of"),
    ],
)
def test_the_preposition_before_a_name(lang: str, text: str, name: str, preposition: str) -> None:
    (one,) = [n for n in analyse(text, lang).names if n.text == name]
    assert one.preposition == preposition


@pytest.mark.parametrize(
    ("lang", "text", "key", "adjective"),
    [
        ("it", "Il governo giapponese ha deciso.", "country:JP", True),
        ("it", "Il Giappone ha deciso.", "country:JP", False),
        ("en", "The Japanese cabinet decided.", "country:JP", True),
        ("en", "Japan decided.", "country:JP", False),
    ],
)
def test_a_demonym_and_its_country_share_a_key(
    lang: str, text: str, key: str, adjective: bool
) -> None:
    (one,) = analyse(text, lang).names
    assert (one.key, one.adjective) == (key, adjective)


@pytest.mark.parametrize(
    "character",
    ["A", "a", "'", "-", ".", " ", "«", "1", "é", "\n", "A ", "A. ", "Di ", "Banca di "],
)
def test_a_run_of_one_character_costs_as_much_as_it_is_long(character: str) -> None:
    assert_linear(lambda text: read(text, "it"), character)


@settings(max_examples=60)
@given(text=st.text(max_size=120), lang=st.sampled_from(LANGUAGES))
def test_names_of_any_text_lie_in_it_in_order(text: str, lang: str) -> None:
    end = 0
    for name in analyse(text, lang).names:
        assert name.span.slice(text) == name.text
        assert end <= name.span.start < name.span.end
        end = name.span.end
