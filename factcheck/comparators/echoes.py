"""What a quote settles by itself, and the clashes that only repeat a misquote or one another."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.quotes import quotes
from factcheck.model import Comparison, Reason, Role, Span, Stance
from factcheck.model.alignment import Pair
from factcheck.text import fold

WRONG_SPEAKER = "wrong speaker"
"""Detail of a comparison that finds the words of a quote to be somebody else's."""


def without_echoes(pair: Pair, found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons without the clashes that a changed quote already tells of."""
    misquote = next((c for c in found if c.name is Reason.QUOTE or c.detail == WRONG_SPEAKER), None)
    if misquote is None or misquote.stance is not Stance.REFUTES:
        return tuple(found)
    whole = Span(start=0, end=len(pair.claim.text))
    told = [whole] if pair.part.role is Role.REPORTED else list(quotes(pair.claim.text))
    told += [misquote.claim_span] if misquote.claim_span else []
    return tuple(
        c
        for c in found
        if c is misquote
        or c.stance is not Stance.REFUTES
        or c.claim_span is None
        or not any(s.start <= c.claim_span.start < s.end for s in told)
    )


def once(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons without a clash that two of them tell of: the first one stays."""
    kept: list[Comparison] = []
    for one in found:
        if one.stance is not Stance.REFUTES or not any(_repeats(one, other) for other in kept):
            kept.append(one)
    return tuple(kept)


def _repeats(one: Comparison, other: Comparison) -> bool:
    if one.name is not other.name or other.stance is not Stance.REFUTES:
        return False
    if one.name is Reason.NEGATION:  # the verb and its "not" are told of apart
        return True
    mine, theirs = one.claim_span, other.claim_span
    if mine is None or theirs is None:
        return (one.claim_text, one.fact_text) == (other.claim_text, other.fact_text)
    return mine.start < theirs.end and theirs.start < mine.end


def is_quotation(pair: Pair, comparisons: Sequence[Comparison]) -> bool:
    """A quote, with no more beside it than who says it, is settled by the words and the speaker."""
    quoted = next((c for c in comparisons if c.name is Reason.QUOTE), None)
    if quoted is None or quoted.stance is not Stance.SUPPORTS or quoted.claim_span is None:
        return False
    claim, span = pair.claim, quoted.claim_span
    told = [*(date.span for date in claim.dates), *(q.span for q in claim.quantities)]
    told += [
        name.span
        for i, name in enumerate(claim.names)
        if i not in pair.claim_to_fact.names and fold(name.text) not in fold(pair.fact.speaker)
    ]
    return all(_lies_in(inner, span) for inner in told) and all(
        _lies_in(token.span, span)
        or i in pair.claim_to_fact.content
        or not has_full_weight(token, claim.lang)
        for i, token in enumerate(claim.content)
    )


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
