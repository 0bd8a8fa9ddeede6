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
    except FileNotFoundError as error:
        raise LoadError(str(path), "no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(str(path), f"cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):  # a text may hold U+2028
        if line.strip():
            yield number, _object(path, number, line)


def _object(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise LoadError(str(path), f"line {number}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise LoadError(str(path), f"line {number}: not a JSON object")
    return row
