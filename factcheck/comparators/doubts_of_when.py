"""Doubts over when: a day near the fact's, a time counted from another, a state perhaps over."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.analysis.tokens import grammar
from factcheck.comparators.times import When, relate_dates, units_off
from factcheck.model import Analysis, DateMention, Fact, Granularity
from factcheck.model.alignment import Pair

_ROUNDED = 0.6
"""Units that "a month ago" may be off and still be the fact's day."""


def _of_another_day(pair: Pair) -> bool:
    """Tell whether "a month ago" is told of what was last week, or of nearly two months ago."""
    days = [other for other in pair.fact_dates if other.granularity is Granularity.DAY]
    return len(days) == 1 and any(
        (off := units_off(pair, mention, days[0])) is not None and abs(off) > _ROUNDED
        for mention in pair.claim_dates
    )


def _lasts(pair: Pair) -> bool:
    """Tell whether the part says that it is still so, and the fact only that it came about."""
    if pair.fact.validity is not None:
        return False
    return _has_still(pair.claim) and not _has_still(pair.statement)


def _has_still(analysis: Analysis) -> bool:
    return any(token.concept == "still" for token in analysis.tokens)


def _counts_from_another(pair: Pair) -> bool:
    """Tell whether a time is counted from another, unlike the fact's: "it fell a year earlier".

    Of a figure it is what the figure is compared with.
    """
    if pair.claim.quantities:
        return False
    if _counted(pair.statement):
        return False
    return any(
        mention.interval is None or relate_dates(mention, pair.fact_dates) is not When.AGREE
        for mention in _counted(pair.claim)
    )


def _counted(analysis: Analysis) -> list[DateMention]:
    pattern = grammar(analysis.lang).baseline_date
    return [mention for mention in analysis.dates if pattern.search(mention.text)]


def _is_the_year_of_a_title(pair: Pair) -> bool:
    """Tell whether the fact has the part's time only in calling somebody: "the champion of 2021".

    What it tells is of another time.
    """
    rules = grammar(pair.statement.lang)
    met = set(pair.claim_to_fact.partners.values())
    for mention in pair.claim_dates:
        agreeing = [d for d in pair.fact_dates if relate_dates(mention, [d]) is When.AGREE]
        others = any(relate_dates(mention, [d]) is When.DISJOINT for d in pair.fact_dates)
        if len(agreeing) != 1 or not (others or _is_apart(mention, pair.fact)):
            continue
        if agreeing[0].granularity is not Granularity.YEAR:
            continue
        before = pair.statement.before(agreeing[0].span)
        if not before or before[-1].norm not in rules.origin - rules.start_words:
            continue
        heads = [
            j
            for j, token in enumerate(pair.statement.content)
            if token.span.end <= before[-1].span.start
        ]
        if not heads or heads[-1] in met:
            continue
        head = pair.statement.content[heads[-1]]
        if not pair.statement.text[head.span.end : before[-1].span.start].strip():
            return True
    return False


def _is_apart(mention: DateMention, fact: Fact) -> bool:
    """Tell whether the day of a fact is outside a time."""
    span, day = mention.interval, fact.event_date
    return span is not None and day is not None and not span.overlaps(day)


WHEN_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    _lasts,
    _of_another_day,
    _counts_from_another,
    _is_the_year_of_a_title,
)
"""The fact tells of another time, or not of the one the part counts from."""
