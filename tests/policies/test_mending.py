"""What one change of the fact's puts right, and what a model may make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factcheck.model import ClaimKind, Comparison, Fact, Match, Mend, Probabilities, Reason, Span
from factcheck.policies import Combiner
from tests.policies.test_combining import NEUTRAL, NO, PART, REFUTES, SHARED, YES, combiner

MEND = Mend(
    kind=Reason.QUANTITY, claim_text="60", fact_text="40", written="40",
    claim_span=Span(start=0, end=2), fact_span=Span(start=3, end=5),
)  # fmt: skip


def doubted(read: Probabilities, mended: Probabilities | None, **changes: Any) -> Match:
    fact = Fact(id="f", statement="The 40 boats.", lang="en")
    return Match(
        fact=fact, similarity=0.9, stance=NEUTRAL, coverage=0.6, ground=SHARED,
        probabilities=read, mend=MEND, mended=mended, **changes,
    )  # fmt: skip


def mending() -> Combiner:
    """Return a combiner that refutes nothing but what a change puts right."""
    return replace(combiner(), model=replace(combiner().model, refutes_from=1.1))


def test_a_part_that_one_change_puts_right_is_refuted_for_that() -> None:
    found = combiner()(PART, doubted(NO, YES))
    assert found.stance is REFUTES
    (clash,) = [c for c in found.comparisons if c.stance is REFUTES]
    assert (clash.name, clash.claim_text, clash.fact_text) == (Reason.QUANTITY, "60", "40")
    assert clash.claim_span is None  # the part has no such words
    assert clash.fact_span == Span(start=4, end=6)


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        pytest.param(NO, NO, id="still-refuted"),
        pytest.param(NO, None, id="nothing-tried"),
        pytest.param(YES, YES, id="not-refuted-as-it-stands"),
        pytest.param(NO, Probabilities(supports=0.5, refutes=0.3, neutral=0.2), id="unsure"),
    ],
)
def test_otherwise_the_model_refutes_nothing_by_a_change(
    read: Probabilities, mended: Probabilities | None
) -> None:
    assert mending()(PART, doubted(read, mended)).stance is not REFUTES


def test_a_fact_about_somebody_else_puts_nothing_right() -> None:
    found = replace(doubted(NO, YES), ground=replace(SHARED, has_others=True))
    assert mending()(PART, found).stance is NEUTRAL


@pytest.mark.parametrize("name", [Reason.DIRECTION, Reason.NEGATION], ids=["opposite", "denial"])
def test_no_change_puts_right_what_also_tells_the_contrary(name: Reason) -> None:
    contrary = Comparison(name=name, stance=NEUTRAL, claim_text="approved", fact_text="rejected")
    assert mending()(PART, doubted(NO, YES, comparisons=(contrary,))).stance is NEUTRAL


def test_what_somebody_only_promises_is_not_refuted_by_a_change() -> None:
    part = replace(PART, kind=ClaimKind.PROMISE)
    assert mending()(part, doubted(NO, YES)).stance is NEUTRAL
