"""The names the library promises: adding or losing one is a decision, not an accident."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import factcheck
from factcheck import errors

ERRORS = (
    "ConfigError", "FactSourceError", "FactcheckError", "FetchError", "IndexingError",
    "LoadError",
    "MissingDependencyError", "ModelError", "NotFoundError", "SchemaVersionError", "StoreBusyError",
    "StoreError", "UnknownComponentError", "UnreadableTextsError",
    "UnsupportedFormatError",
)  # fmt: skip
HOMES = {
    "factcheck.api": ("check_file", "check_text", "extract_file", "extract_text", "import_facts"),
    "factcheck.errors": ERRORS,
    "factcheck.model": (
        "Assessment", "Claim", "Comparison", "Document", "ExtractedClaim", "Extraction", "Fact",
        "Match", "Part", "PartAssessment", "Rating", "Reason", "Report", "Role", "Span", "Stance",
        "Verdict",
    ),
    "factcheck.store": ("Store",),
    "factcheck.verifier": ("Verifier",),
}  # fmt: skip
NAMES = [(module, name) for module, names in HOMES.items() for name in names]


def test_all_lists_exactly_the_public_names() -> None:
    promised = {name for _, name in NAMES} | {"__version__"}
    assert set(factcheck.__all__) == promised
    assert len(factcheck.__all__) == len(promised)


@pytest.mark.parametrize(("module", "name"), NAMES, ids=[name for _, name in NAMES])
def test_a_public_name_is_the_one_from_its_module(module: str, name: str) -> None:
    assert getattr(factcheck, name) is getattr(import_module(module), name)


def test_every_error_of_ours_is_public() -> None:
    ours = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.FactcheckError)
    }
    assert ours == set(ERRORS)


def test_the_version_is_three_numbers() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", factcheck.__version__)


def test_a_star_import_gives_every_name() -> None:
    code = "from factcheck import *; import factcheck; print(set(factcheck.__all__) - set(dir()))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "set()"


def test_names_are_listed_before_they_are_loaded() -> None:
    code = "import factcheck; print('Store' in dir(factcheck), 'Store' in vars(factcheck))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["True", "False"]


@pytest.mark.parametrize("name", ["check_txt", "store_", "Errror", "NoSuchError", "_Store", ""])
def test_an_unknown_name_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=re.escape(repr(name))):
        getattr(factcheck, name)


def test_facts_are_imported_from_a_path_of_either_sort(tmp_path: Path) -> None:
    source = tmp_path / "capitals.csv"
    source.write_text("statement,lang\nRome is the capital of Italy.,en\n", encoding="utf-8")
    with factcheck.Store(tmp_path / "claims.db") as store:
        first = factcheck.import_facts(store, source)
        again = factcheck.import_facts(store, str(source))

    assert (first.collection, first.added) == ("capitals", 1)
    assert (again.added, again.unchanged) == (0, 1)


def test_a_date_may_be_written_out() -> None:
    text = "The bridge was closed on Friday."
    written = factcheck.check_text(text, facts=[], date="2024-11-16")
    assert written == factcheck.check_text(text, facts=[], date=date(2024, 11, 16))
    assert written.documents[0].document.date == date(2024, 11, 16)


@pytest.mark.parametrize("wrong", ["16/11/2024", "2024-11", "today", ""])
def test_another_writing_of_a_date_is_one_clear_error(wrong: str) -> None:
    with pytest.raises(factcheck.ConfigError, match=r"is not a day written YYYY-MM-DD"):
        factcheck.check_text("A text.", facts=[], date=wrong)
