"""Stored records as lines of text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from factcheck.cli.streams import width
from factcheck.model import Assessment, Fact, Interval, Review, Run
from factcheck.renderers.inert import inert


def lines(texts: Iterable[str]) -> str:
    """Return ``texts`` as inert lines, cut at the terminal's edge when there is a terminal."""
    return columns([(text,) for text in texts])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return ``rows`` as inert lines, every column but the last padded to its widest cell."""
    room = width() if sys.stdout.isatty() else 0
    cells = [tuple(map(inert, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    padded = (map(str.ljust, row, [*widths[:-1], 0]) for row in cells)
    return "".join(f"{_cut('  '.join(row), room).rstrip()}\n" for row in padded)


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Return names and values, the rows without a value left out."""
    return columns([row for row in rows if row[1]])


def fact_row(fact: Fact) -> tuple[str, ...]:
    """Return a fact as it is listed."""
    return fact.id, fact.rating, fact.lang, fact.statement


def fact_pairs(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Return everything a fact says, named as in a facts file."""
    return (
        ("id", fact.id),
        ("version", str(fact.version)),
        ("collection", fact.collection),
        ("statement", fact.statement),
        ("title", fact.title),
        ("rating", fact.rating),
        ("rated_as", fact.rated_as),
        ("lang", fact.lang),
        ("source", " | ".join(fact.sources)),
        ("url", " | ".join(fact.urls)),
        ("published", _days(fact.published)),
        ("checked", _days(fact.checked)),
        ("event_date", _days(fact.event_date)),
        ("valid_from", _days(fact.valid_from)),
        ("valid_to", _days(fact.valid_to)),
        ("speaker", fact.speaker),
        ("topics", " | ".join(fact.topics)),
        ("note", fact.note),
    )


def claim_row(assessment: Assessment) -> tuple[str, ...]:
    """Return a stored claim as it is listed."""
    claim = assessment.claim
    decided = " (decided)" if assessment.reviewed is not None else ""
    return claim.id, f"{assessment.verdict}{decided}", f"{claim.line}:{claim.column}", claim.text


def review_row(review: Review) -> tuple[str, ...]:
    """Return what somebody decided as it is listed: key, verdict, day, who, and of which words."""
    day = review.made_at.date().isoformat()
    note = f" ({review.note})" if review.note else ""
    return (
        review.claim_key, review.verdict, day, review.by or "-",
        f"{review.part or review.text}{note}",
    )  # fmt: skip


def run_row(run: Run) -> tuple[str, ...]:
    """Return a stored run as it is listed: id, start, facts, and claims per verdict."""
    counts = (f"{count} {name}" for name, count in (run.summary or {}).items() if count)
    started = run.started_at.isoformat(sep=" ", timespec="seconds")
    return run.id, started, f"{run.info.facts_count} facts", ", ".join(counts)


def _days(interval: Interval | None) -> str:
    if interval is None:
        return ""
    ends = [day.isoformat() if day else "" for day in (interval.start, interval.end)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def _cut(text: str, room: int) -> str:
    return text if not room or len(text) <= room else f"{text[: room - 1]}…"
