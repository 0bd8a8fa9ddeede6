"""CSV and JSONL text -> rows of cells, each with the line it begins at."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from factcheck.sources.lines import Lines
from factcheck.sources.rows import COLUMNS, Cell, RowError, check_columns, refuse_unknown, shown

_DELIMITERS: Final = ",;\t"
_SEPARATOR_LINE: Final = "sep="
"""How Excel names the delimiter in a line of its own."""

_SIGNS: Final = r"'*\s*[=+\-@＝＋－＠﹢﹣﹦﹫−]"
_FORMULA: Final = re.compile(rf"(^|;)(?={_SIGNS})")
"""Also after a semicolon, which separates cells where the comma is a decimal mark."""
_GUARDED: Final = re.compile(rf"(^|;)'(?={_SIGNS})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record: the line it begins at, and its cells or what is wrong with it.

    ``unknown_rating`` are the words of a rating that no table has, ``place`` is what messages call
    the source when that is not its own name.
    """

    number: int
    cells: Mapping[str, Cell]
    problem: str = ""
    unknown_rating: str = ""
    place: str = ""


def csv_rows(lines: Lines, *, ignore_unknown: bool) -> Iterator[Row]:
    """Yield the records under the header; raise ``RowError`` for a header that cannot be used."""
    stream = iter(lines)
    header = next((line for line in stream if line.strip()), "")
    if header.lower().startswith(_SEPARATOR_LINE):
        header = next(stream, "")
    if not header.strip():
        raise RowError("holds no rows")
    delimiter = _delimiter(header)
    columns = _columns(header, delimiter)
    check_columns(columns, ignore_unknown=ignore_unknown)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    while True:
        number = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number=number, cells={}, problem=_csv_problem(error, number, lines.number))
            continue
        if not any(map(str.strip, cells)):
            continue
        problem = _surplus(cells, columns) or _cut(lines, number)
        read = map(unguarded, cells)
        yield Row(number=number, cells=dict(zip(columns, read, strict=False)), problem=problem)


def jsonl_rows(lines: Lines, *, ignore_unknown: bool) -> Iterator[Row]:
    """Yield one record per line that is not blank."""
    empty = True
    for line in lines:
        if not line.strip():
            continue
        empty = False
        number = lines.number
        try:
            if lines.cut == number:
                raise RowError(_cut(lines, number))
            cells = _json_cells(line, ignore_unknown=ignore_unknown)
        except RowError as error:
            yield Row(number=number, cells={}, problem=str(error))
        else:
            yield Row(number=number, cells=cells)
    if empty:
        raise RowError("holds no rows")


def cells_from_mapping(record: Mapping[str, Any], *, ignore_unknown: bool) -> Mapping[str, Cell]:
    """Return the cells of a record whose values are strings, lists, numbers, dates or ``None``."""
    if not ignore_unknown:
        refuse_unknown([str(name) for name in record])
    if "statement" not in record:
        raise RowError("no 'statement'")
    return {name: _cell(name, record[name]) for name in COLUMNS if record.get(name) is not None}


def guarded(cell: str) -> str:
    """Return ``cell`` with an apostrophe wherever a spreadsheet would begin to calculate."""
    return _FORMULA.sub(r"\1'", cell)


def unguarded(cell: str) -> str:
    """Return the cell from which ``guarded`` made ``cell``."""
    return _GUARDED.sub(r"\1", cell)


def _delimiter(header: str) -> str:
    """Return the delimiter under which most of the header's cells are columns we know."""

    def quality(delimiter: str) -> tuple[int, int]:
        cells = _columns(header, delimiter)
        return sum(name in COLUMNS for name in cells), len(cells)

    return max(_DELIMITERS, key=quality)


def _columns(header: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:
        raise RowError(f"the header cannot be read: {error}") from error
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _surplus(cells: Sequence[str], columns: Sequence[str]) -> str:
    beyond = [cell for cell in cells[len(columns) :] if cell.strip()]
    if not beyond:
        return ""
    return f"{len(cells)} cells for {len(columns)} columns: quote the cell that holds the delimiter"


def _cut(lines: Lines, number: int) -> str:
    return "the line is too long to be a fact" if lines.cut >= number else ""


def _csv_problem(error: csv.Error, first: int, last: int) -> str:
    message = str(error)
    if "field larger" in message or "unexpected end" in message:
        until = f" and does not end by line {last}" if last > first else ""
        return f"a cell that begins here is too long{until}: is a quote left open?"
    return f"not readable as CSV: {message}"


def _json_cells(line: str, *, ignore_unknown: bool) -> Mapping[str, Cell]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise RowError(f"not a JSON object: {error.msg} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:  # ValueError: an integer of thousands of digits
        raise RowError("not a JSON object that can be read") from error
    if not isinstance(record, dict):
        raise RowError("not a JSON object but " + shown(line.strip()))
    return cells_from_mapping(record, ignore_unknown=ignore_unknown)


def _cell(name: str, value: Any) -> Cell:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, int | float) or hasattr(value, "isoformat"):
        return str(value)
    raise RowError(f"{name} is neither text nor a list of texts: {shown(repr(value))}")
