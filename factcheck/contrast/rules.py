"""How statements of one language are changed: the tables ``contrast.toml``, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from factcheck.analysis.syntax import Gender
from factcheck.languages.data import language_data, shared_data

Phrases = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForms:
    """How a unit is written in the plural, the usual form first, and its gender."""

    forms: tuple[str, ...]
    gender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NegationRules:
    """How a statement is denied, and how a denial is taken away.

    ``before`` is put before the verb. Else ``word`` goes after one of ``after`` (those of
    ``with_participle`` only before a participle), and ``past`` or ``present`` with the verb's base
    form in the place of another verb.
    """

    before: str = ""
    after: frozenset[str] = frozenset()
    word: str = ""
    with_participle: frozenset[str] = frozenset()
    possessive: str = ""
    past: str = ""
    present: str = ""
    remove: tuple[str, ...] = ()
    bound_words: frozenset[str] = frozenset()
    phrases: Phrases = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """Whether words agree with a person's gender, and else words that only fit one gender."""

    agreement: bool = True
    gendered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One language's tables; a language without them only has figures and years changed."""

    number_classes: tuple[re.Pattern[str], ...] = ()
    word_classes: tuple[re.Pattern[str], ...] = ()
    baseline_words: frozenset[str] = frozenset()
    change_words: frozenset[str] = frozenset()
    scale_link: str = ""
    thousand: str = ""
    percent: tuple[str, ...] = ()
    dates_numeric: str = ""
    dates_long: tuple[str, ...] = ()
    month_of_year: str = ""
    date_openers: frozenset[str] = frozenset()
    fronted_comma: bool = False
    magnitudes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, UnitForms] = field(default_factory=dict)
    article_classes: Mapping[str, str] = field(default_factory=dict)
    names: NameRules = field(default_factory=NameRules)
    offices: tuple[tuple[str, ...], ...] = ()
    negation: NegationRules = field(default_factory=NegationRules)
    quantifiers: Phrases = ()
    comparisons: Phrases = ()
    opposites: Phrases = ()
    synonyms: Phrases = ()


@lru_cache(maxsize=16)
def contrast_rules(lang: str) -> Rules:
    """Return the tables of ``lang``."""
    table = language_data(lang, "contrast", missing_ok=True)
    quantifiers = table.get("quantifiers", {})
    names = table.get("names", {})
    direction = table.get("direction", {})
    opposites = _phrases(direction.get("pairs", ()))
    return Rules(
        number_classes=tuple(map(re.compile, table.get("number_classes", ()))),
        word_classes=tuple(map(re.compile, table.get("word_classes", ()))),
        baseline_words=frozenset(table.get("baseline_words", ())),
        change_words=frozenset(table.get("change_words", ())),
        scale_link=table.get("scale_link", ""),
        thousand=table.get("thousand", ""),
        percent=tuple(table.get("percent", ())),
        dates_numeric=table.get("dates_numeric", ""),
        dates_long=tuple(table.get("dates_long", ())),
        month_of_year=table.get("month_of_year", ""),
        date_openers=frozenset(table.get("date_openers", ())),
        fronted_comma=table.get("fronted_comma", False),
        magnitudes=table.get("magnitudes", {}),
        units={
            unit: UnitForms(forms=tuple(row["forms"]), gender=row.get("gender", ""))
            for unit, row in table.get("units", {}).items()
        },
        article_classes={
            word: name for name, words in table.get("article_classes", {}).items() for word in words
        },
        names=NameRules(
            agreement=names.get("agreement", True), gendered=frozenset(names.get("gendered", ()))
        ),
        offices=tuple(map(tuple, table.get("offices", {}).get("swaps", ()))),
        negation=_negation_rules(table.get("negation", {})),
        quantifiers=_phrases(quantifiers.get("phrases", ())),
        comparisons=_phrases(quantifiers.get("comparisons", ())),
        opposites=(
            *opposites,
            *((new, old) for old, new in opposites),
            *_phrases(direction.get("one_way", ())),
        ),
        synonyms=_phrases(table.get("synonyms", {}).get("pairs", ())),
    )


def _phrases(rows: Sequence[Sequence[str]]) -> Phrases:
    return tuple((old, new) for old, new in rows)


def _negation_rules(table: Mapping[str, Any]) -> NegationRules:
    return NegationRules(
        before=table.get("before", ""),
        after=frozenset(table.get("after", ())),
        word=table.get("word", ""),
        with_participle=frozenset(table.get("with_participle", ())),
        possessive=table.get("possessive", ""),
        past=table.get("past", ""),
        present=table.get("present", ""),
        remove=tuple(table.get("remove", ())),
        bound_words=frozenset(table.get("bound_words", ())),
        phrases=_phrases(table.get("phrases", ())),
    )


@lru_cache(maxsize=1)
def unit_swaps() -> Mapping[str, tuple[str, ...]]:
    """Return, per unit, those that are written in its place by mistake."""
    return {first: tuple(rest) for first, *rest in shared_data("contrast")["swaps"]}


@lru_cache(maxsize=1)
def unit_conversions() -> Phrases:
    """Return pairs of units of which the first converts into the second."""
    return _phrases(shared_data("contrast")["conversions"])


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, Gender]:
    """Return common given names, in lower case, with whose they are."""
    table = shared_data("contrast")["given_names"]
    return {word: gender for gender in Gender for word in table.get(gender.value, "").split()}


def class_of(text: str, classes: Sequence[re.Pattern[str]]) -> int:
    """Return the number of the first class ``text`` is of, in any case; -1 for none."""
    low = text.casefold()
    return next((number for number, shape in enumerate(classes) if shape.search(low)), -1)
