"""How many were killed, hurt or are missing: one toll, whether told by a noun or by a verb.

"Fifteen dead", "killed fifteen people" and "fifteen people died" count the same; those hurt are
others.
"""

from __future__ import annotations

from factcheck.analysis.lexicon import concept_of, relations
from factcheck.model import Analysis, Quantity, Token
from factcheck.model.alignment import Pair

_PERSON = "person"


def is_one_toll(one: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether an amount of the part and one of the fact count people of one fate."""
    mine = _fates(one, pair.claim)
    return bool(mine & _fates(other, pair.statement))


def are_two_tolls(one: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether both count people of a known fate, and not of the same."""
    mine, theirs = _fates(one, pair.claim), _fates(other, pair.statement)
    return bool(mine and theirs) and not mine & theirs


def toll_words(quantity: Quantity, analysis: Analysis) -> tuple[int, ...]:
    """Return the positions of the words that tell the fate of those counted."""
    beside = _beside(quantity, analysis)
    return tuple(i for i, t in enumerate(analysis.content) if t in beside and _fate(t.concept) >= 0)


def _fates(quantity: Quantity, analysis: Analysis) -> frozenset[int]:
    """Return the fates of those counted: by their noun, else by the words beside the amount."""
    if quantity.dimension != "count" or quantity.unit not in ("", _PERSON):
        return frozenset()
    counted = {_fate(concept_of(word, analysis.lang)) for word in quantity.of[:1]} - {-1}
    if counted:
        return frozenset(counted)
    if quantity.unit != _PERSON:
        return frozenset()
    return frozenset({_fate(token.concept) for token in _beside(quantity, analysis)} - {-1})


def _fate(concept: str) -> int:
    """Return the number of the fate a concept tells, -1 for none."""
    return next((n for n, group in enumerate(relations().fates) if concept in group), -1)


def _beside(quantity: Quantity, analysis: Analysis) -> list[Token]:
    """Return the content words right before and after an amount and inside it."""
    span = quantity.span
    before = [t for t in analysis.content if t.span.end <= span.start][-1:]
    after = [t for t in analysis.content if t.span.start >= span.end][:1]
    inside = [t for t in analysis.content if span.start <= t.span.start < span.end]
    of = [t for t in after if t.text in quantity.of]
    return [*before, *inside, *after, *(t for t in analysis.content if t in of)]
