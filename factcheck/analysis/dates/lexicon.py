"""The time words and forms of a language, compiled once from its table and CLDR's names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factcheck.analysis.dates.calendar import UNITS
from factcheck.analysis.dates.feasts import FEASTS
from factcheck.analysis.dates.patterns import (
    DATES,
    PLANS,
    TIMES,
    Edge,
    Node,
    Rule,
    add_form,
    field_sets,
    merged,
)
from factcheck.analysis.dates.readings import NEEDS, READINGS
from factcheck.analysis.dates.values import TIME_READINGS
from factcheck.analysis.numerals import Numerals, numerals
from factcheck.languages.data import function_words, language_data
from factcheck.model import DateRelation

_MARKS = "\u0300-\u036f"
_LETTERS = rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*"
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})
_YEARS = range(1000, 2200)
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_CENTURIES = range(13, 21)
"""First halves of years said in two numbers: "nineteen ninety"."""
_COMPACT = 8
"""Digits of a day written without signs: 20240316."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text cut into lower-cased words, numbers and signs, with their places."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Names of months that are common words too, by what they ask for."""

    numbered: frozenset[str]
    countable: frozenset[str]
    capitalised: frozenset[str]
    openers: frozenset[str]
    links: frozenset[str]
    all: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]]) -> Lookalikes:
        """Return the table compiled; a key it lacks names no words."""
        kinds = ("numbered", "countable", "capitalised")
        named = {key: frozenset(table.get(key, ())) for key in (*kinds, "openers", "links")}
        return cls(**named, all=frozenset().union(*(named[kind] for kind in kinds)))


@dataclass(frozen=True, slots=True)
class DateLanguage:
    """Everything a language's table says about time expressions."""

    token: re.Pattern[str]
    classes: Mapping[str, tuple[tuple[str, int], ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]]
    numerals: Numerals
    root: Node
    triggers: frozenset[str]
    relations: Mapping[tuple[str, ...], DateRelation]
    relations_after: Mapping[tuple[str, ...], DateRelation]
    looking_back: Mapping[tuple[str, ...], bool]
    parts: Mapping[tuple[str, ...], int]
    openers: Mapping[tuple[str, ...], bool]
    connectors: frozenset[tuple[str, ...]]
    plan_connectors: frozenset[tuple[str, ...]]
    not_after_year: frozenset[str]
    after_weak_year: frozenset[str]
    after_day: frozenset[str]
    lookalikes: Lookalikes
    year_pairs: bool
    year_zeros: frozenset[str]
    future: frozenset[str]
    contracted: frozenset[str]
    past: frozenset[str]
    upcoming: Mapping[tuple[str, ...], bool]
    future_endings: tuple[str, ...]
    clause_breaks: frozenset[str]
    future_reach: tuple[int, int]

    def cut(self, text: str) -> Words:
        """Return the words of ``text``."""
        found = [(m.group(), m.start(), m.end()) for m in self.token.finditer(text)]
        return Words(
            words=tuple(_plain(word) for word, _, _ in found),
            starts=tuple(start for _, start, _ in found),
            ends=tuple(end for _, _, end in found),
        )

    def edges(self, words: Sequence[str], position: int) -> Iterator[Edge]:
        """Yield everything the words from ``position`` on can be read as."""
        word = words[position]
        yield Edge(word, 0, position + 1)
        if word[0].isdecimal():
            yield from _digit_edges(word, position + 1)
            return
        for key, value in self.classes.get(word, ()):
            yield Edge(key, value, position + 1)
        for rest, key, value in self.phrases.get(word, ()):
            end = position + 1 + len(rest)
            if tuple(words[position + 1 : end]) == rest:
                yield Edge(key, value, end)
        if self.numerals.word(word):
            yield from self._number_edges(words, position)

    def daypart(self, words: Sequence[str]) -> int:
        """Return the value of the part of the day that ``words`` name, 0 for none."""
        for word in words:
            for key, value in self.classes.get(word, ()):
                if key == "{daypart}":
                    return value
        return 0

    def _number_edges(self, words: Sequence[str], position: int) -> Iterator[Edge]:
        number = self.numerals.read(words, position)
        if number is None:
            return
        end = position + number.length
        yield Edge("{num}", number.value, end)
        if number.value in _DAYS:
            yield Edge("{day}", number.value, end)
        if number.value in _YEARS:
            yield Edge("{wyear}", number.value, end)
        elif self.year_pairs and number.value in _CENTURIES and end < len(words):
            yield from self._year_pair(words, number.value, end)

    def _year_pair(self, words: Sequence[str], century: int, position: int) -> Iterator[Edge]:
        if words[position] in self.year_zeros:  # "nineteen oh five"
            rest = self.numerals.read(words, position + 1) if position + 1 < len(words) else None
            if rest is not None and 1 <= rest.value <= 9:
                yield Edge("{wyear}", century * 100 + rest.value, position + 1 + rest.length)
        elif self.numerals.word(words[position]):
            rest = self.numerals.read(words, position)
            if rest is not None and 10 <= rest.value <= 99:
                for key in ("{wyear}", "{pair}"):
                    yield Edge(key, century * 100 + rest.value, position + rest.length)


