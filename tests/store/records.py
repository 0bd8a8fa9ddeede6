"""Records built by hand, and what a folder holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.model import (
    Assessment,
    Claim,
    Comparison,
    Document,
    DocumentReport,
    Fact,
    Interval,
    Match,
    Part,
    PartAssessment,
    Probabilities,
    Rating,
    Reason,
    Report,
    RunInfo,
    Span,
    Stance,
    Verdict,
)


def make_fact(fact_id: str = "f1", statement: str = "Il ponte è lungo 12 km.", **rest: Any) -> Fact:
    return Fact(id=fact_id, statement=statement, **rest)


def year(number: int) -> Interval:
    return Interval(start=date(number, 1, 1), end=date(number, 12, 31))


def many_facts(count: int, collection: str = "bulk") -> Iterator[Fact]:
    for number in range(count):
        yield Fact(
            id=f"{collection}-{number:06d}",
            statement=f"Nel {1900 + number % 120} il comune {number} aveva {number * 7} abitanti.",
            lang="it",
            sources=("Istat",),
            urls=(f"https://example.org/{number}",),
            checked=year(2000 + number % 24),
        )


def make_report(
    fingerprint: str = "run-1",
    *,
    claims: int = 2,
    verdict: Verdict = Verdict.SUPPORTED,
    document_id: str = "doc-1",
    facts_per_part: int = 1,
) -> Report:
    sentence = "Il ponte è lungo 12 km. "
    document = Document(
        id=document_id, text=sentence * claims, source=f"{document_id}.txt", language="it"
    )
    found = [
        _assessment(document, number, sentence.strip(), verdict, facts_per_part)
        for number in range(claims)
    ]
    run = RunInfo(
        version="0.1", fingerprint=fingerprint, facts_count=1, facts_digest="d", collections=("c",)
    )
    judged = DocumentReport(document=document, assessments=tuple(found), unresolved_dates=1)
    return Report(run=run, documents=(judged,))


def _assessment(
    document: Document, number: int, text: str, verdict: Verdict, facts_per_part: int
) -> Assessment:
    start = number * (len(text) + 1)
    part = Part(span=Span(start=start, end=start + len(text)), text=text)
    claim = Claim(
        id=f"{document.id}-claim-{number}",
        key="k",
        document_id=document.id,
        span=part.span,
        text=text,
        line=1,
        column=start + 1,
        language="it",
        parts=(part,),
    )
    seen = Comparison(name=Reason.QUANTITY, stance=Stance.SUPPORTS, claim_text="12 km")
    matches = tuple(
        Match(
            fact=make_fact(f"f{number}-{rank}", rating=Rating.TRUE, sources=("Anas",)),
            similarity=0.9,
            stance=Stance.SUPPORTS,
            coverage=1.0,
            comparisons=(seen,),
            probabilities=Probabilities(supports=0.9012, refutes=0.0088, neutral=0.09),
        )
        for rank in range(facts_per_part)
    )
    judged = PartAssessment(part=part, verdict=verdict, confidence=0.8, matches=matches)
    return Assessment(claim=claim, verdict=verdict, confidence=0.8, parts=(judged,))


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder by name: bytes and strays at one glance."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
