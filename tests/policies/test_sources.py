"""Copies of one story are one source; sources that disagree stand side by side."""

from __future__ import annotations

import pytest

from factcheck.model import (
    Claim,
    Comparison,
    Document,
    Fact,
    Match,
    Part,
    PartAssessment,
    Reason,
    Span,
    Stance,
    Verdict,
)
from factcheck.policies import RulePolicy
from factcheck.policies.sources import one_source

STORY = "The Elba ferry ran aground on 3 May with 120 passengers on board."


def fact(fact_id: str, statement: str = "", *urls: str) -> Fact:
    return Fact(id=fact_id, statement=statement or fact_id * 9, urls=urls)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(STORY, True, id="same-words"),
        pytest.param(STORY.replace(" on board", " aboard"), True, id="a-word-edited"),
        pytest.param(STORY.replace("120", "130"), False, id="another-figure"),
        pytest.param("A ferry off Elba hit a rock; nobody was hurt.", False, id="own-words"),
    ],
)
def test_copies_of_a_story_are_one_source(other: str, expected: bool) -> None:
    assert one_source(fact("a", STORY), fact("b", other)) is expected


def test_statements_of_one_page_are_one_source() -> None:
    page = "https://example.org/1"
    assert one_source(fact("a", "One thing.", page), fact("b", "Something else.", page))
    assert not one_source(fact("a", "One thing."), fact("b", "Something else."))


def assessed(*row: Match) -> PartAssessment:
    part = Part(span=Span(start=0, end=4), text="Text")
    claim = Claim(
        id="c", key="k", document_id="d", span=Span(start=0, end=4), text="Text",
        line=1, column=1, language="en", parts=(part,),
    )  # fmt: skip
    document = Document(id="d", text="Text", source="t", language="en")
    return RulePolicy()(document, claim, (row,)).parts[0]


def match(known: Fact, stance: Stance, coverage: float = 0.9) -> Match:
    clash = (Comparison(name=Reason.NEGATION, stance=stance),)
    return Match(
        fact=known, similarity=0.9, stance=stance, coverage=coverage,
        comparisons=clash if stance is Stance.REFUTES else (),
    )  # fmt: skip


def test_copies_are_shown_once() -> None:
    copies = [match(fact(name, STORY), Stance.SUPPORTS) for name in "abc"]
    other = match(fact("d", "Quite another account."), Stance.SUPPORTS, 0.6)
    assert [m.fact.id for m in assessed(*copies, other).matches] == ["a", "d"]


def test_both_sides_of_a_disagreement_are_shown_however_many_agree() -> None:
    agreeing = [match(fact(name), Stance.SUPPORTS, 0.95) for name in "abcd"]
    found = assessed(*agreeing, match(fact("z"), Stance.REFUTES, 0.6))
    assert found.verdict is Verdict.CONFLICTING
    assert [m.fact.id for m in found.matches] == ["a", "z", "b"]


def test_one_page_does_not_disagree_with_itself() -> None:
    page = "https://example.org/1"
    agrees = match(fact("a", "It opened.", page), Stance.SUPPORTS)
    differs = match(fact("b", "The annex did not open.", page), Stance.REFUTES)
    assert assessed(agrees, differs).verdict is Verdict.SUPPORTED


def test_a_disagreement_is_as_sure_as_its_less_sure_side() -> None:
    agrees = match(fact("a"), Stance.SUPPORTS)
    differs = match(fact("b"), Stance.REFUTES)
    both = assessed(agrees, differs)
    alone = [assessed(one).confidence for one in (agrees, differs)]
    assert both.confidence == min(c for c in alone if c is not None)


def test_facts_read_together_are_each_shown() -> None:
    joined = Match(
        fact=fact("a"), similarity=0.9, stance=Stance.SUPPORTS, together=(fact("b"),), coverage=0.5
    )
    assert [m.fact.id for m in assessed(joined).matches] == ["a", "b"]


def test_facts_that_were_joined_and_not_read_are_never_shown() -> None:
    joined = Match(
        fact=fact("a"), similarity=0.9, stance=Stance.NEUTRAL, together=(fact("b"),), coverage=0.9
    )
    assert assessed(joined).reasons == (Reason.NO_FACT,)
