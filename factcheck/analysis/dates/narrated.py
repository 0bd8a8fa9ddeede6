"""Dates told from another date of the text: "the following day", "un anno prima"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from factcheck.analysis.dates.calendar import UNITS, Days, moved, period_around
from factcheck.analysis.dates.patterns import Found
from factcheck.analysis.dates.readings import unit_granularity
from factcheck.model import DateMention, Granularity

_DAY_OR = frozenset({Granularity.DAY})
_WITHIN_A_YEAR = frozenset(
    {Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.HALF}
)
_PARTS_OF_A_YEAR = frozenset({Granularity.QUARTER, Granularity.HALF})
"""Field ``part``: "a year ago" counts from the document, but within the part of a year told."""
_FINE_ENOUGH: Mapping[str, frozenset[Granularity]] = {
    "day": _DAY_OR,
    "week": _DAY_OR | {Granularity.WEEK},
    "weekend": _DAY_OR | {Granularity.WEEK},
    "month": _DAY_OR | {Granularity.MONTH},
    "quarter": _DAY_OR | {Granularity.MONTH, Granularity.QUARTER},
    "half": _DAY_OR | {Granularity.MONTH, Granularity.QUARTER, Granularity.HALF},
    "season": _DAY_OR | {Granularity.MONTH, Granularity.SEASON},
    "year": _DAY_OR | _WITHIN_A_YEAR | {Granularity.WEEK, Granularity.YEAR},
    "decade": _DAY_OR | {Granularity.YEAR, Granularity.DECADE},
}
"""What a date must be to count from: nobody knows the day after "2019"."""


def told_from(found: Found, named: DateMention) -> Found:
    """Return ``found`` with the days it means counted from ``named``, where that is safe."""
    interval, granularity = named.interval, named.granularity
    if interval is None or interval.start is None or interval.end is None:
        return found
    try:
        days, fine = _counted(found.fields, (interval.start, interval.end), granularity)
    except (ValueError, OverflowError):  # the year 0, or after 9999
        return found
    if days is None:
        return found
    told = {
        "first_day": days[0].toordinal(),
        "last_day": days[1].toordinal(),
        "fine": tuple(Granularity).index(fine),
        "leans": int(named.relative),
    }
    return replace(found, fields={**found.fields, **told})


def _counted(
    fields: Mapping[str, int], told: Days, granularity: Granularity
) -> tuple[Days | None, Granularity]:
    if "weekday" in fields:
        exact = granularity is Granularity.DAY
        return (_weekday(fields, told) if exact else None), Granularity.DAY
    unit = fields["unit"]
    if "part" in fields and granularity not in _PARTS_OF_A_YEAR:
        return None, granularity
    count = fields["shift"] * fields.get("num", 1)
    if "counted" in fields and UNITS[unit] == "year" and granularity in _WITHIN_A_YEAR:
        # "a year earlier" than a quarter is that quarter of the year before
        return _same_part(told, count), granularity
    return _period(UNITS[unit], count, told, granularity), unit_granularity(unit)


def _weekday(fields: Mapping[str, int], told: Days) -> Days | None:
    """Return "the following Friday": the first after the day told, or the last before it."""
    shift = fields["shift"]
    if shift == 0:
        return None
    gap = shift * (fields["weekday"] - told[0].weekday())
    day = told[0] + shift * timedelta(days=gap if gap > 0 else gap + 7)
    return day, day


def _period(unit: str, count: int, told: Days, granularity: Granularity) -> Days | None:
    if granularity not in _FINE_ENOUGH.get(unit, ()):
        return None
    first, last = (period_around(unit, moved(unit, day, count)) for day in told)
    return first if first == last else None


def _same_part(told: Days, years: int) -> Days:
    first = moved("year", told[0], years)
    after = told[1] + timedelta(days=1)
    return first, date(after.year + years, after.month, after.day) - timedelta(days=1)
