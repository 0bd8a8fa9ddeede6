"""Where what is derived from a store lives: beside it, else in the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path

from factcheck.text import content_id


def derived_folder(store: Path | None) -> Path | None:
    """Return the folder for the index of the store at ``store``; ``None`` for one in memory.

    A store in a place that cannot be written keeps its index in the cache folder of the user.
    """
    if store is None:
        return None
    beside = store.with_name(f"{store.name}.derived")
    if os.access(beside if beside.exists() else store.parent, os.W_OK):
        return beside
    from platformdirs import user_cache_path

    return user_cache_path("factcheck") / content_id(str(store.resolve()))
