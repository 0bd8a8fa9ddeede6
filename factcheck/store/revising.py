"""Revisions of the fact table: begun with what changes it, ended with what it then holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, func, insert, select, update

from factcheck.facttable import DIGEST_MODULUS
from factcheck.model import ChangeKind
from factcheck.store import rows
from factcheck.store.clock import timestamp
from factcheck.store.schema import collection_facts, collections, fact_versions, facts, revisions

CURRENT = and_(facts.c.id == fact_versions.c.fact_id, facts.c.version == fact_versions.c.version)
"""Joins each fact to its newest version."""


def last_revision(connection: Connection) -> Row[Any]:
    """Return the row of the last change."""
    query = select(revisions).order_by(revisions.c.revision.desc()).limit(1)
    return connection.execute(query).one()


def begin(
    connection: Connection, *, collection: str, kind: ChangeKind, by: str = "", note: str = ""
) -> Row[Any]:
    """Write the next revision, which is one more than the row of the last, and return that row."""
    last = last_revision(connection)
    values = {
        "revision": last.revision + 1,
        "created_at": timestamp(),
        "collection": collection,
        "fact_count": 0,
        "digest_sum": last.digest_sum,
        "kind": kind.value,
        "author": by,
        "note": note,
    }
    connection.execute(insert(revisions).values(values))
    return last


def end(connection: Connection, last: Row[Any], gain: int, newest_checked: str | None) -> None:
    """Say in the revision after ``last`` what the table holds; ``gain`` is its digests' sum's."""
    digest_sum = int(last.digest_sum, 16) + gain
    connection.execute(
        update(revisions)
        .where(revisions.c.revision == last.revision + 1)
        .values(
            fact_count=count(connection, facts, ~facts.c.retired),
            digest_sum=f"{digest_sum % DIGEST_MODULUS:032x}",
            newest_checked=newest_checked,
        )
    )


def collection_number(connection: Connection, name: str) -> int:
    """Return the number of a collection, which is made when there is none."""
    query = select(collections.c.number).where(collections.c.name == name)
    number: int | None = connection.execute(query).scalar_one_or_none()
    if number is None:
        highest = connection.execute(select(func.max(collections.c.number))).scalar_one()
        number = (highest or 0) + 1
        row = {"number": number, "name": name, "fact_count": 0}
        connection.execute(insert(collections), row)
    return number


def count_members(connection: Connection, numbers: Iterable[int]) -> None:
    """Let the collections with these numbers say how many facts they hold."""
    for number in numbers:
        members = count(connection, collection_facts, collection_facts.c.collection == number)
        connection.execute(
            update(collections).where(collections.c.number == number).values(fact_count=members)
        )


def newest_checked(days: Iterable[str | None]) -> str | None:
    """Return the last day among intervals as text."""
    intervals = (rows.parse_interval(text) for text in days)
    ends = (interval.end or interval.start for interval in intervals if interval)
    return max((day.isoformat() for day in ends if day), default=None)


def newest_checked_of_all(connection: Connection) -> str | None:
    """Return the last day on which a current fact was checked."""
    query = select(fact_versions.c.checked).join(facts, CURRENT).where(~facts.c.retired)
    return newest_checked(connection.execute(query.distinct()).scalars())


def count(connection: Connection, table: Table, condition: Any) -> int:
    """Return how many rows of ``table`` meet ``condition``."""
    query = select(func.count()).select_from(table).where(condition)
    return int(connection.execute(query).scalar_one())
