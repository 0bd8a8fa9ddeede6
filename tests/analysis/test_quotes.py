"""Quotation marks: which of them open and close a quote, and which are apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.quotes import quotes

MARKED: list[tuple[str, list[str]]] = [
    ("«Abbiamo vinto» e “perso” tutto", ["«Abbiamo vinto»", "“perso”"]),
    ("„La diga“ e „altro”", ["„La diga“", "„altro”"]),
    ("»Deutsch so« sagte er", ["»Deutsch so«"]),
    ("« Bonjour le monde », dit-il", ["« Bonjour le monde »"]),
    ('He said "no" and "yes".', ['"no"', '"yes"']),
    ("«a “b c” d» e", ["«a “b c” d»"]),
    ("l'«accordo» dell'“altro”", ["«accordo»", "“altro”"]),
    ("‘We didn’t close the workers’ canteen,’ said C.",
     ["‘We didn’t close the workers’ canteen,’"]),
    ("'We opened three,' said C. 'It's fine.'", ["'We opened three,'", "'It's fine.'"]),
    # apostrophes, feet and inches
    ("Negli anni '80 un po' di 'ndrangheta e l'area po'.", []),
    ("dell’80 e ’ndrangheta ’ndrine", []),
    ("the '90s and '80s weren't dull", []),
    ("5'10\" tall and 6\" wide", []),
    # paragraphs
    ("«P1 x.\n\n«P2 y.\n\n«P3 z».\n\nfine «x»", ["«P1 x.\n\n«P2 y.\n\n«P3 z»", "«x»"]),
    ("open «never.\n\nnext «yes» end", ["«yes»"]),
    ("open «never.\n\nnext end", []),
    ("«one\nparagraph»", ["«one\nparagraph»"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MARKED, ids=[row[0] for row in MARKED])
def test_quotes_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert [span.slice(text) for span in quotes(text)] == found


@given(text=st.text(alphabet="«»“”„\"‘’'ab .\n", max_size=60))
def test_quotes_lie_in_order_and_apart(text: str) -> None:
    end = 0
    for span in quotes(text):
        assert end <= span.start < span.end - 1 <= len(text)
        end = span.end
