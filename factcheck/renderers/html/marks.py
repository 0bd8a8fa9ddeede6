"""Texts cut into pieces: the words that clash, in the text and in the fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.model import Assessment, Match, PartAssessment, Span
from factcheck.renderers.clipping import clipped
from factcheck.renderers.evidence import (
    clashes,
    clashing_parts,
    deciding_matches,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, marked when its words clash."""

    text: str
    marked: bool = False


def clashing_spans(assessment: Assessment) -> tuple[Span, ...]:
    """Return where the claim's words clash with the facts that decide it, in the document."""
    found = (
        span
        for part in clashing_parts(assessment)
        for match in deciding_matches(part)[:1]
        for span in part_spans(part, match)
    )
    return tuple(sorted(set(found)))


def part_spans(part: PartAssessment, match: Match) -> tuple[Span, ...]:
    """Return where the part's words clash with the fact of ``match``, in the document."""
    found = (clash.claim_span for clash in clashes(match))
    return tuple(span.shifted(part.part.span.start) for span in found if span is not None)


def fact_spans(match: Match) -> tuple[Span, ...]:
    """Return where the fact's words clash, in its statement."""
    found = (clash.fact_span for clash in clashes(match))
    return tuple(span for span in found if span is not None)


def pieces(text: str, spans: Iterable[Span], *, start: int = 0) -> tuple[Piece, ...]:
    """Return ``text`` in pieces that join to it; ``spans`` count from ``start`` before it."""
    found, cursor = [], 0
    for span in sorted(spans):
        first = min(max(span.start - start, cursor), len(text))
        last = min(max(span.end - start, first), len(text))
        if first == last:
            continue
        found += [Piece(text=text[cursor:first]), Piece(text=text[first:last], marked=True)]
        cursor = last
    found.append(Piece(text=text[cursor:]))
    return tuple(piece for piece in found if piece.text)


def clipped_pieces(
    text: str, spans: Iterable[Span], limit: int, *, start: int = 0
) -> tuple[Piece, ...]:
    """Return as ``pieces`` what ``clipped`` leaves of ``text``."""
    shown = clipped(text, limit)
    if shown == text:
        return pieces(text, spans, start=start)
    kept = len(shown) - 1
    return (*pieces(text[:kept], spans, start=start), Piece(text="…"))
