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
