"""What the model learns from, one record."""

from __future__ import annotations

from dataclasses import dataclass

LABELS = ("SUPPORTED", "REFUTED", "NEI")
"""In the order of the model's outputs: supports, refutes, neutral."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim, what is known, and whether it supports, refutes or leaves the claim open."""

    claim: str
    fact: str
    label: str
