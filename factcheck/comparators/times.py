"""When: how the times of two statements relate, and whether they can be one occasion."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from factcheck.analysis.lexicon import relations
from factcheck.analysis.pairing import own_dates
from factcheck.analysis.quotes import quotes
from factcheck.analysis.tokens import grammar
from factcheck.model import Analysis, DateMention, DateRelation, Granularity, Interval, Span
from factcheck.model.alignment import Pair

_OF_THE_DAY = 2
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_TOLD = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SENTENCE_END = re.compile(r"[.!?…]\W*\s")
_SURE_YEAR = 120
"""Days from the text's day within which a day without a year can be of one year only."""
_ONE_OCCASION = 8
"""Days within which the same actors hardly do the same thing twice."""
_OUTSIDE = frozenset({DateRelation.BEFORE, DateRelation.AFTER})
_FINE = frozenset({Granularity.DAY, Granularity.WEEK, Granularity.MONTH})
_SOON = timedelta(days=2)
"""A text dated with the day before it is read may tell what happens on the next."""
_UNITS = {Granularity.WEEK: 7.0, Granularity.MONTH: 30.44, Granularity.YEAR: 365.25}
"""Days of what is counted back from the text's day."""
_AGE = 3_650
"""Days of a decade: whatever happens happens in one."""
_NEAR_DAYS = 45
"""Monthly figures are published within this many days; two releases differ by more than it."""


class When(StrEnum):
    """How the times of two statements relate."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def when(pair: Pair) -> When:
    """Return how the part's time relates to the fact's; ``UNKNOWN`` when a side gives none.

    The part's own dates decide; a part without one takes its sentence's only date.
    """
    mentions = pair.claim_dates
    if not mentions:
        around = own_dates(pair.sentence)
        mentions = around if len(around) == 1 else ()
    resolved = [m for m in mentions if m.interval is not None]
    if not resolved or not pair.fact_dates:
        return When.UNKNOWN
    relations_found = {relate_dates(mention, pair.fact_dates) for mention in resolved}
    for telling in (When.DISJOINT, When.AGREE, When.COMPATIBLE):
        if telling in relations_found:
            return telling
    return When.UNKNOWN


def relate_dates(mention: DateMention, others: Collection[DateMention]) -> When:
    """Return the best relation of one mention to any of ``others``.

    ``AGREE``: the claim's interval holds the fact's. ``COMPATIBLE``: they overlap otherwise (a day
    inside the stated month). Open intervals ("since 2021") agree only with the same bound.
    """
    others = [other for other in others if not _is_an_age(other)] or others
    fine = [other for other in others if other.granularity in _FINE]
    if mention.granularity in _FINE and fine:
        others = fine  # "on Tuesday" is about the fact's day, not about the year it tells of
    found = {_relate(mention, other) for other in others}
    for best in (When.AGREE, When.COMPATIBLE, When.UNKNOWN):
        if best in found:
            return best
    return When.DISJOINT


def may_follow(pair: Pair) -> bool:
    """Tell whether one side tells of a stretch of years that the other begins or ends in.

    Who has been mayor "since 17 June 2023" follows who was "from 2015 to 2023".
    """
    sides = ((pair.claim_dates, pair.fact_dates), (pair.fact_dates, pair.claim_dates))
    return any(
        _is_at_its_end(mention, stretch)
        for told, stretches in sides
        for stretch in stretches
        if stretch.granularity is Granularity.RANGE
        for mention in told
    )


def _is_at_its_end(mention: DateMention, stretch: DateMention) -> bool:
    mine, theirs = mention.interval, stretch.interval
    if mine is None or theirs is None or mine == theirs or theirs.start is None or not theirs.end:
        return False
    if theirs.end.year == theirs.start.year:
        return False
    years = {theirs.start.year, theirs.end.year}
    is_open = mention.relation in (DateRelation.SINCE, DateRelation.UNTIL)
    days = [day for day in (mine.start, mine.end) if day is not None]
    return is_open or any(day.year in years for day in days)


def _is_an_age(mention: DateMention) -> bool:
    """Tell of "this century", beside which a fact's own year tells when."""
    span = mention.interval
    if span is None or span.start is None or span.end is None:
        return False
    return (span.end - span.start).days >= _AGE


def _relate(mention: DateMention, other: DateMention) -> When:
    mine, theirs = mention.interval, other.interval
    if mine is None or theirs is None:
        return When.UNKNOWN
    if mention.relation in _OUTSIDE and other.relation is not mention.relation:
        return When.COMPATIBLE if _is_outside(mention.relation, mine, theirs) else When.UNKNOWN
    if _are_two_stretches(mention, other):
        return When.UNKNOWN
    if _is_of_another_length(mention, other) or _is_of_another_length(other, mention):
        return When.UNKNOWN
    if mention.relation is not other.relation:
        return When.COMPATIBLE if mine.overlaps(theirs) else When.UNKNOWN
    if mine.contains(theirs):
        return When.AGREE
    if mention.relation is DateRelation.IN and mine.overlaps(theirs):
        return When.COMPATIBLE
    return When.UNKNOWN if _year_was_inferred(mention, other) else When.DISJOINT


