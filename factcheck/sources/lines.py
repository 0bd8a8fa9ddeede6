"""A facts file -> its lines, decoded one by one, each of bounded length."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from factcheck.decoding import NotTextError, detect_file_encoding
from factcheck.errors import FactSourceError

LONGEST_LINE: Final = 1 << 18
"""Code points: four times what a fact may have. What stands beyond is read past."""


def open_facts(path: str, encoding: str | None) -> TextIO:
    """Return ``path`` opened as text, its newlines kept; raise ``FactSourceError``."""
    try:
        codec = _codec(path, encoding)
        return Path(path).open(encoding=codec, newline="")
    except FileNotFoundError as error:
        raise FactSourceError(path, "no such file") from error
    except NotTextError as error:
        raise FactSourceError(path, str(error)) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise FactSourceError(path, reason.lower()) from error


def _codec(path: str, encoding: str | None) -> str:
    if Path(path).is_dir():
        raise FactSourceError(path, "is a directory")
    if encoding is None:
        return detect_file_encoding(Path(path))
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise FactSourceError(path, f"unknown encoding {encoding!r}") from error
    return "utf-8-sig" if name == "utf-8" else name


class Lines:
    """The lines of an open file; ``number`` is the one last read, as an editor counts."""

    def __init__(self, file: TextIO, path: str) -> None:
        self._file = file
        self._path = path
        self.number = 0
        self.cut = 0

    def __iter__(self) -> Iterator[str]:
        """Yield each line with its end; one that is too long is cut, and ``cut`` tells which."""
        while line := self._read(LONGEST_LINE):
            self.number += 1
            if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                self.cut = self.number
                self._skip_rest()
                line += "\n"
            yield line

    def _skip_rest(self) -> None:
        while (rest := self._read(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass

    def _read(self, limit: int) -> str:
        try:
            return self._file.readline(limit)
        except UnicodeDecodeError as error:
            problem = f"not {error.encoding} from byte {error.start} of a block on"
            raise FactSourceError(self._path, problem, row=self.number + 1) from error
