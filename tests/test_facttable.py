from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import FactSourceError
from factcheck.facttable import (
    MemoryFactTable,
    default_fact_id,
    fact_digest,
    facts_digest,
    with_id,
)
from factcheck.model import Fact, Interval, Rating
from tests.strategies import fact_lists, facts

FACT = Fact(id="", statement="Il ponte è lungo 12 km.", lang="it", sources=("Anas",), urls=("u",))
DAY = Interval(start=date(2024, 11, 16), end=date(2024, 11, 16))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rating", Rating.FALSE),
        ("valid_to", DAY),
        ("topics", ("strade",)),
        ("note", "nota"),
        ("published", DAY),
        ("checked", DAY),
        ("event_date", DAY),
        ("title", "Ponti"),
        ("rated_as", "Falso"),
    ],
)
def test_what_may_change_keeps_the_default_id_and_changes_the_digest(
    field: str, value: object
) -> None:
    changed = replace(FACT, **{field: value})  # type: ignore[arg-type]
    assert default_fact_id(changed) == default_fact_id(FACT)
    assert fact_digest(changed) != fact_digest(FACT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("statement", "Il ponte è lungo 13 km."),
        ("lang", "en"),
        ("speaker", "Rossi"),
        ("sources", ("Anas", "Istat")),
        ("urls", ()),
        ("valid_from", DAY),
    ],
)
def test_what_identifies_a_fact_changes_the_default_id(field: str, value: object) -> None:
    changed = replace(FACT, **{field: value})  # type: ignore[arg-type]
    assert default_fact_id(changed) != default_fact_id(FACT)


def test_default_id_is_the_same_for_composed_and_decomposed_letters() -> None:
    decomposed = replace(FACT, statement="Il ponte e\u0300 lungo 12 km.")
    assert default_fact_id(decomposed) == default_fact_id(FACT)


def test_default_id_is_the_same_on_every_machine() -> None:
    assert default_fact_id(FACT) == "372567f7e14d8366"


@given(facts(), st.integers(2, 9), st.text())
def test_version_and_collection_are_no_content(fact: Fact, version: int, collection: str) -> None:
    assert fact_digest(replace(fact, version=version, collection=collection)) == fact_digest(fact)


@given(fact_lists(), st.randoms(use_true_random=False))
def test_digest_does_not_depend_on_order(given_facts: list[Fact], order: random.Random) -> None:
    shuffled = order.sample(given_facts, len(given_facts))
    assert facts_digest(shuffled) == facts_digest(given_facts)


@given(fact_lists(), facts())
def test_one_more_fact_changes_the_digest(given_facts: list[Fact], extra: Fact) -> None:
    assert facts_digest([*given_facts, extra]) != facts_digest(given_facts)


@given(fact_lists())
def test_memory_table_holds_what_it_was_given(given_facts: list[Fact]) -> None:
    table = MemoryFactTable(given_facts)
    assert list(table.facts()) == sorted(given_facts, key=lambda fact: fact.id)
    assert table.get([fact.id for fact in given_facts]) == {f.id: f for f in given_facts}
    assert table.summary().count == len(given_facts)
    assert table.summary().digest == facts_digest(given_facts)


def test_unknown_ids_are_absent() -> None:
    assert MemoryFactTable([FACT]).get(["nobody"]) == {}


def test_fact_without_id_gets_the_default_one() -> None:
    assert [fact.id for fact in MemoryFactTable([FACT]).facts()] == [default_fact_id(FACT)]
    assert with_id(replace(FACT, id="own")).id == "own"


def test_same_fact_twice_counts_once() -> None:
    assert MemoryFactTable([FACT, replace(FACT)]).summary().count == 1


def test_two_facts_with_one_id_are_named() -> None:
    first, second = replace(FACT, id="x"), replace(FACT, id="x", statement="Altro.")
    with pytest.raises(FactSourceError, match=r"desk: .*'x'.*1 \('Il ponte.*2 \('Altro"):
        MemoryFactTable([first, second], source="desk")


def test_summary_names_collections_and_newest_check() -> None:
    older = replace(FACT, id="a", checked=DAY, collection="desk")
    open_ended = Interval(start=date(2025, 1, 1), end=None)
    newer = replace(FACT, id="b", checked=open_ended, collection="archive")
    summary = MemoryFactTable([older, newer]).summary()
    assert summary.collections == ("archive", "desk")
    assert summary.newest_checked == date(2025, 1, 1)


def test_memory_table_loads_no_database_library() -> None:
    code = "import sys, factcheck.facttable as t; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
