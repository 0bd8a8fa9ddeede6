"""The words of a language that tell views from statements of fact, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

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


class Cue(NamedTuple):
    """A word or phrase with a label; ``place`` counts words, ``start`` characters of the text.

    A tuple, because a sentence has a dozen and making a dataclass takes five times as long.
    """

    label: str
    place: int
    start: int
    by_shape: bool = False


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    label: str


_Phrases = Mapping[str, Sequence[_Phrase]]
"""The phrases that begin with one word, by their second word, or by "*" and their third; the
longest first."""


class _Word(NamedTuple):
    """What is known of a word alone: its labels as first word and inside, phrases it opens."""

    form: str
    base: str
    is_capital: bool
    label: str
    label_first: str
    by_shape: bool
    phrases: _Phrases


_NO_PHRASES: _Phrases = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    lang: str
    forms: Mapping[str, str]
    lemmas: Mapping[str, str]
    phrases: Mapping[str, _Phrases]
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
    phrases: dict[str, dict[str, list[_Phrase]]] = {}
    for label, words in _entries(table):
        if len(words) > 1:
            following = "".join(words[1:3]) if words[1] == _ANY else words[1]
            found = phrases.setdefault(words[0], {}).setdefault(following, [])
            found.append(_Phrase(words, label))
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
        phrases={
            first: {second: sorted(found, key=_longest_first) for second, found in rest.items()}
            for first, rest in phrases.items()
        },
        shapes=re.compile(shapes) if shapes else _NO_SHAPE,
        openers=frozenset(_split(table.get("views", {}).get("openers", ""))),
        homographs=frozenset(signals.get("capitalised_otherwise", ())),
        names_by_capital=signals.get("names_by_capital", True),
    )


def _longest_first(phrase: _Phrase) -> tuple[int, bool, tuple[str, ...]]:
    return (-len(phrase.words), phrase.label != "none", phrase.words)


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield labels and words in the order of precedence; openers are cues in one place only."""
    for name in _TABLES:
        for label, words in table.get(name, {}).items():
            if label != "openers":
                for entry in _split(words):
                    yield label, tuple(entry.split())


def _split(words: str) -> list[str]:
    return [entry.strip() for entry in re.split(r"[,\n]", words) if entry.strip()]


@lru_cache(maxsize=16)
def cues_in(text: str, lang: str) -> tuple[Cue, ...]:
    """Return the cues of ``text`` in order; no word is part of two."""
    found = list(_WORD.finditer(text))
    words = [_word(match.group(), lang) for match in found]
    cues: list[Cue] = []
    if words and words[0].form in _vocabulary(lang).openers:
        cues.append(Cue("opener", 0, found[0].start()))
    place = 0
    while place < len(words):
        word = words[place]
        label, length = word.label if place else word.label_first, 1
        by_shape = word.by_shape
        if word.phrases and (phrase := _phrase_at(words, place)):
            label, by_shape = phrase.label, False
            length = len(phrase.words)
        if label:
            cues.append(Cue(label, place, found[place].start(), by_shape))
        place += length
    return tuple(cues)


@lru_cache(maxsize=65536)
def _word(text: str, lang: str) -> _Word:
    known = _vocabulary(lang)
    form = _FIGURE if text[0].isdecimal() else text.casefold()
    base = lemma(form, lang)
    is_capital = text[0].isupper()
    label, by_shape = _label_of(form, base, known)
    if is_capital and form in known.homographs and len(text) > 1:
        label = ""
    is_name = is_capital and known.names_by_capital and label not in _ALSO_WITH_CAPITAL
    return _Word(
        form=form,
        base=base,
        is_capital=is_capital,
        label="name" if is_name else label,
        label_first=label,
        by_shape=by_shape,
        phrases=known.phrases.get(form, _NO_PHRASES),
    )


def _label_of(form: str, base: str, known: _Vocabulary) -> tuple[str, bool]:
    """Return the label of a word alone, and if only its shape tells."""
    if form == _FIGURE:
        return "figures", False
    if label := known.forms.get(form):
        return label, False
    if shape := known.shapes.fullmatch(form):  # before the dictionary: a form tells the tense
        return shape.lastgroup or "", True
    return known.lemmas.get(base, ""), False


def _phrase_at(words: Sequence[_Word], place: int) -> _Phrase | None:
    """Return the longest phrase that begins at ``place``."""
    if place + 1 == len(words):
        return None
    phrases, second = words[place].phrases, words[place + 1]
    third = words[place + 2].form if place + 2 < len(words) else ""
    fitting = [
        phrase
        for key in (second.form, second.base, _CAPITAL, _ANY + third)
        if key in phrases
        for phrase in phrases[key]
        if _reads(words, place, phrase)
    ]
    return min(fitting, key=_longest_first) if fitting else None


def _reads(words: Sequence[_Word], place: int, phrase: _Phrase) -> bool:
    """Tell whether all of ``phrase`` stands at ``place``; its first word is known to."""
    following = words[place + 1 : place + len(phrase.words)]
    if len(following) + 1 < len(phrase.words):
        return False
    in_any_form = phrase.label in _BY_DICTIONARY_FORM
    expected = phrase.words[1:]
    return all(map(_is, following, expected, repeat(in_any_form)))


def _is(word: _Word, expected: str, in_any_form: bool) -> bool:
    if expected == word.form or expected == _ANY:
        return True
    return word.is_capital if expected == _CAPITAL else in_any_form and expected == word.base
