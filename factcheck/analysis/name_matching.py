"""Do two proper names name the same? Variants and transliterations count as equal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from factcheck.analysis.gazetteer import country_of
from factcheck.languages.data import shared_data
from factcheck.model import Name, NameKind
from factcheck.text import fold

_WORDS = re.compile(r"[^\W_]+")
# What romanisations of one sound differ in, applied to folded text in this order. "ch" writes two
# sounds (Yanukovych / Janukovyč, but Michail / Mikhail), so each word is read both ways.
_CLUSTERS = (
    ("tsch", "c"), ("shch", "sc"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "z"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_SOFT = (("ch", "c"), ("kh", "h"))
_HARD = (("ch", "X"), ("kh", "X"), ("c", "k"))
_VOWELS = (("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"))
_LETTERS = (("w", "v"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("y", "i"), ("j", "i"))
_REPEAT = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"^ie")
_MIN_SOUND = 5
"""Shorter words must have the same letters but for y, j, w: Khan / Chan, Zhu / Zhou are others."""
_MIN_FUZZY = 6
"""Shorter words differ by one letter between different names (Rossi / Russo, Iran / Iraq)."""


class NameRelation(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    MAYBE = "maybe"
    WITHIN = "within"
    DIFFERENT = "different"


@lru_cache(maxsize=65536)
def _sounds(word: str) -> tuple[str, ...]:
    """Return the readings of a folded word in which spellings of one sound are written alike."""
    if len(word) < _MIN_SOUND:
        return (_rewrite(word.replace("ck", "k"), ()),)
    soft, hard = (*_CLUSTERS, *_SOFT, *_VOWELS), (*_CLUSTERS, *_HARD, *_VOWELS)
    return _rewrite(word, soft), _rewrite(word, hard)


def _rewrite(word: str, clusters: Sequence[tuple[str, str]]) -> str:
    for spelling, sound in (*clusters, *_LETTERS):
        word = word.replace(spelling, sound)
    return _GLIDE.sub("e", _REPEAT.sub(r"\1", word))


def _sound_alike(left: str, right: str) -> bool:
    if any(a == b for a, b in zip(_sounds(left), _sounds(right), strict=False)):
        return True
    group = _spelling_groups().get(left)
    return group is not None and group == _spelling_groups().get(right)


@lru_cache(maxsize=1)
def _spelling_groups() -> Mapping[str, int]:
    groups = shared_data("spellings")["groups"]
    return {word: number for number, group in enumerate(groups) for word in group}


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text).replace("'", "").replace("-", " ")
    return tuple(_WORDS.findall(folded))


@lru_cache(maxsize=262144)
def _compare_words(left: str, right: str) -> NameRelation:
    if left == right or _sound_alike(left, right):
        return NameRelation.SAME
    if (len(left) == 1 or len(right) == 1) and left[0] == right[0]:
        return NameRelation.SAME  # an initial
    shorter = min(len(left), len(right))
    if (
        shorter >= _MIN_FUZZY
        and left[0] == right[0]
        and DamerauLevenshtein.distance(_sounds(left)[-1], _sounds(right)[-1], score_cutoff=1) <= 1
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
    if _sound_alike("".join(left), "".join(right)):
        return NameRelation.SAME  # "Jinping" and "Jin-ping"
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
    """Tell whether two names are of kinds that can stand in the same slot.

    Of a name no list knows nothing is sure: only the same preposition puts it on a par.
    """
    kinds = {left.kind, right.kind}
    if ":" in left.key and ":" in right.key:  # a country for a country, a city for a city
        return left.key.partition(":")[0] == right.key.partition(":")[0]
    if NameKind.UNKNOWN in kinds:
        return left.preposition == right.preposition != ""
    return len(kinds) == 1
