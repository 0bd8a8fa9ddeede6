"""Sentences beside facts, with or without a slip: what the slip head of the model learns from.

Rows come from the texts of ``texts.py``: each article beside the nearest facts of its table has no
slip, nor has a true statement beside the rest of its table; an altered copy has one beside the
fact that refutes the planted error. Statements rated false take no part. Half of the rows of
``tests/comparators`` are learned from too: what nearly clashes with a fact has no slip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from factcheck import check_text
from factcheck.model import Rating
from factcheck.model.alignment import Pair
from tests.comparators.tables import TABLES, Case, read_cases
from training.fit_slips import seen_by_slips
from training.texts import CheckedText, Version
from training.verification.pairs import SlipPair

NEAREST = 5
"""Facts, by how much of the sentence they say, that it is read beside."""
NEAREST_STATEMENTS = 2
"""The same for a statement of the table."""

_SLIPS = {"refuted": True, "!refuted": False}


def near_misses(*, held: bool = False) -> list[Case]:
    """Return the rows to learn from, half of them, or those that are held out."""
    return [
        case
        for name in TABLES
        for case in read_cases(f"{name}.tsv")
        if case.verdict in _SLIPS and _is_held(case) is held
    ]


def _is_held(case: Case) -> bool:
    digest = hashlib.md5(case.id.encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16) % 2 == 0


def near_miss_pairs(cases: Sequence[Case]) -> list[SlipPair]:
    """Return each sentence of the rows beside each of their facts."""
    found: list[SlipPair] = []
    for case in cases:
        options: dict[str, Any] = {"date": case.day, "model": "none"}
        with seen_by_slips() as seen:
            check_text(case.claim, facts=case.facts, lang=case.lang, **options)
        day = f"{case.day}: " if case.day else ""
        found += [
            SlipPair(
                sentence=day + pair.sentence.text,
                fact=pair.fact.statement,
                is_slip=_SLIPS[case.verdict],
                is_own=True,
            )
            for pairs, _ in seen
            for pair in pairs
            if pair.fact.rating is Rating.TRUE
        ]
    return found


def slip_pairs(texts: Sequence[CheckedText], *, jobs: int = 1) -> list[SlipPair]:
    """Return the pairs of the texts, in order."""
    with ProcessPoolExecutor(jobs) as pool:
        return [pair for pairs in pool.map(_pairs_of_text, texts) for pair in pairs]


def _pairs_of_text(text: CheckedText) -> list[SlipPair]:
    options: dict[str, Any] = {"date": text.day, "model": "none"}
    found: list[SlipPair] = []
    for version in text.versions:
        with seen_by_slips() as seen:
            check_text(version.text, facts=text.table, lang=text.lang, **options)
        for pairs, _ in seen:
            found += _of_sentence(pairs, version, text)
    for one, others in text.true_statements():
        with seen_by_slips() as seen:
            check_text(one["statement"], facts=others, lang=one["lang"], **options)
        found += [pair for pairs, _ in seen for pair in _of_statement(pairs, text)]
    return found


def _nearest(pairs: Sequence[Pair]) -> list[Pair]:
    ordered = sorted(pairs, key=lambda p: (-p.claim_coverage, p.fact.id))
    return [pair for pair in ordered if pair.fact.rating is Rating.TRUE]


def _of_sentence(pairs: Sequence[Pair], version: Version, text: CheckedText) -> Iterator[SlipPair]:
    sentence = pairs[0].sentence.text if pairs else ""
    told = version.of(sentence) if sentence else None
    if not sentence or (version.is_altered and told is None):
        return
    settling = told.facts if told else frozenset()
    for rank, pair in enumerate(_nearest(pairs)):
        is_own = pair.fact.id in settling
        is_slip = version.is_altered and is_own
        if rank < NEAREST or is_own:
            yield SlipPair(
                sentence=f"{text.day}: {sentence}",
                fact=pair.fact.statement,
                is_slip=is_slip,
                is_own=is_own,
            )


def _of_statement(pairs: Sequence[Pair], text: CheckedText) -> Iterator[SlipPair]:
    for pair in _nearest(pairs)[:NEAREST_STATEMENTS]:
        yield SlipPair(
            sentence=f"{text.day}: {pair.sentence.text}",
            fact=pair.fact.statement,
            is_slip=False,
            is_statement=True,
        )
