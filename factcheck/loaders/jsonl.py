"""JSON Lines -> one document per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from factcheck.errors import LoadError
from factcheck.loaders.layout import Metadata

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of a file, as its line tells it."""

    text: str
    source: str
    id: str
    metadata: Metadata


def entries(lines: Iterable[str], source: str) -> Iterator[Entry | LoadError]:
    """Yield the documents of JSON Lines, an error in place of a bad line.

    Every line is an object with ``text`` and perhaps ``id``, ``title``, ``date``, ``lang`` and
    ``source``; other keys are left alone. An ``id`` occurs once.
    """
    lines_by_id: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _entry(_object(line), source, number)
            first = lines_by_id.setdefault(entry.id, number) if entry.id else number
            if first != number:
                raise ValueError(f"the id {entry.id!r} is that of line {first}")
        except ValueError as error:
            unread = LoadError(source, f"line {number}: {error}")
            unread.__cause__ = error
            yield unread
        else:
            yield entry


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("not JSON that can be read: nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("not an object with a text")
    return value


def _entry(value: Mapping[str, Any], source: str, number: int) -> Entry:
    text = _string(value, "text")
    if not text.strip():
        raise ValueError("text is missing, null or empty")
    day = _string(value, "date")
    if day and not _DATE.fullmatch(day):
        raise ValueError(f"date {day!r} is not a day: write it as YYYY-MM-DD")
    identity = value.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        value = {**value, "id": str(identity)}
    given = _string(value, "id")
    place = _string(value, "source") or (source if given else f"{source}:{number}")
    return Entry(
        text=text,
        source=f"{place}#{given}" if given else place,
        id=given,
        metadata=Metadata(title=_string(value, "title"), date=day, lang=_string(value, "lang")),
    )


def _string(value: Mapping[str, Any], key: str) -> str:
    """Return the text under ``key``, empty when it is missing or null."""
    found = value.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise ValueError(f"{key} is not a string")
    if "\0" in found or _SURROGATE.search(found):
        raise ValueError(f"{key} holds characters that no text has")
    return found
