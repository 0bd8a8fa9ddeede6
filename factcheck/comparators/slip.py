"""A slip: what a text may have mixed up with one of the facts found, and the numbers that tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.comparators.gates import Slot
from factcheck.model import Comparison, Span, Stance
from factcheck.model.alignment import Pair

LEAST_COVERAGE = 0.15
"""Share of the part that a fact must say for it to be about the same thing at all."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What may be a slip beside the fact at ``place`` of those found, and where in the part.

    ``stance`` is what the fact would then have, with its ``clash`` if the two differ; ``slot`` is
    what was exchanged, to be left aside where the two must else tell of one event.
    """

    kind: str
    place: int
    span: Span
    stance: Stance
    clash: Comparison | None = None
    slot: Slot | None = None


@dataclass(frozen=True)
class Found:
    """The whole sentence beside all facts found for it, with their similarities."""

    pairs: Sequence[Pair]
    similarities: Sequence[float]

    @cached_property
    def near(self) -> list[int]:
        """Return which facts say enough of the sentence to be about the same thing."""
        return [i for i, p in enumerate(self.pairs) if p.claim_coverage > LEAST_COVERAGE]

    @cached_property
    def by_coverage(self) -> list[int]:
        """Return them by how much of the sentence they say, most first."""
        return sorted(self.near, key=lambda i: (-self.pairs[i].claim_coverage, self.fact_id(i)))

    @cached_property
    def by_similarity(self) -> list[int]:
        """Return them by their similarity, highest first."""
        return sorted(self.near, key=lambda i: (-self.similarities[i], self.fact_id(i)))

    def fact_id(self, place: int) -> str:
        """Return the id of a fact."""
        return self.pairs[place].fact.id

    def among(self, place: int) -> Features:
        """Return how the fact at ``place`` stands among the others."""
        others = [j for j in self.near if j != place]
        coverage = max((self.pairs[j].claim_coverage for j in others), default=0.0)
        similarity = max((self.similarities[j] for j in others), default=0.0)
        return {
            "similarity": self.similarities[place],
            "coverage_rank": _rank(place, self.by_coverage),
            "similarity_rank": _rank(place, self.by_similarity),
            "coverage_lead": self.pairs[place].claim_coverage - coverage,
            "similarity_lead": self.similarities[place] - similarity,
        }


def _rank(place: int, order: Sequence[int]) -> int:
    return order.index(place) if place in order else len(order)
