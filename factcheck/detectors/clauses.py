"""Where one clause of a sentence ends and the next begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from factcheck.detectors.segments import MIN_WORDS, Markers, Segment
from factcheck.model import Analysis, Token


def clauses(analysis: Analysis, segment: Segment, markers: Markers) -> list[Segment]:
    """Return the segment cut where a new clause begins and both sides can stand."""
    torn = _torn(analysis)
    cuts = [
        position
        for position in range(segment.start + 1, segment.stop)
        if position not in torn and _begins_clause(analysis, position, segment.stop, markers)
    ]
    bounds = [segment.start, *cuts, segment.stop]
    pieces: list[Segment] = []
    for start, stop in pairwise(bounds):
        if pieces and not _can_stand(analysis, start, stop):
            pieces[-1] = Segment(pieces[-1].start, stop, segment.role, segment.speaker)
        else:
            pieces.append(Segment(start, stop, segment.role, segment.speaker))
    if len(pieces) > 1 and not _can_stand(analysis, pieces[0].start, pieces[0].stop):
        second = pieces.pop(1)
        pieces[0] = Segment(pieces[0].start, second.stop, segment.role, segment.speaker)
    return pieces


def _begins_clause(analysis: Analysis, position: int, stop: int, markers: Markers) -> bool:
    tokens = analysis.tokens
    token = tokens[position]
    gap = analysis.text[tokens[position - 1].span.end : token.span.start]
    low = token.text.casefold()
    if ";" in gap or (gap.strip() != gap and ("—" in gap or "–" in gap)):
        return True
    if "," in gap:
        return low in markers.relatives or _has_verb(tokens, position, min(stop, position + 6))
    if low in markers.coordinators:
        return _verb_soon(tokens, position + 1, stop)
    return low in markers.subordinators and _has_verb(tokens, position, stop)


def _torn(analysis: Analysis) -> frozenset[int]:
    """Return before which tokens a cut tears a name, a date or a figure ("March 3, 2020")."""
    starts = [token.span.start for token in analysis.tokens]
    ends = [token.span.end for token in analysis.tokens]
    spans = (
        *(name.span for name in analysis.names),
        *(date.span for date in analysis.dates),
        *(quantity.span for quantity in analysis.quantities),
    )
    return frozenset(
        position
        for span in spans
        for position in range(bisect_right(ends, span.start) + 1, bisect_left(starts, span.end))
    )


def _verb_soon(tokens: Sequence[Token], position: int, stop: int) -> bool:
    """A verb right after "and" starts a second predicate; a noun there continues a list."""
    return _has_verb(tokens, position, min(stop, position + 2))


def _has_verb(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(token.is_verb for token in tokens[start:stop])


def _can_stand(analysis: Analysis, start: int, stop: int) -> bool:
    tokens = analysis.tokens[start:stop]
    return len(tokens) >= MIN_WORDS and any(token.is_verb for token in tokens)
