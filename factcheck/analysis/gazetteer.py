"""Places by name: countries, cities and regions with their exonyms and demonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.languages.data import language_data, shared_data, supported_languages
from factcheck.text import fold

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One spelling of a place: its folded words, key, and whether it is a demonym."""

    words: tuple[str, ...]
    key: str
    adjective: bool


@lru_cache(maxsize=16)
def places(lang: str) -> Mapping[str, Sequence[PlaceEntry]]:
    """Return the spellings usual in ``lang``, by their first folded word, longest first.

    Names (not demonyms) of every language are read in every language: "Kyiv" stands in Italian
    text too.
    """
    found: dict[str, dict[tuple[tuple[str, ...], bool], PlaceEntry]] = {}
    languages = (lang, *(other for other in supported_languages() if other != lang))
    for language in languages:
        table = language_data(language, "places", missing_ok=True)
        for code, country in table.get("country", {}).items():
            _add(found, country["names"], f"country:{code}", adjective=False)
            if language == lang:
                _add(found, country["demonyms"], f"country:{code}", adjective=True)
        for kind in ("city", "region"):
            for identifier, names in table.get(kind, {}).items():
                _add(found, names, f"{kind}:{identifier}", adjective=False)
    return {
        first: sorted(entries.values(), key=lambda entry: (-len(entry.words), entry.key))
        for first, entries in found.items()
    }


def _add(
    found: dict[str, dict[tuple[tuple[str, ...], bool], PlaceEntry]],
    spellings: Sequence[str],
    key: str,
    *,
    adjective: bool,
) -> None:
    for spelling in spellings:
        words = tuple(fold(word) for word in _WORDS.findall(spelling))
        if words:
            entry = PlaceEntry(words, key, adjective)
            found.setdefault(words[0], {}).setdefault((words, adjective), entry)


@lru_cache(maxsize=4096)
def country_of(key: str) -> str:
    """Return the country key a city or region lies in, ``key`` itself for a country, or ``""``."""
    kind, _, identifier = key.partition(":")
    if kind == "country":
        return key
    if kind not in ("city", "region"):
        return ""
    code = shared_data("places").get(kind, {}).get(identifier, "")
    return f"country:{code}" if code else ""


@lru_cache(maxsize=4096)
def is_capital(key: str) -> bool:
    """Tell whether a city is its country's seat of government, which news uses for the country."""
    kind, _, identifier = key.partition(":")
    return kind == "city" and identifier in shared_data("places")["capital"].values()


@lru_cache(maxsize=8)
def countries_named(text: str, lang: str) -> frozenset[str]:
    """Return the keys of the countries a whole text names, by their places and demonyms too."""
    spellings = places(lang)
    words = _WORDS.findall(text)
    folded = tuple(fold(word) for word in words)
    return frozenset(
        country_of(entry.key)
        for position, first in enumerate(folded)
        for entry in spellings.get(first, ())
        if folded[position : position + len(entry.words)] == entry.words
        and (entry.adjective or words[position][0].isupper())
    ) - {""}
