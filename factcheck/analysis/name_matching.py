"""Do two proper names name the same? Variants and transliterations count as equal."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from factcheck.analysis.gazetteer import country_of
from factcheck.model import Name, NameKind
from factcheck.text import fold

_WORDS = re.compile(r"[^\W_]+")
# Spellings that romanisations of one sound differ in; applied to folded text, in this order.
_ROMANISATIONS = (
    ("tsch", "c"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"),
    ("zh", "z"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("y", "i"),
    ("j", "i"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("c", "k"),
)  # fmt: skip
_REPEAT = re.compile(r"(.)\1+")
_MIN_FUZZY = 6
"""Shorter words differ by one letter between different names (Rossi / Russo, Iran / Iraq)."""


class NameRelation(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    MAYBE = "maybe"
    WITHIN = "within"
    DIFFERENT = "different"


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    for spelling, sound in _ROMANISATIONS:
        word = word.replace(spelling, sound)
    return _REPEAT.sub(r"\1", word)


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text).replace("'", "").replace("-", " ")
    return tuple(_WORDS.findall(folded))


@lru_cache(maxsize=262144)
def _compare_words(left: str, right: str) -> NameRelation:
    if left == right or _skeleton(left) == _skeleton(right):
        return NameRelation.SAME
    if (len(left) == 1 or len(right) == 1) and left[0] == right[0]:
        return NameRelation.SAME  # an initial
    shorter = min(len(left), len(right))
    if (
        shorter >= _MIN_FUZZY
        and left[0] == right[0]
        and DamerauLevenshtein.distance(_skeleton(left), _skeleton(right), score_cutoff=1) <= 1
    ):
        return NameRelation.MAYBE
    return NameRelation.DIFFERENT


def compare_names(left: Name, right: Name) -> NameRelation:
    """Return how two names relate; ``WITHIN`` is a city or region and its country.

    A shorter name is the same as a longer one when each of its words stands in it in order, the
    last word (the surname) included: "Iwaya" and "Takeshi Iwaya", but not "Kim Jong-il" and
    "Kim Jong-un", nor "Kim" and "Kim Jong-un".
    """
    if left.key == right.key:
        return NameRelation.SAME
    if ":" in left.key and ":" in right.key:
        return _compare_places(left.key, right.key)
    if ":" in left.key or ":" in right.key:
        return NameRelation.DIFFERENT
    return _compare_spellings(_words(left.text), _words(right.text))


def _compare_places(left: str, right: str) -> NameRelation:
    here, there = country_of(left), country_of(right)
    one_is_country = left.startswith("country:") or right.startswith("country:")
    if here and here == there and one_is_country:
        return NameRelation.WITHIN
    return NameRelation.DIFFERENT


@lru_cache(maxsize=65536)
def _compare_spellings(left: tuple[str, ...], right: tuple[str, ...]) -> NameRelation:
    if not left or not right:
        return NameRelation.DIFFERENT
    short, long = sorted((left, right), key=len)
    worst = NameRelation.SAME
    position = 0
    for word in short:
        relation, position = _find(word, long, position)
        if relation is NameRelation.DIFFERENT:
            return _partly_shared(short, long)
        if relation is NameRelation.MAYBE:
            worst = relation
    if len(short) < len(long) and position < len(long):
        return NameRelation.DIFFERENT  # the last word, a surname, is not shared
    return worst


def _partly_shared(short: tuple[str, ...], long: tuple[str, ...]) -> NameRelation:
    """Names that share their last word or a code ("F-35", "Lockheed Martin F-35A") may be one."""
    codes = {word for word in short if len(word) == 1 or any(c.isdigit() for c in word)}
    if short[-1] == long[-1] or codes & set(long):
        return NameRelation.MAYBE
    return NameRelation.DIFFERENT


def _find(word: str, words: tuple[str, ...], start: int) -> tuple[NameRelation, int]:
    """Return the best relation of ``word`` from ``start`` on and the position after it."""
    maybe = -1
    for position in range(start, len(words)):
        relation = _compare_words(word, words[position])
        if relation is NameRelation.SAME:
            return relation, position + 1
        if relation is NameRelation.MAYBE and maybe < 0:
            maybe = position + 1
    if maybe > 0:
        return NameRelation.MAYBE, maybe
    return NameRelation.DIFFERENT, start


def can_be_replaced(left: Name, right: Name) -> bool:
    """Tell whether two names are of kinds that can stand in the same slot."""
    if NameKind.UNKNOWN in (left.kind, right.kind):
        return (left.kind is NameKind.PLACE) == (right.kind is NameKind.PLACE)
    return left.kind is right.kind
