"""How many planted errors are found in two tables of facts, and that no paraphrase is accused.

The 200 facts of ``contrast/facts.*.csv`` were written before anything read them and kept as they
were; the 60 of ``contrast/unseen.*.csv`` after the rules.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck.contrast import KINDS, Label
from factcheck.evaluation.contrast import evaluate_contrast

TABLES = Path(__file__).parent / "contrast"
NAMED = ("negation", "quantity", "unit", "date", "entity")
"""Kinds of which at least nine in ten are to be found."""
PARAPHRASES = tuple(name for name, kind in KINDS.items() if kind.label is Label.PARAPHRASE)
PINNED = {
    "it": {"negation": 89, "quantity": 51, "unit": 26, "date": 25, "entity": 29},
    "en": {"negation": 81, "quantity": 50, "unit": 22, "date": 33, "entity": 32},
}
"""Pairs of each kind that are made of the 200 facts: fewer would make the shares worth less."""
MIN_FOUND = 0.9
MAX_ACCUSED = 0.02
MIN_SUPPORTED = 0.8


@cache
def _errors(table: str) -> dict[str, Any]:
    figures: dict[str, Any] = evaluate_contrast(
        TABLES / table, kinds=NAMED, model="none"
    ).as_json()["errors"]
    return figures


@pytest.mark.parametrize("lang", PINNED)
@pytest.mark.parametrize("kind", NAMED)
def test_errors_are_found(kind: str, lang: str) -> None:
    figures = _errors(f"facts.{lang}.csv")[kind]["all"]

    assert figures["pairs"] >= PINNED[lang][kind]
    assert figures["share"] >= MIN_FOUND
    assert figures["supported"] == 0


@pytest.mark.parametrize("table", ["facts.it.csv", "facts.en.csv"])
def test_paraphrases_are_supported_and_not_accused(table: str) -> None:
    result = evaluate_contrast(TABLES / table, kinds=PARAPHRASES, model="none")
    rows = [langs["all"] for langs in result.as_json()["paraphrases"].values()]

    pairs = sum(row["pairs"] for row in rows)
    assert pairs > 100
    assert sum(row["accused"] for row in rows) <= MAX_ACCUSED * pairs
    assert sum(row["supported"] for row in rows) >= MIN_SUPPORTED * pairs


@pytest.mark.parametrize("lang", PINNED)
def test_facts_written_after_the_rules_do_as_well(lang: str) -> None:
    result = evaluate_contrast(TABLES / f"unseen.{lang}.csv", model="none")
    errors = [o for o in result.outcomes if o.pair.label is Label.ERROR]

    assert sum(o.is_found for o in errors) >= MIN_FOUND * len(errors)
    assert not [o.pair.claim for o in result.outcomes if o.went_wrong and o not in errors]
