"""Up or down, told by figures: "7.9%, up from 8%", "from 7.1 to 12.1 billion", "11.5% more".

Two amounts of two times say which way something went, whatever the words. A part that says the
other way about the same two times, or the same amount more where the fact has it less, clashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import Slot, is_factual, same_event
from factcheck.comparators.scope import is_of_another_country, same_polarity
from factcheck.comparators.times import When, when
from factcheck.languages.data import language_data
from factcheck.model import (
    Analysis,
    Comparison,
    DateMention,
    DateRelation,
    Quantity,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair
from factcheck.text import fold

_UP = {"increase": 1, "decrease": -1}
_CHANGES = frozenset({"ratio", "points"})
_FAR = 3
"""Tokens before an amount in which "from", an article and one word stand."""
_NEAR = 3
"""Tokens between an amount and the word that says which way it changes: "11.5% year on year more"
is rare, "of about"."""


@dataclass(frozen=True, slots=True)
class _Course:
    """What was and what is, of one thing measured: only the order of the two is told."""

    was: Quantity
    now: Quantity

    @property
    def way(self) -> int:
        """Return 1 for up, -1 for down."""
        return (self.now.low > self.was.low) - (self.now.low < self.was.low)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says which way: its place, and 1 for up or -1 for down."""

    span: Span
    way: int


def compare_trend(pair: Pair) -> Comparison | None:
    """Return a clash when the part says the other way than the fact's figures, else ``None``.

    So much more, where the fact has so much less of another event, is ``NEUTRAL``.
    """
    words = list(_words(pair.claim))
    if len({word.way for word in words}) != 1 or not same_polarity(pair):
        return None
    if is_of_another_country(pair):
        return None
    return _other_course(pair, words[0]) or _other_change(pair, words)


def is_one_course(pair: Pair, claimed: Quantity, other: Quantity) -> bool:
    """Tell whether both amounts are what became of the same amount at one time.

    "Goes from 4% to 3.5%" beside "is 3.75%, down from 4%": who tells of the same start tells of the
    same thing.
    """
    mine, theirs = _course(pair.claim), _course(pair.statement)
    if mine is None or theirs is None or mine.now is not claimed or theirs.now is not other:
        return False
    return _is_same(mine.was, theirs.was) and when(pair) is When.AGREE


# --- from what to what -------------------------------------------------------------------------


def _other_course(pair: Pair, word: _Word) -> Comparison | None:
    """Find a part that lets grow what in the fact shrank from one time to the other."""
    theirs = _course(pair.statement)
    if theirs is None or not theirs.way or theirs.way == word.way:
        return None
    if not _are_of_one_course(pair, theirs) or when(pair) is When.DISJOINT:
        return None
    if not _is_told_wrong(pair, word, theirs) and not same_event(pair, _slot(pair, word, theirs)):
        return None
    return _clash(pair, word, Span(start=theirs.was.span.start, end=theirs.now.span.end))


def _are_of_one_course(pair: Pair, theirs: _Course) -> bool:
    """Tell whether the part's figures are those of the fact's two times, and not of later ones.

    What was in the part may not be what is in the fact: that is how it went on.
    """
    mine = _course(pair.claim)
    if mine is not None and _times_told(pair.claim) == 2:
        same = [
            _is_same(q, other) for q in (mine.was, mine.now) for other in (theirs.was, theirs.now)
        ]
        return _same_times(pair) and any(same)
    if mine is not None:
        return _is_same(mine.now, theirs.now) and not _is_same(mine.was, theirs.now)
    base = _base(pair.claim)
    return base is not None and _is_same(base, theirs.was)


def _base(analysis: Analysis) -> Quantity | None:
    """Return the one amount of the part, told of before: "since March, when it was 7.1"."""
    figures = analysis.quantities
    return figures[0] if len(figures) == 1 and analysis.dates else None


def _is_told_wrong(pair: Pair, word: _Word, theirs: _Course) -> bool:
    """Tell whether the part's own two figures go the fact's way and not the way it says."""
    mine = _course(pair.claim)
    if mine is None or not is_factual(pair):
        return False
    is_one = _is_same(mine.was, theirs.was) and _is_same(mine.now, theirs.now)
    return is_one and _same_times(pair) and mine.way == theirs.way != word.way


def _slot(pair: Pair, word: _Word, theirs: _Course) -> Slot:
    mine = _course(pair.claim)
    told = (mine.was, mine.now) if mine else ()
    known = pair.statement.quantities
    open_ = [q.span for q in told if not any(agree(q, other) for other in known)]
    return Slot(
        claim_words=_content_at(pair.claim, word.span),
        fact_words=tuple(
            j for j, token in enumerate(pair.statement.content) if token.concept in _UP
        ),
        claim_spans=tuple(open_),
        fact_spans=(theirs.was.span, theirs.now.span) if open_ else (),
    )


def _course(analysis: Analysis) -> _Course | None:
    """Return the two amounts a text tells of two times, in order; ``None`` unless that is clear."""
    figures = sorted(analysis.quantities, key=lambda q: q.span.start)
    if len(figures) != 2 or not _are_alike(*figures):
        return None
    first, second = figures
    starts = [_is_start(q, analysis) for q in figures]
    if starts == [True, False]:
        return _Course(was=first, now=second)
    if starts == [False, True]:
        return _Course(was=second, now=first)
    return _dated_course(first, second, analysis) if not any(starts) else None


