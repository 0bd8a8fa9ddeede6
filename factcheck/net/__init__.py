"""An address -> what stands there: the one way in which anything here uses the network."""

from factcheck.net.cache import Cache
from factcheck.net.fetching import fetch
from factcheck.net.settings import Fetched, Limits, Pace, Settings, World
from factcheck.net.urls import redacted

__all__ = [
    "Cache", "Fetched", "Limits", "Pace", "Settings", "World", "fetch", "redacted",
]  # fmt: skip
