"""The index on disk: damage, age, races and kills cost a rebuild and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.errors import IndexingError
from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact, Query, Rating
from factcheck.retrievers import index as index_module
from factcheck.retrievers import inverted
from factcheck.retrievers.index import IndexRetriever
from factcheck.store import Store

from .tables import (
    STATEMENTS,
    UntouchableTable,
    example_facts,
    example_table,
    fact,
    numbered_facts,
    query,
)

ASKED = [query(text, lang) for lang, text in STATEMENTS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the index of the example table."""
    place = tmp_path / "index"
    IndexRetriever(example_table(), folder=place).refresh()
    return place


def files_of(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.endswith("lock"))


FILE_COUNT = 17
"""At least as many files as an index has; a larger number wraps around."""


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("number", range(FILE_COUNT))
@pytest.mark.parametrize("damage", [truncate, flip, remove])
def test_a_damaged_file_is_rebuilt_with_one_line(
    folder: Path, number: int, damage: Callable[[Path], None]
) -> None:
    files = files_of(folder)
    path = files[number % len(files)]
    if path.stat().st_size == 0 and damage is not remove:
        pytest.skip("an empty file has nothing to damage")
    expected = IndexRetriever(example_table())(ASKED, 5)
    damage(path)
    lines: list[str] = []
    assert IndexRetriever(example_table(), folder=folder, notice=lines.append)(ASKED, 5) == expected
    missing = path.name == "manifest.json" and damage is remove
    assert len(lines) == (0 if missing else 1)
    assert all("rebuilding" in line and "\n" not in line for line in lines)


def test_an_index_that_fits_is_opened_not_built(folder: Path) -> None:
    table = UntouchableTable(example_table())
    lines: list[str] = []
    found = IndexRetriever(table, folder=folder, notice=lines.append)(ASKED, 1)
    assert [row[0].fact.id for row in found] == [f"f{n:05d}" for n in range(len(ASKED))]
    assert lines == []


def test_an_index_of_other_facts_is_rebuilt(folder: Path) -> None:
    table = MemoryFactTable(numbered_facts(20))
    lines: list[str] = []
    (found,) = IndexRetriever(table, folder=folder, notice=lines.append)([query("Vark7")], 1)
    assert found[0].fact.id == "f00007"
    assert len(lines) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"fingerprint": "other"}, id="other-code"),
        pytest.param({"digest": "other"}, id="stale"),
        pytest.param({"digest": "other", "revision": 10**6}, id="ahead"),
        pytest.param({"format": 99}, id="other-format"),
        pytest.param({"generation": "../elsewhere"}, id="outside"),
        pytest.param({"files": {}}, id="no-files"),
    ],
)
def test_a_manifest_that_does_not_fit_is_not_trusted(
    folder: Path, change: dict[str, object]
) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    lines: list[str] = []
    found = IndexRetriever(example_table(), folder=folder, notice=lines.append)(ASKED, 5)
    assert found == IndexRetriever(example_table())(ASKED, 5)
    assert len(lines) == 1


def test_only_one_generation_stays(folder: Path) -> None:
    (folder / "generation-left-by-a-kill").mkdir()
    IndexRetriever(MemoryFactTable(numbered_facts(5)), folder=folder).refresh()
    assert len(list(folder.glob("generation-*"))) == 1


def test_a_folder_that_cannot_be_made_means_an_index_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    lines: list[str] = []
    retrieve = IndexRetriever(example_table(), folder=tmp_path / "file", notice=lines.append)
    assert len(retrieve(ASKED, 1)) == len(ASKED)
    assert lines
    assert "memory" in lines[0]


class Broken(Exception):
    """Whatever arrays that do not fit each other raise."""


