"""Who speaks in a transcript ("NAME: words"): names leave the text and stay with each block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from factcheck.analysis.gazetteer import places
from factcheck.languages.data import supported_languages
from factcheck.loaders.layout import Layout, trimmed
from factcheck.loaders.marks import Marks
from factcheck.model import HEADINGS, Block, BlockKind, Span
from factcheck.text import fold

_TIME: Final = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_NAME: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]*(?: [\w.'’-]+){0,5}"
_TIMES: Final = rf"{_TIME}(?:\s*-->\s*{_TIME})?\s*[-–—]?\s*"
_TIME_CODE: Final = re.compile(_TIMES)
_LABEL: Final = re.compile(
    rf"(?P<time>{_TIMES})?[*_]{{0,3}}(?P<name>{_NAME})[*_]{{0,3}}"
    rf"(?P<role>\s?\([^()]{{1,60}}\))?\s?(?:{_TIME})?[*_]{{0,3}}\s?:[*_]{{0,3}}(?:\s+|\Z)"
)
_DIRECTION: Final = re.compile(r"\([^()]*\)\.?|\[[^\[\]]*\]\.?")
"""What happens in the room: "(Applause)"."""

_LONGEST_LABEL: Final = 160
_LONGEST_LOWER: Final = 5
"""Letters of a word inside a name that begins in lower case ("van", "della")."""

_FEWEST: Final = 2
_LINE: Final = re.compile(r"[^\r\n]+")
_TURNS: Final = HEADINGS | {BlockKind.PARAGRAPH}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A stretch of one block; ``label`` is what it begins with when that names a speaker."""

    block: Block
    span: Span
    label: re.Match[str] | None = None


def with_speakers(layout: Layout, marks: Marks) -> Layout:
    """Return ``layout`` with its speakers when most paragraphs name one, else as it is.

    A paragraph without a name goes on with the speaker before it; a line in brackets is what
    happens in the room, and nobody says it.
    """
    turns = [turn for block in layout.blocks for turn in _turns(layout.text, block, marks)]
    labels = [turn.label for turn in turns if turn.label is not None]
    paragraphs = sum(_is_paragraph(turn) for turn in turns)
    if len(labels) < _FEWEST or 2 * len(labels) <= paragraphs or not _are_speakers(labels):
        return layout
    return replace(layout, blocks=tuple(_spoken(layout.text, turns, marks)))


def _is_paragraph(turn: _Turn) -> bool:
    """Tell a paragraph, also one with a label before it, from a label on a line of its own."""
    if turn.label is not None:
        return turn.label.end() < turn.span.end
    return turn.block.kind is BlockKind.PARAGRAPH


def _turns(text: str, block: Block, marks: Marks) -> Iterator[_Turn]:
    """Yield the block, cut before each line that begins with a label."""
    if block.kind not in _TURNS:
        yield _Turn(block=block, span=block.span)
        return
    labels = [
        (line.start(), label)
        for line in _LINE.finditer(text, block.span.start, block.span.end)
        if (label := _label(text, line.start(), line.end(), marks))
    ]
    before = [(block.span.start, None)] if not labels or labels[0][0] > block.span.start else []
    cuts: list[tuple[int, re.Match[str] | None]] = [*before, *labels, (block.span.end, None)]
    for (start, label), (end, _) in pairwise(cuts):
        yield _Turn(block=block, span=Span(start=start, end=end), label=label)


def _label(text: str, start: int, end: int, marks: Marks) -> re.Match[str] | None:
    found = _LABEL.match(text, start, min(end, start + _LONGEST_LABEL))
    if found is None:
        return None
    words = found["name"].split()
    is_name = not words[-1][0].islower() and all(
        len(word) <= _LONGEST_LOWER or not word[0].islower() for word in words
    )
    return found if is_name and found["name"].lower() not in marks.labels else None


def _are_speakers(labels: Sequence[re.Match[str]]) -> bool:
    """Tell people who talk from headings in a list: they speak again, or look like names."""
    names = {fold(label["name"]) for label in labels}
    if any(_is_place(name) for name in names):
        return False
    return len(names) < len(labels) or all(map(_looks_like_a_speaker, labels))


def _looks_like_a_speaker(label: re.Match[str]) -> bool:
    name = label["name"]
    return bool(label["time"] or label["role"] or name.isupper() or " " in name)


def _is_place(name: str) -> bool:
    words = tuple(re.findall(r"[^\W_]+", name))
    return any(
        entry.words == words
        for lang in supported_languages()
        for entry in places(lang).get(words[0], ())
    )


def _spoken(text: str, turns: Sequence[_Turn], marks: Marks) -> Iterator[Block]:
    speaker = ""
    for turn in turns:
        if turn.label is None:
            yield from _continued(text, turn, speaker)
            continue
        name = turn.label["name"]
        speaker = "" if name.lower() in marks.unnamed_speakers else name
        body = trimmed(text, turn.label.end(), turn.span.end)
        if body is not None:
            yield Block(span=body, kind=BlockKind.PARAGRAPH, speaker=speaker)


def _continued(text: str, turn: _Turn, speaker: str) -> Iterator[Block]:
    """Yield what stands without a label: a time code or a stage direction, else more words."""
    whole = trimmed(text, turn.span.start, turn.span.end)
    if turn.block.kind not in _TURNS or whole is None:
        yield turn.block
        return
    code = _TIME_CODE.match(text, whole.start, whole.end)
    body = trimmed(text, code.end() if code else whole.start, whole.end)
    if body is None or _DIRECTION.fullmatch(text, body.start, body.end):
        yield Block(span=whole, kind=BlockKind.BOILERPLATE)
    elif turn.block.kind is BlockKind.PARAGRAPH:
        yield Block(span=body, kind=BlockKind.PARAGRAPH, speaker=speaker)
    else:
        yield turn.block
