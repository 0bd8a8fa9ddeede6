"""What is known: facts, their ratings, and what an import did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from factcheck.model.analysis import Interval


class Rating(StrEnum):
    """What the source says of the statement."""

    TRUE = "true"
    FALSE = "false"
    MIXED = "mixed"


UNCHECKED = "unchecked"
"""Stands for a rating where nobody has checked yet; an import refuses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with a rating and where it comes from.

    ``published`` is when the source said it, ``checked`` when the desk last verified it,
    ``event_date`` when the event happened or what a figure measures, ``valid_from`` and
    ``valid_to`` the inclusive interval in which a state such as an office holds. A year or a month
    stands for its whole interval. ``lang`` may be empty until it is identified at import.
    ``rated_as`` are the words or numbers in which a review was published, ``title`` its headline.
    """

    id: str
    statement: str
    rating: Rating = Rating.TRUE
    lang: str = ""
    title: str = ""
    sources: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    published: Interval | None = None
    checked: Interval | None = None
    event_date: Interval | None = None
    valid_from: Interval | None = None
    valid_to: Interval | None = None
    speaker: str = ""
    topics: tuple[str, ...] = ()
    note: str = ""
    rated_as: str = ""
    version: int = 1
    collection: str = ""

    @property
    def validity(self) -> Interval | None:
        """Return the days on which the state holds, or ``None`` when no end of it is given."""
        if self.valid_from is None and self.valid_to is None:
            return None
        return Interval(
            start=self.valid_from.start if self.valid_from else None,
            end=self.valid_to.end if self.valid_to else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTableSummary:
    """What a report's header says of the facts; ``digest`` hashes their contents."""

    count: int
    digest: str
    collections: tuple[str, ...] = ()
    newest_checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A state that has ended, as it then is, and the fact that ends it."""

    fact: Fact
    successor: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What one import did, in rows; ``missing`` are facts of the collection the file lacks.

    ``kept`` are unchanged rows whose facts people changed in the table: those stay as they are.
    ``overwritten`` are the ids of facts people changed whose rows changed as well: the rows hold.
    ``closed`` are the states that ended because others began.
    ``unknown_ratings`` are the words that rate reviews and stand in no table, the most frequent
    first, with their number.
    """

    collection: str
    revision: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: int = 0
    retired: int = 0
    kept: int = 0
    overwritten: tuple[str, ...] = ()
    closed: tuple[Closing, ...] = ()
    skipped: tuple[str, ...] = ()
    unknown_ratings: tuple[tuple[str, int], ...] = ()


class ChangeKind(StrEnum):
    """What changed facts: a file, a person, or what closes the intervals of states."""

    IMPORT = "import"
    ADD = "add"
    EDIT = "edit"
    RETIRE = "retire"
    UNDO = "undo"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of the fact table; ``facts`` is how many it held afterwards."""

    number: int
    made_at: datetime
    kind: ChangeKind = ChangeKind.IMPORT
    collection: str = ""
    by: str = ""
    note: str = ""
    facts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact before and after; ``None`` where the table does not hold it."""

    fact_id: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEvent:
    """What one revision made of a fact: a version, or ``None`` when it retired."""

    revision: Revision
    fact: Fact | None
