"""The date of a document: what is given, what it tells itself, and what only fits together."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import PurePath
from typing import Final

from factcheck.loaders.layout import Layout
from factcheck.loaders.marks import Marks
from factcheck.model import BlockKind, DateSource, Interval

_FILE_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
"""How blogs and archives name their files: "2024-11-16-title.md"."""

_PART_OF_DATE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")
_NEAR: Final = timedelta(days=31)
"""How far a date line's day may lie from what is known of the date otherwise."""


def resolve_date(
    option: date | None, layout: Layout, source: str, marks: Marks
) -> tuple[date | None, DateSource]:
    """Return the document's date and how it is known.

    The option wins, then metadata, then a date line with its year. A date line without one gives a
    date only together with metadata or a file name that fit it. The file's name comes last.
    """
    if option is not None:
        return option, DateSource.OPTION
    declared = marks.date_of(layout.metadata.date)
    if declared is not None:
        return declared, DateSource.METADATA
    lines = tuple(_date_lines(layout))
    told = next((day for line in lines if (day := marks.date_of(line))), None)
    if told is not None:
        return told, DateSource.DATELINE
    named = _file_day(source)
    fitting = _fitting_day(lines, _known_part(layout.metadata.date) or named, marks)
    if fitting is not None:
        return fitting, DateSource.DATELINE_YEAR
    if named is not None:
        return named.start, DateSource.FILE_NAME
    return None, DateSource.NONE


def _date_lines(layout: Layout) -> Iterator[str]:
    """Yield the lines that may tell the date: when it was published before when it was changed."""
    for kind in (BlockKind.BYLINE, BlockKind.BOILERPLATE):
        yield from (b.span.slice(layout.text) for b in layout.blocks if b.kind is kind)


def _fitting_day(lines: Sequence[str], known: Interval | None, marks: Marks) -> date | None:
    """Return the first day of ``lines`` that lies in or near ``known``, in the year nearest to it.

    A story dated "31 Dec" in a file of 1 January is of the year before.
    """
    if known is None or known.start is None or known.end is None:
        return None
    for line in lines:
        days = [
            day
            for year in range(known.start.year - 1, known.end.year + 2)
            if 1 <= year <= 9999 and (day := marks.date_of(line, year))
        ]
        distances = [(_distance(day, known.start, known.end), day) for day in days]
        if distances and min(distances)[0] <= _NEAR:
            return min(distances)[1]
    return None


def _distance(day: date, start: date, end: date) -> timedelta:
    return max(start - day, day - end, timedelta())


def _known_part(told: str) -> Interval | None:
    """Return the year or month that metadata tell when they tell no day."""
    found = _PART_OF_DATE.fullmatch(told.strip())
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 0)
    if not 1 <= year <= 9999 or month > 12:
        return None
    first, last = (month, month) if month else (1, 12)
    return Interval(start=date(year, first, 1), end=date(year, last, monthrange(year, last)[1]))


def _file_day(source: str) -> Interval | None:
    found = _FILE_DATE.match(PurePath(source).name)
    try:
        day = date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None
    return Interval(start=day, end=day) if day else None
