"""Quotations: the same words, words left out, words changed, or the words of somebody else.

Words put into another's mouth are a wrong name (``entity``), other words a wrong quote (``quote``).
``detail`` of the comparison says which: ``exact``, ``trimmed``, ``altered``, ``wrong speaker``, or
``translated``: the same speaker's words in another language, which a model may read. Marks, case,
accents and apostrophes are no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.mentions import mentions
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.parties import speaker_of
from factcheck.analysis.quotes import quotes
from factcheck.analysis.speech import sayings, speech_words
from factcheck.comparators.echoes import WRONG_SPEAKER
from factcheck.comparators.gates import same_event
from factcheck.comparators.wording import (
    Quote,
    Word,
    changes_between,
    is_small,
    is_telling,
    is_within,
    longest_quote,
    takes_up,
    words_in_common,
)
from factcheck.model import (
    TRANSLATED,
    Analysis,
    Comparison,
    Name,
    NameKind,
    Reason,
    Role,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair
from factcheck.text import fold

_LONG = 8
"""Words from which on nobody else happens to say the same."""
_ALL_BUT = 0.8
"""Share of words in common from which on the speaker alone shows that two quotes are one."""
_MAX_CHANGES = 2
_WHOLE_PART = 0.9


@memoised
def _longest(analysis: Analysis) -> Quote | None:
    """Return the longest quote of a text."""
    return longest_quote(analysis.text, quotes(analysis.text), analysis.lang)


def compare(pair: Pair) -> Comparison | None:
    """Return how the part's quote relates to the fact's, or ``None`` when they are not one."""
    statement = pair.statement
    theirs = _longest(statement)
    if theirs is None:
        return None
    mine = _claimed(pair)
    if pair.claim.lang != statement.lang:
        if mine is None:
            return None
        detail = TRANSLATED if _speakers(pair) is NameRelation.SAME else "speaker open"
        return _comparison(pair, Stance.NEUTRAL, detail, mine, theirs)
    if _denies(pair.sentence) != _denies(statement):
        return _denied(pair, theirs)
    if mine is None:
        return None
    if is_within(mine, theirs):
        return _same_words(pair, mine, theirs)
    return _other_words(pair, mine, theirs)


# --- the quotes --------------------------------------------------------------------------------


def _claimed(pair: Pair) -> Quote | None:
    """Return the quote the part stands in or holds, whole, its spans counted in the sentence.

    A part inside a quote that other sentences open and close is all quote.
    """
    part = _place(pair)
    inside = [q for q in quotes(pair.sentence.text) if q.start < part.end and q.end > part.start]
    if not inside and pair.part.role is Role.REPORTED and _fills(pair):
        inside = [part]
    return longest_quote(pair.sentence.text, inside, pair.claim.lang)


def _place(pair: Pair) -> Span:
    """Return where the part stands in its sentence."""
    start = max(0, pair.sentence.text.find(pair.claim.text))
    return Span(start=start, end=start + len(pair.claim.text))


def _in_part(pair: Pair, span: Span, quote: Quote) -> Span:
    """Return ``span`` as counted in the part; of words beside it, what it has of the quote."""
    part = _place(pair)
    if span.end <= part.start or span.start >= part.end:
        span = quote.span
    start, end = max(span.start, part.start), min(span.end, part.end)
    return Span(start=start - part.start, end=max(start, end) - part.start)


def _fills(pair: Pair) -> bool:
    """Tell whether the sentence is all said by the part's speaker: it goes on with a quote."""
    is_alone = len(pair.claim.text) >= _WHOLE_PART * len(pair.sentence.text)
    count = len(pair.sentence.tokens)
    return is_alone and not any(True for _ in sayings(pair.sentence, 0, count))


# --- who says it -------------------------------------------------------------------------------


def _speaker(analysis: Analysis, known: str) -> str:
    """Return who is told to say the quote of a text, as it is known or as the text tells it."""
    if known:
        return known
    inside = tuple(quotes(analysis.text))
    for start, stop in _outside(analysis.tokens, inside):
        for saying in sayings(analysis, start, stop, beside_quote=True):
            return speaker_of(analysis, saying, (start, stop), has_hearer=False).text
    words = speech_words(analysis.lang)
    named = [
        mention.text
        for bounds in _outside(analysis.tokens, inside)
        for mention in mentions(analysis, words, bounds)
        if not mention.oblique
    ]
    return named[0] if len(named) == 1 else ""


