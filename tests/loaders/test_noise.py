"""Lines that belong to the page and lines that belong to the story, told apart by their wording.

``noise.tsv`` was written before the patterns and is kept as it was.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factcheck.loaders.marks import read_marks

with Path(__file__).with_name("noise.tsv").open(encoding="utf-8", newline="") as file:
    CASES = [
        (row["kind"], row["line"])
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@pytest.mark.parametrize(("kind", "line"), CASES, ids=[line for _, line in CASES])
def test_the_wording_of_a_line_tells_what_it_is(kind: str, line: str) -> None:
    assert (read_marks().kind_of(line) or "text") == kind


@pytest.mark.parametrize(
    "line",
    ["COMUNICATO STAMPA", "Comunicato stampa n. 12", "Per ulteriori informazioni: Anna Verdi",
     "Ufficio stampa Comune di Lodi", "Tel. 0371 123456", "E-mail: stampa@comune.example",
     "www.comune.example", "stampa@comune.example", "PRESS RELEASE", "Media contact: Jane Doe",
     "Phone: +44 20 7946 0000", "For further information:"],
)  # fmt: skip
def test_whom_to_call_is_boilerplate(line: str) -> None:
    assert read_marks().kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    ["Il comunicato stampa parla di 12 feriti.", "L'ufficio stampa ha smentito la notizia.",
     "Per informazioni sbagliate ha perso 3 milioni.", "Phone bills rose by 3% last year.",
     "Telefono e luce costano 90 euro in più.", "The press release says 12 people were hurt.",
     "Tel Aviv ha 460.000 abitanti."],
)  # fmt: skip
def test_a_sentence_about_calls_and_releases_is_text(line: str) -> None:
    assert read_marks().kind_of(line) is None
