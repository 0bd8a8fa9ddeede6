"""Readings of periods: weeks to centuries, parts of a year, stretches before and after today."""

from __future__ import annotations

from datetime import date, timedelta

from factcheck.analysis.dates.calendar import (
    UNITS,
    Days,
    add_months,
    around,
    moved,
    narrowed,
    nearest,
    period_around,
    recent,
    whole_months,
)
from factcheck.analysis.dates.days import Fields, calendar, day_of_month, year_of

_SEASON_START = {1: 3, 2: 6, 3: 9, 4: 12}
"""Meteorological seasons of the northern hemisphere: spring begins in March."""
_HALVES = (1, 2)
_HALF_MONTHS = {"quarter": 1, "half": 3, "year": 6, "decade": 60, "century": 600}
_HALF_DAYS = {"week": 3, "fortnight": 7, "month": 15}
"""Half of a period, in whole months or days."""
_SATURDAY = 5
_MANY_WORKDAYS = 2000
"""As far as working days are counted."""
_PLANNED_BY = frozenset({"week", "month", "year"})


def named_period(fields: Fields, today: date) -> Days | None:
    """Read "last week", "il mese prossimo": the period ``dir`` units from today's."""
    unit = UNITS[fields["unit"]]
    return period_around(unit, moved(unit, today, fields["dir"]))


def ago(fields: Fields, today: date) -> Days | None:
    """Read "three years ago": the period of the unit, as people round."""
    unit = UNITS[fields["unit"]]
    return period_around(unit, moved(unit, today, fields["sign"] * fields["num"]))


def days_away(fields: Fields, today: date) -> Days | None:
    """Read "in two months", "2 years and 21 days ago" to the day."""
    if "workdays" in fields:
        day = workdays_later(today, fields["sign"] * fields["num"])
        return day, day
    day = moved(UNITS[fields["unit"]], today, fields["sign"] * fields["num"])
    if "tenths" in fields:
        day = _half_more(day, UNITS[fields["unit"]], fields["sign"])
    for more in ("2", "3"):
        if f"unit{more}" in fields:
            day = moved(UNITS[fields[f"unit{more}"]], day, fields["sign"] * fields[f"num{more}"])
    return day, day


def _half_more(day: date, unit: str, sign: int) -> date:
    months = _HALF_MONTHS.get(unit)
    if months is not None:
        return add_months(day, sign * months)
    return day + sign * timedelta(days=_HALF_DAYS.get(unit, 0))


