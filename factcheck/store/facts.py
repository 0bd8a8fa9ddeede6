"""The fact table's queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from factcheck.facttable import digest_from_sum
from factcheck.model import Fact, FactTableSummary
from factcheck.store import rows, schema
from factcheck.store.schema import (
    collection_facts,
    collections,
    fact_versions,
    facts,
    revisions,
)

_PAGE = 2000

_SAID = tuple(fact_versions.c[column.name] for column in schema.fact_columns())

_HISTORY = (
    select(facts.c.id, fact_versions.c.version, collections.c.name, *_SAID, facts.c.retired)
    .join_from(facts, fact_versions, fact_versions.c.fact_id == facts.c.id)
    .join(collections, collections.c.number == facts.c.collection)
)

_NEWEST = _HISTORY.where(fact_versions.c.version == facts.c.version)

_CURRENT = _NEWEST.where(~facts.c.retired)


def last_revision(connection: Connection) -> Row[Any]:
    """Return the row of the last change."""
    query = select(revisions).order_by(revisions.c.revision.desc()).limit(1)
    return connection.execute(query).one()


def load_summary(connection: Connection) -> FactTableSummary:
    """Return what is kept of the table at each revision; no fact is read."""
    last = last_revision(connection)
    names = select(collections.c.name).where(collections.c.fact_count > 0)
    return FactTableSummary(
        count=last.fact_count,
        digest=digest_from_sum(last.fact_count, int(last.digest_sum, 16)),
        collections=tuple(connection.execute(names.order_by(collections.c.name)).scalars()),
        newest_checked=rows.parse_date(last.newest_checked),
    )


def page(connection: Connection, after: str | None) -> list[Fact]:
    """Return the current facts that follow the id ``after``."""
    return [rows.fact_from_row(row) for row in connection.execute(_page_of(_CURRENT, after))]


def changes_page(
    connection: Connection, revision: int, after: str | None
) -> list[tuple[str, Fact | None]]:
    """Return the facts changed since a revision that follow the id ``after``."""
    query = _page_of(_NEWEST.where(facts.c.revision > revision), after)
    return [
        (row[0], None if row.retired else rows.fact_from_row(row))
        for row in connection.execute(query)
    ]


def _page_of(query: Select[Any], after: str | None) -> Select[Any]:
    if after is not None:
        query = query.where(facts.c.id > after)
    return query.order_by(facts.c.id).limit(_PAGE)


def load_by_id(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, Fact]]:
    """Yield the current facts among ``ids``."""
    for row in connection.execute(_CURRENT.where(facts.c.id.in_(ids))).all():
        yield row[0], rows.fact_from_row(row)


def load_versions(connection: Connection, fact_id: str) -> Iterator[Fact]:
    """Yield every version of a fact, the oldest first."""
    query = _HISTORY.where(facts.c.id == fact_id).order_by(fact_versions.c.version)
    return (rows.fact_from_row(row) for row in connection.execute(query))


def find(
    connection: Connection, words: Sequence[str], collection: str | None, limit: int
) -> Iterator[Fact]:
    """Yield current facts of a collection that hold every (lower-cased) word, by id."""
    query = _CURRENT
    if collection is not None:
        own = select(collections.c.number).where(collections.c.name == collection)
        member = and_(
            collection_facts.c.fact_id == facts.c.id,
            collection_facts.c.collection == own.scalar_subquery(),
        )
        query = query.join(collection_facts, member)
    searched = (fact_versions.c.statement, fact_versions.c.title, fact_versions.c.speaker)
    for word in words:
        query = query.where(
            or_(*(func.lower(column).contains(word, autoescape=True) for column in searched))
        )
    found = connection.execute(query.order_by(facts.c.id).limit(limit))
    return (rows.fact_from_row(row) for row in found)
