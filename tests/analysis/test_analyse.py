"""One analysis of a text, and what of it belongs to a stretch."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.analyse import analyse, part_of
from factcheck.model import Interval, Span

TEXT = "Nel 2023 il ministro Takeshi Iwaya ha speso 3 milioni di euro a Roma."


def test_each_word_is_read_as_one_thing() -> None:
    found = analyse(TEXT, "it")
    assert [name.text for name in found.names] == ["Takeshi Iwaya", "Roma"]
    assert [office.concept for office in found.offices] == ["minister"]
    assert [quantity.unit for quantity in found.quantities] == ["EUR"]
    assert [mention.interval for mention in found.dates] == [
        Interval(start=date(2023, 1, 1), end=date(2023, 12, 31))
    ]


def test_content_leaves_out_names_dates_quantities_and_function_words() -> None:
    assert [token.text for token in analyse(TEXT, "it").content] == ["ministro", "speso"]


def test_a_relative_date_counts_from_the_documents_day() -> None:
    day = date(2024, 11, 16)
    known = analyse("Ieri il museo ha riaperto.", "it", Interval(start=day, end=day))
    unknown = analyse("Ieri il museo ha riaperto.", "it")
    yesterday = date(2024, 11, 15)
    assert known.dates[0].interval == Interval(start=yesterday, end=yesterday)
    assert unknown.dates[0].interval is None


def test_the_year_of_a_games_name_is_no_quantity() -> None:
    assert analyse("Il bronzo di Paris 2024 è andato a Rossi.", "it").quantities == ()


@pytest.mark.parametrize(
    ("text", "lang", "labels"),
    [
        ("Il bus 64 parte alle 9.", "it", ["64", "9"]),
        ("Il Boeing 737 atterra nell'aula 12.", "it", ["737", "12"]),
        ("Il Covid-19 ha ucciso 300 persone.", "it", []),
        ("1. Open the file at 6:04 p.m.", "en", []),
    ],
    ids=["bus and hour", "aircraft and room", "name and amount", "list and clock"],
)
def test_the_number_of_a_label_is_compared(text: str, lang: str, labels: list[str]) -> None:
    content = analyse(text, lang).content
    assert [token.text for token in content if token.text.isdecimal()] == labels


def test_an_empty_text_says_nothing() -> None:
    found = analyse("", "it")
    assert (found.tokens, found.names, found.dates, found.quantities) == ((), (), (), ())


def test_a_part_keeps_what_only_the_sentence_tells() -> None:
    start = TEXT.index("Takeshi")
    part = part_of(analyse(TEXT, "it"), Span(start=start, end=len(TEXT)))
    assert part.text == TEXT[start:]
    assert part.names[0].span.slice(part.text) == "Takeshi Iwaya"
    assert (part.dates, part.offices) == ((), ())


@given(data=st.data(), text=st.text(max_size=80))
def test_everything_in_a_part_lies_where_it_says(data: st.DataObject, text: str) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    part = part_of(analyse(text, "en"), Span(start=ends[0], end=ends[1]))
    assert part.text == text[ends[0] : ends[1]]
    for token in part.tokens:
        assert token.span.slice(part.text) == token.text
    for quantity in part.quantities:
        assert quantity.span.slice(part.text) == quantity.text


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_same_text_has_the_same_analysis(lang: str) -> None:
    assert analyse.__wrapped__(TEXT, lang, None) == analyse(TEXT, lang, None)
