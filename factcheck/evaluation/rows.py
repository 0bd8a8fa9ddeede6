"""The rows of a public set: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.errors import LoadError


def read_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield line number and object of each line that is not blank.

    Raises ``LoadError`` when the file cannot be read, and naming the first line that is no object.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise LoadError(str(path), (error.strerror or "cannot be read").lower()) from error
    except UnicodeDecodeError as error:
        raise LoadError(str(path), f"not UTF-8 from byte {error.start} on") from error
    for number, line in enumerate(text.split("\n"), start=1):  # a text may hold U+2028
        if line.strip():
            yield number, _object(path, number, line)


def _object(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        problem = f"line {number}: not JSON: {error.msg} at column {error.colno}"
        raise LoadError(str(path), problem) from error
    except (ValueError, RecursionError) as error:  # too many digits, nested too deeply
        raise LoadError(str(path), f"line {number}: not JSON that can be read") from error
    if not isinstance(row, dict):
        raise LoadError(str(path), f"line {number}: not a JSON object")
    return row


def text_of(path: Path, number: int, row: Mapping[str, Any], key: str) -> str:
    """Return the text under ``key``; raise ``LoadError`` naming the line that has none there."""
    text = row.get(key)
    if not isinstance(text, str):
        problem = f"no '{key}'" if text is None else f"'{key}' is not a text"
        raise LoadError(str(path), f"line {number}: {problem}")
    return text
