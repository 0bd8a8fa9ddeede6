from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.errors import StoreError
from factcheck.store import Store
from tests.store.records import contents, make_fact, make_report, many_facts


@pytest.fixture
def demo(path: Path) -> Path:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
        store.save_report(make_report("run-1", claims=9))
        store.save_report(make_report("run-2", claims=9))
        store.mark_demo()
    return path


def test_demo_store_says_so(demo: Path) -> None:
    with Store(demo) as store:
        assert store.is_demo
        assert (store.info().store_id, store.info().journal_mode) == ("demo", "wal")
        assert store.verify() == []


def test_what_the_demo_store_has_changes_no_byte(demo: Path) -> None:
    before = contents(demo.parent)
    with Store(demo) as store:
        assert store.import_facts(many_facts(50), collection="c").unchanged == 50
        assert store.save_report(make_report("run-1", claims=9)).id == "run-1"
        assert store.save_report(make_report("run-2", claims=9)).id == "run-2"
    assert contents(demo.parent) == before
    assert list(before) == ["claims.db"]


def test_demo_store_refuses_changes(demo: Path) -> None:
    before = contents(demo.parent)
    refusal = "demonstration store: use --db my.db"
    changed = replace(next(many_facts(1)), note="n")
    with Store(demo) as store:
        with pytest.raises(StoreError, match=refusal):
            store.import_facts([make_fact("new")], collection="c")
        with pytest.raises(StoreError, match=refusal):
            store.import_facts([changed], collection="c")
        with pytest.raises(StoreError, match=refusal):
            store.import_facts(many_facts(49), collection="c", sync=True)
        with pytest.raises(StoreError, match=refusal):
            store.save_report(make_report("run-3"))
    assert contents(demo.parent) == before


def test_rebuilt_demo_store_has_the_same_bytes(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1731715200")
    built = []
    for name in ("one.db", "two.db"):
        with Store(tmp_path / name) as store:
            store.import_facts(many_facts(50), collection="c")
            store.save_report(make_report("run-1", claims=9))
            store.mark_demo()
        built.append(tmp_path / name)
    assert built[0].read_bytes() == built[1].read_bytes()


def test_demo_store_expects_no_text_but_its_own(demo: Path, tmp_path: Path) -> None:
    (own,) = make_report("run-1", claims=9).documents
    other = replace(own.document, text="Another text.")
    with Store(demo) as store, Store(tmp_path / "mine.db") as mine:
        store.expect(own.document)
        mine.expect(other)
        with pytest.raises(StoreError, match="demonstration store"):
            store.expect(other)
