"""How the fields of a time expression are read: one function per kind of expression."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta

from factcheck.analysis.dates_calendar import (
    UNITS,
    UPCOMING,
    Days,
    add_months,
    around,
    easter_sunday,
    moved,
    narrowed,
    nearest,
    period_around,
    recent,
    whole_months,
)
from factcheck.analysis.dates_feasts import feast
from factcheck.model import Granularity

Fields = Mapping[str, int]

_GRANULARITY = {
    "hour": Granularity.DAY,
    "weekend": Granularity.RANGE,
    "fortnight": Granularity.RANGE,
}
_PARTS = {3: Granularity.QUARTER, 6: Granularity.HALF, 12: Granularity.YEAR}
_ABSOLUTE = frozenset({"year", "year2", "century", "decade", "short", "first_day"})
_LAST = 9
_PLANNED_BY = frozenset({"week", "month", "year"})
_THURSDAY = 3
"""ISO 8601 gives a week to the year that has its Thursday."""
NOTHING = "nothing"
"""Reading of words that look like a time expression and are none."""
_SEASON_START = {1: 3, 2: 6, 3: 9, 4: 12}
"""Meteorological seasons of the northern hemisphere: spring begins in March."""


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
    try:
        return _READINGS[reading](fields, today)
    except (ValueError, OverflowError):  # 31 June, year 0, a million years ago
        return None


def _year(fields: Fields, today: date) -> int | None:
    if "year" in fields:
        return fields["year"]
    if "years_on" in fields:  # "Christmas in three years"
        return today.year + fields["years_on"]
    if "years_back" in fields:
        return today.year - fields["years_back"]
    return today.year + fields["relyear"] if "relyear" in fields else None


def _year_and_month(fields: Fields, today: date) -> tuple[int | None, int | None]:
    if "relmonth" in fields:
        that = add_months(today.replace(day=1), fields["relmonth"])
        return that.year, that.month
    return _year(fields, today), fields.get("month")


def _calendar(fields: Fields, today: date) -> Days | None:
    year, month, day = *_year_and_month(fields, today), fields.get("day")
    if month is None:
        return None if year is None else (date(year, 1, 1), date(year, 12, 31))
    if day is None:
        if year is not None:
            return whole_months(year, month)
        return recent(today, fields.get("dir"), lambda y: whole_months(y, month))
    if year is not None:
        exact = date(year, month, day)
        return exact, exact
    days = around(today, lambda y: (date(y, month, day), date(y, month, day)))
    if "weekday" in fields:
        named = [pair for pair in days if pair[0].weekday() == fields["weekday"]]
        return nearest(iter(named), today, fields.get("dir"))
    return nearest(days, today, fields.get("dir"))


def _weekday(fields: Fields, today: date) -> Days | None:
    gap = fields["weekday"] - today.weekday()
    if "weeks" in fields:
        gap += 7 * fields["weeks"]
    elif fields.get("dir") == 1:
        gap = gap if gap > 0 else gap + 7
    elif fields.get("dir") == -1:
        gap = gap if gap < 0 else gap - 7
    elif fields.get("dir") == UPCOMING:
        gap = gap if gap >= 0 else gap + 7
    elif "dir" not in fields:
        gap = gap if gap <= 0 else gap - 7
    day = today + timedelta(days=gap)
    return day, day


def _weekday_of_date(fields: Fields, today: date) -> Days | None:
    """Read "Friday the 13th", "venerdì 13": the nearest month where it is one."""
    found: list[Days] = []
    for shift in range(-12, 13):
        base = add_months(today.replace(day=1), shift)
        if fields["day"] <= monthrange(base.year, base.month)[1]:
            day = base.replace(day=fields["day"])
            if day.weekday() == fields["weekday"]:
                found.append((day, day))
    return nearest(iter(found), today, fields.get("dir"))


def _offset(fields: Fields, today: date) -> Days | None:
    day = today + timedelta(days=fields["offset"])
    return day, day


def _named_period(fields: Fields, today: date) -> Days | None:
    unit = UNITS[fields["unit"]]
    return period_around(unit, moved(unit, today, fields["dir"]))


def _ago(fields: Fields, today: date) -> Days | None:
    unit = UNITS[fields["unit"]]
    return period_around(unit, moved(unit, today, fields["sign"] * fields["num"]))


def _stretch(fields: Fields, today: date) -> Days | None:
    """Read "the last three months": up to yesterday; "the next two weeks": from tomorrow on."""
    unit, count = UNITS[fields["unit"]], fields["num"]
    # whole ones: figures come by the quarter, plans by the week and the month
    if unit in ("quarter", "half") or ("whole" in fields and unit in _PLANNED_BY):
        edge = -1 if fields["dir"] < 0 else 1
        far, near = (period_around(unit, moved(unit, today, edge * n)) for n in (count, 1))
        return min(far[0], near[0]), max(far[1], near[1])
    if fields["dir"] < 0:
        return moved(unit, today, -count), today - timedelta(days=1 if unit != "hour" else 0)
    return today + timedelta(days=1), moved(unit, today, count)


def _part_of_year(fields: Fields, today: date) -> Days | None:
    """Read the nth quarter, half or third of a year."""
    year, length, number = _year(fields, today), fields["length"], fields["part"]
    number = 12 // length if number == -1 else number
    if not 1 <= number <= 12 // length:
        return None

    def make(y: int) -> Days:
        return whole_months(y, (number - 1) * length + 1, length)

    return make(year) if year is not None else recent(today, fields.get("dir"), make)


def _season(fields: Fields, today: date) -> Days | None:
    year, start = _year(fields, today), _SEASON_START[fields["season"]]
    if year is not None:
        return whole_months(year, start, 3)
    if fields.get("dir"):
        return recent(today, fields["dir"], lambda y: whole_months(y, start, 3))
    # "for the winter", said in November, is the one about to begin
    return nearest(iter(around(today, lambda y: whole_months(y, start, 3))), today, None)


def _decade(fields: Fields, _: date) -> Days | None:
    decade = fields["decade"]
    if decade % 10 or not (decade < 100 or 1000 <= decade < 2200):
        return None
    if decade < 100:
        decade += 1900 if decade >= 30 else 2000
    return date(decade, 1, 1), date(decade + 9, 12, 31)


def _century(fields: Fields, _: date) -> Days | None:
    first = (fields["century"] - 1) * 100 + 1
    return date(first, 1, 1), date(first + 99, 12, 31)


def _range(fields: Fields, today: date) -> Days | None:
    """Read two dates of which one may lean on the other's month and year."""
    second = {key.removesuffix("2"): value for key, value in fields.items() if key.endswith("2")}
    first = {key: value for key, value in fields.items() if not key.endswith("2")}
    if "month" in first and "month" not in second and "day" in second:
        second["month"] = first["month"]
    elif "month" in second and "month" not in first:
        first["month"] = second["month"]
    elif "relmonth" in second and not {"month", "relmonth"} & first.keys():
        first["relmonth"] = second["relmonth"]
    year, year2 = _year(first, today), _year(second, today)
    if year is None and year2 is not None:
        return _joined({**first, "year": year2}, second, today, back=1)
    if year is not None and year2 is None:
        second["year"] = year
    return _joined(first, second, today)


