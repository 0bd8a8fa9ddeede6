"""Sources named beside what they say: "secondo X", "as X noted", "..., ha detto X"."""

from __future__ import annotations

from factcheck.analysis.lexicon import lexicon
from factcheck.analysis.mentions import Mention, mentions, preposition
from factcheck.analysis.parties import NOBODY, Party, speaker_of
from factcheck.analysis.speech import (
    Saying,
    SpeechWords,
    gap,
    is_dated,
    is_joined,
    sayings,
    speech_words,
)
from factcheck.detectors.quotes import Setting
from factcheck.detectors.segments import MIN_WORDS, Segment, first_token, token_span
from factcheck.model import Analysis, NameKind, Role

_LONGEST = 16
"""Words a frame may have; a longer stretch says something of its own."""
_TRIED = 8
_HEAD = 4
"""Words within which "the latest data" say what they are."""


def told_beside(analysis: Analysis, setting: Setting) -> list[Segment]:
    """Return the segments of a sentence that names the source of what it says, or nothing."""
    words = speech_words(analysis.lang)
    found = None
    for position, token in enumerate(analysis.tokens):
        if token.norm in words.openers:
            found = _as_told(analysis, words, position) or _according_to(analysis, words, position)
            if found is not None:
                break
    if found is None and not setting.quotes:
        found = _in_commas(analysis, words)
    if found is None:
        return []
    start, stop, party = found
    return _around(analysis, (start, stop), setting.name(party))


Found = tuple[int, int, Party] | None


def _as_told(analysis: Analysis, words: SpeechWords, start: int) -> Found:
    """Read "come ha detto X, ..." and "secondo quanto riferito da X, ..."."""
    at = analysis.tokens[start].span.start
    match = words.as_told.match(analysis.text, at)
    if match is None or not _is_free(analysis, at):
        return None
    after = first_token(analysis.tokens, match.end())
    stop = _comma_after(analysis, after)
    if stop - start > _LONGEST or stop == after:
        return None
    party = _told_by(analysis, words, after, stop)
    return None if party is None else (start, stop, party)


def _told_by(analysis: Analysis, words: SpeechWords, start: int, stop: int) -> Party | None:
    """Return who says it in "ha detto X", "X noted", "riferito da X"; ``None`` if no one says."""
    tokens = analysis.tokens
    says = next(
        (
            place
            for place in range(start, stop)
            if tokens[place].is_verb and {tokens[place].lemma, tokens[place].norm} & words.verbs
        ),
        -1,
    )
    if says < 0 or _has_content(words, analysis, says + 1, stop):
        return None
    frame = [token.text.casefold() for token in tokens[start:stop]]
    is_own = words.first_person.search(frame[0]) and not words.bare_participle.search(frame[0])
    if is_own or frame[0] in words.first_person_pronouns:
        return None
    found = [
        mention
        for mention in mentions(analysis, words, (start, stop))
        if not mention.oblique or _is_agent(analysis, words, mention, start)
    ]
    if not found and any(word in words.passive for word in frame):
        return None  # "as is known"
    return Party(found[0].text) if len(found) == 1 and not found[0].torn else NOBODY


def _is_agent(analysis: Analysis, words: SpeechWords, mention: Mention, start: int) -> bool:
    return preposition(analysis, words, mention.start, start) in words.rules.agent


def _has_content(words: SpeechWords, analysis: Analysis, start: int, stop: int) -> bool:
    return any(
        token.text.casefold() in words.complementisers - words.rules.origin
        for token in analysis.tokens[start:stop]
    )


def _according_to(analysis: Analysis, words: SpeechWords, start: int) -> Found:
    """Read "secondo X, ...", "..., according to X", "... secondo X"."""
    at = analysis.tokens[start].span.start
    match = words.according_to.match(analysis.text, at)
    if match is None:
        return None
    for_whom = match.group().casefold() in words.for_whom
    after = first_token(analysis.tokens, match.end())
    stop = _source_end(analysis, words, after) if start == 0 else _comma_after(analysis, after)
    if stop - start > _LONGEST or (start == 0 and stop == len(analysis.tokens)):
        return None
    if not _is_free(analysis, at) and (for_whom or not _follows_a_clause(analysis, words, start)):
        return None
    party = _source(analysis, words, (after, stop), for_whom=for_whom)
    return None if party is None else (start, _apposition_end(analysis, words, stop), party)


