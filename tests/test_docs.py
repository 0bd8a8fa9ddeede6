"""The documents beside README.md: current, complete and without dead ends."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest
import yaml

import factcheck
from factcheck import __version__
from factcheck.loaders import TEXT_SUFFIXES
from factcheck.model import BlockKind, DateSource, Reason, Role, Stance, Verdict
from factcheck.registry import COMPARATORS, RENDERERS, RETRIEVERS
from factcheck.renderers.records import COLUMNS as ROW_COLUMNS
from factcheck.sources.rows import COLUMNS
from tests.conftest import ROOT

PAGES = [
    *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
LINKS = [
    (page, link)
    for page in PAGES
    for link in sorted(set(re.findall(r"\]\(([\w./-]+)(?:#[^)]*)?\)", page.read_text("utf-8"))))
]


def _words(text: str) -> list[str]:
    return text.split()  # versions of click break lines and space columns differently


def _coded(name: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", (ROOT / name).read_text("utf-8")))


def test_the_command_line_page_is_what_help_says_today() -> None:
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    current = runpy.run_path(str(ROOT / "scripts" / "write_cli_docs.py"))["page"]()
    assert _words(written) == _words(current), "docs/cli.md is not current: make docs"


def test_the_library_page_is_what_docstrings_say_today() -> None:
    written = (ROOT / "docs" / "api.md").read_text("utf-8")
    script = runpy.run_path(str(ROOT / "scripts" / "write_api_docs.py"))
    assert _words(written) == _words(script["page"]()), "docs/api.md is not current: make docs"
    headings = set(re.findall(r"^### `(\w+)`$", written, re.M))
    assert headings >= {*factcheck.__all__} - {"__version__"}


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{p.name}:{link}" for p, link in LINKS])
def test_links_lead_to_files(page: Path, link: str) -> None:
    assert (page.parent / link).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"`((?:factcheck|tests|docs|scripts|benchmarks|fixtures)/[\w./-]+)`",
                       page.read_text("utf-8"))  # fmt: skip
    examples = {"clock.py", "lines.py", "test_clock.py", "test_lines.py"}
    missing = [n for n in named if not (ROOT / n).exists() and Path(n).name not in examples]
    assert missing == []


def test_every_verdict_reason_role_and_stance_is_explained() -> None:
    assert _coded("docs/verdicts.md") >= {*Verdict, *Reason, *Role, *Stance, *COMPARATORS}


def test_every_column_is_explained() -> None:
    assert _coded("docs/facts.md") >= set(COLUMNS)


def test_every_format_kind_and_source_of_a_date_is_explained() -> None:
    written = (ROOT / "docs" / "texts.md").read_text("utf-8")
    keys = {"text", "id", "title", "date", "lang", "source"}
    assert _coded("docs/texts.md") >= {*BlockKind, *DateSource, *keys}
    assert {suffix for suffix in TEXT_SUFFIXES if f"`{suffix}`" not in written} == set()


def test_every_format_column_and_input_is_explained() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    written = (ROOT / "docs" / "formats.md").read_text("utf-8")
    named = {*re.findall(r"`([a-z_-]+)`", written)}

    assert named >= {*RENDERERS, *ROW_COLUMNS, *inputs}


def test_every_component_is_in_the_architecture() -> None:
    assert _coded("ARCHITECTURE.md") >= {*COMPARATORS, *RENDERERS, *RETRIEVERS}


def test_the_layers_of_the_architecture_are_the_ones_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    checked = [
        re.sub(r"factcheck\.", "", layer).replace(" | ", " ").split()
        for layer in contract["layers"]
    ]
    drawn = re.search(r"```layers\n(.*?)```", (ROOT / "ARCHITECTURE.md").read_text(), re.DOTALL)

    assert drawn is not None
    assert [line.split() for line in drawn[1].splitlines()] == checked


def test_the_changelog_has_this_version_and_a_place_for_the_next() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[:2] == ["Unreleased", __version__]
