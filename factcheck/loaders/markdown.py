"""The structure of a Markdown text; offsets count in the source as given, marks included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.loaders.layout import Layout, Metadata, paragraph_blocks, trimmed
from factcheck.loaders.marks import Marks
from factcheck.model import Block, BlockKind, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<body>[^\0]{0,4000}?(?:\r\n|\r|\n))?"
    r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)"
)
_FIELD: Final = re.compile(
    r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t]*$", re.MULTILINE
)
_IMAGE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\s*(?P<mark>[*_]{1,3})[^*_]+(?P=mark))?\s*")
"""An image, with what stands under it in italics."""
_HEADING: Final = re.compile(r"h[1-6]")
_RULE: Final = re.compile(r"[\s|:+-]*")


def front_matter(text: str) -> dict[str, str]:
    """Return the fields between the ``---`` lines a text begins with, keys in lower case."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}
    body = found["body"] or ""
    return {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(body)}


def markdown_layout(text: str, marks: Marks) -> Layout:
    """Return headings, paragraphs, list items and quotes; code and front matter as boilerplate."""
    # Imported here: only Markdown texts need it.
    from markdown_it import MarkdownIt

    found = _FRONT_MATTER.match(text)
    body = found.end() if found else 0
    head = trimmed(text, 0, body)
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    starts = [body, *(match.end() for match in _LINE_END.finditer(text, body)), len(text)]
    blocks = [Block(span=head, kind=BlockKind.BOILERPLATE)] if head else []
    has_body = False
    for span, kind in _stretches(text, parser.parse(text[body:]), starts):
        told = _told_kind(span.slice(text), kind, marks)
        if told is not BlockKind.PARAGRAPH:
            blocks.append(Block(span=span, kind=told))
        else:
            blocks.extend(paragraph_blocks(text, span, marks, opens_body=not has_body))
            has_body = True
    fields = front_matter(text)
    metadata = Metadata(
        title=fields.get("title", ""),
        date=fields.get("date", fields.get("year", "")),
        lang=fields.get("lang", fields.get("language", "")),
    )
    return Layout(text=text, blocks=tuple(blocks), metadata=metadata)


def _told_kind(stretch: str, kind: BlockKind, marks: Marks) -> BlockKind:
    """Return what the wording tells, else ``kind``; headlines and boilerplate are what they are."""
    if kind in (BlockKind.HEADLINE, BlockKind.BOILERPLATE):
        return kind
    if _IMAGE.fullmatch(stretch):
        return BlockKind.CAPTION
    return marks.kind_of(stretch) or marks.kind_of(stretch.strip("*_ ")) or kind


def _stretches(
    text: str, tokens: Sequence[Token], starts: Sequence[int]
) -> Iterator[tuple[Span, BlockKind]]:
    lines = [Span(start=start, end=end) for start, end in pairwise(starts)]
    inside: list[str] = []
    top = ""  # the tag of the first heading: headings of a lower level are subheadlines
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.tag if token.type == "heading_open" else token.type)
            top = top or (token.tag if token.type == "heading_open" else "")
        elif token.nesting == -1 and inside:
            inside.pop()
        kind = _kind(token.type, inside, top)
        if kind is None or token.map is None:
            continue
        first, last = token.map[0], min(token.map[1], len(lines))
        if first < last:
            yield from _stretch(text, token.content, lines[first:last], kind)


def _kind(name: str, inside: Sequence[str], top: str) -> BlockKind | None:
    """Return the kind of the text a token holds, or ``None`` for one that only nests others."""
    if name in ("fence", "code_block", "html_block"):
        return BlockKind.BOILERPLATE
    if name == "tr_open":
        return BlockKind.BOILERPLATE if "thead_open" in inside else BlockKind.LIST_ITEM
    if name != "inline" or "table_open" in inside:
        return None
    if inside and _HEADING.fullmatch(inside[-1]):
        return BlockKind.HEADLINE if inside[-1] <= top else BlockKind.SUBHEADLINE
    if "blockquote_open" in inside:
        return BlockKind.QUOTE
    return BlockKind.LIST_ITEM if "list_item_open" in inside else BlockKind.PARAGRAPH


def _stretch(
    text: str, content: str, lines: Sequence[Span], kind: BlockKind
) -> Iterator[tuple[Span, BlockKind]]:
    """Yield the part of ``lines`` that is ``content``: the marks around it left out."""
    whole = trimmed(text, lines[0].start, lines[-1].end)
    if whole is None or _RULE.fullmatch(text, whole.start, whole.end):
        return
    start, end = whole.start, whole.end
    if content and kind is not BlockKind.BOILERPLATE:
        own = content.split("\n")
        start = _place(text, own[0], lines[0], start)
        last = lines[min(len(own), len(lines)) - 1]
        tail = own[-1].strip()
        found = text.rfind(tail, last.start, last.end)
        end = found + len(tail) if found >= 0 else min(end, last.end)
    yield from ((span, kind) for span in [trimmed(text, start, end)] if span)


def _place(text: str, content: str, line: Span, otherwise: int) -> int:
    found = text.rfind(content.strip(), line.start, line.end)
    return found if found >= 0 else otherwise
