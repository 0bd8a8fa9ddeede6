"""What every retriever promises, run on each."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.facttable import MemoryFactTable
from factcheck.protocols import FactTable, Retriever
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.scan import ScanRetriever

from .tables import STATEMENTS, example_facts, example_table, fact, numbered_facts, query

Build = Callable[[FactTable], Retriever]


@pytest.fixture(params=["scan", "index in memory", "index on disk"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    choices: dict[str, Build] = {
        "scan": ScanRetriever,
        "index in memory": lambda table: IndexRetriever(table, folder=None),
        "index on disk": lambda table: IndexRetriever(table, folder=tmp_path / "index"),
    }
    return choices[request.param]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        pytest.param("Japan and Ukraine signed a deal in Kyiv", "en", 0, id="other-language"),
        pytest.param("Il ministro Iwaya guida gli Esteri giapponesi", "it", 1, id="name"),
        pytest.param("A marzo 2023 Kishida ha incontrato Zelensky a Kiev", "it", 3, id="names"),
        pytest.param(
            "Inflation in the euro area fell to 2.9% in March", "en", 5, id="wrong-number"
        ),
        pytest.param("La disoccupazione italiana è al 6,1%", "it", 6, id="inflected"),
        pytest.param("Il ponte Morandi non è crollato nel 2018", "it", 10, id="negated"),
        pytest.param("Serhij Andruščenko, ufficio pubbliche relazioni", "it", 15, id="spelling"),
    ],
)
def test_the_right_fact_comes_first(build: Build, text: str, lang: str, expected: int) -> None:
    (found,) = build(example_table())([query(text, lang)], 5)
    assert found[0].fact.id == f"f{expected:05d}"


def test_one_row_per_query_in_order(build: Build) -> None:
    asked = [query(text, lang) for lang, text in STATEMENTS[:4]]
    rows = build(example_table())(asked, 3)
    assert [row[0].fact.id for row in rows] == ["f00000", "f00001", "f00002", "f00003"]


def test_a_statement_is_wholly_similar_to_itself(build: Build) -> None:
    rows = build(example_table())([query(text, lang) for lang, text in STATEMENTS], 1)
    assert [row[0].similarity for row in rows] == [1.0] * len(STATEMENTS)


def test_similarity_falls_and_stays_between_zero_and_one(build: Build) -> None:
    (found,) = build(MemoryFactTable(numbered_facts(300)))(
        [query("the town of Vark7 spent 49")], 200
    )
    values = [candidate.similarity for candidate in found]
    assert values == sorted(values, reverse=True)
    assert 0.0 <= values[-1] <= values[0] <= 1.0


def test_equal_facts_are_ordered_by_id(build: Build) -> None:
    twins = [fact(number, "The bridge of Genoa fell in 2018.") for number in (5, 3, 9, 1)]
    (found,) = build(MemoryFactTable(twins))([query("The bridge of Genoa")], 10)
    assert [candidate.fact.id for candidate in found] == ["f00001", "f00003", "f00005", "f00009"]


def test_more_ties_than_candidates_lose_none_of_the_first(build: Build) -> None:
    twins = [fact(number, "The bridge of Genoa fell in 2018.") for number in range(450)]
    (found,) = build(MemoryFactTable(list(reversed(twins))))([query("bridge")], 3)
    assert [candidate.fact.id for candidate in found] == ["f00000", "f00001", "f00002"]


@pytest.mark.parametrize("text", ["", "the of and", "!!!", "Xyzzyq"], ids=str)
def test_nothing_shared_finds_nothing(build: Build, text: str) -> None:
    assert [list(row) for row in build(example_table())([query(text)], 5)] == [[]]


def test_an_empty_table_finds_nothing(build: Build) -> None:
    assert list(build(MemoryFactTable([]))([query("anything at all")], 5)) in ([[]], [])


def test_no_queries_give_no_rows(build: Build) -> None:
    assert list(build(example_table())([], 5)) == []


@pytest.mark.parametrize("limit", [1, 5, 63, 64, 65, 100])
def test_the_limit_only_cuts(build: Build, limit: int) -> None:
    retrieve = build(MemoryFactTable(numbered_facts(150)))
    asked = [query("In 1957 the town of Vark7 spent 49 euros on bridges")]
    (some,), (many,) = retrieve(asked, limit), retrieve(asked, 150)
    assert list(some) == list(many)[:limit]


def test_batching_changes_nothing(build: Build) -> None:
    retrieve = build(example_table())
    asked = [query(text[:40], lang) for lang, text in STATEMENTS]
    assert list(retrieve(asked, 5)) == [row for one in asked for row in retrieve([one], 5)]


def test_title_and_speaker_are_searched(build: Build) -> None:
    titled = fact(1, "It never happened.", title="Was the Colosseum sold?")
    (found,) = build(MemoryFactTable([titled, *example_facts()[2:]]))([query("Colosseum")], 3)
    assert found[0].fact == titled


def test_a_retriever_pickles(build: Build) -> None:
    retrieve = build(example_table())
    asked = [query("Kishida visited Kyiv")]
    before = retrieve(asked, 3)
    copy: Retriever = pickle.loads(pickle.dumps(retrieve))  # noqa: S301 -- our own bytes
    assert copy(asked, 3) == before


def test_a_huge_fact_is_found_by_its_beginning(build: Build) -> None:
    huge = fact(99, "Zanzibar " + "word " * 200_000)
    (found,) = build(MemoryFactTable([*example_facts(), huge]))([query("Zanzibar word")], 2)
    assert found[0].fact.id == "f00099"


sentences = st.lists(
    st.sampled_from(["Rome", "Paris", "bank", "rate", "fell", "rose", "2019", "7%", "the", "Kyiv"]),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=40)
@given(statements=st.lists(sentences, min_size=1, max_size=30), text=sentences)
def test_the_index_finds_what_scan_finds(statements: list[str], text: str) -> None:
    table = MemoryFactTable([fact(n, statement) for n, statement in enumerate(statements)])
    asked = [query(text)]
    assert IndexRetriever(table)(asked, 10) == ScanRetriever(table)(asked, 10)


def test_the_index_agrees_with_scan_on_a_larger_table() -> None:
    table = MemoryFactTable(
        [*numbered_facts(3000), *(fact(9000 + n, f"Town {n}") for n in range(9))]
    )
    asked = [
        query(f"Vark{n} town spent {n * 7} euros in {1950 + n % 70}") for n in range(0, 3000, 99)
    ]
    by_index, by_scan = IndexRetriever(table)(asked, 5), ScanRetriever(table)(asked, 5)
    same = sum(a[0] == b[0] for a, b in zip(by_index, by_scan, strict=True))
    assert same == len(asked)
