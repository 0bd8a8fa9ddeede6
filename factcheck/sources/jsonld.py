"""JSON-LD in a file of any legal form -> its values, one at a time.

A JSON file, a page that embeds JSON-LD in scripts, JSON Lines, and long arrays, graphs and feeds,
of which one element is in memory at once.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final, TextIO

from factcheck.sources.lines import Lines

HEAD: Final = 1 << 18
"""Code points in which a file shows what it is."""

LONGEST_WHOLE: Final = 1 << 22
"""Code points up to which a file is read at once: more forgiving, and references are resolved."""

_CHUNK: Final = 1 << 20
_LONGEST_OPEN: Final = 1 << 25
"""Code points a page's script or comment may have: each chunk is looked for its end anew."""

_LISTS: Final = frozenset({"", "dataFeedElement", "@graph", "itemListElement"})
"""Which top-level lists of a long file are read element by element; ``""`` is the file itself."""

_MARKED: Final = re.compile(
    r'"(?:@type|type)"\s*:\s*(?:\[[^\]]{0,200})?"(?:schema:|https?://schema\.org/)?'
    r'(?:ClaimReview|DataFeed)"|"(?:schema:|https?://schema\.org/)?claimReviewed"\s*:'
)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|script|\?xml|!--)", re.IGNORECASE)
_LINES: Final = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
_OPENINGS: Final = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "<![CDATA[")
_CLOSINGS: Final = ("-->", "//]]>", "// ]]>", "/*]]>*/", "]]>", ";")
"""What old pages put around a script's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A value and where it stands, what is wrong there, or another markup that reviews are in."""

    place: str
    value: Any = None
    problem: str = ""
    markup: str = ""


def looks_like_reviews(head: str) -> bool:
    """Tell whether a file that begins with ``head`` holds ClaimReviews, or is a page that may."""
    begun = head.lstrip("\ufeff \t\r\n")
    if begun.startswith("<"):
        return _PAGE.match(begun) is not None
    return begun.startswith(("{", "[")) and _MARKED.search(begun) is not None


def pieces(file: TextIO, path: str) -> Iterator[Piece]:
    """Yield the values of the open file at ``path`` in order, broken ones as problems."""
    head = file.read(LONGEST_WHOLE)
    file.seek(0)
    if head.lstrip("\ufeff \t\r\n").startswith("<"):
        yield from _of_page(file)
    elif _LINES.match(head):
        yield from _of_lines(Lines(file, path))
    elif len(head) < LONGEST_WHOLE:
        yield _parsed(head, "the file")
    else:
        yield from _of_long_file(file)


def _parsed(text: str, place: str) -> Piece:
    try:
        # Not strict: publishers leave line breaks and tabs in their strings.
        return Piece(place=place, value=json.loads(text, strict=False))
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        problem = f"not JSON: {error.msg} at {line}column {error.colno}"
    except (RecursionError, ValueError):  # ValueError: an integer of thousands of digits
        problem = "not JSON that can be read"
    return Piece(place=place, problem=problem)


# -- JSON Lines ----------------------------------------------------------------------------------


def _of_lines(lines: Lines) -> Iterator[Piece]:
    for line in lines:
        place = f"line {lines.number}"
        if lines.cut == lines.number:
            yield Piece(place=place, problem="the line is too long")
        elif line.strip():
            yield _parsed(line, place)


# -- long files ----------------------------------------------------------------------------------


def _of_long_file(file: TextIO) -> Iterator[Piece]:
    # Imported here: only long files need it.
    import ijson

    number = 0
    try:
        prefix = _list_prefix(_Bytes(file))
        file.seek(0)
        for value in ijson.items(_Bytes(file), prefix, use_float=True):
            number += 1
            yield Piece(place=f"element {number}", value=value)
    except UnicodeDecodeError:
        raise
    except (ijson.JSONError, ValueError) as error:  # ValueError: an integer of thousands of digits
        reason = " ".join(str(error).split("\n")[0].split())
        yield Piece(place=f"element {number + 1}", problem=f"not JSON: {reason}")


def _list_prefix(source: _Bytes) -> str:
    """Return the path of the elements of the first list that is read one by one, or ``""``."""
    import ijson

    for prefix, event, _ in ijson.parse(source, use_float=True):
        if event == "start_array" and prefix in _LISTS:
            return f"{prefix}.item" if prefix else "item"
    return ""


class _Bytes:
    """An open text file as the parser wants it: UTF-8, whatever the file is in."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Return about ``size`` bytes, none at the end."""
        return self._file.read(size).encode()


# -- pages ---------------------------------------------------------------------------------------


def _of_page(file: TextIO) -> Iterator[Piece]:
    page = _Page()
    number = 0
    while chunk := file.read(_CHUNK):
        page.feed(chunk)
        while page.scripts:
            number += 1
            yield from _of_script(page.scripts.popleft(), f"script {number}")
        if len(page.rawdata) > _LONGEST_OPEN:
            yield Piece(place="the page", problem="a script or comment without an end")
            return
    page.close()
    if page.is_cut:
        yield Piece(place=f"script {number + 1}", problem="the script has no end: the page is cut")
    if page.other:
        yield Piece(place="the page", markup=page.other)


def _of_script(text: str, place: str) -> Iterator[Piece]:
    piece = _parsed(_unwrapped(text), place)
    if not piece.problem or "ClaimReview" in text:  # other broken scripts are no concern of ours
        yield piece


def _unwrapped(text: str) -> str:
    bare = text.strip()
    for opening in _OPENINGS:
        bare = bare.removeprefix(opening)
    bare = bare.rstrip()
    for closing in _CLOSINGS:
        bare = bare.removesuffix(closing).rstrip()
    return bare


class _Page(HTMLParser):
    """Gathers the JSON-LD scripts of a page; ``other`` names another markup of reviews it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: deque[str] = deque()
        self.other = ""
        self._open: list[str] | None = None

    @property
    def is_cut(self) -> bool:
        """Tell whether a script with a review was begun and not ended."""
        # The parser keeps what follows the last tag it could end.
        return self._open is not None and "ClaimReview" in "".join([*self._open, self.rawdata])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script, or note a review in microdata or RDFa."""
        values = {name: value or "" for name, value in attrs}
        kind = values.get("type", "").partition(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self._open = []
        for name, markup in (("itemtype", "microdata"), ("typeof", "RDFa")):
            if re.search(r"(?:^|[/:\s])ClaimReview(?:\s|$)", values.get(name, "")):
                self.other = markup

    def handle_data(self, data: str) -> None:
        """Gather a script's text."""
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        if tag == "script" and self._open is not None:
            self.scripts.append("".join(self._open))
            self._open = None
