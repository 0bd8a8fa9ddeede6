from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.languages.data import supported_languages
from factcheck.loaders import load
from factcheck.loaders.markdown import markdown_layout
from factcheck.loaders.marks import read_marks
from factcheck.model import BlockKind, DateSource, Document

PAGE = """\
---
title: "Un altro titolo"
date: 2024-11-16T10:00:00+01:00
lang: it
---

# Firmato l'accordo #

ROMA, 15 nov (ANSA) - Il governo ha **firmato**
il testo. È breve.

Sottotitolo
-----------

> Resteremo qui,
> ha detto Iwaya.

1. il pane
- il vino
  rosso

| Anno | Pil |
|------|-----|
| 2024 | 0,7 |

```python
x = 1
```

![alt](a.png)

LEGGI ANCHE: altro
"""


def _load(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    (document,) = load(str(path))
    return document


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_structure_is_read_with_offsets_in_the_source(newline: str, tmp_path: Path) -> None:
    document = _load(tmp_path, PAGE.replace("\n", newline))
    blocks = [(b.kind.value, b.span.slice(document.text)) for b in document.blocks]
    assert [(kind, text.replace(newline, "\n")) for kind, text in blocks][1:] == [
        ("headline", "Firmato l'accordo"),
        ("byline", "ROMA, 15 nov (ANSA) -"),
        ("paragraph", "Il governo ha **firmato**\nil testo. È breve."),
        ("subheadline", "Sottotitolo"),
        ("quote", "Resteremo qui,\n> ha detto Iwaya."),
        ("list_item", "il pane"),
        ("list_item", "il vino\n  rosso"),
        ("boilerplate", "| Anno | Pil |"),
        ("list_item", "| 2024 | 0,7 |"),
        ("boilerplate", "```python\nx = 1\n```"),
        ("caption", "![alt](a.png)"),
        ("boilerplate", "LEGGI ANCHE: altro"),
    ]


def test_front_matter_tells_title_date_and_language(tmp_path: Path) -> None:
    document = _load(tmp_path, PAGE)
    assert document.title == "Un altro titolo"
    assert (document.date, document.date_source) == (date(2024, 11, 16), DateSource.METADATA)
    assert document.language == "it"


def test_a_transcript_in_markdown_names_its_speakers(tmp_path: Path) -> None:
    text = "# Il dibattito\n\n**MELONI:** Il Pil cresce.\n\n**SCHLEIN** (Pd): Non è *vero*.\n"
    document = _load(tmp_path, text)
    assert [(b.kind.value, b.speaker, b.span.slice(text)) for b in document.blocks] == [
        ("headline", "", "Il dibattito"),
        ("paragraph", "MELONI", "Il Pil cresce."),
        ("paragraph", "SCHLEIN", "Non è *vero*."),
    ]


def test_headings_and_lists_may_be_furniture(tmp_path: Path) -> None:
    text = "# Leggi anche\n\nIl testo è noto.\n\n## Leggi anche\n\n- Condividi su Facebook\n"
    kinds = [block.kind.value for block in _load(tmp_path, text).blocks]
    assert kinds == ["headline", "paragraph", "boilerplate", "boilerplate"]


def test_front_matter_in_a_language_without_data_is_not_believed(tmp_path: Path) -> None:
    document = _load(tmp_path, "---\nlang: xx\n---\n\nThe government has resigned.\n")
    assert document.language == "en"


@given(
    text=st.text(
        st.one_of(st.characters(codec="utf-8"), st.sampled_from(list("#>-*`|\n\r\t [](1.")))
    )
)
def test_blocks_never_overlap_and_are_trimmed(text: str) -> None:
    assert supported_languages()
    end = 0
    for block in markdown_layout(text, read_marks()).blocks:
        assert block.span.start >= end
        end = block.span.end
        stretch = block.span.slice(text)
        assert stretch.strip() == stretch != "" or block.kind is BlockKind.BOILERPLATE


def test_words_in_italics_under_an_image_are_its_caption(tmp_path: Path) -> None:
    text = "# Un titolo\n\nIl testo qui.\n\n![alt](a.png)\n*Il molo di Bari, agosto 2024*\n"
    blocks = _load(tmp_path, text).blocks

    assert [block.kind for block in blocks if "molo" in block.span.slice(text)] == [
        BlockKind.CAPTION
    ]
