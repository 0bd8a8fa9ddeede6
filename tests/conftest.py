"""Shared by every test: the repository's root and a store per test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from factcheck.store import Store

settings.register_profile("factcheck", deadline=None)  # first examples load tables; no timed test
settings.load_profile("factcheck")

# Tests judge by rules alone unless they name a model: the shipped one takes time, and the last
# decimals of what it says depend on the processor.
os.environ["FACTCHECK_MODEL"] = "none"

ROOT = Path(__file__).resolve().parent.parent

LONGEST = (
    "quality/test_with_model.py",
    "quality/test_other_tables.py",
    "quality/test_floors.py",
    "test_tutorials.py",
)
"""Files of minutes: a worker takes a file whole, so one left for the end keeps the others idle."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files begin, and leave the others in whatever order they come."""
    place = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))


@pytest.fixture
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store in a real file."""
    with Store(tmp_path / "claims.db") as fresh:
        yield fresh
