"""A sheet of an XLSX workbook -> rows of a facts file: dates as dates, formulas as their values."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from factcheck.errors import FactSourceError, MissingDependencyError
from factcheck.sources.rows import RowError, check_columns, shown
from factcheck.sources.tables import Row

if TYPE_CHECKING:
    from openpyxl import Workbook

_LARGEST: Final = 1 << 28
"""Bytes of all parts of a workbook when unpacked: 256 MiB are some million facts."""
_BROKEN: Final = (
    BadZipFile, ParseError, zlib.error, EOFError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, NotImplementedError,
)  # fmt: skip
"""What reading a damaged workbook raises."""

_FORMULA, _ERROR, _NUMBER = "f", "e", "n"
"""What the library calls these kinds of cells."""


def workbook_rows(path: str, sheet: str | None, *, ignore_unknown: bool) -> Iterator[Row]:
    """Yield the rows of the sheet named ``sheet``, or of the first, numbered as they stand there.

    Raises ``FactSourceError`` naming file, sheet and row, and ``MissingDependencyError``.
    """
    load = _loader()
    _refuse_bombs(path)
    try:
        # Two readings: the values as they were last computed, and which cells are formulas.
        with (
            Path(path).open("rb") as file,
            Path(path).open("rb") as twin,
            closing(load(file, read_only=True, data_only=True)) as values,
            closing(load(twin, read_only=True, data_only=False)) as formulas,
        ):
            name = _sheet(path, values, sheet)
            place = f"{path}: sheet {shown(name)}"
            yield from _rows(place, values[name], formulas[name], ignore_unknown)
    except _BROKEN as error:
        raise FactSourceError(path, f"is no workbook that can be read: {_reason(error)}") from error


def _loader() -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingDependencyError("reading XLSX workbooks", "xlsx") from error
    return load_workbook


def _refuse_bombs(path: str) -> None:
    """Raise ``FactSourceError`` for what is no archive, or grows beyond what a table needs."""
    try:
        with ZipFile(path) as archive:  # reads no more of a part than its size here
            size = sum(part.file_size for part in archive.infolist())
    except FileNotFoundError as error:
        raise FactSourceError(path, "no such file") from error
    except (BadZipFile, NotImplementedError) as error:
        raise FactSourceError(path, "is no XLSX workbook") from error
    except (OSError, ValueError) as error:
        reason = "is a directory" if Path(path).is_dir() else str(error)
        raise FactSourceError(path, reason) from error
    if size > _LARGEST:
        raise FactSourceError(path, f"unpacks to more than {_LARGEST >> 20} MiB")


def _sheet(path: str, book: Workbook, wanted: str | None) -> str:
    names = [sheet.title for sheet in book.worksheets]
    if not names:
        raise FactSourceError(path, "has no sheet with cells")
    if wanted is None:
        return str(names[0])
    if wanted not in names:
        raise FactSourceError(
            path, f"no sheet {shown(wanted)}: its sheets are {', '.join(map(shown, names))}"
        )
    return wanted


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _rows(place: str, values: Any, formulas: Any, ignore_unknown: bool) -> Iterator[Row]:
    values.reset_dimensions()  # programs write wrong ones
    formulas.reset_dimensions()
    columns: list[str] | None = None
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (cells, sources) in enumerate(pairs, start=1):
        if all(_is_empty(cell) for cell in sources):
            continue
        if columns is None:
            columns = _header(place, number, cells, ignore_unknown=ignore_unknown)
            continue
        yield _row(place, number, columns, tuple(zip(cells, sources, strict=True)))
    if columns is None:
        raise FactSourceError(place, "holds no rows")


def _header(place: str, number: int, cells: Sequence[Any], *, ignore_unknown: bool) -> list[str]:
    columns = [str(cell.value or "").strip().lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    try:
        check_columns(columns, ignore_unknown=ignore_unknown)
    except RowError as error:
        raise FactSourceError(place, str(error), row=number) from error
    return columns


def _row(place: str, number: int, columns: Sequence[str], pairs: Sequence[tuple[Any, Any]]) -> Row:
    try:
        return Row(number=number, cells=_cells(columns, pairs), place=place)
    except RowError as error:
        return Row(number=number, cells={}, problem=str(error), place=place)


def _cells(columns: Sequence[str], pairs: Sequence[tuple[Any, Any]]) -> Mapping[str, str]:
    if any(not _is_empty(source) for _, source in pairs[len(columns) :]):
        raise RowError(f"has cells beyond its {len(columns)} columns")
    return {
        name: _text(name, value, source)
        for name, (value, source) in zip(columns, pairs, strict=False)
    }


def _is_empty(cell: Any) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _text(name: str, cell: Any, source: Any) -> str:
    """Return what a cell shows, dates in ISO form; raise ``RowError`` when it has no value."""
    value = cell.value
    if cell.data_type == _ERROR:
        raise RowError(f"{name} holds the error {shown(str(value))}")
    if value is None:
        # A formula of an empty text has one; without any it was never computed.
        if source.data_type == _FORMULA and cell.data_type == _NUMBER:
            raise RowError(f"{name} is a formula without a value: open the file and save it again")
        return ""
    if isinstance(value, bool):
        return str(value).lower()  # how a spreadsheet keeps the rating "true"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
