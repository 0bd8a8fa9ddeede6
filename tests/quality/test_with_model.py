"""True texts judged with the shipped model, beside every table: nothing true is refuted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factcheck.model import DocumentReport, Verdict
from factcheck.models.catalogue import SHIPPED
from tests.quality.beside import Table
from tests.quality.test_other_tables import FOLDERS, accused, gold_of, statements

pytest.importorskip("onnxruntime", reason="the extra model is not installed")
pytest.importorskip("tokenizers")

FOUND = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})
WRONG_SUPPORTED = 0.01
"""Share of sentences that may be borne out by a fact that does not say them."""


@pytest.fixture(scope="module")
def reports() -> dict[Path, DocumentReport]:
    table = Table((fact for folder in FOLDERS for fact in statements(folder)), str(SHIPPED))
    return {
        folder: table.check_file(
            folder / "article.txt",
            date.fromisoformat(gold_of(folder)["date"]),
            gold_of(folder)["lang"],
        )
        for folder in FOLDERS
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_true_text_is_refuted(folder: Path, reports: dict[Path, DocumentReport]) -> None:
    assert accused(reports[folder]) == []


def test_the_model_read_what_rules_left_open(reports: dict[Path, DocumentReport]) -> None:
    assessments = [found for report in reports.values() for found in report.assessments]
    parts = [part for found in assessments for part in found.parts]
    assert any(match.probabilities is not None for part in parts for match in part.matches)


def test_hardly_a_sentence_is_borne_out_by_what_does_not_say_it(
    reports: dict[Path, DocumentReport],
) -> None:
    wrong = [
        found.claim.text
        for folder, report in reports.items()
        for found in report.assessments
        if found.verdict is Verdict.SUPPORTED
        and any(
            entry["contains"] in found.claim.text
            for entry in gold_of(folder)["article.txt"]
            if Verdict(entry["verdict"]) not in FOUND
        )
    ]
    assert len(wrong) <= WRONG_SUPPORTED * sum(len(r.assessments) for r in reports.values()), wrong
