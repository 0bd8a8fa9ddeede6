"""What a model is told of the text before a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import Block, BlockKind, Claim, Document, Span
from factcheck.models.before import before_claim, joined, parted, told_before

HEADLINE = "Bridge opens"
BODY = "The mayor cut the ribbon. She had waited for years."
TEXT = f"{HEADLINE}\n\n{BODY}"
FIRST = (Block(span=Span(start=0, end=len(HEADLINE)), kind=BlockKind.HEADLINE),)


def claim_of(words: str) -> Claim:
    start = TEXT.index(words)
    return Claim(
        id="c", key="k", document_id="d", span=Span(start=start, end=start + len(words)),
        text=words, line=1, column=1, language="en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("blocks", "title", "words", "expected"),
    [
        (FIRST, "", "She had waited", "Bridge opens The mayor cut the ribbon."),
        (FIRST, "", "The mayor", "Bridge opens"),
        (FIRST, "", "Bridge opens", ""),
        (FIRST, "A title", "The mayor", "A title"),
        ((), "", "She had waited", "Bridge opens The mayor cut the ribbon."),
        ((), "", "Bridge", ""),
    ],
    ids=["later", "second", "headline itself", "title", "no blocks", "no blocks, first"],
)
def test_heading_and_what_stands_right_before_are_told(
    blocks: tuple[Block, ...], title: str, words: str, expected: str
) -> None:
    document = Document(id="d", text=TEXT, source="t", language="en", title=title, blocks=blocks)
    assert before_claim(document, claim_of(words)) == expected


def test_a_long_text_is_told_by_its_end_in_whole_words() -> None:
    told = told_before("word " * 100, "far away " * 100 + "and near.")
    assert len(told) < 400
    assert told.endswith("away and near.")
    assert set(told.split()) == {"word", "far", "away", "and", "near."}


@given(st.text(alphabet="ab \t.\n"), st.text(alphabet="ab \t.\n"), st.text(alphabet="ab ."))
def test_a_claim_and_what_was_before_it_come_apart_again(
    heading: str, text: str, claim: str
) -> None:
    before = told_before(heading, text)
    assert parted(joined(claim, before)) == (claim, before)
