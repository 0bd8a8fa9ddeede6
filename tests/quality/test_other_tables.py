"""True statements of a table beside the others: none is refuted."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.model import DocumentReport, Verdict
from tests.conftest import ROOT
from tests.quality.beside import Table

pytestmark = pytest.mark.long

FOLDERS = sorted(
    gold.parent
    for top in ("fixtures", "tests/quality/texts")
    for gold in (ROOT / top).rglob("gold.json")
)
ACCUSED = frozenset({Verdict.REFUTED, Verdict.CONFLICTING})
KEPT = (
    "id",
    "statement",
    "rating",
    "lang",
    "published",
    "checked",
    "event_date",
    "valid_from",
    "valid_to",
)


def gold_of(folder: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
    return gold


def statements(folder: Path) -> list[dict[str, str]]:
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as lines:
        return [{key: row[key] for key in KEPT if row.get(key)} for row in csv.DictReader(lines)]


def holds_on(day: date, fact: dict[str, str]) -> bool:
    """Tell whether a statement is true as of ``day``: "is the mayor" was true of a mayor."""
    return fact.get("valid_from", "") <= str(day) <= fact.get("valid_to", "9999")


def accused(report: DocumentReport) -> list[str]:
    return [found.claim.text for found in report.assessments if found.verdict in ACCUSED]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_true_statement_of_a_table_is_refuted_by_the_others(folder: Path) -> None:
    day = date.fromisoformat(gold_of(folder)["date"])
    facts = [one for one in statements(folder) if one.get("rating", "true") == "true"]
    table = Table(facts)
    found = [accused(table.check_fact(one, day)) for one in facts if holds_on(day, one)]

    assert len(found) > len(facts) / 2
    assert [texts for texts in found if texts] == []
