"""The entry: a path, ``-`` or a text -> documents with structure, date and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date as Date
from itertools import takewhile
from pathlib import PurePath
from typing import BinaryIO, Final

from factcheck.errors import LoadError, UnsupportedFormatError
from factcheck.languages.data import supported_languages
from factcheck.languages.identify import identify, known_language
from factcheck.loaders.layout import Layout, plain_layout
from factcheck.loaders.markdown import front_matter, markdown_layout
from factcheck.loaders.marks import Marks, read_marks
from factcheck.loaders.reading import read_text, source_name
from factcheck.model import BlockKind, DateSource, Document
from factcheck.text import content_id

LayoutReader = Callable[[str, Marks], Layout]

_READERS: Final[Mapping[str, LayoutReader]] = {
    ".md": markdown_layout,
    ".markdown": markdown_layout,
    ".mdown": markdown_layout,
}
"""What reads the structure, by suffix; every other text is plain."""

_UNREAD: Final = frozenset({".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".rtf", ".epub"})
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def load(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    date: Date | None = None,
    lang: str | None = None,
) -> Iterator[Document]:
    """Return the documents of ``source``: a path, or ``-`` for ``stdin``.

    ``date`` and ``lang`` win over what the text tells. Raises ``LoadError`` naming the source, and
    ``UnknownComponentError`` for a language without data.
    """
    code = known_language(lang) if lang is not None else None
    suffix = PurePath(source).suffix.lower()
    name = source_name(source)
    if _URL.match(source):
        raise UnsupportedFormatError(name, "addresses are not read: save the text to a file")
    if suffix in _UNREAD:
        raise UnsupportedFormatError(name, f"{suffix} files are not read: save the text as .txt")
    text = read_text(source, stdin)
    reader = _READERS.get(suffix, plain_layout)
    return iter((_document(text, name, reader, date, code),))


def document_from_text(
    text: str, *, source: str = "<text>", date: Date | None = None, lang: str | None = None
) -> Document:
    """Return ``text`` as a document, read as plain text.

    Raises ``LoadError`` for a text of white space only and ``UnknownComponentError`` for a
    language without data.
    """
    code = known_language(lang) if lang is not None else None
    return _document(text, source, plain_layout, date, code)


def _document(
    text: str, source: str, reader: LayoutReader, date: Date | None, lang: str | None
) -> Document:
    if not text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\f\v\xa0"):
        raise LoadError(source, "holds no text")
    layout = reader(text, read_marks())
    fields = front_matter(text) if reader is markdown_layout else {}
    day, known_by = _resolve_date(date, fields, layout)
    return Document(
        id=content_id("document", text),
        text=text,
        source=source,
        language=lang or _declared_language(fields) or identify(text),
        date=day,
        date_source=known_by,
        title=fields.get("title") or _title(text, layout),
        blocks=layout.blocks,
    )


def _title(text: str, layout: Layout) -> str:
    """Return the first headline, unless the text has begun before it."""
    opening = takewhile(lambda block: block.kind is not BlockKind.PARAGRAPH, layout.blocks)
    return next((b.span.slice(text) for b in opening if b.kind is BlockKind.HEADLINE), "")


def _resolve_date(
    date: Date | None, fields: Mapping[str, str], layout: Layout
) -> tuple[Date | None, DateSource]:
    """Return the document's date and how it is known; a day without a year is no date."""
    if date is not None:
        return date, DateSource.OPTION
    declared = read_marks().date_of(fields.get("date", ""))
    if declared is not None:
        return declared, DateSource.METADATA
    for line in layout.date_lines:
        told = read_marks().date_of(line)
        if told is not None:
            return told, DateSource.DATELINE
    return None, DateSource.NONE


def _declared_language(fields: Mapping[str, str]) -> str | None:
    """Return the language the text itself names, unless there is no data for it."""
    code = re.split("[-_]", fields.get("lang", fields.get("language", "")).lower(), maxsplit=1)[0]
    return code if code in supported_languages() else None
