"""Who said it: quotes, "X said that ...", "according to X"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.analyse import part_of
from factcheck.analysis.lexicon import relations
from factcheck.detectors.cues import quotes
from factcheck.detectors.segments import MIN_WORDS, Markers, Segment, first_token, token_span
from factcheck.model import Analysis, NameKind, Role, Token

_MIN_QUOTE_WORDS = 4
"""Shorter quotes are a word or two put in marks, not reported content."""


def attributed(analysis: Analysis, markers: Markers) -> list[Segment]:
    """Return the segments of who says and what is said; nothing where nobody is quoted."""
    return (
        _quoted(analysis, markers)
        or _said_that(analysis, markers)
        or _according_to(analysis, markers)
        or []
    )


def _quoted(analysis: Analysis, markers: Markers) -> list[Segment]:
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
    start = first_token(analysis.tokens, quote.start)
    stop = first_token(analysis.tokens, quote.end)
    outside = [*analysis.tokens[:start], *analysis.tokens[stop:]]
    if not any(_is_speech(token) for token in outside):
        return []
    speaker = _speaker(analysis, markers, (0, start), (stop, len(analysis.tokens)))
    segments = [Segment(start, stop, Role.REPORTED, speaker)]
    if start > 0:
        segments.insert(0, Segment(0, start, Role.ATTRIBUTION, speaker))
    if stop < len(analysis.tokens):
        segments.append(Segment(stop, len(analysis.tokens), Role.ATTRIBUTION, speaker))
    return segments


def _said_that(analysis: Analysis, markers: Markers) -> list[Segment]:
    tokens = analysis.tokens
    for position, token in enumerate(tokens[:-MIN_WORDS]):
        if not _is_speech(token) or not token.is_verb or token.negated:
            continue
        end = _content_begins(tokens, position, markers)
        if end < 0 or not any(t.is_verb for t in tokens[end + 1 :]):
            continue
        before = _speaker(analysis, markers, (0, position + 1))
        speaker = before or _speaker(analysis, markers, (position + 1, end))
        return [
            Segment(0, end, Role.ATTRIBUTION, speaker),
            Segment(end + 1, len(tokens), Role.REPORTED, speaker),
        ]
    return []


def _content_begins(tokens: Sequence[Token], position: int, markers: Markers) -> int:
    """Return where "that" opens what is said by the verb at ``position``, or -1."""
    for following in range(position + 1, min(position + 4, len(tokens) - MIN_WORDS)):
        if tokens[following].norm in markers.complementisers:
            return following if _introduces(tokens, following, markers) else -1
    return -1


def _introduces(tokens: Sequence[Token], position: int, markers: Markers) -> bool:
    """Tell whether "that" or "di" opens reported content: "di" does before a verb alone."""
    if tokens[position].norm in markers.rules.origin:
        return tokens[position + 1].is_verb
    return True


def _according_to(analysis: Analysis, markers: Markers) -> list[Segment]:
    match = markers.according_to.search(analysis.text)
    if match is None:
        return []
    start = first_token(analysis.tokens, match.start())
    comma = analysis.text.find(",", match.end())
    stop = first_token(analysis.tokens, comma) if comma >= 0 else len(analysis.tokens)
    inner = part_of(analysis, token_span(analysis, start, stop))
    speaker = _source(inner, match.group(), markers)
    if not speaker or any(token.is_verb for token in inner.tokens) or inner.quantities:
        return []
    attribution = Segment(start, stop, Role.ATTRIBUTION, speaker)
    if start == 0 and stop < len(analysis.tokens):
        rest = Segment(stop, len(analysis.tokens), Role.REPORTED, speaker)
        return [attribution, rest]
    if start > 0 and stop == len(analysis.tokens):
        return [Segment(0, start, Role.REPORTED, speaker), attribution]
    return []


def _source(inner: Analysis, phrase: str, markers: Markers) -> str:
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


def _speaker(analysis: Analysis, markers: Markers, *stretches: tuple[int, int]) -> str:
    """Return the one person named beside the verb of saying; of two, nobody."""
    found: list[str] = []
    for start, stop in stretches:
        if start < stop:
            inner = part_of(analysis, token_span(analysis, start, stop))
            found += [
                name.text
                for name in inner.names
                if name.kind is not NameKind.PLACE
                and (not name.preposition or name.preposition in markers.coordinators)
            ]
    return found[0] if len(set(found)) == 1 else ""
