"""Run ``docs/notebook.ipynb`` and keep what its cells print today: ``make docs``.

With a path the result is written there and the notebook is left as it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "notebook.ipynb"
_SECONDS = 300
"""Longest a cell may take: the first check reads dictionaries."""


class _ThisPython(KernelSpecManager):
    """Knows one kernel: the Python that runs this, wherever kernels are installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


def executed(notebook: NotebookNode) -> NotebookNode:
    """Return a copy of ``notebook`` run from top to bottom in an empty folder."""
    fresh = nbformat.from_dict(notebook)
    with TemporaryDirectory() as folder:
        client = NotebookClient(
            fresh, timeout=_SECONDS, kernel_name="python3",
            resources={"metadata": {"path": folder}},
        )  # fmt: skip
        client.create_kernel_manager()
        client.km.kernel_spec_manager = _ThisPython()
        client.execute(env=os.environ | {"PYTHONPATH": str(ROOT), "FACTCHECK_MODEL": "none"})
    return _without_traces(fresh)


def _without_traces(notebook: NotebookNode) -> NotebookNode:
    """Return ``notebook`` without what differs from run to run and from machine to machine."""
    notebook.metadata = NotebookNode(
        kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"},
        language_info={"name": "python"},
    )
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = NotebookNode()
    return notebook


def shown(notebook: NotebookNode) -> list[str]:
    """Return what each cell shows as text and HTML, but for those that want pandas."""
    return [
        "".join(map(_text, cell.outputs))
        for cell in notebook.cells
        if cell.cell_type == "code" and "import pandas" not in cell.source
    ]


def _text(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    return f"{output.data.get('text/plain', '')}\n{output.data.get('text/html', '')}"


if __name__ == "__main__":
    fresh = executed(nbformat.read(TARGET, as_version=4))
    nbformat.write(fresh, Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
