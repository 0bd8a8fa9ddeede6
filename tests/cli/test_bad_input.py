"""Every input that cannot be used: exit 2, one line that names the culprit, nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import FACTS, Run

HEADER = "id,statement,rating,published,valid_from,valid_to\n"
GOOD = "a,Rome is in Italy.,true,2024-01-02,,\n"

TEXTS: dict[str, tuple[str, bytes | None, str]] = {
    "missing": ("nowhere.txt", None, "nowhere.txt"),
    "binary": ("photo.bin", bytes(range(256)) * 40, "photo.bin"),
    "empty": ("empty.txt", b"", "empty.txt"),
    "only spaces": ("blank.txt", b" \n\t\n", "blank.txt"),
    "page without text": ("page.html", b"<html><body><img></body></html>", "page.html: holds no"),
    "bad line": ("texts.jsonl", b'{"text":\n', "texts.jsonl: line 1"),
    "line without text": ("texts.jsonl", b'{"text": null}\n', "texts.jsonl: line 1"),
    "no lines": ("texts.jsonl", b"\n", "texts.jsonl"),
}
FACT_FILES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "no statement column": ("f.csv", b"id,rating\na,true\n", ("f.csv", "statement")),
    "unknown column": ("f.csv", b"statement,colour\nRome.,red\n", ("f.csv", "colour")),
    "bad rating": ("f.csv", f"{HEADER}{GOOD}b,Paris.,maybe,,,\n".encode(), ("row 3", "maybe")),
    "day first date": (
        "f.csv", f"{HEADER}b,Paris.,true,02/01/2024,,\n".encode(), ("row 2", "2024-01-02"),
    ),
    "ends before it starts": (
        "f.csv", f"{HEADER}b,Paris.,true,,2024-05-01,2023-05-01\n".encode(), ("row 2", "valid_to"),
    ),
    "too many cells": ("f.csv", f"{HEADER}{GOOD}b,Paris.,true,,,,and,more\n".encode(), ("row 3",)),
    "broken line": ("f.jsonl", b'{"statement": "Rome."}\n{"statement": \n', ("f.jsonl", "row 2")),
    "two rows with one id": (
        "f.csv", f"{HEADER}{GOOD}a,Paris is in France.,true,,,\n".encode(), ("f.csv", "'a'"),
    ),
    "fact of a megabyte": (
        "f.csv", f"{HEADER}{GOOD}b,{'long ' * 210_000},true,,,\n".encode(), ("row 3",),
    ),
    "empty statement": ("f.csv", f"{HEADER}b,,true,,,\n".encode(), ("row 2", "statement")),
    "binary": ("f.csv", bytes(range(256)) * 40, ("f.csv",)),
    "empty": ("f.csv", b"", ("f.csv",)),
}  # fmt: skip
OPTIONS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "format": (["--format", "yaml"], ("--format", "'yaml'", "text, json")),
    "lang": (["--lang", "xx"], ("--lang", "'xx'", "de, en, es, fr, it, pt")),
    "ui-lang": (["--ui-lang", "xx"], ("--ui-lang", "'xx'", "en, it")),
    "model": (["--model", "gpt"], ("'gpt'", "none")),
    "fail-on": (["--fail-on", "refuted,wrong"], ("--fail-on", "'wrong'", "refuted")),
    "date form": (["--date", "16/11/2024"], ("--date", "16/11/2024", "YYYY-MM-DD")),
    "date week form": (["--date", "2024-W46-6"], ("2024-W46-6", "YYYY-MM-DD")),
    "impossible date": (["--date", "2024-02-30"], ("2024-02-30",)),
    "unknown option": (["--colour"], ("--colour",)),
    "output folder": (["--output", "."], (".: is a folder",)),
    "output nowhere": (["--output", "no/such/report.txt"], ("no/such/report.txt",)),
    "output is the text": (["--output", "article.txt"], ("article.txt",)),
    "output is the facts": (["--output", "facts.csv"], ("facts.csv",)),
    "facts missing": (["--facts", "none.csv"], ("none.csv",)),
    "facts folder": (["--facts", "."], (".",)),
}


Refused = Callable[..., None]


@pytest.fixture
def refused(run: Run, folder: Path) -> Refused:
    """Return a function that runs a command and asserts that it refuses, cleanly and by name."""

    def check(*arguments: str | Path, names: tuple[str, ...], **options: str) -> None:
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

        done = run(*arguments, **options)

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("factcheck: error: ")
        assert done.stderr.count("\n") == 1
        assert "please report" not in done.stderr
        assert [name for name in names if name not in done.stderr] == []
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before

    return check


@pytest.mark.parametrize(("name", "content", "culprit"), TEXTS.values(), ids=TEXTS)
def test_a_text_that_cannot_be_read(
    name: str, content: bytes | None, culprit: str, refused: Refused, folder: Path, facts: Path
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)

    refused("check", name, "--facts", facts, "--output", "report.txt", names=(culprit,))


def test_a_report_in_the_folder_would_be_a_text_there(
    refused: Refused, folder: Path, facts: Path
) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "good.txt").write_text("Rome is the capital of Italy.", "utf-8")

    refused("check", "texts", "--facts", facts, "--output", "texts/new.txt", names=("new.txt",))


def test_a_folder_without_texts(refused: Refused, folder: Path, facts: Path) -> None:
    (folder / "texts").mkdir()

    refused("check", "texts", "--facts", facts, names=("texts",))


def test_an_empty_stdin_is_no_text(refused: Refused, facts: Path) -> None:
    refused("check", "-", "--facts", facts, names=("stdin",), stdin="")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://127.1/story", "number"),
        ("http://localhost/story", "loopback"),
        ("ftp://example.org/story", "only http"),
        ("http://me:word@example.org/", "password"),
    ],
)
def test_an_address_that_is_refused(url: str, name: str, refused: Refused, facts: Path) -> None:
    refused("check", url, "--facts", facts, names=(name,))


def test_a_page_that_was_never_read_is_missing_offline(refused: Refused, facts: Path) -> None:
    url = "https://example.org/never"

    refused("check", url, "--offline", "--facts", facts, names=(url, "offline"))


def test_a_text_in_an_encoding_it_does_not_have(
    refused: Refused, folder: Path, facts: Path
) -> None:
    (folder / "cut.txt").write_bytes(b"\xff\xfeR\x00o\x00m\x00e\x00 \x00\xd8\xd8\x00")

    refused("check", "cut.txt", "--facts", facts, names=("cut.txt",))


@pytest.mark.parametrize(("name", "content", "names"), FACT_FILES.values(), ids=FACT_FILES)
def test_a_facts_file_that_cannot_be_imported(
    name: str, content: bytes, names: tuple[str, ...], refused: Refused, folder: Path
) -> None:
    (folder / name).write_bytes(content)

    refused("facts", "import", name, names=names)


@pytest.mark.parametrize("name", ["no statement column", "bad rating", "two rows with one id"])
def test_a_facts_file_that_cannot_be_checked_against(
    name: str, refused: Refused, folder: Path, article: Path
) -> None:
    file, content, names = FACT_FILES[name]
    (folder / file).write_bytes(content)

    refused("check", article, "--facts", file, names=names)


@pytest.mark.parametrize("name", ["none.csv", "."], ids=["missing", "folder"])
def test_a_facts_file_that_is_no_file(name: str, refused: Refused) -> None:
    refused("facts", "import", name, names=(name,))


@pytest.mark.parametrize(("options", "names"), OPTIONS.values(), ids=OPTIONS)
def test_an_option_that_cannot_be_used(
    options: list[str], names: tuple[str, ...], refused: Refused, article: Path, facts: Path
) -> None:
    refused("check", article.name, "--facts", facts.name, *options, names=names)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["chekc"], ("chekc",)),
        (["facts", "imprt"], ("imprt",)),
        (["check"], ("PATH|URL|-",)),
        (["facts", "list", "--limit", "0"], ("--limit", "0")),
        (["facts", "import", "f.csv", "--dates", "mdy"], ("--dates", "mdy")),
        (["evaluate", "pipeline", "nowhere"], ("nowhere",)),
        (["evaluate", "verdicts", "nowhere.jsonl"], ("nowhere.jsonl",)),
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_run(
    arguments: list[str], names: tuple[str, ...], refused: Refused
) -> None:
    refused(*arguments, names=names)


NEEDS_STORE: tuple[str, ...] = (
    "facts list",
    "facts show x",
    "facts search x",
    "claims list",
    "claims show x",
)
NEEDS_STORE += ("runs list", "runs show x", "db info", "db verify", "db backup copy.db")


@pytest.mark.parametrize("command", NEEDS_STORE)
def test_reading_creates_no_store(command: str, refused: Refused) -> None:
    refused(*command.split(), "--db", "no.db", names=("no.db",))


@pytest.mark.parametrize(
    "command", ["db info", "db init", "facts list", "facts import facts.csv", "check article.txt"]
)
def test_a_file_that_is_no_store(
    command: str, refused: Refused, folder: Path, facts: Path, article: Path
) -> None:
    (folder / "notes.db").write_text("These are notes, not a database.\n" * 200, "utf-8")

    refused(*command.split(), "--db", "notes.db", names=("notes.db",))


@pytest.mark.parametrize("command", ["db init", "facts import facts.csv", "check article.txt"])
@pytest.mark.parametrize("place", ["nowhere/my.db", "facts.csv/my.db", "sealed/my.db"])
def test_a_store_that_cannot_be_created(
    command: str, place: str, refused: Refused, folder: Path, facts: Path, article: Path
) -> None:
    if place.startswith("sealed"):
        if os.geteuid() == 0:
            pytest.skip("root may write anywhere")
        (folder / "sealed").mkdir(0o555)

    refused(*command.split(), "--db", place, names=(place,))


def test_the_variable_names_the_store(refused: Refused) -> None:
    refused("db", "info", names=("elsewhere.db",), FACTCHECK_DB="elsewhere.db")


def test_skipping_bad_rows_imports_the_rest_and_lists_them(run: Run, folder: Path) -> None:
    rows = f"{FACTS}extra,Paris.,true,fr,x,y,z,one,two\nwrong,Paris.,maybe,,,,\n"
    (folder / "f.csv").write_text(rows, "utf-8")

    done = run("facts", "import", "f.csv", "--skip-bad")

    assert (done.returncode, done.stdout) == (0, "f: 3 added, 0 updated, 0 unchanged, 2 left out\n")
    assert [line.split(":")[:3] for line in done.stderr.splitlines()] == [
        ["factcheck", " left out", " row 5"],
        ["factcheck", " left out", " row 6"],
    ]


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ([], "id;statement;rating\nrome;Roma è in Italia.;true\n"),
        (["--ignore-unknown"], "id,statement,colour\nrome,Roma è in Italia.,red\n"),
        (["--dates", "dmy"], "id,statement,published\nrome,Roma è in Italia.,16/11/2024\n"),
    ],
    ids=["semicolons", "unknown column", "day first dates"],
)
def test_what_an_option_or_sniffing_makes_readable(
    options: list[str], rows: str, run: Run, folder: Path
) -> None:
    (folder / "f.csv").write_text(rows, "utf-8")

    done = run("facts", "import", "f.csv", *options)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "f: 1 added, 0 updated, 0 unchanged\n"


def test_a_hostile_name_stays_on_its_line(refused: Refused) -> None:
    refused("check", "a\n\x1b[2J\u202eb.txt", names=("a ␛[2J<U+202E>b.txt",))
