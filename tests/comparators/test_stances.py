"""Every comparator on claims beside facts, in Italian and English, through the front door."""

from __future__ import annotations

import pytest

from tests.comparators.tables import Case, read_cases, reasons, verdicts

CASES = read_cases("cases.tsv")
SETTLED = [case for case in CASES if not case.verdict.startswith("!")]
SILENT = [case for case in CASES if case.verdict.startswith("!")]


@pytest.mark.parametrize("case", SETTLED, ids=lambda case: case.id)
def test_claim_gets_its_verdict_and_reason(case: Case) -> None:
    report = case.check()

    assert verdicts(report) == {case.verdict}
    assert not case.reason or case.reason in reasons(report)


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case.id)
def test_claim_does_not_get_the_wrong_verdict(case: Case) -> None:
    found = verdicts(case.check())

    assert found, "no sentence was found"
    assert found.isdisjoint({case.verdict.removeprefix("!"), "conflicting"})
