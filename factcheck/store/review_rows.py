"""Reviews to rows and back, by themselves and beside a verdict; every function here is pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from factcheck.model import Reason, Review, Reviewed, Verdict
from factcheck.store import rows
from factcheck.store.clock import timestamp

COLUMNS = ("claim_key", "verdict", "created_at", "part", "reviewer", "note", "text", "lang")
"""What a review says, in the order of ``review_from_row``."""


def review_row(review: Review) -> rows.Row:
    """Return the review by column."""
    return dict(zip(COLUMNS, _values(review), strict=True))


def review_from_row(row: Sequence[Any]) -> Review:
    """Return the review of a row of ``COLUMNS``."""
    key, verdict, made_at, part, by, note, text, lang = row
    return Review(
        claim_key=key,
        verdict=Verdict(verdict),
        made_at=datetime.fromisoformat(made_at),
        part=part,
        by=by,
        note=note,
        text=text,
        lang=lang,
    )


def _values(review: Review) -> tuple[str, ...]:
    made_at = timestamp(review.made_at)
    told = (review.part, review.by, review.note, review.text, review.lang)
    return (review.claim_key, review.verdict.value, made_at, *told)


def reviewed_text(reviewed: Reviewed | None) -> str | None:
    """Return as JSON text what was computed and what was decided; ``None`` without a review."""
    if reviewed is None:
        return None
    computed = [reviewed.verdict, list(reviewed.reasons), reviewed.confidence]
    return rows.dump([computed, [_values(review) for review in reviewed.reviews]])


def parse_reviewed(text: str | None) -> Reviewed | None:
    """Return what ``reviewed_text`` wrote."""
    if text is None:
        return None
    (verdict, reasons, confidence), decided = json.loads(text)
    return Reviewed(
        reviews=tuple(review_from_row(values) for values in decided),
        verdict=Verdict(verdict),
        reasons=tuple(map(Reason, reasons)),
        confidence=confidence,
    )
