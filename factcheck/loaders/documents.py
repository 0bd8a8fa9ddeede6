"""The entry: a path, ``-`` or a text -> documents with structure, date and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from glob import has_magic
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final

from factcheck.errors import (
    LoadError,
    MissingDependencyError,
    UnreadableTextsError,
    UnsupportedFormatError,
)
from factcheck.languages.data import supported_languages
from factcheck.languages.identify import identify, known_language, unsupported_language
from factcheck.loaders.dating import resolve_date
from factcheck.loaders.folders import matching_files, text_files
from factcheck.loaders.html import html_layout
from factcheck.loaders.jsonl import entries
from factcheck.loaders.layout import Layout, plain_layout
from factcheck.loaders.markdown import markdown_layout
from factcheck.loaders.marks import Marks, read_marks
from factcheck.loaders.reading import read_lines, read_page, read_text, source_name
from factcheck.loaders.transcripts import with_speakers
from factcheck.model import BlockKind, Document
from factcheck.text import content_id

if TYPE_CHECKING:
    from factcheck.net import Settings

LayoutReader = Callable[[str, Marks], Layout]

_READERS: Final[Mapping[str, LayoutReader]] = {
    ".txt": plain_layout,
    ".text": plain_layout,
    ".md": markdown_layout,
    ".markdown": markdown_layout,
    ".mdown": markdown_layout,
    ".html": html_layout,
    ".htm": html_layout,
    ".xhtml": html_layout,
}
"""What reads the structure, by suffix; a single file of any other is plain text."""

_LINES: Final = (".jsonl", ".ndjson")
TEXT_SUFFIXES: Final = frozenset({*_READERS, *_LINES})
"""The files of a folder that are texts."""

_UNREAD: Final = frozenset({".pdf", ".docx", ".odt", ".rtf", ".epub"})
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|https?:", re.IGNORECASE)
"""How an address begins; whether it may be read is for ``factcheck.net`` to say."""
_LANGUAGE_CODE: Final = re.compile("[a-z]{2,3}")
_NOTHING: Final = "\ufeff\u200b\u200c\u200d\u2060 \t\r\n\f\v\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the caller knows of the texts; it wins over what they tell themselves."""

    date: Date | None
    lang: str | None


def load(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    date: Date | None = None,
    lang: str | None = None,
    fetching: Settings | None = None,
) -> Iterator[Document]:
    """Return the documents of ``source``, as ``load_each`` finds them, all of them or none.

    Raises ``LoadError`` naming the source (``UnreadableTextsError`` for several), and
    ``MissingDependencyError`` for a page without the extra ``web``.
    """
    documents: list[Document] = []
    problems: list[LoadError] = []
    for found in load_each(source, stdin=stdin, date=date, lang=lang, fetching=fetching):
        if isinstance(found, LoadError):
            problems.append(found)
        else:
            documents.append(found)
    if len(problems) > 1:
        raise UnreadableTextsError(source, problems)
    for problem in problems:
        missing = problem.__cause__
        raise missing if isinstance(missing, MissingDependencyError) else problem
    return iter(documents)


def load_each(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    date: Date | None = None,
    lang: str | None = None,
    fetching: Settings | None = None,
) -> Iterator[Document | LoadError]:
    """Yield the documents of ``source`` as they are read, an error in place of one that cannot be.

    ``source`` is a file, a folder, a pattern of file names, ``-`` for ``stdin``, or an address,
    fetched as ``fetching`` says. ``date`` and ``lang`` win over what the text tells. Raises
    ``UnknownComponentError`` for a language without data.
    """
    given = _Given(date=date, lang=known_language(lang) if lang is not None else None)
    if is_address(source):
        yield _fetched(source, given, fetching)
        return
    try:
        for path in _paths(source):
            yield from _load_file(path, stdin, given)
    except LoadError as error:
        yield error


def is_address(source: str) -> bool:
    """Tell whether ``source`` is written as an address, of whatever scheme."""
    return _ADDRESS.match(source) is not None


