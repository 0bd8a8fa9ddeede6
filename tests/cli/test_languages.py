"""Languages of one's own, named by ``FACTCHECK_LANGUAGES``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def own(folder: Path) -> Path:
    """Return the folder of a language with next to nothing in it."""
    path = folder / "own" / "nl"
    path.mkdir(parents=True)
    (path / "grammar.toml").write_text('negators = ["niet"]\n', "utf-8")
    return path


def _facts(folder: Path) -> None:
    (folder / "facts.csv").write_text("statement,lang\nDe zon schijnt.,nl\n", "utf-8")
    (folder / "text.txt").write_text("De zon schijnt niet. Het regent.\n", "utf-8")


def test_a_language_with_a_grammar_alone_is_read(process: Run, folder: Path, own: Path) -> None:
    _facts(folder)
    done = process(
        "check", "text.txt", "--facts", "facts.csv", "--no-save", "--lang", "nl",
        FACTCHECK_LANGUAGES="own",
    )  # fmt: skip

    assert done.returncode == 0
    assert "Dutch" in done.stdout


def test_of_several_places_the_last_counts(process: Run, folder: Path, own: Path) -> None:
    _facts(folder)
    (folder / "other").mkdir()
    done = process("check", "text.txt", "--lang", "nl", FACTCHECK_LANGUAGES="other:own")
    unknown = process("check", "text.txt", "--lang", "nl", FACTCHECK_LANGUAGES="other")

    assert done.returncode == 0
    assert unknown.returncode == 2
    assert "unknown language 'nl'" in unknown.stderr


def test_a_table_that_cannot_be_read_is_one_line(process: Run, folder: Path, own: Path) -> None:
    _facts(folder)
    (own / "numbers.toml").write_text("decimal = ,", "utf-8")
    done = process(
        "check", "text.txt", "--facts", "facts.csv", "--no-save", "--lang", "nl",
        FACTCHECK_LANGUAGES="own",
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr.startswith("factcheck: error: own/nl/numbers.toml: ")
    assert done.stderr.count("\n") == 1


def test_a_place_that_is_no_folder_is_one_line(process: Run, folder: Path) -> None:
    _facts(folder)
    done = process("check", "text.txt", FACTCHECK_LANGUAGES="nowhere")

    assert done.returncode == 2
    assert done.stderr == "factcheck: error: FACTCHECK_LANGUAGES: nowhere is not a folder\n"
