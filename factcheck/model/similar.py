"""Facts that say the same, and facts that cannot both be right."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model.facts import Fact
from factcheck.model.verdicts import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Two or more facts that say the same, by id; ``similarity`` is the least of a pair in [0, 1].

    Each says the same as some other one of them.
    """

    facts: tuple[Fact, ...]
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two facts of one thing that cannot both be rated as they are, the lower id first.

    ``comparisons`` tell where they differ, the first fact as the claim's side; they are empty
    where only the ratings differ.
    """

    first: Fact
    second: Fact
    similarity: float
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """What a table repeats, and where it contradicts itself; both by the id of the first fact."""

    threshold: float
    facts: int
    clusters: tuple[Cluster, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
