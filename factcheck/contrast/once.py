"""What a fact excludes: a change of what may be true beside the fact makes no error.

Another visit in another year, another buyer, another town with an airport that was closed: unless a
figure ties the statement to one event, such a sentence may be as true as the fact. The lists of
``languages/relations.toml`` tell which deeds are done once, or by one alone.
"""

from __future__ import annotations

import re

from factcheck.analysis.lexicon import relations
from factcheck.contrast.records import Statement
from factcheck.model import Bound, Quantity

_TELLING_DIGITS = 3
_COUNTED_DIGITS = 2
_COUNTS = frozenset({"count", "length", "mass", "area", "volume"})


def is_placed(statement: Statement) -> bool:
    """Tell whether every date of the statement is known: else any other may be meant."""
    return all(mention.interval is not None for mention in statement.analysis.dates)


def may_recur(statement: Statement) -> bool:
    """Tell whether the same may have happened at another time too."""
    known = relations()
    recurring = known.nonexclusive | known.states | known.itinerary | known.changes
    return not _is_counted(statement) and _tells_of(statement, recurring)


def may_be_anothers(statement: Statement) -> bool:
    """Tell whether the same may hold of somebody or somewhere else too."""
    known = relations()
    return not _is_pinned(statement) and _tells_of(statement, known.nonexclusive | known.joint)


def _tells_of(statement: Statement, concepts: frozenset[str]) -> bool:
    """Tell whether a word is one of ``concepts``, or no verb is known for what it means."""
    content = statement.analysis.content
    if any(token.concept in concepts for token in content):
        return True
    return not any(token.is_verb and token.concept for token in content)


def _is_pinned(statement: Statement) -> bool:
    """Tell whether figures tie the statement to one event: two, or one with digits that tell."""
    figures = [q for q in statement.analysis.quantities if q.bound is Bound.EXACT]
    return len(figures) > 1 or any(_digits(q) >= _needed(q) for q in figures)


def _is_counted(statement: Statement) -> bool:
    """Tell whether a figure is hardly reached twice: a share of 11.8 percent may be."""
    figures = [q for q in statement.analysis.quantities if q.bound is Bound.EXACT]
    return len(figures) > 1 or any(
        _digits(q) >= _TELLING_DIGITS and q.dimension.partition(":")[0] in {*_COUNTS, "money"}
        for q in figures
    )


def _needed(quantity: Quantity) -> int:
    return _COUNTED_DIGITS if quantity.dimension in _COUNTS else _TELLING_DIGITS


def _digits(quantity: Quantity) -> int:
    return len(re.sub(r"\D", "", f"{quantity.low:.6g}".partition("e")[0]).strip("0"))
