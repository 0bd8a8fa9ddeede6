"""Votes for and against: as many as voted for a thing in the fact did not vote against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree
from factcheck.analysis.syntax import syntax
from factcheck.comparators.gates import NOTHING, is_pinned, same_event
from factcheck.comparators.times import When, when
from factcheck.languages.data import language_data
from factcheck.model import TURNED, Analysis, Comparison, Reason, Span, Stance, Token
from factcheck.model.alignment import Pair

_NEAR, _FAR = 2, 8
"""Words between a figure and its "in favour", and between "the noes" and their figure."""
_VOTE = "vote"


class _Side(Enum):
    YES = "yes"
    NO = "no"


def exchanged_votes(pair: Pair) -> Comparison | None:
    """Return a clash where votes for and against changed places; open where that is not sure."""
    mine, theirs = _votes(pair.claim), _votes(pair.statement)
    here, there = pair.claim.quantities, pair.statement.quantities
    met: dict[int, int] = {}
    for i in mine:
        told = [j for j in theirs if agree(here[i], there[j])]
        if len(told) == 1:
            met[i] = told[0]
    turned = [(i, j) for i, j in met.items() if mine[i] is not theirs[j]]
    if not turned or len(turned) < len(met):
        return None
    i, j = turned[0]
    instead = there[next((k for k in theirs if theirs[k] is mine[i]), j)]
    found = Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=here[i].text,
        fact_text=instead.text,
        detail=TURNED,
        claim_span=here[i].span,
        fact_span=instead.span,
    )
    is_one_vote = len(turned) > 1 and when(pair) is not When.DISJOINT
    if is_one_vote and is_pinned(pair, NOTHING) and same_event(pair):
        # "rejected it by 188 votes to 8" has no more figures wrong than "did not approve it"
        name = Reason.DIRECTION if list(_opposed(pair.claim)) else Reason.QUANTITY
        return replace(found, name=name, stance=Stance.REFUTES, detail="")
    return found


@memoised
def _votes(analysis: Analysis) -> Mapping[int, _Side]:
    """Return the figures that count votes for a thing, and those that count votes against it."""
    if not analysis.quantities:
        return {}
    opposed = list(_opposed(analysis))
    told = analysis.quantities
    gaps = [Span(start=told[i].span.end, end=told[j].span.start) for i, j in opposed]
    found = dict(_labelled(analysis, gaps))
    for first, second in opposed:
        known = found.get(first) or _other(found.get(second)) or _outcome(analysis, gaps)
        if known is not None:
            found[first], found[second] = known, _other(known) or known
    return found


def _labelled(analysis: Analysis, gaps: Sequence[Span]) -> Iterator[tuple[int, _Side]]:
    """Yield the figures beside a word for yes or no: "188 yes, 8 no", "the noes were 8".

    What stands in ``gaps`` is no such word: "188 votes against 8".
    """
    sides = _side_words(analysis.lang)
    words = [
        (token, side)
        for token in analysis.tokens
        if (side := sides.get(token.text.casefold()))
        and not any(gap.holds(token.span) for gap in gaps)
    ]
    taken: set[int] = set()
    for word, side in words:
        behind = [
            n
            for n, q in enumerate(analysis.quantities)
            if q.span.end <= word.span.start and _is_beside(analysis, n, word, _NEAR)
        ]
        ahead = [
            n
            for n, q in enumerate(analysis.quantities)
            if q.span.start >= word.span.end and _is_beside(analysis, n, word, _FAR)
        ]
        number = next((n for n in (*behind[-1:], *ahead[:1]) if n not in taken), None)
        if number is not None:
            taken.add(number)
            yield number, side


def _is_beside(analysis: Analysis, number: int, word: Token, reach: int) -> bool:
    """Tell whether few words, no comma and no "and" stand between a figure and a word."""
    span = analysis.quantities[number].span
    first, last = sorted((span, word.span), key=lambda one: one.start)
    between = analysis.between(first, last)
    stops = syntax(analysis.lang).coordinators | _side_words(analysis.lang).keys()
    return (
        len(between) <= reach
        and "," not in analysis.text[first.end : last.start]
        and not any(t.text.casefold() in stops for t in between)
    )


def _opposed(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the figures of "by 188 votes to eight"."""
    links = _links(analysis.lang)
    for first, second in pairwise(range(len(analysis.quantities))):
        one, other = analysis.quantities[first], analysis.quantities[second]
        between = analysis.between(one.span, other.span)
        is_linked = any(t.text.casefold() in links for t in between)
        if is_linked and all(t.text.casefold() in links or t.concept == _VOTE for t in between):
            yield first, second


def _outcome(analysis: Analysis, gaps: Sequence[Span]) -> _Side | None:
    """Return which of two figures comes first: what was carried has more votes for it."""
    known, sides = relations(), _side_words(analysis.lang)
    told: set[_Side] = set()
    for token in analysis.tokens:
        if any(gap.holds(token.span) for gap in gaps):
            continue
        is_down = token.concept in known.voted_down
        is_down = is_down or sides.get(token.text.casefold()) is _Side.NO
        if (is_down or token.concept in known.carried) and token.negated:
            return None  # "did not approve it by 188 votes to 8": the denial is what is told
        if is_down or token.concept in known.carried:
            told.add(_Side.NO if is_down else _Side.YES)
    return told.pop() if len(told) == 1 else None


def _other(side: _Side | None) -> _Side | None:
    if side is None:
        return None
    return _Side.NO if side is _Side.YES else _Side.YES


@lru_cache(maxsize=16)
def _side_words(lang: str) -> Mapping[str, _Side]:
    table = language_data(lang, "grammar")["votes"]
    return {word: side for side in _Side for word in table[side.value]}


@lru_cache(maxsize=16)
def _links(lang: str) -> frozenset[str]:
    return frozenset(language_data(lang, "grammar")["votes"]["links"])
