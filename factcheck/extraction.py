"""The first stages alone: a document in, its claims with what they say out."""

from __future__ import annotations

from factcheck.analysis.pairing import claim_analysis
from factcheck.model import Analysis, Claim, ClaimKind, Document, ExtractedClaim, Extraction
from factcheck.protocols import ClaimDetector, Segmenter
from factcheck.verifier import unresolved_dates


def extract(document: Document, *, segment: Segmenter, detect: ClaimDetector) -> Extraction:
    """Return the document's claims with their dates, figures and names, in text order."""
    claims = detect(document, segment(document))
    return Extraction(
        document=document,
        claims=tuple(
            ExtractedClaim(claim=claim, analysis=_analysis(document, claim)) for claim in claims
        ),
        unresolved_dates=unresolved_dates(claims),
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
