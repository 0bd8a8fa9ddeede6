"""Files of labelled examples: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.errors import LoadError


def read_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the number of each line that is not empty, and its object.

    Raises ``LoadError`` naming the file, and the line that holds no object.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise LoadError(str(path), "no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(str(path), f"cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _row(str(path), number, line)


def _row(path: str, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise LoadError(path, f"line {number}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise LoadError(path, f"line {number}: not an object")
    return row
