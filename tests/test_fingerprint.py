"""What makes two runs the same, so that there is nothing new to write."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from factcheck.fingerprint import code_fingerprint, run_fingerprint
from factcheck.model import Document, DocumentReport, FactTableSummary

DOCUMENT = Document(id="d", text="Roma.", source="a.txt", language="it", date=date(2024, 1, 1))
FACTS = FactTableSummary(count=1, digest="0" * 16)


def fingerprint(document: Document, facts: FactTableSummary, model: str) -> str:
    return run_fingerprint(DocumentReport(document=document), facts, model)


def test_the_same_input_has_the_same_fingerprint() -> None:
    assert fingerprint(DOCUMENT, FACTS, "none") == fingerprint(DOCUMENT, FACTS, "none")
    assert re.fullmatch("[0-9a-f]{16}", fingerprint(DOCUMENT, FACTS, "none"))


@pytest.mark.parametrize(
    ("document", "facts", "model"),
    [
        pytest.param(replace(DOCUMENT, text="Roma!"), FACTS, "none", id="text"),
        pytest.param(replace(DOCUMENT, id="e"), FACTS, "none", id="document"),
        pytest.param(replace(DOCUMENT, date=date(2024, 1, 2)), FACTS, "none", id="date"),
        pytest.param(replace(DOCUMENT, date=None), FACTS, "none", id="no-date"),
        pytest.param(replace(DOCUMENT, language="en"), FACTS, "none", id="language"),
        pytest.param(DOCUMENT, replace(FACTS, digest="1" * 16), "none", id="facts"),
        pytest.param(DOCUMENT, FACTS, "other", id="model"),
    ],
)
def test_whatever_can_change_a_verdict_changes_it(
    document: Document, facts: FactTableSummary, model: str
) -> None:
    assert fingerprint(document, facts, model) != fingerprint(DOCUMENT, FACTS, "none")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(replace(DOCUMENT, source="b.txt"), id="where-it-lay"),
        pytest.param(replace(DOCUMENT, title="Titolo"), id="title"),
    ],
)
def test_what_no_verdict_rests_on_is_left_out(document: Document) -> None:
    assert fingerprint(document, FACTS, "none") == fingerprint(DOCUMENT, FACTS, "none")


def test_another_process_finds_the_same_code() -> None:
    code = "from factcheck.fingerprint import code_fingerprint; print(code_fingerprint())"
    here = code_fingerprint.__wrapped__()
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
    again = code_fingerprint.__wrapped__()
    if here != again:
        pytest.skip("the package's files changed meanwhile")
    assert there == here
