"""``recheck``, ``runs diff``, ``documents`` and ``db purge`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck import api
from factcheck.store import Store
from tests.cli.conftest import FACTS, TEXT, Run

OPENED = "The bridge over the strait was opened in 2011."


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store in which a text was checked, and a fact changed since."""
    monkeypatch.chdir(folder)
    facts, text = folder / "facts.csv", folder / "text.txt"
    text.write_text(f"{TEXT}\n{OPENED}\n", "utf-8")
    with Store("claims.db") as store:
        facts.write_text(FACTS, "utf-8")
        api.import_facts(store, facts)
        api.check_source("text.txt", store=store, model="none")
        facts.write_text(FACTS.replace("opened in 2011", "opened in 2013"), "utf-8")
        api.import_facts(store, facts)
    return folder


def test_flips_are_shown_and_make_the_exit_code_one(desk: Path, run: Run) -> None:
    done = run("recheck", "--model", "none")
    assert done.returncode == 1
    assert OPENED in done.stdout
    assert run("recheck", "--model", "none").returncode == 0
    assert len(run("runs", "list").stdout.splitlines()) == 2


def test_a_dry_run_is_the_same_each_time(desk: Path, run: Run) -> None:
    before = (desk / "claims.db").read_bytes()
    first = run("recheck", "--dry-run", "--format", "json", "--model", "none")
    assert json.loads(first.stdout)["summary"]["flips"] >= 1
    again = run("recheck", "--dry-run", "--format", "json", "--model", "none")
    assert (again.returncode, again.stdout) == (1, first.stdout)
    assert (desk / "claims.db").read_bytes() == before


def test_a_revision_that_is_none_is_one_line(desk: Path, run: Run) -> None:
    done = run("recheck", "--since", "7")
    assert done.returncode == 2
    assert done.stderr == "factcheck: error: revision 7: the facts are at revision 2\n"


def test_two_runs_are_compared(desk: Path, run: Run) -> None:
    run("recheck", "--model", "none")
    after, before = (line.split()[0] for line in run("runs", "list").stdout.splitlines())
    done = run("runs", "diff", before[:6], after[:6])
    assert (done.returncode, done.stderr) == (0, "")
    assert OPENED in done.stdout
    told = json.loads(run("runs", "diff", before, after, "--format", "json").stdout)
    assert told["runs"] == [before, after]


def test_what_no_fact_answers_is_written_as_a_facts_file(desk: Path, run: Run) -> None:
    listed = run("claims", "list", "--unanswered")
    assert "nine storms" in listed.stdout
    file = run("claims", "list", "--unanswered", "--format", "facts-csv").stdout
    (desk / "to-check.csv").write_text(file, "utf-8")
    refused = run("facts", "import", "to-check.csv")
    assert refused.returncode == 2
    assert "to-check.csv: row 2: not checked yet" in refused.stderr
    (desk / "to-check.csv").write_text(file.replace("unchecked", "true"), "utf-8")
    assert run("facts", "import", "to-check.csv").stdout == (
        "to-check: 1 added, 0 updated, 0 unchanged\n"
    )


@pytest.mark.parametrize(
    "options",
    [("--format", "facts-csv"), ("--unanswered", "--only", "refuted"),
     ("--unanswered", "--order", "text")],
    ids=["facts-of-all", "a-verdict", "an-order"],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    desk: Path, run: Run, options: tuple[str, ...]
) -> None:
    done = run("claims", "list", *options)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_deleted_text_is_gone(desk: Path, run: Run) -> None:
    assert b"nine storms" in (desk / "claims.db").read_bytes()
    done = run("documents", "delete", "text.txt")
    assert done.returncode == 0, done.stderr
    assert "deleted text.txt" in done.stdout
    assert b"nine storms" not in b"".join(
        file.read_bytes() for file in desk.glob("claims.db*") if file.is_file()
    )
    assert run("documents", "list").stdout == ""
    assert run("db", "verify").returncode == 0


def test_purging_texts_keeps_the_facts(desk: Path, run: Run) -> None:
    (desk / "claims.db.bak-0001").write_text("an older copy")
    done = run("db", "purge", "--texts")
    assert "a backup may still hold them: claims.db.bak-0001" in done.stderr
    assert run("claims", "list").stdout == ""
    assert len(run("facts", "list").stdout.splitlines()) == 3


def test_purging_without_options_deletes_no_text(desk: Path, run: Run) -> None:
    assert run("db", "purge").stdout == "claims.db: purged\n"
    assert "text.txt" in run("documents", "list").stdout
