"""A dump of reviews whose import is killed: run again, the table is that of an undisturbed import.

Real processes and SIGKILL at chosen statements; nobody waits for time to pass.
"""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factcheck.store import Store
from tests.store.child import run_reviews
from tests.store.processes import count_ticks, kill_at_tick, start

REVIEWS = 2200
"""Enough for several batches of staging; one in 50 has a rating that no table has."""
TABLES = ("facts", "fact_versions", "collections", "collection_facts", "revisions")
SHARES = (0.0, 0.35, 0.7, 1.0)


def _review(number: int, edition: int) -> dict[str, Any]:
    words = "Boh" if number % 50 == 7 else ("Falso", "Vero", "Fuori contesto")[number % 3]
    if edition == 2 and number % 10 == 0:
        words = "Vero"
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://verifica.example/{number}",
        "claimReviewed": f"Il faro numero {number} è stato spento nel {1990 + number % 30}",
        "author": {"name": "Verifica"},
        "reviewRating": {"alternateName": words},
        "datePublished": f"2024-{1 + number % 12:02}-16",
        "inLanguage": "it",
    }


def _write_feed(folder: Path, edition: int) -> None:
    lines = (json.dumps(_review(number, edition)) for number in range(REVIEWS))
    (folder / "feed.jsonl").write_text("\n".join(lines), "utf-8")


def table(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the tables of facts, without the clock."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE revisions SET created_at = ''")
        return {name: sorted(_rows(connection, name), key=repr) for name in TABLES}


def _rows(connection: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names of ours


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A store with the first edition, the second beside it; and the ticks of importing that."""
    folder = tmp_path_factory.mktemp("undisturbed")
    _write_feed(folder, 1)
    run_reviews(folder / "first.db")
    _write_feed(folder, 2)
    shutil.copy(folder / "first.db", folder / "second.db")
    ticks = count_ticks(start("lockstep", folder / "second.db", "reviews"))
    return folder, ticks


@pytest.mark.parametrize("share", SHARES)
def test_an_import_killed_and_run_again_gives_the_same_table(
    share: float, undisturbed: tuple[Path, int], tmp_path: Path
) -> None:
    folder, ticks = undisturbed
    path = tmp_path / "first.db"
    shutil.copy(folder / "first.db", path)
    shutil.copy(folder / "feed.jsonl", tmp_path)
    assert ticks > 20
    child = start("lockstep", path, "reviews")
    assert kill_at_tick(child, 1 + int(share * (ticks - 1))) == -signal.SIGKILL
    with Store(path) as store:
        assert store.revision == 1
        assert store.verify() == []
    run_reviews(path)
    with Store(path) as store:
        assert store.revision == 2
        assert store.verify() == []
    shutil.copy(folder / "second.db", tmp_path / "wanted.db")
    assert table(path) == table(tmp_path / "wanted.db")
    assert not (tmp_path / "first.db-wal").exists()


def test_the_second_import_of_the_same_dump_changes_no_byte(
    undisturbed: tuple[Path, int], tmp_path: Path
) -> None:
    folder, _ = undisturbed
    for name in ("second.db", "feed.jsonl"):
        shutil.copy(folder / name, tmp_path)
    before = (tmp_path / "second.db").read_bytes()
    run_reviews(tmp_path / "second.db")
    assert (tmp_path / "second.db").read_bytes() == before
