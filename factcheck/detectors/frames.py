"""What stands beside a quote and tells who speaks: "ha detto X", "X:", "secondo X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.analysis.mentions import Mention, mentions
from factcheck.analysis.parties import NOBODY, Party, speaker_of
from factcheck.analysis.speech import sayings, speech_words
from factcheck.detectors.segments import first_token
from factcheck.model import Analysis, Span, Token

_MAX_FRAME = 40
"""Words beside a quote that are read for a speaker; further away is another sentence."""

_SHORT = 8
"""Words a sentence may have that only says who spoke in the one before."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is told to speak, and in which stretch of tokens outside the quotes."""

    party: Party
    stretch: Stretch


def outside(analysis: Analysis, quotes: Sequence[Span]) -> list[Stretch]:
    """Return the stretches of tokens before, between and after ``quotes``, none empty."""
    found: list[Stretch] = []
    start = 0
    for quote in quotes:
        found.append((start, first_token(analysis.tokens, quote.start)))
        start = first_token(analysis.tokens, quote.end)
    found.append((start, len(analysis.tokens)))
    return [(begin, stop) for begin, stop in found if begin < stop]


def frame_of(analysis: Analysis, quotes: Sequence[Span]) -> Frame | None:
    """Return who speaks in ``quotes``; ``NOBODY`` when told but in doubt, ``None`` when untold."""
    stretches = outside(analysis, quotes)
    found = [frame for stretch in stretches for frame in _said(analysis, stretch)]
    named = {frame.party.text for frame in found if frame.party.text}
    if len(named) > 1:  # each speaks somewhere: whose quote it is stays open
        return Frame(NOBODY, found[0].stretch)
    if found:
        best = [frame for frame in found if frame.party.text] or [
            frame for frame in found if frame.party.pronoun
        ]
        return (best or found)[0]
    for stretch in stretches:
        party = _before_colon(analysis, stretch) or _so_says(analysis, stretch)
        party = party or _source(analysis, stretch) or _acts_after(analysis, stretch)
        if party is not None:
            return Frame(party, stretch)
    return None


def said_so(analysis: Analysis) -> Party | None:
    """Return who "said so" in a sentence about the one before it: "Lo ha detto X."."""
    words = speech_words(analysis.lang)
    match = words.said_so.match(analysis.text)
    stop = min(len(analysis.tokens), _MAX_FRAME)
    if match is not None:
        for saying in sayings(analysis, 0, min(stop, 6)):
            if not saying.negated and not _has_content(analysis, saying.stop, stop):
                return speaker_of(analysis, saying, (0, stop))
    return _so_says(analysis, (0, stop)) or _is_frame_alone(analysis)


def _is_frame_alone(analysis: Analysis) -> Party | None:
    """Read a sentence of a speaker and a verb of saying alone, cut off from its quote."""
    count = len(analysis.tokens)
    saying = next(sayings(analysis, 0, count), None)
    if saying is None or count > _SHORT or saying.negated or saying.stop < count:
        return None
    return speaker_of(analysis, saying, (0, count))


def _has_content(analysis: Analysis, start: int, stop: int) -> bool:
    """Tell whether what is said follows: then it is not about the sentence before."""
    words = speech_words(analysis.lang)
    following = {token.text.casefold() for token in analysis.tokens[start:stop]}
    return bool(following & (words.complementisers - words.rules.origin))


def _said(analysis: Analysis, stretch: Stretch) -> Iterator[Frame]:
    start, stop = stretch
    start = max(start, stop - _MAX_FRAME) if start == 0 else start
    stop = min(stop, start + _MAX_FRAME)
    for saying in sayings(analysis, start, stop, beside_quote=True):
        if not saying.negated:
            party = speaker_of(analysis, saying, (start, stop), has_hearer=False)
            yield Frame(party, stretch)


def _before_colon(analysis: Analysis, stretch: Stretch) -> Party | None:
    """Read "X: «...»" and "topic, X: «...»"."""
    start, stop = stretch
    tokens = analysis.tokens
    tail = analysis.text[tokens[stop - 1].span.end :][:3]
    if ":" not in tail or stop - start > _MAX_FRAME:
        return None
    clause = start
    for position in range(start + 1, stop):
        if "," in analysis.text[tokens[position - 1].span.end : tokens[position].span.start]:
            clause = position
    if stop - clause == 1 and _may_be_name(tokens[clause]):
        return Party(tokens[clause].text)
    return _only(analysis, (clause, stop), at_start=clause > start) or _only(
        analysis, (start, stop), at_start=False
    )


def _may_be_name(token: Token) -> bool:
    """Tell of the one word before a colon that it is a surname rather than a label."""
    return token.text[0].isupper() and not token.is_stop and not token.concept


def _only(analysis: Analysis, stretch: Stretch, *, at_start: bool) -> Party | None:
    found = _named(analysis, stretch)
    if len(found) != 1 or (at_start and found[0].start != stretch[0]):
        return None
    return Party(found[0].text)


def _named(analysis: Analysis, stretch: Stretch) -> list[Mention]:
    words = speech_words(analysis.lang)
    return [m for m in mentions(analysis, words, stretch) if not m.oblique]


def _so_says(analysis: Analysis, stretch: Stretch) -> Party | None:
    """Read "così X" after a quote, no verb beside it."""
    start, stop = stretch
    tokens = analysis.tokens[start:stop]
    words = speech_words(analysis.lang)
    begins = tokens[0].span.start
    match = words.so_says.match(analysis.text, begins)
    if match is None or len(tokens) > _MAX_FRAME or any(t.is_verb and t.is_stop for t in tokens):
        return None
    after = first_token(analysis.tokens, match.end())
    found = _named(analysis, (after, stop))
    return Party(found[0].text) if found and found[0].start <= after + 1 else None


def _source(analysis: Analysis, stretch: Stretch) -> Party | None:
    """Read "secondo X" beside a quote."""
    start, stop = stretch
    words = speech_words(analysis.lang)
    begins = analysis.tokens[start].span.start
    match = words.according_to.match(analysis.text, begins)
    if match is None or match.group().casefold() in words.for_whom:
        return None
    after = first_token(analysis.tokens, match.end())
    found = _named(analysis, (after, min(stop, after + _MAX_FRAME)))
    return Party(found[0].text) if len(found) == 1 else None


def _acts_after(analysis: Analysis, stretch: Stretch) -> Party | None:
    """Read a verb and a name right after a quote and a comma, whatever the verb: "», tuona X"."""
    start, stop = stretch
    tokens = analysis.tokens
    if start == 0 or stop - start < 2 or not tokens[start].is_verb or tokens[start].is_stop:
        return None
    mark = analysis.text[tokens[start - 1].span.end : tokens[start].span.start]
    found = _named(analysis, (start + 1, min(stop, start + _MAX_FRAME)))
    if "," not in mark or len(found) != 1 or found[0].start > start + 2:
        return None
    return Party(found[0].text)
