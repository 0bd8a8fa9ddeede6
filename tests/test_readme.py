"""README.md: its commands, its report and its example are what the program does today."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.model import Rating, Verdict
from factcheck.sources.rows import COLUMNS
from tests.cli.conftest import environment
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
LINKS = re.findall(r"\]\(([^)#:]+)\)", README)


@pytest.fixture
def script() -> dict[str, Any]:
    """The names of the script that puts the report into the README."""
    return runpy.run_path(str(ROOT / "scripts" / "refresh_readme.py"))


def test_report_and_claims_are_what_the_commands_print_today(script: dict[str, Any]) -> None:
    report = script["printed"](script["first_command"](README))
    fresh = script["refreshed"](README, report, script["run"](*script["EXTRACT"]))
    assert steady(fresh) == steady(README), "README.md is not current: make docs"


def steady(text: str) -> str:
    """Return ``text`` without the shares whose last digit may depend on the processor."""
    return re.sub(r"(?<=confidenza )\d+%|p = \d[.,]\d+", "…", text)


def test_the_report_shows_support_a_clash_and_the_summary(script: dict[str, Any]) -> None:
    shown = README.partition(script["BEGIN"])[2].partition(script["END"])[0]
    assert "\n✓ " in shown
    assert "\n✗ " in shown
    assert "\nRiepilogo " in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_first_command_sets_up_and_checks_a_fixture() -> None:
    words = shlex.split(COMMANDS[0])
    assert words[:3] == ["python3", "-m", "venv"]
    assert (ROOT / words[words.index("check") + 1]).is_file()
    assert "\n" not in COMMANDS[0]


def test_the_second_command_is_the_one_that_ci_runs() -> None:
    assert COMMANDS[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_example_is_short_and_prints_what_it_says(tmp_path: Path) -> None:
    (example,) = PYTHON
    promised = re.search(r"It prints:\n\n```text\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{example}"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert promised is not None
    assert done.stdout == promised[1]
    assert list(tmp_path.iterdir()) == []
    assert sum(line not in ("[", "]") and bool(line) for line in example.splitlines()) <= 11


def test_every_column_rating_and_verdict_is_explained() -> None:
    named = set(re.findall(r"`([a-z_]+)`", README))
    assert named >= {*COLUMNS, *Rating, *Verdict}


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_links_lead_to_files(link: str) -> None:
    assert (ROOT / link).is_file()


def test_the_draft_is_stopped_as_shown(tmp_path: Path) -> None:
    shown = re.search(
        r"```text\n\$ factcheck (check draft[^\n]+)\n(.*?)\n\$ echo", README, re.DOTALL
    )
    assert shown is not None
    (tmp_path / "draft.md").write_text(
        "The bridge over the strait cost 15 million euros.\n", "utf-8"
    )
    row = "bridge,The bridge over the strait cost 12 million euros.,Reuters,2011-06-02"
    (tmp_path / "facts.csv").write_text(f"id,statement,source,published\n{row}\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", *shown[1].split()],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, env=environment(),
    )  # fmt: skip

    assert done.returncode == 1
    assert shown[2].split("[…]\n")[1] in done.stdout
