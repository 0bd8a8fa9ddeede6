"""A path or standard input -> decoded text; every failure is one line that names the source."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from factcheck.decoding import NotTextError, decode
from factcheck.errors import LoadError

STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"
_LARGEST: Final = 1 << 26
"""64 MiB: more is no text to check, and memory stays bounded on endless sources."""

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 2048
"""Bytes of a page in which it names its encoding; the standard says 1024, pages are late."""

_WEB_CHARSET: Final = re.compile(
    r"(?:iso|windows|cp|latin|l\d|(?:us-)?ascii|koi8|mac|x-mac|gb|big5|euc|shift|sjis|x-sjis"
    r"|ks_c|ibm)[\w.:-]*",
    re.IGNORECASE | re.ASCII,
)
"""Encodings of pages. UTF-8 and UTF-16 are found from the bytes, whatever is declared; others that
Python knows, such as punycode, are slow on hostile bytes."""

_MEANT: Final = dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"
)
"""What the standard of pages has browsers read in place of what is declared."""

_WIDE_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def source_name(source: str) -> str:
    """Return how ``source`` is called in documents and messages."""
    return _STDIN_NAME if source == STDIN else source


def read_text(source: str, stdin: BinaryIO | None) -> str:
    """Return the text of ``source``, newlines as they are; raise ``LoadError``."""
    return _decoded(_read(source, stdin), source_name(source))


def read_lines(source: str) -> Iterator[str]:
    """Yield the lines of ``source`` as they are read; raise ``LoadError``.

    UTF-8 is read line by line. From the first line on that is something else, the rest is read as
    one text, by the encoding it is in.
    """
    try:
        with _opened(source) as file:
            while line := file.readline(_LARGEST + 1):
                if b"\0" in line or not _is_utf8(line):
                    rest = line + file.read(_LARGEST + 1)
                    _refuse_large(rest, source)
                    yield from _decoded(rest, source).split("\n")
                    return
                _refuse_large(line, source)
                yield line.decode("utf-8-sig").rstrip("\n")
    except OSError as error:
        raise LoadError(source, _reason(error)) from error


def read_page(source: str) -> str:
    """Return an HTML file as text, by the encoding it declares when its bytes are not UTF-8."""
    data = _read(source, None)
    return declared_text(data, source, (declared_charset(data),))


def declared_charset(data: bytes) -> str:
    """Return the encoding that a page names in its first lines, ``""`` when it names none."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    return declared[1].decode("ascii", "replace") if declared else ""


def declared_text(data: bytes, name: str, charsets: Sequence[str]) -> str:
    """Return ``data`` as text, by the first of ``charsets`` that fits unless it is UTF-8.

    Raises ``LoadError`` naming ``name``.
    """
    if not data.startswith(_WIDE_MARKS) and not _is_utf8(data):
        for charset in filter(_WEB_CHARSET.fullmatch, charsets):
            with contextlib.suppress(UnicodeDecodeError, LookupError):
                return data.decode(_MEANT.get(charset.lower(), charset))
    return _decoded(data, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, name: str) -> str:
    try:
        return decode(data)
    except NotTextError as error:
        raise LoadError(name, str(error)) from error


def _read(source: str, stdin: BinaryIO | None) -> bytes:
    name = source_name(source)
    data = _read_stream(stdin, name) if source == STDIN else _read_file(source)
    _refuse_large(data, name)
    return data


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > _LARGEST:
        raise LoadError(name, f"larger than {_LARGEST >> 20} MiB, the most a text may have")


def _read_stream(stdin: BinaryIO | None, name: str) -> bytes:
    try:
        with contextlib.ExitStack() as opened:
            stream = stdin if stdin is not None else _own_stdin(opened)
            return stream.read(_LARGEST + 1)
    except OSError as error:
        raise LoadError(name, _reason(error)) from error


def _own_stdin(opened: contextlib.ExitStack) -> BinaryIO:
    """Return a reader of stdin that the interpreter does not wait for when it shuts down.

    A thread that reads ``sys.stdin`` would hold its lock to the end.
    """
    try:
        return opened.enter_context(open(sys.stdin.fileno(), "rb", closefd=False))
    except io.UnsupportedOperation:  # no file stands behind it
        return sys.stdin.buffer


def _read_file(source: str) -> bytes:
    try:
        with _opened(source) as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise LoadError(source, _reason(error)) from error


def _opened(source: str) -> BinaryIO:
    path = Path(source)
    try:
        if path.is_dir():
            raise LoadError(source, "is a directory")
        return path.open("rb")
    except FileNotFoundError as error:
        raise LoadError(source, "no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise LoadError(source, _reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
