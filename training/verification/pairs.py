"""What the model learns from, one record."""

from __future__ import annotations

from dataclasses import dataclass

LABELS = ("SUPPORTED", "REFUTED", "NEI")
"""In the order of the model's outputs: supports, refutes, neutral."""

UNSUPPORTED = "UNSUPPORTED"
"""Refuted or open, whichever: what is learned is that the fact does not support the claim."""
UNREFUTED = "UNREFUTED"
"""Supported or open: what is learned is that the fact does not refute the claim."""

PARTLY_KNOWN = (UNSUPPORTED, UNREFUTED)
EXCLUDED = {UNSUPPORTED: LABELS.index("SUPPORTED"), UNREFUTED: LABELS.index("REFUTED")}
"""Which output of the model each of them rules out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim, what is known, and whether it supports, refutes or leaves the claim open."""

    claim: str
    fact: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPair:
    """A sentence with its text's day before it, a fact, and whether the sentence has a slip.

    ``is_own`` tells that the fact is the one that settles the sentence, ``is_statement`` that the
    sentence is itself a fact of the table.
    """

    sentence: str
    fact: str
    is_slip: bool
    is_own: bool = False
    is_statement: bool = False

    @property
    def group(self) -> str:
        """Return what is drawn together: ``told``, ``near`` or ``statement``."""
        if self.is_statement:
            return "statement"
        return "told" if self.is_own else "near"
