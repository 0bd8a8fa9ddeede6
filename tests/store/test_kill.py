"""A store survives SIGKILL at any moment, and the same work then completes."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.store import Store
from tests.store.child import CLAIMS, FACTS, run_import, run_save
from tests.store.processes import count_ticks, kill_after_tick, kill_at_tick, start
from tests.store.records import make_report, many_facts

KILLS = 5
JOBS = ("import", "save")


@dataclass(frozen=True)
class Workload:
    """A store to start from, and how many ticks each job takes on it."""

    seed_file: Path
    ticks: dict[str, int]


@pytest.fixture(scope="module")
def workload(tmp_path_factory: pytest.TempPathFactory) -> Workload:
    folder = tmp_path_factory.mktemp("workload")
    seed_file = folder / "seed.db"
    with Store(seed_file) as store:
        store.import_facts(many_facts(100, "old"), collection="old")
        store.save_report(make_report("old", claims=3))
    ticks = {}
    for job in JOBS:
        copy = folder / f"{job}.db"
        shutil.copy(seed_file, copy)
        ticks[job] = count_ticks(start("lockstep", copy, job))
    return Workload(seed_file, ticks)


@pytest.fixture
def path(workload: Workload, tmp_path: Path) -> Path:
    shutil.copy(workload.seed_file, tmp_path / "claims.db")
    return tmp_path / "claims.db"


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def is_done(store: Store, job: str) -> bool:
    info = store.info()
    return (info.revision == 2) if job == "import" else (info.runs == 2)


def check_and_complete(path: Path, job: str) -> bool:
    """Check a store whose writer was killed, do its work again; tell whether it had been done."""
    with Store(path) as store:
        done = is_done(store, job)
        assert store.verify() == []
        assert store.report("old") == make_report("old", claims=3)
        assert store.info().facts == 100 + (FACTS if done and job == "import" else 0)
    assert integrity(path) == "ok"
    {"import": run_import, "save": run_save}[job](path)
    with Store(path) as store:
        info = store.info()
        assert is_done(store, job)
        assert store.verify() == []
        if job == "import":
            assert (info.facts, info.fact_versions) == (100 + FACTS, 100 + FACTS)
            assert dict(info.collections) == {"new": FACTS, "old": 100}
        else:
            assert (info.runs, info.claims, info.documents) == (2, CLAIMS + 3, 2)
            assert store.report("new") == make_report("new", claims=CLAIMS, facts_per_part=3)
    assert [file.name for file in path.parent.iterdir()] == ["claims.db"]
    return done


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_a_random_statement(path: Path, workload: Workload, job: str, seed: int) -> None:
    ticks = workload.ticks[job]
    assert ticks > 3 * KILLS
    draw = random.Random(f"{job}{seed}").random()  # noqa: S311 - a seeded choice, no secret
    share = (seed + draw) / KILLS
    status = kill_at_tick(start("lockstep", path, job), 1 + int(share * (ticks - 1)))
    assert status == -signal.SIGKILL
    assert not check_and_complete(path, job)


@pytest.mark.parametrize("job", JOBS)
def test_killed_while_pages_were_being_written(path: Path, workload: Workload, job: str) -> None:
    status = kill_at_tick(start("lockstep", path, job), workload.ticks[job] - 1)
    assert status == -signal.SIGKILL
    assert path.with_name("claims.db-wal").stat().st_size > 4096
    assert not check_and_complete(path, job)


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("milliseconds", [1, 5, 20])
def test_killed_around_the_commit(
    path: Path, workload: Workload, job: str, milliseconds: int
) -> None:
    """Here the kill may come too late: whatever it hit, the store is before or after the work."""
    child = start("lockstep", path, job)
    status = kill_after_tick(child, workload.ticks[job] - 1, milliseconds / 1000)
    assert status in {0, -signal.SIGKILL}
    check_and_complete(path, job)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["start", "middle", "end"])
def test_killed_while_the_store_was_created(tmp_path: Path, share: float) -> None:
    ticks = count_ticks(start("lockstep", tmp_path / "whole.db", "create"))
    path = tmp_path / "folder" / "claims.db"
    path.parent.mkdir()
    assert ticks > 20
    status = kill_at_tick(start("lockstep", path, "create"), 1 + int(share * (ticks - 1)))
    assert status == -signal.SIGKILL
    with Store(path) as store:
        store.import_facts(many_facts(10), collection="c")
        assert store.verify() == []
    assert [file.name for file in path.parent.iterdir()] == ["claims.db"]
