"""What is read in raw texts before any fact is looked at, beside answers written by hand.

The floors are a little under the figures of the day they were pinned.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck import extract_text
from factcheck.model import ClaimKind, ExtractedClaim, Quantity

HERE = Path(__file__).parent / "extraction"
TEXTS = ("en-webpage", "it-agenzia", "it-intervista")
ENTRIES = 66
UNCHECKABLE = frozenset(
    {
        ClaimKind.BOILERPLATE,
        ClaimKind.OPINION,
        ClaimKind.PREDICTION,
        ClaimKind.PROMISE,
        ClaimKind.QUESTION,
    }
)
FLOORS = {"kind": 0.85, "speaker": 0.84, "dates": 0.92, "quantities": 0.97}
"""Shares right of the entries that give the field."""
MIN_SPEAKER_PRECISION = 0.95
"""Share right of the speakers that are given; a surname alone is right, though not resolved."""

Figure = tuple[float, float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One gold entry beside the claim read there, if any."""

    text: str
    gold: Mapping[str, Any]
    found: ExtractedClaim | None

    def is_right(self, field: str) -> bool:
        """Tell whether the field was read as the gold has it."""
        if self.found is None:
            return False
        return {
            "kind": kind_of,
            "speaker": speaker_of,
            "dates": dates_of,
            "quantities": quantities_of,
        }[field](self.found) == gold_of(self.gold, field)


def kind_of(found: ExtractedClaim) -> str:
    """Return the word the gold uses for the claim's kind."""
    if found.claim.duplicate_of:
        return "duplicate"
    return found.claim.kind.value if found.claim.kind in UNCHECKABLE else "claim"


def speaker_of(found: ExtractedClaim) -> str:
    """Return whose words the claim is, ``""`` for the text's own."""
    named = (found.claim.speaker, *(part.speaker for part in found.claim.parts))
    return next((speaker for speaker in named if speaker), "")


def dates_of(found: ExtractedClaim) -> list[tuple[str, str]]:
    """Return the first and last day of each time that was placed, in order of time."""
    placed = [mention.interval for mention in found.analysis.dates if mention.interval]
    return sorted((str(interval.start), str(interval.end)) for interval in placed)


def quantities_of(found: ExtractedClaim) -> list[Figure]:
    """Return each amount from its least to its greatest value, people as bare counts."""
    return sorted(_figure(quantity) for quantity in found.analysis.quantities)


def _figure(quantity: Quantity) -> Figure:
    is_share = (
        quantity.unit == "percent" and "%" not in quantity.text and "cent" not in quantity.text
    )
    size = 100 if is_share else 1  # "one in three" and "a third" are read as a percentage
    unit = "" if is_share or quantity.unit == "person" else quantity.unit
    return round(quantity.low / size, 4), round(quantity.high / size, 4), unit


def gold_of(gold: Mapping[str, Any], field: str) -> object:
    """Return the answer in the form the reading has."""
    if field == "dates":
        return sorted((start, end) for start, end in gold["dates"])
    if field == "quantities":
        return sorted(
            (round(q["value"], 4), round(q.get("to", q["value"]), 4), q["unit"] or "")
            for q in gold["quantities"]
        )
    return gold[field] or ""


@cache
def read_all() -> tuple[Read, ...]:
    """Return every entry of the gold beside what was read there."""
    return tuple(read for text in TEXTS for read in _read(text))


def _read(text: str) -> list[Read]:
    gold = json.loads((HERE / f"{text}.json").read_text("utf-8"))
    extraction = extract_text(
        (HERE / f"{text}.txt").read_text("utf-8"),
        date=date.fromisoformat(gold["date"]),
        lang=gold["lang"],
    )
    return [
        Read(text=text, gold=entry, found=_claim_with(entry, extraction.claims))
        for entry in gold["entries"]
    ]


def _claim_with(
    entry: Mapping[str, Any], claims: tuple[ExtractedClaim, ...]
) -> ExtractedClaim | None:
    holding = [found for found in claims if entry["contains"] in found.claim.text]
    number = entry.get("occurrence", 1)
    return holding[number - 1] if len(holding) >= number else None


def test_every_entry_is_one_claim() -> None:
    assert len(read_all()) == ENTRIES
    assert [read.gold["contains"] for read in read_all() if read.found is None] == []


@pytest.mark.parametrize("field", FLOORS)
def test_field_is_read_right_often_enough(field: str) -> None:
    judged = [read for read in read_all() if field in read.gold]
    share = sum(read.is_right(field) for read in judged) / len(judged)

    assert share >= FLOORS[field]


def test_speakers_given_are_the_right_ones() -> None:
    given = [
        read
        for read in read_all()
        if "speaker" in read.gold and read.found is not None and speaker_of(read.found)
    ]
    right = [read for read in given if _names_the_speaker(read)]

    assert len(right) / len(given) >= MIN_SPEAKER_PRECISION


def _names_the_speaker(read: Read) -> bool:
    gold = read.gold["speaker"] or ""
    return read.found is not None and gold.endswith(speaker_of(read.found)) and bool(gold)
