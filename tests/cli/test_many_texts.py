"""Many texts in one command: results as they come, failures that stop nothing, processes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none

from factcheck.renderers.json import report_schema
from factcheck.store import Store
from tests.cli.conftest import TEXT, Run, environment


@pytest.fixture
def texts(folder: Path) -> Path:
    """A folder with seven texts, the last two in one file."""
    place = folder / "texts"
    place.mkdir()
    for name in "abdef":
        (place / f"{name}.txt").write_text(f"{TEXT}\nThis is the text {name}.\n", "utf-8")
    lines = [{"text": TEXT, "id": str(number)} for number in range(2)]
    (place / "g.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return place


def _break(texts: Path) -> None:
    """Put a file that cannot be read among ``texts``."""
    (texts / "c.txt").write_bytes(bytes(range(256)) * 40)


@pytest.mark.parametrize("format_name", ["text", "json"], ids=["streamed", "whole"])
def test_any_number_of_jobs_gives_the_same_output(
    format_name: str, run: Run, texts: Path, facts: Path
) -> None:
    _break(texts)
    options = ("--facts", facts.name, "--no-save", "--format", format_name)
    one, *others = (run("check", "texts", *options, "--jobs", n) for n in ("1", "2", "3"))

    assert one.returncode == 2
    assert one.stdout
    for other in others:
        assert (other.stdout, other.stderr) == (one.stdout, one.stderr)


def test_a_text_that_cannot_be_read_does_not_stop_the_others(
    run: Run, texts: Path, facts: Path
) -> None:
    asked = ("check", "texts", "--facts", facts.name, "--no-save", "--format", "jsonl")
    good = run(*asked).stdout
    _break(texts)
    lines = (texts / "g.jsonl").read_text("utf-8")
    (texts / "g.jsonl").write_text(f'{lines}{{"text": 7}}\n', "utf-8")
    done = run(*asked)

    assert (done.returncode, done.stdout) == (2, good)
    assert done.stderr.splitlines() == [
        "factcheck: error: texts/c.txt: a binary file, not text",
        "factcheck: error: texts/g.jsonl: line 3: text is not a string",
    ]


def test_json_names_the_texts_that_failed(run: Run, texts: Path, facts: Path) -> None:
    _break(texts)
    done = run("check", "texts", "--facts", facts.name, "--no-save", "--format", "json")
    report = json.loads(done.stdout)
    Draft202012Validator(report_schema()).validate(report)

    assert report["failures"] == [{"source": "texts/c.txt", "problem": "a binary file, not text"}]
    assert len(report["documents"]) == 7


def test_sarif_tells_of_the_texts_that_failed(run: Run, texts: Path, facts: Path) -> None:
    _break(texts)
    done = run("check", "texts", "--facts", facts.name, "--no-save", "--format", "sarif")
    (invocation,) = json.loads(done.stdout)["runs"][0]["invocations"]

    assert invocation["executionSuccessful"] is False
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        "texts/c.txt: a binary file, not text"
    ]


def test_every_text_is_in_the_store_and_checking_again_writes_nothing(
    run: Run, folder: Path, texts: Path, facts: Path
) -> None:
    _break(texts)
    run("facts", "import", facts.name)
    first = run("check", "texts", "--jobs", "2")
    before = (folder / "claims.db").read_bytes()
    again = run("check", "texts", "--jobs", "3")

    assert again.stdout == first.stdout
    assert (folder / "claims.db").read_bytes() == before
    with Store(folder / "claims.db", read_only=True) as store:
        claims = store.claims(limit=1000)
        assert store.info().documents == len(store.runs()) == 7
        assert len(claims) == 5 * 4 + 2 * 3
        assert store.verify() == []


def test_no_text_at_all_leaves_neither_report_nor_store(
    run: Run, folder: Path, facts: Path
) -> None:
    (folder / "a.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "b.txt").write_text(" \n", "utf-8")
    asked = ("check", "a.txt", "b.txt", "--facts", facts.name, "--db", "my.db")
    done = run(*asked, "--output", "report.txt", "--jobs", "2")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "factcheck: error: a.txt: a binary file, not text",
        "factcheck: error: b.txt: holds no text",
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "facts.csv"]


@pytest.mark.parametrize(
    ("verdict", "broken", "code"),
    [("refuted", False, 1), ("conflicting", False, 0), ("refuted", True, 2)],
)
def test_fail_on_looks_at_every_text_and_a_failure_weighs_more(
    verdict: str, broken: bool, code: int, run: Run, texts: Path, facts: Path
) -> None:
    if broken:
        _break(texts)
    options = ("--facts", facts.name, "--no-save", "--fail-on", verdict, "--jobs", "2")

    assert run("check", "texts", *options).returncode == code


def test_a_pattern_of_names_is_read_in_order(run: Run, texts: Path, facts: Path) -> None:
    options = ("--facts", facts.name, "--no-save", "--format", "json")
    done = run("check", "texts/[!a]*.txt", *options)

    assert [d["source"] for d in json.loads(done.stdout)["documents"]] == [
        f"texts/{name}.txt" for name in "bdef"
    ]
    assert run("check", "texts/*.md", *options).stderr == (
        "factcheck: error: texts/*.md: no file has such a name\n"
    )


def test_only_and_order_arrange_csv_and_jsonl(run: Run, texts: Path, facts: Path) -> None:
    options = ("--facts", facts.name, "--no-save", "--order", "verdict")
    shown = run("check", "texts/a.txt", *options, "--format", "csv").stdout
    verdicts = [row["claim_verdict"] for row in csv.DictReader(StringIO(shown))]
    only = run("check", "texts", *options, "--format", "jsonl", "--only", "refuted").stdout

    assert verdicts == ["refuted", "supported", "not_enough_info", "not_enough_info"]
    assert [json.loads(line)["verdict"] for line in only.splitlines()] == ["refuted"] * 7


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "--format json --only refuted",
            "--only is for the formats text, jsonl, csv, not",
        ),
        ("--format html --order verdict", "--order is for the formats text, jsonl, csv, not"),
        ("--format csv --width 60", "--width is for the formats text, not for csv"),
        ("--order size", "unknown order 'size': known are text, verdict, checkworthiness"),
        ("--only wrong", "unknown verdict 'wrong'"),
        ("--width 10", "--width"),
        ("--jobs 0", "--jobs"),
    ],
)
def test_an_option_that_the_format_has_no_use_for_is_refused(
    options: str, told: str, run: Run, article: Path, facts: Path
) -> None:
    done = run("check", article.name, "--facts", facts.name, "--no-save", *options.split())

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_stored_run_is_arranged_like_a_fresh_one(run: Run, article: Path, facts: Path) -> None:
    options = ("--order", "text", "--only", "refuted", "--width", "100")
    shown = run("check", article.name, "--facts", facts.name, *options).stdout
    run_id = run("runs", "list").stdout.split()[0]

    assert run("runs", "show", run_id, *options).stdout == shown


def test_the_width_asked_for_is_kept_to(run: Run, article: Path, facts: Path) -> None:
    options = ("--facts", facts.name, "--no-save", "--width")
    widths = [
        max(map(len, run("check", article.name, *options, asked).stdout.splitlines()))
        for asked in ("50", "130")
    ]

    assert widths == [50, 130]


# -- while texts are still coming ---------------------------------------------------------------


@pytest.fixture
def feed(folder: Path) -> Path:
    """A pipe with a name: a text that is not there before somebody writes it."""
    path = folder / "feed.txt"
    os.mkfifo(path)
    return path


@contextmanager
def _checking(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    code = (
        "import signal, sys; from factcheck.cli import main\n"
        # a job started in the background of a script inherits an ignored SIGINT
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "if __name__ == '__main__': sys.exit(main(sys.argv[1:]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "check", *arguments, "--facts", "facts.csv"],
        cwd=folder, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _until(process: subprocess.Popen[str], told: Callable[[str], bool]) -> list[str]:
    """Return the lines on stdout up to the first that ``told`` is true of."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if told(line):
            return lines
    raise AssertionError("".join(lines))


