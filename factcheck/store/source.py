"""Another store as a source of facts: as they stand there now, under the ids they have there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.model import Fact
from factcheck.store.store import Store


class StoredFacts:
    """The current facts of the store at ``path``, read anew each time; nothing there changes."""

    skipped: tuple[()] = ()
    """No fact of a store is bad."""

    def __init__(self, path: str) -> None:
        self.name = path

    def __iter__(self) -> Iterator[Fact]:
        """Yield the facts by id, their versions and collections left behind.

        Raises ``StoreError`` for a file that is no store, or not one of this version.
        """
        with Store(self.name, read_only=True) as store:
            for fact in store.facts():
                yield replace(fact, version=1, collection="")
