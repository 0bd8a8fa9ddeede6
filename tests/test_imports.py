"""``import factcheck`` is light: everything heavy waits until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "tantivy", "sqlalchemy", "alembic", "numpy", "rich", "babel", "simplemma", "Stemmer",
    "py3langid", "jinja2", "requests", "rapidfuzz", "syntok", "anyascii", "click",
    "lxml", "trafilatura", "onnxruntime", "tokenizers", "huggingface_hub", "torch", "transformers",
)  # fmt: skip


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("import factcheck", id="package"),
        pytest.param("import factcheck; factcheck.__version__", id="version"),
        pytest.param("import factcheck; dir(factcheck); factcheck.__all__", id="listing"),
        pytest.param("from factcheck import FactcheckError, StoreError", id="errors"),
        pytest.param("from factcheck import Fact, Rating, Report, Span", id="records"),
    ],
)
def test_nothing_heavy_is_loaded(statement: str) -> None:
    loaded = run(f"{statement}\nimport sys; print(sorted(set({HEAVY!r}) & set(sys.modules)))")
    assert loaded == "[]"


def test_the_store_loads_its_library_when_first_named() -> None:
    code = "import sys, factcheck; factcheck.Store; print('sqlalchemy' in sys.modules)"
    assert run(code) == "True"


def test_rules_alone_load_no_library_of_models() -> None:
    code = (
        "import sys, factcheck\n"
        "facts = [{'statement': 'Rome is in Italy.'}]\n"
        "factcheck.check_text('Rome is not in Italy.', facts=facts, model='none')\n"
        "print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"
    )
    assert run(code) == "False False"


def test_checking_a_text_needs_no_database_library() -> None:
    code = (
        "import sys, factcheck\n"
        "factcheck.check_text('Rome is in Italy.', facts=[])\n"
        "print('sqlalchemy' in sys.modules)"
    )
    assert run(code) == "False"
