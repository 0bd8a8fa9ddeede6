"""The words of a language that tell views from statements of fact, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factcheck.analysis.lexicon import lemma
from factcheck.languages.data import language_data

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_FIGURE = "0"
"""What every figure is read as, so that a phrase can speak of any of them."""
_ANY, _CAPITAL = "*", "^"
_NO_SHAPE = re.compile(r"(?!x)x")
_TABLES = ("kinds", "views", "facts")
_BY_DICTIONARY_FORM = frozenset(
    {"judging", "loaded", "colouring", "abstract", "figures", "deeds", "modals"}
)
"""Labels whose words stand for all their forms; of the others a form tells who speaks, and when."""

_ALSO_WITH_CAPITAL = frozenset({"figures", "deeds", "first_person"})
"""Labels a word keeps inside a sentence with a capital ("the Senate", "in May", "I")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word or phrase with a label; ``place`` counts words, ``start`` characters of the text."""

    label: str
    place: int
    start: int
    by_shape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    form: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    lang: str
    forms: Mapping[str, str]
    lemmas: Mapping[str, str]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    shapes: re.Pattern[str]
    openers: frozenset[str]
    homographs: frozenset[str]
    names_by_capital: bool


@lru_cache(maxsize=16)
def _vocabulary(lang: str) -> _Vocabulary:
    """Return the vocabulary of ``lang``; without a table nothing is a cue but figures and names."""
    table = language_data(lang, "cues", missing_ok=True)
    forms: dict[str, str] = {}
    lemmas: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for label, words in _entries(table):
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words, label))
            continue
        forms.setdefault(words[0], label)
        if label in _BY_DICTIONARY_FORM:
            lemmas.setdefault(words[0], label)
    shapes = "|".join(f"(?P<{name}>{shape})" for name, shape in table.get("shapes", {}).items())
    signals: Mapping[str, Any] = table.get("signals", {})
    return _Vocabulary(
        lang=lang,
        forms=forms,
        lemmas=lemmas,
        phrases={head: sorted(found, key=_longest_first) for head, found in phrases.items()},
        shapes=re.compile(shapes) if shapes else _NO_SHAPE,
        openers=frozenset(_split(table.get("views", {}).get("openers", ""))),
        homographs=frozenset(signals.get("capitalised_otherwise", ())),
        names_by_capital=signals.get("names_by_capital", True),
    )


def _longest_first(entry: tuple[tuple[str, ...], str]) -> tuple[int, bool]:
    words, label = entry
    return (-len(words), label != "none")


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield labels and words in the order of precedence; openers are cues in one place only."""
    for name in _TABLES:
        for label, words in table.get(name, {}).items():
            if label != "openers":
                for entry in _split(words):
                    yield label, tuple(entry.split())


def _split(words: str) -> list[str]:
    return [entry.strip() for entry in re.split(r"[,\n]", words) if entry.strip()]


def cues_in(text: str, lang: str) -> tuple[Cue, ...]:
    """Return the cues of ``text`` in order; no word is part of two."""
    known = _vocabulary(lang)
    words = [
        _Word(
            text=match.group(),
            form=_FIGURE if match.group()[0].isdecimal() else match.group().casefold(),
            start=match.start(),
        )
        for match in _WORD.finditer(text)
    ]
    cues: list[Cue] = []
    if words and words[0].form in known.openers:
        cues.append(Cue(label="opener", place=0, start=words[0].start))
    place = 0
    while place < len(words):
        length, label, by_shape = _cue_at(words, place, known)
        if label:
            start = words[place].start
            cues.append(Cue(label=label, place=place, start=start, by_shape=by_shape))
        place += length
    return tuple(cues)


def _cue_at(words: Sequence[_Word], place: int, known: _Vocabulary) -> tuple[int, str, bool]:
    """Return how many words from ``place`` on are one thing, its label, and if its shape tells."""
    word = words[place]
    for phrase, label in known.phrases.get(word.form, ()):
        lang = known.lang if label in _BY_DICTIONARY_FORM else ""
        if _reads(words, place, phrase, lang):
            return len(phrase), label, False
    if word.form == _FIGURE:
        return 1, "figures", False
    is_capital = word.text[0].isupper()
    if is_capital and word.form in known.homographs and len(word.text) > 1:
        return 1, "", False
    label = known.forms.get(word.form) or known.lemmas.get(lemma(word.form, known.lang), "")
    if is_capital and place and known.names_by_capital and label not in _ALSO_WITH_CAPITAL:
        return 1, "name", False
    if label:
        return 1, label, False
    shape = known.shapes.fullmatch(word.form)
    return 1, (shape.lastgroup or "") if shape else "", True


def _reads(words: Sequence[_Word], place: int, phrase: tuple[str, ...], lang: str) -> bool:
    """Tell whether ``phrase`` stands at ``place``; with a ``lang``, in any form of its words."""
    if place + len(phrase) > len(words):
        return False
    return all(
        _is(words[place + offset], expected, lang) for offset, expected in enumerate(phrase)
    )


def _is(word: _Word, expected: str, lang: str) -> bool:
    if expected == _CAPITAL:
        return word.text[0].isupper()
    if expected in (_ANY, word.form):
        return True
    return bool(lang) and expected == lemma(word.form, lang)
