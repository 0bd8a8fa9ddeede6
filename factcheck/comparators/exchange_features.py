"""What tells an exchange from another event: the numbers that ``slips.json`` reads.

The comparators look at one fact at a time. Here the other facts that were found count too: a fact
about the very event says more of the part than any other, and what was mixed up is often told of
something else in the table. Fitting and running share this file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import is_stated
from factcheck.comparators.exchanges import Exchange, digits_in_common, exchanges
from factcheck.comparators.gates import (
    anchors,
    elements,
    new_figures,
    same_event,
    shared_meaning,
    shares_verb,
    strangers,
)
from factcheck.comparators.pins import Left, are_turned, may_be_unsaid, pin_weight
from factcheck.comparators.scope import is_narrower, other_deed
from factcheck.comparators.slip import Features, Found, Slip
from factcheck.comparators.times import When, is_of_the_day, recent_enough, when
from factcheck.model import (
    EXCHANGED,
    MAGNITUDE,
    Analysis,
    Comparison,
    Name,
    NameKind,
    Quantity,
    Span,
    Stance,
)
from factcheck.model.alignment import Pair

_NEAREST = 3
"""Facts, by the share of the sentence they say, that may be the one it was mixed up with."""
FIGURES, NAMES = "figures", "names"
_FAR = 9.0
_REACH = 6.0
"""Characters from an exchanged name at which a shared word counts half."""


def rows_of(found: Found) -> list[tuple[Slip, Features]]:
    """Return what may have been exchanged, each with its features by name, in order."""
    pairs = found.pairs
    told = [(i, exchange) for i in found.by_coverage[:_NEAREST] for exchange in exchanges(pairs[i])]
    alone = {i: of_pair(pairs[i]) for i, _ in told}
    rows: list[tuple[Slip, Features]] = []
    for i, exchange in told:
        others = (j for j in found.near if j != i)
        elsewhere = [pairs[j].claim_coverage for j in others if _has(pairs[j], exchange.mine)]
        among = {
            **found.among(i),
            "best_similarity": max(found.similarities[j] for j in found.near),
            "told_elsewhere": max(elsewhere, default=0.0),
            "facts_telling_it": len(elsewhere),
        }
        rows.append((_slip(i, exchange), {**alone[i], **among, **_of_exchange(pairs[i], exchange)}))
    return rows


def _slip(place: int, exchange: Exchange) -> Slip:
    mine, theirs = exchange.mine, exchange.theirs
    return Slip(
        kind=FIGURES if isinstance(mine, Quantity) else NAMES,
        place=place,
        span=mine.span,
        stance=Stance.REFUTES,
        slot=exchange.slot,
        clash=Comparison(
            name=exchange.kind,
            stance=Stance.REFUTES,
            claim_text=mine.text,
            fact_text=theirs.text,
            detail=MAGNITUDE if exchange.is_of_magnitude else EXCHANGED,
            claim_span=mine.span,
            fact_span=theirs.span,
        ),
    )


def _has(pair: Pair, mine: Quantity | Name) -> bool:
    """Tell whether a fact has the part's name or amount."""
    if isinstance(mine, Quantity):
        return is_stated(mine, pair.statement.quantities)
    return any(compare_names(mine, o) is not NameRelation.DIFFERENT for o in pair.statement.names)


def of_pair(pair: Pair) -> Mapping[str, float]:
    """Return what part and fact have in common, whatever is exchanged."""
    met = pair.fact_to_sentence
    unsaid = [
        name
        for j, name in enumerate(pair.statement.names)
        if j not in met.names and j not in met.maybe_names
    ]
    before = pair.named_before
    return {
        "claim_coverage": pair.claim_coverage,
        "fact_coverage": pair.fact_coverage,
        "anchors": anchors(pair),
        "names": len(pair.claim_to_fact.names),
        "words": len(pair.claim_to_fact.content),
        "near_words": len(pair.claim_to_fact.related),
        "same_time": when(pair) is When.AGREE,
        "of_the_day": is_of_the_day(pair),
        "recent": recent_enough(pair),
        "unsaid": len(unsaid),
        "unsaid_told": sum(_is_told(name, before) for name in unsaid),
        "unsaid_acting": sum(not may_be_unsaid(pair, name, before) for name in unsaid),
        "other_language": pair.claim.lang != pair.statement.lang,
        "shares_verb": shares_verb(pair),
        "other_deed": other_deed(pair),
        "narrower": is_narrower(pair),
        "claim_elements": elements(pair.claim),
        "fact_elements": elements(pair.statement),
        "claim_words": len(pair.claim.tokens),
        "fact_words": len(pair.statement.tokens),
        "claim_figures": len(pair.claim.quantities),
        "fact_figures": len(pair.statement.quantities),
        "whole_sentence": len(pair.part.text) >= len(pair.sentence.text) - 2,
    }


