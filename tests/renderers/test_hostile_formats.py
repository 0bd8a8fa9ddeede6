"""Hostile text in the formats that other programs read: it stays data there."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest

from factcheck.registry import renderer
from factcheck.renderers.inert import inert
from tests.renderers.test_hostile_text import HOSTILE, PLACES, STEERING, _steering, _strings
from tests.renderers.test_markdown import shape, text_of
from tests.renderers.test_notebook import Page
from tests.renderers.test_sarif import VALIDATOR

TOLD_ELSEWHERE = {"speaker", "collection"}
"""Places whose text not every format holds."""

everywhere = pytest.mark.parametrize("place", PLACES)
hostile_text = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)


def _rendered(name: str, place: str, hostile: str) -> str:
    return renderer(name)(PLACES[place](hostile), ui_lang="en")


def test_there_are_strings_enough() -> None:
    assert len(HOSTILE) >= 40
    assert STEERING


@everywhere
@hostile_text
def test_jsonl_escapes_and_keeps_every_character(place: str, hostile: str) -> None:
    shown = _rendered("jsonl", place, hostile)
    rows = [json.loads(line) for line in shown.splitlines()]

    assert _steering(shown) == []
    assert len(rows) == 4
    if place not in TOLD_ELSEWHERE:
        assert hostile in list(_strings(rows))


@everywhere
@hostile_text
def test_no_csv_cell_begins_a_formula_or_a_line(place: str, hostile: str) -> None:
    shown = _rendered("csv", place, hostile)
    header, *rows = csv.reader(StringIO(shown, newline=""))

    assert _steering(shown.replace("\r\n", "\n")) == []
    assert shown.count("\n") == 5
    assert {len(row) for row in rows} == {len(header)}
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell)] == []
    if place != "collection":
        assert inert(hostile) in {re.sub(r"(^|;)'", r"\1", cell) for cell in cells}


@everywhere
@hostile_text
def test_sarif_is_valid_and_no_message_is_a_link_or_a_placeholder(place: str, hostile: str) -> None:
    shown = _rendered("sarif", place, hostile)
    log = json.loads(shown)
    messages = [result["message"]["text"] for result in log["runs"][0]["results"]]

    assert _steering(shown) == []
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    assert len(messages) == 1
    assert _steering(messages[0]) == []
    assert "\n" not in messages[0]
    assert re.search(r"\]\(|(?<!\{)\{(\{\{)*(?!\{)", messages[0]) is None


@everywhere
@hostile_text
def test_markdown_shows_hostile_text_as_written(place: str, hostile: str) -> None:
    shown = _rendered("markdown", place, hostile)

    assert _steering(shown) == []
    assert shape(shown) == shape(_rendered("markdown", place, "words"))
    assert re.findall(r"(?:://|\bwww\.|[@#])[^\s#]", re.sub(r"\(<.*?>\)", "", shown)) == []
    if place not in TOLD_ELSEWHERE | {"url", "fact id"}:
        seen, words = (re.sub(r"\s", "", text) for text in (text_of(shown), inert(hostile)))
        assert words in seen


@everywhere
@hostile_text
def test_a_notebook_shows_hostile_text_as_written(place: str, hostile: str) -> None:
    shown = PLACES[place](hostile)._repr_html_()
    page, harmless = Page(shown), Page(PLACES[place]("words")._repr_html_())

    assert _steering(shown) == []
    assert page.tags == harmless.tags
    assert {name for name, _ in page.attributes} <= {"style", "href", "rel"}
    assert {value for name, value in page.attributes if name == "style"} == {
        value for name, value in harmless.attributes if name == "style"
    }
    if place not in TOLD_ELSEWHERE | {"url", "fact id"}:
        assert inert(hostile).strip() in page.text
