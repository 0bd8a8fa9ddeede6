"""Where output goes, and what happens when it cannot go there."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.cli import main, streams
from factcheck.cli.progress import progress
from factcheck.errors import ConfigError, FactcheckError
from tests.cli.conftest import Run, environment


def test_a_reader_that_goes_away_is_no_error(run: Run, folder: Path) -> None:
    rows = "".join(f"f{n},Statement number {n} of very many.\n" for n in range(5000))
    (folder / "f.csv").write_text(f"id,statement\n{rows}", "utf-8")
    assert run("facts", "import", "f.csv").returncode == 0

    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", "facts", "list", "--limit", "5000"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as listing:  # fmt: skip
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()
        told = listing.stderr.read()

    assert (listing.returncode, told) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_closed_by_the_caller_is_no_error(closed: str, folder: Path) -> None:
    (folder / "a.txt").write_text("Il Pil cresce del 2%.\n", "utf-8")
    command = f"{shlex.quote(sys.executable)} -m factcheck claims extract a.txt {closed}"
    ran = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment(), capture_output=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_nothing_on_a_closed_stdin_is_one_line(folder: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m factcheck claims extract - <&-"
    ran = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment(), capture_output=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (2, b"factcheck: error: <stdin>: holds no text\n")


def test_an_interrupt_exits_130_with_one_line(folder: Path) -> None:
    waiting = "import sys; sys.stderr.write('ready'); sys.stderr.flush(); sys.stdin.read()"
    code = (
        "import signal, sys; from factcheck.cli import app, main\n"
        # a job started in the background of a script inherits an ignored SIGINT
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "@app.command('wait')\n"
        f"def wait() -> None:\n    {waiting}\n"
        "sys.exit(main(['wait']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment(), stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        assert process.stderr.read(5) == b"ready"
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()

    assert (process.returncode, told.strip()) == (130, b"factcheck: interrupted")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FactcheckError("a.txt:\nno\x1b[2J"), "a.txt: no␛[2J"),
        (PermissionError(13, "Permission denied", "a.db"), "a.db: Permission denied"),
        (OSError("disk on fire"), "disk on fire"),
        (KeyError("x"), "unexpected KeyError: 'x' (please report this)"),
        (type("PanicException", (BaseException,), {})("index"),
         "unexpected PanicException: index (please report this)"),
    ],
    ids=["ours", "file", "system", "bug", "panic"],
)  # fmt: skip
def test_every_error_is_one_line_and_exit_2(
    error: BaseException,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("factcheck.api.open_store", fail)

    assert main(["db", "init"]) == 2
    assert tuple(capsys.readouterr()) == ("", f"factcheck: error: {told}\n")


def test_output_is_utf8_whatever_the_locale(process: Run, folder: Path) -> None:
    (folder / "f.csv").write_text("id,statement\nè,La città è «là».\n", "utf-8")
    process("facts", "import", "f.csv")

    done = process("facts", "list", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")

    assert done.stdout.startswith("è ")
    assert "La città è «là»." in done.stdout


def test_a_written_file_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")

    with streams.written_output(target) as write:
        write("nuovo ")
        assert target.read_text("utf-8") == "old"
        write("è\n")

    assert target.read_bytes() == "nuovo è\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"), streams.written_output(target) as write:
        write("new")

    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.txt", tmp_path / "link.txt"
    target.write_text("old", "utf-8")
    link.symlink_to(target)

    with streams.written_output(link) as write:
        write("new")

    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    with streams.written_output(Path(os.devnull)) as write:
        write("text")

    assert not Path(os.devnull).is_file()


def test_an_input_is_never_the_output(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("text", "utf-8")
    (tmp_path / "same.txt").symlink_to(article)

    with pytest.raises(ConfigError, match=r"same\.txt: is read by"):
        streams.refuse_output(tmp_path / "same.txt", (str(article),))


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb"],
)
def test_colour_is_for_terminals_that_want_it(
    variables: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert streams.wants_color() is wanted


@pytest.mark.parametrize(("columns", "used"), [("60", 60), ("500", 110), ("", 80)])
def test_the_width_is_the_terminals_within_reason(
    columns: str, used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert streams.width() == used


def test_a_file_that_a_pattern_reads_is_never_the_output(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is read by"):
        streams.refuse_output(tmp_path / "new.txt", (f"{tmp_path}/*.txt",))


def test_no_progress_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Checking") as bar, bar.lifted():
        assert bar.steps is None
        bar.text_done()
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_what_is_done_and_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Checking") as bar:
        assert bar.steps is not None
        bar.steps(3, 9)
        bar.text_done()
        with bar.lifted():
            sys.stdout.write("a report\n")
    shown = capsys.readouterr()

    assert shown.out == "a report\n"
    assert "Checking · 1" in shown.err
    assert shown.err.rstrip("\n").endswith("\x1b[2K")  # the line is cleared at the end
