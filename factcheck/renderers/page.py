"""A page of text in columns: what every rendering for readers shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from factcheck.model import Document
from factcheck.renderers.display import Display
from factcheck.renderers.explanations import clipped
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
        self, document: Document, unresolved_dates: int, rows: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Text]:
        """Yield what is known of ``document``, ``rows`` of name and value after it, and a rule."""
        yield from self.wrapped(inert_text(document.source or "-", "bold"), 0, 2)
        if document.is_derived and document.title:
            yield from self.wrapped(inert_text(clipped(document.title), QUIET), 0, 2)
        known = [
            ("date", self.words.document_date(document, unresolved_dates)),
            ("language", self.words.language(document.language)),
        ]
        named = [(self.words.word("header", key), value) for key, value in (*known, *rows)]
        column = max(cell_len(name) for name, _ in named) + 2
        for name, value in named:
            row = Text().append(name.ljust(column), QUIET).append_text(inert_text(value))
            yield from self.wrapped(row, 2, 2 + column)
        yield Text("─" * self.width, QUIET)

    def wrapped(self, line: Text, first: int, rest: int) -> Iterator[Text]:
        """Yield ``line`` folded at the page's width, indented by ``first``, then by ``rest``."""
        room = self.width - max(first, rest)
        if cell_len(line.plain) <= self.width - first:
            yield Text(" " * first).append_text(line)
            return
        for number, piece in enumerate(line.wrap(_MEASURE, room)):
            piece.rstrip()
            yield Text(" " * (rest if number else first)).append_text(piece)


_MEASURE = Console(file=StringIO(), width=MIN_WIDTH, color_system=None)


def inert_text(text: str, style: str = "") -> Text:
    """Return ``text`` made inert; a style of its own would run on into what follows."""
    return Text().append(inert(text), style)
