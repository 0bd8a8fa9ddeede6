"""All time expressions of a text: dates, durations, sets, ages and vague references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factcheck.analysis.dates.calendar import UNITS, moved
from factcheck.analysis.dates.days import weekdays_away
from factcheck.analysis.dates.mentions import (
    Reader,
    joined,
    leaning,
    mention_of,
    placed_in_time,
)
from factcheck.analysis.dates.narrated import told_from
from factcheck.analysis.dates.patterns import Found
from factcheck.analysis.dates.readings import NOTHING, granularity_of
from factcheck.analysis.dates.search import Scan, chosen, scan
from factcheck.analysis.dates.values import (
    TIME_READINGS,
    date_value,
    has_time_value,
    kind_of,
    time_value,
    weekend_value,
)
from factcheck.model import DateMention, Granularity, Interval, Span, TimeExpression, TimeKind

_LENGTHS = frozenset({"duration", "age", "apart"})


def find_times(
    text: str,
    lang: str,
    anchor: Interval | date | None,
    *,
    narrated: TimeExpression | None = None,
    colloquial: bool = False,
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of ``text`` in order; their spans do not overlap.

    ``find_dates`` returns the calendar dates among them, which verdicts rest on; this one is for
    reading. ``narrated`` is the last date told before the text: "the following day" counts from
    the last date of the text before it, else from there. ``colloquial`` reads open dates as the
    coming ones and counts to the day, as talk of plans does.
    """
    scanned = scan(text, lang, plans=colloquial)
    if scanned is None:
        return ()
    return _Times(scanned, Reader.of(anchor, colloquial=colloquial), narrated).all()


def durations_in(scanned: Scan) -> tuple[TimeExpression, ...]:
    """Return the lengths of time and ages among the candidates."""
    if not any(found.reading in _LENGTHS for found in scanned.candidates):
        return ()
    return tuple(
        _expression(scanned, found)
        for found in chosen(scanned.candidates)
        if found.reading in _LENGTHS
    )


def _expression(scanned: Scan, found: Found) -> TimeExpression:
    span = Span(start=scanned.words.starts[found.first], end=scanned.words.ends[found.last - 1])
    return TimeExpression(
        span=span,
        text=span.slice(scanned.text),
        kind=kind_of(found.reading),
        value=time_value(found.reading, found.fields),
    )


class _Times:
    """Reads the candidates of one text in order, each against the dates before it."""

    def __init__(self, scanned: Scan, reader: Reader, narrated: TimeExpression | None) -> None:
        self._scanned = scanned
        self._reader = reader
        self._dates: list[DateMention] = []
        self._told = _as_date(narrated) or (_today(reader) if reader.colloquial else None)
        self._others: list[TimeExpression] = []
        self._values: dict[Span, tuple[TimeKind, str]] = {}
        self._apart: Found | None = None

    def all(self) -> tuple[TimeExpression, ...]:
        """Return the expressions by their place."""
        for found in chosen(self._scanned.candidates):
            if found.reading == "apart":
                self._apart = found
            if found.reading in TIME_READINGS:
                told = placed_in_time(self._scanned, found, self._reader)
                self._others.append(_expression(self._scanned, told))
            elif found.reading != NOTHING:
                self._add_date(found)
        dates = [self._dated(mention) for mention in self._joined()]
        return tuple(sorted([*dates, *self._others], key=lambda one: one.span))

    def _joined(self) -> list[DateMention]:
        return joined(self._scanned, self._dates, plans=self._reader.colloquial)

    def _add_date(self, found: Found) -> None:
        if found.reading == "narrated" and self._told is not None:
            found = told_from(found, self._told)
        elif found.reading == "same_year" and self._told is not None:
            found = leaning(found, (self._told,))
        if found.reading == "narrated" and "first_day" not in found.fields:
            found = _by_default(found)
        mention = mention_of(self._scanned, found, self._reader)
        value = self._value(found)
        if self._apart is not None and self._follows(self._apart, found):
            mention, value = self._away(self._apart, mention, value)
        self._dates.append(mention)
        self._values[mention.span] = (kind_of(found.reading), value)
        # "a year earlier" is a glance back: the tale goes on from where it was
        glance = found.reading == "narrated" and "counted" in found.fields
        is_date = mention.interval is not None and kind_of(found.reading) is TimeKind.DATE
        if is_date and not glance:
            self._told = mention

    def _follows(self, apart: Found, found: Found) -> bool:
        """Tell whether nothing but a short word stands between "two days after" and the date."""
        between = range(apart.last, found.first)
        return len(between) <= 1 and all(self._scanned.words.words[i].isalpha() for i in between)

    def _away(self, apart: Found, mention: DateMention, value: str) -> tuple[DateMention, str]:
        """Return "two days after Christmas" as one date, when Christmas is one day."""
        interval = mention.interval
        if mention.granularity is not Granularity.DAY or interval is None or not interval.start:
            return mention, value
        day = _counted_from(apart, interval.start)
        self._others.pop()
        self._apart = None
        start = self._scanned.words.starts[apart.first]
        span = Span(start=start, end=mention.span.end)
        whole = DateMention(
            span=span,
            text=span.slice(self._scanned.text),
            interval=Interval(start=day, end=day),
            granularity=Granularity.DAY,
            relative=mention.relative,
        )
        return whole, day.isoformat()

    def _value(self, found: Found) -> str:
        if has_time_value(found.reading):
            return time_value(found.reading, found.fields)
        found = placed_in_time(self._scanned, found, self._reader)
        days = self._reader.resolved(found)
        if days is None:
            return ""
        if UNITS[found.fields.get("unit", 0)] == "weekend" and days[0].weekday() == 5:
            return weekend_value(days)
        granularity = granularity_of(found.reading, found.fields)
        words = self._scanned.words.words[found.first : found.last]
        return date_value(days, granularity, self._scanned.language.daypart(words))

    def _dated(self, mention: DateMention) -> TimeExpression:
        kind, value = self._values.get(mention.span, (TimeKind.DATE, ""))
        interval = mention.interval
        if mention.span not in self._values and interval and interval.start and interval.end:
            value = date_value((interval.start, interval.end), mention.granularity)
        return TimeExpression(
            span=mention.span,
            text=mention.text,
            kind=kind,
            value=value,
            interval=interval,
            granularity=mention.granularity,
            relation=mention.relation,
        )


def _counted_from(apart: Found, day: date) -> date:
    """Return "two weeks after", "the second Monday before" the day."""
    fields = apart.fields
    if "weekday" in fields:
        return weekdays_away(fields, day)[0]
    return moved(UNITS[fields["unit"]], day, fields["sign"] * fields["num"])


def _as_date(narrated: TimeExpression | None) -> DateMention | None:
    if narrated is None or narrated.interval is None or narrated.granularity is None:
        return None
    return DateMention(
        span=narrated.span,
        text=narrated.text,
        interval=narrated.interval,
        granularity=narrated.granularity,
    )


def _today(reader: Reader) -> DateMention | None:
    """Return the document's day as what plans are told from."""
    if reader.days is None or reader.days[0] != reader.days[1]:
        return None
    return DateMention(
        span=Span(start=0, end=0),
        text="",
        interval=Interval(start=reader.days[0], end=reader.days[1]),
        granularity=Granularity.DAY,
        relative=True,
    )


def _by_default(found: Found) -> Found:
    """Return "the quarter" of a text that named none: by the document's date, where rules say."""
    if "default" not in found.fields:
        return found
    fields = {**found.fields, "dir": found.fields["default"]}
    return replace(found, reading="period", fields=fields)
