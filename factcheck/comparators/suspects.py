"""What a sentence may have mixed up with its nearest fact: a model is asked whether it did.

A rule that knows neither the words of a paraphrase nor the world cannot tell a slip from another
event. A model may: it reads the sentence beside the fact as it stands, and again with the fact's
figure, day or name in the place of the sentence's own. What is found here is only asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.comparators.amounts import sort_of
from factcheck.comparators.exchanges import Exchange, exchanges, may_be_one_event
from factcheck.comparators.gates import NOTHING
from factcheck.comparators.mends import mends_of
from factcheck.comparators.quantity import are_of_two_things
from factcheck.comparators.scope import other_deed
from factcheck.comparators.slip import Found
from factcheck.comparators.slip_places import place_of
from factcheck.comparators.times import When, recent_enough, when
from factcheck.model import (
    Analysis,
    Claim,
    Match,
    Mend,
    NameKind,
    Part,
    Quantity,
    Rating,
    Reason,
    Span,
    Stance,
    Suspicion,
)
from factcheck.model.alignment import Pair

_OTHERS = frozenset({Reason.DATE, Reason.ENTITY, Reason.PLACE})
"""What is taken from ``mends`` too: of figures ``exchanges`` leaves out what was only reckoned."""
_MINUTES = ("'", "’", "′")


def suspicions_of(
    pairs: Sequence[Pair], similarities: Sequence[float]
) -> tuple[int, tuple[Suspicion, ...]]:
    """Return the place of the nearest fact, and what may be mixed up with it, in text order.

    ``pairs`` are the whole sentence beside all facts found. Spans count in the sentence.
    """
    nearest = next(iter(Found(pairs, similarities).by_coverage), None)
    if nearest is None:
        return 0, ()
    pair = pairs[nearest]
    if pair.fact.rating is not Rating.TRUE or not may_be_one_event(pair, NOTHING):
        return nearest, ()
    if not recent_enough(pair) and when(pair) is not When.AGREE:
        return nearest, ()  # who read the result seven years ago
    if _is_denied(pair.claim) != _is_denied(pair.statement):
        return nearest, ()  # who "never got 60 votes" may have got 40
    known: dict[tuple[Span, Span], Mend] = {}
    others = (mend for mend in mends_of(pair) if mend.kind in _OTHERS)
    for mend in (*_exchanged(pair), *others):
        if mend.claim_span.slice(pair.claim.text) == mend.claim_text:
            known.setdefault((mend.claim_span, mend.fact_span), mend)
    found = (
        _suspicion(pair.claim.text, mend)
        for mend in known.values()
        if not _leaves_out_who(pair, mend) and not _is_of_another_deed(pair, mend)
    )
    return nearest, tuple(sorted(found, key=lambda s: s.mend.claim_span.start))


def _is_denied(analysis: Analysis) -> bool:
    return any(token.negated for token in analysis.tokens)


def _leaves_out_who(pair: Pair, mend: Mend) -> bool:
    """Tell whether the sentence does not name somebody who acts in the fact: it may be another."""
    met = pair.fact_to_sentence
    return any(
        name.kind is NameKind.PERSON
        and not name.preposition
        and not name.adjective
        and name.span != mend.fact_span
        and j not in met.names
        and j not in met.maybe_names
        and all(compare_names(name, other) is NameRelation.DIFFERENT for other in pair.subject)
        for j, name in enumerate(pair.statement.names)
    )


def _is_of_another_deed(pair: Pair, mend: Mend) -> bool:
    """Tell of who and where whether each tells a deed of its own: dined at Riga, signed there."""
    return mend.kind in (Reason.ENTITY, Reason.PLACE) and other_deed(pair)


def _exchanged(pair: Pair) -> Iterator[Mend]:
    for exchange in exchanges(pair):
        if _is_of_another_measure(exchange, pair):
            continue
        here, there = exchange.spans
        yield Mend(
            kind=exchange.kind,
            claim_text=exchange.mine.text,
            fact_text=exchange.theirs.text,
            written=exchange.theirs.text,
            claim_span=here,
            fact_span=there,
        )


def _is_of_another_measure(exchange: Exchange, pair: Pair) -> bool:
    """Tell whether two figures count two things, or one thing in two ways: tickets, 240 each."""
    mine, theirs = exchange.mine, exchange.theirs
    if not isinstance(mine, Quantity) or not isinstance(theirs, Quantity):
        return False
    if _is_minute(mine, pair.claim) or _is_minute(theirs, pair.statement):
        return True  # the 67th minute is the 22nd of the second half
    if sort_of(mine, pair.claim) is not sort_of(theirs, pair.statement):
        return True
    return are_of_two_things(mine, theirs, pair)


def _is_minute(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether a figure is followed by the mark of minutes: "67'"."""
    return analysis.text[quantity.span.end :].startswith(_MINUTES) or quantity.text.endswith(
        _MINUTES
    )


def _suspicion(text: str, mend: Mend) -> Suspicion:
    span = mend.claim_span
    mended = text[: span.start] + mend.written + text[span.end :]
    return Suspicion(mend=mend, text=text, mended=mended)


def with_suspicions(
    row: list[Match], part: Part, claim: Claim, start: int, told: tuple[int, tuple[Suspicion, ...]]
) -> list[Match]:
    """Return the row of one of the claim's parts with what may be wrong in it, if it is open.

    ``start`` is where in the document the sentence begins in which the suspicions count.
    """
    place, found = told
    if not found or any(match.stance is not Stance.NEUTRAL for match in row):
        return row
    offset = start - part.span.start
    mine = tuple(
        replace(one, mend=replace(one.mend, claim_span=one.mend.claim_span.shifted(offset)))
        for one in found
        if place_of(one.mend.claim_span, claim, start) is part
    )
    return [*row[:place], replace(row[place], suspicions=mine), *row[place + 1 :]]
