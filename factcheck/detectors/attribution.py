"""Who said it: quotes, "X said that ...", "according to X"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.parties import clause_start, speaker_of
from factcheck.analysis.speech import Saying, sayings, speech_words
from factcheck.detectors.content import content_of
from factcheck.detectors.frames import Stretch, frame_of, outside
from factcheck.detectors.quotes import Setting
from factcheck.detectors.segments import MIN_WORDS, Segment, first_token
from factcheck.detectors.sources import told_beside
from factcheck.model import Analysis, Role, Span

_TRIED = 8
"""Verbs of saying tried in one sentence; more is a list of verbs."""


def attributed(analysis: Analysis, setting: Setting) -> list[Segment]:
    """Return the segments of who says and what is said; nothing where nobody is quoted."""
    first = len(analysis.tokens)
    if setting.quotes:
        first = first_token(analysis.tokens, setting.quotes[0].span.start)
    if analysis.text.rstrip(" \"'»”’)").endswith("?") and not setting.quotes:
        return []
    return (
        _said_that(analysis, setting, first)
        or _quoted(analysis, setting)
        or told_beside(analysis, setting)
        or []
    )


def _quoted(analysis: Analysis, setting: Setting) -> list[Segment]:
    """Read "...", ha detto X: the quotes are reported, what is beside them says who said it."""
    if not setting.quotes:
        return []
    spans = [quote.span for quote in setting.quotes]
    frame = frame_of(analysis, spans)
    stretches = outside(analysis, spans)
    named = setting.name(frame.party) if frame else ""
    if stretches and all(quote.is_whole for quote in setting.quotes):
        if frame is None:
            return []  # a title, or words in marks
        if not _says_something(analysis, spans):  # words of somebody's in a sentence of our own
            return [Segment(0, len(analysis.tokens), speaker=named)]
    segments = [
        _beside(analysis, stretch, named, is_frame=frame is not None and frame.stretch == stretch)
        for stretch in stretches
    ]
    for quote in setting.quotes:
        start = first_token(analysis.tokens, quote.span.start)
        stop = first_token(analysis.tokens, quote.span.end)
        if start < stop:
            speaker = named if frame is not None and quote.is_whole else named or quote.speaker
            segments.append(Segment(start, stop, Role.REPORTED, speaker))
    return sorted(segments, key=lambda segment: segment.start)


def _says_something(analysis: Analysis, quotes: Sequence[Span]) -> bool:
    """Tell whether a quote is a statement: it has a verb, or begins as a sentence does."""
    return any(
        quote.slice(analysis.text)[1:].lstrip()[:1].isupper()
        or any(t.is_verb and quote.start <= t.span.start < quote.end for t in analysis.tokens)
        for quote in quotes
    )


def _beside(analysis: Analysis, stretch: Stretch, speaker: str, *, is_frame: bool) -> Segment:
    """Return what stands beside a quote: who says it, or a statement of the article's own."""
    start, stop = stretch
    says = any(True for _ in sayings(analysis, start, stop, beside_quote=True))
    acts = any(token.is_verb for token in analysis.tokens[start:stop])
    if is_frame or says or not acts or stop - start < MIN_WORDS:
        return Segment(start, stop, Role.ATTRIBUTION, speaker)
    return Segment(start, stop)


def _said_that(analysis: Analysis, setting: Setting, limit: int) -> list[Segment]:
    """Read "X ha detto che ...", "X said ...": what follows is reported."""
    tokens = analysis.tokens
    for number, saying in enumerate(sayings(analysis, 0, limit)):
        if number >= _TRIED:
            break
        content = None if saying.negated else content_of(analysis, saying)
        if content is None or content.start > limit:
            continue
        party = speaker_of(analysis, saying, (0, content.frame_end))
        speaker = setting.name(party)
        start = _frame_start(analysis, saying)
        segments = [
            Segment(start, content.frame_end, Role.ATTRIBUTION, speaker),
            Segment(content.start, len(tokens), Role.REPORTED, speaker),
        ]
        return [Segment(0, start), *segments] if start else segments
    return []


def _frame_start(analysis: Analysis, saying: Saying) -> int:
    """Return where the clause of ``saying`` begins, when one that can stand comes before it."""
    start = clause_start(analysis, saying)
    words = speech_words(analysis.lang)
    if start < MIN_WORDS + 1 or analysis.tokens[start - 1].text.casefold() not in (
        words.coordinators
    ):
        return 0
    before = analysis.tokens[: start - 1]
    return start - 1 if any(token.is_verb for token in before) else 0
