"""Readings of days: by month and number, by weekday, by their place, and from one to another."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

from factcheck.analysis.dates.calendar import (
    UNITS,
    UPCOMING,
    Days,
    add_months,
    around,
    moved,
    nearest,
    period_around,
    recent,
    whole_months,
)

Fields = Mapping[str, int]

_COMPACT_YEARS = range(1900, 2100)
"""Eight digits of other years are more often something else."""
_A_YEAR = timedelta(days=366)
_MONTHS_OFF = timedelta(days=300)
"""A weekday is a slip when only a day farther off has it: the same day is then within weeks."""
_THURSDAY = 3
"""ISO 8601 gives a week to the year that has its Thursday."""


def year_of(fields: Fields, today: date) -> int | None:
    """Return the year the fields name, by number or from today's; ``None`` when they do not."""
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
    return year_of(fields, today), fields.get("month")


def calendar(fields: Fields, today: date) -> Days | None:
    """Read a year, month or day; a missing year is found around today."""
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
    days = tuple(around(today, lambda y: (date(y, month, day), date(y, month, day))))
    return (
        _on_weekday(days, fields, today)
        if "weekday" in fields
        else nearest(iter(days), today, fields.get("dir"))
    )


def _on_weekday(days: Sequence[Days], fields: Fields, today: date) -> Days | None:
    """Return the nearest of ``days`` that is the weekday told, if it is not far.

    A weekday that only a far year has is a slip, and the day is read as if it were not there.
    """
    planned = "planned" in fields
    reach, direction = (_A_YEAR, UPCOMING) if planned else (_MONTHS_OFF, fields.get("dir"))
    named = (pair for pair in days if pair[0].weekday() == fields["weekday"])
    within = (pair for pair in named if abs(pair[0] - today) <= reach)
    told = nearest(within, today, None if planned else direction)
    return told or nearest(iter(days), today, direction)


def nth_weekday(fields: Fields, today: date) -> Days | None:
    """Read "the first Monday of October 2024", "of 2024"; number -1 is the last."""
    year, month = _year_and_month(fields, today)

    def make(y: int) -> Days:
        first, last = whole_months(y, month or 1, 1 if month else 12)
        if fields["nth"] < 0:
            day = last - timedelta(days=(last.weekday() - fields["weekday"]) % 7)
            day += timedelta(days=7 * (fields["nth"] + 1))
        else:
            day = first + timedelta(days=(fields["weekday"] - first.weekday()) % 7)
            day += timedelta(days=7 * (fields["nth"] - 1))
        if not first <= day <= last:
            raise ValueError
        return day, day

    return (
        make(year) if year is not None else nearest(around(today, make), today, fields.get("dir"))
    )


def weekday(fields: Fields, today: date) -> Days:
    """Read "Saturday": the last one, today included, unless ``dir`` or ``weeks`` tell."""
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


def weekday_of_date(fields: Fields, today: date) -> Days | None:
    """Read "Friday the 13th", "venerdì 13": the nearest month where it is one.

    In plans that is this month, else one to come.
    """
    found: list[Days] = []
    for shift in range(-12, 13):
        base = add_months(today.replace(day=1), shift)
        if fields["day"] <= monthrange(base.year, base.month)[1]:
            day = base.replace(day=fields["day"])
            if day.weekday() == fields["weekday"]:
                found.append((day, day))
    if "planned" in fields:
        this_month = [pair for pair in found if pair[0].replace(day=1) == today.replace(day=1)]
        return nearest(iter(this_month or found), today, None if this_month else UPCOMING)
    return nearest(iter(found), today, fields.get("dir"))


def weekday_range(fields: Fields, today: date) -> Days | None:
    """Read "from Monday to Friday": the second follows the first."""
    first = weekday(fields, today)
    gap = (fields["weekday2"] - fields["weekday"]) % 7
    return (first[0], first[0] + timedelta(days=gap)) if gap else None


def weekdays_away(fields: Fields, today: date) -> Days:
    """Read "two Sundays from now": today's own weekday does not count."""
    sign = fields["sign"]
    gap = sign * (fields["weekday"] - today.weekday()) % 7 or 7
    day = today + sign * timedelta(days=gap + 7 * (fields["num"] - 1))
    return day, day


def offset(fields: Fields, today: date) -> Days | None:
    """Read "yesterday", "dopodomani": days from today."""
    day = today + timedelta(days=fields["offset"])
    return day, day


def day_of_month(fields: Fields, today: date) -> Days | None:
    """Read "on the 21st": the nearest such day, a past one preferred."""

    def make(shift: int) -> Days:
        day = add_months(today.replace(day=1), shift).replace(day=fields["day"])
        return day, day

    found = []
    for shift in range(-2, 3):
        with suppress(ValueError):  # the 31st of a short month
            found.append(make(shift))
    return nearest(iter(found), today, fields.get("dir"))


