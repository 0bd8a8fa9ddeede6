"""Thirty office holders beside texts of several days: held, over, not yet, and no day known."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from factcheck import check_text

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a table beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def holders() -> tuple[dict[str, str], ...]:
    return tuple(
        {name: value for name, value in row.items() if value} for row in rows("holders.tsv")
    )


def named(row: dict[str, str]) -> str:
    return f"{row['holder']}-{row['lang']}-{row['date'] or 'undated'}-{row['claim'][:12]}"


def test_there_are_thirty_holders_and_each_is_checked() -> None:
    checked = {row["holder"] for row in rows("checks.tsv")}

    assert len(holders()) == 30
    assert checked == {holder["id"] for holder in holders()}


@pytest.mark.parametrize("row", rows("checks.tsv"), ids=named)
def test_an_office_is_judged_at_the_day_the_text_speaks_of(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    report = check_text(row["claim"], facts=holders(), date=day, lang=row["lang"])
    (assessment,) = report.assessments

    assert assessment.verdict == row["verdict"]
    assert not row["reason"] or row["reason"] in assessment.reasons