def _workers(process: subprocess.Popen[str]) -> list[int]:
    """Return the ids of the processes that judge."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_text()
        except (OSError, ValueError, IndexError):  # not a process, or one that has just gone
            continue
        if parent == process.pid and "spawn_main" in command:
            found.append(int(entry.name))
    return found


@pytest.mark.parametrize(
    ("jobs", "format_name"), [("1", "text"), ("2", "text"), ("1", "csv"), ("2", "jsonl")]
)
def test_the_first_result_is_there_before_the_last_text_is_read(
    jobs: str, format_name: str, folder: Path, article: Path, facts: Path, feed: Path
) -> None:
    options = ("--no-save", "--jobs", jobs, "--format", format_name)
    with _checking(folder, article.name, feed.name, *options) as process:
        first = _until(process, lambda line: "strait" in line)
        feed.write_text("The Moon is made of cheese.\n", "utf-8")
        rest = process.communicate()[0]

    assert not any("Moon" in line for line in first)
    assert "Moon" in rest
    assert process.returncode == 0


def test_lines_of_a_file_are_checked_while_it_is_written(folder: Path, facts: Path) -> None:
    os.mkfifo(folder / "feed.jsonl")
    with _checking(folder, "feed.jsonl", "--no-save", "--format", "jsonl") as process:
        with (folder / "feed.jsonl").open("w", encoding="utf-8") as feed:
            feed.write(json.dumps({"text": "Rome is the capital of Italy."}) + "\n")
            feed.flush()
            _until(process, lambda line: "Rome" in line)
            feed.write(json.dumps({"text": "The Moon is made of cheese."}) + "\n")
        rest = process.communicate()[0]

    assert "Moon" in rest
    assert process.returncode == 0


def test_a_killed_worker_loses_no_text(
    folder: Path, article: Path, facts: Path, feed: Path
) -> None:
    with _checking(folder, article.name, feed.name, "--jobs", "2") as process:
        _until(process, lambda line: line.startswith("Summary"))
        killed = _workers(process)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        feed.write_text("The Moon is made of cheese.\n", "utf-8")
        rest, told = process.communicate()

    assert killed
    assert "Summary of 2 texts" in rest
    assert (process.returncode, told) == (0, "")
    with Store(folder / "claims.db", read_only=True) as store:
        assert store.info().documents == 2


def test_an_interrupt_ends_every_process_and_keeps_what_was_shown(
    folder: Path, article: Path, facts: Path, feed: Path
) -> None:
    with _checking(folder, article.name, feed.name, "--jobs", "2") as process:
        _until(process, lambda line: line.startswith("Summary"))
        workers = _workers(process)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]

    assert (process.returncode, told.strip()) == (130, "factcheck: interrupted")
    assert workers
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []
    with Store(folder / "claims.db", read_only=True) as store:
        assert store.info().documents == 1


def test_an_interrupt_while_stdin_is_awaited_is_no_crash(
    folder: Path, article: Path, facts: Path
) -> None:
    with _checking(folder, article.name, "-", "--no-save", "--jobs", "2") as process:
        _until(process, lambda line: line.startswith("Summary"))
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        told = process.stderr.read()

    assert (process.returncode, told.strip()) == (130, "factcheck: interrupted")


def test_the_index_is_built_once_for_all_workers(run: Run, texts: Path, facts: Path) -> None:
    run("facts", "import", facts.name)
    run("check", "texts/a.txt")
    built = sorted(Path(texts.parent, "claims.db.derived").iterdir())
    done = run("check", "texts", "--jobs", "2")

    assert done.stderr == ""
    assert sorted(Path(texts.parent, "claims.db.derived").iterdir()) == built
