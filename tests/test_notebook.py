"""``docs/notebook.ipynb``: its cells run, and show what is stored in the file."""

from __future__ import annotations

import runpy
import subprocess
import sys
from typing import Any

import nbformat
import pytest

from tests.cli.conftest import environment
from tests.conftest import ROOT

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "run_notebook.py"))
PATH = ROOT / "docs" / "notebook.ipynb"
STORED = nbformat.reads(PATH.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook run anew, in a process that may talk to its kernel."""
    target = tmp_path_factory.mktemp("notebook") / "fresh.ipynb"
    command = [sys.executable, str(ROOT / "scripts" / "run_notebook.py"), str(target)]
    subprocess.run(command, check=True, env=environment())
    return nbformat.reads(target.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def test_cells_show_what_is_stored(fresh: Any) -> None:
    assert SCRIPT["shown"](fresh) == SCRIPT["shown"](STORED), "not current: make docs"


def test_nothing_is_noise(fresh: Any) -> None:
    streams = [
        output
        for cell in fresh.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream"
    ]

    assert streams
    assert {output.name for output in streams} == {"stdout"}  # no bars, no warnings
    assert max(map(len, SCRIPT["shown"](fresh))) < 6_000


def test_the_file_is_a_valid_notebook_without_traces_of_a_machine() -> None:
    nbformat.validate(STORED)
    written = PATH.read_text("utf-8")

    assert str(ROOT) not in written
    assert "execution" not in {key for cell in STORED.cells for key in cell.metadata}
