"""Sentences beside facts, with or without a slip: what the slip head of the model learns from.

Rows come from ``tests/quality/texts``: each article beside the nearest facts of its table has no
slip, nor has a true statement beside the rest of its table; its altered copy has one beside the
fact that refutes the planted error. Statements rated false take no part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factcheck import check_file, check_text
from factcheck.model import Rating
from factcheck.model.alignment import Pair
from tests.quality.test_other_tables import gold_of, holds_on, statements
from training.fit_slips import KEPT_APART, TEXTS, seen_by_slips

NEAREST = 5
"""Facts, by how much of the sentence they say, that it is read beside."""
NEAREST_STATEMENTS = 2
"""The same for a statement of the table."""
_FIFTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPair:
    """A sentence with its text's day before it, a fact, and whether the sentence has a slip.

    ``is_own`` tells that the fact is the one that settles the sentence, ``is_statement`` that the
    sentence is itself a fact of the table.
    """

    sentence: str
    fact: str
    is_slip: bool
    is_own: bool = False
    is_statement: bool = False


def is_held(folder: str) -> bool:
    """Tell whether the head never sees a text: its figures are measured on these."""
    number = int(hashlib.md5(folder.encode(), usedforsecurity=False).hexdigest(), 16)
    return folder in KEPT_APART or number % _FIFTH == 0


def slip_pairs(texts: Path = TEXTS, *, held: bool = False, jobs: int = 1) -> list[SlipPair]:
    """Return the pairs of the texts to learn from, or of those that are held out."""
    found = sorted(path.parent for path in texts.glob("*/gold.json"))
    folders = [folder for folder in found if is_held(folder.name) is held]
    with ProcessPoolExecutor(jobs) as pool:
        return [pair for pairs in pool.map(_pairs_of_text, folders) for pair in pairs]


def _pairs_of_text(folder: Path) -> list[SlipPair]:
    gold = gold_of(folder)
    day = date.fromisoformat(gold["date"])
    options: dict[str, Any] = {"date": day, "model": "none"}
    found: list[SlipPair] = []
    for name in ("article", "altered"):
        with seen_by_slips() as seen:
            file = folder / f"{name}.txt"
            check_file(file, facts=folder / "facts.csv", lang=gold["lang"], **options)
        for pairs, _ in seen:
            found += _of_sentence(pairs, gold[f"{name}.txt"], gold["date"], name == "altered")
    table = statements(folder)
    for one in table:
        if one.get("rating", "true") == "true" and holds_on(day, one):
            others = [fact for fact in table if fact is not one]
            with seen_by_slips() as seen:
                check_text(one["statement"], facts=others, lang=one["lang"], **options)
            found += [pair for pairs, _ in seen for pair in _of_statement(pairs, gold["date"])]
    return found


def _nearest(pairs: Sequence[Pair]) -> list[Pair]:
    ordered = sorted(pairs, key=lambda p: (-p.claim_coverage, p.fact.id))
    return [pair for pair in ordered if pair.fact.rating is Rating.TRUE]


def _of_sentence(
    pairs: Sequence[Pair], gold: Sequence[dict[str, Any]], day: str, is_altered: bool
) -> Iterator[SlipPair]:
    text = pairs[0].sentence.text if pairs else ""
    entry = next((e for e in gold if e["contains"] in text or text in e["contains"]), None)
    if not text or (is_altered and entry is None):
        return
    settling = entry["fact"].split() if entry else []
    for rank, pair in enumerate(_nearest(pairs)):
        is_own = pair.fact.id in settling
        if rank < NEAREST or is_own:
            yield SlipPair(
                sentence=f"{day}: {text}",
                fact=pair.fact.statement,
                is_slip=is_altered and is_own,
                is_own=is_own,
            )


def _of_statement(pairs: Sequence[Pair], day: str) -> Iterator[SlipPair]:
    for pair in _nearest(pairs)[:NEAREST_STATEMENTS]:
        yield SlipPair(
            sentence=f"{day}: {pair.sentence.text}",
            fact=pair.fact.statement,
            is_slip=False,
            is_statement=True,
        )
