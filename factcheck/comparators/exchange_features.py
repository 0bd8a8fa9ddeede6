"""What tells a slip from another event: numbers about an exchange, read by ``exchanges.json``.

The comparators look at one fact at a time. Here the other facts that were found count too: a fact
about the very event says more of the part than any other, and what was mixed up is often told of
something else in the table. Fitting and running share this file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree
from factcheck.comparators.exchanges import (
    LEAST_COVERAGE,
    Exchange,
    digits_in_common,
    exchanges,
    may_be_one_event,
)
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
from factcheck.comparators.times import When, is_of_the_day, recent_enough, when
from factcheck.comparators.trees import Trees, trees_from
from factcheck.model import Analysis, Name, NameKind, Quantity, Span
from factcheck.model.alignment import Pair

LEAST_FACTS = 10
"""Facts that must have been found: among few, the nearest may well be of another event."""
_NEAREST = 3
"""Facts, by the share of the sentence they say, that may be the one it was mixed up with."""
FIGURES, NAMES = "figures", "names"
_FAR = 9.0
_REACH = 6.0
"""Characters from an exchanged name at which a shared word counts half."""


@dataclass(frozen=True, slots=True)
class Found:
    """An exchange between a part and the fact at ``place`` of its candidates, and its chance."""

    place: int
    exchange: Exchange
    chance: float


def likely_exchange(pairs: Sequence[Pair], similarities: Sequence[float]) -> Found | None:
    """Return the likeliest exchange of a sentence with one of its facts, if it is likely enough.

    ``pairs`` are the whole sentence beside all facts found, ``similarities`` those of the facts.
    """
    if len(pairs) < LEAST_FACTS:
        return None
    best: Found | None = None
    for place, exchange, values in rows_of(pairs, similarities):
        trees = _trees()[kind_of(exchange)]
        chance = trees([values[name] for name in trees.features])
        is_likely = chance >= trees.limit
        is_best = best is None or chance > best.chance
        if is_likely and is_best and may_be_one_event(pairs[place], exchange.slot):
            best = Found(place, exchange, chance)
    return best


def rows_of(
    pairs: Sequence[Pair], similarities: Sequence[float]
) -> list[tuple[int, Exchange, Mapping[str, float]]]:
    """Return each exchange with its candidate's place and its features by name, in order."""
    near = [i for i, pair in enumerate(pairs) if pair.claim_coverage > LEAST_COVERAGE]
    by_coverage = sorted(near, key=lambda i: (-pairs[i].claim_coverage, pairs[i].fact.id))
    found = [(i, exchange) for i in by_coverage[:_NEAREST] for exchange in exchanges(pairs[i])]
    if not found:
        return []
    by_similarity = sorted(near, key=lambda i: (-similarities[i], pairs[i].fact.id))
    alone = {i: _of_pair(pairs[i]) for i, _ in found}
    rows: list[tuple[int, Exchange, Mapping[str, float]]] = []
    for i, exchange in found:
        others = [j for j in near if j != i]
        elsewhere = [pairs[j].claim_coverage for j in others if _has(pairs[j], exchange.mine)]
        among = {
            "similarity": similarities[i],
            "coverage_rank": by_coverage.index(i),
            "similarity_rank": by_similarity.index(i),
            "coverage_lead": pairs[i].claim_coverage
            - max((pairs[j].claim_coverage for j in others), default=0.0),
            "similarity_lead": similarities[i]
            - max((similarities[j] for j in others), default=0.0),
            "best_similarity": max(similarities[j] for j in near),
            "told_elsewhere": max(elsewhere, default=0.0),
            "facts_telling_it": len(elsewhere),
        }
        rows.append((i, exchange, {**alone[i], **among, **_of_exchange(pairs[i], exchange)}))
    return rows


def kind_of(exchange: Exchange) -> str:
    """Return which trees judge an exchange."""
    return FIGURES if isinstance(exchange.mine, Quantity) else NAMES


def _has(pair: Pair, mine: Quantity | Name) -> bool:
    """Tell whether a fact has the part's name or amount."""
    if isinstance(mine, Quantity):
        return any(agree(mine, other) for other in pair.statement.quantities)
    return any(compare_names(mine, o) is not NameRelation.DIFFERENT for o in pair.statement.names)


def _of_pair(pair: Pair) -> Mapping[str, float]:
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


@lru_cache(maxsize=1)
def _trees() -> Mapping[str, Trees]:
    text = files("factcheck.comparators").joinpath("exchanges.json").read_text("utf-8")
    return {kind: trees_from(data) for kind, data in json.loads(text)["kinds"].items()}