def _outside(tokens: Sequence[Token], inside: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens outside the quotes."""
    start = 0
    for position, token in enumerate(tokens):
        if any(span.start < token.span.start < span.end for span in inside):
            if start < position:
                yield start, position
            start = position + 1
    if start < len(tokens):
        yield start, len(tokens)


def _told_speakers(pair: Pair) -> tuple[str, str]:
    """Return who says the part's quote and who says the fact's."""
    return (
        _speaker(pair.sentence, pair.part.speaker),
        _speaker(pair.statement, pair.fact.speaker),
    )


def _speakers(pair: Pair) -> NameRelation | None:
    return _relation(*_told_speakers(pair))


def _relation(one: str, other: str) -> NameRelation | None:
    """Return how two speakers relate; ``None`` when one is not known by name."""
    if not one or not other:
        return None
    if fold(one) == fold(other):
        return NameRelation.SAME
    if not (one[0].isupper() and other[0].isupper()):
        return None
    return compare_names(_name(one), _name(other))


def _name(text: str) -> Name:
    span = Span(start=0, end=len(text))
    return Name(span=span, text=text, key=fold(text), kind=NameKind.PERSON)


def _is_full(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _denies(analysis: Analysis) -> bool:
    """Tell whether what stands beside the quote denies that it was said."""
    inside = tuple(quotes(analysis.text))
    denial = {*relations().denial, "false"}
    return any(
        token.concept in denial or (token.is_verb and token.negated)
        for token in analysis.tokens
        if not any(span.start < token.span.start < span.end for span in inside)
    )


# --- what follows ------------------------------------------------------------------------------


def _denied(pair: Pair, theirs: Quote) -> Comparison | None:
    """Leave it open where one denies that words were said, and the other tells of other words."""
    mine = _longest(pair.sentence)
    if mine is None or is_within(mine, theirs):
        return None
    return Comparison(name=Reason.QUOTE, stance=Stance.NEUTRAL, detail="denied")


def _same_words(pair: Pair, mine: Quote, theirs: Quote) -> Comparison | None:
    is_exact = mine.keys == theirs.keys
    one, other = _told_speakers(pair)
    relation = _relation(one, other)
    if relation is None:  # the words are the same; whose they are others may tell
        return None
    if relation is NameRelation.SAME:
        detail = "exact" if is_exact else "trimmed"
        return _comparison(pair, Stance.SUPPORTS, detail, mine, theirs)
    is_clear = (
        relation is NameRelation.DIFFERENT
        and (is_exact or len(mine.pieces) == 1)
        and len(mine.keys) >= _LONG
        and _is_full(one)
        and _is_full(other)
        and fold(other.split()[-1]) not in fold(pair.sentence.text)
    )
    at = pair.claim.text.find(one)
    return Comparison(
        name=Reason.ENTITY if is_clear else Reason.QUOTE,
        stance=Stance.REFUTES if is_clear else Stance.NEUTRAL,
        claim_text=one,
        fact_text=other,
        detail=WRONG_SPEAKER,
        claim_span=Span(start=at, end=at + len(one))
        if at >= 0
        else _in_part(pair, mine.span, mine),
        fact_span=theirs.span,
    )


def _other_words(pair: Pair, mine: Quote, theirs: Quote) -> Comparison | None:
    found = changes_between(mine, theirs)
    if found is None:  # too many other words for one quote with a slip; it bears nothing out
        return _left_open(pair, mine, theirs) if words_in_common(mine, theirs) else None
    changes, share = found
    changes = [change for change in changes if not takes_up(change, mine, theirs)]
    telling = [change for change in changes if is_telling(change, mine.lang)]
    are_small = all(is_small(change, mine.lang) for change in changes)
    if are_small and share >= _ALL_BUT and _speakers(pair) is NameRelation.SAME:
        return _comparison(pair, Stance.SUPPORTS, "trimmed", mine, theirs)
    if not telling or len(changes) > _MAX_CHANGES:
        return _left_open(pair, mine, theirs)
    relation = _speakers(pair)
    is_one = (relation is NameRelation.SAME and share >= _ALL_BUT) or (
        relation in (None, NameRelation.SAME) and same_event(pair)
    )
    found_here = _comparison(
        pair, Stance.REFUTES if is_one else Stance.NEUTRAL, "altered", mine, theirs
    )
    if not telling[0].mine or not telling[0].theirs:
        return found_here  # a word put in or left out shows only in the whole
    here, there = _in_part(pair, _around(telling[0].mine), mine), _around(telling[0].theirs)
    return replace(
        found_here,
        claim_text=here.slice(pair.claim.text),
        fact_text=there.slice(pair.statement.text),
        claim_span=here,
        fact_span=there,
    )


def _left_open(pair: Pair, mine: Quote, theirs: Quote) -> Comparison:
    return _comparison(pair, Stance.NEUTRAL, "altered", mine, theirs)


def _around(words: Sequence[Word]) -> Span:
    return Span(start=words[0].span.start, end=words[-1].span.end)


def _comparison(pair: Pair, stance: Stance, detail: str, mine: Quote, theirs: Quote) -> Comparison:
    here = _in_part(pair, mine.span, mine)
    return Comparison(
        name=Reason.QUOTE,
        stance=stance,
        claim_text=here.slice(pair.claim.text),
        fact_text=theirs.span.slice(pair.statement.text),
        detail=detail,
        claim_span=here,
        fact_span=theirs.span,
    )
