"""A facts file, page or feed at an address -> facts, read as a file of that kind is."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from factcheck.errors import FactSourceError
from factcheck.net import Fetched, Settings, fetch, redacted
from factcheck.sources.files import FileOptions, date_order, file_rows, known_form
from factcheck.sources.reading import FactSource
from factcheck.sources.tables import Row

_SUFFIXES: Final[Mapping[str, str]] = {
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""Content types, each with the suffix of a file that is read the same way."""


def read_address(
    url: str,
    settings: Settings,
    *,
    dates: str = "iso",
    skip_bad: bool = False,
    ignore_unknown: bool = False,
    form: str | None = None,
    sheet: str | None = None,
) -> FactSource:
    """Return the facts at ``url``; nothing is read yet, and each reading fetches it anew.

    The keywords are those of ``read_facts``. Reading raises ``FetchError`` too.
    """
    options = FileOptions(ignore_unknown=ignore_unknown, form=known_form(form), sheet=sheet)
    rows = partial(_rows, url, settings, options)
    return FactSource(redacted(url), rows, dates=date_order(dates), skip_bad=skip_bad)


def _rows(url: str, settings: Settings, options: FileOptions) -> Iterator[Row]:
    found = fetch(url, settings=settings)
    with TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder) / f"facts{_suffix(found)}"
        path.write_bytes(found.content)
        try:
            for row in file_rows(str(path), _with_charset(options, found.charset)):
                yield replace(row, place=row.place.replace(str(path), found.url))
        except FactSourceError as error:
            place = error.source.replace(str(path), found.url)
            raise FactSourceError(place, error.problem, row=error.row) from error


def _suffix(found: Fetched) -> str:
    """Return the suffix by which the content is read: its own, or that of its type."""
    own = PurePosixPath(urlsplit(found.url).path).suffix.lower()
    return _SUFFIXES.get(found.media_type, own)


def _with_charset(options: FileOptions, charset: str) -> FileOptions:
    """Return ``options`` with the encoding that the server names, unless one was named before."""
    with suppress(LookupError):
        if options.encoding is None and charset and codecs.lookup(charset):
            return replace(options, encoding=charset)
    return options