def _of_exchange(pair: Pair, exchange: Exchange) -> Mapping[str, float]:
    mine, theirs = exchange.mine, exchange.theirs
    part_left, fact_left = shared_meaning(pair, exchange.slot)
    figures = [
        j for j, q in enumerate(pair.statement.quantities) if q.span in exchange.slot.fact_spans
    ]
    left = Left(
        claim_names=exchange.slot.claim_names,
        fact_names=exchange.slot.fact_names,
        fact_figures=figures,
    )
    common = {
        "part_left": part_left,
        "fact_left": fact_left,
        "least_left": min(part_left, fact_left),
        "pins": pin_weight(pair, left),
        "strangers": len(strangers(pair, exchange.slot)),
        "new_figures": new_figures(pair, exchange.slot),
        "same_event": same_event(pair, exchange.slot),
        **_neighbours(pair, *exchange.spans),
    }
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return {**common, **_of_figures(pair, mine, theirs)}
    if isinstance(mine, Name) and isinstance(theirs, Name):
        return {**common, **_of_names(pair, mine, theirs)}
    raise TypeError(exchange)


def _of_figures(pair: Pair, mine: Quantity, theirs: Quantity) -> Mapping[str, float]:
    digits, powers = digits_in_common(mine, theirs)
    known = any(value == 0 for value in (mine.low, theirs.low)) or mine.dimension == "score"
    return {
        "digits": digits,
        "powers": powers,
        "turned": are_turned(mine, theirs),
        "ratio": _FAR if known else abs(math.log10(abs(theirs.low / mine.low))),
        "same_unit": mine.unit == theirs.unit,
        "bare": "" in (mine.unit, theirs.unit),
        "money": mine.dimension.startswith("money"),
        "share": mine.dimension == "ratio",
        "lasting": mine.dimension == "duration",
        "score": mine.dimension == "score",
        "counted_alike": not set(mine.of[:2]).isdisjoint(theirs.of[:2]),
        "rivals": sum(q.dimension == mine.dimension for q in pair.statement.quantities),
    }


def _of_names(pair: Pair, mine: Name, theirs: Name) -> Mapping[str, float]:
    met, known = pair.claim_to_fact, pair.fact_to_sentence
    return {
        "unknown_kind": NameKind.UNKNOWN in (mine.kind, theirs.kind),
        "person": mine.kind is NameKind.PERSON,
        "place": mine.kind is NameKind.PLACE,
        "country": mine.key.startswith("country:"),
        "people_of": mine.adjective,
        "same_link": mine.preposition == theirs.preposition,
        "linked": bool(mine.preposition),
        "before_verb": mine.span.start < _verb(pair.claim),
        "fact_before_verb": theirs.span.start < _verb(pair.statement),
        "told_before": _is_told(mine, pair.named_before),
        "fact_told_before": _is_told(theirs, pair.named_before),
        "open_names": sum(i not in met.names for i in range(len(pair.claim.names))),
        "free_names": sum(j not in known.names for j in range(len(pair.statement.names))),
    }


def _verb(analysis: Analysis) -> int:
    return next((t.span.start for t in analysis.tokens if t.is_verb), len(analysis.text))


def _is_told(name: Name, before: Sequence[Name]) -> bool:
    return any(compare_names(name, other) is NameRelation.SAME for other in before)


def _neighbours(pair: Pair, mine: Span, theirs: Span) -> Mapping[str, float]:
    """Return how near what stands by the one is to what stands by the other, in (0, 1] each."""
    content, partners = pair.claim.content, pair.claim_to_fact.partners
    before = [i for i, t in enumerate(content) if t.span.end <= mine.start]
    after = [i for i, t in enumerate(content) if t.span.start >= mine.end]

    def nearness(place: int | None) -> float:
        if place is None or place not in partners:
            return 0.0
        span = pair.statement.content[partners[place]].span
        low, high = (
            (span.end, theirs.start) if span.start < theirs.start else (theirs.end, span.start)
        )
        return 1.0 / (1 + sum(low <= t.span.start < high for t in pair.statement.tokens))

    shared = [(i, abs(content[i].span.start - mine.start)) for i in partners]
    left, right = nearness(before[-1] if before else None), nearness(after[0] if after else None)
    return {
        "word_before": left,
        "word_after": right,
        "words_around": left + right,
        "context": math.fsum(nearness(i) / (1 + off / _REACH) for i, off in shared),
        "nearest_shared": max((1 / (1 + off / _REACH) for _, off in shared), default=0.0),
    }
