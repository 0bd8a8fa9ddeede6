"""A facts file of any format -> its rows; the format is named, or shown by how the file begins."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Final, Protocol, TextIO

from factcheck.errors import FactSourceError, UnknownComponentError
from factcheck.sources.claimreview import review_rows
from factcheck.sources.jsonld import HEAD, looks_like_reviews
from factcheck.sources.lines import Lines, open_facts
from factcheck.sources.reading import FactSource
from factcheck.sources.rows import DateOrder, RowError
from factcheck.sources.tables import Row, csv_rows, jsonl_rows


class RowReader(Protocol):
    """Turns lines into records."""

    def __call__(self, lines: Lines, /, *, ignore_unknown: bool) -> Iterator[Row]:
        """Yield the records; raise ``RowError`` when the whole file cannot be used."""
        ...


_READERS: Final[Mapping[str, RowReader]] = {"csv": csv_rows, "jsonl": jsonl_rows}
"""What reads the rows of a table in a text file, by the format's name."""

CLAIMREVIEW: Final = "claimreview"
XLSX: Final = "xlsx"
STORE: Final = "store"
FORMATS: Final = (CLAIMREVIEW, *_READERS, XLSX, STORE)
"""The formats that can be named; else a file shows its own."""

_JSON_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".json"})
_MAGIC: Final = {b"PK\x03\x04": XLSX, b"SQLite format 3\0": STORE}
"""How files begin that are no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """How a facts file is read; ``encoding`` and ``form`` are found out when ``None``.

    ``sheet`` names the sheet of a workbook; ``None`` is its first.
    """

    ignore_unknown: bool = False
    encoding: str | None = None
    form: str | None = None
    sheet: str | None = None


def read_facts(
    path: str,
    *,
    dates: str = "iso",
    skip_bad: bool = False,
    ignore_unknown: bool = False,
    encoding: str | None = None,
    form: str | None = None,
    sheet: str | None = None,
) -> FactSource:
    """Return the facts of the file at ``path``; nothing is read yet.

    ``dates`` is ``iso``, or ``dmy`` to read 16/11/2024 too. ``form`` is ``csv`` (or TSV),
    ``jsonl``, ``claimreview`` or ``xlsx``; without it the file shows what it is. Another name of
    either raises ``UnknownComponentError``. ``sheet`` is the one to read of a workbook, the first
    when ``None``.
    """
    order = date_order(dates)
    options = FileOptions(
        ignore_unknown=ignore_unknown, encoding=encoding, form=known_form(form), sheet=sheet
    )
    return FactSource(path, partial(file_rows, path, options), dates=order, skip_bad=skip_bad)


def known_form(form: str | None) -> str | None:
    """Return ``form``; raise ``UnknownComponentError`` when it names no format."""
    if form is not None and form not in FORMATS:
        raise UnknownComponentError("facts format", form, FORMATS)
    return form


def date_order(dates: str) -> DateOrder:
    """Return the order that ``dates`` names; raise ``UnknownComponentError``."""
    try:
        return DateOrder(dates)
    except ValueError:
        raise UnknownComponentError("date order", dates, DateOrder) from None


def shown_form(path: str) -> str:
    """Return the format of a file that is no text by how it begins; ``""`` for any other."""
    with contextlib.suppress(OSError, ValueError), Path(path).open("rb") as file:
        head = file.read(16)
        return next((form for magic, form in _MAGIC.items() if head.startswith(magic)), "")
    return ""


def file_rows(path: str, options: FileOptions) -> Iterator[Row]:
    """Return the rows of a file; reading them raises ``FactSourceError``."""
    form = options.form or shown_form(path)
    if form == XLSX:
        # Imported here: it needs an extra.
        from factcheck.sources.xlsx import workbook_rows

        return workbook_rows(path, options.sheet, ignore_unknown=options.ignore_unknown)
    if options.sheet is not None:
        raise FactSourceError(path, "has no sheets: it is no workbook")
    if form == STORE:
        raise FactSourceError(path, "is a store: its facts can only be imported, from a file")
    return _text_rows(path, options)


def _text_rows(path: str, options: FileOptions) -> Iterator[Row]:
    with open_facts(path, options.encoding) as file:
        form = options.form or _form(file, path)
        lines = Lines(file, path)
        try:
            if form == CLAIMREVIEW:
                yield from review_rows(file, path)
            else:
                yield from _READERS[form](lines, ignore_unknown=options.ignore_unknown)
        except RowError as error:
            raise FactSourceError(path, str(error), row=min(lines.number, 1)) from error
        except UnicodeDecodeError as error:
            raise FactSourceError(path, f"not {error.encoding} throughout") from error


def _form(file: TextIO, path: str) -> str:
    """Return the format of an open file, by how it begins, else by its suffix."""
    try:
        head = file.read(HEAD)
    except UnicodeDecodeError:
        head = ""  # said where the line is known
    file.seek(0)
    if looks_like_reviews(head):
        return CLAIMREVIEW
    return "jsonl" if PurePath(path).suffix.lower() in _JSON_SUFFIXES else "csv"
