"""True texts beside the tables of all of them, by rules and with the shipped model."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from factcheck.loaders import load
from factcheck.model import DocumentReport, Verdict
from factcheck.models.catalogue import SHIPPED
from tests.quality.beside import Table
from tests.quality.test_other_tables import FOLDERS, accused, gold_of, statements

pytestmark = pytest.mark.long

FOUND = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})
WRONG_SUPPORTED = 0.01
"""Share of sentences that may be borne out by a fact that does not say them, with the model."""
SAID_BY_THE_WAY = {
    "A Chiclayo, la diocesi peruviana di cui": "a fact bears out whose diocese it was",
}
"""Sentences whose point no fact settles, with what of them one does."""
CAN_READ = all(find_spec(name) for name in ("onnxruntime", "tokenizers"))

with_model = pytest.mark.skipif(not CAN_READ, reason="the extra model is not installed")
every_text = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def table() -> Table:
    """Return the facts of all texts."""
    facts = (fact for folder in FOLDERS for fact in statements(folder))
    return Table(facts, str(SHIPPED) if CAN_READ else "none")


@cache
def reports_on(folder: Path) -> tuple[DocumentReport, DocumentReport]:
    """Return the reports on a text by rules and with the model: it is compared once for both."""
    gold = gold_of(folder)
    day = date.fromisoformat(gold["date"])
    (document,) = load(str(folder / "article.txt"), date=day, lang=gold["lang"])
    return table().check_both_ways(document)


def borne_out(folder: Path, report: DocumentReport, verdicts: Iterable[Verdict]) -> list[str]:
    """Return the sentences with one of ``verdicts`` that no fact of the text's table settles."""
    entries = [
        entry["contains"]
        for entry in gold_of(folder)["article.txt"]
        if Verdict(entry["verdict"]) not in FOUND
    ]
    return [
        found.claim.text
        for found in report.assessments
        if found.verdict in verdicts and any(words in found.claim.text for words in entries)
    ]


@every_text
def test_no_other_table_accuses_a_true_text_or_bears_out_what_no_fact_says(folder: Path) -> None:
    by_rules, _ = reports_on(folder)

    assert accused(by_rules) == []
    assert [
        sentence
        for sentence in borne_out(folder, by_rules, FOUND)
        if not any(words in sentence for words in SAID_BY_THE_WAY)
    ] == []


@every_text
def test_every_part_has_words(folder: Path) -> None:
    parts = [p.part for r in reports_on(folder) for found in r.assessments for p in found.parts]

    assert parts
    assert all(part.text.strip() and part.span.start < part.span.end for part in parts)


@with_model
@every_text
def test_no_true_text_is_refuted_with_the_model(folder: Path) -> None:
    _, report = reports_on(folder)

    assert accused(report) == []


@with_model
def test_the_model_read_what_rules_left_open() -> None:
    reports = [reports_on(folder)[1] for folder in FOLDERS]
    parts = [part for report in reports for found in report.assessments for part in found.parts]

    assert any(match.probabilities is not None for part in parts for match in part.matches)


@with_model
def test_hardly_a_sentence_is_borne_out_by_what_does_not_say_it() -> None:
    reports = {folder: reports_on(folder)[1] for folder in FOLDERS}
    wrong = [
        sentence
        for folder, report in reports.items()
        for sentence in borne_out(folder, report, {Verdict.SUPPORTED})
    ]

    assert len(wrong) <= WRONG_SUPPORTED * sum(len(r.assessments) for r in reports.values()), wrong
