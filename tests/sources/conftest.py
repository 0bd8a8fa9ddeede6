"""Sites on loopback that play the services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.net.server import Days, Site, serving
from tests.sources.wikibase import LABELS, Service


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def service(site: Site) -> Service:
    made = Service({one["id"]: one for one in LABELS}, [])
    site.replies = made  # type: ignore[assignment]
    return made
