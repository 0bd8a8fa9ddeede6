"""Why facts were found, and what repeats: ``--explain``, ``duplicates``, ``--similar-to``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.renderers.json import report_schema
from tests.cli.conftest import FACTS, Run

MORE = """again,"In 2011, the bridge over the strait was opened.",true,en,AP,,2011-05-03
other,The bridge over the strait was opened in 2013.,true,en,Web,,2013-05-03
"""


@pytest.fixture
def filled(run: Run, folder: Path) -> Path:
    """A store with facts of which one comes twice and once with another year."""
    (folder / "facts.csv").write_text(FACTS + MORE, "utf-8")
    done = run("facts", "import", "facts.csv", "--db", "my.db")
    assert done.returncode == 0, done.stderr
    return folder / "my.db"


def test_a_search_explains_what_each_fact_shares(run: Run, filled: Path) -> None:
    done = run(
        "facts", "search", "the bridge was built over the strait in 2011", "--explain",
        "--limit", "1", "--db", filled.name,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, *why = done.stdout.splitlines()
    assert first.split("  ")[0] in {"bridge", "again"}
    assert why == [
        "    in both: 2011, bridge, strait",
        "    only in the text: built",
        "    only in the fact: opened",
    ]


def test_a_search_of_one_collection_finds_no_other(run: Run, filled: Path) -> None:
    done = run(
        "facts", "search", "bridge", "--explain", "--collection", "none", "--db", filled.name
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_duplicates_are_listed(run: Run, filled: Path) -> None:
    done = run("facts", "duplicates", "--db", filled.name)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("the same, ")
    assert [line.split()[0] for line in lines[1:3]] == ["again", "bridge"]
    assert lines[-1].startswith("5 facts: 1 say what another one says, ")


def test_nothing_is_the_same_at_an_impossible_threshold(run: Run, filled: Path) -> None:
    done = run("facts", "duplicates", "--threshold", "1", "--format", "json", "--db", filled.name)
    content = json.loads(done.stdout)
    assert (content["threshold"], content["facts"]) == (1.0, 5)
    assert all(cluster["similarity"] == 1.0 for cluster in content["clusters"])


def test_a_report_explains_its_matches_when_asked(run: Run, filled: Path, folder: Path) -> None:
    (folder / "text.txt").write_text("The bridge over the strait was opened in 2011.", "utf-8")
    asked = ("check", "text.txt", "--db", filled.name, "--no-save", "--model", "none")
    plain, explained = (
        json.loads(run(*asked, "--format", "json", *more).stdout) for more in ((), ("--explain",))
    )
    Draft202012Validator(report_schema()).validate(explained)
    (claim,) = explained["documents"][0]["claims"]
    for part in claim["parts"]:
        for match in part["matches"]:
            for pair in match["overlap"]["shared"]:
                for side, text in (("claim", part["text"]), ("fact", match["statement"])):
                    assert text[pair[side]["start"] : pair[side]["end"]] == pair[side]["text"]
            del match["overlap"]
    assert explained == plain
    told = run(*asked, "--explain").stdout
    assert "in both: 2011, " in told
    assert "in both" not in run(*asked).stdout


def test_formats_that_cannot_explain_say_so(run: Run, filled: Path, folder: Path) -> None:
    (folder / "text.txt").write_text("The bridge was opened in 2011.", "utf-8")
    done = run("check", "text.txt", "--db", filled.name, "--format", "csv", "--explain")
    assert done.returncode == 2
    assert "--explain is for the formats text, json, jsonl, not for csv" in done.stderr


def test_a_claim_is_found_in_another_text(run: Run, filled: Path, folder: Path) -> None:
    texts = {
        "one.txt": "The bridge over the strait was opened in 2011. It rained.",
        "two.txt": "In 2011, the bridge over the strait was opened.",
        "three.txt": "The bridge over the strait was opened in 2019.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        assert run("check", name, "--db", filled.name, "--model", "none").returncode == 0
    listed = run("claims", "list", "--document", "one.txt", "--db", filled.name).stdout
    claim = listed.split()[0]
    done = run("claims", "list", "--similar-to", claim[:10], "--db", filled.name)
    (row,) = done.stdout.splitlines()
    assert "two.txt" in row
    assert row.endswith(texts["two.txt"])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["--similar-to", "nothing"], "there is no claim 'nothing'", id="unknown"),
        pytest.param(
            ["--similar-to", "a", "--only", "refuted"], "--similar-to goes with", id="with-a-filter"
        ),
    ],
)
def test_what_cannot_be_listed_is_told_in_one_line(
    run: Run, filled: Path, arguments: list[str], problem: str
) -> None:
    done = run("claims", "list", *arguments, "--db", filled.name)
    assert done.returncode == 2
    assert problem in done.stderr
    assert len(done.stderr.splitlines()) == 1
