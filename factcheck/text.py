"""Small pure functions on strings that more than one stage needs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from anyascii import anyascii

ID_LENGTH = 16
"""Hex digits of an id: 64 bits; a collision among a million facts has odds of 1 in 37 million."""

_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORDS = re.compile(r"\w+")
_SITE_NAME = re.compile(
    r"\s+[-–—|·]{1,2}\s+(?:\w{1,5}\s+){0,2}(?:[A-ZÀ-Þ][\w.'’&-]*\s+(?:[a-z]{2,5}\s+)?){0,3}"
    r"(?:[A-ZÀ-Þ][\w.'’&-]*|[\w-]+\.[a-z]{2,4})$"
)
"""What pages add to a title: a mark between spaces, then a name of a few words, or a domain."""

_LONGEST_TITLE = 400

_MOST_SITE_NAMES = 2
_SHORTEST_HEADLINE = 3
"""Words a headline keeps when a site's name is cut off: "Inflation - Italy" is no such title."""


def content_id(*parts: str) -> str:
    """Return the same 16 hex digits for the same parts, on every machine and in every process."""
    digest = hashlib.blake2b(digest_size=ID_LENGTH // 2)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return ``word`` transliterated to ASCII, case-folded, without marks: for comparing only."""
    return anyascii(unicodedata.normalize("NFKC", word)).casefold()


def normalise(text: str) -> str:
    """Return the words of ``text`` folded and joined by single spaces: for keys and duplicates."""
    return " ".join(_WORDS.findall(fold(_SPACES.sub(" ", text))))


def stands_in(words: str, text: str) -> bool:
    """Tell whether ``text`` has all of ``words`` in a row, however they are spaced and marked."""
    inner = normalise(words)
    return bool(inner) and f" {inner} " in f" {normalise(text)} "


def without_site_name(headline: str) -> str:
    """Return ``headline`` without the names that pages add behind it (" - Reuters | World")."""
    short = headline.strip()
    if len(short) > _LONGEST_TITLE:
        return short
    for _ in range(_MOST_SITE_NAMES):
        cut = _SITE_NAME.sub("", short)
        if cut == short or len(_WORDS.findall(cut)) < _SHORTEST_HEADLINE:
            break
        short = cut
    return short


class LineIndex:
    r"""Places in one text: built once, then each look-up costs a bisection.

    ``\n``, ``\r\n`` and ``\r`` end a line, as editors count them.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of ``offset``, in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
