from __future__ import annotations

import subprocess
import sys

import pytest

from factcheck.errors import UnknownComponentError
from factcheck.languages.identify import identify, known_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Il Giappone ha firmato un accordo con l'Ucraina.", "it"),
        ("Japan has signed an agreement with Ukraine.", "en"),
        ("Deficit sotto il 3%", "it"),
        ("Rates held at 4%", "en"),
        ("Il premier: «The economy is fine», ha detto della crescita.", "it"),
    ],
    ids=["it", "en", "it-short", "en-short", "it-with-english-quote"],
)
def test_language_is_identified(text: str, lang: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize("text", ["", "1.234,5 %", "😀"], ids=["empty", "digits", "emoji"])
def test_text_without_words_gets_a_supported_language(text: str) -> None:
    assert known_language(identify(text)) == identify(text)


def test_a_region_is_dropped() -> None:
    assert known_language(" it-IT ") == "it"


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(
        UnknownComponentError, match="unknown language 'xx': known are de, en, es, fr, it, pt"
    ):
        known_language("xx")


def test_clear_text_never_loads_the_model() -> None:
    code = (
        "import sys; from factcheck.languages.identify import identify;"
        "identify('Il governo ha detto che la legge non passa.');"
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The flu vaccine contains microchips.", "en"),
        ("Vaccines cause autism.", "en"),
        ("COVID vaccines alter DNA", "en"),
        ("Il vaccino contiene microchip.", "it"),
        ("Migranti sbarcati a Lampedusa", "it"),
        ("Regierung plant Steuersenkung", "de"),
        ("Eleições gerais antecipadas", "pt"),
    ],
)
def test_a_headline_without_function_words_is_told_by_its_words(text: str, lang: str) -> None:
    assert identify(text) == lang
