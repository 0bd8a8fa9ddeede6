"""Where an exchange is told: the part of the sentence that has it, and its clash with the fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.analysis.pairing import KnownFact, make_pairs
from factcheck.analysis.scene import Scene
from factcheck.comparators.exchange_features import Found
from factcheck.model import EXCHANGED, Claim, Comparison, Match, Part, Stance
from factcheck.model.alignment import Pair


def whole_pairs_of(scene: Scene, known: Sequence[KnownFact]) -> list[Pair]:
    """Return the sentence beside each fact, taken as one part."""
    claim = scene.claim
    part = claim.parts[0] if len(claim.parts) == 1 else Part(span=claim.span, text=claim.text)
    return make_pairs(scene, part, known)


def place_of(found: Found, claim: Claim, start: int) -> Part | None:
    """Return the innermost part that has what was exchanged, told from ``start`` on."""
    span = found.exchange.mine.span.shifted(start)
    holding = [
        part for part in claim.parts if part.span.start <= span.start and span.end <= part.span.end
    ]
    return min(holding, key=lambda part: part.span.end - part.span.start, default=None)


def with_exchange(row: list[Match], found: Found, offset: int) -> list[Match]:
    """Return the row with the clash of what was exchanged, where nothing else settles the part."""
    if any(match.stance is not Stance.NEUTRAL for match in row):
        return row
    match, exchange = row[found.place], found.exchange
    clash = Comparison(
        name=exchange.kind,
        stance=Stance.REFUTES,
        claim_text=exchange.mine.text,
        fact_text=exchange.theirs.text,
        detail=EXCHANGED,
        claim_span=exchange.mine.span.shifted(offset),
        fact_span=exchange.theirs.span,
    )
    others = [c for c in match.comparisons if c.name is not exchange.kind]
    changed = replace(match, stance=Stance.REFUTES, comparisons=(*others, clash))
    return [*row[: found.place], changed, *row[found.place + 1 :]]
