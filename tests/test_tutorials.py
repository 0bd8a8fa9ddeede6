"""The pages that are followed: every command prints what they show."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.long

DOCS = ROOT / "docs"
FOLLOWED = runpy.run_path(str(ROOT / "scripts" / "run_docs.py"))
PAGES = sorted(DOCS.glob("*.md"))


def _page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", FOLLOWED["PAGES"])
def test_commands_print_what_the_page_shows(name: str, tmp_path: Path) -> None:
    fresh = FOLLOWED["followed"](_page(name), tmp_path)

    assert fresh == _page(name), f"docs/{name} is not current: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_with_commands_is_followed(page: Path) -> None:
    shows = "```console" in page.read_text("utf-8")

    assert shows == (page.name in FOLLOWED["PAGES"])


def test_a_page_is_followed_in_order_with_its_files(tmp_path: Path) -> None:
    page = (
        "A file, `a/b.txt`:\n\n```text\nit's \\ $HOME\n```\n\n"
        "```console\n$ cat a/b.txt\nold\n$ false\n$ echo $?\n$ for n in 1 2; do\n"
        "> echo $n\n> done\n```\n\n```text\n$ no command\n```\n"
    )
    fresh = FOLLOWED["followed"](page, tmp_path)

    assert "$ cat a/b.txt\nit's \\ $HOME\n$ false\n$ echo $?\n1\n" in fresh
    assert "> done\n1\n2\n```\n" in fresh
    assert fresh.endswith("```text\n$ no command\n```\n")
    assert FOLLOWED["followed"](fresh, _empty(tmp_path / "again")) == fresh


@pytest.mark.parametrize(
    "broken", ["```console\n$ exit 3\n$ echo after\n```\n"], ids=["the-shell-ends"]
)
def test_a_page_that_stops_half_way_is_an_error(broken: str, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="printed nothing"):
        FOLLOWED["followed"](broken, tmp_path)


def test_the_index_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([\w.]+)(?:#[\w-]+)?\)", _page("README.md")))

    assert linked >= {page.name for page in PAGES} - {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_anchors_lead_to_headings(page: Path) -> None:
    for name, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", page.read_text("utf-8")):
        target = DOCS / name if name else page
        headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.M)
        assert anchor in {_slug(heading) for heading in headings}, (name, anchor)


def test_the_figures_of_the_limits_are_measured_ones() -> None:
    measured = _page("benchmarks.md") + _page("verdicts.md")
    told = re.findall(r"(?<![\d.])0?(\.\d\d)(?!\d)|(\d+) %", _page("limits.md"))

    assert len(told) > 10
    assert [one for one in told if not _stands(one, measured)] == []


def _stands(figure: tuple[Any, ...], measured: str) -> bool:
    share, percent = figure
    return share in measured if share else f"{percent} %" in measured


def _slug(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder
