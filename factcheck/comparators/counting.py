"""Over what an amount is counted: which stretch of time, until when, and for how many places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from factcheck.analysis.lexicon import relations
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar, shapes_of, words_of
from factcheck.comparators.doers import beside
from factcheck.comparators.times import When, relate_dates, when
from factcheck.model import (
    DateMention,
    DateRelation,
    Granularity,
    Interval,
    NameKind,
    Quantity,
)
from factcheck.model.alignment import Pair

_ALL = 0.95
_MONTH = timedelta(days=31)
_PERIODS = frozenset({Granularity.MONTH, Granularity.QUARTER, Granularity.HALF, Granularity.YEAR})
_OPEN = frozenset({DateRelation.SINCE, DateRelation.UNTIL})


def may_be_counted_alike(
    pair: Pair, claimed: Quantity, rival: Quantity, *, is_same_amount: bool
) -> bool:
    """Tell whether both amounts may be counted over one time: only then can they clash.

    ``is_same_amount`` tells of the same digits in another order, unit or magnitude: a slip, which
    "so far" does not explain.
    """
    if not _same_period(pair) or is_of_another_stretch(pair) or _is_outside_its_term(pair):
        return False
    if (claimed.low < rival.low and _is_counted_on(pair)) or _is_of_the_time_compared(pair):
        return False
    if is_same_amount:
        are_dated = _stretches(pair.claim_dates) and _stretches(pair.fact_dates)
        is_apart = _is_of_a_part(pair, claimed) or _is_of_another_measure(pair)
        return not (is_apart or says_more_than_all(pair)) and (
            not are_dated or when(pair) is not When.UNKNOWN
        )
    return not _is_still_counted(pair, claimed, rival) and not _is_of_a_stretch(pair)


def is_of_a_longer_time(pair: Pair) -> bool:
    """Tell whether the part counts a month, quarter or half of the years the fact counts."""
    mine = _periods(pair.claim_dates)
    theirs = {mention.granularity for mention in pair.fact_dates}
    return bool(mine) and Granularity.YEAR not in mine and theirs == {Granularity.YEAR}


def is_of_one_of_two(pair: Pair) -> bool:
    """Tell whether a side counts for a place what the other counts for two: "in A and B"."""
    shared = pair.claim_to_fact.names
    sides = ((pair.claim, set(shared)), (pair.statement, set(shared.values())))
    return any(
        name.kind is NameKind.PLACE
        and other.kind is NameKind.PLACE
        and (number in met) != (number + 1 in met)
        and other.preposition in words_of(analysis.lang, "coordinators")
        for analysis, met in sides
        for number, (name, other) in enumerate(pairwise(analysis.names))
    )


def _is_still_counted(pair: Pair, claimed: Quantity, rival: Quantity) -> bool:
    """Tell of "already eight dead": there may be twelve in the end."""
    so_far = words_of(pair.claim.lang, "so_far_words")
    return claimed.low < rival.low and any(t.norm in so_far for t in pair.claim.tokens)


def _same_period(pair: Pair) -> bool:
    """Tell whether both sides may count over one period: a quarter's figure is not a year's."""
    mine, theirs = _periods(pair.claim_dates), _periods(pair.fact_dates)
    return not mine or not theirs or bool(mine & theirs)


def _is_of_a_part(pair: Pair, claimed: Quantity) -> bool:
    """Tell whether the part counts for a place, a side of it or a group that the fact lacks.

    "44.7% in Savona" beside 47.4% of the region, "1,306 in children", "in the northern country".
    """
    met = pair.claim_to_fact
    names = [
        name
        for i, name in enumerate(pair.claim.names)
        if i not in met.names and i not in met.maybe_names
    ]
    if any(n.kind is NameKind.PLACE and n.preposition and not n.adjective for n in names):
        return True
    rules = grammar(pair.claim.lang)
    links = rules.receivers | rules.locative
    spans = [pair.claim.names[i].span.start for i in met.names]
    for i, token in enumerate(pair.claim.content):
        if i in met.partners or not has_full_weight(token, pair.claim.lang):
            continue
        if token.is_verb or any(d.span.overlaps(token.span) for d in pair.claim.dates):
            continue
        if any(at == token.span.end + 1 for at in spans):
            return True
        before = pair.claim.before(token.span)[-1:]
        is_behind = token.span.start > claimed.span.end and bool(before)
        if is_behind and token.concept and before[0].norm in links:
            return True
    return False


def says_more_than_all(pair: Pair) -> bool:
    """Tell whether the part says all the fact does, and of what besides: "business customers".

    Who retells a fact leaves something out; a word more then makes another measure of it.
    """
    dates = [d.span for d in pair.claim.dates]
    return pair.fact_coverage >= _ALL and any(
        i not in pair.claim_to_fact.partners
        and not token.is_verb
        and has_full_weight(token, pair.claim.lang)
        and not any(span.overlaps(token.span) for span in dates)
        for i, token in enumerate(pair.claim.content)
    )


def _is_of_another_measure(pair: Pair) -> bool:
    """Tell whether something else is measured: "turnout was 72.3%" beside what a party won."""
    verb = next((t.span.start for t in pair.claim.tokens if t.is_verb), 0)
    own = next(iter(pair.claim.content), None)
    if own is None or own.span.start >= verb or 0 in pair.claim_to_fact.partners:
        return False
    if not has_full_weight(own, pair.claim.lang) or own.text != own.text.capitalize():
        return False
    deed = next((t for t in pair.statement.tokens if t.is_verb), None)
    leading = beside(pair.statement, deed)[0] if deed else []
    known = pair.fact_to_sentence
    return bool(leading) and not any(j in known.names or j in known.maybe_names for j in leading)


def is_of_another_stretch(pair: Pair) -> bool:
    """Tell whether what one side counts over days the other counts over other ones, or one day.

    What burned this summer is more than what burned in August, and on a day of it less. What has
    changed since May, or this week, is not what changed on a day; but what happened on a day may be
    told as of its month.
    """
    here, there = _stretches(pair.claim_dates), _stretches(pair.fact_dates)
    kinds = [{m.relation for m in told} for told in (pair.claim_dates, pair.fact_dates)]
    if here and there and bool(kinds[0] & _OPEN) != bool(kinds[1] & _OPEN):
        return True
    if not here or not there or here & there:
        return False
    if any(t.concept in relations().changes for t in pair.claim.content):
        return True
    if all(map(_is_one_day, here)):
        return not any(map(_is_one_day, there))
    return not any(map(_is_one_day, (*here, *there)))


def _is_one_day(interval: Interval) -> bool:
    return interval.start is not None and interval.start == interval.end


def _is_outside_its_term(pair: Pair) -> bool:
    """Tell whether a time of the part is not of the term of a state: "ten years ago", "by 2030"."""
    term, today = pair.fact.validity, pair.document_date
    if term is None:
        return False
    end = today.end if today else None
    return any(
        not term.contains(day) or (end and day.end and day.end > end)
        for day in _stretches(pair.claim_dates)
    )


def _is_of_the_time_compared(pair: Pair) -> bool:
    """Tell whether the part's time is only what the fact compares with: "12% more than in 2023"."""
    shapes, text = shapes_of(pair.statement.lang, "compared_with"), pair.statement.text
    compared = [
        m for m in pair.statement.dates if any(s.search(text[: m.span.start]) for s in shapes)
    ]
    rest = [m for m in pair.fact_dates if m not in compared]
    return bool(compared and rest and pair.claim_dates) and all(
        relate_dates(mention, compared) is When.AGREE
        and relate_dates(mention, rest) is When.DISJOINT
        for mention in pair.claim_dates
    )


