"""The report programs read; ``report.schema.json`` beside this file describes it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from factcheck.model import (
    Assessment,
    Comparison,
    DateMention,
    DocumentReport,
    Match,
    PartAssessment,
    Probabilities,
    Report,
    Reviewed,
)
from factcheck.renderers.display import display_for
from factcheck.renderers.explanations import explain
from factcheck.renderers.inert import escape_json
from factcheck.renderers.overlaps import overlap_object

SCHEMA_NAME = "factcheck.report/1"
"""Changes when a reader of the old shape would break; added keys keep it."""


def render_json(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return ``report`` as one JSON object; explanations are in ``ui_lang``."""
    del width, color  # the same options as every renderer; JSON has neither
    lang = display_for(report, ui_lang).lang
    content: dict[str, Any] = {
        "schema": SCHEMA_NAME,
        "run": {
            "version": report.run.version,
            "fingerprint": report.run.fingerprint,
            "facts": {"count": report.run.facts_count, "digest": report.run.facts_digest},
            "model": report.run.model,
        },
        "documents": [_document(document, lang) for document in report.documents],
        "summary": report.summary,
    }
    if report.run.as_of is not None:
        content["run"]["as_of"] = report.run.as_of.isoformat()
    if report.failures:
        content["failures"] = [
            {"source": failure.source, "problem": failure.problem} for failure in report.failures
        ]
    return escape_json(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the report."""
    text = files("factcheck.renderers").joinpath("report.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _document(report: DocumentReport, lang: str) -> dict[str, Any]:
    document = report.document
    content: dict[str, Any] = {
        "id": document.id,
        "source": document.source,
        "lang": document.language,
        "date": document.date.isoformat() if document.date else None,
        "date_source": document.date_source,
        "title": document.title,
    }
    if document.unsupported_language:
        content["unsupported_lang"] = document.unsupported_language
    if document.is_derived:
        content["text"] = document.text
    content["claims"] = [claim_object(assessment, lang) for assessment in report.assessments]
    return content


def claim_object(assessment: Assessment, lang: str) -> dict[str, Any]:
    """Return the claim as the JSON report has it; the explanation is in ``lang``."""
    claim = assessment.claim
    return {
        "id": claim.id,
        "key": claim.key,
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "line": claim.line,
        "column": claim.column,
        "kind": claim.kind,
        "checkworthiness": claim.checkworthiness,
        "verdict": assessment.verdict,
        "reasons": list(assessment.reasons),
        "confidence": assessment.confidence,
        "explanation": explain(assessment, lang),
        "speaker": claim.speaker,
        "event_date": _event_date(claim.event_date),
        "parts": [_part(part) for part in assessment.parts],
        **review_objects(assessment.reviewed),
    }


def review_objects(reviewed: Reviewed | None) -> dict[str, Any]:
    """Return what people decided and what was computed before; empty where nobody decided."""
    if reviewed is None:
        return {}
    return {
        "reviews": [
            {
                "verdict": review.verdict,
                "part": review.part,
                "by": review.by,
                "note": review.note,
                "made_at": review.made_at.isoformat(),
            }
            for review in reviewed.reviews
        ],
        "computed": {
            "verdict": reviewed.verdict,
            "reasons": list(reviewed.reasons),
            "confidence": reviewed.confidence,
        },
    }


def _part(assessment: PartAssessment) -> dict[str, Any]:
    part = assessment.part
    return {
        "text": part.text,
        "start": part.span.start,
        "end": part.span.end,
        "role": part.role,
        "verdict": assessment.verdict,
        "reasons": list(assessment.reasons),
        "speaker": part.speaker,
        "event_date": _event_date(part.event_date),
        "matches": [_match(match) for match in assessment.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    fact = match.fact
    explained = {"overlap": overlap_object(match.overlap)} if match.overlap else {}
    return {
        "fact_id": fact.id,
        "version": fact.version,
        "statement": fact.statement,
        "rating": fact.rating,
        "sources": list(fact.sources),
        "urls": list(fact.urls),
        "lang": fact.lang,
        "similarity": match.similarity,
        "stance": match.stance,
        "comparisons": [_comparison(comparison) for comparison in match.comparisons],
        "model": _model(match.probabilities),
        "rated_as": fact.rated_as,
        "title": fact.title,
        **({"published_after_text": True} if match.is_later else {}),
        **explained,
    }


def _model(given: Probabilities | None) -> dict[str, float] | None:
    if given is None:
        return None
    return {"supports": given.supports, "refutes": given.refutes, "neutral": given.neutral}


def _comparison(comparison: Comparison) -> dict[str, str]:
    return {
        "name": comparison.name,
        "stance": comparison.stance,
        "claim_text": comparison.claim_text,
        "fact_text": comparison.fact_text,
        "detail": comparison.detail,
    }


def _event_date(mention: DateMention | None) -> dict[str, str | None] | None:
    if mention is None:
        return None
    start = mention.interval.start if mention.interval else None
    end = mention.interval.end if mention.interval else None
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "text": mention.text,
    }
