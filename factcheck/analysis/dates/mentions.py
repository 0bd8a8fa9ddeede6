"""Time expressions as intervals, read against the date of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from factcheck.analysis.dates.calendar import UPCOMING, Days, narrowed, narrowed_closely
from factcheck.analysis.dates.narrated import told_from
from factcheck.analysis.dates.patterns import DATES, Found
from factcheck.analysis.dates.readings import NOTHING, days_of, granularity_of, is_relative
from factcheck.analysis.dates.search import (
    Scan,
    about_future,
    chosen,
    phrase_after,
    phrase_before,
    scan,
)
from factcheck.model import DateMention, DateRelation, Granularity, Interval, Span

_INHERITS_TENSE = frozenset({"weekday", "calendar", "weekday_of_date", "part", "season"})
_WEEKDAYS = frozenset({"weekday", "weekday_range"})
_DATED_WEEKDAYS = frozenset({"calendar", "weekday_of_date"})
_LEANING = frozenset({"same_year", "narrated"})
"""Readings that rest on a date told before them."""
_NARROWS = frozenset(
    {
        Granularity.WEEK,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.SEASON,
        Granularity.HALF,
        Granularity.YEAR,
        Granularity.DECADE,
        Granularity.CENTURY,
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the words around an expression place it: it is tokens ``[first, last)`` with them."""

    first: int
    last: int
    relation: DateRelation
    part: int


@dataclass(frozen=True, slots=True)
class Reader:
    """The document's date, and how open expressions are read against it.

    ``colloquial`` reads them as in talk of plans: "Saturday" is the coming one, "in two weeks" is
    counted to the day. News tells mostly of what has been, and rounds.
    """

    days: Days | None
    colloquial: bool = False

    @classmethod
    def of(cls, anchor: Interval | date | None, *, colloquial: bool = False) -> Reader:
        """Return the reader for a text written on ``anchor``."""
        if isinstance(anchor, date):
            return cls((anchor, anchor), colloquial)
        if anchor is None or anchor.start is None or anchor.end is None:
            return cls(None, colloquial)
        return cls((anchor.start, anchor.end), colloquial)

    def resolved(self, found: Found) -> Days | None:
        """Return the days meant, the same for every day of the anchor."""
        first, last = self.days or (None, None)
        days = days_of(found.reading, found.fields, first)
        if days is None or first == last:
            return days
        return days if days_of(found.reading, found.fields, last) == days else None


def find_dates(text: str, lang: str, anchor: Interval | date | None) -> tuple[DateMention, ...]:
    """Return the calendar expressions of ``text`` in order; their spans do not overlap.

    ``anchor`` is the day the text was written; with an anchor of several days an expression is
    resolved only when all of them give the same reading. "The following day" is resolved when
    just one date of the text stands before it.
    """
    found = scan(text, lang)
    return () if found is None else dates_in(found, Reader.of(anchor))


def dates_in(scanned: Scan, reader: Reader) -> tuple[DateMention, ...]:
    """Return the calendar expressions among the candidates."""
    mentions: list[DateMention] = []
    for found in chosen(one for one in scanned.candidates if one.use == DATES):
        if found.reading == NOTHING:
            continue
        if found.reading in _LEANING:
            found = leaning(found, mentions)
        mentions.append(mention_of(scanned, found, reader))
    return tuple(joined(scanned, mentions))


def joined(
    scanned: Scan, mentions: Sequence[DateMention], *, plans: bool = False
) -> list[DateMention]:
    """Return the mentions with "from X to Y" made one range; in ``plans`` "X - Y", "X to Y" too."""
    words, language = scanned.words, scanned.language
    whole: list[DateMention] = []
    places = {start: position for position, start in enumerate(words.starts)}
    stops = {end: position + 1 for position, end in enumerate(words.ends)}
    for mention in mentions:
        if whole:
            last = whole[-1]
            between = words.words[stops[last.span.end] : places[mention.span.start]]
            opener, _ = phrase_before(words.words, places[last.span.start], language.openers)
            both = _both(scanned.text, last, mention)
            told = opener or (plans and between in language.plan_connectors)
            if both is not None and told and between in language.connectors:
                whole[-1] = both
                continue
        whole.append(mention)
    return whole


