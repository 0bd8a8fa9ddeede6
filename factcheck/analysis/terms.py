"""Retrieval terms: a text as the small bag of keys that index, oracle and ranking share.

The first characters of a term tell what it is:

``firm``      a stemmed and folded word of the text's language
``#58.9``     a number in one spelling, so that "58,9" and "58.9" meet
``~prote``    the beginning of a word in a spelling that languages and transliterations share
``@selen``    the same of a capitalised word: likely a name
``c:sign``    a concept id, when a lexicon is given
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.languages.data import function_words
from factcheck.model import Span
from factcheck.text import fold

if TYPE_CHECKING:
    import Stemmer

ConceptOf = Callable[[str, str], str]
"""A word and its language give a language-independent concept id, or ``""``."""

NUMBER = "#"
KEY = "~"
NAME = "@"
CONCEPT = "c:"

KEY_LENGTH = 5
"""Characters of a shared key. On 500 parallel news sentences five found 90.8 % of the English ones
from the Italian (all of a key: 80.4 %), since inflections and endings differ."""

MAX_TERM_LENGTH = 40
"""Characters kept of one word: a longer one is an address or a typing accident."""

_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S*", re.IGNORECASE)
# "— Ilhan Omar (@IlhanMN) January 6, 2020": the account and the day of posting say nothing; the
# name stays, since posts are often checked because of who wrote them.
_SIGNATURE = re.compile(r"\(\s*@\w+\s*\)[^\n]{0,40}$")
_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,4});")
_RETWEET = re.compile(r"^\s*RT\s+(?=@\w+)")
# "ROMA, 12 mag. (ANSA) - ", "WASHINGTON (AP) — ", "(ANSA) - ROMA, 12 MAG - ": place kept, the rest
# is the agency's and the day it was wired
_DAY = r"(?:,\s*[^()\n,]{0,12}\d[^()\n]{0,14})?"
_PLACE = r"([A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30})"
_AGENCY = r"\(\s*[A-ZÀ-Þ][\w./ -]{1,24}\)"
_DASH = r"\s*[-–—]{1,2}\s+"
_DATELINE = re.compile(
    rf"^\s*(?:{_PLACE}{_DAY}\s*{_AGENCY}{_DASH}|{_AGENCY}{_DASH}(?:{_PLACE}{_DAY}{_DASH})?)"
)
_TAG = re.compile(r"[#@](\w+)")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|_")
_TOKEN = re.compile(
    r"(?<![^\W_])\d+(?:[.,’'\u00a0\u202f]\d+)*(?![^\W_])|[^\W_]+(?:['’][^\W\d_][^\W_]*)*"
)
_ELISION = re.compile(r"['’]")
_GROUPED = re.compile(r"\d{1,3}(?:([.,’'\u00a0\u202f])\d{3})(?:\1\d{3})*$")


def clean(text: str) -> str:
    """Return ``text`` without what posts and wires drag along; tags are split into their words."""
    if not any(mark in text for mark in "@#/&("):
        return text
    text = _ENTITY.sub(" ", _URL.sub(" ", text)).rstrip()
    text = _DATELINE.sub(_place, _RETWEET.sub("", _SIGNATURE.sub(" ", text)))
    return _TAG.sub(lambda match: " " + _CAMEL.sub(" ", match.group(1)) + " ", text)


def _place(dateline: re.Match[str]) -> str:
    """Return the place a dateline names."""
    return (dateline.group(1) or dateline.group(2) or "") + " "


def terms(text: str, lang: str, *, concept_of: ConceptOf | None = None) -> tuple[str, ...]:
    """Return the terms of ``text`` in order, repeats kept; empty when only stop words are left."""
    found: list[str] = []
    for token in _TOKEN.findall(clean(text)):
        found += _number(token, lang) if token[0].isdigit() else word_terms(token, lang)
        if concept_of is not None and (concept := concept_of(token, lang)):
            found.append(CONCEPT + concept)
    return tuple(found)


@lru_cache(maxsize=262144)
def word_terms(token: str, lang: str) -> tuple[str, ...]:
    """Return the stem and the shared key of one word; nothing for a stop word."""
    found: list[str] = []
    for word, folded in _said(token, lang):
        found.append(_stem(word, folded, lang))
        if len(folded) > 1:
            mark = NAME if word[:1] != word.lower()[:1] else KEY
            found.append(mark + spelling(word)[:KEY_LENGTH])
    return tuple(found)


def _stem(word: str, folded: str, lang: str) -> str:
    stemmer = _stemmer(lang)
    stem = fold(stemmer.stemWord(word.lower())) if stemmer else folded
    return _tight(stem or folded)


def _said(token: str, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a token that are no stop words, as written and folded."""
    stops = stopwords(lang)
    for word in _unelided(token, stops):
        folded = fold(word)
        if folded not in stops and folded.strip():
            yield word, folded


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text, folded, with its place; ``token`` is what it stands in, article and all."""

    text: str
    token: str
    span: Span
    is_capital: bool
    is_stop: bool


def words(text: str, lang: str) -> Iterator[Word]:
    """Yield the words of a text in order, stop words too; figures are none."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if not token[0].isdigit():
            span = Span(start=match.start(), end=match.end())
            for folded, is_capital, is_stop in _folded(token, lang):
                yield Word(folded, token, span, is_capital, is_stop)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word or number with its terms, as it stands in a text; ``folded`` is for comparing.

    ``is_first``: it opens the text and no other capital follows, so its own tells nothing.
    """

    text: str
    folded: str
    span: Span
    terms: tuple[str, ...]
    is_capital: bool
    is_first: bool


def placed_words(text: str, lang: str) -> Iterator[PlacedWord]:
    """Yield the words and numbers that ``terms`` makes terms of, with their places in ``text``."""
    position = 0
    tokens = _TOKEN.findall(clean(text))
    opens_alone = len(tokens) < 2 or not tokens[1][0].isupper()
    for number, token in enumerate(tokens):
        start = text.find(token, position)
        if start < 0:
            continue  # put together by cleaning: it stands nowhere
        position = start + len(token)
        found = _number(token, lang) if token[0].isdigit() else word_terms(token, lang)
        if found:
            word = _without_article(token, lang)
            span = Span(start=position - len(word), end=position)
            capital = word[:1] != word[:1].lower()
            folded = _tight(fold(word).replace("'", ""))
            yield PlacedWord(word, folded, span, found, capital, not number and opens_alone)


def _without_article(token: str, lang: str) -> str:
    """Return the word of a token without the elided article before it."""
    first, mark, rest = token.partition("'") if "'" in token else token.partition("’")
    return rest if mark and rest and fold(first) in stopwords(lang) else token


def new_capitals(text: str, lang: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the capitalised words of tokens not in ``seen``, folded, each with its stem.

    ``text`` is one that ``clean`` has been over; its tokens are added to ``seen``.
    """
    for token in _TOKEN.findall(text):
        if token in seen or token.islower() or token[0].isdigit():
            continue
        seen.add(token)
        for word, folded in _said(token, lang):
            if word[:1] != word[:1].lower():
                yield _tight(folded), _stem(word, folded, lang)


