"""A report as flat rows: one per part of a claim and the fact that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factcheck.model import (
    Assessment,
    Document,
    Fact,
    Interval,
    Match,
    PartAssessment,
    Reason,
    Report,
    Verdict,
)
from factcheck.renderers.display import display_for
from factcheck.renderers.evidence import both_sides, clashes, deciding_matches
from factcheck.renderers.explanations import explain

SEPARATOR = " | "
"""Between several values of one cell, as in a facts file."""


Record = dict[str, str | int | float | None]
"""One row by column; cells of what is not there are ``""``, ``None`` where a number would be."""

COLUMNS = (
    "source", "line", "column", "claim_id", "claim", "kind", "checkworthiness", "claim_verdict",
    "claim_reasons", "confidence", "speaker", "part", "role", "part_verdict", "part_reasons",
    "event_from", "event_to", "fact_id", "fact_version", "statement", "rating", "rated_as",
    "fact_title", "fact_source", "fact_url", "fact_from", "fact_to", "stance", "similarity",
    "text_says", "fact_says", "explanation", "computed_verdict", "reviewed_by", "review_note",
)  # fmt: skip
_NUMBERS = ("confidence", "fact_version", "similarity")


def records(report: Report, *, ui_lang: str = "") -> Iterator[Record]:
    """Yield the rows of ``report`` in text order; explanations are in ``ui_lang``.

    A part has one row with its best fact, and two when sources disagree: the best on each side. A
    claim without parts, as a repeated headline is, has one row.
    """
    lang = display_for(report, ui_lang).lang
    for document in report.documents:
        for assessment in document.assessments:
            row = _of_claim(document.document, assessment, explain(assessment, lang))
            if not assessment.parts:
                yield row
            for part in assessment.parts:
                yield from _of_part(row, part)


def deciding_facts(part: PartAssessment) -> tuple[Match, ...]:
    """Return the match shown beside a part: the best, both sides, or the nearest if unsettled."""
    matches = deciding_matches(part)
    if part.verdict is Verdict.CONFLICTING:
        return both_sides(matches) or matches[:1]
    if part.verdict is Verdict.NOT_ENOUGH_INFO and Reason.NO_FACT not in part.reasons:
        return part.matches[:1]
    return matches[:1]


def _of_claim(document: Document, assessment: Assessment, explanation: str) -> Record:
    claim = assessment.claim
    empty: Record = dict.fromkeys(COLUMNS, "") | dict.fromkeys(_NUMBERS)
    return empty | {
        "source": document.source,
        "line": claim.line,
        "column": claim.column,
        "claim_id": claim.id,
        "claim": claim.text,
        "kind": claim.kind.value,
        "checkworthiness": claim.checkworthiness,
        "claim_verdict": assessment.verdict.value,
        "claim_reasons": SEPARATOR.join(assessment.reasons),
        "confidence": assessment.confidence,
        "speaker": claim.speaker,
        **_days("event", claim.event_date.interval if claim.event_date else None),
        "explanation": explanation,
        **_of_reviews(assessment),
    }


def _of_reviews(assessment: Assessment) -> Record:
    """Return who decided the claim and why, and the verdict there would be without it."""
    if assessment.reviewed is None:
        return {}
    reviews = assessment.reviewed.reviews
    return {
        "computed_verdict": assessment.reviewed.verdict.value,
        "reviewed_by": SEPARATOR.join(dict.fromkeys(r.by for r in reviews if r.by)),
        "review_note": SEPARATOR.join(r.note for r in reviews if r.note),
    }


def _of_part(row: Record, assessment: PartAssessment) -> Iterator[Record]:
    part = assessment.part
    filled = row | {
        "speaker": part.speaker or row["speaker"],
        "part": part.text,
        "role": part.role.value,
        "part_verdict": assessment.verdict.value,
        "part_reasons": SEPARATOR.join(assessment.reasons),
        **_days("event", part.event_date.interval if part.event_date else None),
    }
    matches = deciding_facts(assessment)
    yield from (filled | _of_match(match) for match in matches)
    if not matches:
        yield filled


def _of_match(match: Match) -> Record:
    fact, differing = match.fact, clashes(match)
    return {
        "fact_id": fact.id,
        "fact_version": fact.version,
        "statement": fact.statement,
        "rating": fact.rating.value,
        "rated_as": fact.rated_as,
        "fact_title": fact.title,
        "fact_source": SEPARATOR.join(fact.sources),
        "fact_url": SEPARATOR.join(fact.urls),
        **_days("fact", _said(fact)),
        "stance": match.stance.value,
        "similarity": match.similarity,
        "text_says": SEPARATOR.join(clash.claim_text for clash in differing),
        "fact_says": SEPARATOR.join(clash.fact_text for clash in differing),
    }


def _said(fact: Fact) -> Interval | None:
    """Return when the source said it, else when it happened: the date that citations show."""
    return fact.published or fact.event_date or fact.checked


def _days(name: str, interval: Interval | None) -> Record:
    ends = (interval.start, interval.end) if interval else (None, None)
    return {f"{name}_from": _iso(ends[0]), f"{name}_to": _iso(ends[1])}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
