"""What a terminal shows while facts are imported."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path


def test_reading_and_indexing_are_shown(root: Path, tmp_path: Path) -> None:
    rows = "".join(f"Town {number} spent {number} euros.\n" for number in range(1200))
    (tmp_path / "facts.csv").write_text("statement\n" + rows, "utf-8")
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", "facts", "import", "facts.csv"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.DEVNULL,
        stderr=slave,
    ) as process:
        os.close(slave)
        shown = _read_all(master)
    assert process.returncode == 0
    assert shown.index("Importing") < shown.index("Indexing")
    assert list((tmp_path / "claims.db.derived").glob("generation-*"))


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
