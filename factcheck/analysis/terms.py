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
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.languages.data import function_words
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
        found += _number(token, lang) if token[0].isdigit() else _word(token, lang)
        if concept_of is not None and (concept := concept_of(token, lang)):
            found.append(CONCEPT + concept)
    return tuple(found)


@lru_cache(maxsize=262144)
def _word(token: str, lang: str) -> tuple[str, ...]:
    """Return the stem and the shared key of one word; nothing for a stop word."""
    found: list[str] = []
    for word in _unelided(token, stopwords(lang)):
        low = word.lower()
        folded = fold(word)
        if folded in stopwords(lang) or not folded.strip():
            continue
        stemmer = _stemmer(lang)
        stem = fold(stemmer.stemWord(low)) if stemmer else folded
        found.append(_tight(stem or folded))
        if len(folded) > 1:
            mark = NAME if word[:1] != low[:1] else KEY
            found.append(mark + spelling(word)[:KEY_LENGTH])
    return tuple(found)


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
