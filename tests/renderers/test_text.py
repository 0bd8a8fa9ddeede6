from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from factcheck.errors import UnknownComponentError
from factcheck.model import (
    DateSource,
    Interval,
    Match,
    Rating,
    Reason,
    Report,
    Span,
    Stance,
    Verdict,
)
from factcheck.renderers.display import display
from factcheck.renderers.text import SYMBOLS, render_text
from tests.renderers import reports


def _lines(report: Report, **options: str) -> list[str]:
    return render_text(report, **options).splitlines()  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_asked(lang: str, width: int) -> None:
    long = reports.fact("f" * 90, "supercalifragilistic" * 20 + " 漢字" * 60)
    wide = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, reports.match(long))
    report = reports.report(*reports.every_verdict().assessments, wide)

    shown = render_text(report, ui_lang=lang, width=width)

    assert max(map(cell_len, shown.splitlines())) <= width


def test_plain_output_has_no_escape_and_no_trailing_space() -> None:
    shown = render_text(reports.every_verdict())

    assert "\x1b" not in shown
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


def test_colour_adds_only_colour() -> None:
    coloured = render_text(reports.every_verdict(), color=True)
    codes = coloured.split("\x1b[")
    plain = codes[0] + "".join(code.partition("m")[2] for code in codes[1:])

    assert coloured != plain
    assert [line.rstrip() for line in plain.splitlines()] == _lines(reports.every_verdict())


def test_each_verdict_has_a_symbol_of_its_own() -> None:
    assert len(set(SYMBOLS.values())) == len(Verdict)


@pytest.mark.parametrize(
    ("verdict", "english", "italian"),
    [
        (Verdict.SUPPORTED, "agrees with", "Confermata"),
        (Verdict.REFUTED, "contradicts", "In contrasto"),
        (Verdict.PARTLY_SUPPORTED, "partly confirmed", "Confermata in parte"),
        (Verdict.CONFLICTING, "sources disagree", "Fonti discordi"),
        (Verdict.MIXED, "disputed", "Controversa"),
        (Verdict.NOT_ENOUGH_INFO, "the table does not settle it", "La tabella non basta"),
        (Verdict.NOT_CHECKABLE, "nothing to check", "Nulla da verificare"),
    ],
)
def test_verdicts_are_shown_in_the_agreed_words(
    verdict: Verdict, english: str, italian: str
) -> None:
    assert f"  {SYMBOLS[verdict]} {english} " in render_text(reports.every_verdict(), ui_lang="en")
    assert f"  {SYMBOLS[verdict]} {italian} " in render_text(reports.every_verdict(), ui_lang="it")


def test_words_follow_the_text_and_fall_back_to_english() -> None:
    italian = replace(reports.DOCUMENT, language="it")
    french = replace(reports.DOCUMENT, language="fr")

    assert "Riepilogo" in render_text(reports.report(of=italian))
    assert "Summary" in render_text(reports.report(of=french))


def test_an_unknown_ui_language_is_refused() -> None:
    with pytest.raises(UnknownComponentError, match="'xx'"):
        render_text(reports.every_verdict(), ui_lang="xx")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (DateSource.OPTION, "16 November 2024, as given"),
        (DateSource.METADATA, "16 November 2024, from the document"),
        (DateSource.DATELINE, "16 November 2024, from the dateline"),
    ],
)
def test_the_header_says_how_the_date_is_known(source: DateSource, told: str) -> None:
    dated = replace(reports.DOCUMENT, date_source=source)

    assert f"  Date      {told}" in _lines(reports.report(of=dated))


@pytest.mark.parametrize(
    ("unresolved", "told"),
    [
        (0, "no date given"),
        (1, "no date given: 1 time expression unresolved, add --date"),
        (9, "no date given: 9 time expressions unresolved, add --date"),
    ],
)
def test_the_header_says_that_no_date_is_known(unresolved: int, told: str) -> None:
    undated = replace(reports.DOCUMENT, date=None, date_source=DateSource.NONE)

    assert f"  Date      {told}" in _lines(reports.report(of=undated, unresolved=unresolved))


def test_the_header_names_facts_model_and_version() -> None:
    lines = _lines(reports.report())

    assert "  Facts     64 (accordo), newest check 30 November 2025" in lines
    assert "  Model     none" in lines
    assert "  Version   factcheck 0.1.0" in lines


