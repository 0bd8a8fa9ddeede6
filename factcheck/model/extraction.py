"""What is read in a text before any fact is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model.analysis import Analysis
from factcheck.model.claims import Claim
from factcheck.model.texts import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedClaim:
    """A claim with what it says; the spans of ``analysis`` count from the claim's start."""

    claim: Claim
    analysis: Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One document with its claims in text order, nothing left out."""

    document: Document
    claims: tuple[ExtractedClaim, ...] = ()
    unresolved_dates: int = 0
