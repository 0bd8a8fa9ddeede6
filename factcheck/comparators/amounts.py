"""What an amount is told as: all, one more of it, what each has, so much more, what was before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations

from factcheck.analysis.lexicon import concept_of, lemma
from factcheck.analysis.memo import memoised
from factcheck.analysis.tokens import grammar, shapes_of, words_of
from factcheck.comparators.trend import first_word, ways
from factcheck.languages.data import language_data
from factcheck.model import Analysis, Quantity, Reason

_CLAUSE = re.compile(r"[;:()–—]\s")
_AFTER = 2
"""Words after an amount in which "each" or "more" stands."""


_SLIGHT = 0.02
_WIDE = 2.0
"""A range whose end is so many times its start ("dozens") counts nothing."""
_GAMES, _FAR_MORE = 7, 5
"""Games or goals that win a match at most, and times as many from which points are told."""


class Sort(StrEnum):
    """Amounts of two sorts never clash: they are not of one thing."""

    WHOLE = "whole"
    FURTHER = "further"
    EACH = "each"
    DIFFERENCE = "difference"
    EARLIER = "earlier"


def sort_of(quantity: Quantity, analysis: Analysis) -> Sort:
    """Return what an amount is: "240 each", "another 240", "240 more", "240 before", or 240."""
    behind = [t for t in analysis.tokens if t.span.start >= quantity.span.end][:_AFTER]
    after = [first_word(token, analysis) for token in behind]
    inside = [t.norm for t in analysis.tokens if _holds(quantity, t.span.start)]
    if not words_of(analysis.lang, "distributive").isdisjoint((*inside, *after)):
        return Sort.EACH
    if _tells_a_ratio(analysis):
        return Sort.EACH
    further = grammar(analysis.lang).further_words
    before = analysis.before(quantity.span)[-_AFTER:]
    words = (*quantity.text.casefold().split(), *(t.text.casefold() for t in before))
    if not further.isdisjoint(words):
        return Sort.FURTHER
    rest = analysis.text[quantity.span.end :]
    is_by_how_much = any(s.search(rest) for s in shapes_of(analysis.lang, "difference_after"))
    if is_by_how_much or not ways(analysis.lang).keys().isdisjoint(after):
        return Sort.DIFFERENCE
    return Sort.EARLIER if _was_before(quantity, analysis) else Sort.WHOLE


@memoised
def _tells_a_ratio(analysis: Analysis) -> bool:
    """Tell of "for every three of theirs we had seven": neither is a count."""
    shapes = shapes_of(analysis.lang, "ratio_before")
    return any(
        shape.search(analysis.text[: q.span.start])
        for q in analysis.quantities
        if q.dimension == "count"
        for shape in shapes
    )


def is_start(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether a change starts from the amount: "from 3"."""
    before = analysis.before(quantity.span)
    return bool(before) and before[-1].text.casefold() in grammar(analysis.lang).start_words


def _was_before(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell of "before the race the lead was 145 points": the clause says that it has changed.

    "A year before" is only what an amount is compared with.
    """
    told = analysis.text[: quantity.span.start]
    start = max((m.end() for m in _CLAUSE.finditer(told)), default=0)
    words = words_of(analysis.lang, "earlier_words")
    return any(
        start <= t.span.start < quantity.span.start
        and not words.isdisjoint(t.norm.split())
        and not any(m.start() <= t.span.start < m.end() for m in _baselines(analysis.lang, told))
        for t in analysis.tokens
    )


def _baselines(lang: str, text: str) -> Iterator[re.Match[str]]:
    pattern = language_data(lang, "grammar")["baseline_date"]
    return re.finditer(pattern, text, re.IGNORECASE)


def keys_of(words: Sequence[str], analysis: Analysis) -> set[str]:
    """Return the concepts, else the lemmas, of words that say what an amount counts."""
    return {concept_of(word, analysis.lang) or lemma(word, analysis.lang) for word in words}


def is_denied(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell of "was not 71 percent": what is not so clashes with no other figure."""
    return any(t.negated and _holds(quantity, t.span.start) for t in analysis.tokens)


def _holds(quantity: Quantity, place: int) -> bool:
    return quantity.span.start <= place < quantity.span.end


def differing(mine: Quantity, theirs: Quantity) -> Reason:
    """Return what two figures differ in: the unit, or the amount where a side gives no unit."""
    is_bare = not (mine.unit and theirs.unit)
    return Reason.QUANTITY if is_bare or mine.unit == theirs.unit else Reason.UNIT


def are_of_two_games(claimed: Quantity, rival: Quantity) -> bool:
    """Tell of points beside games or goals: 96-74 and 3-0 are no two results of one kind."""
    if claimed.dimension != "score" or rival.dimension != "score":
        return False
    tops = sorted(max(q.low, q.high) for q in (claimed, rival))
    return tops[0] <= _GAMES and tops[1] > _FAR_MORE * max(tops[0], 1)


def is_reckoned(mine: Quantity, others: Sequence[Quantity]) -> bool:
    """Tell whether an amount is the sum of two others, or by how much they differ."""
    values = {q.low for q in others} - {mine.low}
    off = max(mine.step, _SLIGHT * abs(mine.low))
    return any(
        abs(reckoned - abs(mine.low)) <= off
        for one, other in combinations(sorted(values), 2)
        for reckoned in (one + other, abs(one - other))
    )


def is_vague(quantity: Quantity) -> bool:
    """Tell of "dozens" and the like, a range so wide that it counts nothing."""
    return quantity.dimension != "score" and quantity.high > _WIDE * abs(quantity.low)