def test_a_clash_says_what_text_and_fact_say_with_source_date_and_rule() -> None:
    lines = _lines(reports.report(reports.wrong_date()))

    assert lines[lines.index("✗  1  4:1    contradicts f-1 (date) · confidence 93%") :][:5] == [
        "✗  1  4:1    contradicts f-1 (date) · confidence 93%",
        "     Iwaya took office on 1 November.",
        "     ✗ the text says “1 November”; the fact says “1 October 2024” (Kyodo News,",
        "       1 October 2024; date)",
        "       Takeshi Iwaya took office on 1 October 2024.",
    ]


@pytest.mark.parametrize(
    ("claim_text", "fact_text", "told"),
    [
        ("not", "", "the text says “not”; the fact says otherwise (Kyodo News"),
        ("", "not", "the fact says “not”; the text says otherwise (Kyodo News"),
        ("", "", "the text and the fact do not agree (Kyodo News"),
    ],
    ids=["text", "fact", "neither"],
)
def test_a_clash_with_words_on_one_side_says_so(claim_text: str, fact_text: str, told: str) -> None:
    clash = reports.clash(Reason.NEGATION, claim_text, fact_text)
    found = reports.match(reports.FACT, Stance.REFUTES, clash)
    refuted = reports.assessed("Japan has nine partners.", Verdict.REFUTED, found)

    assert f"✗ {told}" in render_text(reports.report(refuted))


def test_a_verdict_without_a_comparison_still_cites_its_fact() -> None:
    found = reports.match(reports.FACT, Stance.REFUTES)
    text = "Japan has nine partners."
    refuted = reports.assessed(text, Verdict.REFUTED, found, reasons=(Reason.MODEL,))

    shown = render_text(reports.report(refuted), width=120)
    assert "do not agree (Kyodo News, 1 October 2024; read by the model)" in shown


def test_a_statement_rated_false_is_told_as_such() -> None:
    shown = render_text(reports.report(reports.rated_false()), width=120)

    assert "✗ the table rates false what the text says (" in shown


def test_the_words_that_clash_are_marked_on_both_sides() -> None:
    text, statement = "Iwaya took office on 1 November.", reports.FACT.statement
    clash = replace(
        reports.clash(Reason.DATE, "1 November", "1 October 2024"),
        claim_span=Span(start=text.index("1 N"), end=len(text) - 1),
        fact_span=Span(start=statement.index("1 O"), end=len(statement) - 1),
    )
    found = reports.match(reports.FACT, Stance.REFUTES, clash)
    shown = render_text(reports.report(reports.assessed(text, Verdict.REFUTED, found)), color=True)

    assert shown.count("\x1b[1;4;31m1 November\x1b[0m") == 2
    assert shown.count("\x1b[1;4;32m1 October 2024\x1b[0m") == 2


def test_words_of_a_denial_that_is_right_are_not_marked() -> None:
    false = reports.fact("f-9", "Japan has nine partners.", rating=Rating.FALSE)
    clash = replace(reports.clash(Reason.NEGATION, "nine", ""), claim_span=Span(start=10, end=14))
    found = reports.match(false, Stance.REFUTES, clash)
    right = reports.assessed("Japan has nine partners.", Verdict.SUPPORTED, found)

    assert "\x1b[1;4;" not in render_text(reports.report(right), color=True)


def test_an_ended_office_is_superseded() -> None:
    assert "superseded: held until 1 October 2024" in render_text(
        reports.report(reports.outdated())
    )


def test_confidence_is_never_rounded_up() -> None:
    assert "confidence 97%" in render_text(reports.report(reports.supported()))  # it is 0.979


def test_a_repeated_headline_points_to_the_first() -> None:
    lines = _lines(reports.report(reports.supported(), reports.duplicate()))

    assert f"✓  2  2:1    repeats claim 1: {reports.HEADLINE}" in lines


def test_what_cannot_be_checked_is_one_line() -> None:
    lines = _lines(reports.report(reports.opinion()))

    assert "·  1  4:272  nothing to check (opinion): It was the finest of days." in lines