def _both(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    if first.interval is None or second.interval is None:
        return None
    start, end = first.interval.start, second.interval.end
    if start is None or end is None or start > end:
        return None
    span = Span(start=first.span.start, end=second.span.end)
    return DateMention(
        span=span,
        text=span.slice(text),
        interval=Interval(start=start, end=end),
        granularity=Granularity.RANGE,
        relative=first.relative or second.relative,
    )


def leaning(found: Found, mentions: Sequence[DateMention]) -> Found:
    """Return ``found`` with what the one date told before it lends: its year, or the day itself."""
    named = [one for one in mentions if one.interval is not None]
    if found.reading == "same_year":
        return _of_year(found, named[-1]) if named else found
    return told_from(found, named[0]) if len(named) == 1 else found


def _of_year(found: Found, named: DateMention) -> Found:
    interval = named.interval
    if interval is None or interval.start is None or interval.end is None:
        return found
    if interval.start.year != interval.end.year:
        return found
    return replace(found, fields={**found.fields, "year": interval.start.year})


def mention_of(scanned: Scan, found: Found, reader: Reader) -> DateMention:
    """Return the expression with its interval, the words before it taken into account."""
    found = placed_in_time(scanned, found, reader)
    granularity = granularity_of(found.reading, found.fields)
    setting = setting_of(scanned, found, granularity)
    span = Span(start=scanned.words.starts[setting.first], end=scanned.words.ends[setting.last - 1])
    return DateMention(
        span=span,
        text=span.slice(scanned.text),
        interval=_interval(reader.resolved(found), setting.part, reader),
        granularity=Granularity.RANGE if setting.part else granularity,
        relation=setting.relation,
        relative=found.reading != "ambiguous" and is_relative(found.fields),
    )


def placed_in_time(scanned: Scan, found: Found, reader: Reader) -> Found:
    """Return ``found`` told to look ahead where its sentence or the kind of text does."""
    if reader.colloquial:
        words = scanned.words.words
        looks_back, _ = phrase_before(words, found.first, scanned.language.looking_back)
        return found if looks_back else _as_planned(found)
    if "dir" in found.fields or not is_relative(found.fields):
        return found
    tensed = found.reading in _INHERITS_TENSE and about_future(
        scanned.words, found, scanned.language
    )
    return replace(found, fields={**found.fields, "dir": UPCOMING}) if tensed else found


def _as_planned(found: Found) -> Found:
    """Return ``found`` as talk of plans means it.

    "Saturday" is the coming one, "next Saturday" that of next week, "in two months" the same day.
    """
    fields = dict(found.fields)
    if fields.get("few", 0) > 1:  # "a few days" are planned as three
        fields["num"] = fields.pop("few")
    if found.reading == "ago":
        return replace(found, reading="days_away")
    if found.reading == "stretch":
        fields["whole"] = 1
    elif found.reading in _WEEKDAYS and "dir" in fields and "near" not in fields:
        fields["weeks"] = fields["dir"]
    elif "weekday" in fields and found.reading in _DATED_WEEKDAYS:
        fields["planned"] = 1
    elif "dir" not in fields and is_relative(fields):
        fields["dir"] = UPCOMING
    return replace(found, fields=fields)


def _interval(days: Days | None, part: int, reader: Reader) -> Interval | None:
    if days is None:
        return None
    narrow = narrowed_closely if reader.colloquial else narrowed
    start, end = narrow(days, part) if part else days
    return Interval(start=start, end=end)


def _ends(words: Sequence[str], place: int) -> bool:
    """Tell whether the clause is over: not in "in 1984 and later became"."""
    return place == len(words) or not words[place].isalpha()


def setting_of(scanned: Scan, found: Found, granularity: Granularity) -> Setting:
    """Return where the expression with the words that narrow it stands, and its relation."""
    words, language = scanned.words.words, scanned.language
    first, last, part, relation = found.first, found.last, 0, DateRelation.IN
    if granularity in _NARROWS:
        narrowing, length = phrase_before(words, first, language.parts)
        if narrowing is not None:
            part, first = narrowing, first - length
    if granularity is not Granularity.RANGE:
        told, _ = phrase_before(words, first, language.relations)
        relation = told or relation
        told, length = phrase_after(words, last, language.relations_after)
        if told is not None and relation in (told, DateRelation.IN) and _ends(words, last + length):
            relation, last = told, last + length
    return Setting(first=first, last=last, relation=relation, part=part)
