"""A page of text in columns: what every rendering for readers shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from factcheck.model import Document
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display
from factcheck.renderers.header import about_document
from factcheck.renderers.inert import inert

QUIET = "dim"
MIN_WIDTH = 40


def written(lines: Iterable[Text], *, width: int, color: bool) -> str:
    """Return ``lines`` as text, with terminal colours when asked."""
    if not color:
        return "".join(line.plain.rstrip() + "\n" for line in lines)
    out = StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", width=width,
        markup=False, highlight=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines of at most ``width`` cells, in the words of one language."""

    words: Display
    width: int

    def heading(
        self, document: Document, unresolved_dates: int, rows: Sequence[tuple[str, str | Text]] = ()
    ) -> Iterator[Text]:
        """Yield what is known of ``document``, ``rows`` of name and value after it, and a rule."""
        yield from self.wrapped(inert_text(document.source or "-", "bold"), 0, 2)
        if document.is_derived and document.title:
            yield from self.wrapped(inert_text(clipped(document.title), QUIET), 0, 2)
        about = about_document(document, unresolved_dates, self.words)
        named: list[tuple[str, str | Text]] = [*about, *rows]
        column = max(cell_len(name) for name, _ in named) + 2
        for name, value in named:
            told = inert_text(value) if isinstance(value, str) else value
            yield from self.row(name, told, 2, column)
        yield Text("─" * self.width, QUIET)

    def row(self, label: str, told: Text, indent: int, column: int) -> Iterator[Text]:
        """Yield ``told`` folded in a column of its own, ``label`` before its first line."""
        rest = indent + column
        for number, line in enumerate(_folded(told, self.width - rest)):
            head = " " * column if number else label + " " * (column - cell_len(label))
            yield Text(" " * indent).append(head, QUIET).append_text(line)

    def wrapped(self, line: Text, first: int, rest: int) -> Iterator[Text]:
        """Yield ``line`` folded at the page's width, indented by ``first``, then by ``rest``."""
        room = self.width - max(first, rest)
        if cell_len(line.plain) <= self.width - first:
            yield Text(" " * first).append_text(line)
            return
        for number, piece in enumerate(_folded(line, room)):
            yield Text(" " * (rest if number else first)).append_text(piece)


def _folded(line: Text, room: int) -> Iterator[Text]:
    for piece in line.wrap(_MEASURE, max(room, 1)):
        piece.rstrip()
        yield piece


_MEASURE = Console(file=StringIO(), width=MIN_WIDTH, color_system=None)


def inert_text(text: str, style: str = "") -> Text:
    """Return ``text`` made inert; a style of its own would run on into what follows."""
    return Text().append(inert(text), style)
