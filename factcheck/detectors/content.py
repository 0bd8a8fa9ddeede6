"""Where what somebody says begins, after a verb of saying: "that ...", "di ...", or at once."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.analysis.mentions import mentions
from factcheck.analysis.parties import clause_start
from factcheck.analysis.speech import Saying, SpeechWords, gap, is_dated, is_joined, speech_words
from factcheck.detectors.segments import MIN_WORDS
from factcheck.model import Analysis

_REACH = 14
"""Words between the verb and "that" in which a speaker, a hearer, a day may stand."""
_HEARER = 4
_SOON = 8
"""Words within which a clause without "that" shows its verb."""


@dataclass(frozen=True, slots=True)
class Content:
    """Where the words of the frame end and where what is said begins, in token positions."""

    frame_end: int
    start: int


def content_of(analysis: Analysis, saying: Saying) -> Content | None:
    """Return where what is said begins, or ``None`` when no clause follows the verb."""
    words = speech_words(analysis.lang)
    if saying.is_own or saying.points_back:
        return None
    return _after_that(analysis, words, saying) or _at_once(analysis, words, saying)


def _after_that(analysis: Analysis, words: SpeechWords, saying: Saying) -> Content | None:
    tokens = analysis.tokens
    commas = 0
    for position in range(saying.stop, min(saying.stop + _REACH, len(tokens) - MIN_WORDS)):
        mark = gap(analysis, position - 1)
        if ";" in mark or ":" in mark:
            return None
        commas += mark.count(",")
        if tokens[position].text.casefold() in words.complementisers:
            if _introduces(analysis, words, position):
                commas -= words.content_after_comma and "," in mark
                told = commas % 2 == 0 and _may_come_between(analysis, words, saying, position)
                return Content(position, position + 1) if told else None
            continue
        if commas % 2 == 0 and _is_other_clause(analysis, words, position):
            return None
    return None


def _introduces(analysis: Analysis, words: SpeechWords, position: int) -> bool:
    """Tell whether "that" or "di" opens reported content: "di" does before a verb alone."""
    tokens = analysis.tokens
    if tokens[position].norm in words.rules.origin:
        return bool(words.infinitive.search(tokens[position + 1].text))
    return any(token.is_verb for token in tokens[position + 1 :])


def _is_other_clause(analysis: Analysis, words: SpeechWords, position: int) -> bool:
    token = analysis.tokens[position]
    before = analysis.tokens[position - 1].text.casefold()
    return (
        token.is_verb
        and not token.text[0].isupper()
        and before not in words.rules.articles
        and before not in words.prepositions
    )


def _may_come_between(
    analysis: Analysis, words: SpeechWords, saying: Saying, position: int
) -> bool:
    """Tell of the words before "that" that they are a speaker, a hearer, a time or a place.

    "He announced measures that ..." tells of the measures.
    """
    verb = analysis.tokens[saying.verb]
    known = {verb.norm, verb.lemma}
    if saying.impersonal or known & words.hearer_verbs:
        return True
    if known & words.close_verbs:
        return all(
            token.is_stop or is_dated(analysis, saying.stop + place)
            for place, token in enumerate(analysis.tokens[saying.stop : position])
        )
    if analysis.tokens[position].norm in words.rules.origin and not _is_near(
        analysis, words, saying.stop, position
    ):
        return False
    named = {
        place
        for mention in mentions(analysis, words, (saying.stop, position))
        for place in range(mention.start, mention.stop)
    }
    behind = False
    for place in range(saying.stop, position):
        token = analysis.tokens[place]
        low = token.text.casefold()
        if "," in gap(analysis, place - 1):
            behind = True  # an aside in commas
        behind = behind or low in words.prepositions
        if not (behind or token.is_stop or place in named or is_dated(analysis, place)):
            return low in words.adverbs or bool(words.adverb_form.search(low))
    return True


def _is_near(analysis: Analysis, words: SpeechWords, start: int, position: int) -> bool:
    """Tell of an infinitive's "di" that it belongs to the verb: at most a hearer between."""
    if start < position and analysis.tokens[start].text.casefold() in words.prepositions:
        start = _phrase_end(analysis, words, start + 1)
    named = {
        place
        for mention in mentions(analysis, words, (start, position))
        for place in range(mention.start, mention.stop)
    }
    return all(
        token.is_stop or start + place in named or is_dated(analysis, start + place)
        for place, token in enumerate(analysis.tokens[start:position])
    )


