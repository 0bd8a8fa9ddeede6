"""What is read: documents, their blocks and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is on the page."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    BOILERPLATE = "boilerplate"


HEADINGS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADLINE})


class DateSource(StrEnum):
    """How the document's date is known.

    ``DATELINE_YEAR``: the date line tells day and month, metadata or the file's name the year.
    """

    OPTION = "option"
    METADATA = "metadata"
    DATELINE = "dateline"
    DATELINE_YEAR = "dateline_year"
    FILE_NAME = "file_name"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open stretch ``[start, end)`` in Unicode code points of ``Document.text``."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the characters of ``text`` this span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """Return the same stretch counted from ``offset`` code points earlier."""
        return Span(start=self.start + offset, end=self.end + offset)

    def holds(self, other: Span) -> bool:
        """Tell whether all of ``other`` lies in this stretch."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A structural stretch: a headline, a paragraph, a list item.

    ``speaker`` is who says it in a transcript, as named there; the name is not in the span.
    """

    span: Span
    kind: BlockKind
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text under check.

    ``text`` is the decoded input as given: newlines untranslated, a byte order mark counted out.
    ``is_derived`` tells that ``text`` is not the input itself (extracted from a page), so a report
    must carry it for its offsets to mean anything. ``unsupported_language`` is the code of the
    language it is really in, when there is no data for that and it is read as ``language``.
    """

    id: str
    text: str
    source: str
    language: str
    date: date | None = None
    date_source: DateSource = DateSource.NONE
    title: str = ""
    blocks: tuple[Block, ...] = ()
    is_derived: bool = False
    unsupported_language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; ``document.text[span.start:span.end] == text``; ``speaker`` is its block's."""

    document_id: str
    span: Span
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    speaker: str = ""