def _dated_course(first: Quantity, second: Quantity, analysis: Analysis) -> _Course | None:
    """Return the order of two amounts that stand with a time each: "in July 7.9, in June 8.0"."""
    dates = [m for m in analysis.dates if m.interval and m.relation is DateRelation.IN]
    if len(dates) != 2 or dates[0].granularity is not dates[1].granularity:
        return None
    told: list[Quantity | DateMention] = [*analysis.quantities, *dates]
    order = sorted(told, key=lambda m: m.span.start)
    is_figure = [isinstance(mention, Quantity) for mention in order]
    if is_figure not in ([True, False, True, False], [False, True, False, True]):
        return None
    one, other = _start(dates[0]), _start(dates[1])
    if one == other:
        return None
    return _Course(was=second, now=first) if one > other else _Course(was=first, now=second)


def _start(mention: DateMention) -> str:
    start = mention.interval.start if mention.interval else None
    return start.isoformat() if start else ""


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two amounts are of one unit; a bare second one takes the unit of the first."""
    if one.dimension == other.dimension and one.unit == other.unit:
        return True
    return any(q.dimension == "count" and not q.of for q in (one, other))


def _is_start(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether "from" stands before an amount: "from 4%", "from a record 4%"."""
    before = analysis.before(quantity.span)[-_FAR:]
    starts = [t.text.casefold() in grammar(analysis.lang).start_words for t in before]
    if any(starts[-1:]):
        return True
    articles = grammar(analysis.lang).articles
    return starts == [True, False, False] and before[1].norm in articles


def _is_same(one: Quantity, other: Quantity) -> bool:
    return one.low == other.low and one.high == other.high and _are_alike(one, other)


def _times_told(analysis: Analysis) -> int:
    return sum(1 for m in analysis.dates if m.interval and m.relation is DateRelation.IN)


def _same_times(pair: Pair) -> bool:
    """Tell whether each of the part's times is one of the fact's."""
    theirs = [m.interval for m in pair.statement.dates if m.interval]
    mine = [m.interval for m in pair.claim.dates if m.interval]
    return bool(mine) and all(any(m.contains(t) or t.contains(m) for t in theirs) for m in mine)


# --- so much more or less ----------------------------------------------------------------------


def _other_change(pair: Pair, words: Sequence[_Word]) -> Comparison | None:
    """Find the same share more in the part and less in the fact."""
    theirs = list(_words(pair.statement))
    for word in words:
        mine = _amount_of(word, pair.claim)
        for other in theirs:
            amount = _amount_of(other, pair.statement)
            if mine is None or amount is None or other.way == word.way:
                continue
            if not _is_same(mine, amount):
                continue
            slot = Slot(
                claim_words=_content_at(pair.claim, word.span),
                fact_words=_content_at(pair.statement, other.span),
            )
            clash = _clash(pair, word, other.span)
            if when(pair) is not When.DISJOINT and same_event(pair, slot):
                return clash
            said = {pair.claim.content[i].concept for i in slot.claim_words}
            if said.isdisjoint(_UP):  # "13% more" where the fact has 13% less
                return replace(clash, stance=Stance.NEUTRAL)
    return None


def _amount_of(word: _Word, analysis: Analysis) -> Quantity | None:
    """Return the share or points right beside the word: "11.5% more", "down 11.5%"."""
    for quantity in analysis.quantities:
        if quantity.dimension.partition(":")[0] not in _CHANGES:
            continue
        first, second = sorted((quantity.span, word.span))
        between = [
            t for t in analysis.tokens if first.end <= t.span.start and t.span.end <= second.start
        ]
        if len(between) <= _NEAR and all(t.is_stop for t in between):
            return quantity
    return None


# --- words -------------------------------------------------------------------------------------


@memoised
def _words(analysis: Analysis) -> tuple[_Word, ...]:
    """Return the words that say which way, what is denied or only supposed left out."""
    table, found = ways(analysis.lang), []
    for token in analysis.tokens:
        way = _UP.get(token.concept, 0) or table.get(first_word(token, analysis), 0)
        if way and not token.negated and not token.hypothetical and _tells(token, analysis):
            found.append(_Word(span=token.span, way=way))
    return tuple(found)


def first_word(token: Token, analysis: Analysis) -> str:
    """Return a word, of "more than" after an amount its first: "13% more than a year before"."""
    follows = any(0 <= token.span.start - q.span.end <= 1 for q in analysis.quantities)
    return token.norm.partition(" ")[0] if follows else token.norm


def _tells(token: Token, analysis: Analysis) -> bool:
    """Tell whether a small word ("up", "more") stands beside an amount or before "from"."""
    if token.concept in _UP:
        return True
    after = [t for t in analysis.tokens if t.span.start >= token.span.end][:1]
    if after and after[0].text.casefold() in grammar(analysis.lang).start_words:
        return True
    return _amount_of(_Word(span=token.span, way=0), analysis) is not None


@lru_cache(maxsize=16)
def ways(lang: str) -> dict[str, int]:
    """Return the small words that say which way, 1 for up and -1 for down."""
    table = language_data(lang, "grammar").get("ways", {})
    both = (("up", 1), ("down", -1))
    return {fold(word): way for name, way in both for word in table.get(name, ())}


def _content_at(analysis: Analysis, span: Span) -> tuple[int, ...]:
    return tuple(i for i, token in enumerate(analysis.content) if token.span == span)


def _clash(pair: Pair, word: _Word, there: Span) -> Comparison:
    return Comparison(
        name=Reason.DIRECTION,
        stance=Stance.REFUTES,
        claim_text=word.span.slice(pair.claim.text),
        fact_text=there.slice(pair.statement.text),
        claim_span=word.span,
        fact_span=there,
    )
