"""Each kind of change on single statements: what it makes, and where it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from factcheck.contrast import KINDS, contrast_pairs
from factcheck.errors import UnknownComponentError
from factcheck.model import Fact, Rating

_SEEDS = range(12)
"""Seeds tried: each claim of the table is one of several that are drawn."""


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("pairs.tsv").open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def _claims(statement: str, lang: str, kind: str) -> set[str]:
    facts = [Fact(id="f", statement=statement, lang=lang)]
    return {
        pair.claim for seed in _SEEDS for pair in contrast_pairs(facts, seed=seed, kinds=[kind])
    }


def _params(*, refused: bool) -> list[ParameterSet]:
    return [
        pytest.param(row, id=f"{number}-{row['kind']}-{row['lang']}")
        for number, row in enumerate(_rows(), start=1)
        if row["claim"].startswith("!") is refused
    ]


@pytest.mark.parametrize("row", _params(refused=False))
def test_the_change_is_made(row: dict[str, str]) -> None:
    assert row["claim"] in _claims(row["statement"], row["lang"], row["kind"])


@pytest.mark.parametrize("row", _params(refused=True))
def test_the_change_is_refused(row: dict[str, str]) -> None:
    made = _claims(row["statement"], row["lang"], row["kind"])

    refused = row["claim"].removeprefix("!")
    assert (made == set()) if not refused else (refused not in made)


NAMES = [
    Fact(id="1", statement="Il tribunale di Lecce ha condannato Marco Elia a 11 anni.", lang="it"),
    Fact(id="2", statement="Il prefetto di Bari ha multato Paolo Neri nel 2019.", lang="it"),
    Fact(id="3", statement="Il questore ha premiato Laura Moro a Roma.", lang="it"),
    Fact(id="4", statement="Il Veneto ha eletto Ugo Sala nel maggio 2019.", lang="it"),
    Fact(id="5", statement="The court in Leeds sentenced Tom Hardy to 11 years.", lang="en"),
]


def _changed(kind: str, fact_id: str) -> set[str]:
    return {
        pair.claim[pair.span.start : pair.span.end]
        for seed in _SEEDS
        for pair in contrast_pairs(NAMES, seed=seed, kinds=[kind])
        if pair.fact.id == fact_id
    }


def test_a_person_stands_for_another_of_the_same_gender_and_language() -> None:
    assert _changed("entity", "1") == {"Paolo Neri", "Ugo Sala"}


def test_a_city_stands_for_a_city_after_the_same_word() -> None:
    assert _changed("place", "1") == {"Bari"}


def test_nothing_stands_for_the_only_name_of_its_sort() -> None:
    assert _changed("place", "4") == set()


def test_a_claim_that_another_fact_states_is_no_error() -> None:
    facts = [
        Fact(id="1", statement="The court in Leeds sentenced Tom Hardy in 2019.", lang="en"),
        Fact(id="2", statement="The court in Leeds sentenced Mark Moss in 2019.", lang="en"),
    ]

    assert list(contrast_pairs(facts, kinds=["entity"])) == []


def test_facts_not_rated_true_are_left_out() -> None:
    rated = [
        Fact(id=rating, statement="Prices rose in Italy.", lang="en", rating=rating)
        for rating in Rating
    ]

    assert {pair.fact.id for pair in contrast_pairs(rated)} == {"true"}


def test_a_language_without_tables_has_figures_and_years_changed() -> None:
    facts = [Fact(id="1", statement="Die Brücke kostete 1250 Euro im Jahr 2018.", lang="de")]

    assert {pair.kind for pair in contrast_pairs(facts)} <= {"quantity", "date", "number_format"}
    assert "quantity" in {pair.kind for pair in contrast_pairs(facts)}


def test_an_unknown_kind_is_named_beside_the_known_ones() -> None:
    with pytest.raises(UnknownComponentError, match="unknown kind 'spelling': known are"):
        list(contrast_pairs([], kinds=["spelling"]))


def test_each_kind_is_made_in_both_languages_by_the_table() -> None:
    made = {(r["kind"], r["lang"]) for r in _rows() if not r["claim"].startswith("!")}
    wanted = {(kind, lang) for kind in KINDS for lang in ("it", "en")}

    assert wanted - made <= {
        *((kind, lang) for kind in ("entity", "place") for lang in ("it", "en")),
        ("quantifier", "it"),
    }
