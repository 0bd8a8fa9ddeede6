"""Stores as commands open them: most read one that exists, few may create it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from factcheck.errors import ConfigError

if TYPE_CHECKING:
    from factcheck.store import Store


@contextmanager
def stored(db: str | None) -> Iterator[Store]:
    """Yield the store at ``db`` for reading; raise ``ConfigError`` when there is none."""
    from factcheck.api import open_store

    with open_store(db, create=False) as store:
        yield store


@contextmanager
def existing_store(db: str | None, *, wanted: bool, read_only: bool) -> Iterator[Store | None]:
    """Yield the store at ``db``, or ``None`` when it is not ``wanted`` or does not exist yet."""
    from factcheck.api import open_store

    try:
        store = open_store(db, create=False, read_only=read_only) if wanted else None
    except ConfigError:
        store = None
    if store is None:
        yield None
        return
    with store:
        yield store


def refuse_bad_facts(db: str | None, file: str, options: Mapping[str, Any]) -> None:
    """Raise what importing ``file`` would, before a store is created for it.

    An existing store needs no such care: its import is one transaction.
    """
    from factcheck.sources import read_facts

    with existing_store(db, wanted=True, read_only=True) as store:
        if store is not None:
            return
    reading = {key: options[key] for key in ("dates", "form", "ignore_unknown", "skip_bad")}
    for _ in read_facts(file, **reading):
        pass