def _is_of_another_length(mention: DateMention, stretch: DateMention) -> bool:
    """Tell whether one goes on "since 2016", or "until 2021", and the other "from 2015 to 2023"."""
    mine, theirs = mention.interval, stretch.interval
    is_stretch = stretch.granularity is Granularity.RANGE and stretch.relation is DateRelation.IN
    if not is_stretch or mine is None or theirs is None:
        return False
    if mention.relation is DateRelation.UNTIL and theirs.end is not None:
        return not mine.contains(Interval(start=theirs.end, end=theirs.end))
    return mention.relation is DateRelation.SINCE


def _are_two_stretches(mention: DateMention, other: DateMention) -> bool:
    """Tell of "from 1970 to 1977" beside "from 1972 to 1977": the longer does not bear out both."""
    mine, theirs = mention.interval, other.interval
    if not mention.granularity is other.granularity is Granularity.RANGE or not mine or not theirs:
        return False
    ends = [
        (one and (one.year, one.month), two and (two.year, two.month))
        for one, two in ((mine.start, theirs.start), (mine.end, theirs.end))
    ]
    return mine.overlaps(theirs) and any(one != two for one, two in ends)


def _is_outside(relation: DateRelation, mine: Interval, theirs: Interval) -> bool:
    """Tell whether ``theirs`` lies before or after ``mine``, as the relation says."""
    first, second = (theirs, mine) if relation is DateRelation.BEFORE else (mine, theirs)
    return first.end is not None and second.start is not None and first.end < second.start


def _year_was_inferred(mention: DateMention, other: DateMention) -> bool:
    """Tell whether only the year differs, and the text did not give it ("from January")."""
    mine, theirs = mention.interval, other.interval
    if not mention.relative or mine is None or theirs is None:
        return False
    if mine.start is None or theirs.start is None or mention.granularity not in _FINE:
        return False
    same_day = mention.granularity is not Granularity.DAY or mine.start.day == theirs.start.day
    return mine.start.month == theirs.start.month and same_day


def is_counted_by_speaker(pair: Pair, mention: DateMention) -> bool:
    """Tell of a time counted from the day it was spoken of: "today" in a quote is not the text's.

    A part inside a quote has no marks of its own: the sentence has them.
    """
    if not mention.relative:
        return False
    said = (span.slice(pair.sentence.text) for span in quotes(pair.sentence.text))
    own = quotes(pair.claim.text)
    return any(pair.part.text in words for words in said) or any(
        span.holds(mention.span) for span in own
    )


def units_off(pair: Pair, mention: DateMention, other: DateMention) -> float | None:
    """Return how far a fact's day is from "a month ago", in months; ``None`` of other times.

    Read by the calendar it is the whole month before, of which the last day is yesterday.
    """
    length = _UNITS.get(mention.granularity)
    period, day, today = mention.interval, other.interval, pair.document_date
    if length is None or period is None or day is None or today is None:
        return None
    if not grammar(pair.claim.lang).counted_back.search(mention.text):
        return None
    if period.start is None or day.start is None or day.start != day.end or today.start is None:
        return None
    return (today.start - day.start).days / length - _told(mention, period.start, today.start)


def _told(mention: DateMention, start: date, today: date) -> int:
    """Return how many weeks, months or years of the calendar back a period begins."""
    if mention.granularity is Granularity.WEEK:
        return ((today - start).days - today.weekday()) // 7
    years = today.year - start.year
    is_year = mention.granularity is Granularity.YEAR
    return years if is_year else 12 * years + today.month - start.month


def differ_in_one_part(mention: DateMention, other: DateMention) -> bool:
    """Tell whether two days differ in their day, month or year alone, two months in one year."""
    mine = mention.interval.start if mention.interval else None
    theirs = other.interval.start if other.interval else None
    if mine is None or theirs is None or mention.granularity is not other.granularity:
        return False
    if mention.granularity is Granularity.YEAR:
        return False
    if mention.granularity is not Granularity.DAY:
        return mine.year == theirs.year
    parts = (
        (mine.day, theirs.day), (mine.month, theirs.month), (mine.year, theirs.year)
    )  # fmt: skip
    return sum(one != two for one, two in parts) == 1


_FINER = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)
"""From the finest on."""


def may_stand_for(mention: DateMention, other: DateMention) -> bool:
    """Tell whether a time may be told for another: a day, month or year for one as fine or finer.

    Or a span of days for another. Nobody mixes up "today" with "the twentieth century".
    """
    if mention.interval is None or other.interval is None:
        return False
    if mention.granularity is Granularity.RANGE:
        return other.granularity is Granularity.RANGE
    if mention.granularity not in _FINER or other.granularity not in _FINER:
        return False
    return _FINER.index(other.granularity) <= _FINER.index(mention.granularity)


