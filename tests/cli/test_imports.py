"""What ``--version`` and ``--help`` may not load: starting must be quick."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import environment

HEAVY = (
    "rich", "sqlalchemy", "alembic", "numpy", "tantivy", "babel", "syntok", "simplemma",
    "Stemmer", "py3langid", "jinja2", "requests", "rapidfuzz", "anyascii", "markdown_it",
    "lxml", "trafilatura",
)  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["check", "--help"], ["facts", "import", "--help"]],
    ids=" ".join,
)
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    code = (
        "import sys; from factcheck.cli import main; main(sys.argv[1:]); "
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert done.stderr == "[]\n"
