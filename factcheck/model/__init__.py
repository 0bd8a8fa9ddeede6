"""Frozen records and enums of the whole library; this package imports nothing of ours.

``texts`` what is read, ``analysis`` what is understood of a stretch of text, ``claims`` what is
asserted, ``facts`` what is known, ``verdicts`` what follows.
"""

from factcheck.model.analysis import (
    Analysis,
    Bound,
    DateMention,
    DateRelation,
    Granularity,
    Interval,
    Name,
    NameKind,
    Office,
    Quantity,
    Token,
)
from factcheck.model.claims import Claim, ClaimKind, Part, Reference, ReferenceKind, Role
from factcheck.model.extraction import ExtractedClaim, Extraction
from factcheck.model.facts import Fact, FactTableSummary, ImportResult, Rating
from factcheck.model.texts import (
    HEADINGS,
    Block,
    BlockKind,
    DateSource,
    Document,
    Sentence,
    Span,
)
from factcheck.model.verdicts import (
    Assessment,
    Candidate,
    Comparison,
    DocumentReport,
    Match,
    PartAssessment,
    Query,
    Reason,
    Report,
    Run,
    RunInfo,
    Stance,
    Verdict,
)

__all__ = [
    "HEADINGS",
    "Analysis",
    "Assessment",
    "Block",
    "BlockKind",
    "Bound",
    "Candidate",
    "Claim",
    "ClaimKind",
    "Comparison",
    "DateMention",
    "DateRelation",
    "DateSource",
    "Document",
    "DocumentReport",
    "ExtractedClaim",
    "Extraction",
    "Fact",
    "FactTableSummary",
    "Granularity",
    "ImportResult",
    "Interval",
    "Match",
    "Name",
    "NameKind",
    "Office",
    "Part",
    "PartAssessment",
    "Quantity",
    "Query",
    "Rating",
    "Reason",
    "Reference",
    "ReferenceKind",
    "Report",
    "Role",
    "Run",
    "RunInfo",
    "Sentence",
    "Span",
    "Stance",
    "Token",
    "Verdict",
]
