"""A path or standard input -> decoded text; every failure is one line that names the source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Final

from factcheck.decoding import NotTextError, decode
from factcheck.errors import LoadError

STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"
_LARGEST: Final = 1 << 26
"""64 MiB: more is no text to check, and memory stays bounded on endless sources."""


def source_name(source: str) -> str:
    """Return how ``source`` is called in documents and messages."""
    return _STDIN_NAME if source == STDIN else source


def read_text(source: str, stdin: BinaryIO | None) -> str:
    """Return the text of ``source``, newlines as they are; raise ``LoadError``."""
    name = source_name(source)
    data = _read_stream(stdin, name) if source == STDIN else _read_file(source)
    if len(data) > _LARGEST:
        raise LoadError(name, f"larger than {_LARGEST >> 20} MiB, the most a text may have")
    try:
        return decode(data)
    except NotTextError as error:
        raise LoadError(name, str(error)) from error


def _read_stream(stdin: BinaryIO | None, name: str) -> bytes:
    stream = sys.stdin.buffer if stdin is None else stdin
    try:
        return stream.read(_LARGEST + 1)
    except OSError as error:
        raise LoadError(name, _reason(error)) from error


def _read_file(source: str) -> bytes:
    path = Path(source)
    try:
        if path.is_dir():
            raise LoadError(source, "is a directory")
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise LoadError(source, "no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise LoadError(source, _reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