def _joined(
    first: dict[str, int], second: dict[str, int], today: date, back: int = 0
) -> Days | None:
    """Return the days from one to the other; ``back`` years earlier when they are turned."""
    starts = _calendar(first, today)
    if starts is None:
        return None
    if _year(second, today) is None and "month" in second:
        second = {**second, "year": starts[0].year}
    ends = _calendar(second, today)
    if ends is not None and starts[0] > ends[1] and "month" in first:
        year, year2 = starts[0].year, ends[0].year
        if year == year2:  # December to February
            starts = _calendar({**_undated(first), "year": year - back}, today)
            ends = _calendar({**_undated(second), "year": year2 + 1 - back}, today)
    if starts is None or ends is None or starts[0] > ends[1]:
        return None
    return starts[0], ends[1]


def _undated(fields: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in fields.items() if key != "relyear"}


def _short_range(fields: Fields, _: date) -> Days | None:
    """Read "2023/24": the second year is the next one."""
    year = fields["year"]
    if fields["short"] != (year + 1) % 100:
        return None
    return date(year, 1, 1), date(year + 1, 12, 31)


def _two_digit_year(fields: Fields, _: date) -> Days | None:
    day = date(_full_year(fields["short"]), fields["month"], fields["day"])
    return day, day


def _full_year(short: int) -> int:
    """Return the year two digits stand for: up to 68 of this century, as POSIX ``%y`` has it."""
    return short + (2000 if short < 69 else 1900)