def _paths(source: str) -> Sequence[str]:
    """Return the files that ``source`` stands for; a file's own name is never a pattern."""
    if "\0" in source:
        return (source,)
    if Path(source).is_dir():
        return text_files(source, TEXT_SUFFIXES)
    if has_magic(source) and not Path(source).exists():
        return matching_files(source)
    return (source,)


def document_from_text(
    text: str, *, source: str = "<text>", date: Date | None = None, lang: str | None = None
) -> Document:
    """Return ``text`` as a document, read as plain text.

    Raises ``LoadError`` for a text of white space only and ``UnknownComponentError`` for a
    language without data.
    """
    given = _Given(date=date, lang=known_language(lang) if lang is not None else None)
    return _document(plain_layout(text, read_marks()), source, given)


def _load_file(
    source: str, stdin: BinaryIO | None, given: _Given
) -> Iterator[Document | LoadError]:
    suffix = PurePath(source).suffix.lower()
    name = source_name(source)
    try:
        if suffix in _UNREAD:
            problem = f"{suffix} files are not read: save the text as .txt"
            raise UnsupportedFormatError(name, problem)
        if suffix in _LINES:
            yield from _documents_of_lines(read_lines(source), name, given)
            return
        reader = _READERS.get(suffix, plain_layout)
        text = read_page(source) if reader is html_layout else read_text(source, stdin)
        yield _document(reader(text, read_marks()), name, given)
    except LoadError as error:
        yield error
    except MissingDependencyError as error:
        yield _unread(name, error)


def _fetched(url: str, given: _Given, fetching: Settings | None) -> Document | LoadError:
    # Imported here: only addresses need the network.
    from factcheck.loaders.addresses import read_address
    from factcheck.net import Settings

    try:
        found = read_address(url, fetching or Settings())
    except LoadError as error:
        return error
    try:
        layout = _READERS[found.suffix](found.text, read_marks())
        return _document(replace(layout, is_derived=True), found.source, given)
    except LoadError as error:
        return error
    except MissingDependencyError as error:
        return _unread(found.source, error)


def _unread(name: str, error: MissingDependencyError) -> LoadError:
    unread = LoadError(name, str(error))
    unread.__cause__ = error
    return unread


def _documents_of_lines(
    lines: Iterable[str], name: str, given: _Given
) -> Iterator[Document | LoadError]:
    found = False
    for entry in entries(lines, name):
        found = True
        if isinstance(entry, LoadError):
            yield entry
            continue
        layout = plain_layout(entry.text, read_marks())
        known = replace(layout, metadata=entry.metadata, is_derived=True)
        try:
            yield _document(known, entry.source, given, identity=entry.id)
        except LoadError as error:
            yield error
    if not found:
        raise LoadError(name, "holds no text")


def _document(layout: Layout, source: str, given: _Given, *, identity: str = "") -> Document:
    text, marks = layout.text, read_marks()
    if not text.strip(_NOTHING):
        raise LoadError(source, "holds no text")
    spoken = with_speakers(layout, marks)
    day, known_by = resolve_date(given.date, spoken, source, marks)
    language, unsupported = _language(given.lang, layout)
    return Document(
        id=content_id("document", text, *([identity] if identity else [])),
        text=text,
        source=source,
        language=language,
        date=day,
        date_source=known_by,
        title=layout.metadata.title or _title(spoken),
        blocks=spoken.blocks,
        is_derived=layout.is_derived,
        unsupported_language=unsupported,
    )


def _title(layout: Layout) -> str:
    """Return the first headline, unless the text has begun before it."""
    opening = takewhile(lambda block: block.kind is not BlockKind.PARAGRAPH, layout.blocks)
    headlines = (block for block in opening if block.kind is BlockKind.HEADLINE)
    return next((block.span.slice(layout.text) for block in headlines), "")


def _language(given: str | None, layout: Layout) -> tuple[str, str]:
    """Return the language to read in, and the one without data that the text is in, or ``""``."""
    told = re.split("[-_]", layout.metadata.lang.strip().lower(), maxsplit=1)[0]
    if given or told in supported_languages():
        return given or told, ""
    nearest = identify(layout.text)
    is_code = _LANGUAGE_CODE.fullmatch(told) is not None
    return nearest, told if is_code else unsupported_language(layout.text, nearest)
