"""The sections of the terminal report: their order, what is folded, the table of several texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from factcheck.model import (
    ClaimKind,
    ClaimOrder,
    Failure,
    Reason,
    Report,
    Verdict,
)
from factcheck.renderers.text import TextWriter, render_text
from factcheck.renderers.writing import RenderOptions, joined
from tests.renderers import reports


def _lines(report: Report, **options: str) -> list[str]:
    return render_text(report, **options).splitlines()  # type: ignore[arg-type]


def _numbers(report: Report, **options: Any) -> list[int]:
    """Return the numbers of the claims in the order they are shown."""
    shown = joined(TextWriter(RenderOptions(**options)), report)
    heads = re.findall(r"^\S ([ \d][\d, ]*)  (?:\d+:\d+|nothing)", shown, re.MULTILINE)
    return [int(number) for head in heads for number in head.split(",")]


def test_contradictions_come_first_then_the_other_verdicts() -> None:
    report = reports.every_verdict()
    shown = [report.assessments[n - 1].verdict for n in _numbers(report)]

    assert shown == sorted(shown, key=list(Verdict).index)
    assert set(shown) == {a.verdict for a in report.assessments}
    assert len(shown) == len(report.assessments)


def test_text_order_is_that_of_the_text() -> None:
    assert _numbers(reports.every_verdict(), order=ClaimOrder.TEXT) == list(range(1, 11))


def test_check_worthiness_order_begins_with_the_most_telling() -> None:
    claims = [reports.wrong_date(), reports.conflicting(), reports.unsettled()]
    worth = [
        replace(a, claim=replace(a.claim, checkworthiness=w))
        for a, w in zip(claims, (0.2, 0.9, 0.5), strict=True)
    ]

    assert _numbers(reports.report(*worth), order=ClaimOrder.CHECKWORTHINESS) == [2, 3, 1]


def test_only_the_verdicts_asked_for_are_shown_and_all_are_counted() -> None:
    report = reports.every_verdict()
    only = frozenset({Verdict.REFUTED, Verdict.MIXED})
    shown = joined(TextWriter(RenderOptions(only=only)), report)

    assert {report.assessments[n - 1].verdict for n in _numbers(report, only=only)} == only
    assert "  Shown     4 of 10 (contradicts, disputed)\n" in shown
    assert "Summary  10 claims" in shown


def test_page_furniture_is_folded_to_one_line() -> None:
    lines = [
        replace(
            reports.assessed(text, Verdict.NOT_CHECKABLE, reasons=(Reason.BOILERPLATE,)),
            claim=reports.claim(reports.DOCUMENT, text, kind=ClaimKind.BOILERPLATE),
        )
        for text in ("Japan has nine partners.", "It was the finest of days.")
    ]
    report = reports.report(lines[0], reports.opinion(), lines[1])

    assert (
        "· 1, 3  nothing to check (page furniture): Japan has nine partners. / It was th…"
        in _lines(report)
    )
    assert _numbers(report, order=ClaimOrder.TEXT) == [1, 2, 3]


def test_open_claims_beyond_those_to_check_next_are_one_line_each() -> None:
    open_claims = [
        replace(a, claim=replace(a.claim, checkworthiness=0.1 * n))
        for n, a in enumerate([reports.unsettled()] * 7, start=1)
    ]
    lines = _lines(reports.report(*open_claims))
    starts = [line[:4].strip("? ") for line in lines if line.startswith("? ")]

    assert [n for n in starts if n.isdigit()] == ["7", "6", "5", "4", "3", "1", "2"]
    assert sum("nearest fact:" in line for line in lines) == 5
    assert any(line.startswith("? Check these next · 5 ───") for line in lines)
    assert any(line.startswith("? the table does not settle it · 2 ───") for line in lines)


def test_several_texts_end_in_a_table_with_what_failed() -> None:
    one = reports.report(reports.supported(), reports.wrong_date())
    other = replace(one.documents[0], document=replace(reports.DOCUMENT, source="b/second.txt"))
    failed = Failure(source="third.txt", problem="a binary file, not text")
    report = replace(one, documents=(one.documents[0], other), failures=(failed,))

    assert _lines(report)[-6:] == [
        "Summary of 3 texts",
        "                claims  ✗  ≠  ±  ◐  ✓  ?  ·",
        "  article.txt        2  1  -  -  -  1  -  -",
        "  b/second.txt       2  1  -  -  -  1  -  -",
        "  all texts          4  2  -  -  -  2  -  -",
        "  not checked: third.txt: a binary file, not text",
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_table_keeps_to_the_width_and_shows_how_long_names_end(width: int) -> None:
    one = reports.report(reports.supported())
    name = f"{'a' * 60}/漢字/{'b' * 60}/end.txt"
    long = replace(one.documents[0], document=replace(reports.DOCUMENT, source=name))
    shown = render_text(replace(one, documents=(one.documents[0], long)), width=width)
    table = shown[shown.index("Summary of") :].splitlines()

    assert max(map(cell_len, table)) <= width
    assert sum("end.txt " in line for line in table) == 1


def test_pieces_join_to_the_whole() -> None:
    one = reports.every_verdict()
    report = replace(one, documents=one.documents * 2)
    writer = TextWriter(RenderOptions(width=100))
    pieces = [writer.document(judged, report.run) for judged in report.documents]

    assert render_text(report, width=100) == "".join([*pieces, writer.end(report.run, ())])
    assert all(pieces)
