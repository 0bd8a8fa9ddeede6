"""Here the default model is the package's own choice, whatever other tests are told."""

from __future__ import annotations

import pytest

from factcheck.models.catalogue import VARIABLE


@pytest.fixture(autouse=True)
def default_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what ``default`` stands for in the rest of the suite."""
    monkeypatch.delenv(VARIABLE, raising=False)