def days_of_month(fields: Fields, today: date) -> Days | None:
    """Read "from the 3rd to the 5th"."""
    first = day_of_month(fields, today)
    if first is None:
        return None
    end = first[0].replace(day=fields["day2"])
    return first[0], end if end >= first[0] else add_months(end, 1)


def nth_unit(fields: Fields, today: date) -> Days | None:
    """Read "the second week of October", "the last day of 2015"; a week counts by its Thursday."""
    unit, nth = UNITS[fields["unit"]], fields["nth"]
    nth = -nth if "from_end" in fields else nth
    if unit not in ("day", "week", "weekend", "month", "quarter") or nth == 0:
        return None
    first, last = _holding(fields, today)
    if unit in ("week", "weekend"):
        first += timedelta(days=(_THURSDAY - first.weekday()) % 7)
        last -= timedelta(days=(last.weekday() - _THURSDAY) % 7)
    start = moved(unit, first, nth - 1) if nth > 0 else moved(unit, last, nth + 1)
    return period_around(unit, start) if first <= start <= last else None


def _holding(fields: Fields, today: date) -> Days:
    """Return the period that "the second week of ..." counts in: this year where none is named."""
    if "unit2" in fields:
        unit = UNITS[fields["unit2"]]
        return period_around(unit, moved(unit, today, fields["dir"]))
    named = any(part is not None for part in _year_and_month(fields, today))
    whole = calendar(fields, today) if named else None
    return period_around("year", today) if whole is None else whole


def date_range(fields: Fields, today: date) -> Days | None:
    """Read two dates of which one may lean on the other's month and year."""
    second = {key.removesuffix("2"): value for key, value in fields.items() if key.endswith("2")}
    first = {key: value for key, value in fields.items() if not key.endswith("2")}
    if "month" in first and "month" not in second and "day" in second:
        second["month"] = first["month"]
    elif "month" in second and "month" not in first:
        first["month"] = second["month"]
    elif "relmonth" in second and not {"month", "relmonth"} & first.keys():
        first["relmonth"] = second["relmonth"]
    year, year2 = year_of(first, today), year_of(second, today)
    if year is None and year2 is not None:
        return _joined({**first, "year": year2}, second, today, back=1)
    if year is not None and year2 is None:
        second["year"] = year
    days = _joined(first, second, today)
    if days is None or fields.get("dir") != UPCOMING or year is not None or "month" not in first:
        return days
    with suppress(ValueError):  # 29 February
        begun = _joined({**first, "year": days[0].year - 1}, second, today)
        return begun if begun is not None and begun[1] >= today else days
    return days


def _joined(
    first: dict[str, int], second: dict[str, int], today: date, back: int = 0
) -> Days | None:
    """Return the days from one to the other; ``back`` years earlier when they are turned."""
    starts = calendar(first, today)
    if starts is None:
        return None
    if year_of(second, today) is None and "month" in second:
        second = {**second, "year": starts[0].year}
    ends = calendar(second, today)
    if ends is not None and starts[0] > ends[1] and "month" in first:
        year, year2 = starts[0].year, ends[0].year
        if year == year2:  # December to February
            starts = calendar({**_undated(first), "year": year - back}, today)
            ends = calendar({**_undated(second), "year": year2 + 1 - back}, today)
    if starts is None or ends is None or starts[0] > ends[1]:
        return None
    return starts[0], ends[1]


def _undated(fields: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in fields.items() if key != "relyear"}


def short_range(fields: Fields, _: date) -> Days | None:
    """Read "2023/24": the second year is the next one."""
    year = fields["year"]
    if fields["short"] != (year + 1) % 100:
        return None
    return date(year, 1, 1), date(year + 1, 12, 31)


def two_digit_year(fields: Fields, today: date) -> Days | None:
    """Read 31/10/74, "April '98"."""
    return calendar({**fields, "year": _full_year(fields["short"])}, today)


def compact(fields: Fields, _: date) -> Days | None:
    """Read 20240316."""
    year, day = divmod(fields["ymd"], 10_000)
    exact = date(year, *divmod(day, 100))
    return (exact, exact) if year in _COMPACT_YEARS else None


def _full_year(short: int) -> int:
    """Return the year two digits stand for: up to 68 of this century, as POSIX ``%y`` has it."""
    return short + (2000 if short < 69 else 1900)


def ambiguous(fields: Fields, _: date) -> Days | None:
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


def same_year(fields: Fields, today: date) -> Days | None:
    """Read "in October of the same year", once the year is known."""
    return calendar(fields, today) if "year" in fields else None
