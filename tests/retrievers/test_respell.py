"""Other spellings of names: the table of names they come from, and what they may cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.retrievers.features import query_terms
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.lexicon import NameLexicon, build_lexicon, load_lexicon
from factcheck.retrievers.matrix import TermMatrix, build_matrix
from factcheck.retrievers.respell import MAX_RESPELLED, MAX_SPELLINGS, respelled
from factcheck.store import Store
from tests.steps import steps

from .tables import fact, numbered_facts, query

FACTS = [
    fact(1, "Angela Merkel grew up in Templin."),
    fact(2, "Olaf Scholz was mayor of Hamburg."),
    fact(3, "Volodymyr Zelensky studied law in Kryvyi Rih."),
    *numbered_facts(50, first=10),
]

names = st.lists(st.text("abehiklmnorsz", min_size=3, max_size=12), max_size=20)


def same(left: NameLexicon, right: NameLexicon) -> bool:
    fields = ("names", "name_keys", "key_owners", "stems", "stem_owners")
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in fields)


def lexicon_of(names: Sequence[str]) -> NameLexicon:
    return build_lexicon({name: [len(name), ord(name[0])] for name in names})


@given(some=names, more=names)
def test_names_gathered_in_two_steps_are_those_gathered_in_one(
    some: list[str], more: list[str]
) -> None:
    merged = lexicon_of(some).merged(lexicon_of(more))
    assert same(merged, lexicon_of([*reversed(more), *some]))


@given(held=names, asked=names)
def test_a_lexicon_knows_what_was_put_in(held: list[str], asked: list[str]) -> None:
    known = lexicon_of(held).known([*asked, *held])
    assert set(known) == set(held)


@given(held=names)
def test_a_name_has_its_stems_after_a_merge(held: list[str]) -> None:
    lexicon = lexicon_of(held).merged(lexicon_of(["merkel"]))
    assert all(set(lexicon.stems_of(name)) == {len(name), ord(name[0])} for name in held)
    assert lexicon.stems_of("scholz") == []


def test_a_saved_lexicon_is_the_same(tmp_path: Path) -> None:
    lexicon = lexicon_of(["merkel", "scholz", "zelensky"])
    lexicon.save(tmp_path)
    assert same(load_lexicon(tmp_path), lexicon)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Merkle said nothing", "f00001", id="swapped"),
        pytest.param("the Merkelian years", "f00001", id="derived"),
        pytest.param("Selenskyj said nothing", "f00003", id="romanised"),
    ],
)
def test_a_name_is_found_after_an_update_on_disk(tmp_path: Path, text: str, expected: str) -> None:
    with Store(tmp_path / "store.db") as store:
        store.import_facts(FACTS[3:], collection="first")
        IndexRetriever(store, folder=tmp_path / "index").refresh()
        store.import_facts(FACTS[:3], collection="more")
        lines: list[str] = []
        (found,) = IndexRetriever(store, folder=tmp_path / "index", notice=lines.append)(
            [query(text)], 3
        )
    assert [candidate.fact.id for candidate in found][:1] == [expected]
    assert [line for line in lines if "updated" in line]


def added(text: str, matrix: TermMatrix) -> set[int]:
    """Return the codes that a query's other spellings add."""
    return set(respelled(query(text), {}, matrix).kinds)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Kramel said nothing", id="a-short-name-with-two-wrong-letters"),
        pytest.param("Merkel and Scholz said nothing", id="names-as-the-table-has-them"),
        pytest.param("the merkle root of a tree", id="no-capital"),
        pytest.param("Paolo Bianchi said nothing", id="another-name"),
    ],
)
def test_nothing_is_added_to(text: str) -> None:
    assert added(text, build_matrix(FACTS)) == set()


def test_a_rare_spelling_of_a_common_name_weighs_no_more_than_the_name() -> None:
    facts = [fact(number, f"Zelensky met delegation {number}.") for number in range(100)]
    matrix = build_matrix([*facts, fact(999, "Selenskyj was here.")])
    weights = matrix.weights()
    asked = query_terms(query("Zelensky was there"), matrix, weights)
    assert max(asked.weights[asked.numbers >= 0]) <= max(matrix.weight(100), matrix.weight(101))


def made_up(count: int) -> list[str]:
    syllables = ["ba", "do", "ghi", "lek", "mor", "nin", "pu", "sta", "tre", "vul"]
    return [
        "".join(syllables[int(digit)] for digit in f"{n:05d}").capitalize() for n in range(count)
    ]


def test_a_text_of_misspelt_names_asks_for_a_bounded_number() -> None:
    matrix = build_matrix([fact(n, f"{name} spoke.") for n, name in enumerate(made_up(400))])
    text = ", ".join(name.replace("a", "e", 1) for name in made_up(400))
    most = MAX_RESPELLED * MAX_SPELLINGS * 2  # a stem, as all is in one language, and a key
    assert 0 < len(added(text, matrix)) <= most
    short, long = (steps(lambda t=t: added(t, matrix)) for t in (text, f"{text}, {text}"))  # type: ignore[misc]
    assert long <= 1.2 * short


def test_ten_times_the_names_cost_a_query_little_more() -> None:
    small, large = (
        build_matrix([fact(n, f"{name} spoke.") for n, name in enumerate(made_up(count))])
        for count in (400, 4000)
    )
    text = "Badoghilekmora, Bubadolek and Babadestaba spoke."
    added(text, small)
    few, many = (steps(lambda m=m: added(text, m)) for m in (small, large))  # type: ignore[misc]
    assert many <= 4 * few
