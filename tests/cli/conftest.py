"""The command line in an empty folder, in this process or in one of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import main

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
FACTS = """id,statement,rating,lang,source,url,published
rome,Rome is the capital of Italy.,true,en,Treccani,https://example.org/rome,2024-01-02
bridge,The bridge over the strait was opened in 2011.,true,en,Reuters,,2011-05-03
moon,The Moon is made of cheese.,false,en,Nasa,,2020-01-01
"""
TEXT = """Rome is the capital of Italy.

The bridge over the strait was not opened in 2011. The weather station counted nine storms in March.
"""

STEERING = frozenset(
    {"FACTCHECK_DB", "FACTCHECK_LANGUAGES", "COLUMNS", "NO_COLOR", "TERM", "FORCE_COLOR"}
)
"""Variables that would steer the command line."""

Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what would steer the command line."""
    kept = {name: value for name, value in os.environ.items() if name not in STEERING}
    return kept | {"PYTHONPATH": str(ROOT)} | changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty working directory."""
    return tmp_path


def invoked(folder: Path, *arguments: str | Path, stdin: str = "", **variables: str) -> Completed:
    """Run the command line with arguments in ``folder``, in this process."""
    with (
        contextlib.chdir(folder),
        CliRunner().isolation(stdin, {**dict.fromkeys(STEERING), **variables}) as (out, errors, _),
    ):
        code = main([*map(str, arguments)])
        sys.stdout.flush()
        sys.stderr.flush()
        told = [shown.getvalue().decode("utf-8") for shown in (out, errors)]
    return Completed(arguments, code, *told)


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a function that runs the command line with arguments in ``folder``, in this process.

    ``process`` is for what is read when a process starts: languages, libraries, the locale.
    """
    return partial(invoked, folder)


@pytest.fixture
def process(folder: Path) -> Run:
    """Return a function that runs ``factcheck`` with arguments in ``folder``, as a process."""

    def factcheck(*arguments: str | Path, stdin: str = "", **variables: str) -> Completed:
        return subprocess.run(
            [sys.executable, "-m", "factcheck", *map(str, arguments)],
            cwd=folder,
            env=environment(**variables),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return factcheck


@pytest.fixture
def facts(folder: Path) -> Path:
    """Return a facts file of three facts."""
    path = folder / "facts.csv"
    path.write_text(FACTS, "utf-8")
    return path


@pytest.fixture
def article(folder: Path) -> Path:
    """Return a text of three claims: one confirmed, one contradicted, one unknown."""
    path = folder / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path
