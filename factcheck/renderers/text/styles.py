"""Symbols, colours and limits of the report in a terminal."""

from __future__ import annotations

from rich.text import Text

from factcheck.model import Span, Verdict

SYMBOLS = {
    Verdict.REFUTED: "✗",
    Verdict.CONFLICTING: "≠",
    Verdict.MIXED: "±",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.SUPPORTED: "✓",
    Verdict.NOT_ENOUGH_INFO: "?",
    Verdict.NOT_CHECKABLE: "·",
}
STYLES = {
    Verdict.REFUTED: "bold red",
    Verdict.CONFLICTING: "bold magenta",
    Verdict.MIXED: "yellow",
    Verdict.PARTLY_SUPPORTED: "green",
    Verdict.SUPPORTED: "green",
    Verdict.NOT_ENOUGH_INFO: "cyan",
    Verdict.NOT_CHECKABLE: "dim",
}
CLAIM_WORDS = "bold red underline"
"""What the text says where it clashes with a fact."""
FACT_WORDS = "bold green underline"
"""What the fact says there."""

INDENT = 5
MAX_SENTENCE = 600  # characters; a "sentence" of a megabyte must not bury the report
MAX_STATEMENT = 400
MAX_FACTS = 2  # per part; the JSON report has them all


def symbol(verdict: Verdict) -> Text:
    """Return the symbol of ``verdict`` in its colour, a space after it."""
    return Text().append(f"{SYMBOLS[verdict]} ", STYLES[verdict])


def mark(line: Text, text: str, span: Span | None, style: str) -> None:
    """Style ``span`` of ``text`` in ``line``, unless making it inert moved the words."""
    if span is not None and line.plain == text:
        line.stylize(style, max(span.start, 0), span.end)
