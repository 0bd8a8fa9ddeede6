"""One row -> one ``Fact``: columns, ratings, dates and the problems a desk can mend."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from factcheck.model import UNCHECKED, Fact, Interval, Rating


class DateOrder(StrEnum):
    """How dates may be written: ISO alone, or day/month/year as well."""

    ISO = "iso"
    DMY = "dmy"


COLUMNS: Final = (
    "id",
    "statement",
    "rating",
    "rated_as",
    "lang",
    "title",
    "source",
    "url",
    "published",
    "checked",
    "event_date",
    "valid_from",
    "valid_to",
    "speaker",
    "topics",
    "note",
)
LONGEST_FACT: Final = 1 << 16
"""Code points of all cells of a fact together: 64 kB is a long article, no statement."""

LIST_SIGN: Final = " | "
INTERVAL_SIGN: Final = "/"
OPEN_SIDE: Final = ".."
"""Stands for the side of an interval that is open, as in ISO 8601."""

_LISTS: Final = frozenset({"source", "url", "topics"})
_SEPARATOR: Final = re.compile(r"\s+\|\s+|^\|\s+|\s+\|$")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}\S*)?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_SHOWN: Final = 40

Cell = str | Sequence[str]


class RowError(ValueError):
    """What is wrong with one row, in words for whoever edits the file."""


def check_columns(columns: Sequence[str], *, ignore_unknown: bool) -> None:
    """Raise ``RowError`` for a missing ``statement`` column, an unknown or a doubled one."""
    if "statement" not in columns:
        raise RowError(f"no column 'statement': the columns are {_listed(columns)}")
    doubled = next((name for name in columns if columns.count(name) > 1), None)
    if doubled is not None:
        raise RowError(f"column {shown(doubled)} stands twice")
    if not ignore_unknown:
        refuse_unknown(columns)


def refuse_unknown(names: Sequence[str]) -> None:
    """Raise ``RowError`` for the first name that is no column, with the nearest that is one."""
    for name in names:
        if name not in COLUMNS:
            near = get_close_matches(name.lower(), COLUMNS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(COLUMNS)}"
            raise RowError(f"unknown column {shown(name)}: {hint}")


def fact_from_cells(cells: Mapping[str, Cell], dates: DateOrder) -> Fact:
    """Return the fact in ``cells``, with its default id when it has none; raise ``RowError``."""
    # Imported here: the fact table sits beside the sources, not below them.
    from factcheck.facttable import default_fact_id

    _check_size(cells)
    statement = _text(cells, "statement")
    if not statement:
        raise RowError("the statement is empty")
    fact = Fact(
        id=_text(cells, "id"),
        statement=statement,
        rating=_rating(_text(cells, "rating")),
        lang=_language(_text(cells, "lang")),
        title=_text(cells, "title"),
        sources=_list(cells, "source"),
        urls=_list(cells, "url"),
        published=_interval(cells, "published", dates),
        checked=_interval(cells, "checked", dates),
        event_date=_interval(cells, "event_date", dates),
        valid_from=_interval(cells, "valid_from", dates),
        valid_to=_interval(cells, "valid_to", dates),
        speaker=_text(cells, "speaker"),
        topics=_list(cells, "topics"),
        note=_text(cells, "note"),
        rated_as=_text(cells, "rated_as"),
    )
    check_validity(fact)
    return fact if fact.id else replace(fact, id=default_fact_id(fact))


def shown(value: str) -> str:
    """Return ``value`` quoted for a message: one line, control characters escaped, cut short."""
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(shown, names[:8])) + (", …" if len(names) > 8 else "")


def _check_size(cells: Mapping[str, Cell]) -> None:
    size = 0
    for name, cell in cells.items():
        texts = (cell,) if isinstance(cell, str) else cell
        if any("\0" in text for text in texts):
            raise RowError(f"{name} holds a NUL character")
        size += sum(map(len, texts))
    if size > LONGEST_FACT:
        raise RowError(f"the fact has {size:,} characters: at most {LONGEST_FACT:,} are read")


def _text(cells: Mapping[str, Cell], name: str) -> str:
    cell = cells.get(name, "")
    return cell.strip() if isinstance(cell, str) else " | ".join(cell).strip()


def _list(cells: Mapping[str, Cell], name: str) -> tuple[str, ...]:
    cell = cells.get(name, "")
    items = _SEPARATOR.split(cell.strip()) if isinstance(cell, str) else cell
    return tuple(item.strip() for item in items if item.strip())


def _rating(value: str) -> Rating:
    if not value:
        return Rating.TRUE
    if value.lower() == UNCHECKED:
        raise RowError(
            "not checked yet: write true, false or mixed as its rating, or leave the row out"
        )
    try:
        return Rating(value.lower())
    except ValueError:
        known = ", ".join(rating.value for rating in Rating)
        raise RowError(f"unknown rating {shown(value)}: known are {known}") from None


def _language(value: str) -> str:
    if not value:
        return ""
    found = _LANGUAGE.fullmatch(value)
    if found is None:
        raise RowError(f"lang {shown(value)} is no language code such as 'it'")
    return found[1].lower()


def _interval(cells: Mapping[str, Cell], name: str, dates: DateOrder) -> Interval | None:
    value = _text(cells, name)
    if not value:
        return None
    sides = value.split(INTERVAL_SIGN)
    if len(sides) == 2 and all(side == OPEN_SIDE or _ISO.fullmatch(side) for side in sides):
        return _between(name, value, *sides)
    return _single(name, value, dates)


def _between(name: str, value: str, first: str, last: str) -> Interval:
    """Return the interval from the first day of ``first`` to the last of ``last``."""
    start = None if first == OPEN_SIDE else _single(name, first, DateOrder.ISO).start
    end = None if last == OPEN_SIDE else _single(name, last, DateOrder.ISO).end
    if start and end and end < start:
        raise RowError(f"{name} {shown(value)} ends before it begins")
    return Interval(start=start, end=end)


def _single(name: str, value: str, dates: DateOrder) -> Interval:
    """Return the day, month or year that ``value`` names."""
    found = _ISO.fullmatch(value)
    parts = found.groups() if found else _day_first_parts(name, value, dates)
    interval = _whole(*(int(part) if part else None for part in parts))
    if interval is None:
        raise RowError(f"{name} {shown(value)} is no day of the calendar")
    return interval


def _day_first_parts(name: str, value: str, dates: DateOrder) -> tuple[str | None, ...]:
    found = _DAY_FIRST.fullmatch(value)
    if found is None:
        raise RowError(f"{name} {shown(value)} is no date: write it as 2024-11-16, 2024-11 or 2024")
    day, month, year = found.groups()
    if dates is DateOrder.DMY:
        return year, month, day
    readings = [(year, month, day)] if day is None else [(year, month, day), (year, day, month)]
    forms = dict.fromkeys(
        "-".join(part.zfill(2) for part in reading if part)
        for reading in readings
        if _whole(*(int(part) if part else None for part in reading)) is not None
    )
    means = " or ".join(forms) or "no day at all"
    raise RowError(f"{name} {shown(value)} is not an ISO date: {means} (or read day first: dmy)")


def _whole(year: int | None, month: int | None, day: int | None) -> Interval | None:
    """Return the day, month or year as an interval, or ``None`` when there is no such day."""
    try:
        if month is None or year is None:
            start, end = date(year or 0, 1, 1), date(year or 0, 12, 31)
        elif day is None:
            start, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        else:
            start = end = date(year, month, day)
    except ValueError:
        return None
    return Interval(start=start, end=end)


def check_validity(fact: Fact) -> None:
    """Raise ``RowError`` when the fact stops holding before it begins to."""
    start = fact.valid_from.start if fact.valid_from else None
    end = fact.valid_to.end if fact.valid_to else None
    if start is not None and end is not None and end < start:
        raise RowError(f"valid_to {end} lies before valid_from {start}")
