"""The structure of a plain text: which lines belong together and what each stretch is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from factcheck.loaders.marks import Marks
from factcheck.model import Block, BlockKind, Span
from factcheck.text import normalise, without_site_name

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BULLET: Final = re.compile(r"\s*(?:[-*+•▪◦‣·–—]|\d{1,2}[.)]|[A-Za-z]\))\s+(?=\S)")
_WIDEST_WRAP: Final = 130
"""Code points; a text with longer lines was not wrapped by an editor."""

_WRAP_SLACK: Final = 12
_LONGEST_HEADLINE: Final = 200
_UNFINISHED: Final = ".;:,…"
"""A headline ends with none of these; questions and exclamations may be headlines."""

_CLOSERS: Final = "\"'”’»)"
_LABELLED: Final = frozenset({BlockKind.LIST_ITEM, BlockKind.SUBHEADLINE})
"""Kinds that a marker in front tells; the marker is not part of the block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a source says of its text, as written there; empty where it says nothing."""

    title: str = ""
    date: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text, its blocks, and what its source says of it.

    ``is_derived`` tells that ``text`` was taken out of the input and is not the input itself.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    is_derived: bool = False


def plain_layout(text: str, marks: Marks) -> Layout:
    """Return the blocks of a plain text; together they hold all but list markers and space."""
    return _Builder(text=text, marks=marks).build()


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Walks the chunks between blank lines and remembers what it has seen."""

    text: str
    marks: Marks
    blocks: list[Block] = field(default_factory=list)
    headline: str = ""
    has_body: bool = False
    width: int = 0

    def build(self) -> Layout:
        chunks = list(self._chunks())
        self.width = self._wrapping_width(chunks)
        for number, chunk in enumerate(chunks):
            self._add_chunk(chunk, is_last=number == len(chunks) - 1)
        return Layout(text=self.text, blocks=tuple(self.blocks))

    def _wrapping_width(self, chunks: Sequence[Sequence[Span]]) -> int:
        """Return how wide an editor let lines become, or 0 where none is broken in mid-sentence."""
        width = max((line.end - line.start for chunk in chunks for line in chunk), default=0)
        broken = any(self.text[line.start].islower() for chunk in chunks for line in chunk[1:])
        return width if broken and width <= _WIDEST_WRAP else 0

    def _chunks(self) -> Iterator[list[Span]]:
        """Yield runs of lines without a blank one, each line trimmed."""
        chunk: list[Span] = []
        for match in _LINE.finditer(self.text):
            line = trimmed(self.text, match.start(), match.end())
            if line is not None:
                chunk.append(line)
            elif chunk:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _add_chunk(self, chunk: Sequence[Span], *, is_last: bool) -> None:
        groups = list(self._groups(chunk))
        for number, (span, kind) in enumerate(groups):
            follows = not is_last or number < len(groups) - 1
            self._add(span, kind or self._kind(span, alone=len(groups) == 1, follows=follows))

    def _groups(self, chunk: Sequence[Span]) -> Iterator[tuple[Span, BlockKind | None]]:
        """Yield lines whose wording tells their kind alone, and the others joined as wrapped."""
        held: Span | None = None
        last: Span | None = None
        kind: BlockKind | None = None
        for line in chunk:
            told = self._told_kind(line)
            if held and last and told is None and self._continues(last, line):
                held, last = Span(start=held.start, end=line.end), line
                continue
            if held:
                yield held, kind
            held, last, kind = line, line, told
            if told in _LABELLED:
                held = Span(start=self._label_end(line), end=line.end)
            elif told is not None:
                yield line, told
                held = None
        if held:
            yield held, kind

    def _told_kind(self, line: Span) -> BlockKind | None:
        kind = self.marks.kind_of(line.slice(self.text))
        bullet = _BULLET.match(self.text, line.start, line.end) if kind is None else None
        if bullet is not None:
            return self.marks.kind_of(self.text[bullet.end() : line.end]) or BlockKind.LIST_ITEM
        if kind is None and self.marks.subheadline_label.match(self.text, line.start, line.end):
            return BlockKind.PARAGRAPH if self.has_body else BlockKind.SUBHEADLINE
        return kind

    def _label_end(self, line: Span) -> int:
        """Return where the words of a list item or labelled subheadline begin."""
        for pattern in (_BULLET, self.marks.subheadline_label):
            if label := pattern.match(self.text, line.start, line.end):
                return label.end()
        return line.start

    def _continues(self, line: Span, following: Span) -> bool:
        """Tell whether an editor broke ``line`` only because it was full."""
        one, two = line.slice(self.text), following.slice(self.text)
        if two[0].islower():
            return True
        if not self.width or one == two:
            return False
        first_word = two.split(maxsplit=1)[0]
        return len(one) + 1 + len(first_word) > self.width - _WRAP_SLACK

    def _kind(self, span: Span, *, alone: bool, follows: bool) -> BlockKind:
        stretch = span.slice(self.text)
        if self.headline and repeats_headline(stretch, self.headline):
            return BlockKind.HEADLINE
        if not (follows and (alone or not self.has_body) and _looks_like_headline(stretch)):
            return BlockKind.PARAGRAPH
        is_below = bool(self.blocks) and self.blocks[-1].kind is BlockKind.HEADLINE
        if is_below and not self.has_body and len(stretch) > len(self.headline):
            return BlockKind.SUBHEADLINE
        return BlockKind.HEADLINE

    def _add(self, span: Span, kind: BlockKind) -> None:
        if kind is BlockKind.HEADLINE:
            self.headline = self.headline or span.slice(self.text)
        elif kind is BlockKind.PARAGRAPH:
            self.blocks.extend(paragraph_blocks(self.text, span, self.marks, not self.has_body))
            self.has_body = True
            return
        self.blocks.append(Block(span=span, kind=kind))


def repeats_headline(line: str, headline: str) -> bool:
    """Tell whether ``line`` is ``headline`` but for case, typography and the name of a site."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    one, other = normalise(line), normalise(headline)
    return (
        one == other
        or one == normalise(without_site_name(headline))
        or normalise(without_site_name(line)) == other
    )


def paragraph_blocks(text: str, span: Span, marks: Marks, opens_body: bool) -> Iterator[Block]:
    """Yield the paragraph at ``span``, its date line apart as a byline."""
    found = marks.date_line(
        text[span.start : min(span.end, span.start + 200)], opens_body=opens_body
    )
    body = trimmed(text, span.start + found.length, span.end) if found else None
    if found is None or body is None:
        yield Block(span=span, kind=BlockKind.PARAGRAPH)
        return
    line = trimmed(text, span.start, span.start + found.length)
    if line is not None:
        yield Block(span=line, kind=BlockKind.BYLINE)
    yield Block(span=body, kind=BlockKind.PARAGRAPH)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return ``[start, end)`` without the white space at its ends, or ``None`` when that is all."""
    stretch = text[start:end]
    body = stretch.strip()
    if not body:
        return None
    first = start + len(stretch) - len(stretch.lstrip())
    return Span(start=first, end=first + len(body))


def _looks_like_headline(stretch: str) -> bool:
    if len(stretch) > _LONGEST_HEADLINE or not any(map(str.isalpha, stretch[:80])):
        return False
    core = stretch.rstrip(_CLOSERS)
    return not stretch[0].islower() and core[-1:] not in _UNFINISHED
