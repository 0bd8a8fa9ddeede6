"""French, German, Spanish and Portuguese: identified, cut, dated, attributed and named right."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from factcheck.analysis.analyse import analyse
from factcheck.analysis.dates.mentions import find_dates
from factcheck.detectors import RuleDetector
from factcheck.languages.identify import identify
from factcheck.loaders import document_from_text
from factcheck.model import Role
from factcheck.segmenters import segment, split_sentences

SATURDAY = date(2024, 11, 16)
Row = dict[str, str]


def _rows(name: str) -> list[object]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [pytest.param(row, id=f"{row['lang']}: {row['text'][:60]}") for row in rows]


@pytest.mark.parametrize("row", _rows("texts.tsv"))
def test_a_short_text_is_in_its_language(row: Row) -> None:
    assert identify(row["text"]) == row["lang"]


@pytest.mark.parametrize("row", _rows("sentences.tsv"))
def test_a_text_is_cut_into_its_sentences(row: Row) -> None:
    wanted = row["text"].split(" | ")
    text = " ".join(wanted)
    assert [span.slice(text) for span in split_sentences(text, row["lang"])] == wanted


@pytest.mark.parametrize("row", _rows("dates.tsv"))
def test_dates_count_from_the_day_of_the_text(row: Row) -> None:
    found = find_dates(row["text"], row["lang"], SATURDAY)
    told = [
        (
            d.text,
            str(d.interval and d.interval.start),
            str(d.interval and d.interval.end),
            d.relation,
        )
        for d in found
    ]
    assert told == (
        [(row["date"], row["start"], row["end"], row["relation"])] if row["date"] else []
    )


@pytest.mark.parametrize("row", _rows("speech.tsv"))
def test_what_is_said_has_its_speaker(row: Row) -> None:
    document = document_from_text(row["text"], date=SATURDAY, lang=row["lang"])
    (claim,) = RuleDetector()(document, segment(document))
    at = row["text"].index(row["said"])
    (part,) = (p for p in claim.parts if p.span.start <= at < p.span.end)
    assert (part.role, part.speaker) == (Role.REPORTED, row["speaker"])


@pytest.mark.parametrize("row", _rows("names.tsv"))
def test_names_are_found_and_nouns_are_none(row: Row) -> None:
    found = [name.text for name in analyse(row["text"], row["lang"]).names]
    assert found == [name for name in row["names"].split(";") if name]
