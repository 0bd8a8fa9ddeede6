"""Quotation marks to quotes: every common pair, nested, over paragraphs, never by an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.model import Span

_MARKS = re.compile("([«»“”„\"‟‘’‚'‹›])\\1*")
_PAIRS = {
    "«": "»", "»": "«", "“": "”", "„": "“”‟\"", "\"": "\"", "‘": "’", "‚": "‘’", "'": "'",
    "‹": "›", "›": "‹", "”": "”",
}  # fmt: skip
_SINGLE = frozenset("‘’‚'")
_ALWAYS_OPEN = frozenset("«“„‹‚")
"""Marks that open wherever a word follows; the others need what stands before them too."""
_BEFORE_OPENING = frozenset("([{«“„‘\"—–-/’'")
_ENDS_QUOTE = frozenset('.,;:!?…»”"')
_BREAK = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_DEEPEST = 4
"""Quotes open inside each other; deeper nesting is noise."""
_LONGEST = 20_000
"""Characters a quote may run over; a mark left open by mistake must not swallow a book."""


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    outermost: bool


def quotes(text: str) -> Iterator[Span]:
    """Yield the outermost quotes of ``text`` with their marks, in order, in one pass.

    A quote ends in its paragraph, unless the next one opens with the same mark again. Marks that
    are never closed quote nothing.
    """
    breaks = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    yield from _Reader(text, breaks).read()


class _Reader:
    """Walks the marks of one text with a stack of what is open."""

    def __init__(self, text: str, breaks: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._breaks = breaks
        self._next_break = 0
        self._stack: list[_Open] = []
        self._found: list[Span] = []

    def read(self) -> list[Span]:
        """Return the outermost quotes, in order."""
        for match in _MARKS.finditer(self._text):
            at, mark = match.start(), match.group()
            if len(mark) > 1:  # a rule or a rebus, no quote
                continue
            if self._reopens(at, mark):
                continue
            if self._closes(at, mark):
                continue
            if self._opens(at, mark) and len(self._stack) < _DEEPEST:
                self._stack.append(_Open(mark, at, outermost=not self._stack))
        return _outermost(self._found)

    def _reopens(self, at: int, mark: str) -> bool:
        """Leave paragraphs behind; tell whether ``mark`` only takes an open quote up again."""
        text_breaks, taken_up = self._breaks, False
        while self._next_break < len(text_breaks) and text_breaks[self._next_break][1] <= at:
            begins = text_breaks[self._next_break][1]
            self._next_break += 1
            outer = self._stack[0] if self._stack else None
            taken_up = (
                outer is not None
                and begins == at
                and mark in (outer.mark, _PAIRS[outer.mark])
                and outer.mark not in _SINGLE
                and at - outer.start <= _LONGEST
            )
            del self._stack[1 if taken_up else 0 :]
        return taken_up

    def _closes(self, at: int, mark: str) -> bool:
        """Close the innermost quote that ``mark`` can close, with all opened inside it."""
        if at == 0 or (self._text[at - 1].isspace() and mark not in "»”›"):
            return False
        for depth in range(len(self._stack) - 1, -1, -1):
            opened = self._stack[depth]
            if mark in _PAIRS[opened.mark] and (
                mark not in _SINGLE or self._ends_single(at, opened)
            ):
                if mark == opened.mark and not self._ends_straight(at):
                    return False
                self._found.append(Span(start=opened.start, end=at + 1))
                del self._stack[depth:]
                return True
        return False

    def _ends_straight(self, at: int) -> bool:
        after = self._text[at + 1 : at + 2]
        return not (after.isalnum() and self._text[at - 1].isspace())

    def _ends_single(self, at: int, opened: _Open) -> bool:
        """Tell a closing mark from an apostrophe: punctuation stands on one side of it."""
        before, after = self._text[at - 1], self._text[at + 1 : at + 2]
        if after.isalnum():
            return False
        if before in _ENDS_QUOTE or after in _ENDS_QUOTE or not after:
            return True
        return opened.mark in "‘‚" and not before.isalnum()

    def _opens(self, at: int, mark: str) -> bool:
        after = self._text[at + 1 : at + 2]
        if not after or (after.isspace() and mark != "«"):  # French sets a space there
            return False
        before = self._text[at - 1 : at]
        free = not before or before.isspace() or before in _BEFORE_OPENING
        if mark in "‘'":
            return free and before not in ("’", "'") and self._opens_single(at, mark)
        if mark in _ALWAYS_OPEN:
            return True
        return free and mark not in "’"

    def _opens_single(self, at: int, mark: str) -> bool:
        """Tell an opening mark from an apostrophe at a word's start ("'80", "'ndrangheta")."""
        after = self._text[at + 1]
        if after.isupper() or after in '«“"(':
            return True
        lead = self._text[max(0, at - 2) : at].rstrip()[-1:]
        return after.islower() and (mark == "‘" or lead in (":", ","))


def _outermost(found: Sequence[Span]) -> list[Span]:
    """Return the spans that lie in no other, in order."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept
