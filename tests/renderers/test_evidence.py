"""Where the words that clash stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.model import Comparison, Reason, Span, Verdict
from factcheck.renderers.evidence import claim_span, fact_span
from tests.renderers import reports

TEXT = "Iwaya took office on 1 November."


def _clash(words: str, start: int, end: int) -> Comparison:
    clash = reports.clash(Reason.DATE, words, words)
    span = Span(start=start, end=end)
    return replace(clash, claim_span=span, fact_span=span)


@pytest.mark.parametrize(
    ("words", "start", "end", "found"),
    [
        pytest.param("1 November", 21, 31, "1 November", id="as told"),
        pytest.param("1 November", 3, 13, "1 November", id="counted from another start"),
        pytest.param("1 November", 300, 310, "1 November", id="beyond the text"),
        pytest.param("office on", 11, 17, "office on", id="told too short"),
        pytest.param("not took", 6, 10, "took", id="a negator that stands apart"),
        pytest.param("o", 7, 8, "o", id="one of several, as told"),
        pytest.param("o", 0, 1, None, id="several, none there"),
        pytest.param("Kishida", 0, 5, None, id="other words"),
        pytest.param("", 0, 5, "Iwaya", id="no words told"),
    ],
)
def test_words_are_found_where_they_are(
    words: str, start: int, end: int, found: str | None
) -> None:
    clash = _clash(words, start, end)
    part = reports.part(reports.DOCUMENT, TEXT, Verdict.REFUTED)
    match = reports.match(reports.fact("f", TEXT))

    spans = (claim_span(part, clash), fact_span(match, clash))
    assert [span and TEXT[span.start : span.end] for span in spans] == [found, found]


def test_words_without_a_place_are_not_looked_for() -> None:
    part = reports.part(reports.DOCUMENT, TEXT, Verdict.REFUTED)

    assert claim_span(part, reports.clash(Reason.DATE, "1 November", "")) is None
