"""The fact table as it was: at a revision, between two, and as far as it was published by a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, select, union

from factcheck.facttable import is_known_by
from factcheck.model import ChangeKind, Fact, FactChange, FactEvent, Revision
from factcheck.store import rows, schema
from factcheck.store.editing import CHUNK
from factcheck.store.schema import collections, fact_versions, facts, retirements, revisions

_PAGE = 500
_SAID = tuple(fact_versions.c[column.name] for column in schema.fact_columns())
_VERSIONS = (
    select(facts.c.id, fact_versions.c.version, collections.c.name, *_SAID)
    .add_columns(fact_versions.c.revision, facts.c.retired)
    .join_from(facts, fact_versions, fact_versions.c.fact_id == facts.c.id)
    .join(collections, collections.c.number == facts.c.collection)
)


def load_revisions(
    connection: Connection, condition: ColumnElement[bool], limit: int
) -> list[Revision]:
    """Return the revisions that meet ``condition``, the newest first; the empty one is none."""
    query = select(revisions).where(condition, revisions.c.revision > 0)
    newest = query.order_by(revisions.c.revision.desc()).limit(limit)
    return [_revision(row) for row in connection.execute(newest).mappings()]


def _revision(row: RowMapping) -> Revision:
    return Revision(
        number=row["revision"],
        made_at=datetime.fromisoformat(row["created_at"]),
        kind=ChangeKind(row["kind"]),
        collection=row["collection"],
        by=row["author"],
        note=row["note"],
        facts=row["fact_count"],
    )


def load_events(connection: Connection, fact_id: str) -> list[FactEvent]:
    """Return what each revision made of a fact, the oldest first."""
    states: dict[int, Fact | None] = {}
    newest: Fact | None = None
    written = _versions(connection, [fact_id])[fact_id]
    left = _retirements(connection, [fact_id])[fact_id]
    for number in sorted({number for number, _ in (*written, *left)}):
        newest = dict(written).get(number, newest)
        states[number] = None if dict(left).get(number) else newest
    known = {
        revision.number: revision
        for revision in load_revisions(
            connection, revisions.c.revision.in_(list(states)), len(states) or 1
        )
    }
    return [FactEvent(revision=known[number], fact=fact) for number, fact in states.items()]


def changed_between(connection: Connection, first: int, last: int) -> list[str]:
    """Return the ids of facts that a revision after ``first`` and up to ``last`` touched."""
    ids = union(
        select(fact_versions.c.fact_id).where(_is_between(fact_versions.c.revision, first, last)),
        select(retirements.c.fact_id).where(_is_between(retirements.c.revision, first, last)),
    )
    return sorted(connection.execute(ids).scalars())


def _is_between(column: ColumnElement[int], first: int, last: int) -> ColumnElement[bool]:
    return (column > first) & (column <= last)


def states_at(connection: Connection, ids: Sequence[str], revision: int) -> dict[str, Fact | None]:
    """Return each fact as it was after ``revision``, ``None`` where the table did not hold it."""
    found: dict[str, Fact | None] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        written, left = _versions(connection, chunk), _retirements(connection, chunk)
        for fact_id in chunk:
            then = [fact for number, fact in written[fact_id] if number <= revision]
            gone = [retired for number, retired in left[fact_id] if number <= revision]
            found[fact_id] = then[-1] if then and not (gone and gone[-1]) else None
    return found


def load_diff(connection: Connection, first: int, last: int) -> Iterator[FactChange]:
    """Yield what differs between the table after ``first`` and after ``last``, by id."""
    ids = changed_between(connection, min(first, last), max(first, last))
    before, after = states_at(connection, ids, first), states_at(connection, ids, last)
    for fact_id in ids:
        if before[fact_id] != after[fact_id]:
            yield FactChange(fact_id=fact_id, before=before[fact_id], after=after[fact_id])


def last_changes(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the revision that last touched each of the facts the table has ever held."""
    asked = list(ids)
    found: dict[str, int] = {}
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        written, left = _versions(connection, chunk), _retirements(connection, chunk)
        for fact_id in chunk:
            numbers = [number for number, _ in (*written[fact_id], *left[fact_id])]
            if numbers:
                found[fact_id] = max(numbers)
    return found


def page_of_states(connection: Connection, after: str | None) -> list[Fact]:
    """Return current facts that say since when they hold, those that follow the id ``after``."""
    query = _VERSIONS.where(
        ~facts.c.retired,
        fact_versions.c.version == facts.c.version,
        fact_versions.c.valid_from.is_not(None),
    )
    if after is not None:
        query = query.where(facts.c.id > after)
    found = connection.execute(query.order_by(facts.c.id).limit(_PAGE))
    return [rows.fact_from_row(row) for row in found]


def page_known_by(
    connection: Connection, day: date, after: str | None
) -> tuple[str | None, list[Fact]]:
    """Return the last id looked at, and the facts as they were published by ``day``.

    The newest version that was known by then stands for a fact, however much came later.
    """
    query = select(facts.c.id).where(~facts.c.retired)
    if after is not None:
        query = query.where(facts.c.id > after)
    ids = list(connection.execute(query.order_by(facts.c.id).limit(_PAGE)).scalars())
    known: list[Fact] = []
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        written = _versions(connection, chunk)
        for fact_id in chunk:
            then = [fact for _, fact in written[fact_id] if is_known_by(fact, day)]
            known.extend(then[-1:])
    return (ids[-1] if ids else None), known


def _versions(connection: Connection, ids: Sequence[str]) -> dict[str, list[tuple[int, Fact]]]:
    """Return revision and contents of each version of facts, the oldest first."""
    found: defaultdict[str, list[tuple[int, Fact]]] = defaultdict(list)
    query = _VERSIONS.where(facts.c.id.in_(ids)).order_by(facts.c.id, fact_versions.c.version)
    for row in connection.execute(query):
        found[row[0]].append((_revision_of(row), rows.fact_from_row(row)))
    return found


def _revision_of(row: Row[Any]) -> int:
    return int(row.revision)


def _retirements(connection: Connection, ids: Sequence[str]) -> dict[str, list[tuple[int, bool]]]:
    found: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
    query = (
        select(retirements.c.fact_id, retirements.c.revision, retirements.c.retired)
        .where(retirements.c.fact_id.in_(ids))
        .order_by(retirements.c.fact_id, retirements.c.revision)
    )
    for fact_id, revision, retired in connection.execute(query):
        found[fact_id].append((revision, bool(retired)))
    return found
