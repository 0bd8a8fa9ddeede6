"""A sentence to its parts: clauses that assert one thing each, who said them, passing titles.

Split only where both sides have a verb of their own; when in doubt the sentence stays whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from factcheck.analysis.analyse import part_of
from factcheck.analysis.lexicon import relations
from factcheck.analysis.tokens import Grammar, grammar
from factcheck.detectors.cues import kind_of, quotes
from factcheck.languages.data import language_data
from factcheck.model import Analysis, NameKind, Part, Role, Sentence, Span, Token

_TRIM = " \t\r\n\xa0,;:.–—-"
_MIN_WORDS = 3
_MIN_QUOTE_WORDS = 4
"""Shorter quotes are a word or two put in marks, not reported content."""
_OPENING = {")": "(", "»": "«", "”": "“"}


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of the sentence in token positions, with its role and speaker."""

    start: int
    stop: int
    role: Role = Role.ASSERTION
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class _Markers:
    rules: Grammar
    coordinators: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    complementisers: frozenset[str]
    according_to: re.Pattern[str]
    for_whom: frozenset[str]


@lru_cache(maxsize=16)
def _markers(lang: str) -> _Markers:
    table = language_data(lang, "grammar")
    phrases = "|".join(re.escape(phrase) for phrase in table["according_to"])
    return _Markers(
        rules=grammar(lang),
        coordinators=frozenset(table["coordinators"]),
        relatives=frozenset(table["relatives"]),
        subordinators=frozenset(table["subordinators"]),
        complementisers=frozenset(table["complementisers"]),
        for_whom=frozenset(table["for_whom"]),
        according_to=re.compile(rf"(?:^|,\s*)(?:{phrases})\s", re.IGNORECASE),
    )


def split_parts(sentence: Sentence, analysis: Analysis) -> tuple[Part, ...]:
    """Return the parts of ``sentence`` in text order; always at least one."""
    if len(analysis.tokens) < 2 * _MIN_WORDS:
        return (_part(sentence, analysis, _Segment(0, len(analysis.tokens))),)
    markers = _markers(analysis.lang)
    segments = _attributed(analysis, markers) or [_Segment(0, len(analysis.tokens))]
    split = [
        piece
        for segment in segments
        for piece in (
            [segment] if segment.role is Role.ATTRIBUTION else _clauses(analysis, segment, markers)
        )
    ]
    parts = (_part(sentence, analysis, segment) for segment in split)
    kept = tuple(part for part in parts if part.text)
    return kept or (_part(sentence, analysis, _Segment(0, len(analysis.tokens))),)


def _part(sentence: Sentence, analysis: Analysis, segment: _Segment) -> Part:
    tokens = analysis.tokens
    if segment.start == 0 and segment.stop == len(tokens):
        start, end = 0, len(sentence.text)
    else:
        start = _open_marks(sentence.text, tokens[segment.start].span.start)
        end = tokens[segment.stop - 1].span.end
        end = _close_marks(sentence.text, start, end)
    span = _trimmed(sentence.text, start, end)
    inner = part_of(analysis, span)
    return Part(
        span=span.shifted(sentence.span.start),
        text=span.slice(sentence.text),
        role=_role(inner, segment),
        kind=kind_of(inner),
        speaker=segment.speaker,
        event_date=inner.dates[0] if len(inner.dates) == 1 else None,
        context="" if segment.start == 0 else sentence.text,
    )


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


def _role(inner: Analysis, segment: _Segment) -> Role:
    if segment.role is not Role.ASSERTION:
        return segment.role
    has_verb = any(token.is_verb for token in inner.tokens)
    return Role.IDENTIFICATION if inner.offices and not has_verb else Role.ASSERTION


# --- who said it -------------------------------------------------------------------------------


def _attributed(analysis: Analysis, markers: _Markers) -> list[_Segment]:
    return (
        _quoted(analysis, markers)
        or _said_that(analysis, markers)
        or _according_to(analysis, markers)
        or []
    )


def _quoted(analysis: Analysis, markers: _Markers) -> list[_Segment]:
    """Read "...", ha detto X: the quote is reported, the rest says who said it."""
    text = analysis.text
    quote = next(
        (
            found
            for found in quotes(text)
            if len(text[found.start + 1 : found.end - 1].split()) >= _MIN_QUOTE_WORDS
        ),
        None,
    )
    if quote is None:
        return []
    start = _first_token(analysis.tokens, quote.start)
    stop = _first_token(analysis.tokens, quote.end)
    outside = [*analysis.tokens[:start], *analysis.tokens[stop:]]
    if not any(_is_speech(token) for token in outside):
        return []
    speaker = _speaker(analysis, markers, (0, start), (stop, len(analysis.tokens)))
    segments = [_Segment(start, stop, Role.REPORTED, speaker)]
    if start > 0:
        segments.insert(0, _Segment(0, start, Role.ATTRIBUTION, speaker))
    if stop < len(analysis.tokens):
        segments.append(_Segment(stop, len(analysis.tokens), Role.ATTRIBUTION, speaker))
    return segments


