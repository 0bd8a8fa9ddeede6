"""The same bytes from every process, whatever the order of its sets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import environment

FIXTURE = Path(__file__).parents[2] / "fixtures" / "it-accordo"
ARTICLE, FACTS = str(FIXTURE / "article.txt"), str(FIXTURE / "facts.csv")


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "extract", ARTICLE, "--date", "2024-11-16", "--format", "json"),
        (
            "check",
            ARTICLE,
            "--facts",
            FACTS,
            "--no-save",
            "--date",
            "2024-11-16",
            "--format",
            "json",
        ),
    ],
    ids=["extract", "check"],
)
def test_two_processes_write_the_same(arguments: tuple[str, ...], tmp_path: Path) -> None:
    written = {
        subprocess.run(
            [sys.executable, "-m", "factcheck", *arguments],
            cwd=tmp_path, env=environment() | {"PYTHONHASHSEED": seed}, capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(written) == 1
