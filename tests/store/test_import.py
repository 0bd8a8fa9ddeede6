from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factcheck.errors import FactSourceError, NotFoundError, StoreError
from factcheck.facttable import MemoryFactTable, default_fact_id
from factcheck.model import Fact, ImportResult, Rating
from factcheck.store import Store
from tests.store.records import contents, make_fact, many_facts, year

FIRST = make_fact("f1", sources=("Anas", "Istat"), checked=year(2023), speaker="Rossi")
SECOND = make_fact("f2", "Il tunnel è lungo 57 km.", checked=year(2024))


def test_import_adds_facts_as_one_revision(store: Store) -> None:
    result = store.import_facts([FIRST, SECOND], collection="desk")
    assert result == ImportResult(collection="desk", revision=1, added=2)
    assert store.revision == 1
    assert list(store.facts()) == [
        replace(FIRST, collection="desk"),
        replace(SECOND, collection="desk"),
    ]


def test_importing_twice_changes_no_byte(path: Path) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(300), collection="desk")
    before = contents(path.parent)
    with Store(path) as store:
        result = store.import_facts(many_facts(300), collection="desk")
    assert result == ImportResult(collection="desk", revision=1, unchanged=300)
    assert contents(path.parent) == before
    assert list(before) == ["claims.db"]


def test_empty_import_changes_no_byte(path: Path) -> None:
    with Store(path) as store:
        pass
    before = contents(path.parent)
    with Store(path) as store:
        store.import_facts([], collection="desk")
    assert contents(path.parent) == before


