"""``--semantic`` on the real command line: facts found by meaning, and what it leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FACTS = (
    "id,statement,lang\n"
    "ponte,Il viadotto sul torrente è crollato durante l'alluvione.,it\n"
    "vino,La vendemmia è cominciata in anticipo.,it\n"
)
TEXT = "The bridge over the stream collapsed in the flood.\n"


@pytest.fixture
def files(folder: Path) -> tuple[str, str]:
    """An English text and Italian facts that share no word."""
    (folder / "story.txt").write_text(TEXT, "utf-8")
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    return "story.txt", "facts.csv"


def test_without_the_extra_one_line_names_it(
    process: Run, folder: Path, files: tuple[str, str]
) -> None:
    (folder / "hidden").mkdir()
    (folder / "hidden" / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda n, p=None: None if n == 'onnxruntime' else find(n, p)\n"
    )
    path = f"{folder / 'hidden'}:{Path(__file__).parents[2]}"
    done = process("check", files[0], "--facts", files[1], "--semantic", PYTHONPATH=path)
    assert done.returncode == 2
    assert (
        done.stderr
        == 'factcheck: error: --semantic needs: pip install "factcheck-verifier[semantic]"\n'
    )


def test_an_embedder_nobody_has_is_named(run: Run, files: tuple[str, str]) -> None:
    done = run("check", files[0], "--facts", files[1], "--embedder", "no such thing")
    assert done.returncode == 2
    assert "unknown embedder 'no such thing'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_fact_in_another_language_is_looked_at(run: Run, files: tuple[str, str]) -> None:
    pytest.importorskip("onnxruntime")
    shown = []
    for more in ((), ("--semantic",)):
        done = run("check", *files[:1], "--facts", files[1], "--no-save", "--format", "json", *more)
        assert done.returncode == 0, done.stderr
        claim = json.loads(done.stdout)["documents"][0]["claims"][0]
        shown.append([match["fact_id"] for part in claim["parts"] for match in part["matches"]])
    assert shown[0] == []
    assert shown[1][0] == "ponte"


def test_vectors_stay_beside_the_store(run: Run, folder: Path, files: tuple[str, str]) -> None:
    pytest.importorskip("onnxruntime")
    assert run("facts", "import", files[1], "--db", "desk.db").returncode == 0
    first = run("check", files[0], "--db", "desk.db", "--semantic")
    assert "embedding 2 texts of the facts, once" in first.stderr
    again = run("check", files[0], "--db", "desk.db", "--semantic")
    assert "embedding" not in again.stderr
    assert list((folder / "desk.db.derived").glob("vectors-*/part-*"))
    assert again.stdout == first.stdout
