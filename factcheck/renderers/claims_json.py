"""Extracted claims for programs; ``claims.schema.json`` beside this file describes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from factcheck.model import (
    Claim,
    DateMention,
    Document,
    ExtractedClaim,
    Extraction,
    Interval,
    Name,
    Office,
    Part,
    Quantity,
    Reference,
    Span,
    TimeExpression,
)
from factcheck.renderers.inert import escape_json

SCHEMA_NAME = "factcheck.claims/1"
"""Changes when a reader of the old shape would break; added keys keep it."""


def render_claims_json(
    extractions: Sequence[Extraction], *, ui_lang: str = "", width: int = 80, color: bool = False
) -> str:
    """Return the extractions as one JSON object."""
    del ui_lang, width, color  # the same options as every rendering of claims
    content = {
        "schema": SCHEMA_NAME,
        "documents": [
            _document(one.document) | {"claims": [_claim(claim) for claim in one.claims]}
            for one in extractions
        ],
    }
    return escape_json(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def render_claims_jsonl(
    extractions: Sequence[Extraction], *, ui_lang: str = "", width: int = 80, color: bool = False
) -> str:
    """Return one JSON object a line, one line a claim, each naming its document and source."""
    del ui_lang, width, color
    return "".join(
        escape_json(json.dumps(_line(one.document, claim), ensure_ascii=False)) + "\n"
        for one in extractions
        for claim in one.claims
    )


def claims_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the JSON rendering."""
    text = files("factcheck.renderers").joinpath("claims.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _line(document: Document, claim: ExtractedClaim) -> dict[str, Any]:
    return {"document": document.id, "source": document.source} | _claim(claim)


def _document(document: Document) -> dict[str, Any]:
    content: dict[str, Any] = {
        "id": document.id,
        "source": document.source,
        "lang": document.language,
        "date": _day(document.date),
        "date_source": document.date_source,
        "title": document.title,
    }
    if document.unsupported_language:
        content["unsupported_lang"] = document.unsupported_language
    if document.is_derived:
        content["text"] = document.text
    return content


def _claim(extracted: ExtractedClaim) -> dict[str, Any]:
    claim, analysis = extracted.claim, extracted.analysis
    return {
        "id": claim.id,
        "key": claim.key,
        "text": claim.text,
        **_offsets(claim.span, 0),
        "line": claim.line,
        "column": claim.column,
        "block": claim.block,
        "kind": claim.kind,
        "checkworthiness": claim.checkworthiness,
        "speaker": claim.speaker,
        "duplicate_of": claim.duplicate_of,
        "parts": [_part(part) for part in claim.parts],
        "dates": [_date(mention, claim) for mention in analysis.dates],
        "durations": [_duration(length, claim) for length in analysis.durations],
        "quantities": [_quantity(quantity, claim) for quantity in analysis.quantities],
        "names": [_name(name, claim) for name in analysis.names],
        "offices": [_office(office, claim) for office in analysis.offices],
        "references": [_reference(reference) for reference in claim.references],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "text": part.text,
        **_offsets(part.span, 0),
        "role": part.role,
        "kind": part.kind,
        "speaker": part.speaker,
        "context": part.context,
    }


def _date(mention: DateMention, claim: Claim) -> dict[str, Any]:
    return {
        "text": mention.text,
        **_offsets(mention.span, claim.span.start),
        **_interval(mention.interval),
        "granularity": mention.granularity,
        "relation": mention.relation,
        "relative": mention.relative,
    }


def _duration(length: TimeExpression, claim: Claim) -> dict[str, Any]:
    return {
        "text": length.text,
        **_offsets(length.span, claim.span.start),
        "kind": length.kind,
        "value": length.value,
    }


def _quantity(quantity: Quantity, claim: Claim) -> dict[str, Any]:
    return {
        "text": quantity.text,
        **_offsets(quantity.span, claim.span.start),
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "of": list(quantity.of),
        "per": quantity.per,
    }


def _name(name: Name, claim: Claim) -> dict[str, Any]:
    return {
        "text": name.text,
        **_offsets(name.span, claim.span.start),
        "key": name.key,
        "kind": name.kind,
    }


def _office(office: Office, claim: Claim) -> dict[str, Any]:
    return {
        "text": office.text,
        **_offsets(office.span, claim.span.start),
        "concept": office.concept,
        "holder": office.holder.text if office.holder else "",
        "body": office.body,
        "former": office.former,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "text": reference.text,
        **_offsets(reference.span, 0),
        "kind": reference.kind,
        "means": reference.means,
        "candidates": list(reference.candidates),
    }


def _offsets(span: Span, base: int) -> dict[str, int]:
    """Return the span's ends in the document's text."""
    return {"start": span.start + base, "end": span.end + base}


def _interval(interval: Interval | None) -> dict[str, str | None]:
    return {
        "from": _day(interval.start) if interval else None,
        "to": _day(interval.end) if interval else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