def _plain(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_APOSTROPHES)
    return word.lower()


def _digit_edges(word: str, end: int) -> Iterator[Edge]:
    if not word.isascii():
        return
    if len(word) == _COMPACT:
        yield Edge("{ymd}", int(word), end)
    if len(word) > 4:
        return
    value = int(word)
    yield Edge("{num}", value, end)
    short = len(word) <= 2
    readings = (
        ("{day}", short and value in _DAYS),
        ("{mm}", short and value in _MONTHS),
        ("{yy}", len(word) == 2),
        ("{year}", len(word) == 4 and value in _YEARS),
        ("{dec}", len(word) in (2, 4) and value % 10 == 0),
    )
    for key, fits in readings:
        if fits:
            yield Edge(key, value, end)


def _cldr(lang: str) -> Iterator[tuple[str, str, int]]:
    """Yield (word, class, value) for the names of months and weekdays."""
    from babel import Locale

    locale = Locale.parse(lang)
    for context in ("format", "stand-alone"):
        for names, whole, short in (
            (locale.months[context], "month", "mon"),
            (locale.days[context], "weekday", "wd"),
        ):
            for number, name in names["wide"].items():
                yield name.lower(), whole, number
                brief = names["abbreviated"][number].lower().rstrip(".")
                if brief != name.lower():  # "May" is no abbreviation
                    yield brief, short, number


