"""Why each fact of a report was found: the terms it shares with its part, and those it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from factcheck.analysis.overlap import overlap
from factcheck.model import (
    Assessment,
    DocumentReport,
    Failure,
    Overlap,
    PartAssessment,
    RunInfo,
    SharedTerm,
    Term,
    TermKind,
)
from factcheck.protocols import ReportWriter
from factcheck.renderers.display import Display

_ORDER = tuple(TermKind)
"""Names and numbers are told before other words."""


def explained(judged: DocumentReport) -> DocumentReport:
    """Return the report with the overlap of every match."""
    return replace(judged, assessments=tuple(map(_explained, judged.assessments)))


def _explained(assessment: Assessment) -> Assessment:
    lang = assessment.claim.language
    return replace(assessment, parts=tuple(_part(part, lang) for part in assessment.parts))


def _part(judged: PartAssessment, lang: str) -> PartAssessment:
    matches = tuple(
        replace(
            match,
            overlap=overlap(judged.part.text, lang, match.fact.statement, match.fact.lang),
        )
        for match in judged.matches
    )
    return replace(judged, matches=matches)


class ExplainingWriter:
    """Hands on each text with the overlaps of its matches."""

    def __init__(self, writer: ReportWriter) -> None:
        self._writer = writer

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Return what the writer makes of the explained text."""
        return self._writer.document(explained(judged), run)

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return what the writer ends with."""
        return self._writer.end(run, failures)


def overlap_lines(found: Overlap, words: Display) -> Iterator[str]:
    """Yield a line for what both have and one for what each side alone has, if anything."""
    sides = (
        ("shared", [(shared.kind, _both(shared, words)) for shared in found.shared]),
        ("claim_only", [(term.kind, term.text) for term in found.claim_only]),
        ("fact_only", [(term.kind, term.text) for term in found.fact_only]),
    )
    for name, terms in sides:
        told = dict.fromkeys(text for _, text in sorted(terms, key=lambda t: _ORDER.index(t[0])))
        if told:
            yield f"{words.word('overlap', name)}: {', '.join(told)}"


def _both(shared: SharedTerm, words: Display) -> str:
    mine, theirs = shared.claim.text, shared.fact.text
    if mine.casefold() == theirs.casefold():
        return mine
    return words.word("overlap", "respelled").format(claim=mine, fact=theirs)


def overlap_object(found: Overlap) -> dict[str, Any]:
    """Return the overlap as the JSON report has it."""
    return {
        "shared": [
            {"kind": shared.kind, "claim": _side(shared.claim), "fact": _side(shared.fact)}
            for shared in found.shared
        ],
        "claim_only": [{"kind": term.kind, **_side(term)} for term in found.claim_only],
        "fact_only": [{"kind": term.kind, **_side(term)} for term in found.fact_only],
    }


def _side(term: Term) -> dict[str, Any]:
    return {"text": term.text, "start": term.span.start, "end": term.span.end}
