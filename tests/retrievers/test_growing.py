"""An index that was changed step by step is the index of its facts, whatever came before."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact
from factcheck.retrievers import inverted
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.inverted import build_inverted
from factcheck.retrievers.matrix import TermMatrix, build_matrix
from factcheck.retrievers.scan import ScanRetriever
from factcheck.store import Store

from .tables import fact, numbered_facts, query

WORDS = ("Rome", "Paris", "bank", "rate", "fell", "rose", "2019", "7%", "the", "Kyiv", "Zanzibar")
ASKED = [query(text) for text in ("Rome bank rate fell 7%", "Kyiv 2019", "Zanzibar rose", "the")]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
tables = st.dictionaries(st.integers(0, 30), sentences, min_size=1, max_size=20)


def facts_of(table: dict[int, str]) -> list[Fact]:
    return [fact(number, statement) for number, statement in table.items()]


@settings(max_examples=12)
@given(steps=st.lists(tables, min_size=2, max_size=4))
def test_changes_step_by_step_give_the_index_of_a_rebuild(steps: list[dict[int, str]]) -> None:
    with TemporaryDirectory() as folder, Store() as store:
        retrieve = IndexRetriever(store, folder=Path(folder) / "index")
        for table in steps:
            store.import_facts(facts_of(table), collection="a", sync=True)
            retrieve.refresh()
        grown = retrieve(ASKED, 30)
        reopened = IndexRetriever(store, folder=Path(folder) / "index")(ASKED, 30)
        assert grown == reopened == IndexRetriever(store)(ASKED, 30)
        assert grown == ScanRetriever(store)(ASKED, 30)


def contents(matrix: TermMatrix) -> dict[str, tuple[list[int], list[int], int]]:
    """Return each fact's codes, kinds and language."""
    return {
        fact_id: (
            matrix.vocabulary[matrix.terms[start:end]].tolist(),
            matrix.kinds[start:end].tolist(),
            int(matrix.languages[row]),
        )
        for row, (fact_id, start, end) in enumerate(
            zip(matrix.ids, matrix.starts[:-1], matrix.starts[1:], strict=True)
        )
    }


@given(old=tables, new=tables, lost=st.sets(st.integers(0, 30)))
def test_a_matrix_without_rows_and_with_others_is_the_matrix_of_what_is_left(
    old: dict[int, str], new: dict[int, str], lost: set[int]
) -> None:
    before = build_matrix(facts_of(old))
    gone = [row for row, number in enumerate(old) if number in lost or number in new]
    changed = before.without(gone).appended(build_matrix(facts_of(new)))
    left = {number: text for number, text in old.items() if number not in lost | set(new)}
    fresh = build_matrix(facts_of(left | new))
    assert contents(changed) == contents(fresh)
    assert changed.vocabulary.tolist() == fresh.vocabulary.tolist()
    assert changed.frequencies.tolist() == fresh.frequencies.tolist()
    assert changed.words == fresh.words


@given(table=tables)
def test_each_list_has_the_rows_that_hold_its_term(table: dict[int, str]) -> None:
    matrix = build_matrix(facts_of(table))
    index = build_inverted(matrix)
    rows = {
        number: index.rows[index.bounds[number] : index.bounds[number + 1]].tolist()
        for number in range(len(matrix.vocabulary))
    }
    owners = np.repeat(np.arange(len(matrix)), np.diff(matrix.starts))
    assert rows == {
        number: sorted(set(owners[matrix.terms == number].tolist()))
        for number in range(len(matrix.vocabulary))
    }


def test_an_index_built_in_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = build_matrix(numbered_facts(200))
    whole = build_inverted(matrix)
    monkeypatch.setattr(inverted, "_BLOCK", 50)
    parts = build_inverted(matrix)
    assert (whole.bounds == parts.bounds).all()
    assert (whole.rows == parts.rows).all()
    assert (whole.marks == parts.marks).all()


# What a query reads


@pytest.mark.parametrize(
    ("lengths", "read"),
    [
        pytest.param([1, 5, 9], 3, id="all-short"),
        pytest.param([9_999, 6_000, 1], 3, id="as-many-as-may-be"),
        pytest.param([1, 6_000, 10_001], 2, id="the-longest-waits"),
        pytest.param([1, 500_000], 2, id="too-few-without-it"),
        pytest.param([1_999, 500_000, 500_000], 2, id="one-more-is-enough"),
        pytest.param([2_000, 500_000], 1, id="enough-without-it"),
        pytest.param([900_000, 900_000], 1, id="only-frequent-terms"),
    ],
)
def test_the_shortest_lists_are_read_until_enough(lengths: list[int], read: int) -> None:
    assert inverted._lists_read(np.array(sorted(lengths))) == read


def test_frequent_terms_decide_among_the_rows_of_rare_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inverted, "_READ", 60)
    monkeypatch.setattr(inverted, "_READ_ANYWAY", 20)
    monkeypatch.setattr(inverted, "_SCORED", 30)
    monkeypatch.setattr(inverted, "BY_WORDS", 20)
    monkeypatch.setattr(inverted, "BY_KEYS", 10)
    table = MemoryFactTable(numbered_facts(2000))
    asked = [
        query(f"the town of Vark{n} spent {n * 7} euros in {1950 + n % 70}")
        for n in range(0, 2000, 97)
    ]
    by_index, by_scan = IndexRetriever(table)(asked, 1), ScanRetriever(table)(asked, 1)
    assert by_index == by_scan
