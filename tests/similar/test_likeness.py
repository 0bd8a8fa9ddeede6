"""Two statements beside each other: the same, contradicting, or apart."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.comparators.likeness import Likeness, Relation
from factcheck.model import Fact, Interval, Rating, Reason
from factcheck.registry import build_likeness

NOT_YET = {"La Juventus ha battuto il Torino 2-0 il 13 aprile 2024."}
"""A deed that comes again, for which the comparators take another day as a contradiction."""


@cache
def relate() -> Likeness:
    return build_likeness()


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def cases(name: str) -> list[object]:
    strict = pytest.mark.xfail(strict=True)
    return [
        pytest.param(row, id=row["first"][:50], marks=[strict] * (row["first"] in NOT_YET))
        for row in rows(name)
    ]


@pytest.mark.parametrize("row", cases("pairs_before_code.tsv"))
def test_pairs_stand_to_each_other_as_the_table_says(row: dict[str, str]) -> None:
    first = Fact(id="a", statement=row["first"], lang=row["lang"])
    second = Fact(id="b", statement=row["second"], lang=row["other_lang"])
    assert relate()(first, second).relation.value == row["relation"]


BRIDGE = "Il ponte di Vaduz è stato inaugurato il 3 maggio 1998 da Carla Neri."


def bridge(fact_id: str, **changes: object) -> Fact:
    values: dict[str, object] = {"statement": BRIDGE, "lang": "it", **changes}
    return Fact(id=fact_id, **values)  # type: ignore[arg-type]


def year(number: int) -> Interval:
    return Interval(start=date(number, 1, 1), end=date(number, 12, 31))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, Relation.SAME, id="nothing"),
        pytest.param({"rating": Rating.FALSE}, Relation.CONTRADICTING, id="rating"),
        pytest.param({"event_date": year(2001)}, Relation.APART, id="another-event"),
        pytest.param({"valid_from": year(2001)}, Relation.APART, id="another-term-of-office"),
        pytest.param({"speaker": "Luca Verdi"}, Relation.APART, id="another-speaker"),
        pytest.param({"note": "seen twice", "title": "Ponte"}, Relation.SAME, id="note-and-title"),
    ],
)
def test_what_stands_beside_the_statement_counts(
    changes: dict[str, object], expected: Relation
) -> None:
    first = bridge("a", event_date=year(1998), valid_to=year(2000), speaker="Carla Neri")
    own = {"event_date": year(1998), "valid_to": year(2000), "speaker": "Carla Neri"}
    if "valid_from" in changes:
        del own["valid_to"]
    assert relate()(first, bridge("b", **{**own, **changes})).relation is expected


def test_a_contradiction_says_where_with_the_first_fact_as_the_text() -> None:
    first = bridge("a")
    second = bridge("b", statement=BRIDGE.replace("3 maggio", "9 giugno"))
    for one, other in ((first, second), (second, first)):
        (difference,) = relate()(one, other).comparisons
        assert difference.name is Reason.DATE
        assert difference.claim_text in one.statement
        assert difference.fact_text in other.statement


def test_two_false_statements_that_differ_do_not_contradict_each_other() -> None:
    first = bridge("a", rating=Rating.FALSE)
    second = bridge("b", rating=Rating.FALSE, statement=BRIDGE.replace("3 maggio", "9 giugno"))
    assert relate()(first, second).relation is Relation.APART


who = st.sampled_from(["Carla Neri", "Luca Verdi", "Anna Rosa"])
years = st.integers(1950, 2020)
amounts = st.integers(2, 900)
statements = st.builds("{} ha venduto {} case a Vaduz il 3 maggio {}.".format, who, amounts, years)


@settings(max_examples=20)
@given(first=statements, second=statements)
def test_statements_that_differ_in_anything_told_are_never_the_same(
    first: str, second: str
) -> None:
    related = relate()(
        Fact(id="a", statement=first, lang="it"), Fact(id="b", statement=second, lang="it")
    )
    assert (related.relation is Relation.SAME) == (first == second)


@settings(max_examples=20)
@given(first=statements, second=statements)
def test_it_does_not_matter_which_is_the_first(first: str, second: str) -> None:
    one = Fact(id="a", statement=first, lang="it")
    other = Fact(id="b", statement=second, lang="it")
    there, back = relate()(one, other), relate()(other, one)
    assert (there.relation, there.similarity) == (back.relation, back.similarity)
