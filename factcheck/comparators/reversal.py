"""Turned round: the same people, words and figures, told the other way about.

"Kept her seat" beside "lost her seat", "behind Spain" beside "ahead of Spain", "from 300 to 500"
beside "from 500 to 300": every word has its partner, and yet the fact says something else. Figures
that change owners in one event clash, and so do the highest and the lowest. Nothing else here
refutes: it only says that the fact does not bear the part out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import inf

from factcheck.analysis.lexicon import undoings_of
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree
from factcheck.analysis.tokens import words_of
from factcheck.comparators.amounts import is_start, keys_of
from factcheck.comparators.doers import shared_nouns
from factcheck.comparators.gates import NOTHING, Slot, is_pinned, same_event
from factcheck.comparators.scope import is_narrower
from factcheck.comparators.times import When, when
from factcheck.languages.data import language_data
from factcheck.model import (
    TURNED,
    Analysis,
    Bound,
    Comparison,
    DateMention,
    Name,
    Quantity,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair
from factcheck.text import fold

_CLOSE = frozenset({Bound.EXACT, Bound.ABOUT})
_JOIN = 3
"""Words that an "and" counts as between a word and its figure."""
_PARTING = frozenset(",;:)")
_MONEY = frozenset({"count", "money"})
"""The second of two sums often goes without its currency."""
_TELLING = 100
"""A figure of three digits hardly comes twice by chance."""
_LOOK_BACK = 12
"""Characters before a name in which a word of rank stands ("ahead of the")."""

_Two = tuple[Quantity, Quantity]


def compare_order(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` with what the fact tells the other way about, else ``None``."""
    return (
        _other_extreme(pair)
        or _reversed_deed(pair)
        or _reversed_rank(pair)
        or _swapped_figures(pair)
    )


def _other_extreme(pair: Pair) -> Comparison | None:
    """Find what the one calls the highest and the other the lowest."""
    mine, theirs = _extremes(pair.claim), _extremes(pair.statement)
    if len(mine) != 1 or len(theirs) != 1 or mine.keys() == theirs.keys():
        return None
    here, there = next(iter(mine.values())), next(iter(theirs.values()))
    found = replace(
        _open(here, here.slice(pair.claim.text), there.slice(pair.statement.text)),
        fact_span=there,
    )
    slot = Slot(
        claim_words=_words_in(pair.claim, here), fact_words=_words_in(pair.statement, there)
    )
    if when(pair) is When.DISJOINT or is_narrower(pair, skip=slot.claim_words):
        return found
    if not same_event(pair, slot):
        return found
    return _clash(found, Reason.COMPARISON)


@memoised
def _extremes(analysis: Analysis) -> Mapping[str, Span]:
    """Return which ends of a scale the text speaks of, each with where it does first."""
    found = {}
    for end, words in _extreme_words(analysis.lang).items():
        match = words.search(analysis.text)
        if match:
            found[end] = Span(start=match.start(), end=match.end())
    return found


@lru_cache(maxsize=16)
def _extreme_words(lang: str) -> Mapping[str, re.Pattern[str]]:
    table = language_data(lang, "grammar").get("extremes", {})
    return {end: re.compile(words, re.IGNORECASE) for end, words in table.items()}


def _words_in(analysis: Analysis, span: Span) -> tuple[int, ...]:
    return tuple(
        i
        for i, token in enumerate(analysis.content)
        if token.span.start < span.end and span.start < token.span.end
    )


def _reversed_deed(pair: Pair) -> Comparison | None:
    """Find a deed of the part that undoes one of the fact, neither of which the other has."""
    undoing, met = undoings_of(), None
    for i, mine in enumerate(pair.claim.content):
        contrary = undoing.get(mine.concept)
        if contrary is None or i in pair.claim_to_fact.content:
            continue
        met = set(pair.claim_to_fact.partners.values()) if met is None else met
        for j, other in enumerate(pair.statement.content):
            if other.concept in contrary and j not in met and mine.negated == other.negated:
                return _undone(pair, mine, other)
    return None


def _undone(pair: Pair, mine: Token, theirs: Token) -> Comparison:
    """Return a clash where one telling figure shows one outcome: by 630 votes she lost or held."""
    found = _open(mine.span, mine.text, theirs.text)
    slot = Slot(
        claim_words=_words_in(pair.claim, mine.span),
        fact_words=_words_in(pair.statement, theirs.span),
    )
    telling = [
        q
        for q in pair.claim.quantities
        if abs(q.low) >= _TELLING * q.step
        and any(agree(q, other) and agree(other, q) for other in pair.statement.quantities)
    ]
    if not telling or when(pair) is When.DISJOINT or not is_pinned(pair, slot):
        return found
    if not same_event(pair, slot):
        return found
    return replace(_clash(found, Reason.NEGATION), fact_span=theirs.span)


