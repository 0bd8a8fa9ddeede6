"""Another store as a source: its current facts under their ids, its own history left behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from factcheck import api, check_text
from factcheck.errors import ConfigError, FactcheckError, StoreError
from factcheck.model import Fact, Rating
from factcheck.store import Store
from factcheck.store.source import StoredFacts
from tests.store.records import contents, make_fact, many_facts
from tests.strategies import fact_lists

FIRST = make_fact("f1", lang="it", sources=("Anas",), rated_as="Falso", title="Il ponte")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other" / "desk.db"
    path.parent.mkdir()
    with Store(path) as store:
        store.import_facts([FIRST, make_fact("f2", "Due.")], collection="roads")
        store.import_facts([make_fact("f3", "Tre.")], collection="bridges")
        store.import_facts([replace(FIRST, rating=Rating.FALSE)], collection="roads", sync=True)
    return path


@pytest.mark.parametrize("form", [None, "store"], ids=["recognised", "named"])
def test_current_facts_come_in_with_their_ids(form: str | None, other: Path) -> None:
    before = contents(other.parent)
    with Store() as store:
        result = api.import_facts(store, other, form=form)
        assert (result.collection, result.added) == ("desk", 2)
        assert [(f.id, f.version, f.collection) for f in store.facts()] == [
            ("f1", 1, "desk"), ("f3", 1, "desk"),
        ]  # fmt: skip
        assert store.fact("f1") == replace(FIRST, rating=Rating.FALSE, collection="desk")
        assert api.import_facts(store, other).unchanged == 2
    assert contents(other.parent) == before


def test_sync_follows_the_other_store(other: Path) -> None:
    with Store() as store:
        api.import_facts(store, other)
        with Store(other) as source:
            source.import_facts([], collection="bridges", sync=True)
        result = api.import_facts(store, other, sync=True)
    assert (result.retired, result.unchanged) == (1, 1)


def test_a_store_is_not_imported_into_itself(path: Path) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(2), collection="c")
        with pytest.raises(ConfigError, match="cannot be imported into itself"):
            api.import_facts(store, path)
        assert store.revision == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"SQLite format 3\0", "not a factcheck"),
        (b"statement\nUno.\n", "not a factcheck"),
        (None, "no such store"),
    ],
    ids=["damaged", "text", "missing"],
)
def test_what_is_no_store_is_one_error(
    content: bytes | None, problem: str, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=problem) as caught:
        api.import_facts(store, path, form="store")
    assert "other.db" in str(caught.value)
    assert store.revision == 0


def test_a_text_is_checked_against_another_store(other: Path) -> None:
    report = check_text("Il ponte è lungo 12 km.", facts=other)
    (match, *_) = report.assessments[0].parts[0].matches
    assert (match.fact.id, match.fact.collection) == ("f1", "desk")


def test_a_sheet_of_a_store_is_refused(other: Path, store: Store) -> None:
    with pytest.raises(FactcheckError, match="has no sheets"):
        api.import_facts(store, other, sheet="x")


@settings(max_examples=15)
@given(fact_lists())
def test_facts_pass_from_store_to_store_unchanged(
    tmp_path_factory: pytest.TempPathFactory, given_facts: list[Fact]
) -> None:
    path = tmp_path_factory.mktemp("stores") / "one.db"
    with Store(path) as store:
        store.import_facts(given_facts, collection="a")
        digest = store.summary().digest
    with Store() as store:
        store.import_facts(StoredFacts(str(path)), collection="b")
        assert store.summary().digest == digest
