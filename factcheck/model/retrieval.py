"""What a fact table is asked, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text to find facts for."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A fact that may speak about the query; ``similarity`` in [0, 1], higher is closer."""

    fact: Fact
    similarity: float
