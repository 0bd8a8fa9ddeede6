from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from factcheck.errors import SchemaVersionError, StoreError
from factcheck.store import Store, opening, schema, sqlite
from factcheck.store.sqlite import Access
from tests.store.records import contents, make_report, many_facts

NEWEST = schema.REVISIONS[-1]
FOLLOWING = f"{int(NEWEST) + 1:04d}"

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{following}"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("collections") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="red"))
    op.create_table("extra", sa.Column("number", sa.Integer(), primary_key=True))
    {more}
"""


Release = Callable[..., None]


@pytest.fixture
def filled(path: Path) -> Path:
    with Store(path) as store:
        store.import_facts(many_facts(50), collection="c")
        store.save_report(make_report())
    return path


@pytest.fixture
def release(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Release:
    """Return a function that makes the code the next release, with one more revision."""

    def publish(more: str = "") -> None:
        folder = tmp_path_factory.mktemp("next") / "migrations"
        shutil.copytree(opening.MIGRATIONS, folder)
        (folder / "versions" / f"v{FOLLOWING}_next.py").write_text(
            NEXT.format(following=FOLLOWING, newest=NEWEST, more=more)
        )
        monkeypatch.setattr(opening, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, FOLLOWING))

    return publish


def layout(path: Path) -> dict[str, list[str]]:
    """Return the lines that create each table and index.

    Constraints may stand in any order, and the name of a table that was rebuilt is quoted.
    """
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name"
        found = connection.execute(query).fetchall()
    return {
        name: sorted(line.strip(" ,\t").replace(f'"{name}"', name) for line in sql.splitlines())
        for name, sql in found
    }


def test_created_and_migrated_stores_have_the_same_schema(tmp_path: Path) -> None:
    created, migrated = tmp_path / "created.db", tmp_path / "migrated.db"
    Store(created).close()
    engine = sqlite.open_engine(migrated, Access.CREATE)
    with sqlite.writing(engine) as connection:
        opening.upgrade(connection)
    engine.dispose()
    assert layout(created) == layout(migrated)


def test_migrations_leave_nothing_to_generate(tmp_path: Path) -> None:
    engine = sqlite.open_engine(tmp_path / "migrated.db", Access.CREATE)
    with sqlite.writing(engine) as connection:
        opening.upgrade(connection)
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE}
        )
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_known_revisions_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    known = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(known)) == schema.REVISIONS


def test_newer_schema_is_refused_and_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    before = contents(filled.parent)
    with pytest.raises(SchemaVersionError, match=r"'9999' is newer .* upgrade factcheck"):
        Store(filled)
    assert contents(filled.parent) == before


def test_older_store_is_migrated_after_a_backup(filled: Path, release: Release) -> None:
    release()
    with Store(filled) as store:
        info = store.info()
        assert (info.schema, info.facts, info.runs) == (FOLLOWING, 50, 1)
        assert info.journal_mode == "wal"
        assert store.verify() == []
    assert sorted(contents(filled.parent)) == ["claims.db", f"claims.db.bak-{NEWEST}"]
    assert "extra" in layout(filled)
    assert "extra" not in layout(filled.with_name(f"claims.db.bak-{NEWEST}"))


def test_backup_of_a_migration_is_a_whole_store(filled: Path, release: Release) -> None:
    release()
    Store(filled).close()
    backup = filled.with_name(f"claims.db.bak-{NEWEST}")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (50,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_earlier_backup_is_kept(filled: Path, release: Release) -> None:
    kept = filled.with_name(f"claims.db.bak-{NEWEST}")
    kept.write_text("mine")
    release()
    Store(filled).close()
    assert kept.read_text() == "mine"
    assert filled.with_name(f"claims.db.bak-{NEWEST}-2").exists()


def test_facts_and_snapshots_older_than_a_rating_s_words_stay_sound(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        for table in ("fact_versions", "snapshots"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN rated_as")
        connection.execute("DROP TABLE searches")
        connection.execute("UPDATE schema_version SET version_num = '0003'")
    with Store(filled) as store:
        assert store.verify() == []
        assert store.report("run-1") == make_report()
        assert store.import_facts(many_facts(50), collection="c").unchanged == 50
        store.save_report(make_report("run-2", claims=3))
        assert store.verify() == []


def test_migrated_store_is_not_migrated_again(filled: Path, release: Release) -> None:
    release()
    Store(filled).close()
    before = contents(filled.parent)
    Store(filled).close()
    assert contents(filled.parent) == before
    assert opening.migrate(filled) is None


def test_failing_migration_leaves_the_store_as_it_was(filled: Path, release: Release) -> None:
    before = layout(filled)
    release(more="op.execute('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(StoreError, match="no such table: nowhere"):
        Store(filled)
    assert layout(filled) == before


def test_migration_that_orphans_rows_is_undone(filled: Path, release: Release) -> None:
    before = layout(filled)
    release(more="op.execute('DELETE FROM collections')")
    with pytest.raises(StoreError, match="not migrated: foreign key"):
        Store(filled)
    assert layout(filled) == before


def test_older_store_is_not_migrated_for_reading(filled: Path, release: Release) -> None:
    release()
    before = contents(filled.parent)
    with pytest.raises(
        SchemaVersionError, match=f"older than '{FOLLOWING}' and it cannot be written"
    ):
        Store(filled, read_only=True)
    assert contents(filled.parent) == before


def test_store_without_its_version_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("DELETE FROM schema_version")
    with pytest.raises(StoreError, match="does not say which schema"):
        Store(filled)
