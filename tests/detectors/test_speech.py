"""Tables of quotes and reported statements: what is told as said, and by whom."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import Part, Role
from factcheck.segmenters import segment

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text, words of it, and the role and speaker of the part they stand in."""

    case: str
    lang: str
    text: str
    said: str
    role: str
    speaker: str


def read_table(name: str) -> tuple[Said, ...]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        return tuple(Said(**row | {"text": row["text"].replace("\\n", "\n")}) for row in rows)


TABLES = ("speech_before_code.tsv", "speech_after_code.tsv", "speech_more.tsv")
KNOWN = {
    "elided-two-candidates": "of two people named, the subject is taken to go on speaking",
    "en-she-continues": "'runs' is not known as a verb, so its subject is not seen",
}
"""What comes out otherwise than written down, with the reason."""

SAID = [
    pytest.param(
        row,
        id=f"{row.lang}-{row.case}",
        marks=[pytest.mark.xfail(strict=True, reason=KNOWN[row.case])] if row.case in KNOWN else [],
    )
    for table in TABLES
    for row in read_table(table)
]


def parts_of(text: str, lang: str) -> tuple[Part, ...]:
    document = document_from_text(text, date=date(2024, 11, 16), lang=lang)
    return tuple(p for c in RuleDetector()(document, segment(document)) for p in c.parts)


@pytest.mark.parametrize("row", SAID)
def test_what_is_said_has_its_role_and_speaker(row: Said) -> None:
    at = row.text.index(row.said)
    (part,) = (p for p in parts_of(row.text, row.lang) if p.span.start <= at < p.span.end)
    assert (part.role.value, part.speaker) == (row.role, row.speaker)


def test_the_key_of_a_claim_does_not_change_with_who_was_named_before() -> None:
    sentence = "«Abbiamo aperto tre nuovi ospedali in un anno», ha detto Venturi."

    def key_after(before: str) -> tuple[str, str]:
        document = document_from_text(f"{before} {sentence}", date=None, lang="it")
        claim = RuleDetector()(document, segment(document))[-1]
        return claim.key, claim.speaker

    alone, named = key_after("Piove."), key_after("Carla Venturi visita Bari.")
    assert (alone[1], named[1]) == ("Venturi", "Carla Venturi")
    assert alone[0] == named[0]


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "«",
        "“",
        '"',
        "'",
        "‘",
        "‹",
        "« ",
        "“a ",
        '"a" ',
        "«A\n\n",
        "‘A\n\n",
        "(",
        "X, ",
        "ha detto ",
    ],
)
def test_a_hundred_kilobytes_of_one_mark_are_read(lang: str, text: str) -> None:
    document = document_from_text("Rossi. " + text * (100_000 // len(text)), date=None, lang=lang)
    roles = {p.role for c in RuleDetector()(document, segment(document)) for p in c.parts}
    assert roles <= set(Role)
