"""Several processes and several users on one store."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.store import Store
from tests.store.processes import answer, start, wait_for_tick
from tests.store.records import contents, make_report, many_facts

ROUNDS = 12

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user"
)
needs_user = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)


def test_two_processes_write_at_once(path: Path) -> None:
    Store(path).close()
    children = [start("writer", path, name, str(ROUNDS)) for name in ("one", "two")]
    for child in children:
        assert wait_for_tick(child)
    for child in children:
        answer(child)
    for child in children:
        output, errors = child.communicate()
        assert (child.returncode, output, errors) == (0, b"", b"")
    with Store(path) as store:
        info = store.info()
        assert dict(info.collections) == {"one": ROUNDS, "two": ROUNDS}
        assert (info.revision, info.runs) == (2 * ROUNDS, 2 * ROUNDS)
        assert store.verify() == []


def test_four_processes_create_one_store(path: Path) -> None:
    children = [start("creation", path) for _ in range(4)]
    for child in children:
        assert wait_for_tick(child)
    for child in children:
        answer(child)
    for child in children:
        _, errors = child.communicate()
        assert (child.returncode, errors) == (0, b"")
    with Store(path) as store:
        assert (store.revision, store.info().facts) == (4, 4)
        assert store.info().journal_mode == "wal"
        assert store.verify() == []


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder every user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def shared(public_folder: Path) -> Path:
    path = public_folder / "claims.db"
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
        store.save_report(make_report())
    path.chmod(0o444)
    return path


READ = "facts 50, problems []"
REFUSED = "StoreError: {path}: the store is read-only"


@needs_root
@pytest.mark.parametrize("folder_mode", [0o755, 0o777], ids=["folder of another", "open folder"])
def test_file_of_another_user_is_read(shared: Path, folder_mode: int) -> None:
    shared.parent.chmod(folder_mode)
    before = contents(shared.parent)
    output, errors = start("unprivileged", shared).communicate()
    assert output.decode().splitlines() == [READ, REFUSED.format(path=shared)]
    assert errors == b""
    assert contents(shared.parent) == before


@needs_root
def test_store_in_use_by_its_owner_is_read_by_another_user(shared: Path) -> None:
    with Store(shared) as store:
        store.import_facts(many_facts(1, "more"), collection="more")
        assert shared.with_name("claims.db-wal").stat().st_size > 0
        output, errors = start("unprivileged", shared).communicate()
    assert output.decode().splitlines()[0] == "facts 51, problems []"
    assert errors == b""


@needs_root
def test_unwritable_folder_is_named(public_folder: Path) -> None:
    path = public_folder / "new.db"
    output, errors = start("unprivileged", path).communicate()
    problem = f"cannot be created: the folder {public_folder} is not writable"
    assert output.decode() == f"StoreError: {path}: {problem}\n"
    assert errors == b""
    assert list(public_folder.iterdir()) == []


@needs_user
def test_own_read_only_file_is_read(shared: Path) -> None:
    before = contents(shared.parent)
    with Store(shared) as store:
        assert len(list(store.facts())) == 50
    assert contents(shared.parent) == before