@lru_cache(maxsize=65536)
def _folded(token: str, lang: str) -> tuple[tuple[str, bool, bool], ...]:
    """Return the words of one token: folded, whether capitalised, whether stop words."""
    stops = stopwords(lang)
    found = ((word, _tight(fold(word))) for word in _unelided(token, stops))
    return tuple(
        (folded, word[:1] != word[:1].lower(), folded in stops) for word, folded in found if folded
    )


def _unelided(token: str, stops: frozenset[str]) -> list[str]:
    """Return the words of a token that holds an apostrophe, the elided article first."""
    pieces = _ELISION.split(token)
    if len(pieces) == 1:
        return pieces
    if fold(pieces[0]) in stops:
        return pieces  # "dell'accordo", "don't"
    if len(pieces[-1]) <= 2:
        return ["".join(pieces[:-1])]  # "Trump's", "they're"
    return ["".join(pieces)]  # "Zelens'kyj", "O'Brien"


def _tight(term: str) -> str:
    """Return ``term`` without spaces (transliteration may add some), at most the longest length."""
    return "".join(term.split())[:MAX_TERM_LENGTH]


_SPELLINGS = (
    (re.compile(r"[^a-z0-9]"), ""),
    (re.compile(r"[sc]z|sch|sh|zh|ts|tz|z"), "s"),
    (re.compile(r"kh|ch|ck|c|q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"[ijy]+e?"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.{3})[aeiou]+$"), ""),
)
"""Rewritings, in order, under which Kiev = Kyiv and Zelensky = Zelens'kyj = Зеленський."""


@lru_cache(maxsize=65536)
def spelling(name: str) -> str:
    """Return one spelling for the usual transliterations of a name; never empty for a word."""
    folded = fold(name)
    key = folded
    for pattern, replacement in _SPELLINGS:
        key = pattern.sub(replacement, key)
    return _tight(key or folded)


@lru_cache(maxsize=65536)
def _number(token: str, lang: str) -> tuple[str, ...]:
    """Return a number with a point for its decimals and nothing between its thousands."""
    grouped = _GROUPED.match(token)
    marks = [character for character in token if not character.isdigit()]
    if grouped and not (len(marks) == 1 and marks[0] == _decimal_mark(lang)):
        return (NUMBER + "".join(filter(str.isdigit, token)),)
    if len(set(marks)) == 0 or (len(set(marks)) == 1 and len(marks) > 1):
        return tuple(NUMBER + part for part in re.split(r"\D", token))  # "7", or "12.10.2024"
    whole, _, decimals = re.sub(r"\D", ".", token).rpartition(".")
    fraction = decimals.rstrip("0")
    return (NUMBER + whole.replace(".", "") + (f".{fraction}" if fraction else ""),)


@lru_cache(maxsize=64)
def _decimal_mark(lang: str) -> str:
    """Return what separates decimals in ``lang`` (CLDR); a point where the language is unknown."""
    from babel.core import UnknownLocaleError  # loads locale data: on first use only
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(lang) if lang else "."
    except (UnknownLocaleError, ValueError):
        return "."


@lru_cache(maxsize=64)
def stopwords(lang: str) -> frozenset[str]:
    """Return the folded stop words of ``lang``; none for a language without a list."""
    return frozenset(map(fold, function_words(lang)))


@lru_cache(maxsize=64)
def _stemmer(lang: str) -> Stemmer.Stemmer | None:
    """Return the Snowball stemmer of an ISO 639-1 code, or ``None`` where there is none."""
    import Stemmer  # loads a compiled library: on first use only

    try:
        return Stemmer.Stemmer(lang)
    except KeyError:
        return None
