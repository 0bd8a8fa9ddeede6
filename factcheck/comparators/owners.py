"""Whose figure it is: of several names and figures told in turn, each figure is of its own name.

"Lombardy received 1,620 doses and Lazio 955" does not bear out that Lazio received 1,620.
"""

from __future__ import annotations

from itertools import pairwise

from factcheck.analysis.name_matching import can_be_replaced
from factcheck.analysis.pairing import agree
from factcheck.comparators.amounts import keys_of
from factcheck.model import Analysis, Comparison, Name, Quantity, Reason, Span, Stance
from factcheck.model.alignment import Pair

_TWO = 2
CROSSED = "crossed"
"""Detail of a comparison that finds a figure with another's name."""


def compare_owners(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` with the part's figure that in the fact is another's, else ``None``.

    Only where the fact tells names of one kind and figures of one unit strictly in turn.
    """
    for quantity in pair.claim.quantities:
        told = [q for q in pair.statement.quantities if agree(quantity, q)]
        name = _only_name(pair, quantity)
        if len(told) != 1 or name is None:
            continue
        partner = pair.statement.names[pair.claim_to_fact.names[name]]
        owners = _owners(pair.statement, told[0], partner)
        if partner in owners.values() and owners.get(told[0].span.start, partner) is not partner:
            mine, theirs = pair.claim.names[name], owners[told[0].span.start]
            return Comparison(
                name=Reason.ROLE,
                stance=Stance.NEUTRAL,
                claim_text=mine.text,
                fact_text=theirs.text,
                detail=CROSSED,
                claim_span=mine.span,
                fact_span=theirs.span,
            )
    return None


def _only_name(pair: Pair, quantity: Quantity) -> int | None:
    """Return the part's only name that the fact has too, or the one the figure stands with."""
    known = [i for i in pair.claim_to_fact.names if not pair.claim.names[i].adjective]
    if len(known) == 1:
        return known[0]
    for place in known:
        name = pair.claim.names[place]
        owner = _owners(pair.claim, quantity, name).get(quantity.span.start)
        if owner is name:
            return place
    return None


def _owners(analysis: Analysis, figure: Quantity, like: Name) -> dict[int, Name]:
    """Return, by where they start, whose the figures of one sort are; nothing if not in turn."""
    counted = keys_of(figure.of[:1], analysis)
    figures = [
        q.span
        for q in analysis.quantities
        if (q.dimension, q.unit) == (figure.dimension, figure.unit)
        and (not (counted and q.of) or counted & keys_of(q.of[:1], analysis))
    ]
    names = [
        name
        for name in analysis.names
        if name is like or (not name.adjective and can_be_replaced(like, name))
    ]
    if not len(figures) == len(names) >= _TWO:
        return {}
    told: list[tuple[Span, Name | None]] = [(span, None) for span in figures]
    order = sorted([*told, *((name.span, name) for name in names)], key=lambda one: one[0])
    are_names = [name is not None for _, name in order]
    if any(one == other for one, other in pairwise(are_names)):
        return {}
    step = 1 if are_names[0] else -1
    return {
        span.start: owner
        for place, (span, name) in enumerate(order)
        if name is None and (owner := order[place - step][1]) is not None
    }