def test_changed_fact_gets_a_new_version(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    result = store.import_facts([replace(FIRST, rating=Rating.FALSE), SECOND], collection="desk")
    assert (result.added, result.updated, result.unchanged, result.revision) == (0, 1, 1, 2)
    fact = store.fact("f1")
    assert (fact.version, fact.rating) == (2, Rating.FALSE)
    versions = [(fact.version, fact.rating) for fact in store.fact_history("f1")]
    assert versions == [(1, Rating.TRUE), (2, Rating.FALSE)]


def test_missing_facts_are_counted_and_stay(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    result = store.import_facts([FIRST], collection="desk")
    assert (result.missing, result.retired, result.revision) == (1, 0, 1)
    assert store.fact("f2").id == "f2"


def test_sync_retires_missing_facts(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    result = store.import_facts([FIRST], collection="desk", sync=True)
    assert (result.missing, result.retired, result.revision) == (1, 1, 2)
    assert [fact.id for fact in store.facts()] == ["f1"]
    assert store.summary() == replace(
        MemoryFactTable([FIRST]).summary(), collections=("desk",), newest_checked=date(2023, 12, 31)
    )
    with pytest.raises(NotFoundError, match="'f2' is retired"):
        store.fact("f2")


def test_retired_fact_comes_back_under_its_version(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    store.import_facts([FIRST], collection="desk", sync=True)
    result = store.import_facts([FIRST, SECOND], collection="other")
    assert result.added == 1
    assert store.fact("f2") == replace(SECOND, collection="other")
    assert store.verify() == []


def test_retired_fact_comes_back_changed_as_a_new_version(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    store.import_facts([FIRST], collection="desk", sync=True)
    result = store.import_facts([replace(SECOND, note="vista")], collection="other")
    assert result.updated == 1
    assert (store.fact("f2").version, store.fact("f2").collection) == (2, "other")
    assert store.verify() == []


def test_sync_keeps_what_another_collection_holds(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    store.import_facts([SECOND], collection="archive")
    result = store.import_facts([FIRST], collection="desk", sync=True)
    assert (result.missing, result.retired) == (1, 0)
    assert store.fact("f2").collection == "archive"
    assert [fact.id for fact in store.find_facts(collection="archive")] == ["f2"]
    assert store.verify() == []


def test_one_id_for_two_facts_names_both_and_changes_no_byte(path: Path) -> None:
    with Store(path) as store:
        store.import_facts([FIRST], collection="desk")
    before = contents(path.parent)
    clash = [*many_facts(2100), SECOND, replace(SECOND, rating=Rating.FALSE)]
    with (
        Store(path) as store,
        pytest.raises(FactSourceError, match=r"'f2': facts 2101 \(.*tunnel.* and 2102 \("),
    ):
        store.import_facts(clash, collection="desk")
    assert contents(path.parent) == before


def test_same_fact_twice_in_one_import_counts_once(store: Store) -> None:
    assert store.import_facts([FIRST, SECOND, FIRST], collection="desk").added == 2


def test_id_of_another_collection_is_not_taken_for_another_statement(store: Store) -> None:
    store.import_facts([make_fact("1", "Il ponte è lungo 12 km.")], collection="roads")
    with pytest.raises(FactSourceError, match=r"'1' is another statement .* 'roads'"):
        store.import_facts([make_fact("1", "Il PIL è cresciuto.")], collection="economy")
    assert store.fact("1").statement == "Il ponte è lungo 12 km."


def test_same_statement_is_updated_from_another_collection(store: Store) -> None:
    store.import_facts([FIRST], collection="monday")
    result = store.import_facts([replace(FIRST, rating=Rating.MIXED)], collection="tuesday")
    assert result.updated == 1
    assert store.summary().collections == ("monday", "tuesday")


def test_failing_source_leaves_nothing(path: Path) -> None:
    def broken() -> Iterator[Fact]:
        yield from many_facts(2500)
        raise FactSourceError("facts.csv", "bad rating", 2501)

    with Store(path) as store:
        pass
    before = contents(path.parent)
    with Store(path) as store, pytest.raises(FactSourceError, match="row 2501"):
        store.import_facts(broken(), collection="desk")
    assert contents(path.parent) == before


def test_fact_without_id_gets_the_default_one(store: Store) -> None:
    nameless = replace(FIRST, id="")
    store.import_facts([nameless], collection="desk")
    assert [fact.id for fact in store.facts()] == [default_fact_id(nameless)]


def test_store_may_import_its_own_facts(store: Store) -> None:
    store.import_facts(many_facts(4500), collection="desk")
    result = store.import_facts(store.facts(), collection="copy")
    assert (result.unchanged, result.added) == (4500, 0)
    assert dict(store.info().collections) == {"copy": 4500, "desk": 4500}


def test_memory_store_may_import_its_own_facts() -> None:
    with Store() as store:
        store.import_facts(many_facts(4500), collection="desk")
        assert store.import_facts(store.facts(), collection="copy").unchanged == 4500


def test_half_a_character_is_refused_by_name(store: Store) -> None:
    with pytest.raises(StoreError, match="U\\+D800"):
        store.import_facts([make_fact(statement="a \ud800 b")], collection="desk")
    assert store.revision == 0


def test_changes_since_a_revision_name_new_changed_and_retired_facts(store: Store) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    store.import_facts([replace(FIRST, note="n"), make_fact("f3")], collection="desk", sync=True)
    changes = dict(store.changes_since(1))
    assert {fact_id: fact and fact.version for fact_id, fact in changes.items()} == {
        "f1": 2,
        "f2": None,
        "f3": 1,
    }
    assert list(store.changes_since(2)) == []
    assert [fact_id for fact_id, _ in store.changes_since(0)] == ["f1", "f2", "f3"]


def test_facts_come_by_id_across_pages(store: Store) -> None:
    store.import_facts(reversed(list(many_facts(4100))), collection="desk")
    ids = [fact.id for fact in store.facts()]
    assert ids == sorted(ids)
    assert len(ids) == 4100


def test_get_leaves_out_unknown_ids(store: Store) -> None:
    store.import_facts(many_facts(1200), collection="bulk")
    wanted = [f"bulk-{number:06d}" for number in range(0, 1200, 2)]
    assert sorted(store.get([*wanted, "nobody", wanted[0]])) == wanted


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("TUNNEL", ["f2"]),
        ("È LUNGO", ["f1", "f2"]),
        ("lungo rossi", ["f1"]),
        ("100%", []),
        (None, ["f1", "f2"]),
    ],
    ids=["case", "accented capitals", "every word, any field", "no wildcard", "no text"],
)
def test_find_facts(store: Store, text: str | None, ids: list[str]) -> None:
    store.import_facts([FIRST, SECOND], collection="desk")
    assert [fact.id for fact in store.find_facts(text)] == ids


def test_find_facts_stops_at_the_limit(store: Store) -> None:
    store.import_facts(many_facts(30), collection="bulk")
    assert len(store.find_facts("comune", limit=7)) == 7


def test_unknown_fact_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="'nobody' is not in the table"):
        store.fact("nobody")
