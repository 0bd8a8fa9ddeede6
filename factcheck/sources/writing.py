"""Facts -> the lines of a facts file from which they come back as they are."""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from io import StringIO
from typing import Any, Final

from factcheck.errors import ConfigError, UnknownComponentError
from factcheck.model import Fact, Interval
from factcheck.sources.reading import identified
from factcheck.sources.rows import (
    COLUMNS,
    INTERVAL_SIGN,
    LIST_SIGN,
    OPEN_SIDE,
    Cell,
    DateOrder,
    RowError,
    fact_from_cells,
    shown,
)
from factcheck.sources.tables import cells_from_mapping, guarded, unguarded

_FIELDS: Final[Mapping[str, str]] = {"source": "sources", "url": "urls"}
"""Columns that go by another name in the record."""


def written_facts(facts: Iterable[Fact], form: str) -> Iterator[str]:
    """Yield the lines of a file of ``facts`` in the format ``csv`` or ``jsonl``.

    Version and collection are left behind: they belong to a store. Raises ``ConfigError`` at a
    fact that the format cannot keep as it is.
    """
    if form not in _WRITERS:
        raise UnknownComponentError("facts format", form, _WRITERS)
    return _WRITERS[form](facts)


def _csv_lines(facts: Iterable[Fact]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for fact in facts:
        cells = {name: _joined(cell) for name, cell in _cells(fact).items()}
        line = _csv_line([guarded(cells[name]) for name in COLUMNS])
        (read,) = csv.reader(StringIO(line, newline=""), strict=True)
        _refuse_change(fact, dict(zip(COLUMNS, map(unguarded, read), strict=True)), "csv")
        yield line


def _jsonl_lines(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        record = {name: cell for name, cell in _cells(fact).items() if cell}
        line = json.dumps(record, ensure_ascii=False)
        _refuse_change(fact, cells_from_mapping(json.loads(line), ignore_unknown=False), "jsonl")
        yield f"{line}\n"


_WRITERS: Final = {"csv": _csv_lines, "jsonl": _jsonl_lines}


def _csv_line(cells: Iterable[str]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(fact: Fact) -> Mapping[str, Cell]:
    return {name: _cell(getattr(fact, _FIELDS.get(name, name))) for name in COLUMNS}


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, Interval):
        return interval_cell(value)
    return value if isinstance(value, tuple) else str(value)


def _joined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else LIST_SIGN.join(cell)


def interval_cell(interval: Interval) -> str:
    """Return a day, month or year by itself, any other interval as ``start/end``."""
    start, end = interval.start, interval.end
    if start is not None and end is not None:
        if start == end:
            return start.isoformat()
        if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
            return f"{start.year:04}"
        if start.day == 1 and end == start.replace(day=monthrange(start.year, start.month)[1]):
            return start.isoformat()[:7]
    sides = (day.isoformat() if day else OPEN_SIDE for day in (start, end))
    return INTERVAL_SIGN.join(sides)


def _refuse_change(fact: Fact, cells: Mapping[str, Cell], form: str) -> None:
    """Raise ``ConfigError`` when ``cells`` are read as another fact."""
    wanted = replace(fact, version=1, collection="")
    try:
        found = identified(fact_from_cells(cells, DateOrder.ISO))
    except RowError as error:
        raise ConfigError(f"the fact {shown(fact.id)} cannot be written: {error}") from error
    if found == wanted:
        return
    name = next(f.name for f in fields(Fact) if getattr(found, f.name) != getattr(wanted, f.name))
    hint = "" if form == "jsonl" else " (jsonl may keep it)"
    raise ConfigError(f"the fact {shown(fact.id)} has {name} that {form} cannot keep{hint}")
