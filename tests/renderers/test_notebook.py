"""``Report`` in a notebook: a table to look at, and rows to work with."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

import factcheck
from factcheck.model import Verdict
from factcheck.renderers.notebook import MAX_ROWS
from factcheck.renderers.records import COLUMNS, records
from tests.renderers import reports

FACT = {"statement": "Rome is the capital of Italy."}


class Page(HTMLParser):
    """The tags, attributes and text of a fragment of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_notebook_shows_each_claim_with_verdict_explanation_and_source() -> None:
    page = Page(reports.report(reports.wrong_date())._repr_html_())

    assert "article.txt" in page.text
    assert "✗ contradicts" in page.text
    assert "The text says “1 November”; the fact says “1 October 2024”" in page.text
    assert ("href", "https://example.org/iwaya") in page.attributes


def test_where_no_html_is_shown_a_report_is_one_line() -> None:
    class Printer:
        written = ""

        def text(self, shown: str) -> None:
            self.written += shown

    printer = Printer()
    reports.report(reports.wrong_date())._repr_pretty_(printer, cycle=False)

    assert printer.written == "<Report: 1 claims, 1 refuted>"


def test_every_verdict_is_a_row_and_every_tag_is_closed() -> None:
    page = Page(reports.every_verdict()._repr_html_())

    assert page.tags.count("tr") == len(reports.every_verdict().assessments)
    assert [page.tags.count(t) for t in ("table", "tr", "td", "a")] == [
        page.tags.count(f"/{t}") for t in ("table", "tr", "td", "a")
    ]


def test_a_text_without_claims_says_so() -> None:
    assert "no claims found" in Page(reports.report()._repr_html_()).text


def test_a_long_table_is_cut_and_says_by_how_much() -> None:
    many = reports.report(*[reports.opinion()] * (MAX_ROWS + 3))
    page = Page(many._repr_html_())

    assert page.tags.count("tr") == MAX_ROWS + 1
    assert "+3" in page.text


def test_an_address_that_is_none_is_no_link() -> None:
    bad = reports.fact("f", "A fact.", urls=("javascript:alert(1)",))
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, reports.match(bad))

    assert "a" not in Page(reports.report(found)._repr_html_()).tags


def test_records_are_flat_rows_with_the_same_keys() -> None:
    rows = reports.every_verdict().to_records()

    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, type(None)}
    assert rows == list(records(reports.every_verdict()))


def test_records_follow_the_ui_language() -> None:
    (row,) = reports.report(reports.supported()).to_records(ui_lang="it")

    assert "concorda" in str(row["explanation"])


def test_a_check_says_nothing_beside_its_report(capsys: pytest.CaptureFixture[str]) -> None:
    report = factcheck.check_text(FACT["statement"], facts=[FACT])
    (row,) = report.to_records()
    out, err = capsys.readouterr()

    assert (row["part_verdict"], row["fact_source"]) == ("supported", "")
    assert (out, err) == ("", "")
    assert replace(report, documents=()).to_records() == []
