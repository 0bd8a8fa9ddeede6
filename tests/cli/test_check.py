"""``check`` and what it leaves in the store, on the real command line."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.renderers.json import report_schema
from tests.cli.conftest import TEXT, Run, environment

VERDICTS = ["supported", "refuted", "not_enough_info"]


def _json(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    Draft202012Validator(report_schema()).validate(content)
    return content


def _verdicts(report: dict[str, Any]) -> list[str]:
    return [claim["verdict"] for claim in report["documents"][0]["claims"]]


def test_a_report_goes_to_stdout_and_nothing_else_does(
    run: Run, article: Path, facts: Path
) -> None:
    done = run("check", article.name, "--facts", facts.name)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("article.txt\n")
    assert "agrees with rome" in done.stdout
    assert "contradicts bridge (negation)" in done.stdout
    assert "the table does not settle it" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json_validates_and_slices_back(run: Run, article: Path, facts: Path) -> None:
    report = _json(run("check", article.name, "--facts", facts.name, "--format", "json").stdout)

    assert _verdicts(report) == VERDICTS
    for claim in report["documents"][0]["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
        assert TEXT.splitlines()[claim["line"] - 1][claim["column"] - 1 :].startswith(claim["text"])


def test_stdin_is_checked_like_a_file(run: Run, facts: Path) -> None:
    done = run("check", "-", "--facts", facts, "--no-save", "--format", "json", stdin=TEXT)

    assert _verdicts(_json(done.stdout)) == VERDICTS


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, run: Run, folder: Path, facts: Path) -> None:
    text = "La città di Roma è la capitale d’Italia.\r\n\r\nPerché però è così, è noto.\r\n"
    if encoding == "latin-1":
        text = text.replace("’", "'")
    (folder / "testo.txt").write_bytes(text.encode(encoding))

    options = ("--facts", facts.name, "--no-save", "--lang", "it", "--format", "json")
    report = _json(run("check", "testo.txt", *options).stdout)

    claims = report["documents"][0]["claims"]
    assert claims[0]["text"] == text[: text.index("\r")]
    assert [text[claim["start"] : claim["end"]] for claim in claims] == [
        claim["text"] for claim in claims
    ]


def test_no_save_leaves_no_store(run: Run, folder: Path, article: Path, facts: Path) -> None:
    assert run("check", article.name, "--facts", facts.name, "--no-save").returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["article.txt", "facts.csv"]


def test_checking_against_a_file_leaves_the_fact_table_alone(
    run: Run, article: Path, facts: Path
) -> None:
    run("check", article.name, "--facts", facts.name)

    assert run("facts", "list").stdout == ""
    assert len(run("runs", "list").stdout.splitlines()) == 1


def test_checking_twice_changes_no_byte(run: Run, folder: Path, article: Path, facts: Path) -> None:
    run("facts", "import", facts.name)
    first = run("check", article.name)
    before = (folder / "claims.db").read_bytes()
    second = run("check", article.name)

    assert first.stdout == second.stdout
    assert (folder / "claims.db").read_bytes() == before


def test_a_stored_run_shows_the_same_report_again(run: Run, article: Path, facts: Path) -> None:
    run("facts", "import", facts.name)
    checked = run("check", article.name, "--format", "json").stdout
    run_id = run("runs", "list").stdout.split()[0]

    assert run("runs", "show", run_id[:6], "--format", "json").stdout == checked
    assert run("runs", "show", run_id).stdout == run("check", article.name).stdout


def test_stored_claims_are_listed_by_what_to_check_next(run: Run, folder: Path) -> None:
    text = "I think it is a shame. The plant in Derby cost 300 million pounds in 2019.\n"
    (folder / "text.txt").write_text(text, "utf-8")
    (folder / "none.csv").write_text("id,statement\nx,Water is wet.\n", "utf-8")
    run("check", "text.txt", "--facts", "none.csv")

    by_place = run("claims", "list").stdout.splitlines()
    by_worth = run("claims", "list", "--order", "checkworthiness").stdout.splitlines()
    by_verdict = run("claims", "list", "--order", "verdict").stdout.splitlines()
    only = run("claims", "list", "--only", "not_enough_info").stdout.splitlines()
    unknown = run("claims", "list", "--order", "size")

    assert len(by_place) == 2
    assert by_worth == by_verdict == by_place[::-1]
    assert only == by_worth[:1]
    assert (unknown.returncode, "unknown order 'size'" in unknown.stderr) == (2, True)


def test_stored_claims_are_listed_and_explained(run: Run, article: Path, facts: Path) -> None:
    run("facts", "import", facts.name)
    run("check", article.name)

    listed = run("claims", "list", "--only", "refuted").stdout.splitlines()
    shown = run("claims", "show", listed[0].split()[0]).stdout

    assert len(listed) == 1
    assert "The bridge over the strait was not opened in 2011." in listed[0]
    assert "verdict      refuted: contradicts\n" in shown
    assert "facts        bridge\n" in shown


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [("refuted", 1), ("conflicting, refuted", 1), ("conflicting,mixed", 0), ("", 0)],
)
def test_fail_on_exits_1_when_a_named_verdict_is_found(
    verdicts: str, code: int, run: Run, article: Path, facts: Path
) -> None:
    options = ("--facts", facts.name, "--no-save", "--fail-on", verdicts)
    done = run("check", article.name, *options)

    assert (done.returncode, done.stderr) == (code, "")
    assert "contradicts bridge" in done.stdout


def test_output_gets_the_report_instead_of_stdout(
    run: Run, folder: Path, article: Path, facts: Path
) -> None:
    options = ("--facts", facts.name, "--no-save", "--fail-on", "refuted")
    printed = run("check", article.name, *options).stdout
    done = run("check", article.name, *options, "--output", "report.txt")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert (folder / "report.txt").read_text("utf-8") == printed


def test_a_check_without_facts_says_what_is_missing(run: Run, article: Path) -> None:
    done = run("check", article.name, "--no-save")

    assert done.returncode == 0
    assert "no facts in the table" in done.stdout
    assert done.stderr.count("\n") == 1
    assert "facts import FILE" in done.stderr


def test_the_words_are_italian_when_asked(run: Run, article: Path, facts: Path) -> None:
    options = ("--facts", facts.name, "--no-save", "--ui-lang", "it")

    assert "In contrasto con bridge (negazione)" in run("check", article.name, *options).stdout


def test_a_given_date_is_in_the_header(run: Run, article: Path, facts: Path) -> None:
    options = ("--facts", facts.name, "--no-save", "--date", "2024-11-16")

    assert "16 November 2024, as given" in run("check", article.name, *options).stdout


def test_a_terminal_gets_colour_and_a_pipe_does_not(
    folder: Path, article: Path, facts: Path
) -> None:
    ours, theirs = pty.openpty()
    arguments = ["check", article.name, "--facts", facts.name, "--no-save"]
    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", *arguments],
        cwd=folder, env=environment(TERM="xterm-256color"), stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = _drained(ours)
    os.close(ours)

    assert process.returncode == 0
    assert "\x1b[1;31mcontradicts bridge\x1b[0m" in shown


def _drained(terminal: int) -> str:
    chunks = []
    while select.select([terminal], [], [], 60)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side has closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    return b"".join(chunks).decode("utf-8")


def test_a_folder_gives_one_report_with_every_text(run: Run, folder: Path, facts: Path) -> None:
    texts = folder / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT, "utf-8")
    (texts / "b.html").write_text("<p>Rome is the capital of Italy.</p>", "utf-8")
    (texts / "c.jsonl").write_text('{"text": "Rome is the capital of Italy."}\n', "utf-8")

    first = run("check", "texts", "--facts", facts.name, "--format", "json", "--db", "my.db")
    stored = (folder / "my.db").read_bytes()
    again = run("check", "texts", "--facts", facts.name, "--format", "json", "--db", "my.db")

    report = _json(first.stdout)
    assert [(d["source"], "text" in d, len(d["claims"])) for d in report["documents"]] == [
        ("texts/a.txt", False, 3), ("texts/b.html", True, 1), ("texts/c.jsonl:1", True, 1),
    ]  # fmt: skip
    assert report["summary"]["supported"] == 3
    assert again.stdout == first.stdout
    assert (folder / "my.db").read_bytes() == stored


@pytest.mark.parametrize(
    ("name", "told"),
    [("2024-11-16-a.md", "16 November 2024, from the file name"),
     ("2024-11-17-b.md", "16 November 2024, from the dateline, its year from the document")],
)  # fmt: skip
def test_the_header_says_how_the_date_is_known(
    name: str, told: str, run: Run, folder: Path, facts: Path
) -> None:
    line = "ROME, Nov. 16 - " if name.endswith("b.md") else ""
    (folder / name).write_text(f"{line}Rome is the capital of Italy.", "utf-8")

    done = run("check", name, "--facts", facts.name, "--no-save")

    assert told in " ".join(done.stdout.split())


def test_several_texts_are_one_report_in_the_order_given(
    run: Run, folder: Path, article: Path, facts: Path
) -> None:
    (folder / "other.txt").write_text("The Moon is made of cheese.\n", "utf-8")
    options = ("--facts", facts.name, "--no-save", "--format", "json")
    done = run("check", "other.txt", article.name, "other.txt", *options)
    documents = json.loads(done.stdout)["documents"]

    assert [document["source"] for document in documents] == ["other.txt", "article.txt"]
