"""Why a claim stays open, in the few words beside its verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from factcheck import check_text
from factcheck.model import Assessment, Comparison, Reason, Stance, Verdict
from factcheck.renderers.display import display
from factcheck.renderers.explanations import explain
from factcheck.renderers.html import render_html
from factcheck.renderers.markdown import render_markdown
from factcheck.renderers.reasons import nearest_match, open_point, told_reasons
from factcheck.renderers.text import render_text

TEXT = "Peter Holt sold 40 boats to the port of Siena."
LACKING = [
    pytest.param(
        "Peter Holt sold boats to the port of Siena.",
        "the nearest fact does not say “40”",
        "il fatto più vicino non dice «40»",
        id="missing",
    ),
    pytest.param(
        "Peter Holt sold 39 boats and 12 vans to the port of Siena and to others in May.",
        "the text says “40”, the nearest fact “39”, perhaps of something else",
        "il testo dice «40», il fatto più vicino «39», forse di altro",
        id="differing",
    ),
]


def judged(statement: str, text: str = TEXT) -> Assessment:
    (found,) = check_text(
        text, facts=[{"statement": statement, "lang": "en"}], lang="en", model="none"
    ).assessments
    return found


@pytest.mark.parametrize(("statement", "english", "italian"), LACKING)
def test_an_open_claim_says_what_its_nearest_fact_lacks(
    statement: str, english: str, italian: str
) -> None:
    found = judged(statement)

    assert Reason.UNDECIDED in found.reasons
    assert told_reasons(found, display("en")) == english
    assert told_reasons(found, display("it")) == italian


def test_what_stands_in_the_fact_word_for_word_is_not_said_to_be_missing() -> None:
    found = judged("Peter Holt sold boats, 40 in all or so, to the port of Siena.")
    nearest = nearest_match(found)
    assert nearest is not None
    lacking = Comparison(name=Reason.ENTITY, stance=Stance.NEUTRAL, claim_text="Siena")

    assert open_point(replace(nearest, comparisons=(lacking,))) == ("", {})


def test_a_part_no_fact_speaks_of_does_not_hide_the_nearest_fact_of_another() -> None:
    found = judged("Peter Holt sold boats to the port of Siena.")
    both = replace(found, reasons=(Reason.NO_FACT, Reason.UNDECIDED))

    assert told_reasons(both, display("en")) == "the nearest fact does not say “40”"


def test_a_claim_no_fact_speaks_of_says_so() -> None:
    found = judged("The comet was seen in 1910.")

    assert told_reasons(found, display("en")) == "no fact speaks of it"


def test_a_settled_claim_names_its_comparators() -> None:
    assert told_reasons(
        judged("Peter Holt sold 39 boats to the port of Siena."), display("en")
    ) == ("quantity")


@pytest.mark.parametrize("rendered", [render_text, render_markdown, render_html])
def test_every_page_says_what_the_nearest_fact_lacks(rendered: Callable[..., str]) -> None:
    fact = {"statement": "Peter Holt sold boats to the port of Siena.", "lang": "en"}
    page = rendered(check_text(TEXT, facts=[fact], lang="en", model="none"), ui_lang="en")

    assert "the nearest fact does not say “40”" in " ".join(page.split())


@pytest.mark.parametrize(
    ("rating", "told", "label"),
    [
        ("false", "The table rates that statement false.", "which the table rates false:"),
        ("mixed", "The table rates that statement mixed.", "which the table rates mixed:"),
        ("true", "", "nearest fact:"),
    ],
)
def test_a_nearest_fact_that_is_not_rated_true_is_shown_as_such(
    rating: str, told: str, label: str
) -> None:
    fact = {"statement": "Peter Holt sold boats to the port of Siena.", "rating": rating}
    report = check_text(TEXT, facts=[fact], lang="en", model="none")
    (found,) = report.assessments

    assert found.verdict is Verdict.NOT_ENOUGH_INFO
    assert explain(found, "en").endswith(told)
    assert label in " ".join(render_text(report, ui_lang="en").split())
    assert f"{label}</span>" in render_html(report, ui_lang="en")
