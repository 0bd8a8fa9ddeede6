"""What every part of the store needs of its file: reading it, and keeping a demonstration as is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select

from factcheck.errors import StoreError
from factcheck.store import schema, sqlite


class OpenStore:
    """An engine and the name that messages call its file by."""

    _engine: Engine
    _name: str

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with sqlite.named_errors(self._name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Yield a connection that holds the write lock; raise ``StoreError`` in a demonstration."""
        with sqlite.named_errors(self._name), sqlite.writing(self._engine) as connection:
            self._refuse_demo(connection)
            yield connection

    def _meta(self, connection: Connection, name: str) -> str:
        query = select(schema.meta.c.value).where(schema.meta.c.name == name)
        return str(connection.execute(query).scalar_one())

    def _is_demo(self, connection: Connection) -> bool:
        return self._meta(connection, "demo") == "1"

    def _refuse_demo(self, connection: Connection) -> None:
        if self._is_demo(connection):
            raise StoreError(self._name, "demonstration store: use --db my.db")
