"""Do two proper names name the same? Variants and transliterations count as equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.lexicon import relations
from factcheck.analysis.spellings import (
    are_one_given_name,
    are_one_ruler,
    are_one_spelling,
    differ_in_gender,
    is_generation,
    nearly_alike,
    words_of,
)
from factcheck.model import Name, NameKind

_REGNAL = re.compile("[ivx]{1,5}")
_MIN_FUZZY = 6
"""Shorter words differ by one letter between different names (Rossi / Russo, Iran / Iraq)."""


class NameRelation(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    MAYBE = "maybe"
    WITHIN = "within"
    DIFFERENT = "different"


def compare_names(left: Name, right: Name) -> NameRelation:
    """Return how two names relate.

    ``WITHIN`` is a city or region and its country, or a body and the larger one it is of.

    A shorter name is the same as a longer one when each of its words stands in it in order, the
    last word (the surname) included: "Iwaya" and "Takeshi Iwaya", but not "Kim Jong-il" and
    "Kim Jong-un", nor "Kim" and "Kim Jong-un". Whether somebody else of that surname is about,
    only the caller can see. Two people of one surname whose given names are unlike are two.
    """
    if left.key == right.key:
        return NameRelation.SAME
    is_known = ":" in left.key
    if is_known is not (":" in right.key):
        return NameRelation.DIFFERENT
    if is_known:
        return _compare_keys(left.key, right.key)
    return _compare_texts(left.text, right.text, left.kind is right.kind is NameKind.PERSON)


@lru_cache(maxsize=262144)
def _compare_texts(left: str, right: str, are_people: bool) -> NameRelation:
    mine, theirs = words_of(left), words_of(right)
    relation = _compare_spellings(mine, theirs)
    if relation is NameRelation.MAYBE and are_people and _are_two_given_names(mine, theirs):
        return NameRelation.DIFFERENT
    return relation


@lru_cache(maxsize=65536)
def _compare_keys(left: str, right: str) -> NameRelation:
    here, there = country_of(left), country_of(right)
    one_is_country = left.startswith("country:") or right.startswith("country:")
    if here and here == there and one_is_country:
        return NameRelation.WITHIN
    (kind, _, mine), (other, _, theirs) = left.partition(":"), right.partition(":")
    if kind == other == "body" and _overlap(mine.split(), theirs.split()):
        return NameRelation.MAYBE  # "Ministry of Economy", "... of Economy and Finance"
    if kind == other == "concept" and _is_body_of(mine, theirs):
        return NameRelation.WITHIN  # the European Commission and the European Union
    return NameRelation.DIFFERENT


def _is_body_of(left: str, right: str) -> bool:
    wholes = relations().body_of
    return wholes.get(left) == right or wholes.get(right) == left


def _overlap(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether one body's words are all among the other's."""
    return set(left) <= set(right) or set(right) <= set(left)


@lru_cache(maxsize=65536)
def _compare_spellings(left: tuple[str, ...], right: tuple[str, ...]) -> NameRelation:
    if not left or not right:
        return NameRelation.DIFFERENT
    (one, mine), (other, theirs) = _apart(left), _apart(right)
    if mine and theirs and mine != theirs:
        return NameRelation.DIFFERENT  # Elizabeth I and Elizabeth II
    if are_one_spelling("".join(left), "".join(right)):
        return NameRelation.SAME  # "Jinping" and "Jin-ping"
    if mine == theirs and are_one_ruler(one, other):
        return NameRelation.SAME
    if mine != theirs:
        rest = _compare_spellings(one, other)
        return NameRelation.MAYBE if rest is NameRelation.SAME else rest
    if _is_turned(left, right):
        return NameRelation.SAME
    return _compare_in_order(*sorted((left, right), key=lambda words: (len(words), words)))


