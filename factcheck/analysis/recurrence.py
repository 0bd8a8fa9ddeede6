"""What a statement excludes: the same at another time, or of somebody or somewhere else.

Another visit in another year, another buyer, another town whose airport was closed may be as true
as what is stated, unless a figure ties the statement to one event. The lists of
``languages/relations.toml`` tell which deeds are done once, or by one alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.analysis.lexicon import relations
from factcheck.model import Bound, Quantity, Token

_TELLING = 3
_TELLING_OF_COUNTS = 2
"""Digits from which on a figure, and a count of things, hardly come twice by chance."""
_COUNTS = frozenset({"count", "length", "mass", "area", "volume"})
_AMOUNTS = _COUNTS | {"money"}


def excludes_other_times(words: Sequence[Token], figures: Sequence[Quantity]) -> bool:
    """Tell whether what ``words`` and ``figures`` state cannot be so at another time as well.

    Thirteen thousand cars are not those of two years; a share of 11.8% may be that of two months.
    """
    exact = _exact(figures)
    if len(exact) > 1 or any(_digits(q) >= _TELLING and _kind(q) in _AMOUNTS for q in exact):
        return True
    known = relations()
    return _tells_otherwise(
        words, known.nonexclusive | known.states | known.itinerary | known.changes
    )


def excludes_others(words: Sequence[Token], figures: Sequence[Quantity], *, ties: int) -> bool:
    """Tell whether what ``words`` and ``figures`` state cannot hold of another one as well.

    ``ties`` are the other names and dates of the statement: with none, other things of the kind
    may have it done to them too (another airport closed for three days).
    """
    exact = _exact(figures)
    if len(exact) > 1 or any(_digits(q) >= _needed(q) for q in exact):
        return True
    return ties > 0 and _tells_otherwise(words, relations().nonexclusive | relations().joint)


def _tells_otherwise(words: Sequence[Token], repeatable: frozenset[str]) -> bool:
    """Tell whether there is a verb of a known sense, and no word whose sense is repeatable."""
    if any(token.concept in repeatable for token in words):
        return False
    return any(token.is_verb and token.concept for token in words)


def _exact(figures: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in figures if quantity.bound is Bound.EXACT]


def _needed(quantity: Quantity) -> int:
    return _TELLING_OF_COUNTS if _kind(quantity) in _COUNTS else _TELLING


def _kind(quantity: Quantity) -> str:
    return quantity.dimension.partition(":")[0]


def _digits(quantity: Quantity) -> int:
    """Return how many digits an amount has, zeros at its ends aside."""
    return len(re.sub(r"\D", "", f"{quantity.low:.6g}".partition("e")[0]).strip("0"))
