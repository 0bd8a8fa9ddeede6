from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import FIXTURES, Run


def test_extract_shows_claims_and_touches_no_store(run: Run, folder: Path) -> None:
    done = run("claims", "extract", FIXTURES / "it-accordo" / "article.txt", "--date", "2024-11-16")

    assert done.returncode == 0
    assert "sabato → 16 novembre 2024" in done.stdout
    assert done.stderr == ""
    assert list(folder.iterdir()) == []


def test_extract_reads_stdin_and_writes_one_claim_a_line(run: Run) -> None:
    done = run("claims", "extract", "-", "--format", "jsonl", stdin="Rome is old. It is large.\n")

    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [
        "Rome is old.",
        "It is large.",
    ]


def test_extract_names_the_file_it_cannot_read(run: Run) -> None:
    done = run("claims", "extract", "missing.txt")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "missing.txt" in done.stderr


def test_extract_refuses_an_unknown_format_naming_the_known(run: Run) -> None:
    done = run("claims", "extract", "-", "--format", "xml", stdin="Rome is old.")

    assert done.returncode == 2
    assert "text, json, jsonl" in done.stderr
