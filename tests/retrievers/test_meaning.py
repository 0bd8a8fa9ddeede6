from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact
from factcheck.protocols import FactTable, Retriever
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.meaning import Meanings, embeddable
from factcheck.retrievers.scan import ScanRetriever

from .meanings import WordSenses
from .tables import fact, numbered_facts, query

FACTS = (
    fact(0, "The bridge collapsed."),
    fact(1, "Wine was sold abroad.", title="vendemmia"),
    fact(2, "Il sindaco parla.", "it"),
    *numbered_facts(100, 10),
)

Build = Callable[[FactTable, Meanings], Retriever]


@pytest.fixture(params=["scan", "index in memory", "index on disk"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    choices: dict[str, Build] = {
        "scan": lambda table, meanings: ScanRetriever(table, meanings=meanings),
        "index in memory": lambda table, meanings: IndexRetriever(table, meanings=meanings),
        "index on disk": lambda table, meanings: IndexRetriever(
            table, folder=tmp_path / "index", meanings=meanings
        ),
    }
    return choices[request.param]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        pytest.param("viadotto caduto", "it", 0, id="no-word-shared"),
        pytest.param("vino", "it", 1, id="by-title"),
        pytest.param("mayor", "en", 2, id="from-english"),
    ],
)
def test_a_fact_without_a_shared_word_is_found(
    build: Build, text: str, lang: str, expected: int
) -> None:
    table = MemoryFactTable(FACTS)
    retrieve = build(table, Meanings(table, WordSenses()))
    (found,) = retrieve([query(text, lang)], 10)
    assert f"f{expected:05d}" in [candidate.fact.id for candidate in found]


def test_without_meanings_it_is_not(build: Build) -> None:
    (found,) = ScanRetriever(MemoryFactTable(FACTS))([query("viadotto caduto", "it")], 10)
    assert [candidate.fact.id for candidate in found] == []


def test_similarity_falls_and_stays_between_zero_and_one(build: Build) -> None:
    table = MemoryFactTable(FACTS)
    retrieve = build(table, Meanings(table, WordSenses()))
    (found,) = retrieve([query("the bridge of Vark20 fell")], 200)
    values = [candidate.similarity for candidate in found]
    assert values == sorted(values, reverse=True)
    assert 0.0 <= values[-1] <= values[0] <= 1.0
    assert len({candidate.fact.id for candidate in found}) == len(found)


def test_a_statement_is_wholly_similar_to_itself(build: Build) -> None:
    table = MemoryFactTable(FACTS)
    (found,) = build(table, Meanings(table, WordSenses()))([query("The bridge collapsed.")], 1)
    assert found[0].similarity == 1.0


def test_queries_together_find_what_each_finds_alone(build: Build) -> None:
    table = MemoryFactTable(FACTS)
    retrieve = build(table, Meanings(table, WordSenses()))
    asked = [query("viadotto", "it"), query("wine sold in Vark12"), query("viadotto", "it")]
    assert list(retrieve(asked, 20)) == [retrieve([one], 20)[0] for one in asked]


def test_a_worker_reads_the_vectors_from_the_folder(build: Build, tmp_path: Path) -> None:
    table = MemoryFactTable(FACTS)
    retrieve = build(table, Meanings(table, WordSenses(), folder=tmp_path / "index"))
    expected = retrieve([query("viadotto", "it")], 5)
    copy = pickle.loads(pickle.dumps(retrieve))  # noqa: S301 -- our own object
    assert copy([query("viadotto", "it")], 5) == expected


def test_new_facts_alone_are_embedded(tmp_path: Path) -> None:
    first = WordSenses()
    Meanings(MemoryFactTable(FACTS), first, folder=tmp_path).near([])
    second = WordSenses()
    more = MemoryFactTable([*FACTS, fact(900, "Caduto un ponte.", "it")])
    notices: list[str] = []
    Meanings(more, second, folder=tmp_path, notice=notices.append).near([])
    assert second.asked == ["Caduto un ponte."]
    assert notices == ["embedding 1 texts of the facts, once"]


def test_features_run_from_unrelated_to_the_same() -> None:
    meanings = Meanings(MemoryFactTable(FACTS), WordSenses())
    (near,) = meanings.near([query("The bridge collapsed.")])
    same, other, none = near.features(["f00000", "f00001", "unknown"])
    assert same[0] == pytest.approx(1.0, abs=1e-3)
    assert other[0] < 0.5
    assert none.tolist() == [0.0, 0.0, 0.0]


def test_what_all_facts_share_tells_none_apart() -> None:
    table = [fact(n, f"Mayor mayor {word}.") for n, word in enumerate(("wine", "bridge", "fell"))]
    more = [fact(n, "Mayor mayor.") for n in range(10, 400)]
    (near,) = Meanings(MemoryFactTable([*table, *more]), WordSenses()).near([query("mayor wine")])
    right, wrong = near.features(["f00000", "f00001"])[:, 0]
    assert right > 0.8
    assert wrong < 0.1


def test_a_table_of_one_fact_has_a_middle_too() -> None:
    (near,) = Meanings(MemoryFactTable([FACTS[0]]), WordSenses()).near([query("bridge collapsed")])
    assert near.features(["f00000"])[0, 0] > 0.9


def test_of_two_copies_the_one_listed_first_comes_first(build: Build) -> None:
    copies = [
        Fact(id=f"n{number}", statement=text, lang="en")
        for number, text in ((9, 'A "bridge" collapsed.'), (10, "A 'bridge' collapsed."))
    ]
    table = MemoryFactTable(copies)
    (found,) = build(table, Meanings(table, WordSenses()))([query("bridge fell")], 5)
    assert [candidate.fact.id for candidate in found] == ["n9", "n10"]
    assert found[0].similarity == found[1].similarity


def test_features_do_not_depend_on_the_other_facts() -> None:
    meanings = Meanings(MemoryFactTable(FACTS), WordSenses())
    (near,) = meanings.near([query("a bridge fell in Vark12")])
    ids = [one.id for one in FACTS]
    together = near.features(ids)
    assert np.array_equal(together, np.vstack([near.features([one]) for one in ids]))


def test_a_table_without_facts_has_nothing_near(build: Build) -> None:
    table = MemoryFactTable(())
    assert list(build(table, Meanings(table, WordSenses()))([query("bridge")], 5)) == [[]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('A "bridge" fell', "A bridge fell", id="straight"),
        pytest.param("A ‘bridge’ fell", "A bridge fell", id="curly"),
        pytest.param("Il «ponte» è caduto", "Il ponte è caduto", id="guillemets"),
        pytest.param("L'accordo non c’è", "L'accordo non c’è", id="apostrophes"),
        pytest.param("Fell \n today https://t.co/x", "Fell today", id="spaces"),
    ],
)
def test_marks_that_mean_nothing_are_not_embedded(text: str, expected: str) -> None:
    assert embeddable(text) == expected
