"""Near-topic facts: none refutes a true sentence, none supports what it does not say."""

from __future__ import annotations

import pytest

from tests.comparators.tables import Case, read_cases, verdicts

TABLES = ("traps.tsv", "leeway.tsv", "sense.tsv")
KNOWN = {
    "trap-it-used-homes-and-homes": "a participle that tells a noun apart is read as a verb",
    "trap-it-probe-2": "a narrowing word after a preposition is not seen",
    "addition-it-operating-for-net": "many anchors outweigh one replaced word",
    "addition-it-added-secretly": "three anchors outweigh an added purpose of few words",
}
"""Wrong verdicts that are known, with what the reading lacks."""

CASES = [
    pytest.param(
        case,
        id=case.id,
        marks=[pytest.mark.xfail(strict=True, reason=KNOWN[case.id])] if case.id in KNOWN else [],
    )
    for table in TABLES
    for case in read_cases(table)
]


@pytest.mark.parametrize("case", CASES)
def test_near_topic_fact_does_not_mislead(case: Case) -> None:
    found = verdicts(case.check())

    assert found, "no sentence was found"
    assert found.isdisjoint({case.verdict.removeprefix("!"), "conflicting"})


def test_known_wrong_verdicts_are_rows_of_the_table() -> None:
    assert set(KNOWN) <= {case.id for table in TABLES for case in read_cases(table)}
