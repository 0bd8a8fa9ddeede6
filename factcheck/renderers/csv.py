"""The report spreadsheets read: the rows of ``records``, no cell of which is a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from factcheck.model import DocumentReport, Failure, Report, RunInfo
from factcheck.renderers.inert import inert
from factcheck.renderers.records import COLUMNS, records
from factcheck.renderers.writing import RenderOptions, joined, words_of

_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
"""Where a spreadsheet would begin to calculate: at the start of a cell, also after spaces, and
after a semicolon, which is what separates cells where the comma is a decimal mark."""


def render_csv(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return a header and one row per part and deciding fact (RFC 4180, comma, CR LF)."""
    del width, color  # the same options as every renderer; a table has neither
    return joined(CsvWriter(RenderOptions(ui_lang=ui_lang)), report)


class CsvWriter:
    """Writes the header with the first text, then each text's rows as it is done."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._lang = ""

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Return the rows of one text, the header before the first."""
        header = "" if self._lang else _rows([COLUMNS])
        self._lang = self._lang or words_of(self._options, judged.document.language).lang
        arranged = Report(run=run, documents=(self._options.arranged(judged),))
        found = records(arranged, ui_lang=self._lang)
        return header + _rows([plain_cell(row[column]) for column in COLUMNS] for row in found)

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return the header when no text had any."""
        del run, failures
        return "" if self._lang else _rows([COLUMNS])


def _rows(cells: Iterable[Iterable[str | int | float | None]]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue()


def plain_cell(value: str | int | float | None) -> str | int | float | None:
    """Return ``value``; a text on one line, without steering characters, never a formula."""
    return _FORMULA.sub(r"\1'", inert(value)) if isinstance(value, str) else value
