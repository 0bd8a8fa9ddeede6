"""Bytes -> text: which encoding a file is in, found without reading it whole into memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

CHUNK: Final = 1 << 18
"""Bytes read at a time."""

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\x00",
    b"\x7fELF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
"""How files that are no text begin, though their bytes might decode."""

_SAMPLE: Final = 1 << 16
_MULTIBYTE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH: Final = bytes(range(0x80, 0x100))
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters that text does not hold; the escape character is kept, hostile or not."""

_MOST_CONTROLS: Final = 0.1
_MOST_HIGH: Final = 0.3
"""Share of accented letters above which bytes are no Western European text."""


class NotTextError(ValueError):
    """The bytes are no text that can be told apart from damage; says why."""


def decode(data: bytes) -> str:
    """Return the text of ``data``, without its byte order mark; raise ``NotTextError``."""
    encoding = detect_encoding([data])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(f"not {encoding} from byte {error.start} on") from error
    if "\0" in text:
        raise NotTextError("a binary file, not text: it holds zero bytes")
    return text


def detect_file_encoding(path: Path) -> str:
    """Return the codec that reads the file at ``path``; raise ``NotTextError`` or ``OSError``."""
    with path.open("rb") as file:
        return detect_encoding(iter(lambda: file.read(CHUNK), b""))


def detect_encoding(chunks: Iterable[bytes]) -> str:
    """Return the codec name for the bytes in ``chunks``; raise ``NotTextError`` for a binary.

    A byte order mark decides, then zero bytes at every second place (UTF-16), then strict UTF-8,
    then Windows-1252, and what charset-normalizer thinks of text with few Latin letters.
    """
    stream = iter(chunks)
    first = next(stream, b"")
    for bom, encoding in _BOMS:
        if first.startswith(bom):
            return encoding
    if first.startswith(_MAGIC):
        raise NotTextError("a binary file, not text")
    sample = first[:_SAMPLE]
    wide = _wide_encoding(sample)
    if wide:
        return wide
    if sample.count(0) > len(sample) * _MOST_CONTROLS or _is_mostly_controls(sample):
        raise NotTextError("a binary file, not text")
    return _narrow_encoding(sample, _rejoined(first, stream))


def _rejoined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _wide_encoding(sample: bytes) -> str:
    """Return the UTF-16 or UTF-32 codec that zero bytes give away, or an empty string."""
    pairs = sample[: len(sample) // 4 * 4]
    if len(pairs) < 4 or not pairs.count(0):
        return ""
    zeros = [pairs[place::4].count(0) * 4 / len(pairs) for place in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    wide = (
        "utf-16-le" if odd > 0.3 > 0.05 > even else "utf-16-be" if even > 0.3 > 0.05 > odd else ""
    )
    return wide if wide and not _is_mostly_controls(pairs, wide) else ""


def _is_mostly_controls(sample: bytes, encoding: str = "latin-1") -> bool:
    text = sample.decode(encoding, errors="replace")
    return len(_CONTROLS.findall(text)) > len(text) * _MOST_CONTROLS


def _narrow_encoding(sample: bytes, chunks: Iterable[bytes]) -> str:
    utf8 = codecs.getincrementaldecoder("utf-8")()
    valid = True
    multibyte = high = 0
    undefined = False
    for chunk in chunks:
        valid = valid and _accepts(utf8, chunk)
        multibyte += len(chunk) - len(_MULTIBYTE.sub(b"", chunk))
        high += _count_high(chunk)
        undefined = undefined or any(chunk.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")
    if valid and _accepts(utf8, b"", final=True):
        return "utf-8"
    if multibyte > high - multibyte:
        raise NotTextError("damaged UTF-8: most of it decodes, some bytes do not")
    if _count_high(sample) > len(sample) * _MOST_HIGH:
        return _guessed_encoding(sample)
    return "latin-1" if undefined else "cp1252"


def _count_high(data: bytes) -> int:
    return len(data) - len(data.translate(None, _HIGH))


def _accepts(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _guessed_encoding(sample: bytes) -> str:
    # Imported here: it costs 30 ms, and hardly any file comes this far.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise NotTextError("neither UTF-8 nor a known encoding")
    return best.encoding