def test_each_settled_part_is_shown_with_its_fact() -> None:
    shown = render_text(reports.report(reports.partly()))

    assert "✓ “The embassy reopened in October 2022” agrees with f-4" in shown
    assert "? “it employs forty people” the table does not settle it (no fact" in shown


def test_both_sides_of_a_disagreement_are_shown() -> None:
    shown = render_text(reports.report(reports.conflicting()), width=120)

    assert "✓ Japan has information agreements with nine partners." in shown
    assert (
        "✗ the text says “nine”; the fact says “seven” (Reuters; AP, 1 October 2024; quantity)"
        in shown
    )
    assert "\n       Japan has such agreements with seven.\n" in shown


def test_a_fact_that_settles_two_parts_is_shown_once() -> None:
    partly = reports.partly()
    twice = replace(partly, parts=(partly.parts[0], partly.parts[0]))
    shown = render_text(reports.report(twice))

    assert shown.count("agrees with f-4") == 2
    assert shown.count("The embassy of Japan in Kyiv reopened in October 2022.") == 1


def test_a_claim_no_part_of_which_is_settled_names_one_nearest_fact() -> None:
    unsettled = reports.unsettled()
    twice = replace(unsettled, parts=(*unsettled.parts, *unsettled.parts))

    assert render_text(reports.report(twice)).count("nearest fact: Takeshi Iwaya took") == 1


def test_more_facts_than_shown_are_counted() -> None:
    facts = [reports.match(reports.fact(f"f-{n}", f"Statement {n}.")) for n in range(5)]
    many = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, *facts)

    assert "more facts in the JSON report: 3" in render_text(reports.report(many))


def test_open_claims_worth_checking_are_listed() -> None:
    assert "Check these next: 10" in render_text(reports.every_verdict())


def test_documents_come_one_after_the_other() -> None:
    one = reports.report(reports.supported())
    other = replace(one.documents[0], document=replace(reports.DOCUMENT, source="second.txt"))
    lines = _lines(replace(one, documents=(one.documents[0], other)))

    assert lines.index("article.txt") < lines.index("second.txt")
    assert sum(line.startswith("Summary  ") for line in lines) == 2
    assert sum("factcheck 0.1.0" in line for line in lines) == 1


def test_a_text_without_claims_says_so() -> None:
    assert "no claims found" in _lines(reports.report())


@pytest.mark.parametrize(
    ("start", "end", "english", "italian"),
    [
        (date(2024, 10, 1), date(2024, 10, 1), "1 October 2024", "1° ottobre 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024", "febbraio 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024", "2024"),
        (date(9999, 12, 1), date(9999, 12, 31), "December 9999", "dicembre 9999"),
        (date(2024, 3, 2), date(2024, 3, 8), "2 March 2024 to 8 March 2024",
         "2 marzo 2024 - 8 marzo 2024"),
        (date(2024, 3, 2), None, "since 2 March 2024", "dal 2 marzo 2024"),
        (None, date(2024, 3, 2), "until 2 March 2024", "fino al 2 marzo 2024"),
        (None, None, "", ""),
    ],
)  # fmt: skip
def test_intervals_read_as_people_write_them(
    start: date | None, end: date | None, english: str, italian: str
) -> None:
    interval = Interval(start=start, end=end)

    assert display("en").interval(interval) == english
    assert display("it").interval(interval) == italian


@pytest.mark.parametrize(
    ("day", "italian"),
    [(7, "fino al 7"), (8, "fino all'8"), (11, "fino all'11"), (1, "fino al 1°")],
)
def test_italian_elides_before_a_vowel(day: int, italian: str) -> None:
    assert display("it").until(date(2024, 3, day)) == f"{italian} marzo 2024"


def test_a_fact_without_a_source_is_cited_by_id() -> None:
    bare = replace(reports.FACT, sources=(), published=None)
    found: Match = reports.match(bare, Stance.SUPPORTS)
    report = reports.report(reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, found))

    assert "       fact f-1" in _lines(report)


def test_a_place_far_down_a_text_stands_apart_from_what_follows() -> None:
    found = reports.assessed(
        "Japan has nine partners.", Verdict.REFUTED, reports.match(reports.FACT)
    )
    far = replace(found, claim=replace(found.claim, line=16_399, column=566))

    assert re.search(r"16399:566 \S", render_text(reports.report(far)))