def _nth_weekday(fields: Fields, today: date) -> Days | None:
    """Read "the first Monday of October 2024"; number -1 is the last."""
    year, month = _year_and_month(fields, today)

    def make(y: int) -> Days:
        first, last = whole_months(y, month or 1)
        if fields["nth"] < 0:
            day = last - timedelta(days=(last.weekday() - fields["weekday"]) % 7)
        else:
            day = first + timedelta(days=(fields["weekday"] - first.weekday()) % 7)
            day += timedelta(days=7 * (fields["nth"] - 1))
        if not first <= day <= last:
            raise ValueError
        return day, day

    return (
        make(year) if year is not None else nearest(around(today, make), today, fields.get("dir"))
    )


def _nth_unit(fields: Fields, today: date) -> Days | None:
    """Read "the second week of October", "the last day of 2015"; a week counts by its Thursday."""
    named = any(part is not None for part in _year_and_month(fields, today))
    whole = _calendar(fields, today) if named else None
    unit, nth = UNITS[fields["unit"]], fields["nth"]
    nth = -nth if "from_end" in fields else nth
    if unit not in ("day", "week", "weekend", "month", "quarter") or nth == 0:
        return None
    first, last = period_around("year", today) if whole is None else whole
    if unit in ("week", "weekend"):
        first += timedelta(days=(_THURSDAY - first.weekday()) % 7)
        last -= timedelta(days=(last.weekday() - _THURSDAY) % 7)
    start = moved(unit, first, nth - 1) if nth > 0 else moved(unit, last, nth + 1)
    return period_around(unit, start) if first <= start <= last else None


def _day_of_month(fields: Fields, today: date) -> Days | None:
    """Read "on the 21st": the nearest such day, a past one preferred."""

    def make(shift: int) -> Days:
        day = add_months(today.replace(day=1), shift).replace(day=fields["day"])
        return day, day

    found = []
    for shift in range(-2, 3):
        with suppress(ValueError):  # the 31st of a short month
            found.append(make(shift))
    return nearest(iter(found), today, fields.get("dir"))


def _ambiguous(fields: Fields, _: date) -> Days | None:
    """Read 03/04/2024 where the order of day and month is not fixed: only if one cannot be."""
    first, second = fields["first"], fields["second"]
    year = fields["year"] if "year" in fields else _full_year(fields["short"])
    if first > 12 or first == second:
        day = date(year, second, first)
    elif second > 12:
        day = date(year, first, second)
    else:
        return None
    return day, day


def _holiday(fields: Fields, today: date) -> Days | None:
    """Read a feast with a fixed day, kept as month * 100 + day."""
    month, day = divmod(fields["holiday"], 100)
    return _calendar({**fields, "month": month, "day": day}, today)


def _floating(fields: Fields, today: date) -> Days | None:
    """Read a feast kept as month * 100 + weekday * 10 + which, 9 for the last.

    ``after`` are days from it: Black Friday is the day after Thanksgiving.
    """
    month, rest = divmod(fields["floating"], 100)
    weekday, which = divmod(rest, 10)
    nth = -1 if which == _LAST else which
    days = _nth_weekday({**fields, "month": month, "weekday": weekday, "nth": nth}, today)
    later = timedelta(days=fields.get("after", 0))
    return None if days is None else (days[0] + later, days[1] + later)


def _easter(fields: Fields, today: date) -> Days | None:
    def make(y: int) -> Days:
        day = easter_sunday(y) + timedelta(days=fields["shift"])
        return day, day

    year = _year(fields, today)
    return (
        make(year) if year is not None else nearest(around(today, make), today, fields.get("dir"))
    )


def _first_months(fields: Fields, today: date) -> Days | None:
    """Read "the first nine months of 2023"."""
    year = _year(fields, today)
    if not 1 <= fields["months"] <= 12:
        return None
    return whole_months(today.year if year is None else year, 1, fields["months"])


def _same_year(fields: Fields, today: date) -> Days | None:
    """Read "in October of the same year", once the year is known."""
    return _calendar(fields, today) if "year" in fields else None


