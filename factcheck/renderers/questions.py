"""Claims that no fact answers, as a facts file that waits to be completed."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping
from io import StringIO

from factcheck.model import UNCHECKED, Claim, DateRelation, Interval
from factcheck.renderers.csv import plain_cell
from factcheck.unanswered import Question

COLUMNS = (
    "id", "statement", "rating", "lang", "source", "url", "published", "checked", "event_date",
    "valid_from", "valid_to", "speaker", "topics", "note",
)  # fmt: skip


def facts_csv(questions: Iterable[Question], sources: Mapping[str, str]) -> str:
    """Return a facts file with a row per question: what was said, by whom, of when.

    Its rating is a word that no import takes: an empty one would be read as true. ``sources`` has
    the source of each text by its id; the note tells where the claim stands.
    """
    out = StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for question in questions:
        row = _row(question, sources)
        rows.writerow([plain_cell(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def _row(question: Question, sources: Mapping[str, str]) -> dict[str, str]:
    claim = question.first.claim
    said = claim.event_date
    when = said.interval if said and said.relation is DateRelation.IN else None
    return {
        "statement": " ".join(claim.text.split()),
        "rating": UNCHECKED,
        "lang": claim.language,
        "event_date": iso(when),
        "speaker": claim.speaker,
        "note": _note(question, sources),
    }


def _note(question: Question, sources: Mapping[str, str]) -> str:
    def place(claim: Claim) -> str:
        return f"{sources.get(claim.document_id, claim.document_id)}:{claim.line}:{claim.column}"

    more = len(question.others)
    return f"said in {place(question.first.claim)}{f' and {more} more' if more else ''}"


def iso(interval: Interval | None) -> str:
    """Return a day, month or year as facts files have it; ``""`` for any other stretch."""
    if interval is None or interval.start is None or interval.end is None:
        return ""
    start, end = interval.start, interval.end
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == end.replace(day=monthrange(end.year, end.month)[1]):
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%Y-%m}"
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    return ""
