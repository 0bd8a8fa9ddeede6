"""``factcheck db``: the store itself."""

from __future__ import annotations

from datetime import date

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import lines, pairs
from factcheck.cli.options import Day, db_option, example
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit
from factcheck.errors import StoreError

db = Commands(
    name="db",
    help="Create, inspect, verify, back up and purge the store.",
    epilog=example("factcheck db info --db my.db"),
)


@db.command(epilog=example("factcheck db init --db my.db"))
@db_option
def init(db: str | None) -> None:
    """Create the store; one that exists is left as it is."""
    from factcheck.api import open_store

    with open_store(db) as store:
        emit(lines([f"{store.location}: ready"]))


@db.command(epilog=example("factcheck db info"))
@db_option
def info(db: str | None) -> None:
    """Show what the store holds."""
    with stored(db) as store:
        told = store.info()
    collections = ", ".join(f"{name} ({count})" for name, count in told.collections)
    emit(
        pairs(
            (
                ("store", str(told.location)),
                ("demonstration", "yes" if told.is_demo else ""),
                ("schema", told.schema),
                ("revision", str(told.revision)),
                ("digest", told.digest),
                ("journal", told.journal_mode),
                ("bytes", str(told.size)),
                ("collections", collections),
                ("facts", str(told.facts)),
                ("retired facts", str(told.retired_facts)),
                ("fact versions", str(told.fact_versions)),
                ("documents", str(told.documents)),
                ("claims", str(told.claims)),
                ("runs", str(told.runs)),
            )
        )
    )


@db.command(epilog=example("factcheck db verify"))
@db_option
def verify(db: str | None) -> None:
    """Check that the store holds what it says; problems are listed and the exit code is 2."""
    with stored(db) as store:
        problems = store.verify()
        location = str(store.location)
    if problems:
        emit(lines(problems))
        raise StoreError(location, f"{len(problems)} problems, listed above")
    emit(lines([f"{location}: sound"]))


@db.command(epilog=example("factcheck db backup claims-2024-11-16.db"))
@click.argument("destination", metavar="DEST")
@db_option
def backup(destination: str, db: str | None) -> None:
    """Copy the store to a new file, consistent even while others write."""
    with stored(db) as store:
        emit(lines([f"{store.backup(destination)}: written"]))


@db.command(epilog=example("factcheck db purge --before 2024-01-01", "factcheck db purge --texts"))
@click.option("--texts", is_flag=True, help="Delete every text, with its claims and runs.")
@click.option("--before", type=Day(), help="Delete the texts not checked since this day (UTC).")
@db_option
def purge(*, texts: bool, before: date | None, db: str | None) -> None:
    """Delete texts for good, and rewrite the file without a trace of what was deleted.

    Without an option no text is deleted, only traces are. Facts and their history always stay.
    """
    from factcheck.cli.documents import told

    with stored(db) as store:
        if texts or before:
            told(store, store.texts.purge(None if texts else before))
        else:
            store.texts.overwrite_leftovers()
        emit(lines([f"{store.location}: purged"]))
