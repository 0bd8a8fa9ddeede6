"""Places by name: what the CLDR gives, what the tables add."""

from __future__ import annotations

import pytest

from factcheck.analysis.gazetteer import country_names, country_of, places
from factcheck.languages.data import language_data, shared_data, supported_languages
from factcheck.text import fold


def key_of(text: str, lang: str, *, adjective: bool = False) -> str:
    words = tuple(fold(word) for word in text.split())
    found = [
        entry.key
        for entry in places(lang).get(words[0], ())
        if entry.words == words and entry.adjective is adjective
    ]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("lang", "name", "key"),
    [
        ("it", "Giappone", "country:JP"),
        ("it", "Stati Uniti", "country:US"),
        ("it", "Japan", "country:JP"),
        ("it", "Birmania", "country:MM"),
        ("it", "Hong Kong", "country:HK"),
        ("en", "Czechia", "country:CZ"),
        ("en", "Turkey", "country:TR"),
        ("en", "Burma", "country:MM"),
        ("en", "American Samoa", "country:AS"),
        ("it", "Aquisgrana", "city:aachen"),
        ("it", "Aachen", "city:aachen"),
        ("en", "Salvador", ""),
        ("en", "Island", ""),
        ("it", "Maurice", ""),
    ],
)
def test_the_place_a_name_means(lang: str, name: str, key: str) -> None:
    assert key_of(name, lang) == key


@pytest.mark.parametrize(
    ("lang", "code", "name"),
    [
        ("fr", "DE", "Allemagne"),
        ("de", "FR", "Frankreich"),
        ("es", "US", "Estados Unidos"),
        ("pt", "GB", "Reino Unido"),
    ],
)
def test_languages_to_come_have_country_names_already(lang: str, code: str, name: str) -> None:
    assert name in country_names(lang)[code]


@pytest.mark.parametrize(
    ("lang", "demonym", "key"),
    [
        ("fr", "japonaises", "country:JP"),
        ("fr", "grecque", "country:GR"),
        ("fr", "nord-coréen", "country:KP"),
        ("de", "japanischen", "country:JP"),
        ("de", "Französin", "country:FR"),
        ("es", "japonesas", "country:JP"),
        ("es", "alemanes", "country:DE"),
        ("es", "iraníes", "country:IR"),
        ("pt", "japonesa", "country:JP"),
        ("pt", "alemães", "country:DE"),
        ("pt", "espanhóis", "country:ES"),
        ("it", "giapponese", "country:JP"),
        ("it", "olandesi", "country:NL"),
        ("en", "Dutch", "country:NL"),
        ("en", "British", "country:GB"),
    ],
)
def test_a_demonym_means_its_country(lang: str, demonym: str, key: str) -> None:
    assert key_of(demonym.replace("-", " "), lang, adjective=True) == key


def test_a_language_the_cldr_lacks_has_no_country_names() -> None:
    assert not country_names("xx")


@pytest.mark.parametrize("lang", supported_languages())
def test_every_city_and_region_lies_somewhere(lang: str) -> None:
    table, shared = language_data(lang, "places"), shared_data("places")
    for kind in ("city", "region"):
        assert table.get(kind, {}).keys() <= shared[kind].keys()


@pytest.mark.parametrize("lang", supported_languages())
def test_no_table_repeats_what_the_cldr_says(lang: str) -> None:
    known = country_names(lang)
    repeated = {
        name
        for code, country in language_data(lang, "places")["country"].items()
        for name in country.get("names", ())
        if name in known.get(code, ())
    }
    assert not repeated


def test_a_city_lies_in_its_country() -> None:
    assert country_of("city:aachen") == "country:DE"
