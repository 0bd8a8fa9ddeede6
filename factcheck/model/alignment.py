"""A part beside a fact, word by word: what every comparator looks at."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model.analysis import Analysis, Interval
from factcheck.model.claims import Part
from factcheck.model.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which elements of the part (``claim``) stand for which of the fact.

    Pairs index ``Analysis.content`` and ``Analysis.names`` on both sides. ``claim_only`` and
    ``fact_only`` hold the indices without a partner.
    """

    content: tuple[tuple[int, int], ...]
    content_claim_only: tuple[int, ...]
    content_fact_only: tuple[int, ...]
    names: tuple[tuple[int, int], ...]
    names_claim_only: tuple[int, ...]
    names_fact_only: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A part and a fact with their analyses and alignment.

    ``context`` analyses what the part's sentence says beside it (its subject, its place), from
    which missing actors may be taken but which nobody is accused of. ``judged_at`` are the days a
    state is judged at: the part's event date, else the document's date.
    """

    part: Part
    fact: Fact
    claim: Analysis
    context: Analysis
    statement: Analysis
    alignment: Alignment
    judged_at: Interval | None
