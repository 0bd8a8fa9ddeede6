"""What a changed fact can touch: where it was compared, where there is room, where it is near."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import pytest

from factcheck.facttable import fact_mark
from factcheck.model import Fact
from factcheck.rechecking import touching
from factcheck.rechecking.reverse import ReverseIndex
from factcheck.rechecking.touching import Touching
from factcheck.store.searching import StoredSearch, term_codes

FACT = Fact(id="f", statement="The bridge is long.", lang="en")
NOTHING = "Owls sleep."
BRIDGE = "The bridge was sold."


def stored(number: int, text: str, reach: float, *compared: str) -> StoredSearch:
    codes = [*term_codes(text, "en"), 0]
    marks = sorted(map(fact_mark, compared))
    return StoredSearch(
        run=1,
        position=0,
        assessment=number,
        claim_id=f"c{number}",
        is_repeat=False,
        terms=struct.pack(f"<{len(codes)}I", *codes),
        reaches=struct.pack("<d", reach),
        facts=struct.pack(f"<{len(marks)}Q", *marks),
    )


def touched(
    claims: Sequence[StoredSearch],
    *,
    similarity: float = 0.0,
    followed: int = 1,
    fact: Fact | None = FACT,
) -> set[int] | None:
    search = Touching(
        index=ReverseIndex(claims),
        followed=np.full(len(claims), followed),
        score=lambda _, queries: [similarity] * len(queries),
    )
    found = search({"f": 2}, {} if fact is None else {"f": fact})
    return None if found is None else set(found)


def test_a_claim_the_fact_was_compared_with_is_touched() -> None:
    assert touched([stored(0, NOTHING, 0.9, "f"), stored(1, NOTHING, 0.9, "g")]) == {0}


def test_a_retired_fact_touches_where_it_was_compared() -> None:
    assert touched([stored(0, BRIDGE, 0.0, "f"), stored(1, BRIDGE, 0.0, "g")], fact=None) == {0}


def test_a_claim_with_room_for_more_facts_is_touched_by_a_shared_word() -> None:
    assert touched([stored(0, BRIDGE, 0.0), stored(1, NOTHING, 0.0)]) == {0}


@pytest.mark.parametrize(
    ("similarity", "expected"),
    [(0.9, {0}), (0.5, {0}), (0.49, {0}), (0.4, set())],
    ids=["nearer", "as-near", "as-near-but-for-the-drift-of-weights", "farther"],
)
def test_a_fact_has_to_be_as_near_as_the_last_that_came_back(
    similarity: float, expected: set[int]
) -> None:
    assert touched([stored(0, BRIDGE, 0.5, "g")], similarity=similarity) == expected


def test_a_change_the_claim_follows_already_touches_nothing() -> None:
    claims = [stored(0, BRIDGE, 0.0), stored(1, BRIDGE, 0.5, "f")]
    assert touched(claims, similarity=0.9, followed=2) == set()


def test_a_claim_that_shares_no_word_is_never_scored() -> None:
    assert touched([stored(0, NOTHING, 0.5, "g")], similarity=1.0) == set()


def test_only_the_queries_that_share_most_are_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touching, "SCORED", 1)
    claims = [stored(0, "A bridge, owls, mice and cats.", 0.5), stored(1, "A long bridge.", 0.5)]
    assert touched(claims, similarity=0.9) == {1}


def test_so_many_pairs_that_it_may_be_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touching, "PAIRS_PER_CLAIM", 0)
    assert touched([stored(0, BRIDGE, 0.5)], similarity=0.9) is None
