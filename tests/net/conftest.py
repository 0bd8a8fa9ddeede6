"""A site on loopback and a clock of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.net.server import Days, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that answers 404 until told otherwise."""
    with serving() as running:
        yield running


@pytest.fixture
def days() -> Days:
    """A clock that stands still until somebody sleeps."""
    return Days()
