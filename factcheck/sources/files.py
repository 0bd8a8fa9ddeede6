"""A facts file as something to iterate over: read anew each time, one fact in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final, Protocol, TextIO

from factcheck.errors import FactSourceError, UnknownComponentError
from factcheck.model import Fact
from factcheck.sources.claimreview import review_rows
from factcheck.sources.jsonld import HEAD, looks_like_reviews
from factcheck.sources.lines import Lines, open_facts
from factcheck.sources.rows import DateOrder, RowError, fact_from_cells, shown
from factcheck.sources.tables import Row, cells_from_mapping, csv_rows, jsonl_rows
from factcheck.text import content_id


class RowReader(Protocol):
    """Turns lines into records."""

    def __call__(self, lines: Lines, /, *, ignore_unknown: bool) -> Iterator[Row]:
        """Yield the records; raise ``RowError`` when the whole file cannot be used."""
        ...


_READERS: Final[Mapping[str, RowReader]] = {"csv": csv_rows, "jsonl": jsonl_rows}
"""What reads the rows of a table, by the format's name."""

CLAIMREVIEW: Final = "claimreview"
FORMATS: Final = (CLAIMREVIEW, *_READERS)
"""The formats that can be named; else a file shows its own."""

_JSON_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row left out: its line in the file and what is wrong with it.

    Reviews are counted instead of lines. ``unknown_rating`` are a rating's words no table has.
    """

    row: int
    problem: str
    unknown_rating: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return f"row {self.row}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFileOptions:
    """How a facts file is read; ``encoding`` and ``form`` are sniffed when ``None``."""

    dates: DateOrder = DateOrder.ISO
    ignore_unknown: bool = False
    skip_bad: bool = False
    encoding: str | None = None
    form: str | None = None


class FactFile:
    """The facts of one file; ``skipped`` lists the rows the last iteration left out."""

    def __init__(self, path: str, options: FactFileOptions) -> None:
        self.path = path
        self.options = options
        self._skipped: list[SkippedRow] = []

    @property
    def skipped(self) -> tuple[SkippedRow, ...]:
        """Return the bad rows the last iteration has left out so far, in order."""
        return tuple(self._skipped)

    def __iter__(self) -> Iterator[Fact]:
        """Yield the facts in order; raise ``FactSourceError`` at the first bad row.

        With ``skip_bad`` bad rows are noted in ``skipped`` instead. A row that repeats an earlier
        one word for word is left out silently.
        """
        self._skipped = []
        seen: dict[str, tuple[int, str]] = {}
        with open_facts(self.path, self.options.encoding) as file:
            for row in self._rows(file):
                try:
                    fact = self._fact(row)
                    if not _is_repeated(fact, row.number, seen):
                        yield identified(fact)
                except RowError as error:
                    if not self.options.skip_bad:
                        raise FactSourceError(self.path, str(error), row=row.number) from error
                    self._skipped.append(_left_out(row, error))

    def _rows(self, file: TextIO) -> Iterator[Row]:
        form = self.options.form or _form(file, self.path)
        lines = Lines(file, self.path)
        try:
            if form == CLAIMREVIEW:
                yield from self._reviews(file)
            else:
                yield from _READERS[form](lines, ignore_unknown=self.options.ignore_unknown)
        except RowError as error:
            raise FactSourceError(self.path, str(error), row=min(lines.number, 1)) from error

    def _reviews(self, file: TextIO) -> Iterator[Row]:
        try:
            yield from review_rows(file, self.path)
        except UnicodeDecodeError as error:
            raise FactSourceError(self.path, f"not {error.encoding} throughout") from error

    def _fact(self, row: Row) -> Fact:
        if row.problem:
            raise RowError(row.problem)
        return fact_from_cells(row.cells, self.options.dates)


def read_facts(
    path: str,
    *,
    dates: str = "iso",
    ignore_unknown: bool = False,
    skip_bad: bool = False,
    encoding: str | None = None,
    form: str | None = None,
) -> FactFile:
    """Return the facts of the file at ``path``; nothing is read yet.

    ``dates`` is ``iso``, or ``dmy`` to read 16/11/2024 too. ``form`` is ``csv`` (or TSV),
    ``jsonl`` or ``claimreview``; without it the file shows what it is. Another name of either
    raises ``UnknownComponentError``.
    """
    if form is not None and form not in FORMATS:
        raise UnknownComponentError("facts format", form, FORMATS)
    try:
        order = DateOrder(dates)
    except ValueError:
        raise UnknownComponentError("date order", dates, DateOrder) from None
    return FactFile(
        path,
        FactFileOptions(
            dates=order,
            ignore_unknown=ignore_unknown,
            skip_bad=skip_bad,
            encoding=encoding,
            form=form,
        ),
    )


def fact_from_mapping(record: Mapping[str, Any], *, row: int = 0, source: str = "<facts>") -> Fact:
    """Return the fact a mapping with the columns of a facts file holds.

    Values are strings, lists of strings, numbers, dates or ``None``. Raises ``FactSourceError``
    naming ``source`` and ``row``.
    """
    try:
        return identified(_fact_from_record(record))
    except RowError as error:
        raise FactSourceError(source, str(error), row=row) from error


def facts_from_records(
    records: Iterable[Fact | Mapping[str, Any]], *, source: str = "<facts>"
) -> Iterator[Fact]:
    """Yield a fact per record, each a ``Fact`` or a mapping with the columns of a facts file.

    Raises ``FactSourceError`` naming ``source`` and the place of the first bad record.
    """
    seen: dict[str, tuple[int, str]] = {}
    for number, record in enumerate(records, start=1):
        try:
            fact = _fact_from_record(record)
            if not _is_repeated(fact, number, seen):
                yield identified(fact)
        except RowError as error:
            raise FactSourceError(source, str(error), row=number) from error


def _fact_from_record(record: Fact | Mapping[str, Any]) -> Fact:
    if not isinstance(record, Fact):
        cells = cells_from_mapping(record, ignore_unknown=False)
        return fact_from_cells(cells, DateOrder.ISO)
    if not record.statement.strip():
        raise RowError("the statement is empty")
    from factcheck.facttable import with_id

    return with_id(record)


def identified(fact: Fact) -> Fact:
    """Return ``fact`` with its language, identified from the statement when it names none.

    The default id is made before: a better identifier must not rename facts.
    """
    if fact.lang:
        return fact
    from factcheck.languages.identify import identify

    return replace(fact, lang=identify(fact.statement))


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


def _left_out(row: Row, error: RowError) -> SkippedRow:
    return SkippedRow(row=row.number, problem=str(error), unknown_rating=row.unknown_rating)


def _is_repeated(fact: Fact, number: int, seen: dict[str, tuple[int, str]]) -> bool:
    """Tell whether an earlier row is the same; raise ``RowError`` when only the id is."""
    content = content_id(repr(fact))
    first, earlier = seen.setdefault(fact.id, (number, content))
    if first == number:
        return False
    if earlier != content:
        raise RowError(f"id {shown(fact.id)} is already that of row {first}, with other content")
    return True
