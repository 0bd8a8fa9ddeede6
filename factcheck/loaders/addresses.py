"""An address -> the text that stands there, and how its structure is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from factcheck.loaders.reading import declared_charset, declared_text
from factcheck.net import Settings, fetch

_SUFFIXES: Final[Mapping[str, str]] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
"""The content types that are texts, each with the suffix of a file that is read the same way."""

_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedText:
    """A text and its address without secrets; ``suffix`` is that of a file of its format."""

    source: str
    text: str
    suffix: str


def read_address(url: str, settings: Settings) -> FetchedText:
    """Return the text at ``url``; raise ``FetchError``, or ``LoadError`` for what is no text."""
    found = fetch(url, accept=tuple(_SUFFIXES), settings=settings)
    suffix = _SUFFIXES[found.media_type]
    path = PurePosixPath(urlsplit(found.url).path)
    if suffix == ".txt" and path.suffix.lower() in _MARKDOWN:
        suffix = ".md"  # hosts of source files call everything plain text
    named = declared_charset(found.content) if suffix == ".html" else ""
    text = declared_text(found.content, found.url, (found.charset, named))
    return FetchedText(source=found.url, text=text, suffix=suffix)
