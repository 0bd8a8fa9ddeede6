"""Tables of claims beside facts: what a row holds and what came out for it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck import check_text
from factcheck.model import Report

_HERE = Path(__file__).parent
TABLES = ("cases", "classes", "near_misses", "planted", "traps", "twins")
"""Tables of sentences beside facts that they contradict, or nearly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row: a claim, the facts beside it, and the verdict that must or must not come out."""

    id: str
    lang: str
    day: date | None
    verdict: str
    reason: str
    claim: str
    facts: tuple[dict[str, str], ...]

    def check(self) -> Report:
        """Return the report on the claim against its facts alone."""
        return check_text(self.claim, facts=self.facts, date=self.day, lang=self.lang)


def read_cases(name: str) -> tuple[Case, ...]:
    """Return the rows of a table beside this module."""
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        return tuple(_case(row) for row in rows)


def _case(row: dict[str, str]) -> Case:
    fields = dict(field.split("=", 1) for field in row["fields"].split(";") if field)
    statements = [row["fact"], *([fields.pop("also")] if "also" in fields else [])]
    return Case(
        id=f"{row['comparator']}-{row['lang']}-{row['case']}",
        lang=row["lang"],
        day=date.fromisoformat(row["date"]) if row["date"] else None,
        verdict=row["verdict"],
        reason=row["reason"],
        claim=row["claim"],
        facts=tuple({"statement": s, "lang": row["lang"], **fields} for s in statements),
    )


def verdicts(report: Report) -> set[str]:
    """Return the verdicts on the sentences."""
    return {assessment.verdict.value for assessment in report.assessments}


def reasons(report: Report) -> set[str]:
    """Return the reasons of the sentences' verdicts."""
    return {reason.value for assessment in report.assessments for reason in assessment.reasons}