def _source_end(analysis: Analysis, words: SpeechWords, start: int) -> int:
    """Return where the source ends that opens a sentence: a comma, or a clause after its name."""
    comma = _comma_after(analysis, start)
    found = mentions(analysis, words, (start, comma))
    if not found or found[0].start > start + 1:
        return comma
    clause = found[0].stop
    goes_on = clause < comma and is_joined(analysis, clause - 1)
    return clause if goes_on and _acts(analysis, clause, comma) else comma


def _source(
    analysis: Analysis, words: SpeechWords, bounds: tuple[int, int], *, for_whom: bool
) -> Party | None:
    """Return who is named after "according to"; of "for X", X is no source when a place."""
    start, stop = bounds
    found = list(mentions(analysis, words, bounds))
    first = [m for m in found if m.start <= start + 1 and not m.oblique]
    if for_whom:
        found = [m for m in first if m.is_name and _may_judge(analysis, m)]
        return Party(found[0].text) if len(found) == 1 else None
    if any(token.is_verb and token.is_stop for token in analysis.tokens[start:stop]):
        return None
    if not first and _is_document(analysis, words, start, stop):
        first = [m for m in found[:1] if not _is_place(analysis, m)]
        found = first
    if not first:
        return None
    others = [m for m in found if not m.oblique]
    return Party(first[0].text) if len(others) <= 1 else NOBODY


def _kind(analysis: Analysis, mention: Mention) -> NameKind | None:
    at = analysis.tokens[mention.start].span.start
    return next((n.kind for n in analysis.names if n.span.start <= at < n.span.end), None)


def _is_place(analysis: Analysis, mention: Mention) -> bool:
    return _kind(analysis, mention) is NameKind.PLACE


def _may_judge(analysis: Analysis, mention: Mention) -> bool:
    """Tell whether "for X" may give X's view: of a thing, it tells whom it concerns."""
    return _kind(analysis, mention) in (NameKind.PERSON, NameKind.ORGANISATION)


def _is_document(analysis: Analysis, words: SpeechWords, start: int, stop: int) -> bool:
    """Tell of "secondo i dati di X" that what is named is what X wrote."""
    head = analysis.tokens[start : min(stop, start + _HEAD)]
    return any(token.text.casefold() in words.documents for token in head)


def _in_commas(analysis: Analysis, words: SpeechWords) -> Found:
    """Read "..., ha detto X" and "..., X said, ..."."""
    tokens = analysis.tokens
    for number, saying in enumerate(sayings(analysis, 0, len(tokens))):
        if number >= _TRIED or saying.negated or saying.is_own:
            break
        start, stop = _comma_before(analysis, saying.start), _comma_after(analysis, saying.stop)
        if start == 0 or stop - start > _LONGEST or not _is_frame(analysis, words, start, stop):
            continue
        party = speaker_of(analysis, saying, (start, stop), has_hearer=False)
        if not party.text and saying.start == start:
            start, party = _before_apposition(analysis, words, saying, (start, stop), party)
        is_alone = saying.start == start and _is_circumstance(analysis, words, saying.stop, stop)
        if party.text or (party.pronoun and (is_alone or saying.start > start)):
            return start, _apposition_end(analysis, words, stop), party
    return None


def _is_circumstance(analysis: Analysis, words: SpeechWords, start: int, stop: int) -> bool:
    """Tell of the words after a verb that they are a hearer, a time or a place, or none."""
    return (
        start == stop
        or analysis.tokens[start].text.casefold() in words.prepositions
        or all(is_dated(analysis, position) for position in range(start, stop))
    )


def _before_apposition(
    analysis: Analysis, words: SpeechWords, saying: Saying, frame: tuple[int, int], party: Party
) -> tuple[int, Party]:
    """Return where "X, a Democrat, said" begins and who says it, else the frame's own."""
    start, stop = frame
    first = _comma_before(analysis, _comma_before(analysis, start - 1) - 1)
    name = next(iter(mentions(analysis, words, (first, stop))), None)
    if not first or name is None or name.start > first + 1 or name.stop != start:
        return start, party
    return first, speaker_of(analysis, saying, (first, stop))


