"""Facts on their way in: copied beside the store first, in temporary tables.

Reading the facts may be slow or fail half way; until it is over the store is neither locked nor
touched, and memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    exists,
    insert,
    select,
)

from factcheck.errors import FactSourceError
from factcheck.facttable import clash_problem, fact_digest, with_id
from factcheck.model import Fact
from factcheck.store import rows, schema, sqlite

BATCH = 2000
"""Facts held in memory at a time."""

_temporary = MetaData()

staged = Table(
    "staged_facts",
    _temporary,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("fact_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    *schema.fact_columns(),
    Index("ix_staged_facts", "fact_id", "digest"),
    prefixes=["TEMPORARY"],
)

planned = Table(
    "planned_facts",
    _temporary,
    Column("fact_id", Text, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("change", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("old_digest", Text),
    prefixes=["TEMPORARY"],
)


def stage(connection: Connection, given: Iterable[Fact], source: str) -> None:
    """Copy facts into the temporary table; raise ``FactSourceError`` when two of them clash."""
    _temporary.drop_all(connection)
    _temporary.create_all(connection)
    connection.commit()
    for batch in _batches(given):
        # The facts are drawn before the transaction opens: they may come from this very store.
        with sqlite.transaction(connection, locks=False):
            connection.execute(insert(staged), batch)
    with sqlite.transaction(connection, locks=False):
        _refuse_clashes(connection, source)
        earlier = staged.alias()
        is_repeated = exists().where(
            earlier.c.fact_id == staged.c.fact_id, earlier.c.ordinal < staged.c.ordinal
        )
        connection.execute(delete(staged).where(is_repeated))


def unstage(connection: Connection) -> None:
    """Drop the temporary tables."""
    _temporary.drop_all(connection)
    connection.commit()


def _batches(given: Iterable[Fact]) -> Iterator[list[rows.Row]]:
    numbered = enumerate(given, start=1)
    while batch := [_staged_row(ordinal, fact) for ordinal, fact in islice(numbered, BATCH)]:
        yield batch


def _staged_row(ordinal: int, given: Fact) -> rows.Row:
    fact = with_id(given)
    identity = {"ordinal": ordinal, "fact_id": fact.id, "digest": fact_digest(fact)}
    return identity | rows.fact_row(fact)


def _refuse_clashes(connection: Connection, source: str) -> None:
    first, second = staged.alias(), staged.alias()
    query = (
        select(
            first.c.ordinal,
            first.c.statement,
            second.c.ordinal,
            second.c.statement,
            first.c.fact_id,
        )
        .join_from(first, second, first.c.fact_id == second.c.fact_id)
        .where(first.c.digest != second.c.digest, first.c.ordinal < second.c.ordinal)
        .order_by(second.c.ordinal, first.c.ordinal)
        .limit(1)
    )
    clash = connection.execute(query).one_or_none()
    if clash is not None:
        problem = clash_problem((clash[0], clash[1]), (clash[2], clash[3]), clash[4])
        raise FactSourceError(source, problem)
