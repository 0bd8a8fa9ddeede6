"""Statements alike but for one thing: what excludes the fact clashes, what may be true does not."""

from __future__ import annotations

import pytest

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