def _days_away(fields: Fields, today: date) -> Days | None:
    """Read "in two months", "2 years and 21 days ago" to the day."""
    day = moved(UNITS[fields["unit"]], today, fields["sign"] * fields["num"])
    for more in ("2", "3"):
        if f"unit{more}" in fields:
            day = moved(UNITS[fields[f"unit{more}"]], day, fields["sign"] * fields[f"num{more}"])
    return day, day


def _rest(fields: Fields, today: date) -> Days | None:
    """Read "the rest of the year": from today on."""
    return today, period_around(UNITS[fields["unit"]], today)[1]


def _feast(fields: Fields, today: date) -> Days | None:
    """Read a feast of another calendar: its first in the year, else the nearest."""
    year, number = _year(fields, today), fields["feast"]
    if year is not None:
        return next(feast(number, year), None)
    years = range(today.year - 1, today.year + 2)
    return nearest(
        (days for year in years for days in feast(number, year)), today, fields.get("dir")
    )


def _within(fields: Fields, today: date) -> Days | None:
    """Read "later this week", "earlier this month": the half meant, as far as today allows."""
    whole = period_around(UNITS[fields["unit"]], today)
    first, last = narrowed(whole, fields["half"])
    if fields["half"] == 1:
        return first, max(first, min(last, today - timedelta(days=1)))
    return max(first, today), last


def _weekdays_away(fields: Fields, today: date) -> Days | None:
    """Read "two Sundays from now": today's own weekday does not count."""
    sign = fields["sign"]
    gap = sign * (fields["weekday"] - today.weekday()) % 7 or 7
    day = today + sign * timedelta(days=gap + 7 * (fields["num"] - 1))
    return day, day


def _week_of(fields: Fields, today: date) -> Days | None:
    """Read "the week of 7 October": the whole week of that day."""
    day = _calendar(fields, today)
    return None if day is None else period_around("week", day[0])


def _week_number(fields: Fields, today: date) -> Days | None:
    """Read "week 3 of 2027", the ISO week."""
    year = _year(fields, today)
    monday = date.fromisocalendar(today.year if year is None else year, fields["week"], 1)
    return monday, monday + timedelta(days=6)


def _days_of_month(fields: Fields, today: date) -> Days | None:
    """Read "from the 3rd to the 5th"."""
    first = _day_of_month(fields, today)
    if first is None:
        return None
    end = first[0].replace(day=fields["day2"])
    return first[0], end if end >= first[0] else add_months(end, 1)


def _narrated(fields: Fields, _: date) -> Days | None:
    """Read "the following day", once the days it means are known."""
    if "first_day" not in fields:
        return None
    return date.fromordinal(fields["first_day"]), date.fromordinal(fields["last_day"])


def _unresolved(_: Fields, __: date) -> Days | None:
    return None


_READINGS: Mapping[str, Callable[[Fields, date], Days | None]] = {
    "calendar": _calendar,
    "weekday": _weekday,
    "weekday_of_date": _weekday_of_date,
    "offset": _offset,
    "period": _named_period,
    "ago": _ago,
    "stretch": _stretch,
    "part": _part_of_year,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "range": _range,
    "short_range": _short_range,
    "two_digit_year": _two_digit_year,
    "nth_weekday": _nth_weekday,
    "nth_unit": _nth_unit,
    "day_of_month": _day_of_month,
    "ambiguous": _ambiguous,
    "holiday": _holiday,
    "floating": _floating,
    "easter": _easter,
    "ytd": _first_months,
    "same_year": _same_year,
    "days_away": _days_away,
    "feast": _feast,
    "rest": _rest,
    "within": _within,
    "weekdays_away": _weekdays_away,
    "week_of": _week_of,
    "week_number": _week_number,
    "days_of_month": _days_of_month,
    "narrated": _narrated,
    "unresolved": _unresolved,
    NOTHING: _unresolved,
}
READINGS = frozenset(_READINGS)


def granularity_of(reading: str, fields: Fields) -> Granularity:
    """Return how fine the expression is, whether or not it could be resolved."""
    if "unit" in fields and reading in ("period", "ago"):
        return unit_granularity(fields["unit"])
    if reading in ("calendar", "same_year"):
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
    days = reading not in ("range", "short_range", "stretch", "unresolved", "narrated")
    return Granularity.DAY if days else Granularity.RANGE
