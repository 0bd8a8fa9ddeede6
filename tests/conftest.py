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

# Commands that tests start keep what Python compiles, as a user's do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _takes_minutes(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first: a worker that began one last would leave the others waiting."""
    items.sort(key=lambda item: not _takes_minutes(item))


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store in a real file."""
    with Store(tmp_path / "claims.db") as fresh:
        yield fresh
