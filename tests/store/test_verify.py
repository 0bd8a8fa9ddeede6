from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.errors import StoreError
from factcheck.store import Store
from tests.store.records import make_report, many_facts

DAMAGE = {
    "statement": (
        "UPDATE fact_versions SET statement = 'x' WHERE fact_id = 'bulk-000007'",
        "fact 'bulk-000007' version 1: the contents differ",
    ),
    "lost version": (
        "DELETE FROM fact_versions WHERE fact_id = 'bulk-000007'",
        "fact 'bulk-000007': its versions are not 1 to 1",
    ),
    "version number": (
        "UPDATE fact_versions SET version = 2 WHERE fact_id = 'bulk-000007'",
        "fact 'bulk-000007': its versions are not 1 to 1",
    ),
    "digest sum": (
        "UPDATE revisions SET digest_sum = '00' WHERE revision = 1",
        "revision 1: the digest is not that of the facts",
    ),
    "fact count": (
        "UPDATE revisions SET fact_count = 8 WHERE revision = 1",
        "revision 1 counts 8 facts, the table holds 50",
    ),
    "no revision": ("DELETE FROM revisions", "foreign key: "),
    "collection count": (
        "UPDATE collections SET fact_count = 8",
        "collection 'bulk' counts 8 facts, it holds 50",
    ),
    "no collection": (
        "DELETE FROM collection_facts WHERE fact_id = 'bulk-000007'",
        "fact 'bulk-000007' is in no collection",
    ),
    "retired": (
        "UPDATE facts SET retired = 1 WHERE id = 'bulk-000007'",
        "fact 'bulk-000007' is retired and still in a collection",
    ),
    "document": ("UPDATE documents SET text = 'x'", "document doc-1: the contents differ"),
    "claim": (
        "UPDATE claims SET text = 'x' WHERE id = 'doc-1-claim-0'",
        "claim doc-1-claim-0: the contents differ",
    ),
    "part": (
        "UPDATE parts SET role = 'reported' WHERE claim = 1",
        "claim doc-1-claim-0: the contents differ",
    ),
    "snapshot": (
        "UPDATE snapshots SET note = 'x' WHERE number = 1",
        "snapshot of fact 'f0-0': the contents differ",
    ),
    "verdict": ("UPDATE assessments SET verdict = 'mixed'", "run run-1: the summary is not"),
    "orphan": ("DELETE FROM documents", "foreign key: claims"),
}


@pytest.fixture
def filled(path: Path) -> Path:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="bulk")
        store.save_report(make_report())
        assert store.verify() == []
    return path


@pytest.mark.parametrize(("damage", "problem"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_named(filled: Path, damage: str, problem: str) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute(damage)
    with Store(filled, read_only=True) as store:
        assert any(line.startswith(problem) for line in store.verify())


def test_many_problems_of_one_kind_are_cut_short(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE fact_versions SET note = 'x'")
    with Store(filled) as store:
        lines = store.verify()
    assert len(lines) == 21
    assert lines[-1] == "(more of the same kind are not shown)"


def test_damaged_pages_are_named_not_shown_as_facts(filled: Path) -> None:
    pages = bytearray(filled.read_bytes())
    pages[8192:] = b"\xa5" * (len(pages) - 8192)
    filled.write_bytes(pages)
    with pytest.raises(StoreError, match="damaged"), Store(filled) as store:
        list(store.facts())
