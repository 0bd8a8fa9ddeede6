"""Run as ``python -m tests.store.child JOB FILE ...``: another process at work on a store."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from factcheck import api
from factcheck.errors import StoreError
from factcheck.store import Store
from tests.store.records import make_fact, make_report, many_facts

STEPS = {"import": 10_000, "reviews": 10_000, "save": 60, "create": 20}
"""Instructions of SQLite's virtual machine between two ticks; small statements need few."""

FACTS = 3000
CLAIMS = 300


def tick() -> int:
    """Tell the parent that there was progress, and wait until it answers or kills."""
    os.write(1, b".")
    os.read(0, 1)
    return 0


def tick_in_transactions(connection: sqlite3.Connection, steps: int) -> None:
    connection.set_progress_handler(lambda: tick() if connection.in_transaction else 0, steps)
    # A small cache makes SQLite write pages before the commit, so kills find a half-written log.
    connection.execute("PRAGMA cache_size=-64")


def run_import(path: Path) -> None:
    with Store(path) as store:
        store.import_facts(many_facts(FACTS, "new"), collection="new", sync=True)


def run_reviews(path: Path) -> None:
    with Store(path) as store:
        api.import_facts(store, path.with_name("feed.jsonl"), skip_bad=True)


def run_save(path: Path) -> None:
    with Store(path) as store:
        store.save_report(make_report("new", claims=CLAIMS, facts_per_part=3))


def run_create(path: Path) -> None:
    Store(path).close()


def run_lockstep(path: Path, job: str) -> None:
    def follow(connection: sqlite3.Connection, _record: Any) -> None:
        tick_in_transactions(connection, STEPS[job])

    event.listen(Engine, "connect", follow)
    jobs = {"import": run_import, "reviews": run_reviews, "save": run_save, "create": run_create}
    jobs[job](path)


def run_writer(path: Path, name: str, rounds: str) -> None:
    """Write many small revisions and runs, starting when the parent says so."""
    tick()
    for number in range(int(rounds)):
        with Store(path) as store:
            store.import_facts([make_fact(f"{name}-{number}")], collection=name)
            store.save_report(make_report(f"{name}-{number}", document_id=name))


def run_unprivileged(path: Path) -> None:
    """Read and try to write as a user who owns nothing; print what happened."""
    with Store() as warm:  # loads every module while the files of this checkout can be read
        warm.import_facts(many_facts(2), collection="c")
        warm.verify()
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    try:
        with Store(path) as store:
            sys.stdout.write(f"facts {len(list(store.facts()))}, problems {store.verify()}\n")
            store.import_facts([make_fact("more")], collection="c")
    except StoreError as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\n")


def run_creation(path: Path) -> None:
    tick()
    with Store(path) as store:
        store.import_facts([make_fact(f"f{os.getpid()}")], collection=f"c{os.getpid()}")


JOBS: dict[str, Callable[..., None]] = {
    "lockstep": run_lockstep,
    "writer": run_writer,
    "unprivileged": run_unprivileged,
    "creation": run_creation,
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
