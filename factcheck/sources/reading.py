"""Rows of any source -> facts to iterate over, one in memory at once; bad rows noted or raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from factcheck.errors import FactSourceError
from factcheck.model import Fact
from factcheck.sources.rows import DateOrder, RowError, fact_from_cells, shown
from factcheck.sources.tables import Row, cells_from_mapping
from factcheck.text import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row left out: its line in the file and what is wrong with it.

    Reviews and statements of a service are counted instead of lines. ``unknown_rating`` are a
    rating's words no table has.
    """

    row: int
    problem: str
    unknown_rating: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return f"row {self.row}: {self.problem}"


class FactSource:
    """The facts of one file or service, read anew each time; ``name`` is what errors say.

    ``skipped`` lists the rows the last iteration left out.
    """

    def __init__(
        self,
        name: str,
        rows: Callable[[], Iterator[Row]],
        *,
        dates: DateOrder = DateOrder.ISO,
        skip_bad: bool = False,
    ) -> None:
        self.name = name
        self._rows = rows
        self._dates = dates
        self._skip_bad = skip_bad
        self._skipped: list[SkippedRow] = []
        self._held: list[Fact] | None = None

    @property
    def skipped(self) -> tuple[SkippedRow, ...]:
        """Return the bad rows the last iteration has left out so far, in order."""
        return tuple(self._skipped)

    def held(self) -> Self:
        """Return this source, read now and kept in memory: a service is asked once."""
        self._held = list(self)
        return self

    def __iter__(self) -> Iterator[Fact]:
        """Yield the facts in order; raise ``FactSourceError`` at the first bad row.

        With ``skip_bad`` bad rows are noted in ``skipped`` instead. A row that repeats an earlier
        one word for word is left out silently.
        """
        if self._held is not None:
            yield from self._held
            return
        self._skipped = []
        seen: dict[str, tuple[int, str]] = {}
        for row in self._rows():
            try:
                fact = self._fact(row)
                if not _is_repeated(fact, row.number, seen):
                    yield identified(fact)
            except RowError as error:
                if not self._skip_bad:
                    place = row.place or self.name
                    raise FactSourceError(place, str(error), row=row.number) from error
                self._skipped.append(_left_out(row, error))

    def _fact(self, row: Row) -> Fact:
        if row.problem:
            raise RowError(row.problem)
        return fact_from_cells(row.cells, self._dates)


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
