"""The written pairs: whole, consistent, and a part of them kept apart."""

# ruff: noqa: S311 -- seeded sampling
from __future__ import annotations

import random
from collections import Counter

import pytest

from training.splits import is_kept_fact, normalised
from training.verification.written import (
    Written,
    apart,
    kept,
    learned,
    learned_by_language,
    read_written,
)

KINDS = frozenset(
    {
        "quantity", "unit", "date", "entity", "place", "role", "direction", "negation",
        "quantifier", "comparison",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def written() -> tuple[Written, ...]:
    return read_written()


def test_every_fact_has_claims_of_each_label(written: tuple[Written, ...]) -> None:
    short = [w.fact for w in written if not (w.supports and w.refutes and w.open)]
    assert len(written) > 1_700
    assert short == []


def test_the_words_of_every_error_stand_on_both_sides(written: tuple[Written, ...]) -> None:
    for one in written:
        for error in one.refutes:
            assert error.kind in KINDS
            assert error.said in error.claim
            assert error.stated in one.fact


def test_labels_and_languages_are_balanced(written: tuple[Written, ...]) -> None:
    counts = Counter(label for one in written for _, _, label in one.claims())
    languages = Counter(lang for one in written for lang, _, _ in one.claims())
    assert max(counts.values()) < 1.2 * min(counts.values())
    assert set(languages) == {"it", "en"}


def test_what_is_kept_is_not_learned(written: tuple[Written, ...]) -> None:
    told = {pair.fact for pair in learned(written, random.Random(1))}
    held = {pair.fact for pairs in kept(written).values() for pair in pairs}
    assert held
    assert told.isdisjoint(held)
    assert all(is_kept_fact(fact) for fact in held)
    assert held.isdisjoint(p.fact for pairs in learned_by_language(written).values() for p in pairs)


def test_a_claim_beside_another_event_is_open(written: tuple[Written, ...]) -> None:
    own = {(normalised(c), w.fact) for w in written for _, c, _ in w.claims()}
    pairs = learned(written, random.Random(1))
    mended = {e.mended for w in written for e in w.refutes}
    strange = [
        p for p in pairs if (normalised(p.claim), p.fact) not in own and p.claim not in mended
    ]
    assert len(strange) > 1_000
    assert {p.label for p in strange} == {"NEI"}


def test_the_file_that_is_apart_shares_no_fact_with_the_others(
    written: tuple[Written, ...],
) -> None:
    facts = {pair.fact for pair in apart()}
    assert len(facts) >= 60
    assert facts.isdisjoint(one.fact for one in written)