def _said_that(analysis: Analysis, markers: _Markers) -> list[_Segment]:
    tokens = analysis.tokens
    for position, token in enumerate(tokens[:-_MIN_WORDS]):
        if not _is_speech(token) or not token.is_verb or token.negated:
            continue
        end = _content_begins(tokens, position, markers)
        if end < 0 or not any(t.is_verb for t in tokens[end + 1 :]):
            continue
        before = _speaker(analysis, markers, (0, position + 1))
        speaker = before or _speaker(analysis, markers, (position + 1, end))
        return [
            _Segment(0, end, Role.ATTRIBUTION, speaker),
            _Segment(end + 1, len(tokens), Role.REPORTED, speaker),
        ]
    return []


def _content_begins(tokens: Sequence[Token], position: int, markers: _Markers) -> int:
    """Return where "that" opens what is said by the verb at ``position``, or -1."""
    for following in range(position + 1, min(position + 4, len(tokens) - _MIN_WORDS)):
        if tokens[following].norm in markers.complementisers:
            return following if _introduces(tokens, following, markers) else -1
    return -1


def _introduces(tokens: Sequence[Token], position: int, markers: _Markers) -> bool:
    """Tell whether "that" or "di" opens reported content: "di" does before a verb alone."""
    if tokens[position].norm in markers.rules.origin:
        return tokens[position + 1].is_verb
    return True


def _according_to(analysis: Analysis, markers: _Markers) -> list[_Segment]:
    match = markers.according_to.search(analysis.text)
    if match is None:
        return []
    start = _first_token(analysis.tokens, match.start())
    comma = analysis.text.find(",", match.end())
    stop = _first_token(analysis.tokens, comma) if comma >= 0 else len(analysis.tokens)
    inner = part_of(analysis, _token_span(analysis, start, stop))
    speaker = _source(inner, match.group(), markers)
    if not speaker or any(token.is_verb for token in inner.tokens) or inner.quantities:
        return []
    attribution = _Segment(start, stop, Role.ATTRIBUTION, speaker)
    if start == 0 and stop < len(analysis.tokens):
        rest = _Segment(stop, len(analysis.tokens), Role.REPORTED, speaker)
        return [attribution, rest]
    if start > 0 and stop == len(analysis.tokens):
        return [_Segment(0, start, Role.REPORTED, speaker), attribution]
    return []


def _source(inner: Analysis, phrase: str, markers: _Markers) -> str:
    """Return who is named after "according to"; of "for X", X is no source when a place."""
    only_people = phrase.strip(" ,").casefold() in markers.for_whom
    names = [
        name.text
        for name in inner.names
        if not name.adjective and not (only_people and name.kind is NameKind.PLACE)
    ]
    return names[0] if names else ""


def _is_speech(token: Token) -> bool:
    return token.concept in relations().speech


def _speaker(analysis: Analysis, markers: _Markers, *stretches: tuple[int, int]) -> str:
    """Return the one person named beside the verb of saying; of two, nobody."""
    found: list[str] = []
    for start, stop in stretches:
        if start < stop:
            inner = part_of(analysis, _token_span(analysis, start, stop))
            found += [
                name.text
                for name in inner.names
                if name.kind is not NameKind.PLACE
                and (not name.preposition or name.preposition in markers.coordinators)
            ]
    return found[0] if len(set(found)) == 1 else ""


def _first_token(tokens: Sequence[Token], offset: int) -> int:
    return next((i for i, t in enumerate(tokens) if t.span.start >= offset), len(tokens))


def _token_span(analysis: Analysis, start: int, stop: int) -> Span:
    return Span(
        start=analysis.tokens[start].span.start if start < len(analysis.tokens) else 0,
        end=analysis.tokens[stop - 1].span.end,
    )


# --- clauses -----------------------------------------------------------------------------------


def _clauses(analysis: Analysis, segment: _Segment, markers: _Markers) -> list[_Segment]:
    """Return the segment cut where a new clause begins and both sides can stand."""
    torn = _torn(analysis)
    cuts = [
        position
        for position in range(segment.start + 1, segment.stop)
        if position not in torn and _begins_clause(analysis, position, segment.stop, markers)
    ]
    bounds = [segment.start, *cuts, segment.stop]
    pieces: list[_Segment] = []
    for start, stop in pairwise(bounds):
        if pieces and not _can_stand(analysis, start, stop):
            pieces[-1] = _Segment(pieces[-1].start, stop, segment.role, segment.speaker)
        else:
            pieces.append(_Segment(start, stop, segment.role, segment.speaker))
    if len(pieces) > 1 and not _can_stand(analysis, pieces[0].start, pieces[0].stop):
        second = pieces.pop(1)
        pieces[0] = _Segment(pieces[0].start, second.stop, segment.role, segment.speaker)
    return pieces


def _begins_clause(analysis: Analysis, position: int, stop: int, markers: _Markers) -> bool:
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
    return len(tokens) >= _MIN_WORDS and any(token.is_verb for token in tokens)