def test_a_failure_while_searching_rebuilds_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, calls = inverted.InvertedIndex.candidates, iter([True])

    def once(self: inverted.InvertedIndex, *given: object) -> object:
        if next(calls, False):
            raise Broken("index out of bounds")
        return search(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(inverted.InvertedIndex, "candidates", once)
    lines: list[str] = []
    retrieve = IndexRetriever(example_table(), folder=folder, notice=lines.append)
    assert len(retrieve(ASKED, 1)) == len(ASKED)
    assert len(lines) == 1


def test_a_failure_after_the_rebuild_is_an_indexing_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(*_: object) -> object:
        raise Broken("out of bounds")

    monkeypatch.setattr(inverted.InvertedIndex, "candidates", always)
    with pytest.raises(IndexingError, match="after a rebuild"):
        IndexRetriever(example_table(), folder=folder)(ASKED, 1)


def test_an_interrupt_is_not_mistaken_for_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(inverted.InvertedIndex, "candidates", interrupted)
    with pytest.raises(KeyboardInterrupt):
        IndexRetriever(example_table(), folder=folder)(ASKED, 1)


def test_a_lock_held_too_long_is_an_indexing_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(index_module, "LOCK_TIMEOUT", 0.01)
    with FileLock(str(folder / "lock")), pytest.raises(IndexingError, match="locked"):
        IndexRetriever(example_table(), folder=folder).refresh()


class _ChangingTable(MemoryFactTable):
    """A table that somebody imports into whenever it is read."""

    def facts(self) -> Iterator[Fact]:
        known = list(super().facts())
        self.__init__([*known, fact(len(known) + 500, f"News {len(known)}")])  # type: ignore[misc]
        return iter(known)


def test_a_table_that_never_rests_is_an_indexing_error(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match="keeps changing"):
        IndexRetriever(_ChangingTable(example_facts()), folder=tmp_path / "index").refresh()


# Following the store


def found_by(store: Store, folder: Path | None, lines: list[str], asked: list[Query]) -> object:
    return IndexRetriever(store, folder=folder, notice=lines.append)(asked, 20)


def test_added_facts_are_appended(store: Store, tmp_path: Path) -> None:
    lines: list[str] = []
    asked = [query("Vark7 and Vark150 spent 49 euros in 1957"), *ASKED]
    store.import_facts(numbered_facts(100), collection="a")
    found_by(store, tmp_path / "index", lines, asked)
    store.import_facts([*numbered_facts(60, first=120), *example_named()], collection="b")
    grown = found_by(store, tmp_path / "index", lines, asked)
    assert lines == ["index updated: 76 facts added, 176 in all"]
    assert (
        grown == found_by(store, tmp_path / "fresh", [], asked) == found_by(store, None, [], asked)
    )
    assert grown == found_by(store, tmp_path / "index", lines, asked)


def example_named() -> list[Fact]:
    return [fact(5000 + n, text, lang) for n, (lang, text) in enumerate(STATEMENTS)]


def test_an_open_index_follows_its_table(store: Store, tmp_path: Path) -> None:
    store.import_facts(numbered_facts(10), collection="a")
    retrieve = IndexRetriever(store, folder=tmp_path / "index")
    assert "f00012" not in [candidate.fact.id for candidate in retrieve([query("Vark12")], 10)[0]]
    store.import_facts(numbered_facts(5, first=10), collection="b")
    assert retrieve([query("Vark12")], 1)[0][0].fact.id == "f00012"


def test_a_new_rating_needs_no_new_index(store: Store, tmp_path: Path) -> None:
    lines: list[str] = []
    store.import_facts([fact(1, "The bridge fell in 2018.")], collection="a")
    found_by(store, tmp_path / "index", lines, ASKED)
    changed = Fact(
        id="f00001", statement="The bridge fell in 2018.", lang="en", rating=Rating.FALSE
    )
    store.import_facts([changed], collection="a")
    retrieve = IndexRetriever(store, folder=tmp_path / "index", notice=lines.append)
    assert retrieve([query("bridge")], 1)[0][0].fact.rating is Rating.FALSE
    assert lines == ["index updated: 0 facts added, 1 in all"]


@pytest.mark.parametrize("sync", [False, True], ids=["changed", "retired"])
def test_a_changed_or_retired_statement_needs_no_rebuild(
    store: Store, tmp_path: Path, sync: bool
) -> None:
    lines: list[str] = []
    asked = [query("Vark3 spent euros"), query("Zanzibar")]
    store.import_facts(numbered_facts(20), collection="a")
    found_by(store, tmp_path / "index", lines, asked)
    store.import_facts([fact(3, "Zanzibar has a harbour.")], collection="a", sync=sync)
    after = found_by(store, tmp_path / "index", lines, asked)
    removed, left = (20, 1) if sync else (1, 20)
    assert lines == [f"index updated: 1 facts added, {removed} removed, {left} in all"]
    assert after == found_by(store, None, [], asked)
    assert after == found_by(store, tmp_path / "fresh", [], asked)


# Other processes

BUILD = """
import sys
from pathlib import Path
from factcheck.retrievers.index import IndexRetriever
from factcheck.store import Store
with Store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    print(IndexRetriever(store, folder=Path(sys.argv[2])).refresh(), flush=True)
"""


def builder(store: Path, folder: Path, root: Path) -> subprocess.Popen[str]:
    """Return a process that waits for a line, then builds the index."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(store), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_build_at_once(store: Store, tmp_path: Path, root: Path) -> None:
    store.import_facts(numbered_facts(400), collection="a")
    assert store.location is not None
    both = [builder(store.location, tmp_path / "index", root) for _ in range(2)]
    outputs: list[str] = []
    threads = [
        threading.Thread(target=lambda p=p: outputs.append(p.communicate("\n")[0])) for p in both
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outputs == ["400\n", "400\n"]
    assert [process.returncode for process in both] == [0, 0]
    found = IndexRetriever(UntouchableTable(store), folder=tmp_path / "index")([query("Vark7")], 1)
    assert found[0][0].fact.id == "f00007"


KILLED = """
import os, signal, sys
from pathlib import Path
from unittest import mock
from factcheck.retrievers.index import IndexRetriever
from factcheck.store import Store

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

with Store(sys.argv[1]) as store, mock.patch(sys.argv[3], die):
    IndexRetriever(store, folder=Path(sys.argv[2])).refresh()
"""


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("factcheck.retrievers.index.build_inverted", id="nothing-but-the-matrix"),
        pytest.param("factcheck.retrievers.index.TermMatrix.save", id="index-without-matrix"),
        pytest.param("factcheck.retrievers.manifest._hash", id="no-manifest"),
        pytest.param("pathlib.Path.replace", id="manifest-not-in-place"),
        pytest.param("factcheck.retrievers.manifest.GenerationFolder.sweep", id="not-swept"),
    ],
)
@pytest.mark.parametrize("before", [0, 200], ids=["building", "updating"])
def test_a_kill_while_indexing_loses_nothing(
    store: Store, tmp_path: Path, root: Path, point: str, before: int
) -> None:
    folder = tmp_path / "index"
    if before:
        store.import_facts(numbered_facts(before), collection="a")
        IndexRetriever(store, folder=folder).refresh()
    store.import_facts(numbered_facts(100, first=before), collection="b")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(store.location), str(folder), point],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    asked = [query(f"Vark{n} spent {n * 7} euros") for n in range(0, before + 100, 20)]
    assert IndexRetriever(store, folder=folder)(asked, 5) == IndexRetriever(store)(asked, 5)
    assert len(list(folder.glob("generation-*"))) == 1
