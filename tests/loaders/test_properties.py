"""What holds for any text: blocks and sentences lie in it, in order, and nothing is slow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.loaders.html import html_layout
from factcheck.loaders.layout import Layout, plain_layout
from factcheck.loaders.markdown import markdown_layout
from factcheck.loaders.marks import Marks, read_marks
from factcheck.loaders.transcripts import with_speakers
from factcheck.model import BlockKind, Document
from factcheck.segmenters import segment

Reader = Callable[[str, Marks], Layout]

PIECES = (
    "Il governo è caduto. ", "Nel 2024, ha detto. ", "e\u0301", "\u0308",
    "😀👩‍👩‍👧", "\xa0", "\u2028", "\ufeff",
    "\r\n", "\r", "\n", "\n\n", " ", "ROSSI: ", "Bianchi (Pd): ", "[00:01] ", "(Applausi)", "- ",
    "1. ", "# ", "## ", "> ", "```\n", "| a | b |\n|---|---|\n", "---\n", "date: 2024\n",
    "ROMA, 16 nov (ANSA) - ", "LEGGI ANCHE: altro", "di Mario Rossi", "Foto: Ansa", "«", "»", "\"",
    "Occhiello: Un titolo", "\x1b[31m", "\u202e", "a" * 50,
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8")), max_size=40).map(
    "".join
)
UNITS = ("a", "A", "(", "[", "{", "<", "«", '"', "'", "-", "—", ".", ":", "#", "*", "_", "`", ">",
         "|", "!", "\n", "\r", "\t", " ", "\xa0", "0", "A: ", "1:00 ", "©", "/", "\u0301", "😀",
         "Facebook ", "#a ", "x, ", "> ", "- ", "(foto ")  # fmt: skip


def _plain(text: str, marks: Marks) -> Layout:
    return with_speakers(plain_layout(text, marks), marks)


def _markdown(text: str, marks: Marks) -> Layout:
    return with_speakers(markdown_layout(text, marks), marks)


@pytest.mark.parametrize("reader", [_plain, _markdown, html_layout], ids=["txt", "md", "html"])
@given(text=TEXTS)
def test_blocks_lie_in_the_text_in_order(reader: Reader, text: str) -> None:
    layout = reader(text, read_marks())
    end = 0
    for block in layout.blocks:
        assert end <= block.span.start < block.span.end <= len(layout.text)
        assert block.span.slice(layout.text).strip()
        end = block.span.end


@pytest.mark.parametrize("reader", [_plain, _markdown, html_layout], ids=["txt", "md", "html"])
@given(text=TEXTS)
def test_sentences_slice_back_and_stay_in_their_block(reader: Reader, text: str) -> None:
    layout = reader(text, read_marks())
    document = Document(id="d", text=layout.text, source="s", language="it", blocks=layout.blocks)
    blocks = iter(layout.blocks)
    block = next(blocks, None)
    for sentence in segment(document) if layout.blocks else ():
        assert sentence.span.slice(layout.text) == sentence.text
        while block is not None and sentence.span.start >= block.span.end:
            block = next(blocks, None)
        assert block is not None
        assert block.span.start <= sentence.span.start < sentence.span.end <= block.span.end
        assert (sentence.speaker, sentence.kind) == (block.speaker, block.kind)


@given(text=TEXTS)
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    marks = read_marks()
    layout = plain_layout(text, marks)
    kept = "".join(block.span.slice(text) for block in layout.blocks)
    lost = len("".join(text.split())) - len("".join(kept.split()))
    labels = sum(
        block.kind in {BlockKind.LIST_ITEM, BlockKind.SUBHEADLINE} for block in layout.blocks
    )
    assert lost <= 12 * labels


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
@pytest.mark.parametrize("reader", [_plain, _markdown, html_layout], ids=["txt", "md", "html"])
def test_a_hundred_kilobytes_of_one_thing_are_read(reader: Reader, unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    for whole in (text, f"Un titolo\n\n{text}x"):
        layout = reader(whole, read_marks())
        assert all(block.span.end <= len(layout.text) for block in layout.blocks)


def test_a_line_of_a_megabyte_is_one_paragraph() -> None:
    text = "Il governo è caduto nella notte. " * 30_000
    (block,) = _plain(text, read_marks()).blocks
    assert (block.span.end, block.kind) == (len(text) - 1, BlockKind.PARAGRAPH)
