"""The text under check as paragraphs of runs, nothing added and nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.model import BlockKind, Document, Span
from factcheck.renderers.html.marks import Piece, pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where a claim stands, with the spans of its clashing words; ``number`` counts from 1."""

    number: int
    span: Span
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Pieces that belong to one claim, or to none when ``number`` is 0.

    ``first`` begins the claim, ``last`` ends it: a claim may run on into the next block.
    """

    number: int
    pieces: tuple[Piece, ...]
    first: bool = True
    last: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the page, ``kind`` ``""`` outside all blocks; ``gap`` is the space before it."""

    gap: str
    kind: BlockKind | str
    runs: tuple[TextRun, ...]


def paragraphs(document: Document, claims: Sequence[Stretch]) -> tuple[Paragraph, ...]:
    """Return the whole text; gaps and runs join to it. Claims never overlap in what comes back."""
    text = document.text
    apart = _without_overlaps(claims, len(text))
    found, gap, at = [], "", 0
    for kind, start, end in _regions(document):
        piece = text[start:end]
        if not piece.strip():
            gap += piece
            continue
        while at < len(apart) and apart[at].span.end <= start:
            at += 1
        runs = tuple(_runs(text, Span(start=start, end=end), apart, at))
        found.append(Paragraph(gap=gap, kind=kind, runs=runs))
        gap = ""
    return (*found, Paragraph(gap=gap, kind="", runs=()))


def _regions(document: Document) -> Iterator[tuple[BlockKind | str, int, int]]:
    """Yield kind, start and end of stretches that cover the text, blocks on one line joined."""
    cursor, length = 0, len(document.text)
    held: tuple[BlockKind | str, int, int] | None = None
    for block in sorted(document.blocks, key=lambda block: block.span):
        start, end = max(block.span.start, cursor), min(block.span.end, length)
        if start >= end:
            continue
        if held and not _breaks(document.text[held[2] : start]):
            held = (block.kind, held[1], end)
        else:
            if held:
                yield held
            yield "", cursor, start
            held = (block.kind, start, end)
        cursor = end
    if held:
        yield held
    yield "", cursor, length


def _breaks(gap: str) -> bool:
    return not gap or not gap.isspace() or "\n" in gap or "\r" in gap


def _without_overlaps(claims: Sequence[Stretch], length: int) -> tuple[Stretch, ...]:
    found, cursor = [], 0
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.number)):
        start, end = max(claim.span.start, cursor), min(claim.span.end, length)
        if start < end:
            span = Span(start=start, end=end)
            found.append(Stretch(number=claim.number, span=span, marks=claim.marks))
            cursor = end
    return tuple(found)


def _runs(text: str, region: Span, claims: Sequence[Stretch], at: int) -> Iterator[TextRun]:
    cursor = region.start
    while at < len(claims) and claims[at].span.start < region.end:
        claim = claims[at]
        start, end = max(claim.span.start, cursor), min(claim.span.end, region.end)
        if cursor < start:
            yield TextRun(number=0, pieces=(Piece(text=text[cursor:start]),))
        marked = pieces(text[start:end], claim.marks, start=start)
        yield TextRun(
            number=claim.number,
            pieces=marked,
            first=start == claim.span.start,
            last=end == claim.span.end,
        )
        cursor = end
        at += 1
    if cursor < region.end:
        yield TextRun(number=0, pieces=(Piece(text=text[cursor : region.end]),))