def _apart(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the words without the numeral or "Jr" at their end, and that."""
    last = words[-1]
    if len(words) > 1 and (_REGNAL.fullmatch(last) or is_generation(last)):
        return words[:-1], last
    return words, ""


def _is_turned(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether the surname stands first in one and last in the other: "Orbán Viktor"."""
    if len(left) != len(right) or len(left) < 2:
        return False
    first, last = (*left[1:], left[0]), (left[-1], *left[:-1])
    return any(
        all(len(a) > 1 and are_one_spelling(a, b) for a, b in zip(turned, right, strict=True))
        for turned in (first, last)
    )


def _compare_in_order(short: Sequence[str], long: Sequence[str]) -> NameRelation:
    worst = _compare_middle(short, long)
    position = 0
    for number, word in enumerate(short):
        relation, position = _find(word, long, position, is_given=number + 1 < len(short))
        if relation is NameRelation.DIFFERENT:
            return _partly_shared(short, long)
        if worst is not NameRelation.DIFFERENT and relation is NameRelation.MAYBE:
            worst = relation
    if position < len(long):  # the last word, a surname, is not shared
        more = len(short) > 1 and len(short) < len(long)  # but a second surname may be left out
        return NameRelation.MAYBE if more else NameRelation.DIFFERENT
    return worst


def _compare_middle(short: Sequence[str], long: Sequence[str]) -> NameRelation:
    """Return whether middle initials tell two people apart: "George W." and "George H. W."."""
    for mine, theirs in zip(short[1:-1], long[1:-1], strict=False):
        if mine[0] != theirs[0] and len(mine) == len(theirs) == 1:
            return NameRelation.DIFFERENT
        if mine[0] != theirs[0] and 1 in (len(mine), len(theirs)):
            return NameRelation.MAYBE
    return NameRelation.SAME


def _partly_shared(short: Sequence[str], long: Sequence[str]) -> NameRelation:
    """Names that share their last word or a code ("F-35", "Lockheed Martin F-35A") may be one."""
    codes = {word for word in short if len(word) == 1 or any(c.isdigit() for c in word)}
    if short[-1] == long[-1] or codes & set(long):
        return NameRelation.MAYBE
    return NameRelation.DIFFERENT


def _find(
    word: str, words: Sequence[str], start: int, *, is_given: bool
) -> tuple[NameRelation, int]:
    """Return the best relation of ``word`` from ``start`` on and the position after it."""
    maybe = -1
    for position in range(start, len(words)):
        relation = _compare_words(word, words[position])
        if is_given and position + 1 < len(words) and are_one_given_name(word, words[position]):
            return NameRelation.SAME, position + 1
        if relation is NameRelation.SAME:
            return relation, position + 1
        if relation is NameRelation.MAYBE and maybe < 0:
            maybe = position + 1
    if maybe > 0:
        return NameRelation.MAYBE, maybe
    return NameRelation.DIFFERENT, start


@lru_cache(maxsize=262144)
def _compare_words(left: str, right: str) -> NameRelation:
    if left == right or are_one_spelling(left, right):
        return NameRelation.SAME
    if (len(left) == 1 or len(right) == 1) and left[0] == right[0]:
        return NameRelation.SAME  # an initial
    if (
        min(len(left), len(right)) >= _MIN_FUZZY
        and left[0] == right[0]
        and nearly_alike(left, right)
    ):
        return NameRelation.MAYBE
    return NameRelation.DIFFERENT


@lru_cache(maxsize=65536)
def _are_two_given_names(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether two full names of one surname have given names that no spelling explains."""
    left, right = _apart(left)[0], _apart(right)[0]
    if min(len(left), len(right)) < 2 or not are_one_spelling(left[-1], right[-1]):
        return False
    if left[0][0] == right[0][0] and 1 in (len(left[0]), len(right[0])):
        return False  # an initial of the other
    if left[0] in right or right[0] in left:
        return False  # "Kamala", "Mary Kamala": two given names, or the surname first
    if are_one_given_name(left[0], right[0]) or are_one_spelling(left[0], right[0]):
        return False
    return differ_in_gender(left[0], right[0]) or not nearly_alike(left[0], right[0])


def can_be_replaced(left: Name, right: Name) -> bool:
    """Tell whether two names are of kinds that can stand in the same slot.

    Of a name no list knows nothing is sure: only the same preposition puts it on a par. Bodies have
    too many names each (a ministry is renamed, a court called by its town) to rule one out.
    """
    kinds = {left.kind, right.kind}
    if left.key.startswith("body:") or right.key.startswith("body:"):
        return False
    if ":" in left.key and ":" in right.key:  # a country for a country, a city for a city
        return left.key.partition(":")[0] == right.key.partition(":")[0]
    if NameKind.UNKNOWN in kinds:
        return left.preposition == right.preposition != ""
    return len(kinds) == 1
