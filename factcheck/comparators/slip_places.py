"""Where a slip is told: the part of the sentence that has it, and what it makes of the fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.analysis.pairing import KnownFact, make_pairs
from factcheck.analysis.scene import Scene
from factcheck.comparators.slip import Slip
from factcheck.model import Claim, Match, Part, Role, Span, Stance
from factcheck.model.alignment import Pair


def whole_pairs_of(scene: Scene, known: Sequence[KnownFact]) -> list[Pair]:
    """Return the sentence beside each fact, taken as one part."""
    claim = scene.claim
    part = claim.parts[0] if len(claim.parts) == 1 else Part(span=claim.span, text=claim.text)
    return make_pairs(scene, part, known)


def place_of(words: Span, claim: Claim, start: int) -> Part | None:
    """Return the innermost part that has the words of a slip, else the one that has most of them.

    They are told from ``start`` on; who says something never has more of it than what is said.
    """
    span = words.shifted(start)
    holding = [
        part for part in claim.parts if part.span.start <= span.start and span.end <= part.span.end
    ]
    if holding:
        return min(holding, key=lambda part: part.span.end - part.span.start)
    saying = [part for part in claim.parts if part.role is not Role.ATTRIBUTION]
    return max(saying, key=lambda part: _common(part.span, span), default=None)


def _common(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def with_slip(row: list[Match], slip: Slip, offset: int) -> list[Match]:
    """Return the row with the slip told of its fact, where nothing else settles the part."""
    if any(match.stance is not Stance.NEUTRAL for match in row):
        return row
    match = row[slip.place]
    comparisons = match.comparisons
    if slip.clash is not None:
        span = slip.clash.claim_span
        clash = replace(slip.clash, claim_span=span and span.shifted(offset))
        comparisons = (*(c for c in comparisons if c.name is not clash.name), clash)
    changed = replace(match, stance=slip.stance, comparisons=comparisons)
    return [*row[: slip.place], changed, *row[slip.place + 1 :]]
