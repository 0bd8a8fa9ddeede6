"""How the fields of a time expression are read: one function per kind of expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from factcheck.analysis.dates.calendar import UNITS, Days, add_months, around, nearest
from factcheck.analysis.dates.days import (
    Fields,
    ambiguous,
    calendar,
    compact,
    date_range,
    day_of_month,
    days_of_month,
    nth_unit,
    nth_weekday,
    offset,
    same_year,
    short_range,
    two_digit_year,
    weekday,
    weekday_of_date,
    weekday_range,
    weekdays_away,
    year_of,
)
from factcheck.analysis.dates.feasts import easter_sunday, feast, is_one_day
from factcheck.analysis.dates.periods import (
    ago,
    ahead,
    century,
    days_away,
    decade,
    edge_of_period,
    first_months,
    half_of_month,
    lasting,
    month_after_next,
    named_period,
    part_of_year,
    rest,
    season,
    so_far,
    stretch,
    week_number,
    week_of,
    within,
    working_week,
)
from factcheck.model import Granularity

_GRANULARITY = {
    "hour": Granularity.DAY,
    "weekend": Granularity.RANGE,
    "fortnight": Granularity.RANGE,
}
_PARTS = {3: Granularity.QUARTER, 6: Granularity.HALF, 12: Granularity.YEAR}
_ABSOLUTE = frozenset({"year", "year2", "century", "decade", "short", "first_day", "ymd"})
_LAST = 9
_SEVERAL_DAYS = frozenset(
    {
        "range",
        "short_range",
        "stretch",
        "unresolved",
        "narrated",
        "rest",
        "within",
        "days_of_month",
        "weekday_range",
        "so_far",
        "ahead",
        "working_week",
        "edge_of_period",
        "half_of_month",
        "lasting",
    }
)
NOTHING = "nothing"
"""Reading of words that look like a time expression and are none."""


def unit_granularity(unit: int) -> Granularity:
    """Return how fine a period of ``unit`` is."""
    name = UNITS[unit]
    return _GRANULARITY.get(name) or Granularity(name)


def is_relative(fields: Fields) -> bool:
    """Tell whether the fields name no year of their own, nor a date that does."""
    return _ABSOLUTE.isdisjoint(fields) or fields.get("leans") == 1


def days_of(reading: str, fields: Fields, today: date | None) -> Days | None:
    """Return first and last day, or ``None`` when no such day exists or ``today`` is needed."""
    if today is None:
        if is_relative(fields):
            return None
        today = date(2000, 1, 1)  # never looked at: the fields name their year
    if "months_on" in fields:  # "Christmas in three months"
        today = add_months(today, fields["months_on"])
    try:
        return _READINGS[reading](fields, today)
    except (ValueError, OverflowError):  # 31 June, year 0, a million years ago
        return None


def _holiday(fields: Fields, today: date) -> Days | None:
    """Read a feast with a fixed day, kept as month * 100 + day."""
    month, day = divmod(fields["holiday"], 100)
    return calendar({**fields, "month": month, "day": day}, today)


def _floating(fields: Fields, today: date) -> Days | None:
    """Read a feast kept as month * 100 + weekday * 10 + which, 9 for the last.

    ``after`` are days from it: Black Friday is the day after Thanksgiving.
    """
    month, rest = divmod(fields["floating"], 100)
    weekday, which = divmod(rest, 10)
    nth = -1 if which == _LAST else which
    days = nth_weekday({**fields, "month": month, "weekday": weekday, "nth": nth}, today)
    later = timedelta(days=fields.get("after", 0))
    return None if days is None else (days[0] + later, days[1] + later)


def _easter(fields: Fields, today: date) -> Days | None:
    def make(y: int) -> Days:
        day = easter_sunday(y) + timedelta(days=fields["shift"])
        return day, day

    year = year_of(fields, today)
    return (
        make(year) if year is not None else nearest(around(today, make), today, fields.get("dir"))
    )


def _feast(fields: Fields, today: date) -> Days | None:
    """Read a feast of another calendar: its first in the year, else the nearest."""
    year, number = year_of(fields, today), fields["feast"]
    if year is not None:
        return next(feast(number, year), None)
    years = range(today.year - 1, today.year + 2)
    return nearest(
        (days for year in years for days in feast(number, year)), today, fields.get("dir")
    )


def _narrated(fields: Fields, _: date) -> Days | None:
    """Read "the following day", once the days it means are known."""
    if "first_day" not in fields:
        return None
    return date.fromordinal(fields["first_day"]), date.fromordinal(fields["last_day"])


def _unresolved(_: Fields, __: date) -> Days | None:
    return None


_READINGS: Mapping[str, Callable[[Fields, date], Days | None]] = {
    "calendar": calendar,
    "weekday": weekday,
    "weekday_of_date": weekday_of_date,
    "offset": offset,
    "period": named_period,
    "ago": ago,
    "stretch": stretch,
    "part": part_of_year,
    "season": season,
    "decade": decade,
    "century": century,
    "range": date_range,
    "short_range": short_range,
    "two_digit_year": two_digit_year,
    "nth_weekday": nth_weekday,
    "nth_unit": nth_unit,
    "day_of_month": day_of_month,
    "ambiguous": ambiguous,
    "holiday": _holiday,
    "floating": _floating,
    "easter": _easter,
    "ytd": first_months,
    "same_year": same_year,
    "days_away": days_away,
    "feast": _feast,
    "rest": rest,
    "within": within,
    "weekdays_away": weekdays_away,
    "week_of": week_of,
    "weekday_range": weekday_range,
    "compact": compact,
    "so_far": so_far,
    "ahead": ahead,
    "working_week": working_week,
    "month_after_next": month_after_next,
    "edge_of_period": edge_of_period,
    "half_of_month": half_of_month,
    "lasting": lasting,
    "week_number": week_number,
    "days_of_month": days_of_month,
    "narrated": _narrated,
    "unresolved": _unresolved,
    NOTHING: _unresolved,
}
READINGS = frozenset(_READINGS)


def _all(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset({name}) for name in names)


_AMOUNT = frozenset({"unit", "clock"})
NEEDS: Mapping[str, tuple[frozenset[str], ...]] = {
    "calendar": (frozenset({"year", "relyear", "month", "relmonth", "years_on", "years_back"}),),
    "weekday": _all("weekday"),
    "weekday_of_date": _all("weekday", "day"),
    "offset": _all("offset"),
    "period": _all("unit", "dir"),
    "ago": _all("unit", "num", "sign"),
    "stretch": _all("unit", "num", "dir"),
    "part": _all("part", "length"),
    "season": _all("season"),
    "decade": _all("decade"),
    "century": _all("century"),
    "short_range": _all("year", "short"),
    "two_digit_year": _all("short", "month"),
    "compact": _all("ymd"),
    "weekday_range": _all("weekday", "weekday2"),
    "so_far": _all("unit"),
    "ahead": _all("unit", "num"),
    "working_week": _all("dir"),
    "month_after_next": _all("month"),
    "edge_of_period": _all("unit", "num", "edge"),
    "nth_weekday": _all("nth", "weekday"),
    "nth_unit": _all("nth", "unit"),
    "day_of_month": _all("day"),
    "days_of_month": _all("day", "day2"),
    "ambiguous": (*_all("first", "second"), frozenset({"year", "short"})),
    "holiday": _all("holiday"),
    "floating": _all("floating"),
    "easter": _all("shift"),
    "feast": _all("feast"),
    "ytd": _all("months"),
    "rest": _all("unit"),
    "within": _all("unit", "half"),
    "weekdays_away": _all("weekday", "num", "sign"),
    "week_of": _all("day"),
    "lasting": _all("month", "day", "unit", "num"),
    "half_of_month": (*_all("part"), frozenset({"month", "relmonth"})),
    "week_number": _all("week"),
    "narrated": (*_all("shift"), frozenset({"unit", "weekday"})),
    "duration": (_AMOUNT,),
    "apart": (*_all("num", "sign"), frozenset({"unit", "weekday"})),
    "age": _all("num"),
    "set": (_AMOUNT | {"weekday", "month", "day", "season", "daypart"},),
    "vague": _all("ref"),
}
"""Fields a reading cannot do without: of each set one. Tables are checked when they are read."""


def granularity_of(reading: str, fields: Fields) -> Granularity:
    """Return how fine the expression is, whether or not it could be resolved."""
    if "unit" in fields and reading in ("period", "ago"):
        return unit_granularity(fields["unit"])
    if reading in ("week_of", "week_number"):
        return Granularity.WEEK
    if reading in ("calendar", "same_year", "two_digit_year", "month_after_next"):
        return (
            Granularity.DAY
            if "day" in fields
            else Granularity.MONTH
            if "month" in fields
            else Granularity.YEAR
        )
    if reading == "narrated" and "fine" in fields:
        return tuple(Granularity)[fields["fine"]]
    if reading == "part":
        return _PARTS.get(fields["length"], Granularity.RANGE)
    if reading in ("season", "decade", "century"):
        return Granularity(reading)
    several = reading in _SEVERAL_DAYS or (reading == "feast" and not is_one_day(fields["feast"]))
    return Granularity.RANGE if several else Granularity.DAY
