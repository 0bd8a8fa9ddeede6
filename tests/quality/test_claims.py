"""What the first fixture says, by hand-written gold: blocks, times, speakers, parts, references."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck import extract_file
from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import Claim, ClaimKind, DateMention
from factcheck.segmenters import segment

FOLDER = Path(__file__).parents[2] / "fixtures" / "it-accordo"
GOLD: dict[str, Any] = json.loads((FOLDER / "claims.json").read_text("utf-8"))
ENTRIES: list[dict[str, Any]] = GOLD["article.txt"]
DAY = date.fromisoformat(GOLD["date"])

OPEN_REFERENCES = ("La ministra",)
"""The text never says who holds the title."""


@cache
def claims() -> tuple[Claim, ...]:
    text = (FOLDER / "article.txt").read_text("utf-8")
    document = document_from_text(text, date=DAY, lang=GOLD["lang"])
    return RuleDetector()(document, segment(document))


def entries(open_: tuple[str, ...], key: str = "is_claim") -> list[Any]:
    """Return the entries with something under ``key``, those not met yet as expected failures."""
    return [
        pytest.param(
            number,
            marks=[pytest.mark.xfail(reason="not read yet", strict=True)]
            if any(words in entry["text"] for words in open_)
            else [],
            id=f"{number}-{entry['text'][:40]}",
        )
        for number, entry in enumerate(ENTRIES)
        if entry["is_claim"] and entry[key]
    ]


def test_every_line_and_sentence_has_its_gold() -> None:
    assert [claim.text for claim in claims()] == [entry["text"] for entry in ENTRIES]
    assert [claim.block.value for claim in claims()] == [entry["block"] for entry in ENTRIES]


def test_no_caption_is_a_claim() -> None:
    is_claim = [claim.kind is not ClaimKind.BOILERPLATE for claim in claims()]
    assert is_claim == [entry["is_claim"] for entry in ENTRIES]


def test_the_repeated_headline_is_a_duplicate() -> None:
    assert [bool(c.duplicate_of) for c in claims()] == [entry["duplicate"] for entry in ENTRIES]


@cache
def dates() -> tuple[tuple[DateMention, ...], ...]:
    (extraction,) = extract_file(FOLDER / "article.txt", date=DAY, lang=GOLD["lang"])
    return tuple(extracted.analysis.dates for extracted in extraction.claims)


@pytest.mark.parametrize("number", entries((), "times"))
def test_times_are_days_of_the_calendar(number: int) -> None:
    found = [
        (str(m.interval.start), str(m.interval.end)) if m.interval else (None, None)
        for m in dates()[number]
    ]
    assert found == [(time["start"], time["end"]) for time in ENTRIES[number]["times"]]


def test_sentences_without_a_time_have_none() -> None:
    dated = {number for number, found in enumerate(dates()) if any(m.interval for m in found)}
    assert dated <= {number for number, entry in enumerate(ENTRIES) if entry["times"]}


@pytest.mark.parametrize("number", entries(()))
def test_speakers(number: int) -> None:
    assert claims()[number].speaker == ENTRIES[number]["speaker"]


@pytest.mark.parametrize("number", entries(()))
def test_parts_have_their_roles(number: int) -> None:
    found = [(p.role.value, p.text.rstrip("?."), p.context) for p in claims()[number].parts]
    gold = [(p["role"], p["text"], p["context"]) for p in ENTRIES[number]["parts"]]
    assert found == gold


@pytest.mark.parametrize("number", entries(OPEN_REFERENCES))
def test_references_mean_whom_the_text_names(number: int) -> None:
    found = sorted((one.text, one.means) for one in claims()[number].references)
    assert found == sorted((one["text"], one["means"]) for one in ENTRIES[number]["references"])
