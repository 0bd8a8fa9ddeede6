"""The way back from a fact to stored claims, beside the slow and obvious way."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from factcheck.rechecking.reverse import ReverseIndex
from factcheck.store.searching import StoredSearch

QUERIES = st.lists(st.lists(st.integers(1, 12), unique=True, max_size=6), min_size=1, max_size=3)
CLAIMS = st.lists(st.tuples(QUERIES, st.lists(st.integers(0, 9), unique=True)), max_size=8)
Drawn = Sequence[tuple[list[list[int]], list[int]]]


def stored(number: int, queries: Sequence[Sequence[int]], marks: Sequence[int]) -> StoredSearch:
    codes = [code for query in queries for code in (*sorted(query), 0)]
    return StoredSearch(
        run=1,
        position=0,
        assessment=number,
        claim_id=f"c{number}",
        is_repeat=False,
        terms=struct.pack(f"<{len(codes)}I", *codes),
        reaches=struct.pack(f"<{len(queries)}d", *[0.5] * len(queries)),
        facts=struct.pack(f"<{len(marks)}Q", *sorted(marks)),
    )


def index_of(claims: Drawn) -> ReverseIndex:
    return ReverseIndex([stored(n, queries, marks) for n, (queries, marks) in enumerate(claims)])


@given(CLAIMS, st.integers(0, 9))
def test_the_claims_that_hold_a_fact_are_found(claims: Drawn, mark: int) -> None:
    expected = [number for number, (_, marks) in enumerate(claims) if mark in marks]
    assert index_of(claims).holding(mark).tolist() == expected


@given(CLAIMS, st.sets(st.integers(1, 14)))
def test_every_query_that_shares_a_term_is_found_once(claims: Drawn, wanted: set[int]) -> None:
    queries = [query for own, _ in claims for query in own]
    expected = [number for number, query in enumerate(queries) if wanted & set(query)]
    assert sorted(index_of(claims).sharing(sorted(wanted)).tolist()) == expected


@given(CLAIMS)
def test_queries_know_their_claim_and_their_place_in_it(claims: Drawn) -> None:
    index = index_of(claims)
    places = [(n, p) for n, (own, _) in enumerate(claims) for p in range(len(own))]
    assert list(zip(index.claim_of.tolist(), index.position.tolist(), strict=True)) == places
    assert len(index) == len(index.reaches) == len(places)


def test_a_claim_of_which_nothing_is_kept_holds_nothing() -> None:
    kept = stored(0, [[1, 2]], [7])
    unknown = StoredSearch(
        run=1, position=1, assessment=1, claim_id="c1", is_repeat=False,
        terms=None, reaches=None, facts=None,
    )  # fmt: skip
    index = ReverseIndex([unknown, kept])
    assert index.holding(7).tolist() == [1]
    assert index.claim_of.tolist() == [1]


def test_the_query_that_shares_the_rarer_term_comes_first() -> None:
    common = [stored(n, [[1, n + 20]], []) for n in range(5)]
    index = ReverseIndex([*common, stored(5, [[2, 30]], [])])
    assert index.sharing([1, 2])[0] == 5
