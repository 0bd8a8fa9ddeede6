"""A sentence to its parts: clauses that assert one thing each, who said them, passing titles.

Split only where both sides have a verb of their own; when in doubt the sentence stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from factcheck.analysis.analyse import part_of
from factcheck.analysis.subjects import Phrases
from factcheck.detectors.attribution import attributed
from factcheck.detectors.clauses import clauses
from factcheck.detectors.cues import kind_of
from factcheck.detectors.quotes import Setting
from factcheck.detectors.segments import MIN_WORDS, Segment, markers_of, token_span
from factcheck.model import Analysis, ClaimKind, DateMention, Part, Role, Sentence, Span

_TRIM = " \t\r\n\xa0,;:.–—-"
_OPENING = {")": "(", "»": "«", "”": "“"}


def segments_of(phrases: Phrases, setting: Setting) -> tuple[Segment, ...]:
    """Return the stretches of a sentence that say one thing each, in text order.

    A stretch may lie inside another one, which is then read without it.
    """
    analysis = phrases.analysis
    whole = Segment(0, len(analysis.tokens))
    if len(analysis.tokens) < 2 * MIN_WORDS and not setting.quotes:
        lacks = phrases.subject(0, whole.stop) is None
        return (replace(whole, lacks_subject=lacks),)
    markers = markers_of(analysis.lang)
    segments = attributed(analysis, setting) or [whole]
    return tuple(
        piece
        for segment in segments
        for piece in (
            [_saying(phrases, segment)]
            if segment.role is Role.ATTRIBUTION
            else clauses(analysis, phrases, segment, markers)
        )
    )


def _saying(phrases: Phrases, segment: Segment) -> Segment:
    """Return who says it, marked when the sentence names nobody before the verb of saying."""
    has_verb = phrases.finite(segment.start, segment.stop) >= 0
    named = segment.speaker or phrases.subject(segment.start, segment.stop)
    return replace(segment, lacks_subject=has_verb and not named)


def parts_of(
    sentence: Sentence, analysis: Analysis, segments: Sequence[Segment], kind: ClaimKind
) -> tuple[Part, ...]:
    """Return the segments of a sentence of ``kind`` as parts; the whole when none has words."""
    whole = Segment(0, len(analysis.tokens))
    if len(segments) == 1 and segments[0].stop - segments[0].start == whole.stop:
        return (_whole(sentence, analysis, segments[0], kind),)
    parts = (
        _part(sentence, analysis, segment, _inside(analysis, segments, number))
        for number, segment in enumerate(segments)
    )
    kept = tuple(part for part in parts if part.text)
    return kept or (_whole(sentence, analysis, whole, kind),)


def _whole(sentence: Sentence, analysis: Analysis, segment: Segment, kind: ClaimKind) -> Part:
    span = _trimmed(sentence.text, 0, len(sentence.text))
    return Part(
        span=span.shifted(sentence.span.start),
        text=span.slice(sentence.text),
        role=_role(analysis, segment),
        kind=kind,
        speaker=segment.speaker,
        event_date=_only_date(analysis),
        context=segment.context,
    )


def _inside(analysis: Analysis, segments: Sequence[Segment], number: int) -> tuple[Span, ...]:
    """Return where the segments after the one at ``number`` lie inside it; they follow it."""
    stop = segments[number].stop
    inside = takewhile(lambda other: other.start < stop, islice(segments, number + 1, None))
    return tuple(token_span(analysis, other.start, other.stop) for other in inside)


def _part(
    sentence: Sentence, analysis: Analysis, segment: Segment, inside: tuple[Span, ...]
) -> Part:
    tokens = analysis.tokens
    if segment.start == 0 and segment.stop == len(tokens):
        start, end = 0, len(sentence.text)
    else:
        start = _open_marks(sentence.text, tokens[segment.start].span.start)
        end = tokens[segment.stop - 1].span.end
        end = _close_marks(sentence.text, start, end)
    span = _trimmed(sentence.text, start, end)
    inner = part_of(analysis, span, inside)
    return Part(
        span=span.shifted(sentence.span.start),
        text=span.slice(sentence.text),
        role=segment.role if inside else _role(inner, segment),
        kind=kind_of(inner),
        speaker=segment.speaker,
        event_date=_only_date(inner),
        context=segment.context,
    )


def _only_date(analysis: Analysis) -> DateMention | None:
    return analysis.dates[0] if len(analysis.dates) == 1 else None


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without marks around it; the minus of a figure stays."""
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip(_TRIM))
    last = start + len(inner.rstrip(_TRIM))
    if first >= last:
        return Span(start=start, end=start)
    if first > start and text[first].isdecimal() and text[first - 1] in "-–":
        first -= 1
    return Span(start=first, end=last)


def _open_marks(text: str, start: int) -> int:
    """Take the signs before a figure that begins the part: currency, plus, minus."""
    if not text[start].isdecimal():
        return start
    while start > 0 and text[start - 1] in "€$£+-–−":
        start -= 1
    return start


def _close_marks(text: str, start: int, end: int) -> int:
    """Take the signs that belong to the last word: per cent, currency, marks opened inside."""
    while end < len(text) and (
        text[end] in "%€$£" or text.count(_OPENING.get(text[end], "\0"), start, end) > 0
    ):
        end += 1
    return end


def _role(inner: Analysis, segment: Segment) -> Role:
    if segment.role is not Role.ASSERTION:
        return segment.role
    has_verb = any(token.is_verb for token in inner.tokens)
    return Role.IDENTIFICATION if inner.offices and not has_verb else Role.ASSERTION