def _named(lang: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield (name, class, value) for everything the language has a name for."""
    yield from _cldr(lang)
    for unit, names in table["units"].items():
        for name in names:
            yield name, "unit", UNITS.index(unit)
    for feast, names in table.get("feasts", {}).items():
        for name in names:
            yield name, "feast", tuple(FEASTS).index(feast)
    for kind, entries in table["classes"].items():
        for value, names in entries.items():
            for name in names:
                yield name, kind, int(value)


def _classes(lang: str, table: Mapping[str, Any]) -> Mapping[tuple[str, ...], set[tuple[str, int]]]:
    """Return the classes of every word or phrase; words named by ``risky`` move to ``…r``."""
    found: dict[tuple[str, ...], set[tuple[str, int]]] = {}
    token = _token(table)
    risky = frozenset(table["risky"])
    for phrase, name, value in _named(lang, table):
        (words,) = _spelled((phrase,), token)
        key = f"{{{name}r}}" if phrase in risky else f"{{{name}}}"
        for spelling in {words, tuple(map(_unaccented, words))}:
            if all(spelling):
                found.setdefault(spelling, set()).add((key, value))
    return found


def _unaccented(word: str) -> str:
    """Return the word as keyboards without accents write it: "venerdi"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _token(table: Mapping[str, Any]) -> re.Pattern[str]:
    elided = "(?:['’ʼ](?=\\w))?" if table["elision"] else ""
    return re.compile(rf"\d+|{_LETTERS}{elided}|[^\s]")


def _forms(table: Mapping[str, Any], *, plans: bool) -> Node:
    root = Node()
    # the dates come last: where others fit the same words they are the finer reading
    wanted = (PLANS, TIMES) if plans else (TIMES,)
    uses = [(use, rule) for use in wanted for rule in table.get(use, ())]
    uses += [(DATES, rule) for rule in table["rules"]]
    for rank, (use, rule) in enumerate(uses):
        known = READINGS if use == DATES else READINGS | TIME_READINGS
        if rule["read"] not in known:
            raise ValueError(f"unknown reading {rule['read']!r}")
        compiled = Rule(
            rank=rank,
            reading=rule["read"],
            constants={name: int(value) for name, value in rule.get("set", {}).items()},
            use=use,
        )
        for form in rule["forms"]:
            _check(form, table["macros"], compiled)
            add_form(root, form, table["macros"], compiled)
    return merged(root)


def _check(form: str, macros: Mapping[str, Any], rule: Rule) -> None:
    """Raise ``ValueError`` for a form that lacks what its reading needs."""
    for fields in field_sets(form, macros):
        known = fields | rule.constants.keys()
        missing = [need for need in NEEDS.get(rule.reading, ()) if known.isdisjoint(need)]
        if missing:
            raise ValueError(f"form {form!r} read as {rule.reading!r} lacks {sorted(missing[0])}")


def _spelled(phrases: Iterable[str], token: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    for phrase in phrases:
        # a letter after it shows that a final apostrophe elides: "fine dell'"
        shown = phrase + "a" if phrase.endswith("'") else phrase
        words = tuple(_plain(match.group()) for match in token.finditer(shown))
        yield words if shown == phrase else words[:-1]


def _triggers(
    table: Mapping[str, Any], classes: Mapping[tuple[str, ...], set[tuple[str, int]]]
) -> frozenset[str]:
    """Return the words one of which every expression without digits has."""
    silent = {f"{{{name}}}" for name in table["never_trigger"]}
    telling = [words for words, named in classes.items() if any(k not in silent for k, _ in named)]
    single = {words[0] for words in telling if len(words) == 1} | set(table["triggers"])
    return frozenset(single | {words[-1] for words in telling if single.isdisjoint(words)})


def _relations(
    table: Mapping[str, Iterable[str]], token: re.Pattern[str]
) -> Mapping[tuple[str, ...], DateRelation]:
    return {
        words: DateRelation(relation)
        for relation, names in table.items()
        for words in _spelled(names, token)
    }


@lru_cache(maxsize=16)
def plan_forms(lang: str) -> Node:
    """Return the forms of ``lang`` with those of plans, which news need not be walked for."""
    return _forms(language_data(lang, "dates"), plans=True)


@lru_cache(maxsize=16)
def date_language(lang: str) -> DateLanguage:
    """Return the compiled table of ``lang``; ``UnknownComponentError`` when it has none."""
    table = language_data(lang, "dates")
    token = _token(table)
    classes = _classes(lang, table)
    phrases: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for words, readings in classes.items():
        if len(words) > 1:
            for key, value in sorted(readings):
                phrases.setdefault(words[0], []).append((words[1:], key, value))
    return DateLanguage(
        token=token,
        classes={w[0]: tuple(sorted(r)) for w, r in classes.items() if len(w) == 1},
        phrases={word: tuple(entries) for word, entries in phrases.items()},
        numerals=numerals(lang),
        root=_forms(table, plans=False),
        triggers=_triggers(table, classes),
        relations=_relations(table["relations"], token),
        relations_after=_relations(table.get("relations_after", {}), token),
        looking_back=dict.fromkeys(_spelled(table["future"].get("never_after", ()), token), True),
        parts={
            words: int(part)
            for part, names in table["parts"].items()
            for words in _spelled(names, token)
        },
        openers=dict.fromkeys(_spelled(table["ranges"]["openers"], token), True),
        connectors=frozenset(_spelled(table["ranges"]["connectors"], token)),
        plan_connectors=frozenset(_spelled(table["ranges"].get("plans", ()), token)),
        not_after_year=frozenset(table["not_after_year"]),
        after_weak_year=frozenset(table["after_weak_year"]),
        after_day=frozenset({*table["after_weak_year"], *function_words(lang)})
        - {*language_data(lang, "grammar")["origin"]},  # "the sixth of ten" is none
        lookalikes=Lookalikes.of(table["lookalikes"]),
        year_pairs=table["year_pairs"],
        year_zeros=frozenset(table.get("year_zeros", ())),
        upcoming=dict.fromkeys(_spelled(table["future"]["just_before"], token), True),
        future=frozenset(table["future"]["words"]),
        contracted=frozenset(table["future"].get("contracted", ())),
        past=frozenset(table["future"].get("past", ())),
        future_endings=tuple(table["future"]["endings"]),
        clause_breaks=frozenset(table["future"]["clause_breaks"]),
        future_reach=(table["future"]["before"], table["future"]["after"]),
    )
