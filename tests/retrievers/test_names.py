"""Names in other spellings find their fact, in a table where every other word finds others."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact, Query
from factcheck.retrievers.index import IndexRetriever
from factcheck.verifier import SENTENCE_CANDIDATES

OTHERS = 4000
FLOOR = 0.9
"""The share of a table that must be found."""

ONSETS = (*"bcdfglmnprstvz", "br", "cr", "dr", "gr", "pr", "tr", "st", "sc", "ch", "gn")
VOWELS = (*"aeiouaeio", "ia", "io")
ENDINGS = ("ni", "tti", "lli", "ri", "sco", "no", "ski", "ov", "man", "son", "er", "ez", "is", "")
GIVEN = ("Anna", "Marco", "Paul", "Maria", "John", "Luca", "Peter", "Elena", "Carlo", "Ali", "Olga")

Row = dict[str, str]


@cache
def rows(file: str) -> tuple[Row, ...]:
    with (Path(__file__).parent / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def surname(chance: random.Random) -> str:
    syllables = (chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.randint(1, 3)))
    return ("".join(syllables) + chance.choice(ENDINGS)).capitalize()


def common_words(file: str, lang: str) -> list[str]:
    """Return the words of one language's queries and facts that are made of none of the names."""
    table = rows(file)
    told = [row[side] for row in table for side in ("query", "fact") if row[f"{side}_lang"] == lang]
    names = {name[:4].lower() for row in table for name in re.findall(r"[A-Z]\w+", row["fact"])}
    return [
        word
        for text in told
        for word in re.findall(r"\b[a-zà-ú]{3,}\b", text)
        if word[:4] not in names
    ]


def other_facts(file: str) -> Iterator[Fact]:
    """Yield facts about made-up people in the words of the table's own queries and facts."""
    chance = random.Random(11)  # noqa: S311 -- made-up names, no secrets
    words = {lang: common_words(file, lang) for lang in ("it", "en")}
    for number in range(OTHERS):
        lang = chance.choice(("it", "en"))
        said = " ".join(chance.sample(words[lang], 8))
        who = f"{chance.choice(GIVEN)} {surname(chance)}"
        statement = f"{who} {said} {surname(chance)} {chance.randint(1900, 2024)}."
        yield Fact(id=f"other{number:05d}", statement=statement, lang=lang)


def found(file: str, depth: int) -> list[bool]:
    """Return per row whether its fact is among the first ``depth``."""
    table = rows(file)
    facts = [
        Fact(id=f"row{number:03d}", statement=row["fact"], lang=row["fact_lang"])
        for number, row in enumerate(table)
    ]
    retrieve = IndexRetriever(MemoryFactTable([*facts, *other_facts(file)]))
    asked = [Query(text=row["query"], lang=row["query_lang"]) for row in table]
    return [
        any(candidate.fact.statement == row["fact"] for candidate in candidates)
        for row, candidates in zip(table, retrieve(asked, depth), strict=True)
    ]


@pytest.mark.parametrize("file", ["names_before_code.tsv", "names_more.tsv"])
def test_names_in_other_spellings_find_their_fact(file: str) -> None:
    hits = found(file, SENTENCE_CANDIDATES)
    missed = [row["query"] for row, hit in zip(rows(file), hits, strict=True) if not hit]
    assert sum(hits) >= FLOOR * len(hits), "\n".join(missed)
