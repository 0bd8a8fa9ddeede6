"""A text beside a fact, by the terms that retrieval goes by: what both have, and what one lacks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from factcheck.analysis.respelling import are_one_root, closeness, roots
from factcheck.analysis.spellings import translations
from factcheck.analysis.terms import KEY, NAME, NUMBER, PlacedWord, placed_words
from factcheck.model.overlap import Overlap, SharedTerm, Term, TermKind

MAX_TERMS = 400
"""Terms of one text that are compared: a statement is a sentence, not a book."""
MAX_NAMES = 40
"""Names of one text that are compared with those of the other in other spellings."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One text: its words with places and terms, by which they are found."""

    words: tuple[PlacedWord, ...]
    lang: str
    places: dict[str, int]
    names: tuple[int, ...]


def _side(text: str, lang: str) -> _Side:
    words = tuple(islice(placed_words(text, lang), MAX_TERMS))
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        for term in word.terms:
            places.setdefault(_plain(term), place)
    capitals = (place for place, word in enumerate(words) if word.is_capital)
    return _Side(words, lang, places, tuple(islice(capitals, MAX_NAMES)))


def _plain(term: str) -> str:
    """Return a term as index and query compare it: a name's key is that of any word."""
    return KEY + term[1:] if term[0] == NAME else term


def overlap(text: str, lang: str, statement: str, fact_lang: str) -> Overlap:
    """Return what ``text`` and ``statement`` share, term by term.

    Words are one when retrieval takes them for one: by their stem, in another language by what
    spellings share, names in another spelling as well.
    """
    claim, fact = _side(text, lang), _side(statement, fact_lang)
    there, back = _partners(claim, fact), _partners(fact, claim)
    # what only one direction sees ("Italia" in "italiana") holds in both
    there = {mine: theirs for theirs, mine in reversed(back.items())} | there
    back = {theirs: mine for mine, theirs in there.items()} | back
    return Overlap(
        shared=tuple(
            _shared(claim.words[mine], fact.words[theirs]) for mine, theirs in sorted(there.items())
        ),
        claim_only=tuple(_term(w) for place, w in enumerate(claim.words) if place not in there),
        fact_only=tuple(_term(w) for place, w in enumerate(fact.words) if place not in back),
    )


def _partners(side: _Side, other: _Side) -> dict[int, int]:
    """Return the place in ``other`` of each word that has a partner there."""
    found = {place: _partner(word, side, other) for place, word in enumerate(side.words)}
    return {mine: theirs for mine, theirs in found.items() if theirs is not None}


def _partner(word: PlacedWord, side: _Side, other: _Side) -> int | None:
    """Return the place of the first word of ``other`` that is this one, stems before spellings."""
    stem, *keys = map(_plain, word.terms)
    if stem in other.places:
        return other.places[stem]
    for key in keys:
        place = other.places.get(key)
        names_one = place is not None and (word.is_capital or other.words[place].is_capital)
        if place is not None and (names_one or side.lang != other.lang):
            return place
    if word.terms[0][0] == NUMBER:
        return None
    return next((place for place in other.names if _are_one(word, side, other, place)), None)


def _are_one(word: PlacedWord, side: _Side, other: _Side, place: int) -> bool:
    """Tell whether a word is the name at ``place`` in another spelling, or derived from it."""
    mine, theirs = word.folded, other.words[place].folded
    if word.is_capital and (closeness(mine, theirs) > 0 or theirs in translations(mine)):
        return True
    derived = any(are_one_root(root, theirs) for root in roots(mine, side.lang))
    return derived or any(are_one_root(root, mine) for root in roots(theirs, other.lang))


def _shared(mine: PlacedWord, theirs: PlacedWord) -> SharedTerm:
    kind = TermKind.NAME if _is_name(mine) or _is_name(theirs) else _term(mine).kind
    if not (mine.is_capital and theirs.is_capital) and kind is TermKind.NAME:
        kind = TermKind.WORD  # "Il Governo", "il governo"
    return SharedTerm(kind=kind, claim=_term(mine), fact=_term(theirs))


def _term(word: PlacedWord) -> Term:
    if word.terms[0][0] == NUMBER:
        kind = TermKind.NUMBER
    else:
        kind = TermKind.NAME if _is_name(word) else TermKind.WORD
    return Term(kind=kind, text=word.text, span=word.span)


def _is_name(word: PlacedWord) -> bool:
    """Tell whether a word is capitalised, and not only since it opens the text."""
    return word.is_capital and not word.is_first
