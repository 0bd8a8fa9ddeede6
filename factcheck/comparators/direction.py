"""Directions: the same change the other way round ("aumentato" / "calato")."""

from __future__ import annotations

from factcheck.analysis.lexicon import relations
from factcheck.comparators.gates import Slot, is_pinned, same_event
from factcheck.comparators.scope import figures_differ, is_narrower
from factcheck.comparators.times import When, when
from factcheck.comparators.trend import compare_trend
from factcheck.model import Comparison, Reason, Stance
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return a clash when part and fact use opposite words of one event.

    Opposite words in statements about other things, or at other times, are ``NEUTRAL``; opposite
    words of which one side is denied agree and say nothing here.
    """
    found = _opposites(pair)
    told = None if found is None else _opposed(pair, *found)
    if told is not None and told.stance is Stance.REFUTES:
        return told
    return compare_trend(pair) or told


def _opposed(pair: Pair, i: int, j: int) -> Comparison:
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    slot = Slot(claim_words=(i,), fact_words=(j,))
    clash = (
        mine.negated == theirs.negated
        and not mine.hypothetical
        and not theirs.hypothetical
        and (is_pinned(pair, slot) or not is_narrower(pair, skip=(i,)))
        and not figures_differ(pair)
        and when(pair) is not When.DISJOINT
        and same_event(pair, slot)
    )
    return Comparison(
        name=Reason.DIRECTION,
        stance=Stance.REFUTES if clash else Stance.NEUTRAL,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )


def _opposites(pair: Pair) -> tuple[int, int] | None:
    antonyms = relations().antonyms
    met = set(pair.claim_to_fact.content.values())
    for i, mine in enumerate(pair.claim.content):
        if not mine.concept or i in pair.claim_to_fact.content:
            continue
        for j, theirs in enumerate(pair.statement.content):
            if j not in met and frozenset((mine.concept, theirs.concept)) in antonyms:
                return i, j
    return None
