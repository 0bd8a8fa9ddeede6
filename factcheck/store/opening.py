"""From a path to an engine on a store whose schema is the one this code reads."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    select,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from factcheck.errors import SchemaVersionError, StoreError
from factcheck.store import schema, sqlite
from factcheck.store.clock import timestamp
from factcheck.store.sqlite import Access

MIGRATIONS = Path(__file__).with_name("migrations")

# As Alembic makes it, so that stores it created and stores it migrated are the same.
_version_table = Table(
    schema.VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{schema.VERSION_TABLE}_pkc"),
)


def resolve(path_or_url: str | Path) -> Path:
    """Return the file that a path or an ``sqlite:///`` URL names."""
    text = str(path_or_url)
    scheme, separator, rest = text.partition("://")
    if not separator or isinstance(path_or_url, Path):
        return Path(path_or_url)
    if scheme != "sqlite" or not rest.startswith("/") or rest == "/":
        raise StoreError(f"{scheme}://", "not a store: give a file or sqlite:///FILE")
    return Path(rest[1:])


def open_memory() -> Engine:
    """Return an engine on a new store in memory."""
    engine = sqlite.open_engine(None, Access.CREATE)
    with sqlite.writing(engine) as connection:
        _create_tables(connection)
    return engine


def open_file(path: Path, *, read_only: bool) -> Engine:
    """Return an engine on the store at ``path``; created when absent, migrated when older."""
    if _is_absent(path):
        _refuse_creation(path, read_only=read_only)
        _create(path)
    access = sqlite.access_for(path, read_only=read_only)
    engine = sqlite.open_engine(path, access)
    try:
        with engine.connect() as connection:
            # Reading undoes what a process killed while it created the store has left.
            names = sqlite.table_names(connection)
            is_empty = not names and path.stat().st_size == 0
            found = "" if is_empty else schema_revision(connection, str(path))
        if is_empty:
            _refuse_creation(path, read_only=access.is_read_only)
            _create(path)
        elif found != schema.REVISIONS[-1]:
            _refuse_other_schema(path, found, is_read_only=access.is_read_only)
            migrate(path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _is_absent(path: Path) -> bool:
    try:
        if path.is_dir():
            raise StoreError(str(path), "is a folder, not a store")
        return not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}") from error


def _refuse_creation(path: Path, *, read_only: bool) -> None:
    if read_only:
        raise StoreError(str(path), "no such store")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise StoreError(str(path), f"cannot be created: there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(str(path), f"cannot be created: the folder {folder} is not writable")


def _create(path: Path) -> None:
    """Create the tables in one transaction, unless another process has just done so."""
    engine = sqlite.open_engine(path, Access.CREATE)
    try:
        with sqlite.writing(engine) as connection:
            if not sqlite.table_names(connection):
                _create_tables(connection)
        sqlite.use_wal(engine)
    finally:
        engine.dispose()


def _create_tables(connection: Connection) -> None:
    """Create what the migrations would; a test holds the two together, and Alembic is slow."""
    for table in schema.metadata.sorted_tables:  # in order, so that equal stores are equal bytes
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        connection.execute(CreateTable(table))
        for index in indexes:
            connection.execute(CreateIndex(index))
    _stamp(connection)
    name_store(connection)


def _stamp(connection: Connection) -> None:
    _version_table.create(connection)
    connection.execute(insert(_version_table).values(version_num=schema.REVISIONS[-1]))


def name_store(connection: Connection) -> None:
    """Give a new store its id and its empty revision."""
    meta = [{"name": "store_id", "value": os.urandom(8).hex()}, {"name": "demo", "value": "0"}]
    connection.execute(insert(schema.meta), meta)
    empty = {"revision": 0, "created_at": timestamp(), "collection": "", "fact_count": 0}
    connection.execute(insert(schema.revisions), empty | {"digest_sum": "0" * 32})


def schema_revision(connection: Connection, location: str) -> str:
    """Return the revision a store says it has; raise ``StoreError`` for another database."""
    names = sqlite.table_names(connection)
    if schema.VERSION_TABLE not in names or schema.meta.name not in names:
        raise StoreError(location, "an SQLite database, but not a factcheck store")
    found = connection.execute(select(_version_table.c.version_num)).scalars().all()
    if len(found) != 1:
        raise StoreError(location, "the store does not say which schema it has")
    return str(found[0])


def _refuse_other_schema(path: Path, found: str, *, is_read_only: bool) -> None:
    known = schema.REVISIONS
    if found not in known:
        problem = f"its schema {found!r} is newer than this factcheck reads ({known[-1]!r})"
        raise SchemaVersionError(str(path), f"{problem}: upgrade factcheck")
    if is_read_only:
        problem = f"its schema {found!r} is older than {known[-1]!r} and it cannot be written here"
        raise SchemaVersionError(str(path), problem)


def migrate(path: Path) -> Path | None:
    """Bring an older store to the newest schema; return the backup made, if any was needed.

    Tables that are rebuilt would drag rows of others along, so foreign keys are checked at the end
    instead of enforced on the way.
    """
    engine = sqlite.open_engine(path, Access.WRITE, foreign_keys=False)
    try:
        with sqlite.writing(engine) as connection:
            found = schema_revision(connection, str(path))
            if found == schema.REVISIONS[-1]:  # another process was faster
                return None
            backup = _free_name(path, found)
            sqlite.copy_database(engine, backup)
            upgrade(connection)
            problems = sqlite.integrity_problems(connection)
            if problems:
                raise StoreError(str(path), f"not migrated: {problems[0]}; backup in {backup}")
        sqlite.use_wal(engine)
    finally:
        engine.dispose()
    return backup


def _free_name(path: Path, revision: str) -> Path:
    names = (f"{path.name}.bak-{revision}" + (f"-{n}" if n > 1 else "") for n in count(1))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def upgrade(connection: Connection) -> None:
    """Run Alembic; imported here because it takes longer to load than most checks to run."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, schema.REVISIONS[-1])
