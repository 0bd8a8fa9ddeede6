"""What people decided, obeyed: by claim key, whatever the facts say by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factcheck.model import (
    Assessment,
    DocumentReport,
    Part,
    PartAssessment,
    Review,
    Reviewed,
    Span,
)
from factcheck.policies.rules import aggregate
from factcheck.text import stands_in

Reviews = Mapping[str, Sequence[Review]]
"""The reviews in force by claim key: at most one of the whole claim and one of each part."""


def by_claim(reviews: Iterable[Review]) -> dict[str, list[Review]]:
    """Return what people decided, by the key of the claim."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.claim_key, []).append(review)
    return found


def reviewed(judged: DocumentReport, reviews: Reviews) -> DocumentReport:
    """Return the report with the verdicts people decided, the computed ones kept beside them.

    A claim that repeats another obeys what was decided of either.
    """
    if not reviews:
        return judged
    found: dict[str, Assessment] = {}
    for assessment in judged.assessments:
        claim = assessment.claim
        own = reviews.get(claim.key, ())
        first = found.get(claim.duplicate_of)
        if not own and first is not None and first.reviewed is not None:
            found[claim.id] = _taken_over(assessment, first, first.reviewed)
        else:
            found[claim.id] = _obeying(assessment, own) if own else assessment
    return replace(judged, assessments=tuple(found.values()))


def _taken_over(assessment: Assessment, first: Assessment, decided: Reviewed) -> Assessment:
    """Return the assessment of a claim that repeats one people decided on."""
    kept = Reviewed(
        reviews=decided.reviews,
        verdict=assessment.verdict,
        reasons=assessment.reasons,
        confidence=assessment.confidence,
    )
    return replace(assessment, verdict=first.verdict, confidence=None, reviewed=kept)


def _obeying(assessment: Assessment, reviews: Sequence[Review]) -> Assessment:
    whole = next((review for review in reviews if not review.part), None)
    if whole is not None:
        verdict = whole.verdict
        obeyed: tuple[Review, ...] = (whole,)
    else:
        obeyed = tuple(reviews)
        verdict = aggregate(assessment.claim, _decided_parts(assessment, obeyed)).verdict
    kept = Reviewed(
        reviews=obeyed,
        verdict=assessment.verdict,
        reasons=assessment.reasons,
        confidence=assessment.confidence,
    )
    reasons = assessment.reasons if verdict is assessment.verdict else ()
    return replace(assessment, verdict=verdict, reasons=reasons, confidence=None, reviewed=kept)


def _decided_parts(assessment: Assessment, reviews: Sequence[Review]) -> tuple[PartAssessment, ...]:
    """Return the parts with the verdicts decided of them.

    How finely a sentence is cut follows from the facts. A review of a part that is now cut finer
    holds for each piece; of one that is now a piece of a longer part, for that piece beside it.
    """
    parts = list(assessment.parts)
    for review in reviews:
        inside = [n for n, one in enumerate(parts) if stands_in(one.part.text, review.part)]
        for number in inside:
            parts[number] = replace(parts[number], verdict=review.verdict, reasons=())
        if not inside:
            parts.append(PartAssessment(part=_piece(assessment, review), verdict=review.verdict))
    return tuple(parts)


def _piece(assessment: Assessment, review: Review) -> Part:
    claim = assessment.claim
    start = claim.text.find(review.part)
    if start < 0:
        return Part(span=claim.span, text=claim.text)
    start += claim.span.start
    return Part(span=Span(start=start, end=start + len(review.part)), text=review.part)
