"""The web page: all of the text, all of the claims, and nothing that leaves it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from factcheck.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    Interval,
    Reason,
    Report,
    Span,
    Stance,
    Verdict,
)
from factcheck.registry import renderer
from factcheck.renderers.display import display, display_languages
from factcheck.renderers.html import render_html
from factcheck.renderers.html.marks import part_spans
from factcheck.renderers.html.timeline import timeline
from factcheck.renderers.inert import inert_lines
from tests import strategies
from tests.renderers import reports
from tests.renderers.pages import long_report, rendered

PAGE_LIMIT = 1_500_000  # bytes, for 500 claims: a page to be mailed and opened at once
few = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def _article(report: Report) -> str:
    (article,) = rendered(report).articles
    return article


# -- the whole text ---------------------------------------------------------------------------


def test_the_article_is_the_text_itself() -> None:
    assert _article(reports.every_verdict()) == reports.TEXT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One.  Two.\n\n\n  Three.\n", id="spaces and lines"),
        pytest.param("\n\nStarts late.", id="blank start"),
        pytest.param("a < b & c > d \"e\" 'f' &amp; &#39;", id="markup characters"),
        pytest.param("𝒜 𐐷 é e\u0301 中文 عربى", id="beyond one code unit"),
        pytest.param("", id="empty"),
        pytest.param("\n", id="one line end"),
    ],
)
def test_any_text_is_kept_with_and_without_blocks(text: str) -> None:
    bare = Document(id="d", text=text, source="-", language="en")
    middle = Span(start=min(3, len(text)), end=max(len(text) - 3, 0))
    blocks = replace(bare, blocks=(Block(span=middle, kind=BlockKind.QUOTE),))

    assert _article(reports.report(of=bare)) == text
    assert _article(reports.report(of=blocks)) == text


def test_line_ends_of_other_systems_become_line_feeds() -> None:
    document = Document(id="d", text="One.\r\nTwo.\rThree.\n", source="-", language="en")

    assert _article(reports.report(of=document)) == "One.\nTwo.\nThree.\n"


@few
@given(strategies.reports())
def test_every_report_becomes_a_page_with_its_texts_and_claims(report: Report) -> None:
    page = rendered(report)

    assert page.unclosed == []
    assert [_lines(article) for article in page.articles] == [
        _lines(inert_lines(document.document.text)) for document in report.documents
    ]
    shown = [found["data-claim"] for found in page.all("details", "data-claim")]
    assert sorted(shown) == sorted(inert_lines(a.claim.id) for a in report.assessments)


def _lines(text: str) -> str:
    return re.sub("\n+", "\n", text)  # a random span may part the two characters of a line end


def test_claims_are_linked_with_their_evidence_both_ways() -> None:
    report = reports.every_verdict()
    page = rendered(report)
    ids = {found["id"] for _, found in page.elements if "id" in found}
    links = [found["href"] for _, found in page.elements if found.get("href", "").startswith("#")]
    claims = [found for found in page.all("a", "id") if "claim" in found.get("class", "")]

    assert len(claims) == len(report.assessments)
    assert {href.removeprefix("#") for href in links} <= ids
    assert {found["href"] for found in claims} == {
        f"#c1-{n}" for n in range(1, len(report.assessments) + 1)
    }


def test_ids_are_unique() -> None:
    document = reports.every_verdict().documents[0]
    page = rendered(replace(reports.every_verdict(), documents=(document, document)))
    ids = [found["id"] for _, found in page.elements if "id" in found]

    assert len(ids) == len(set(ids))


def test_the_words_that_clash_are_marked_in_text_evidence_and_fact() -> None:
    text, statement = "Japan has nine partners.", "Japan has seven partners."
    document = Document(id="d", text=text, source="-", language="en")
    clash = replace(
        reports.clash(Reason.QUANTITY, "nine", "seven"),
        claim_span=Span(start=10, end=14),
        fact_span=Span(start=10, end=15),
    )
    match = reports.match(reports.fact("f", statement), Stance.REFUTES, clash)
    refuted = reports.assessed(text, Verdict.REFUTED, match, of=document)

    assert rendered(reports.report(refuted, of=document)).marked == ["nine", "nine", "seven"]


def test_only_the_named_words_are_marked() -> None:
    partly = reports.partly()
    span = Span(start=11, end=23)
    clash = replace(reports.clash(Reason.QUANTITY, "forty people", "nine"), claim_span=span)
    part = partly.parts[1]
    match = replace(partly.parts[0].matches[0], comparisons=(clash,))
    (found,) = part_spans(part, match)

    assert found.slice(reports.TEXT) == "forty people"


def test_words_without_a_place_are_not_marked() -> None:
    partly = reports.partly()
    clash = reports.clash(Reason.QUANTITY, "forty people", "nine")
    match = replace(partly.parts[0].matches[0], comparisons=(clash,))

    assert part_spans(partly.parts[1], match) == ()


# -- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ui_lang", display_languages())
def test_a_page_speaks_one_language(ui_lang: str) -> None:
    page = rendered(reports.every_verdict(), ui_lang)
    words = display(ui_lang)

    assert page.all("html")[0]["lang"] == ui_lang
    assert words.word("page", "report") in page.text
    assert all(words.table["page"].values())


def test_both_languages_have_the_same_words() -> None:
    keys = {lang: set(display(lang).table["page"]) for lang in display_languages()}

    assert len({frozenset(found) for found in keys.values()}) == 1


@pytest.mark.parametrize("ui_lang", display_languages())
def test_no_verdict_is_called_true_or_false(ui_lang: str) -> None:
    report = reports.report(
        reports.supported(), reports.wrong_date(), reports.partly(), reports.conflicting(),
        reports.mixed(), reports.opinion(), reports.unsettled(),
    )  # fmt: skip
    text = rendered(report, ui_lang).text.casefold()

    assert not re.search(r"\b(true|false|ver[oaie]|fals[oaie])\b", text)


def test_furniture_and_repetitions_are_folded() -> None:
    page = render_html(reports.every_verdict(), ui_lang="en")
    folded = page.index("Page furniture and repetitions (1)")

    assert page.index(f'data-claim="{reports.duplicate().claim.id}"') > folded
    assert page.index(f'data-claim="{reports.opinion().claim.id}"') < folded


def test_contradictions_stand_open_without_a_script() -> None:
    page = rendered(reports.every_verdict())
    opened = {f["data-verdict"] for f in page.all("details", "data-claim") if "open" in f}

    assert opened == {"refuted", "conflicting"}


def test_controls_that_need_a_script_are_hidden_without_one() -> None:
    page = rendered(reports.every_verdict())

    assert all("hidden" in box for box in page.all("input"))
    assert all("hidden" in one for one in page.all("div") if one.get("class") == "choices")


def test_several_texts_have_a_list_of_contents() -> None:
    document = reports.every_verdict().documents[0]
    page = rendered(replace(reports.every_verdict(), documents=(document, document)))

    assert [found["href"] for found in page.all("a") if "#d" in found.get("href", "")] == [
        "#d1", "#d2",
    ]  # fmt: skip


def test_a_report_without_claims_says_so() -> None:
    assert "no claims found" in rendered(reports.report()).text


def test_shares_fill_the_bar() -> None:
    page = rendered(reports.every_verdict())
    widths = [float(found["width"].rstrip("%")) for found in page.all("rect")]

    assert sum(widths) == pytest.approx(100, abs=0.1)


def test_the_timeline_is_in_order_of_dates() -> None:
    def dated(claim: Claim, year: int) -> Claim:
        mention = reports.partly().claim.event_date
        assert mention is not None
        day = Interval(start=date(year, 3, 4), end=date(year, 3, 4))
        return replace(claim, event_date=replace(mention, interval=day))

    late, early = reports.supported(), reports.unsettled()
    claims = (
        replace(late, claim=dated(late.claim, 2024)),
        replace(early, claim=dated(early.claim, 2001)),
    )
    line = timeline(claims, display("it"))
    assert line is not None

    assert [column.told for column in line.columns] == ["4 marzo 2001", "4 marzo 2024"]
    assert [[dot.number for dot in column.dots] for column in line.columns] == [[2], [1]]
    assert [column.broken for column in line.columns] == [False, True]
    assert all(0 < column.x < line.width for column in line.columns)


def test_no_dates_no_timeline() -> None:
    assert timeline((reports.supported(),), display("en")) is None


def test_five_hundred_claims_make_a_small_page() -> None:
    report = long_report()
    page = render_html(report)

    assert page.count("data-claim=") == len(report.assessments) == 500
    assert len(page.encode()) < PAGE_LIMIT


def test_the_same_report_gives_the_same_page() -> None:
    render = renderer("html")

    assert render(reports.every_verdict()) == render(reports.every_verdict())