def workdays_later(day: date, count: int) -> date:
    """Return the day ``count`` days from Monday to Friday later."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(min(abs(count), _MANY_WORKDAYS)):
        day += step
        while day.weekday() >= _SATURDAY:
            day += step
    return day


def _ordered(one: date, other: date) -> Days:
    return min(one, other), max(one, other)


def stretch(fields: Fields, today: date) -> Days | None:
    """Read "the last three months": up to yesterday; "the next two weeks": from tomorrow on."""
    unit, count = UNITS[fields["unit"]], fields["num"]
    if "workdays" in fields:
        edges = (workdays_later(today, fields["dir"] * n) for n in (count, 1))
        return _ordered(*edges)
    # whole ones: figures come by the quarter, plans by the week and the month
    if unit in ("quarter", "half") or ("whole" in fields and unit in _PLANNED_BY):
        edge = -1 if fields["dir"] < 0 else 1
        far, near = (period_around(unit, moved(unit, today, edge * n)) for n in (count, 1))
        return min(far[0], near[0]), max(far[1], near[1])
    if fields["dir"] < 0:
        return moved(unit, today, -count), today - timedelta(days=1 if unit != "hour" else 0)
    return today + timedelta(days=1), moved(unit, today, count)


def part_of_year(fields: Fields, today: date) -> Days | None:
    """Read the nth quarter, half or third of a year."""
    year, length, number = year_of(fields, today), fields["length"], fields["part"]
    number = 12 // length if number == -1 else number
    if not 1 <= number <= 12 // length:
        return None

    def make(y: int) -> Days:
        return whole_months(y, (number - 1) * length + 1, length)

    return make(year) if year is not None else recent(today, fields.get("dir"), make)


def season(fields: Fields, today: date) -> Days | None:
    """Read "summer", with or without its year."""
    year, start = year_of(fields, today), _SEASON_START[fields["season"]]
    if year is not None:
        return whole_months(year, start, 3)
    if fields.get("dir") == 0:  # "this winter": one that has days in this year
        days = (whole_months(y, start, 3) for y in (today.year - 1, today.year))
        return nearest(
            (pair for pair in days if pair[1].year == today.year or pair[0].year == today.year),
            today,
            None,
        )
    if fields.get("dir"):
        return recent(today, fields["dir"], lambda y: whole_months(y, start, 3))
    # "for the winter", said in November, is the one about to begin
    return nearest(iter(around(today, lambda y: whole_months(y, start, 3))), today, None)


def decade(fields: Fields, _: date) -> Days | None:
    """Read "the 1990s", "gli anni '90"."""
    decade = fields["decade"] + 100 * fields.get("hundreds", 0)
    if decade % 10 or not (decade < 100 or 1000 <= decade < 2200):
        return None
    if decade < 100:
        decade += 1900 if decade >= 30 else 2000
    return date(decade, 1, 1), date(decade + 9, 12, 31)


def century(fields: Fields, _: date) -> Days | None:
    """Read "the 19th century": from the year 1801 on."""
    first = (fields["century"] - 1) * 100 + 1
    return date(first, 1, 1), date(first + 99, 12, 31)


def first_months(fields: Fields, today: date) -> Days | None:
    """Read "the first nine months of 2023"."""
    year = year_of(fields, today)
    if not 1 <= fields["months"] <= 12:
        return None
    return whole_months(today.year if year is None else year, 1, fields["months"])


def rest(fields: Fields, today: date) -> Days | None:
    """Read "the rest of the year": from today on."""
    return today, period_around(UNITS[fields["unit"]], today)[1]


def so_far(fields: Fields, today: date) -> Days | None:
    """Read "year to date": until today."""
    return period_around(UNITS[fields["unit"]], today)[0], today


def ahead(fields: Fields, today: date) -> Days | None:
    """Read "within two weeks": from today on."""
    return today, moved(UNITS[fields["unit"]], today, fields["num"])


def working_week(fields: Fields, today: date) -> Days | None:
    """Read "next workweek": from Monday to Friday."""
    monday, _ = period_around("week", moved("week", today, fields["dir"]))
    return monday, monday + timedelta(days=_SATURDAY - 1)


def month_after_next(fields: Fields, today: date) -> Days | None:
    """Read "March after next": not the coming one but that of the year after."""
    coming = recent(today, 1, lambda y: whole_months(y, fields["month"]))
    return coming and whole_months(coming[0].year + 1, fields["month"])


def edge_of_period(fields: Fields, today: date) -> Days | None:
    """Read "the first three days of June", "the last two weeks of 2020" (``edge`` 1 and -1)."""
    whole = calendar(fields, today)
    if whole is None:
        return None
    (first, last), unit, count = whole, UNITS[fields["unit"]], fields["num"]
    if fields["edge"] > 0:
        last = min(last, moved(unit, first, count) - timedelta(days=1))
    else:
        first = max(first, moved(unit, last + timedelta(days=1), -count))
    return first, last


def lasting(fields: Fields, today: date) -> Days | None:
    """Read "from 18 December for ten days"."""
    day = calendar(fields, today)
    if day is None:
        return None
    end = moved(UNITS[fields["unit"]], day[0], fields["num"]) - timedelta(days=1)
    return day[0], max(day[0], end)


def half_of_month(fields: Fields, today: date) -> Days | None:
    """Read "the second half of June": from the 16th on."""
    whole = calendar(fields, today)
    if whole is None or fields["part"] not in _HALVES:
        return None
    first, last = whole
    return (first, first.replace(day=15)) if fields["part"] == 1 else (first.replace(day=16), last)


def within(fields: Fields, today: date) -> Days | None:
    """Read "later this week", "earlier this month": the half meant, as far as today allows."""
    whole = period_around(UNITS[fields["unit"]], today)
    first, last = narrowed(whole, fields["half"])
    if fields["half"] == 1:
        return first, max(first, min(last, today - timedelta(days=1)))
    return max(first, today), last


def week_of(fields: Fields, today: date) -> Days | None:
    """Read "the week of 7 October", "the week of the 7th": the whole week of that day."""
    day = calendar(fields, today) if "month" in fields else day_of_month(fields, today)
    return None if day is None else period_around("week", day[0])


def week_number(fields: Fields, today: date) -> Days | None:
    """Read "week 3 of 2027", the ISO week."""
    year = year_of(fields, today)
    monday = date.fromisocalendar(today.year if year is None else year, fields["week"], 1)
    return monday, monday + timedelta(days=6)
