"""The report spreadsheets read: the rows of ``records``, no cell of which is a formula."""

from __future__ import annotations

import csv
import re
from io import StringIO

from factcheck.model import Report
from factcheck.renderers.inert import inert
from factcheck.renderers.records import COLUMNS, records

_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
"""Where a spreadsheet would begin to calculate: at the start of a cell, also after spaces, and
after a semicolon, which is what separates cells where the comma is a decimal mark."""


def render_csv(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return a header and one row per part and deciding fact (RFC 4180, comma, CR LF)."""
    del width, color  # the same options as every renderer; a table has neither
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in records(report, ui_lang=ui_lang):
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(value: str | int | float | None) -> str | int | float | None:
    """Return ``value``; a text on one line, without steering characters, never a formula."""
    return _FORMULA.sub(r"\1'", inert(value)) if isinstance(value, str) else value
