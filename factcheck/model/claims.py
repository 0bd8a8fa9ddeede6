"""What is asserted: claims (sentences) and their parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from factcheck.model.analysis import DateMention, Name
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

    A part may lie inside another one, which is then read without it. ``context`` is the subject of
    a part that has none of its own, as the sentence words it or, from an earlier sentence, by full
    name; it is empty when unclear, and never alters the text.
    """

    span: Span
    text: str
    role: Role = Role.ASSERTION
    kind: ClaimKind = ClaimKind.EVENT
    speaker: str = ""
    event_date: DateMention | None = None
    context: str = ""


class ReferenceKind(StrEnum):
    """How a sentence takes up somebody or something named before."""

    NAME = "name"
    OFFICE = "office"
    COUNTRY = "country"
    PRONOUN = "pronoun"
    ELIDED = "elided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention that stands for somebody or something an earlier sentence names.

    ``span`` counts in the document and is empty, before the verb, for an elided subject. ``means``
    is the one thing meant, by its full name, and ``names`` are its names; when several could be
    meant, ``means`` is empty and ``candidates`` are those.
    """

    span: Span
    text: str
    kind: ReferenceKind
    means: str = ""
    names: tuple[Name, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether several could be meant, so that nothing may rest on it."""
        return not self.means


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence-level claim with its offsets, place and parts.

    ``id`` changes with the document and the place; ``key`` hashes the normalised text, speaker and
    event date, so it survives an edit elsewhere. ``line`` and ``column`` count from 1, in code
    points. ``duplicate_of`` is the id of the first claim a repeated headline repeats.
    ``references`` follow from the sentences before; they are read anew each time, never stored.
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
    references: tuple[Reference, ...] = field(default=(), compare=False)
