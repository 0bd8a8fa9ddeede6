"""What may be true beside a fact after all, whichever comparator found the two to differ.

One of several that are left open, a figure written alike, a second name or another spelling of one
that the fact has, a place and its country: none of them tells that the sentence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from factcheck.analysis.spellings import words_of as name_words
from factcheck.analysis.tokens import grammar, words_of
from factcheck.model import Analysis, Comparison, Name, Span, Stance
from factcheck.model.alignment import Pair

_NEAR = 2
"""Words before a name among which one tells that it is only called so: "known as", "detto il"."""
_WRITTEN = re.compile(r"\d+(?:[.,]\d+)+")
_VOICELESS = str.maketrans("gbdzvcq", "kptsfkk", "aeiouyhw")
"""Consonants that romanisations of one name put for each other; vowels are left out."""
_REPEAT = re.compile(r"(.)\1+")
_SHORTEST = 4
_SKELETON = 2
"""Letters and consonants from which on a name that sounds alike may be the same."""


def kept_open(pair: Pair, comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons, ``NEUTRAL`` each clash whose two sides may both be true."""
    is_asked = pair.statement.text.rstrip().endswith("?")  # "Why is it so important?"
    return tuple(
        replace(found, stance=Stance.NEUTRAL)
        if found.stance is Stance.REFUTES and (is_asked or _may_both_be(pair, found))
        else found
        for found in comparisons
    )


def _may_both_be(pair: Pair, clash: Comparison) -> bool:
    mine, theirs = clash.claim_span, clash.fact_span
    if mine is None or theirs is None:
        return False
    if _is_an_alternative(pair.claim, mine) or _is_an_alternative(pair.statement, theirs):
        return True
    if _are_written_alike(pair, clash):
        return True
    name, rival = _name_at(pair.claim, mine), _name_at(pair.statement, theirs)
    return name is not None and rival is not None and _may_be_one(pair, name, rival)


def _is_an_alternative(analysis: Analysis, span: Span) -> bool:
    """Tell whether what clashes is one of two that are left open: "in the 18th or 19th century"."""
    words = words_of(analysis.lang, "alternatives")
    beside = (*analysis.before(span)[-1:], *analysis.after(span)[:1])
    return any(token.norm in words for token in beside)


def _are_written_alike(pair: Pair, clash: Comparison) -> bool:
    """Tell of one figure in two languages: "1,365" is one writer's decimals, one's thousands."""
    if pair.claim.lang == pair.statement.lang:
        return False
    mine, theirs = _WRITTEN.findall(clash.claim_text), _WRITTEN.findall(clash.fact_text)
    return bool(mine) and mine == theirs


def _name_at(analysis: Analysis, span: Span) -> Name | None:
    return next((name for name in analysis.names if name.span == span), None)


def _may_be_one(pair: Pair, name: Name, rival: Name) -> bool:
    return (
        _is_a_second_name(pair.claim, name)
        or _is_a_second_name(pair.statement, rival)
        or _may_lie_in(name, rival)
        or _may_lie_in(rival, name)
        or _sound_alike(name, rival)
        or _is_said_in_full(pair.claim, name, rival)
        or _is_said_in_full(pair.statement, rival, name)
    )


def _is_a_second_name(analysis: Analysis, name: Name) -> bool:
    """Tell whether somebody is only called so: "nicknamed Il Ninja, he spent his career"."""
    words = words_of(analysis.lang, "naming_words")
    return any(token.norm in words for token in analysis.before(name.span)[-_NEAR:])


def _may_lie_in(name: Name, other: Name) -> bool:
    """Tell of a place that no list knows, and a country: it may be one of its towns."""
    is_unlisted = ":" not in name.key and not name.adjective
    return is_unlisted and other.key.startswith("country:") and not other.adjective


def _sound_alike(name: Name, other: Name) -> bool:
    """Tell whether two names may be one in two romanisations: Gongmin and Kongmin."""
    if ":" in name.key or ":" in other.key:
        return False
    mine, theirs = name_words(name.text), name_words(other.text)
    return len(mine) == len(theirs) and all(
        left == right or _are_romanised_alike(left, right)
        for left, right in zip(mine, theirs, strict=True)
    )


@lru_cache(maxsize=16384)
def _are_romanised_alike(left: str, right: str) -> bool:
    """Tell whether words differ in inner vowels and in how hard their consonants are alone.

    A last letter that differs makes two names: Rossi and Russo, Paolo and Paola.
    """
    if min(len(left), len(right)) < _SHORTEST or left[-1] != right[-1]:
        return False
    mine, theirs = (_REPEAT.sub(r"\1", word.translate(_VOICELESS)) for word in (left, right))
    return len(mine) >= _SKELETON and mine == theirs


def _is_said_in_full(analysis: Analysis, name: Name, other: Name) -> bool:
    """Tell whether a word beside a name makes it the other: "the Nubian desert", Nubian Desert."""
    mine, theirs = name_words(name.text), name_words(other.text)
    articles = grammar(analysis.lang).articles
    beside = [*analysis.before(name.span)[-1:], *analysis.after(name.span)[:1]]
    more = {t.norm for t in beside if t.norm not in articles}
    return set(mine) < set(theirs) and set(theirs) - set(mine) <= more
