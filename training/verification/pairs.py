"""What the model learns from, one record."""

from __future__ import annotations

from dataclasses import dataclass

LABELS = ("SUPPORTED", "REFUTED", "NEI")
"""In the order of the model's outputs: supports, refutes, neutral."""

UNSUPPORTED = "UNSUPPORTED"
"""Refuted or open, whichever: what is learned is that the fact does not support the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim, what is known, and whether it supports, refutes or leaves the claim open."""

    claim: str
    fact: str
    label: str