def _at_once(analysis: Analysis, words: SpeechWords, saying: Saying) -> Content | None:
    """Read what is said without "that": "she said the bridge was closed"."""
    verb = analysis.tokens[saying.verb]
    if saying.passive or not {verb.norm, verb.lemma} & words.bare_verbs:
        return None
    if clause_start(analysis, saying) >= saying.start:  # nobody is told to say it
        return None
    hears = bool({verb.norm, verb.lemma} & words.hearer_verbs)
    start = _skip_circumstances(analysis, words, saying.stop, hears=hears)
    if start < 0 or len(analysis.tokens) - start < MIN_WORDS:
        return None
    if start > saying.stop and {verb.norm, verb.lemma} & words.close_verbs:
        return None  # "think of"
    return Content(start, start) if _opens_clause(analysis, words, start) else None


def _skip_circumstances(
    analysis: Analysis, words: SpeechWords, position: int, *, hears: bool
) -> int:
    """Return the position after hearer, time and place, or -1 when a mark stands before it."""
    tokens = analysis.tokens
    if hears:
        position = _phrase_end(analysis, words, position)
    while position < len(tokens) and is_joined(analysis, position - 1):
        low = tokens[position].text.casefold()
        if is_dated(analysis, position):
            position += 1
        elif low in words.prepositions and not _counts(analysis, position):
            position = _phrase_end(analysis, words, position + 1)
        else:
            return position
    ends = words.content_after_comma and gap(analysis, position - 1).strip() == ","
    return position if ends and position < len(tokens) else -1


def _counts(analysis: Analysis, position: int) -> bool:
    """Tell of "at least 12 people": the figure's bound is no place."""
    start = analysis.tokens[position].span.start
    reach = start + 16
    return any(start <= quantity.span.start <= reach for quantity in analysis.quantities)


def _phrase_end(analysis: Analysis, words: SpeechWords, position: int) -> int:
    """Return the position after one noun phrase: a name, or an article and its nouns."""
    tokens = analysis.tokens
    found = mentions(analysis, words, (position, min(len(tokens), position + _HEARER)))
    if found and found[0].start <= position + 1:
        return found[0].stop
    stop = position
    if stop < len(tokens) and tokens[stop].text.casefold() in words.rules.articles:
        stop += 1
    while (
        stop < min(len(tokens), position + _HEARER)
        and is_joined(analysis, stop - 1)
        and not tokens[stop].is_stop
        and not tokens[stop].is_verb
        and not is_dated(analysis, stop)
    ):
        stop += 1
    return stop if stop > position else position + 1


def _opens_clause(analysis: Analysis, words: SpeechWords, start: int) -> bool:
    """Tell whether a subject with its verb begins here."""
    tokens = analysis.tokens
    first = tokens[start]
    low = first.text.casefold()
    if first.is_verb or low in words.prepositions or low in words.coordinators:
        return False
    if low in words.boundaries or low in words.rules.negators:
        return False
    is_noun = not first.is_stop and first.text[0].islower()
    for position in range(start + 1, min(len(tokens), start + _SOON)):
        token = tokens[position]
        if token.text.casefold() in words.boundaries or ";" in gap(analysis, position - 1):
            return False
        if token.is_verb:
            return True
        if is_noun and _breaks(analysis, words, position):
            return False
    return False


def _breaks(analysis: Analysis, words: SpeechWords, position: int) -> bool:
    low = analysis.tokens[position].text.casefold()
    return low in words.coordinators or "," in gap(analysis, position - 1)