def is_near_miss(pair: Pair) -> bool:
    """Tell whether both dates are days of about one week: too close for another such occasion."""
    mine = [m.interval for m in pair.claim_dates if m.granularity is Granularity.DAY and m.interval]
    theirs = [
        m.interval for m in pair.fact_dates if m.granularity is Granularity.DAY and m.interval
    ]
    if len(mine) != 1 or len(theirs) != 1 or mine[0].start is None or theirs[0].start is None:
        return False
    return abs((mine[0].start - theirs[0].start).days) <= _ONE_OCCASION


def recent_enough(pair: Pair) -> bool:
    """Tell whether an undated part may speak of the fact's time: near the document's date.

    A part without a date speaks of about now; a figure from another time must not be held
    against it. A fact without a date is taken as holding now.
    """
    if not pair.fact_dates or when(pair) is not When.UNKNOWN:
        return True
    today = pair.document_date
    if today is None or today.start is None:
        return False
    for mention in pair.fact_dates:
        span = mention.interval
        if span is None or span.end is None or span.start is None:
            continue
        length = (span.end - span.start).days
        allowed = _NEAR_DAYS + length
        if abs((today.start - span.end).days) <= allowed:
            return True
    return False


def is_after_the_text(pair: Pair) -> bool:
    """Tell whether all the fact tells happened after the text was written."""
    starts = [m.interval.start for m in pair.fact_dates if m.interval and m.interval.start]
    today = pair.document_date.end if pair.document_date else None
    return today is not None and bool(starts) and min(starts) > today + _SOON


def is_set_in_another_year(pair: Pair) -> bool:
    """Tell whether the sentence gives no time, and the one before it tells of another year.

    "The trial goes back to 2011. The minister, Ann Lee, signs the contract": she was minister then.
    """
    if pair.document_date is None or pair.document_date.start is None or pair.sentence.dates:
        return False
    paragraph = pair.told.rstrip(" ").rpartition("\n")[2]
    sentences = _SENTENCE_END.split(paragraph + "\n")
    before = next((one for one in reversed(sentences) if one.strip()), "")
    years = _YEAR_TOLD.findall(before)
    return bool(years) and int(years[-1]) < pair.document_date.start.year


def recurs(pair: Pair) -> bool:
    """Tell whether both speak of what is held, passed or judged again, each of another year."""
    again = relations().recurring
    if not any(pair.claim.content[i].concept in again for i in pair.claim_to_fact.content):
        return False
    told = [m for m in pair.claim_dates if _has_sure_year(pair, m)]
    return years_of(told).isdisjoint(years_of(pair.fact_dates))


def _has_sure_year(pair: Pair, mention: DateMention) -> bool:
    """Tell whether a time gives its year, or lies near enough to the text's day to show it."""
    today = pair.document_date.start if pair.document_date else None
    start = mention.interval.start if mention.interval else None
    if not mention.relative or today is None or start is None:
        return not mention.relative
    return abs((today - start).days) <= _SURE_YEAR


def years_of(mentions: Collection[DateMention]) -> set[int]:
    """Return the years in which times begin."""
    return {m.interval.start.year for m in mentions if m.interval and m.interval.start}


def is_of_the_day(pair: Pair) -> bool:
    """Tell whether an undated part meets a fact of the very days the text reports on."""
    today = pair.document_date
    if own_dates(pair.sentence) or today is None or today.start is None:
        return False
    return any(
        m.granularity is Granularity.DAY
        and m.interval is not None
        and m.interval.start is not None
        and abs((today.start - m.interval.start).days) <= _OF_THE_DAY
        for m in pair.fact_dates
    )


def _whole_years(mentions: Collection[DateMention], without: Collection[Span]) -> set[int]:
    return years_of(
        [m for m in mentions if m.granularity is Granularity.YEAR and m.span not in without]
    )


def of_other_years(pair: Pair, without: Collection[Span], fact_without: Collection[Span]) -> bool:
    """Tell whether each tells of years, and not of the same: a forecast for this year and the next.

    However equal the day it was made on.
    """
    mine = _whole_years(pair.claim_dates, without)
    theirs = _whole_years(pair.fact_dates, fact_without)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def of_other_editions(pair: Pair, without: Collection[int], fact_without: Collection[int]) -> bool:
    """Tell whether each has a year in a name, and not the same: the "Open 2025" and the "2024"."""
    mine = _bare_years(pair.claim, without)
    theirs = _bare_years(pair.statement, fact_without)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _bare_years(analysis: Analysis, without: Collection[int]) -> frozenset[str]:
    return frozenset(
        token.norm
        for i, token in enumerate(analysis.content)
        if i not in without and _BARE_YEAR.fullmatch(token.norm)
    )
