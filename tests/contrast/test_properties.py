"""What holds of every pair, whatever the table, the seed and the kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from factcheck.contrast import KINDS, ContrastPair, Label, contrast_pairs
from factcheck.model import Fact
from factcheck.sources import read_facts

_TABLES = Path(__file__).parents[1] / "quality" / "contrast"
_MOVED = "date_order"
"""The one kind that moves words instead of changing them."""


@cache
def _facts() -> tuple[Fact, ...]:
    return tuple(
        fact
        for name in ("unseen.it.csv", "unseen.en.csv")
        for fact in read_facts(str(_TABLES / name))
    )


@cache
def _pairs(fact_id: str, seed: int) -> tuple[ContrastPair, ...]:
    wanted = [fact for fact in _facts() if fact.id == fact_id]
    return tuple(contrast_pairs(wanted, seed=seed))


FACT_IDS = st.sampled_from([fact.id for fact in _facts()])
SEEDS = st.integers(min_value=0, max_value=9)


@given(fact_id=FACT_IDS, seed=SEEDS)
def test_the_span_restored_gives_the_fact(fact_id: str, seed: int) -> None:
    restored = {
        pair.claim[: pair.span.start] + pair.replaced + pair.claim[pair.span.end :]
        for pair in _pairs(fact_id, seed)
        if pair.kind != _MOVED
    }

    assert restored <= {pair.fact.statement for pair in _pairs(fact_id, seed)}


@given(fact_id=FACT_IDS, seed=SEEDS)
def test_the_claim_differs_from_the_fact_in_the_span(fact_id: str, seed: int) -> None:
    for pair in _pairs(fact_id, seed):
        assert pair.claim != pair.fact.statement
        assert 0 <= pair.span.start <= pair.span.end <= len(pair.claim)
        assert pair.claim[pair.span.start : pair.span.end] != pair.replaced


@given(fact_id=FACT_IDS, seed=SEEDS)
def test_the_same_seed_gives_the_same_pairs(fact_id: str, seed: int) -> None:
    wanted = [fact for fact in _facts() if fact.id == fact_id]

    assert tuple(contrast_pairs(wanted, seed=seed)) == _pairs(fact_id, seed)


@given(order=st.permutations(_facts()[:12]))
def test_the_order_of_the_table_changes_nothing(order: list[Fact]) -> None:
    assert list(contrast_pairs(order)) == list(contrast_pairs(_facts()[:12]))


@given(fact_id=FACT_IDS, seed=SEEDS)
def test_an_error_names_its_reasons_and_a_paraphrase_none(fact_id: str, seed: int) -> None:
    for pair in _pairs(fact_id, seed):
        assert pair.label is KINDS[pair.kind].label
        assert bool(pair.reasons) == (pair.label is Label.ERROR)
