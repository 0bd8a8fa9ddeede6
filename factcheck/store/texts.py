"""The stored texts: listed, and deleted so that no byte of them stays in the file or its log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Engine, func, select

from factcheck.errors import NotFoundError, StoreError
from factcheck.store import removing, searching, sqlite
from factcheck.store.records import Removed, StoredText
from factcheck.store.schema import claims, documents, run_documents, runs


class Texts:
    """The texts of the store that ``engine`` opens; ``name`` is told in errors."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def list(self, limit: int | None = 50) -> tuple[StoredText, ...]:
        """Return stored texts, those that were checked last first; all without a limit."""
        with sqlite.named_errors(self._name), self._engine.connect() as connection:
            return tuple(_stored(connection)[:limit])

    def delete(self, names: Sequence[str]) -> Removed:
        """Delete texts by id, the start of it, or source, with all that was made of them.

        Raises ``NotFoundError`` for a name that no text has, ``StoreError`` for the start of
        several ids, and deletes nothing then.
        """
        return self._remove(lambda held: [one for name in names for one in self._named(held, name)])

    def overwrite_leftovers(self) -> None:
        """Rewrite the file without what was deleted before, and empty its log."""
        self._remove(lambda held: ())

    def purge(self, before: date | None = None) -> Removed:
        """Delete every text, or those not checked since the start of a day (UTC)."""
        limit = before.isoformat() if before else ""
        return self._remove(
            lambda held: [one for one in held if not limit or one.checked_at < limit]
        )

    def _named(self, held: Sequence[StoredText], name: str) -> Sequence[StoredText]:
        exact = [one for one in held if name in (one.id, one.source)]
        found = exact or [one for one in held if name and one.id.startswith(name)]
        if not found:
            raise NotFoundError(self._name, f"there is no text {name!r}")
        if not exact and len(found) > 1:
            raise StoreError(self._name, f"more than one text starts with {name!r}")
        return found

    def _remove(self, choose: removing.Choose) -> Removed:
        with sqlite.named_errors(self._name):
            with sqlite.writing_over(self._engine) as connection:
                if searching.is_demo(connection):
                    raise StoreError(self._name, "demonstration store: use --db my.db")
                removed = removing.remove(connection, choose(_stored(connection)))
            sqlite.compact(self._engine)
            if not sqlite.empty_log(self._engine):
                raise StoreError(
                    self._name,
                    "deleted, but another process has the store open, and its -wal file may hold "
                    "what was deleted: close it there and run: factcheck db purge",
                )
        return removed


def _stored(connection: Connection) -> list[StoredText]:
    """Return every text, those that were checked last first."""
    counted = select(claims.c.document, func.count().label("claims")).group_by(claims.c.document)
    per_document = counted.subquery()
    checked = (
        select(
            documents.c.id,
            func.max(runs.c.sequence).label("sequence"),
            func.max(runs.c.started_at).label("checked_at"),
        )
        .join_from(documents, run_documents, run_documents.c.document == documents.c.number)
        .join(runs, runs.c.number == run_documents.c.run)
        .group_by(documents.c.id)
        .subquery()
    )
    query = (
        select(
            documents.c.id,
            documents.c.source,
            documents.c.title,
            func.coalesce(func.max(per_document.c.claims), 0).label("claims"),
            func.coalesce(func.max(checked.c.checked_at), "").label("checked_at"),
        )
        .join_from(documents, checked, checked.c.id == documents.c.id, isouter=True)
        .join(per_document, per_document.c.document == documents.c.number, isouter=True)
        .group_by(documents.c.id, documents.c.source, documents.c.title)
        .order_by(func.max(checked.c.sequence).desc(), documents.c.id)
    )
    return [StoredText(**row) for row in connection.execute(query).mappings()]
