"""The first stages alone: a document in, its claims with what they say out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.analysis.dates.times import find_times
from factcheck.analysis.pairing import claim_analysis
from factcheck.model import (
    Analysis,
    Claim,
    ClaimKind,
    Document,
    ExtractedClaim,
    Extraction,
    TimeExpression,
    TimeKind,
)
from factcheck.protocols import ClaimDetector, Segmenter
from factcheck.verifier import unresolved_dates


def extract(document: Document, *, segment: Segmenter, detect: ClaimDetector) -> Extraction:
    """Return the document's claims with their dates, figures and names, in text order."""
    claims = detect(document, segment(document))
    return Extraction(
        document=document,
        claims=tuple(_extracted(document, claims)),
        unresolved_dates=unresolved_dates(claims),
    )


def _extracted(document: Document, claims: Sequence[Claim]) -> Iterator[ExtractedClaim]:
    """Yield the claims; a date told from another counts from the sentence before as well.

    Verdicts do not rest on such a date: which event a narrative goes on from is a guess.
    """
    told: TimeExpression | None = None
    for claim in claims:
        analysis = _analysis(document, claim)
        if analysis.dates:
            times = find_times(claim.text, claim.language, document.date, narrated=told)
            analysis = _narrated(analysis, times)
            dated = [t for t in times if t.kind is TimeKind.DATE and t.interval is not None]
            told = dated[-1] if dated else None
        elif claim.kind is not ClaimKind.BOILERPLATE:
            told = None
        yield ExtractedClaim(claim=claim, analysis=analysis)


def _narrated(analysis: Analysis, times: Sequence[TimeExpression]) -> Analysis:
    """Return the analysis with its open dates placed in time where ``times`` place them."""
    placed = {time.span: time for time in times if time.interval is not None}
    return replace(
        analysis,
        dates=tuple(
            replace(
                mention,
                interval=placed[mention.span].interval,
                granularity=placed[mention.span].granularity or mention.granularity,
                relative=True,
            )
            if mention.interval is None and mention.span in placed
            else mention
            for mention in analysis.dates
        ),
    )


def _analysis(document: Document, claim: Claim) -> Analysis:
    if claim.kind is not ClaimKind.BOILERPLATE:
        return claim_analysis(document, claim)
    return Analysis(
        text=claim.text,
        lang=claim.language,
        tokens=(),
        content=(),
        names=(),
        offices=(),
        quantities=(),
        dates=(),
    )
