"""SARIF 2.1.0 (OASIS): what editors and code hosts show beside the lines of a draft.

A result is a part that contradicts the table, on which sources disagree, or that the table rates
mixed; its rule is the reason. Nothing is reported of what is confirmed or unknown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from factcheck.model import Assessment, Document, PartAssessment, Report, Span, Verdict
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display, display_for
from factcheck.renderers.evidence import clashes, deciding_matches, deciding_parts
from factcheck.renderers.explanations import notes, told
from factcheck.renderers.inert import escape_json, inert
from factcheck.renderers.json import review_objects
from factcheck.renderers.reviews import told_review
from factcheck.text import LineIndex

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS: Mapping[Verdict, str] = {
    Verdict.REFUTED: "error",
    Verdict.CONFLICTING: "error",
    Verdict.MIXED: "warning",
}
"""Verdicts that are reported, by how much they weigh."""

_FINGERPRINT = "factcheckClaim/v1"


def render_sarif(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return one SARIF log with one run; messages are in ``ui_lang``."""
    del width, color  # the same options as every renderer; JSON has neither
    words = display_for(report, ui_lang)
    results = list(_results(report, words))
    names = sorted({result["ruleId"] for result in results})
    numbers = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {
            "driver": {
                "name": "factcheck",
                "version": report.run.version,
                "rules": [_rule(name, words) for name in names],
            }
        },
        "language": words.lang,
        "invocations": [_invocation(report)],
        "artifacts": [_artifact(uri) for uri in _uris(report)],
        "newlineSequences": ["\r\n", "\n", "\r"],
        "columnKind": "unicodeCodePoints",
        "results": [result | {"ruleIndex": numbers[result["ruleId"]]} for result in results],
        "properties": {
            "fingerprint": report.run.fingerprint,
            "facts": {"count": report.run.facts_count, "digest": report.run.facts_digest},
            "model": report.run.model,
            **({"as_of": report.run.as_of.isoformat()} if report.run.as_of else {}),
            "summary": report.summary,
        },
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return escape_json(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _invocation(report: Report) -> dict[str, Any]:
    """Return how the run went: a notification for each text that could not be checked."""
    told = [
        {"level": "error", "message": {"text": _literal(f"{f.source}: {f.problem}")}}
        for f in report.failures
    ]
    return {"executionSuccessful": not told} | (
        {"toolExecutionNotifications": told} if told else {}
    )


def _results(report: Report, words: Display) -> Iterator[dict[str, Any]]:
    indices = {uri: number for number, uri in enumerate(_uris(report))}
    for found in report.documents:
        lines = LineIndex(found.document.text)
        first = {assessment.claim.id: assessment for assessment in found.assessments}
        for assessment in found.assessments:
            if assessment.verdict not in LEVELS:
                continue
            # a repeated headline has no parts of its own: it takes those of the first
            judged = first.get(assessment.claim.duplicate_of, assessment)
            uri = _uri(found.document)
            location = {"artifactLocation": {"uri": uri, "index": indices[uri]}}
            for part in deciding_parts(judged) or (None,):
                region = {} if found.document.is_derived else _region(assessment, part, lines)
                yield {
                    "ruleId": _rule_of(judged, part),
                    "level": LEVELS[assessment.verdict],
                    "message": {"text": _message(found.document, assessment, part, words)},
                    "locations": [{"physicalLocation": location | region}],
                    "partialFingerprints": {_FINGERPRINT: assessment.claim.key},
                    "properties": _properties(assessment, part),
                }


def _rule_of(assessment: Assessment, part: PartAssessment | None) -> str:
    reasons = (part.reasons if part else ()) or assessment.reasons
    return (reasons[0] if reasons else assessment.verdict).value


def _rule(name: str, words: Display) -> dict[str, Any]:
    word = words.word("reasons", name) or words.word("verdicts", name) or name
    return {"id": name, "shortDescription": {"text": word}}


def _message(
    document: Document, assessment: Assessment, part: PartAssessment | None, words: Display
) -> str:
    """Return what the text says and what the fact says, no part of it a link or a placeholder."""
    message = words.verdict(assessment.verdict)
    if part is not None:
        message = " ".join((told(part, words), *notes(part, words)))
    if assessment.reviewed is not None:
        message = f"{told_review(assessment, words)} {message}"
    if document.is_derived:  # no line of the file can be pointed at, so the sentence is named
        quoted = words.quoted(clipped((part.part if part else assessment.claim).text))
        message = words.word("explanations", "part").format(part=quoted, sentence=message)
    return _literal(message)


def _literal(message: str) -> str:
    """Return ``message`` as it is shown: inert, no link, no placeholder."""
    return inert(message).replace("](", "] (").replace("{", "{{").replace("}", "}}")


def _region(
    assessment: Assessment, part: PartAssessment | None, lines: LineIndex
) -> dict[str, Any]:
    claim = assessment.claim
    span = claim.span
    if part is not None and not claim.duplicate_of:
        span = _clashing(part) or part.part.span
    return {"region": _lines(span, lines), "contextRegion": _lines(claim.span, lines)}


def _clashing(part: PartAssessment) -> Span | None:
    """Return where the words that clash first stand, in the document; ``None`` when unknown."""
    for match in deciding_matches(part)[:1]:
        for clash in clashes(match)[:1]:
            span = clash.claim_span
            return span.shifted(part.part.span.start) if span else None
    return None


def _lines(span: Span, lines: LineIndex) -> dict[str, int]:
    first, last = lines.locate(span.start), lines.locate(span.end)
    return {
        "startLine": first[0],
        "startColumn": first[1],
        "endLine": last[0],
        "endColumn": last[1],
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _artifact(uri: str) -> dict[str, Any]:
    return {"location": {"uri": uri}, "roles": ["analysisTarget"]}


def _uris(report: Report) -> list[str]:
    return list(dict.fromkeys(_uri(document.document) for document in report.documents))


def _uri(document: Document) -> str:
    """Return the document's place as a URI reference, whatever its name holds."""
    if document.source.startswith(("http://", "https://")):
        return quote(document.source, safe="/:?&=;%*+,@!$'()~[]")  # whole already
    path = document.source.replace(os.sep, "/").encode("utf-8", "surrogatepass")
    return ("file://" if path.startswith(b"/") else "") + quote(path)


def _properties(assessment: Assessment, part: PartAssessment | None) -> dict[str, Any]:
    return {
        "claim": assessment.claim.id,
        "verdict": assessment.verdict,
        "confidence": assessment.confidence,
        "line": assessment.claim.line,
        "column": assessment.claim.column,
        "facts": [match.fact.id for match in deciding_matches(part)[:2]] if part else [],
        **review_objects(assessment.reviewed),
    }
