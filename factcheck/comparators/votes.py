"""Votes for and against: as many as voted for a thing in the fact did not vote against it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.analysis.syntax import syntax
from factcheck.comparators.gates import NOTHING, is_pinned, same_event
from factcheck.comparators.times import When, when
from factcheck.languages.data import language_data
from factcheck.model import TURNED, Analysis, Comparison, Reason, Span, Stance, Token
from factcheck.model.alignment import Pair

_NEAR, _FAR = 2, 8
"""Words between a figure and its "in favour", and between "the noes" and their figure."""
_VOTE = "vote"
_LABELS = {"in_favour", "against"}
_CONFIDENCE = frozenset({"confidence_vote", "no_confidence", "trust"})


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
    is_one_vote = len(turned) > 1 and when(pair) is not When.DISJOINT and _is_on_one_thing(pair)
    if is_one_vote and is_pinned(pair, NOTHING) and same_event(pair):
        # "rejected it by 188 votes to 8" has no more figures wrong than "did not approve it"
        name = Reason.DIRECTION if _opposed(pair.claim) else Reason.QUANTITY
        return replace(found, name=name, stance=Stance.REFUTES, detail="")
    return found


def tells_votes(pair: Pair, one: Token, other: Token) -> bool:
    """Tell of "158 in favour" beside "a motion against her": of votes only their figures tell."""
    return {one.concept, other.concept} == _LABELS and bool(
        _votes(pair.claim) or _votes(pair.statement)
    )


def _is_on_one_thing(pair: Pair) -> bool:
    """Tell whether nothing shows that another thing was voted on: the repeal, a lack of confidence.

    Who votes against the one votes for the other.
    """
    shared, known = pair.claim_to_fact.partners, relations()
    met = set(shared.values())
    if any(map(_has_a_loose_side, (pair.claim, pair.statement))):
        return False
    if any(t.concept in _CONFIDENCE for t in (*pair.claim.tokens, *pair.statement.tokens)):
        return False  # of confidence, or of none?
    turns = known.turning | known.turned
    return not any(
        i not in shared and _is_of_the_thing(pair.claim, token)
        for i, token in enumerate(pair.claim.content)
    ) and not any(
        j not in met
        and _is_of_the_thing(pair.statement, token)
        and (token.is_verb or token.concept in turns)
        for j, token in enumerate(pair.statement.content)
    )


def _is_of_the_thing(analysis: Analysis, token: Token) -> bool:
    """Tell whether a word may say what was voted on, and not that it was, or how."""
    known = relations()
    if token.text.casefold() in _side_words(analysis.lang) or token.concept == _VOTE:
        return False
    if token.concept in known.carried | known.voted_down | known.institutions:
        return False
    return has_full_weight(token, analysis.lang)


def _has_a_loose_side(analysis: Analysis) -> bool:
    """Tell whether a yes or no is of no figure: "a motion of no confidence"."""
    sides, links = _side_words(analysis.lang), _links(analysis.lang)
    words = [t for t in analysis.tokens if t.text.casefold() in sides]
    labelled = len(dict(_labelled(analysis, _gaps(analysis))))
    loose = [t for t in words if t.text.casefold() not in links]
    return len(loose) > labelled or any(t.negated for t in analysis.tokens)


@memoised
def _votes(analysis: Analysis) -> Mapping[int, _Side]:
    """Return the figures that count votes for a thing, and those that count votes against it."""
    if not analysis.quantities:
        return {}
    gaps = _gaps(analysis)
    found = dict(_labelled(analysis, gaps))
    for first, second in _opposed(analysis):
        known = found.get(first) or _other(found.get(second)) or _outcome(analysis, gaps)
        if known is not None:
            found[first], found[second] = known, _other(known) or known
    return found


def _gaps(analysis: Analysis) -> list[Span]:
    """Return what stands between the figures of "188 votes against 8"."""
    told = analysis.quantities
    return [Span(start=told[i].span.end, end=told[j].span.start) for i, j in _opposed(analysis)]


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
    starts = [quantity.span.start for quantity in analysis.quantities]
    taken: set[int] = set()
    for word, side in words:
        place = bisect_left(starts, word.span.start)  # of the first figure ahead
        beside = ((place - 1, _NEAR), (place, _FAR))
        near = (
            n
            for n, reach in beside
            if 0 <= n < len(starts) and n not in taken and _is_beside(analysis, n, word, reach)
        )
        number = next(near, None)
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


@memoised
def _opposed(analysis: Analysis) -> Sequence[tuple[int, int]]:
    """Return the figures of "by 188 votes to eight"."""
    links, found = _links(analysis.lang), []
    for first, second in pairwise(range(len(analysis.quantities))):
        one, other = analysis.quantities[first], analysis.quantities[second]
        between = analysis.between(one.span, other.span)
        is_linked = any(t.text.casefold() in links for t in between)
        if is_linked and all(t.text.casefold() in links or t.concept == _VOTE for t in between):
            found.append((first, second))
    return found


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
