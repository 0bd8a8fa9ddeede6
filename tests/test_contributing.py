"""The worked examples of CONTRIBUTING.md, run as they are printed."""

from __future__ import annotations

import ast
import importlib
import re
import runpy
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from factcheck import check_text, registry
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS: list[tuple[str, str]] = [
    (path, block)
    for paths, block in re.findall(r"((?:(?!```).)*)```(?:python|sh)\n(.*?)```", TEXT, re.DOTALL)
    for path in re.findall(r"`((?:factcheck|tests)/\S+\.py)`:\n\n$", paths)
]
EXAMPLES = {
    "comparator": (
        "factcheck/comparators/clock.py",
        "COMPARATORS",
        "tests/comparators/test_clock.py",
    ),
    "renderer": (
        "factcheck/renderers/lines.py",
        "RENDERERS",
        "tests/renderers/test_lines.py",
    ),
}


def _block(path: str, containing: str = "") -> str:
    (block,) = [code for place, code in BLOCKS if place == path and containing in code]
    return block


def _install(path: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the example's file where ``path`` says, by way of ``folder``; return its module."""
    name = path.removesuffix(".py").replace("/", ".")
    package = importlib.import_module(name.rpartition(".")[0])
    assert not (ROOT / path).exists(), "the example is no longer a new file"
    (folder / Path(path).name).write_text(_block(path), "utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


@pytest.fixture
def install(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """A function that adds an example's file and its line in the registry, until the test ends."""

    def add(kind: str) -> None:
        path, table, _ = EXAMPLES[kind]
        name = _install(path, tmp_path, monkeypatch)
        request.addfinalizer(lambda: sys.modules.pop(name, None))
        line: Mapping[str, str] = ast.literal_eval(
            "{" + _block("factcheck/registry.py", name) + "}"
        )
        monkeypatch.setattr(registry, table, {**getattr(registry, table), **line})

    return add


def _tests_of(kind: str, folder: Path) -> dict[str, Callable[[], None]]:
    path = folder / "example_tests.py"
    path.write_text(_block(EXAMPLES[kind][2]), "utf-8")
    found: dict[str, Any] = runpy.run_path(str(path))
    return {name: test for name, test in found.items() if name.startswith("test_")}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_tests_of_the_example_pass(
    kind: str, install: Callable[[str], None], tmp_path: Path
) -> None:
    install(kind)
    tests = _tests_of(kind, tmp_path)

    assert tests
    for test in tests.values():
        test()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_tests_of_the_example_fail_without_it(kind: str, tmp_path: Path) -> None:
    failed = []
    for name, test in _tests_of(kind, tmp_path).items():
        try:
            test()
        except Exception:  # an assertion, or an unknown component
            failed.append(name)

    assert failed


def test_the_new_comparator_changes_a_verdict(install: Callable[[str], None]) -> None:
    fact = {"statement": "The first train left Rome for Milan at 9:40 on 3 May 2021."}
    text = "The first train left Rome for Milan at 10:55 on 3 May 2021."
    before = check_text(text, facts=[fact]).assessments[0].verdict
    install("comparator")

    assert before != "refuted"
    assert check_text(text, facts=[fact]).assessments[0].verdict == "refuted"


@pytest.mark.parametrize("path", sorted({path for path, _, _ in EXAMPLES.values()}))
def test_the_example_is_written_as_our_code_is(path: str) -> None:
    block = _block(path)
    assert ast.get_docstring(ast.parse(block))
    assert max(map(len, block.splitlines())) <= 100


def test_the_set_up_command_is_the_one_that_is_run() -> None:
    assert re.findall(r"```sh\n(.*?)\n```", TEXT, re.DOTALL)[0] in (ROOT / ".ci/run").read_text()