def _reversed_rank(pair: Pair) -> Comparison | None:
    """Find a shared name that the part puts in front and the fact behind, or the other way."""
    for i, j in pair.claim_to_fact.names.items():
        mine, theirs = pair.claim.names[i], pair.statement.names[j]
        here, there = _rank(pair.claim, mine), _rank(pair.statement, theirs)
        if here and there and here != there:
            return _open(mine.span, mine.text, theirs.text)
    return None


def _rank(analysis: Analysis, name: Name) -> str:
    start = name.span.start
    before = {
        word
        for token in analysis.tokens
        if start - _LOOK_BACK <= token.span.start and token.span.end <= start
        for word in token.norm.split()
    }
    sides = _rank_words(analysis.lang).items()
    return next((side for side, words in sides if not before.isdisjoint(words)), "")


@lru_cache(maxsize=16)
def _rank_words(lang: str) -> Mapping[str, frozenset[str]]:
    table = language_data(lang, "grammar").get("rank", {})
    return {side: frozenset(fold(word) for word in words) for side, words in table.items()}


def _swapped_figures(pair: Pair) -> Comparison | None:
    """Find two figures that change places: who has which, or which was before and which after."""
    met = list(_met_figures(pair))
    for (first, first_there), (second, second_there) in pairwise(met):
        kinds = {q.dimension.partition(":")[0] for q in (first, second)}
        if first_there is second_there or not (len(kinds) == 1 or kinds <= _MONEY):
            continue
        mine, theirs = (first, second), (first_there, second_there)
        starts = _turned_starts(pair, mine, theirs)
        if starts if starts is not None else _change_owners(pair, mine, theirs):
            found = _open(first.span, first.text, first_there.text)
            is_open = starts or _keep_what_they_count(pair, mine, theirs)
            if is_open or _is_unsure(pair, mine, theirs):
                return found
            return _told_of_another(pair, found, second_there)
    return None


def _is_unsure(pair: Pair, mine: _Two, theirs: _Two) -> bool:
    """Tell whether the figures may be of others, or most words keep the one they stand nearest to.

    "Under 53 million" is true of many, and a row may be told with what all of it is of behind.
    """
    if any(q.bound not in _CLOSE for q in (*mine, *theirs)):
        return True
    dates = list(_shared_dates(pair))
    owners = [*shared_nouns(pair), *(dates if len(dates) > 1 else ())]
    here = _beside(pair.claim, [owner for owner, _ in owners], mine)
    there = _beside(pair.statement, [other for _, other in owners], theirs)
    kept = [left == right for left, right in zip(here, there, strict=True) if left and right]
    return 2 * sum(kept) >= len(kept)


def _beside(analysis: Analysis, owners: Sequence[Span], figures: _Two) -> list[int]:
    """Return for each word which of two figures it stands nearest to, 1 or 2, else 0.

    Neither where another figure is nearer, where a comma parts them, or of a word said twice.
    """
    joins = words_of(analysis.lang, "coordinators")
    counted = sorted(
        t.span.start
        for t in analysis.tokens
        for _ in range(_JOIN if t.norm in joins else not t.is_stop)
    )
    repeated = _said_twice(analysis)

    def way(owner: Span, figure: Span) -> tuple[int, int]:
        first, last = sorted((owner, figure), key=lambda span: span.start)
        words = bisect_left(counted, last.start) - bisect_left(counted, first.end)
        return words, last.start - first.end

    def place(owner: Span) -> int:
        nearest = min((q.span for q in analysis.quantities), key=lambda span: way(owner, span))
        first, last = sorted((owner, nearest), key=lambda span: span.start)
        is_parted = not _PARTING.isdisjoint(analysis.text[first.end : last.start])
        if is_parted or owner.start in repeated:
            return 0
        return next((n for n, q in enumerate(figures, 1) if q.span == nearest), 0)

    return [place(owner) for owner in owners]


def _keep_what_they_count(pair: Pair, mine: _Two, theirs: _Two) -> bool:
    """Tell whether a figure counts on both sides what the other does not: deaths beside cases."""
    here = [keys_of(q.of[:1], pair.claim) for q in mine]
    there = [keys_of(q.of[:1], pair.statement) for q in theirs]
    if here[0] & there[1] or here[1] & there[0]:
        return False
    return bool(here[0] & there[0] or here[1] & there[1])


