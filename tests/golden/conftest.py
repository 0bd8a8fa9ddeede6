"""``pytest tests/golden --update-golden`` writes the expected outputs anew, for review."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden outputs anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden outputs are written instead of compared."""
    return bool(request.config.getoption("--update-golden", default=False))
