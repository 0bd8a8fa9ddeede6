"""What a check gives: its documents with their assessments, and what produced them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any

from factcheck.model.texts import Document
from factcheck.model.verdicts import Assessment, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """What produced a report; no clock, so the same input gives the same bytes.

    ``model`` is the verification model's name, ``none`` for rules alone; ``is_model_missing`` tells
    that the default model was asked for and is not installed. With ``as_of`` only what was
    published by that day was judged against; such a report is not stored.
    """

    version: str
    fingerprint: str
    facts_count: int
    facts_digest: str
    collections: tuple[str, ...] = ()
    newest_checked: date | None = None
    model: str = "none"
    is_model_missing: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """One document with its assessments in text order."""

    document: Document
    assessments: tuple[Assessment, ...] = ()
    unresolved_dates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A text that could not be checked, and why, in one line."""

    source: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of a check; counts are computed, not stored."""

    run: RunInfo
    documents: tuple[DocumentReport, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Return every assessment of every document, in order."""
        return tuple(a for document in self.documents for a in document.assessments)

    @property
    def summary(self) -> dict[str, int]:
        """Return the number of claims, and of claims per verdict, every verdict named."""
        return {"claims": len(self.assessments)} | {
            verdict.value: count for verdict, count in tally(self.assessments).items()
        }

    def to_records(self, *, ui_lang: str = "") -> list[dict[str, str | int | float | None]]:
        """Return flat rows, one per part and deciding fact: ``pandas.DataFrame`` takes them."""
        # by name: renderers stand above the records, and nothing of theirs loads before it is used
        return list(import_module("factcheck.renderers.records").records(self, ui_lang=ui_lang))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Write one line where a notebook shows no HTML; the whole record is no use to a reader."""
        counts = (f"{count} {name}" for name, count in self.summary.items() if count)
        printer.text(f"<Report: {', '.join(counts)}>")

    def _repr_html_(self) -> str:
        """Return the table that notebooks show."""
        return str(import_module("factcheck.renderers.notebook").render_notebook(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stored run: what produced a set of assessments, and when."""

    id: str
    started_at: datetime
    info: RunInfo
    document_ids: tuple[str, ...] = ()
    summary: dict[str, int] | None = None
