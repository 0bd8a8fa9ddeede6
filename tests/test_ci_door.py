"""The pre-commit hook and the GitHub Action: what they run stops a draft with a wrong number."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import environment
from tests.conftest import ROOT

FACTS = "statement,source,published\nThe bridge over the strait cost 12 million euros.,Ansa,2011\n"
RIGHT = "The bridge over the strait cost 12 million euros.\n"
WRONG = "The bridge over the strait cost 15 million euros.\n"
DRAFTS = pytest.mark.parametrize(
    ("draft", "code"), [(WRONG, 1), (RIGHT, 0)], ids=["wrong number", "right number"]
)

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
(CHECK,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with facts and a text that agrees with them."""
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    (tmp_path / "other.txt").write_text(RIGHT, "utf-8")
    return tmp_path


def _hook(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run the hook as pre-commit does: entry, args, then the files that are committed."""
    program, *entry = shlex.split(HOOK["entry"])
    assert program == "factcheck"
    return subprocess.run(
        [sys.executable, "-m", program, *entry, "--facts", "facts.csv", *files],
        cwd=folder, env=environment(), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def _action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the action with ``inputs``, the others as they are by default."""
    given = {name: entry.get("default", "") for name, entry in ACTION["inputs"].items()} | inputs
    variables = {
        name: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]
        for name, value in CHECK["env"].items()
    }
    files = {name: str(folder / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],  # noqa: S607
        cwd=folder, env=environment(PATH=path, **files, **variables), capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


@DRAFTS
def test_the_hook_stops_a_wrong_number(draft: str, code: int, folder: Path) -> None:
    (folder / "draft.md").write_text(draft, "utf-8")
    done = _hook(folder, "other.txt", "draft.md")

    assert (done.returncode, done.stderr) == (code, "")
    told = " ".join(done.stdout.split())
    assert ("says “15 million euros”; the fact says “12 million euros”" in told) == (code == 1)
    assert not (folder / "claims.db").exists()


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("a.md", True), ("b/c.txt", True), ("d.html", True), ("e.htm", True), ("f.py", False),
     ("facts.csv", False), ("md", False)],
)  # fmt: skip
def test_the_hook_is_given_texts(name: str, chosen: bool) -> None:
    assert bool(re.search(HOOK["files"], name)) == chosen


def test_the_hook_installs_what_pages_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert HOOK["additional_dependencies"] == project["optional-dependencies"]["web"]
    assert HOOK["language"] == "python"


@DRAFTS
def test_the_action_stops_a_wrong_number_and_leaves_its_report(
    draft: str, code: int, folder: Path
) -> None:
    (folder / "draft.md").write_text(draft, "utf-8")
    done = _action(folder, paths="draft.md\nother.txt\n", facts="facts.csv", date="2024-11-16")
    report: dict[str, Any] = json.loads((folder / "factcheck.sarif").read_text("utf-8"))

    assert (done.returncode, done.stderr) == (code, "")
    assert [r["level"] for r in report["runs"][0]["results"]] == ["error"] * code
    assert (folder / "github_output").read_text() == "report=factcheck.sarif\n"
    assert (folder / "github_step_summary").read_text("utf-8").startswith("# draft.md\n")
    assert not (folder / "claims.db").exists()


def test_the_action_takes_hostile_inputs_as_names(folder: Path) -> None:
    done = _action(folder, paths="--help\n$(touch evil)\n`touch evil`", facts="facts.csv")

    assert done.returncode == 2
    assert "--help" in done.stderr
    assert not (folder / "evil").exists()


def test_no_input_is_put_into_a_script() -> None:
    assert [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")] == []


def test_every_input_of_the_action_is_used_and_explained() -> None:
    used = {re.sub(r"\W*\$\{\{ inputs\.|\W*\}\}", "", value) for value in CHECK["env"].values()}

    assert used == set(ACTION["inputs"])
    assert all(entry["description"] for entry in ACTION["inputs"].values())
    assert set(ACTION["inputs"]) >= {"paths", "facts", "date", "lang", "fail-on", "format"}


def test_both_leave_the_store_alone() -> None:
    assert "--no-save" in shlex.split(HOOK["entry"])
    assert "options=(--no-save)" in CHECK["run"]
    assert CHECK["run"].count("factcheck check") == CHECK["run"].count('"${options[@]}"')
