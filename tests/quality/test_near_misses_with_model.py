"""Sentences beside facts that nearly clash: the shipped model accuses none of its own accord."""

from __future__ import annotations

import pytest

from factcheck import check_text
from factcheck.models.catalogue import SHIPPED
from tests.comparators.tables import TABLES, Case, read_cases, verdicts

pytest.importorskip("onnxruntime", reason="the extra model is not installed")
pytest.importorskip("tokenizers")

ACCUSED = frozenset({"refuted", "conflicting"})
CASES = [
    pytest.param(case, id=f"{name}-{case.id}")
    for name in TABLES
    for case in read_cases(f"{name}.tsv")
    if case.verdict == "!refuted"
]


@pytest.mark.parametrize("case", CASES)
def test_the_model_accuses_nothing_that_rules_leave_open(case: Case) -> None:
    read = check_text(
        case.claim, facts=case.facts, date=case.day, lang=case.lang, model=str(SHIPPED)
    )
    if not ACCUSED.isdisjoint(verdicts(read)):
        assert not ACCUSED.isdisjoint(verdicts(case.check()))
