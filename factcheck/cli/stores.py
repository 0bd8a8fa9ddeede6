"""Stores as commands open them: most read one that exists, few may create it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factcheck.errors import ConfigError

if TYPE_CHECKING:
    from factcheck.model import Fact
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


def refuse_bad_facts(db: str | None, source: Iterable[Fact]) -> None:
    """Raise what importing ``source`` would, before a store is created for it.

    An existing store needs no such care: its import is one transaction.
    """
    with existing_store(db, wanted=True, read_only=True) as store:
        if store is not None:
            return
    for _ in source:
        pass
