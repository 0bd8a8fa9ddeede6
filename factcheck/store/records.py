"""What the store says of itself, and how stored claims are picked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factcheck.model import ClaimOrder, Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """Counts and settings of a store; ``size`` in bytes, ``location`` is ``None`` in memory."""

    location: Path | None
    store_id: str
    schema: str
    revision: int
    digest: str
    is_demo: bool
    journal_mode: str
    size: int
    collections: tuple[tuple[str, int], ...]
    facts: int
    retired_facts: int
    fact_versions: int
    documents: int
    claims: int
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which stored claims are wanted, in which order; an empty field asks for nothing.

    One of ``verdicts`` and one of ``reasons`` must be the claim's.
    ``text`` must occur in the claim, ``document`` is a document's id or source, ``run_id`` a run's
    id; without it each document's newest run is looked at.
    """

    verdicts: tuple[Verdict, ...] = ()
    reasons: tuple[Reason, ...] = ()
    text: str = ""
    document: str = ""
    run_id: str = ""
    order: ClaimOrder = ClaimOrder.TEXT


EVERY_CLAIM = ClaimFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A stored text, with its number of claims and when its newest run started (UTC, ISO)."""

    id: str
    source: str
    title: str
    claims: int
    checked_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was deleted for good: the texts, and how many claims, runs and reviews with them."""

    texts: tuple[StoredText, ...] = ()
    claims: int = 0
    runs: int = 0
    reviews: int = 0
