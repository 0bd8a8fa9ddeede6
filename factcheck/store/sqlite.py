"""Everything that holds for SQLite only: opening, pragmas, locks, errors, backup, integrity.

Write transactions start with BEGIN IMMEDIATE, so a second writer waits instead of failing half
way. Reads run in autocommit mode: every SELECT sees one committed state and holds no lock after
it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from factcheck.errors import StoreBusyError, StoreError

BUSY_SECONDS = 10.0
"""How long a lock held by another process is waited for."""

CACHE_KIB = 32768
"""Pages of the file kept in memory per connection."""

MAPPED_BYTES = 1 << 30
"""Bytes of the file that are read without copying: candidates lie scattered over the table, and of
a million facts few pages are met twice."""

PATIENT_SECONDS = 900.0
"""How long an import waits for another one: a million facts are written in one transaction."""

_WAIT_SECONDS = 0.02
_BEGIN = "factcheck_begin"

_PROBLEMS = {
    sqlite3.SQLITE_NOTADB: "not a factcheck store (not an SQLite database)",
    sqlite3.SQLITE_CORRUPT: "the database is damaged; restore it from a backup",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_READONLY: "the store is read-only",
    sqlite3.SQLITE_FULL: "no space left on the disk",
    sqlite3.SQLITE_PERM: "permission denied",
}
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_SHARED_MEMORY = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL)


class Access(Enum):
    """How a file is opened: flags of the SQLite URI, and whether writes are refused."""

    CREATE = ("mode=rwc", False)
    WRITE = ("mode=rw", False)
    QUERY = ("mode=rw", True)  # a writable handle that never writes: only such tidy -wal away
    READ = ("mode=ro", True)
    FROZEN = ("mode=ro&immutable=1", True)  # nobody can write here: no lock or -shm is needed

    def __init__(self, flags: str, is_read_only: bool) -> None:
        self.flags = flags
        self.is_read_only = is_read_only


def access_for(path: Path, *, read_only: bool) -> Access:
    """Return how an existing file can be opened."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK):
        return Access.QUERY if read_only else Access.WRITE
    # A log beside the file means that somebody who can write has it open, or left it half-written.
    return Access.READ if path.with_name(path.name + "-wal").exists() else Access.FROZEN


def open_engine(path: Path | None, access: Access, *, foreign_keys: bool = True) -> Engine:
    """Return an engine for the file, or for a fresh database in memory when ``path`` is None."""
    uri = ":memory:" if path is None else _uri(path, access)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, in_memory=path is None, foreign_keys=foreign_keys)
            if access.is_read_only:
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    pool = StaticPool if path is None else QueuePool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)
    event.listen(engine, "begin", _begin)
    return engine


def _uri(path: Path, access: Access) -> str:
    return f"{path.absolute().as_uri()}?{access.flags}"


def _prepare(connection: sqlite3.Connection, *, in_memory: bool, foreign_keys: bool) -> None:
    """Set what SQLite forgets between connections."""
    if in_memory:
        connection.execute("PRAGMA temp_store=MEMORY")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) not in _NO_SHARED_MEMORY:
            raise
        # A WAL database on a file system without shared memory can still be used by one process.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA schema_version").fetchone()
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
    connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    # SQLite's own lower() knows ASCII only: "È" would not be found by "è".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin(connection: Connection) -> None:
    """Open the transaction that ``execution_options`` ask for; none for plain reads."""
    mode = connection.get_execution_options().get(_BEGIN)
    if mode is not None:
        connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def transaction(connection: Connection, *, locks: bool) -> Iterator[None]:
    """Run a transaction on ``connection``; ``locks`` takes the write lock at its start."""
    connection.execution_options(**{_BEGIN: "IMMEDIATE" if locks else "DEFERRED"})
    try:
        with connection.begin():
            yield
    finally:
        connection.execution_options(**{_BEGIN: None})


@contextmanager
def patience(connection: Connection) -> Iterator[None]:
    """Let ``connection`` wait as long for the write lock as an import may hold it."""
    _wait(connection, PATIENT_SECONDS)
    try:
        yield
    finally:
        _wait(connection, BUSY_SECONDS)


def _wait(connection: Connection, seconds: float) -> None:
    with closing(connection.connection.cursor()) as cursor:  # beside any transaction
        cursor.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a connection that holds the write lock, and commit at the end."""
    with engine.connect() as connection, transaction(connection, locks=True):
        yield connection


def primary_code(error: BaseException | None) -> int:
    """Return SQLite's primary result code of an error, or 0."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def named_errors(location: str) -> Iterator[None]:
    """Turn what the database raises into a ``StoreError`` that names the store."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(location, error.orig) from error
    except sqlite3.Error as error:
        raise _translated(location, error) from error
    except UnicodeEncodeError as error:
        problem = f"a text holds U+{ord(error.object[error.start]):04X}, half of a character"
        raise StoreError(location, problem) from error


def _translated(location: str, error: BaseException | None) -> StoreError:
    code = primary_code(error)
    if code in _BUSY:
        held = f"another process kept it locked for {BUSY_SECONDS:.0f} s"
        return StoreBusyError(location, held)
    first_line = (str(error).splitlines() or ["unknown problem"])[0]
    return StoreError(location, _PROBLEMS.get(code, first_line))


def use_wal(engine: Engine) -> str:
    """Switch the file to a write-ahead log where its file system can; return the journal mode.

    The switch needs the file for itself and does not wait by itself, so it is tried again until
    the busy time-out; on failure the database works as well with a rollback journal.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                return str(connection.exec_driver_sql("PRAGMA journal_mode=WAL").scalar_one())
        except DBAPIError as error:
            if primary_code(error.orig) not in _BUSY or time.monotonic() > deadline:
                with engine.connect() as connection:
                    return journal_mode(connection)
        time.sleep(_WAIT_SECONDS)


def journal_mode(connection: Connection) -> str:
    """Return ``wal``, ``delete`` or ``memory``."""
    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())


def table_names(connection: Connection) -> frozenset[str]:
    """Return the names of the tables; empty for an empty file."""
    master = table("sqlite_master")
    query = select(text("name")).select_from(master).where(text("type = 'table'"))
    return frozenset(connection.execute(query).scalars())


def compact(engine: Engine) -> None:
    """Rewrite the file without free pages, in an order that depends on its contents only."""
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")


def integrity_problems(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with its pages, indexes and foreign keys."""
    pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    problems = [f"integrity: {line}" for line in pages if line != "ok"]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return problems + [f"foreign key: {row[0]} row {row[1]} lacks its {row[2]}" for row in orphans]


def copy_database(engine: Engine, destination: Path) -> None:
    """Write a consistent copy to a file that does not exist yet, whole or not at all."""
    partial = destination.with_name(f"{destination.name}.{os.getpid()}.part")
    try:
        with engine.connect() as connection, closing(sqlite3.connect(partial)) as target:
            source = connection.connection.driver_connection
            if not isinstance(source, sqlite3.Connection):
                raise StoreError(str(destination), "only an SQLite store can be copied")
            source.backup(target)
        _take_name(partial, destination)
    finally:
        partial.unlink(missing_ok=True)


def _take_name(partial: Path, destination: Path) -> None:
    """Give a finished file its name; an existing file is never overwritten."""
    try:
        destination.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if destination.exists():
            raise FileExistsError(destination) from None
        partial.rename(destination)
