"""Texts cut into pieces: the words that clash, in the text and in the fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.model import Assessment, Comparison, Match, Part, Span
from factcheck.renderers.evidence import clashes, counting_parts, deciding_matches
from factcheck.renderers.explanations import clipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, marked when its words clash."""

    text: str
    marked: bool = False


def clashing_spans(assessment: Assessment) -> tuple[Span, ...]:
    """Return where the claim's words clash with the facts that decide it, in the document."""
    found = (
        clash_span(assessment, part.part, clash)
        for part in counting_parts(assessment)
        for match in deciding_matches(part)[:1]
        for clash in clashes(match)
    )
    return tuple(sorted({span for span in found if span is not None}))


def clash_span(assessment: Assessment, part: Part, clash: Comparison) -> Span | None:
    """Return the span of the clashing words in the document, ``None`` when it cannot be told.

    Comparators count from the part's start, or the sentence's when it was compared as a whole; a
    word that is not the one they name is never marked.
    """
    if not clash.claim_text or clash.claim_span is None:
        return None
    claim, told = assessment.claim, clash.claim_text
    for offset in (part.span.start - claim.span.start, 0):
        span = clash.claim_span.shifted(offset)
        if span.start >= 0 and _whole_words(claim.text, span) and span.slice(claim.text) in told:
            return _widened(claim.text, span, told).shifted(claim.span.start)
    at = claim.text.find(told)
    if at < 0 or claim.text.count(told) > 1:
        return None
    return Span(start=at, end=at + len(told)).shifted(claim.span.start)


def fact_spans(match: Match) -> tuple[Span, ...]:
    """Return where the fact's words clash, in its statement."""
    statement = match.fact.statement
    return tuple(
        _widened(statement, clash.fact_span, clash.fact_text)
        for clash in clashes(match)
        if clash.fact_span is not None
    )


def _widened(text: str, span: Span, told: str) -> Span:
    """Return where ``told`` stands around ``span``, "did not agree" for "agree", else ``span``."""
    at = text.find(told, max(span.end - len(told), 0), span.start + len(told))
    return Span(start=at, end=at + len(told)) if at >= 0 and told else span


def _whole_words(text: str, span: Span) -> bool:
    """Tell whether ``span`` holds something and neither end cuts a word."""
    around = (text[max(span.start - 1, 0) : span.start + 1], text[span.end - 1 : span.end + 1])
    return bool(span.slice(text)) and not any(len(two) > 1 and two.isalnum() for two in around)


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
