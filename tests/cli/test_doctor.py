from __future__ import annotations

import io
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from factcheck import __version__
from factcheck.cli import health, main
from factcheck.cli.health import Finding, findings
from tests.cli.conftest import FIXTURES, Run


def _told(run: Run, *options: str | Path, **variables: str) -> dict[str, Any]:
    done = run("doctor", "--format", "json", *options, **variables)
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if told["ok"] else 2)
    errors = [line.removeprefix("factcheck: error: ") for line in done.stderr.splitlines()]
    assert errors == told["problems"]
    return told


def _found(area: str, db: Path | None = None) -> list[Finding]:
    return [one for one in findings(str(db) if db else None) if one.area == area]


def test_a_sound_installation_is_well_and_nothing_is_written(run: Run, folder: Path) -> None:
    told = _told(run)

    assert told["ok"]
    assert told["versions"]["factcheck"] == __version__
    assert told["versions"]["python"].startswith(f"{sys.version_info.major}.")
    assert told["libraries"]["rapidfuzz"] == metadata.version("rapidfuzz")
    assert told["store"]["writable"] == "yes"
    assert told["languages"]["it"] == "complete"
    assert "syntax" in told["languages"]["de"]
    assert told["demonstration"]["verdicts"] == "refuted, supported"
    assert list(folder.iterdir()) == []


def test_the_text_says_the_same_as_the_json(run: Run) -> None:
    told = _told(run)
    shown = run("doctor").stdout

    for area in set(told) - {"schema", "ok", "problems"}:
        assert f"\n{area}" in f"\n{shown}"
        assert all(name in shown and value in shown for name, value in told[area].items())


def test_a_store_is_told_with_what_it_holds(run: Run, facts: Path) -> None:
    run("facts", "import", facts, "--db", "my.db")
    told = _told(run, "--db", "my.db")

    assert told["store"]["path"] == "my.db"
    assert told["store"]["content"] == "3 facts, 0 claims, 0 runs"
    assert told["store"]["derived"].endswith("my.db.derived")


def test_a_place_that_cannot_be_written_is_a_problem(run: Run, article: Path) -> None:
    told = _told(run, "--db", article / "my.db")  # below a file: not even root can write there

    assert told["store"]["writable"] == "no"
    assert len(told["problems"]) == 2
    assert all("cannot be written" in problem for problem in told["problems"])


def test_a_store_whose_derived_folder_is_a_file_is_a_problem(run: Run, folder: Path) -> None:
    (folder / "claims.db.derived").write_text("in the way", "utf-8")
    told = _told(run)

    assert [problem.partition(":")[0] for problem in told["problems"]] == ["claims.db.derived"]


def test_a_file_that_is_no_store_is_a_problem(run: Run, article: Path) -> None:
    told = _told(run, "--db", article)

    assert len(told["problems"]) == 1
    assert "not a factcheck store" in told["problems"][0]


@pytest.mark.parametrize(
    ("table", "content"),
    [("grammar", "negators = ["), ("numbers", "units = 3"), ("dates", "[[rules]]\nread = 'moon'")],
    ids=["no-toml", "wrong-type", "unknown-reading"],
)
def test_a_language_with_a_broken_table_is_named(
    process: Run, folder: Path, table: str, content: str
) -> None:
    own = folder / "own" / "nl"
    own.mkdir(parents=True)
    (own / "grammar.toml").write_text("", "utf-8")
    (own / f"{table}.toml").write_text(content, "utf-8")
    told = _told(process, FACTCHECK_LANGUAGES="own")

    assert any(problem.startswith("language nl: ") for problem in told["problems"])


def test_a_place_of_languages_that_is_none_is_a_problem(process: Run) -> None:
    told = _told(process, FACTCHECK_LANGUAGES="nowhere")

    assert "FACTCHECK_LANGUAGES: nowhere is not a folder" in told["problems"]


def test_a_missing_extra_is_no_problem_and_tells_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _hide(monkeypatch, "trafilatura")
    web = next(one for one in _found("extras") if one.name == "web")

    assert web.value.startswith('pip install "factcheck-verifier[web]"')
    assert "missing: trafilatura" in web.value
    assert web.problem == ""


def test_a_missing_library_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    _hide(monkeypatch, "rapidfuzz")
    bad = [one for one in _found("libraries") if one.problem]

    assert [one.name for one in bad] == ["rapidfuzz"]
    assert 'pip install "rapidfuzz' in bad[0].problem


def test_a_library_that_is_too_old_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: "1.0" if name == "rich" else version(name)
    )
    bad = [one for one in _found("libraries") if one.problem]

    assert [one.name for one in bad] == ["rich"]
    assert "rich 1.0 is not >=" in bad[0].problem


def test_extras_are_those_of_the_package() -> None:
    told = metadata.metadata("factcheck-verifier").get_all("Provides-Extra") or ()

    assert [one.name for one in _found("extras")] == list(told)


def test_a_terminal_without_the_signs_of_a_report_is_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    (encoding,) = _found("terminal")

    assert encoding.value == "ascii"
    assert "PYTHONUTF8" in encoding.problem


def test_a_check_that_goes_wrong_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(health, "_TEXT", "Rome is the capital of Italy. Nobody knows.")
    code = main(["doctor", "--db", str(tmp_path / "my.db")])

    assert code == 2
    assert "instead of refuted, supported" in capsys.readouterr().err


def test_the_demonstration_store_is_named_as_such(run: Run, folder: Path) -> None:
    copy = folder / "copy.db"
    copy.write_bytes((FIXTURES.parent / "claims.db").read_bytes())

    assert _told(run, "--db", copy)["store"]["content"].startswith("demonstration store, ")


def _hide(monkeypatch: pytest.MonkeyPatch, hidden: str) -> None:
    version = metadata.version

    def found(name: str) -> str:
        if name == hidden:
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", found)
