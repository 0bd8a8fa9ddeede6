"""Tables of names written before the rules: pairs that are the same or not, names in sentences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factcheck.analysis.analyse import analyse
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.model import Name

_HERE = Path(__file__).parent
_MISSED = {
    "[Rossi] ha votato": "a surname that is a colour",
    "Pëtr Il'ič Čajkovskij": "an article before the apostrophe",
    "Martin Luther": "its words open the other name: perhaps the second surname is left out",
    "MELONI INCONTRA MACRON A PARIGI": "a surname that is a fruit, without lower case around it",
    "Papa Francesco ha visitato l'Ungheria.": "the name is read without the title",
    "Pope Francis visited Hungary.": "the name is read without the title",
    "According to Eurostat, inflation fell in the Netherlands.": "known to be an organisation",
    "George W. Bush was born in New Haven.": "",
}
"""What the tables hold and the rules do not do, and why."""

_CARRIERS = {"it": "Ieri si è parlato di [{}].", "en": "Yesterday people spoke about [{}]."}


def rows(file: str) -> list[dict[str, str]]:
    with (_HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found_in(text: str, lang: str) -> list[Name]:
    """Return names and institutions in order; what stands inside an institution is left out."""
    analysis = analyse(text, lang)
    names = [
        name
        for name in analysis.names
        if not any(
            body.span.start <= name.span.start < body.span.end for body in analysis.bodies
        )
    ]
    return sorted((*names, *analysis.bodies), key=lambda name: name.span)


def name_in(text: str, lang: str) -> Name:
    """Return the one name the brackets touch of ``text``, or of a sentence made around it."""
    if "[" not in text:
        text = _CARRIERS[lang].format(text)
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    (name, *more) = (
        name for name in found_in(plain, lang) if name.span.start < end and start < name.span.end
    )
    assert not more
    return name


def relation(row: dict[str, str]) -> NameRelation:
    return compare_names(
        name_in(row["left"], row["left_lang"]), name_in(row["right"], row["right_lang"])
    )


def pairs(file: str, expected: str) -> list[object]:
    return [
        pytest.param(row, id=f"{row['left']}|{row['right']}")
        for row in rows(file)
        if row["expected"] == expected
    ]


@pytest.mark.parametrize("row", pairs("name_pairs.tsv", "same"))
def test_pairs_that_name_the_same(row: dict[str, str]) -> None:
    assert relation(row) is NameRelation.SAME


@pytest.mark.parametrize("row", pairs("name_pairs.tsv", "different"))
def test_pairs_that_name_others(row: dict[str, str]) -> None:
    assert relation(row) in (NameRelation.DIFFERENT, NameRelation.WITHIN)


@pytest.mark.parametrize("row", rows("names_in_text.tsv"), ids=lambda row: row["text"])
def test_names_in_sentences(row: dict[str, str]) -> None:
    found = [f"{name.text}={name.kind.value}" for name in found_in(row["text"], row["lang"])]
    assert "|".join(found) == (row["names"] or "")
