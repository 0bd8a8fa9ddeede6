"""Large and hostile texts end in bounded memory; a store's index is used again."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck import check_text

ROOT = Path(__file__).resolve().parent.parent
FACTS = (
    "statement\nRome is the capital of Italy.\nThe harbour handled 58.9 million tonnes in 2023.\n"
)
GROWTH = 80
"""MB by which checking 200 kB may raise the peak; 27 are measured."""
TIMEOUT = 300
_GROWTH = """
import resource, sys
from pathlib import Path
from factcheck.api import check_source

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

small, large, facts = sys.argv[1:]
check_source(small, facts=[facts], save=False)
before = peak()
report = check_source(large, facts=[facts], save=False)
print(len(report.assessments), peak() - before)
"""


def _text(size: int) -> str:
    """Return ``size`` characters of sentences that all differ."""
    sentences: list[str] = []
    length = 0
    while length < size:
        number = len(sentences)
        sentence = f"In 2023 the harbour of town {number} handled {number + 1}.5 million tonnes."
        sentences.append(sentence)
        length += len(sentence) + 2
    return "\n\n".join(sentences)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with facts and a text of 20 kB."""
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    (tmp_path / "text.txt").write_text(_text(20_000), "utf-8")
    return tmp_path


def test_a_large_text_is_checked_in_bounded_memory(folder: Path) -> None:
    (folder / "large.txt").write_text(_text(200_000), "utf-8")
    done = _run(folder, "-c", _GROWTH, "text.txt", "large.txt", "facts.csv")
    assert done.returncode == 0, done.stderr
    claims, growth = map(int, done.stdout.split())
    assert claims > 2_000
    assert growth < GROWTH


@pytest.mark.parametrize(
    "repeated",
    ["a", "1", ".", "-", "(", "[", "«", "“", "„", '"', "'", "%", " ", "\n", "\u202e"],
    ids=ascii,
)
def test_one_repeated_character_ends(repeated: str) -> None:
    facts = [{"statement": "Rome is the capital of Italy."}]
    report = check_text("Rome is old. " + repeated * 100_000, facts=facts)
    assert 1 <= report.summary["claims"] <= 3


CHECK = ("-m", "factcheck", "check", "text.txt", "--facts", "facts.csv", "--no-save")


def test_a_bar_is_drawn_on_a_terminal(folder: Path) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *CHECK],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=slave,
    ) as process:
        os.close(slave)
        shown = _read_all(master)
    assert process.returncode == 0
    assert "Checking" in shown
    assert "· 1" in shown


def _read_all(master: int) -> str:
    """Return what was written to the terminal; its end is an error on Linux."""
    pieces: list[bytes] = []
    try:
        while piece := os.read(master, 65536):
            pieces.append(piece)
    except OSError:
        pass
    finally:
        os.close(master)
    return b"".join(pieces).decode("utf-8", "replace")


def test_no_bar_when_stderr_is_piped(folder: Path) -> None:
    done = _run(folder, *CHECK)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.fixture
def stored(folder: Path) -> Path:
    """The derived folder of a store that one check has used."""
    assert _run(folder, "-m", "factcheck", "facts", "import", "facts.csv").returncode == 0
    assert _check_stored(folder).returncode == 0
    return folder / "claims.db.derived"


def _check_stored(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "short.txt").write_text("Rome is the capital of Italy.\n", "utf-8")
    return _run(folder, "-m", "factcheck", "check", "short.txt")


def _state(derived: Path) -> dict[str, int]:
    return {
        path.relative_to(derived).as_posix(): path.stat().st_mtime_ns
        for path in derived.rglob("*")
        if path.is_file() and not path.name.endswith("lock")
    }


def test_a_second_check_reuses_the_index(folder: Path, stored: Path) -> None:
    before = _state(stored)
    done = _check_stored(folder)
    assert done.stderr == ""
    assert _state(stored) == before != {}


def test_a_deleted_index_is_made_again(folder: Path, stored: Path) -> None:
    before = _check_stored(folder).stdout
    shutil.rmtree(stored)
    assert _check_stored(folder).stdout == before
    made = _state(stored)
    assert _check_stored(folder).stderr == ""
    assert _state(stored) == made != {}


def test_a_damaged_index_is_rebuilt_with_one_line(folder: Path, stored: Path) -> None:
    before = _check_stored(folder).stdout
    largest = max((p for p in stored.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
    largest.write_bytes(b"\0" * largest.stat().st_size)
    done = _check_stored(folder)
    assert done.stdout == before
    assert re.fullmatch(r"factcheck: index damaged: rebuilding it in [^\n]+\n", done.stderr)
    assert _check_stored(folder).stderr == ""
