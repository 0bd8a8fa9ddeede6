"""What an amount is told as: all of something, one more of it, what each has, so much more."""

from __future__ import annotations

from enum import StrEnum

from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.trend import first_word, ways
from factcheck.model import Analysis, Quantity

_AFTER = 2
"""Words after an amount in which "each" or "more" stands."""


class Sort(StrEnum):
    """Amounts of two sorts never clash: they are not of one thing."""

    WHOLE = "whole"
    FURTHER = "further"
    EACH = "each"
    DIFFERENCE = "difference"


def sort_of(quantity: Quantity, analysis: Analysis) -> Sort:
    """Return what an amount of a text is: "240 each", "another 240", "240 more", or 240."""
    behind = [t for t in analysis.tokens if t.span.start >= quantity.span.end][:_AFTER]
    after = [first_word(token, analysis) for token in behind]
    inside = [t.norm for t in analysis.tokens if _holds(quantity, t.span.start)]
    if not words_of(analysis.lang, "distributive").isdisjoint((*inside, *after)):
        return Sort.EACH
    further = grammar(analysis.lang).further_words
    before = [t for t in analysis.tokens if t.span.end <= quantity.span.start][-_AFTER:]
    words = (*quantity.text.casefold().split(), *(t.text.casefold() for t in before))
    if not further.isdisjoint(words):
        return Sort.FURTHER
    return Sort.WHOLE if ways(analysis.lang).keys().isdisjoint(after) else Sort.DIFFERENCE


def is_denied(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell of "was not 71 percent": what is not so clashes with no other figure."""
    return any(t.negated and _holds(quantity, t.span.start) for t in analysis.tokens)


def _holds(quantity: Quantity, place: int) -> bool:
    return quantity.span.start <= place < quantity.span.end
