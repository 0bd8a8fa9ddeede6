"""Which words and names of two texts stand for each other, also across languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from factcheck.analysis.gazetteer import is_capital
from factcheck.analysis.lexicon import related_concepts
from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.tokens import grammar
from factcheck.model import Analysis, Name, Token
from factcheck.model.alignment import Alignment

_COGNATE = 84.0
_COGNATE_OF_CONCEPT = 92.0
_COGNATE_LENGTH = 6
_COGNATE_START = 4
"""Words this alike and this long are one word in two languages or forms (informazione /
information); below, unlike words meet (missile / missione has 80)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """An analysis with its content words by what they may be met by.

    ``by_key`` and ``by_concept`` give the first such word, ``by_start`` the long words that begin
    with the same letters, in order.
    """

    analysis: Analysis
    by_key: Mapping[str, int]
    by_concept: Mapping[str, int]
    by_start: Mapping[str, Sequence[int]]


def index_words(analysis: Analysis) -> WordIndex:
    """Return ``analysis`` made ready to be aligned with many others."""
    by_key: dict[str, int] = {}
    by_concept: dict[str, int] = {}
    by_start: dict[str, list[int]] = {}
    for i, token in enumerate(analysis.content):
        by_key.setdefault(token.key, i)
        if token.concept:
            by_concept.setdefault(token.concept, i)
        if len(token.lemma) >= _COGNATE_LENGTH:
            by_start.setdefault(token.lemma[:_COGNATE_START], []).append(i)
    return WordIndex(analysis=analysis, by_key=by_key, by_concept=by_concept, by_start=by_start)


def align(left: Analysis, right: WordIndex) -> Alignment:
    """Return what of ``left`` has a partner in ``right``; several words may share one partner."""
    content: dict[int, int] = {}
    related: dict[int, int] = {}
    for i, (token, key, near) in enumerate(_looked_for(left)):
        j = right.by_key.get(key)
        if j is None:
            j = _cognate(token, right)
        if j is not None:
            content[i] = j
        elif near and (j := _related(near, right)) is not None:
            related[i] = j
    names, maybe = _align_names(left, right.analysis)
    return Alignment(content=content, related=related, names=names, maybe_names=maybe)


@memoised
def _looked_for(analysis: Analysis) -> tuple[tuple[Token, str, Collection[str]], ...]:
    """Return each content word with its key and the concepts near to its own."""
    near = related_concepts()
    return tuple((t, t.key, near.get(t.concept, ())) for t in analysis.content)


def _related(near: Collection[str], others: WordIndex) -> int | None:
    found = [others.by_concept[c] for c in near if c in others.by_concept]
    return min(found) if found else None


def _cognate(token: Token, others: WordIndex) -> int | None:
    if len(token.lemma) < _COGNATE_LENGTH:
        return None
    for j in others.by_start.get(token.lemma[:_COGNATE_START], ()):
        other = others.analysis.content[j]
        if not (token.concept and other.concept) and are_cognates(
            token.lemma, other.lemma, bool(token.concept or other.concept)
        ):
            return j
    return None


@lru_cache(maxsize=262144)
def are_cognates(left: str, right: str, strict: bool) -> bool:
    """Tell whether two lemmas are spelled as one word in two languages or derivations."""
    if (
        min(len(left), len(right)) < _COGNATE_LENGTH
        or left[:_COGNATE_START] != right[:_COGNATE_START]
    ):
        return False
    return fuzz.ratio(left, right) >= (_COGNATE_OF_CONCEPT if strict else _COGNATE)


def _align_names(left: Analysis, right: Analysis) -> tuple[dict[int, int], frozenset[int]]:
    pairs: dict[int, int] = {}
    maybe: set[int] = set()
    theirs = _named(right)
    for i, (name, number, is_listed) in enumerate(_named(left)):
        for j, (other, its_own, other_is_listed) in enumerate(theirs):
            if is_listed is not other_is_listed:
                continue  # one is in the gazetteer
            if number and its_own not in ("", number):
                continue  # Luna-24 and Luna-25
            relation = compare_names(name, other)
            if relation is NameRelation.SAME or _stands_for(name, other, relation, left.lang):
                pairs[i] = j
                break
            if relation is NameRelation.MAYBE:
                maybe.add(i)
    return pairs, frozenset(maybe - pairs.keys())


_NUMBER = re.compile(r"[-‑–]?(\d{1,3})(?![\d.,:%])")


@memoised
def _named(analysis: Analysis) -> tuple[tuple[Name, str, bool], ...]:
    """Return each name with the number that belongs to it, and whether its key is a known thing's.

    A name that is known and one that is not are two (``compare_names``).
    """
    return tuple((n, _number_after(analysis, n), ":" in n.key) for n in analysis.names)


def _number_after(analysis: Analysis, name: Name) -> str:
    """Return the number that belongs to a name ("Apollo-11"), or nothing."""
    found = _NUMBER.match(analysis.text, name.span.end) if name.span.end else None
    return found[1] if found and found.start(1) > name.span.end else ""


def _stands_for(name: Name, other: Name, relation: NameRelation, lang: str) -> bool:
    """Tell whether a place in a country stands for it, or a capital for its government.

    "In Ukraine" is borne out by "in Kyiv", not the other way round; "Tokyo" as an actor is Japan.
    """
    if relation is not NameRelation.WITHIN:
        return False
    if name.key.startswith("country:"):
        return True
    return is_capital(name.key) and name.preposition not in grammar(lang).locative
