"""Statements alike but for one thing: what excludes the fact clashes, what may be true does not."""

from __future__ import annotations

import pytest

from factcheck import check_text
from factcheck.model import Reason, Stance
from tests.comparators.tables import Case, read_cases, reasons, verdicts

CASES = read_cases("twins.tsv")


@pytest.mark.parametrize(
    "case", [c for c in CASES if not c.verdict.startswith("!")], ids=lambda case: case.id
)
def test_what_excludes_the_fact_clashes(case: Case) -> None:
    report = case.check()

    assert verdicts(report) == {case.verdict}
    assert case.reason in reasons(report)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.verdict.startswith("!")], ids=lambda case: case.id
)
def test_what_may_be_true_beside_the_fact_does_not(case: Case) -> None:
    found = verdicts(case.check())

    assert found, "no sentence was found"
    assert found.isdisjoint({case.verdict.removeprefix("!"), "conflicting"})


def test_what_two_comparators_find_is_told_once() -> None:
    facts = [{"statement": "The bridge over the strait cost 12 million euros."}]
    report = check_text("The bridge over the strait cost 15 million euros.", facts=facts)

    (match,) = report.assessments[0].parts[0].matches
    clashes = [c for c in match.comparisons if c.stance is Stance.REFUTES]
    assert [(c.name, c.claim_text, c.fact_text) for c in clashes] == [
        (Reason.QUANTITY, "15 million euros", "12 million euros")
    ]
