"""Imports that are killed while they index, or run beside each other, lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.derived import derived_folder
from factcheck.model import Fact, Query
from factcheck.registry import build_retriever
from factcheck.store import Store, sqlite

ASKED = [
    Query(text=f"Town {number} spent {number * 7} euros", lang="en") for number in range(0, 90, 7)
]
TEXT = "Town 7 spent 49 euros on a bridge.\n\nTown 8 spent 57 euros on a bridge.\n"

KILLED = """
import os, signal, sys
from unittest import mock
import factcheck.progress
from factcheck.cli import main

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

def told(done, total):
    if done >= int(sys.argv[2]):
        die()

factcheck.progress.TOLD_EVERY = 1
if sys.argv[1]:
    patched = mock.patch(sys.argv[1], die)
else:
    patched = mock.patch("factcheck.cli.progress.Bar.steps", property(lambda bar: told))
with patched:
    main(["facts", "import", "facts.csv"])
"""


def facts(first: int, last: int) -> list[Fact]:
    return [
        Fact(id=f"f{n:03d}", statement=f"Town {n} spent {n * 7} euros on a bridge.", lang="en")
        for n in range(first, last)
    ]


def environment(root: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "FACTCHECK_MODEL": "none"}


def run(root: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(root),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def filled(folder: Path) -> Path:
    """Return a folder with a facts file and a text."""
    folder.mkdir()
    rows = [f"{fact.id},{fact.statement},en\n" for fact in facts(0, 60)]
    (folder / "facts.csv").write_text("id,statement,lang\n" + "".join(rows), "utf-8")
    (folder / "text.txt").write_text(TEXT, "utf-8")
    return folder


CHECK = ("-m", "factcheck", "check", "text.txt", "--no-save", "--format", "json")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a check says after an import that nothing cut off."""
    root, folder = Path(__file__).parents[1], filled(tmp_path_factory.mktemp("whole") / "whole")
    assert run(root, folder, "-m", "factcheck", "facts", "import", "facts.csv").returncode == 0
    return run(root, folder, *CHECK).stdout


@pytest.mark.parametrize(
    ("point", "number"),
    [
        pytest.param("", 1, id="first-fact-read"),
        pytest.param("", 60, id="last-fact-read"),
        pytest.param("factcheck.api.update_index", 0, id="imported-not-indexed"),
        pytest.param("factcheck.retrievers.index.build_inverted", 0, id="half-written"),
        pytest.param("factcheck.retrievers.manifest._hash", 0, id="no-manifest"),
        pytest.param("pathlib.Path.replace", 0, id="nothing-remembered"),
    ],
)
def test_a_killed_import_is_done_by_the_next_run(
    root: Path, tmp_path: Path, undisturbed: str, point: str, number: int
) -> None:
    cut = filled(tmp_path / "cut")
    assert run(root, cut, "-c", KILLED, point, str(number)).returncode == -signal.SIGKILL
    done = run(root, cut, "-m", "factcheck", "facts", "import", "facts.csv")
    assert done.returncode == 0, done.stderr
    assert run(root, cut, *CHECK).stdout == undisturbed != ""
    assert len(list((cut / "claims.db.derived").glob("generation-*"))) == 1


IMPORTER = """
import sys
from pathlib import Path
from factcheck.api import update_index
from factcheck.model import Fact
from factcheck.store import Store

path, first, last, collection = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def facts():
    for n in range(first, last):
        text = f"Town {n} spent {n * 7} euros on a bridge."
        yield Fact(id=f"f{n:03d}", statement=text, lang="en")
    print("read", flush=True)
    sys.stdin.readline()

with Store(path) as store:
    store.import_facts(facts(), collection=collection)
    update_index(store)
"""


@pytest.mark.parametrize("collections", [("a", "b"), ("a", "a")], ids=["two", "one"])
def test_two_imports_at_once_lose_nothing(
    root: Path, store: Store, collections: tuple[str, str]
) -> None:
    ranges = ((0, 60), (30, 90))
    both = [
        subprocess.Popen(
            [sys.executable, "-c", IMPORTER, str(store.location), *map(str, span), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(root),
            encoding="utf-8",
        )
        for span, name in zip(ranges, collections, strict=True)
    ]
    for process in both:  # both have read their facts before either writes
        assert process.stdout is not None
        assert process.stdout.readline() == "read\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.wait() for process in both] == [0, 0]
    for process in both:
        process.communicate()
    assert [fact.id for fact in store.facts()] == [f"f{n:03d}" for n in range(90)]
    assert store.verify() == []
    lines: list[str] = []
    folder = derived_folder(store.location)
    found = build_retriever(store, folder=folder, notice=lines.append)(ASKED, 10)
    assert lines == []
    assert found == build_retriever(store)(ASKED, 10)


def test_an_import_waits_longer_for_the_lock_than_other_writers(tmp_path: Path) -> None:
    Store(tmp_path / "claims.db").close()
    engine = sqlite.open_engine(tmp_path / "claims.db", sqlite.Access.WRITE)
    waits = []
    with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
        with sqlite.patience(connection):
            waits.append(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
        waits.append(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
    engine.dispose()
    assert waits == [sqlite.PATIENT_SECONDS * 1000, sqlite.BUSY_SECONDS * 1000]
