"""The calendar: periods around a day, and the one of many that is meant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta

Days = tuple[date, date]

UNITS = (
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
    "weekend",
    "fortnight",
)
"""Unit names of the language tables; their position is the value a pattern keeps."""

_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
_MIDDLE = 2
_WHOLE_MONTHS = 2
BEGINNING, END = 4, 5
_PARTS_OF_YEAR = {1: (1, 6), 2: (5, 8), 3: (7, 12), BEGINNING: (1, 4), END: (9, 12)}
_PARTS_OF_MONTH = {1: (1, 15), 2: (10, 20), 3: (16, 31), BEGINNING: (1, 10), END: (21, 31)}
_PARTS_OF_WEEK = {1: (0, 2), 2: (1, 4), 3: (3, 6), BEGINNING: (0, 2), END: (4, 6)}
"""First and last month, day or weekday of the parts of a period; weeks begin with 0."""
UPCOMING = 2
"""Field ``dir`` of an expression in a sentence about the future: today or later."""


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def whole_months(year: int, month: int, count: int = 1) -> Days:
    """Return first and last day of ``count`` months from ``month`` on."""
    first = date(year, month, 1)
    return first, add_months(first, count) - timedelta(days=1)


def period_around(unit: str, day: date) -> Days:
    """Return the period of ``unit`` that holds ``day``."""
    if unit in ("day", "hour"):
        return day, day
    if unit in ("week", "weekend", "fortnight"):
        monday = day - timedelta(days=day.weekday())
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return first, monday + timedelta(days=13 if unit == "fortnight" else 6)
    if unit == "season":
        first = (
            date(day.year, day.month // 3 * 3, 1) if day.month >= 3 else date(day.year - 1, 12, 1)
        )
        return first, add_months(first, 3) - timedelta(days=1)
    if unit == "century":
        first = date((day.year - 1) // 100 * 100 + 1, 1, 1)
        return first, date(first.year + 99, 12, 31)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    count = _MONTHS[unit]
    return whole_months(day.year, (day.month - 1) // count * count + 1, count)


def moved(unit: str, day: date, count: int) -> date:
    """Return the day ``count`` units later."""
    if unit == "hour":
        return day + timedelta(days=round(count / 24))
    if unit == "day":
        return day + timedelta(days=count)
    if unit in ("week", "weekend", "fortnight"):
        return day + timedelta(days=count * (14 if unit == "fortnight" else 7))
    if unit == "century":
        return day.replace(year=day.year + 100 * count, day=min(day.day, 28))
    return add_months(day, count * _MONTHS[unit])


def nearest(days: Iterator[Days], today: date, direction: int | None) -> Days | None:
    """Return the one of ``days`` meant: a past one counts as half as far as a future one.

    ``direction`` 1 asks for the next after today, ``UPCOMING`` for today or the next, -1 for the
    last before today, 0 for this year's.
    """
    best: tuple[int, Days] | None = None
    for first, last in days:
        if direction == 0 and first.year != today.year:
            continue
        if (direction == 1 and first <= today) or (direction == -1 and last >= today):
            continue
        if direction == UPCOMING and last < today:
            continue
        distance = 2 * (first - today).days if first > today else max((today - last).days, 0)
        if best is None or distance < best[0]:
            best = (distance, (first, last))
    return best[1] if best else None


def around(today: date, make: Callable[[int], Days]) -> Iterator[Days]:
    """Yield what ``make`` gives for the years around ``today``; it may raise ``ValueError``."""
    for year in range(today.year - 8, today.year + 9):
        with suppress(ValueError):  # 29 February, a fifth Monday
            yield make(year)


def recent(today: date, direction: int | None, make: Callable[[int], Days]) -> Days | None:
    """Return the most recent period that has begun; the next one for ``direction`` 1."""
    candidates = list(around(today, make))
    if direction == 0:
        now = [pair for pair in candidates if pair[0] <= today <= pair[1]]
        return next(iter(now or [pair for pair in candidates if pair[0].year == today.year]), None)
    if direction == 1:
        return next((pair for pair in candidates if pair[0] > today), None)
    if direction == UPCOMING:
        return next((pair for pair in candidates if pair[1] >= today), None)
    if direction == -1:
        return next((pair for pair in reversed(candidates) if pair[1] < today), None)
    return next((pair for pair in reversed(candidates) if pair[0] <= today), None)


def narrowed(days: Days, part: int) -> Days:
    """Return the first half (1), middle half (2) or last half (3) of ``days``.

    Beginning (4) and end (5) are halves too: nobody knows how long they last.
    """
    first, last = days
    part = {BEGINNING: 1, END: 3}.get(part, part)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and months >= _WHOLE_MONTHS and part != _MIDDLE:
        turn = add_months(first, months // 2)
        return (first, turn - timedelta(days=1)) if part == 1 else (turn, last)
    length = (last - first).days
    half, quarter = timedelta(days=length // 2), timedelta(days=length // 4)
    if part == 1:
        return first, first + half
    return (first + quarter, last - quarter) if part == _MIDDLE else (first + half, last)


def narrowed_closely(days: Days, part: int) -> Days:
    """Return the part of ``days`` as calendars of plans have it; see ``narrowed``.

    Beginning and end are a third of a year, ten days of a month, three days of a week.
    """
    first, last = days
    length = (last - first).days + 1
    if length in (365, 366) and first.month == 1:
        start, end = _PARTS_OF_YEAR[part]
        return whole_months(first.year, start, end - start + 1)
    if first.day == 1 and 28 <= length <= 31:
        start, end = _PARTS_OF_MONTH[part]
        return first.replace(day=start), first.replace(day=min(end, length))
    if length == 7:
        start, end = _PARTS_OF_WEEK[part]
        return first + timedelta(days=start), first + timedelta(days=end)
    return narrowed(days, part)