def _told_of_another(pair: Pair, found: Comparison, instead: Quantity) -> Comparison:
    """Return a clash where one event ties the two: who has the one figure has the other."""
    if when(pair) is When.DISJOINT or not is_pinned(pair, NOTHING) or not same_event(pair):
        return found
    clash = _clash(found, Reason.QUANTITY)
    return replace(clash, fact_text=instead.text, fact_span=instead.span)


def _met_figures(pair: Pair) -> Iterator[tuple[Quantity, Quantity]]:
    """Return the part's figures that exactly one of the fact's bears out, with it, in order."""
    for claimed in sorted(pair.claim.quantities, key=lambda q: q.span.start):
        known = [q for q in pair.statement.quantities if agree(claimed, q)]
        if len(known) == 1:
            yield claimed, known[0]


def _turned_starts(pair: Pair, mine: _Two, theirs: _Two) -> bool | None:
    """Tell whether another figure is the start ("from 3"); ``None`` when a side gives no start."""
    here = [is_start(q, pair.claim) for q in mine]
    there = [is_start(q, pair.statement) for q in theirs]
    if sum(here) != 1 or sum(there) != 1:
        return None
    return here != there


def _change_owners(pair: Pair, mine: _Two, theirs: _Two) -> bool:
    """Tell whether what stands with the one figure stands with the other one in the fact."""
    owners = list(_owners(pair))
    here = _belongings([owner[0] for owner in owners], mine)
    there = _belongings([owner[1] for owner in owners], theirs)
    told = [(left, right) for left, right in zip(here, there, strict=True) if left and right]
    crossing = {left for left, right in told if left != right}
    if len(crossing) > 1 and 2 * sum(left != right for left, right in told) > len(told):
        return True
    near = _nearest([owner[0] for owner in owners], mine)
    far = _nearest([owner[1] for owner in owners], theirs)
    return near is not None and far is not None and near == far[::-1]


def _nearest(spans: Sequence[Span], figures: _Two) -> tuple[int, int] | None:
    """Return which of ``spans`` stands right before each of two figures, nothing else between."""
    found = []
    for figure in figures:
        before = [n for n, s in enumerate(spans) if s.end <= figure.span.start]
        last = max(before, key=lambda n: spans[n].end, default=None)
        if last is None:
            return None
        found.append(last)
    return (found[0], found[1]) if found[0] != found[1] else None


def _belongings(spans: Sequence[Span], figures: _Two) -> list[int]:
    """Return for each span which figure it belongs to, 1 or 2, and 0 for neither.

    Owners stand before their figures or after them; which of the two, the shorter way tells.
    """
    order = (1, 2) if figures[0].span.start < figures[1].span.start else (2, 1)
    first, second = sorted((q.span for q in figures), key=lambda span: span.start)
    before = [s for s in spans if s.end <= first.start]
    between = [s for s in spans if first.end <= s.start and s.end <= second.start]
    after = [s for s in spans if second.end <= s.start]
    leads = _gap(before, first) + _gap(between, second)
    trails = _gap(between, first) + _gap(after, second)
    groups = (between, after) if trails < leads else (before, between)
    return [next((n for n, g in zip(order, groups, strict=True) if s in g), 0) for s in spans]


def _gap(spans: Sequence[Span], figure: Span) -> float:
    return min((_distance(span, figure) for span in spans), default=inf)


_Owner = tuple[Span, Span]


def _owners(pair: Pair) -> Iterator[_Owner]:
    """Return where names, dates and words of the part stand, and their partners in the fact."""
    yield from shared_nouns(pair)
    yield from _shared_dates(pair)


def _shared_dates(pair: Pair) -> Iterator[_Owner]:
    for mention in pair.claim.dates:
        other = _same_date(mention, pair.statement.dates)
        if other is not None:
            yield mention.span, other.span


def _said_twice(analysis: Analysis) -> set[int]:
    """Return where the words begin that a sentence has more than once."""
    counts = Counter(token.key for token in analysis.tokens)
    return {token.span.start for token in analysis.tokens if counts[token.key] > 1}


def _same_date(mention: DateMention, others: Sequence[DateMention]) -> DateMention | None:
    found = [
        other
        for other in others
        if mention.interval is not None
        and other.interval is not None
        and (mention.interval.contains(other.interval) or other.interval.contains(mention.interval))
    ]
    return found[0] if len(found) == 1 else None


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def _open(span: Span, text: str, other: str) -> Comparison:
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=text,
        fact_text=other,
        detail=TURNED,
        claim_span=span,
    )


def _clash(found: Comparison, reason: Reason) -> Comparison:
    """Return what was left open as a clash."""
    return replace(found, name=reason, stance=Stance.REFUTES, detail="")
