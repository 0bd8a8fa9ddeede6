"""Markdown: contradictions first, the words that clash in bold, everything else as written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.model import Rating, Reason, Report, Span, Stance, Verdict
from factcheck.renderers.inert import inert
from factcheck.renderers.markdown import escaped, linked, marked, render_markdown
from tests.renderers import reports

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WILD = st.text(
    alphabet=st.characters(exclude_categories=()) | st.sampled_from("*_`[]<>()#@:/|\\~& ")
)


def tokens(markdown: str) -> list[Token]:
    """Return the blocks of ``markdown`` and what stands in them, in order."""
    flat: list[Token] = []
    for token in PARSER.parse(markdown):
        flat += [token, *(token.children or ())]
    return flat


def shape(markdown: str) -> list[str]:
    """Return the kinds of everything in ``markdown`` but plain text."""
    return [token.type for token in tokens(markdown) if token.type != "text"]


def text_of(markdown: str) -> str:
    """Return what a reader of ``markdown`` sees, block after block."""
    return "".join("\n" if t.type == "inline" else t.content for t in tokens(markdown) if t.type in
                   {"inline", "text"})  # fmt: skip


def _lines(report: Report, ui_lang: str = "") -> list[str]:
    return render_markdown(report, ui_lang=ui_lang).splitlines()


def _clash(text: str, fact: str, claim_span: Span | None, fact_span: Span | None) -> Report:
    clash = replace(
        reports.clash(Reason.DATE, "1 November", "1 October 2024"),
        claim_span=claim_span, fact_span=fact_span,
    )  # fmt: skip
    found = reports.match(reports.fact("f-1", fact), Stance.REFUTES, clash)
    return reports.report(reports.assessed(text, Verdict.REFUTED, found, reasons=(Reason.DATE,)))


def test_contradictions_come_first_and_what_is_confirmed_last() -> None:
    headings = [line for line in _lines(reports.every_verdict()) if line.startswith("##")]

    assert headings == [
        "## ✗ contradicts: 3",
        "## ≠ sources disagree: 1",
        "## ± disputed: 1",
        "## ◐ partly confirmed: 1",
        "## ✓ agrees with: 2",
        "## ? Check these next: 1",
    ]


def test_the_words_that_clash_are_bold_on_both_sides_and_the_source_is_a_link() -> None:
    text, fact = "Iwaya took office on 1 November.", "Takeshi Iwaya took office on 1 October 2024."
    report = _clash(text, fact, Span(start=21, end=31), Span(start=29, end=43))
    lines = _lines(report)

    assert "> Iwaya took office on **1 November**." in lines
    assert lines[-2:] == [
        "- ✗ The text says “1 November”; the fact says “1 October 2024” "
        "(Kyodo News, 1 October 2024).",
        "  - ✗ Takeshi Iwaya took office on **1 October 2024**. "
        "([Kyodo News, 1 October 2024](<https://example.org/iwaya>))",
    ]


def test_words_without_a_place_are_not_bold() -> None:
    text = "Iwaya took office on 1 November."

    assert f"> {text}" in _lines(_clash(text, "A fact.", None, None))


def test_the_header_says_what_was_checked_against_what() -> None:
    assert _lines(reports.report())[:9] == [
        "# article.txt",
        "",
        "- **Date**: 16 November 2024, from the dateline",
        "- **Language**: English",
        "- **Facts**: 64 (accordo), newest check 30 November 2025",
        "- **Model**: none",
        "- **Version**: factcheck 0.1.0",
        "",
        "no claims found",
    ]


def test_the_summary_counts_and_names_the_claims_of_each_verdict() -> None:
    lines = _lines(reports.every_verdict())

    assert "| Summary | 10 | claims |" in lines
    assert "| ✗ contradicts | 3 | 3, 4, 5 |" in lines
    assert "table_open" in shape(render_markdown(reports.every_verdict()))


def test_what_cannot_be_checked_is_one_line() -> None:
    assert _lines(reports.every_verdict())[-1] == "· nothing to check: 9 (opinion)"


def test_a_repeated_headline_points_to_the_first() -> None:
    assert "- **2** · 2:1 · repeats claim 1" in _lines(reports.every_verdict())


def test_what_is_confirmed_is_one_line_with_its_source() -> None:
    assert (
        f"- **1** · 1:1 · {reports.HEADLINE} "
        "([Kyodo News, 1 October 2024](<https://example.org/iwaya>))"
    ) in _lines(reports.every_verdict())


def test_both_sides_of_a_disagreement_are_shown() -> None:
    lines = _lines(reports.report(reports.conflicting()))

    assert [line.split(" (")[0] for line in lines if line.startswith("  - ")] == [
        "  - ✓ Japan has information agreements with nine partners.",
        "  - ✗ Japan has such agreements with seven.",
    ]


def test_each_part_of_a_claim_has_its_verdict() -> None:
    lines = _lines(reports.report(reports.partly()))

    assert "- ✓ “The embassy reopened in October 2022” agrees with" in lines
    assert "- ? “it employs forty people” the table does not settle it (no fact speaks of it)" in (
        lines
    )


def test_notes_say_who_is_contradicted_and_what_is_denied() -> None:
    rated = reports.fact("f", "The agreement obliges Japan.", rating=Rating.FALSE)
    denied = reports.assessed(
        reports.HEADLINE, Verdict.SUPPORTED, reports.match(rated, Stance.REFUTES)
    )
    shown = render_markdown(reports.report(reports.rated_false(), denied))

    assert "*This is what Sybiha is reported to say: the speaker is contradicted" in shown
    assert "*the table rates this statement false; the text denies it*" in shown


def test_words_follow_the_ui_language() -> None:
    assert "## ✗ In contrasto: 3" in _lines(reports.every_verdict(), "it")


def test_open_claims_stand_in_the_order_of_checkworthiness() -> None:
    low = reports.unsettled()
    worth = replace(low, claim=replace(low.claim, id="other", checkworthiness=0.9))
    lines = _lines(reports.report(low, worth))

    assert [line[:7] for line in lines if line.startswith("- **") and "Four" in line] == [
        "- **2**",
        "- **1**",
    ]


def test_documents_come_one_after_the_other() -> None:
    one = reports.report(reports.supported())
    other = replace(one.documents[0], document=replace(reports.DOCUMENT, source="second.txt"))
    lines = _lines(replace(one, documents=(one.documents[0], other)))

    assert [line for line in lines if line.startswith("# ")] == ["# article.txt", "# second.txt"]
    assert sum("factcheck 0.1.0" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a b", "x"),
        ("javascript:alert(1)", "x"),
        ("data:text/html,x", "x"),
        ("//example.org", "x"),
        ("https://", "x"),
        ("https://[", "x"),
        ("https://example.org/\u202ex", "x"),
        (
            "https://example.org/a_(b)?c=1&d=2#e",
            "[x](<https://example.org/a_%28b%29?c=1&amp;d=2#e>)",
        ),
        ("https://example.org/>)", "[x](<https://example.org/%3E%29>)"),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str, shown: str) -> None:
    assert linked("x", [url]) == shown


def test_the_first_web_address_is_the_link() -> None:
    assert linked("x", ["see page 3", "http://a.example", "http://b.example"]).endswith(
        "(<http://a.example>)"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12.1 billion", "12.1 billion"),
        ("1. one", r"1\. one"),
        ("- item", r"\- item"),
        ("# title", r"\# title"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("a | b", "a &vert; b"),
        ("<b>", "&lt;b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("![x](y)", r"\!\[x\](y)"),
        ("https://a.example", "https:// a.example"),
        ("www.a.example", "www. a.example"),
        ("@someone #12", "@ someone # 12"),
    ],
)
def test_markup_is_shown_as_written(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(WILD)
@example("\xa0")
@example("\u2003")
def test_any_text_is_text(text: str) -> None:
    words = inert(text).strip()
    quoted = f"> {escaped(text)}"

    # a no-break space alone is a paragraph, with nothing to see
    assert shape(quoted) == shape("> word" if inert(text).strip(" \t\n") else ">")
    assert text_of(quoted).replace(" ", "").strip() == words.replace(" ", "")


@given(WILD, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=3))
def test_marking_words_changes_none(text: str, ends: list[list[int]]) -> None:
    spans = [Span(start=start, end=end) for start, end in ends]
    shown = f"> {marked(text, spans)}"
    added = set(shape(shown)) - set(shape("> word"))

    assert added <= {"strong_open", "strong_close"}
    assert text_of(shown).replace(" ", "").replace("*", "").strip() == (
        inert(text).replace(" ", "").replace("*", "").strip()
    )


def test_marks_that_touch_or_overlap_are_one() -> None:
    spans = [Span(start=2, end=4), Span(start=0, end=2), Span(start=3, end=5)]

    assert marked("abcdefg", spans) == "**abcde**fg"