def _is_counted_on(pair: Pair) -> bool:
    """Tell whether the text was written before what the fact counts had ended."""
    today = pair.document_date.start if pair.document_date else None
    told = _stretches(pair.statement.dates)
    ends = [day.end for day in told if day.end and not _is_one_day(day)]
    return today is not None and bool(ends) and today < max(ends)


def _is_of_a_stretch(pair: Pair) -> bool:
    """Tell whether one side counts over a stretch of time that is not the other's.

    What is sold from April to August is more than what is sold in April.
    """
    told = (*pair.claim_dates, *pair.fact_dates)
    here, there = _stretches(pair.claim_dates), _stretches(pair.fact_dates)
    return any(map(_is_long, told)) and bool(here and there) and not here & there


def _is_long(mention: DateMention) -> bool:
    """Tell of months told together: "early November" only leaves open which day it was."""
    span = mention.interval
    if mention.granularity is not Granularity.RANGE or span is None:
        return False
    return span.start is not None and span.end is not None and span.end - span.start > _MONTH


def _stretches(mentions: Sequence[DateMention]) -> set[Interval]:
    return {mention.interval for mention in mentions if mention.interval is not None}


def _periods(mentions: Sequence[DateMention]) -> set[Granularity]:
    return {m.granularity for m in mentions if m.granularity in _PERIODS}
