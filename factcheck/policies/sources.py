"""Which facts are one source: copies of one story, or several statements of one page."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from factcheck.model import Fact, Match
from factcheck.text import normalise

_COPIED = 92.0
"""Likeness of two statements, in per cent of their characters, above which one copies the other:
a word or two in a sentence changed by an editor."""


def one_source(fact: Fact, other: Fact) -> bool:
    """Tell whether two facts are of one page, or one repeats the other all but word for word.

    Figures must be the same: with another one it is another statement.
    """
    if set(fact.urls) & set(other.urls):
        return True
    mine, theirs = normalise(fact.statement), normalise(other.statement)
    if _digits(mine) != _digits(theirs):
        return False
    return fuzz.ratio(mine, theirs, score_cutoff=_COPIED) > 0


def independent(matches: Sequence[Match]) -> list[Match]:
    """Return ``matches`` without those that are of the source of an earlier one, order kept."""
    kept: list[Match] = []
    for match in matches:
        if not any(one_source(match.fact, known.fact) for known in kept):
            kept.append(match)
    return kept


def alternating(first: Sequence[Match], second: Sequence[Match]) -> list[Match]:
    """Return both sides of a disagreement in turn, so that no cut leaves one side out."""
    found: list[Match] = []
    for place in range(max(len(first), len(second))):
        found += [*first[place : place + 1], *second[place : place + 1]]
    return found


def _digits(text: str) -> list[str]:
    return [character for character in text if character.isdigit()]
