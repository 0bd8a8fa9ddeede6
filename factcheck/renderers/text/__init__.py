"""The report people read: plain text in columns, with colour where the terminal has it.

``blocks`` lays out one claim with its evidence, ``sections`` a document's claims in the order that
is asked for, ``summary`` the counts, and ``writer`` joins them document by document.
"""

from factcheck.renderers.text.styles import MAX_FACTS, MAX_SENTENCE, MAX_STATEMENT, SYMBOLS
from factcheck.renderers.text.writer import TextWriter, render_text

__all__ = [
    "MAX_FACTS",
    "MAX_SENTENCE",
    "MAX_STATEMENT",
    "SYMBOLS",
    "TextWriter",
    "render_text",
]
