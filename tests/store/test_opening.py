from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factcheck.errors import StoreBusyError, StoreError
from factcheck.store import Store, sqlite
from factcheck.store.sqlite import Access
from tests.store.records import contents, make_fact, make_report, many_facts

OTHER_FILES = {
    "text": b"id,statement\n1,x\n",
    "one byte": b"x",
    "long binary": bytes(range(256)) * 64,
    "header only": b"SQLite format 3\0" + b"\xff" * 4096,
}


def test_memory_store_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store() as store:
        store.import_facts(many_facts(3000), collection="c")
        store.save_report(make_report())
        assert store.location is None
        assert store.info().journal_mode == "memory"
        assert list(tmp_path.iterdir()) == []


def test_opening_an_up_to_date_store_changes_no_byte(path: Path) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
        store.save_report(make_report())
    before = contents(path.parent)
    with Store(path) as store:
        assert len(list(store.facts())) == 50
        assert store.verify() == []
        store.info()
        store.report("run-1")
    assert contents(path.parent) == before
    assert list(before) == ["claims.db"]


def test_new_store_is_empty_and_in_wal_mode(store: Store) -> None:
    info = store.info()
    assert (info.journal_mode, info.revision, info.facts, info.is_demo) == ("wal", 0, 0, False)
    assert store.summary().count == 0
    assert store.verify() == []


def test_each_store_has_its_own_id(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as first, Store(tmp_path / "b.db") as second:
        assert first.info().store_id != second.info().store_id


@pytest.mark.parametrize("url", [True, False], ids=["url", "path text"])
def test_url_and_path_name_the_same_file(path: Path, url: bool) -> None:
    with Store(f"sqlite:///{path}" if url else str(path)) as store:
        assert store.location == path
    assert path.exists()


def test_odd_characters_in_a_name_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "città 100%?mode=memory#x.db"
    with Store(path) as store:
        store.import_facts([make_fact()], collection="c")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("url", ["postgresql://user:secret@host/db", "sqlite://", "sqlite:///"])
def test_other_urls_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(StoreError, match="not a store") as caught:
        Store(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("content", OTHER_FILES.values(), ids=OTHER_FILES.keys())
def test_other_file_is_refused_in_one_line_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    before = contents(path.parent)
    with pytest.raises(StoreError, match="not a factcheck store") as caught:
        Store(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert contents(path.parent) == before


def test_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE facts (id TEXT)")
    before = contents(path.parent)
    with pytest.raises(StoreError, match="an SQLite database, but not a factcheck store"):
        Store(path)
    assert contents(path.parent) == before


def test_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with Store(path) as store:
        assert store.revision == 0


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store(tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be created: there is no folder"):
        Store(tmp_path / "no" / "claims.db")


def test_missing_store_is_not_created_for_reading(path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store(path, read_only=True)
    assert not path.exists()


def test_read_only_store_reads_and_refuses_changes(path: Path) -> None:
    with Store(path) as store:
        store.import_facts([make_fact()], collection="c")
    before = contents(path.parent)
    with Store(path, read_only=True) as store:
        assert store.fact("f1").id == "f1"
        with pytest.raises(StoreError, match="the store is read-only"):
            store.save_report(make_report())
        with pytest.raises(StoreError, match="the store is read-only"):
            store.import_facts([make_fact("f2")], collection="c")
    assert contents(path.parent) == before


@pytest.fixture
def no_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's dot-file locking cannot share memory, as some network file systems cannot."""

    def uri(path: Path, access: Access) -> str:
        return f"{path.absolute().as_uri()}?{access.flags}&vfs=unix-dotfile"

    monkeypatch.setattr(sqlite, "_uri", uri)


@pytest.mark.usefixtures("no_shared_memory")
def test_store_works_where_wal_cannot(path: Path) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
        assert store.info().journal_mode == "delete"
    with Store(path) as store:
        assert len(list(store.facts())) == 50
        assert store.verify() == []
    assert [file.name for file in path.parent.iterdir()] == ["claims.db"]


def test_wal_store_is_read_where_wal_cannot(path: Path, request: pytest.FixtureRequest) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
    before = contents(path.parent)
    request.getfixturevalue("no_shared_memory")
    with Store(path) as store:
        assert len(list(store.facts())) == 50
    assert contents(path.parent) == before


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_lock_that_lasts_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BUSY_SECONDS", "PATIENT_SECONDS"):
        monkeypatch.setattr(sqlite, name, 0.05)
    with Store(path) as store:
        with locked(path):
            with pytest.raises(StoreBusyError, match="another process kept it locked"):
                store.import_facts([make_fact()], collection="c")
            with pytest.raises(StoreBusyError, match="another process kept it locked"):
                store.save_report(make_report())
            assert store.summary().count == 0
        assert store.import_facts([make_fact()], collection="c").added == 1


def test_backup_is_a_whole_store(store: Store, tmp_path: Path) -> None:
    store.import_facts(many_facts(50), collection="c")
    copy = store.backup(tmp_path / "copy.db")
    with Store(copy) as restored:
        assert restored.summary() == store.summary()
        assert restored.verify() == []


def test_memory_store_can_be_kept_by_backup(tmp_path: Path) -> None:
    with Store() as store:
        store.import_facts(many_facts(50), collection="c")
        store.backup(tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as restored:
        assert restored.summary().count == 50


def test_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    kept.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(kept)
    assert kept.read_text() == "mine"


def test_backup_into_a_missing_folder_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        store.backup(tmp_path / "no" / "copy.db")
