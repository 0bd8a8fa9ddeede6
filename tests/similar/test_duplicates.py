"""Clusters of a table: what they hold, and what they cost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck import api
from factcheck.comparators.likeness import Likeness
from factcheck.facttable import MemoryFactTable
from factcheck.model import Candidate, Claim, Duplicates, Fact, Query, Rating
from factcheck.registry import build_likeness, build_retriever
from factcheck.renderers.duplicates import (
    duplicates_schema,
    render_duplicates_json,
    render_duplicates_text,
)
from factcheck.similar import NEAREST, Finder, find_duplicates, similar_claims
from factcheck.store import ClaimFilter, Store

FACTS = tuple(
    Fact(id=fact_id, statement=statement, lang="en", collection=collection)
    for fact_id, collection, statement in (
        ("a1", "one", "The Bank of England cut its policy rate to 4.75% on 7 November 2024."),
        ("a2", "two", "On 7 November 2024 the Bank of England cut its policy rate to 4.75%."),
        ("a3", "one", "The Bank of England cut its policy rate to 4.50% on 7 November 2024."),
        ("b1", "one", "Volodymyr Zelensky met Fumio Kishida in Kyiv on 21 March 2023."),
        ("b2", "one", "Volodymyr Zelenskyy met Fumio Kishida in Kiev on 21 March 2023."),
        ("c1", "two", "Germany closed its last three nuclear plants on 15 April 2023."),
        ("d1", "two", "Norway joined the programme in 2027."),
    )
)


@cache
def likeness() -> Likeness:
    return build_likeness()


def found(facts: Sequence[Fact], **options: Any) -> Duplicates:
    table = MemoryFactTable(facts)
    finder = Finder(retrieve=build_retriever(table), relate=likeness())
    return find_duplicates(table, finder, **options)


def ids(duplicates: Duplicates) -> list[list[str]]:
    return [[fact.id for fact in cluster.facts] for cluster in duplicates.clusters]


def pairs(duplicates: Duplicates) -> list[tuple[str, str]]:
    return [(pair.first.id, pair.second.id) for pair in duplicates.contradictions]


def test_facts_that_say_the_same_are_one_cluster_and_a_figure_sets_apart() -> None:
    result = found(FACTS)
    assert ids(result) == [["a1", "a2"], ["b1", "b2"]]
    assert pairs(result) == [("a1", "a3"), ("a2", "a3")]
    assert result.facts == len(FACTS)


def test_one_collection_is_compared_with_itself() -> None:
    result = found(FACTS, collection="one")
    assert (ids(result), pairs(result), result.facts) == ([["b1", "b2"]], [("a1", "a3")], 4)


def test_a_table_without_facts_repeats_nothing() -> None:
    assert found([]) == Duplicates(threshold=likeness().threshold, facts=0)


def test_more_repetitions_than_are_looked_at_are_one_cluster() -> None:
    facts = [replace(FACTS[0], id=f"x{number:03d}") for number in range(3 * NEAREST)]
    assert ids(found(facts)) == [[fact.id for fact in facts]]


@settings(max_examples=8, deadline=None)
@given(facts=st.permutations(FACTS))
def test_clusters_do_not_depend_on_the_order_of_the_facts(facts: list[Fact]) -> None:
    assert found(facts) == found(FACTS)


@settings(max_examples=8, deadline=None)
@given(names=st.permutations([fact.id for fact in FACTS]))
def test_clusters_do_not_depend_on_the_ids(names: list[str]) -> None:
    renamed = [replace(fact, id=name) for fact, name in zip(FACTS, names, strict=True)]
    said = {frozenset(f.statement for f in c.facts) for c in found(renamed).clusters}
    assert said == {frozenset(f.statement for f in c.facts) for c in found(FACTS).clusters}


class _Counting:
    """Counts the pairs that are looked at."""

    def __init__(self) -> None:
        self.pairs = 0
        self.threshold = likeness().threshold

    def __call__(self, first: Fact, second: Fact) -> Any:
        self.pairs += 1
        return likeness()(first, second)


def _neighbours(facts: Sequence[Fact]) -> Any:
    def retrieve(queries: Sequence[Query], limit: int, /) -> list[list[Candidate]]:
        return [[Candidate(fact=f, similarity=0.5) for f in facts[:limit]] for _ in queries]

    return retrieve


def test_each_fact_is_compared_with_so_many_others_and_no_more() -> None:
    facts = [
        Fact(id=f"{number:04d}", statement=f"Town {number} has {number} bridges.", lang="en")
        for number in range(40)
    ]
    counting = _Counting()
    finder = Finder(retrieve=_neighbours(facts), relate=counting)  # type: ignore[arg-type]
    find_duplicates(MemoryFactTable(facts), finder)
    assert counting.pairs <= NEAREST * len(facts)


@pytest.mark.parametrize("facts", [FACTS, (), FACTS[5:]], ids=["some", "none", "nothing-repeated"])
def test_the_json_fits_its_schema(facts: tuple[Fact, ...]) -> None:
    result = found(facts)
    content = json.loads(render_duplicates_json(result))
    Draft202012Validator.check_schema(duplicates_schema())
    Draft202012Validator(duplicates_schema()).validate(content)
    assert len(content["clusters"]) == len(result.clusters)


def test_the_text_names_both_sides_of_a_contradiction() -> None:
    rumour = replace(FACTS[5], id="c2", rating=Rating.FALSE)
    text = render_duplicates_text(found([*FACTS, rumour]))
    assert "contradicting: quantity “4.75%” / “4.50%”\n  a1  true  The Bank" in text
    assert "contradicting: one statement, rated otherwise\n  c1  true  Germany" in text
    assert text.endswith("8 facts: 2 say what another one says, 3 pairs contradict each other\n")


def test_the_text_is_inert() -> None:
    hostile = [replace(fact, statement=fact.statement + "\x1b[2J\u202e") for fact in FACTS[:2]]
    text = render_duplicates_text(found(hostile))
    assert "\x1b" not in text
    assert "\u202e" not in text


ARTICLE = "The Bank of England cut its policy rate to 4.75% on 7 November 2024. It rained in Rome."
TURNED = "Markets moved. On 7 November 2024 the Bank of England cut its policy rate to 4.75%."
OTHER = "The Bank of England cut its policy rate to 4.50% on 7 November 2024."


@pytest.fixture
def store() -> Store:
    """A store with one claim in two texts, and another figure in a third."""
    filled = Store()
    for text in (ARTICLE, TURNED, OTHER):
        api.check_text(
            text, facts=[], store=filled, lang="en", date=date(2024, 11, 8), model="none"
        )
    return filled


def claim(store: Store, start: str) -> Claim:
    stored = store.claims(ClaimFilter(text=start))
    return stored[0].claim


@pytest.mark.parametrize("name", ["id", "key", "start"])
def test_the_same_claim_is_found_in_other_texts(store: Store, name: str) -> None:
    asked = claim(store, "rate to 4.75% on")
    named = {"id": asked.id, "key": asked.key, "start": asked.id[:8]}[name]
    result = similar_claims(store, named)
    assert [one.claim.text for one in result] == [
        "On 7 November 2024 the Bank of England cut its policy rate to 4.75%."
    ]


def test_a_claim_nobody_repeats_has_no_likes(store: Store) -> None:
    assert similar_claims(store, claim(store, "rained").id) == ()
