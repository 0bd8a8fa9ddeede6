"""What is asserted: claims (sentences) and their parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.model.analysis import DateMention
from factcheck.model.texts import BlockKind, Span


class Role(StrEnum):
    """What a part does in its sentence."""

    ASSERTION = "assertion"
    IDENTIFICATION = "identification"
    ATTRIBUTION = "attribution"
    REPORTED = "reported"


class ClaimKind(StrEnum):
    """What sort of statement a claim is; check-worthiness rests on it."""

    QUANTITY = "quantity"
    EVENT = "event"
    OFFICE = "office"
    COMPARISON = "comparison"
    CAUSAL = "causal"
    QUOTE = "quote"
    PREDICTION = "prediction"
    OPINION = "opinion"
    QUESTION = "question"
    PROMISE = "promise"
    DEFINITION = "definition"
    BOILERPLATE = "boilerplate"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One assertion inside a claim; ``span`` counts in the document.

    ``context`` is the rest of what the sentence says it about (its subject when elided), kept
    beside the text and never altering it.
    """

    span: Span
    text: str
    role: Role = Role.ASSERTION
    kind: ClaimKind = ClaimKind.EVENT
    speaker: str = ""
    event_date: DateMention | None = None
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence-level claim with its offsets, place and parts.

    ``id`` changes with the document and the place; ``key`` hashes the normalised text, speaker and
    event date, so it survives an edit elsewhere. ``line`` and ``column`` count from 1, in code
    points. ``duplicate_of`` is the id of the first claim a repeated headline repeats.
    """

    id: str
    key: str
    document_id: str
    span: Span
    text: str
    line: int
    column: int
    language: str
    block: BlockKind = BlockKind.PARAGRAPH
    kind: ClaimKind = ClaimKind.EVENT
    checkworthiness: float = 0.0
    speaker: str = ""
    event_date: DateMention | None = None
    parts: tuple[Part, ...] = ()
    duplicate_of: str = ""