def _is_frame(analysis: Analysis, words: SpeechWords, start: int, stop: int) -> bool:
    """Tell whether a stretch in commas says who speaks and nothing else."""
    tokens = analysis.tokens
    first = tokens[start].text.casefold()
    if first in words.boundaries or first in words.coordinators:
        return False
    if _has_content(words, analysis, start, stop) or _has_infinitive(analysis, words, start, stop):
        return False
    span = token_span(analysis, start, stop)
    if any(span.start <= quantity.span.start < span.end for quantity in analysis.quantities):
        return False
    verbs = [t for t in tokens[start:stop] if t.is_verb and not t.is_stop and t.text[0].islower()]
    return len(verbs) <= 1


def _has_infinitive(analysis: Analysis, words: SpeechWords, start: int, stop: int) -> bool:
    """Tell whether something is said to be done: "claimed to feed"."""
    tokens = analysis.tokens
    return any(
        (words.infinitive.search(tokens[place].text) and tokens[place].is_verb)
        or (
            tokens[place - 1].text.casefold() in words.infinitive_marks
            and (tokens[place].is_stop or tokens[place].lemma in lexicon(analysis.lang).verbs)
            and tokens[place].text.casefold() not in words.rules.articles
        )
        for place in range(start + 1, stop)
    )


# --- where a frame stands ----------------------------------------------------------------------


def _around(analysis: Analysis, frame: tuple[int, int], speaker: str) -> list[Segment]:
    """Return the frame and what it frames; a clause it would tear apart stays whole."""
    start, stop = frame
    end = len(analysis.tokens)
    if start == 0 and stop == end:
        return []  # it frames nothing: "As of May the confirmed deaths numbered 211"
    attribution = Segment(start, stop, Role.ATTRIBUTION, speaker)
    before = Segment(0, start, Role.REPORTED, speaker)
    after = Segment(stop, end, Role.REPORTED, speaker)
    if start == 0:
        return [attribution, after]
    if stop == end:
        return [before, attribution]
    if not _acts(analysis, 0, start):
        return [Segment(0, end, Role.REPORTED, speaker)]
    if not _acts(analysis, stop, end) or analysis.tokens[stop].is_verb:
        return [before, Segment(start, end, Role.ATTRIBUTION, speaker)]
    return [before, attribution, after]


def _acts(analysis: Analysis, start: int, stop: int) -> bool:
    return stop - start >= MIN_WORDS and any(t.is_verb for t in analysis.tokens[start:stop])


def _is_free(analysis: Analysis, at: int) -> bool:
    before = analysis.text[max(0, at - 4) : at].rstrip()
    return at == 0 or before.endswith((",", ";", ":", "–", "—")) or not before.strip("\"'«“ (-")


def _follows_a_clause(analysis: Analysis, words: SpeechWords, start: int) -> bool:
    """Tell of "... secondo X" without a comma that "secondo" is no ordinal."""
    before = analysis.tokens[start - 1].text.casefold()
    return (
        _acts(analysis, 0, start)
        and before not in words.rules.articles
        and before not in words.prepositions
        and not before.isdecimal()
    )


def _comma_after(analysis: Analysis, position: int) -> int:
    """Return the position after the next comma near by, else the end of the sentence."""
    end = len(analysis.tokens)
    near = range(position + 1, min(end, position + _LONGEST + 2))
    return next((stop for stop in near if _is_comma(analysis, stop)), end)


def _comma_before(analysis: Analysis, position: int) -> int:
    """Return the position after the last comma near by, else the start of the sentence."""
    near = range(position, max(0, position - _LONGEST - 2), -1)
    return next((start for start in near if _is_comma(analysis, start)), 0)


def _is_comma(analysis: Analysis, position: int) -> bool:
    """Tell whether a comma stands before the token; a date's or a figure's own is none."""
    mark = gap(analysis, position - 1)
    if "," not in mark or mark == ",":
        return False
    return not (is_dated(analysis, position - 1) and is_dated(analysis, position))


def _apposition_end(analysis: Analysis, words: SpeechWords, stop: int) -> int:
    """Return where "X, ministro degli Esteri," ends when the frame ended at its first comma."""
    if stop >= len(analysis.tokens):
        return stop
    end = _comma_after(analysis, stop)
    inner = analysis.tokens[stop:end]
    offices = [m for m in mentions(analysis, words, (stop, end)) if not m.is_name]
    starts_there = bool(offices) and offices[0].start <= stop + 1
    if not starts_there or any(token.is_verb for token in inner) or end >= len(analysis.tokens):
        return stop
    return end
