"""True sentences beside facts about other events that differ in one more word: none is refuted."""

from __future__ import annotations

import pytest

from tests.comparators.tables import Case, read_cases, verdicts

CASES = read_cases("near_misses.tsv")
LEAST = 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_another_event_does_not_refute(case: Case) -> None:
    found = verdicts(case.check())

    assert found, "no sentence was found"
    assert found.isdisjoint({case.verdict.removeprefix("!"), "conflicting"})


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= LEAST
