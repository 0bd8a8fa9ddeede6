"""Staged facts into the store: compared with what it holds, then applied as one revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from factcheck.errors import FactSourceError
from factcheck.facttable import DIGEST_MODULUS
from factcheck.model import ImportResult
from factcheck.store import rows
from factcheck.store.clock import timestamp
from factcheck.store.schema import collection_facts, collections, fact_versions, facts, revisions
from factcheck.store.staging import planned, staged

_ADDED, _UPDATED, _REVIVED, _SAME = "added", "updated", "revived", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import aims at."""

    collection: str
    sync: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would change, in rows."""

    added: int
    updated: int
    revived: int
    same: int
    joining: int
    missing: int
    collection_number: int | None

    def changes_something(self, *, sync: bool) -> bool:
        """Tell whether there is anything to write."""
        leaving = self.missing if sync else 0
        return bool(self.added or self.updated or self.revived or self.joining or leaving)

    def result(self, order: Import, revision: int, retired: int) -> ImportResult:
        """Return what the import did."""
        return ImportResult(
            collection=order.collection,
            revision=revision,
            added=self.added + self.revived,
            updated=self.updated,
            unchanged=self.same,
            missing=self.missing,
            retired=retired,
        )


def plan(connection: Connection, order: Import) -> Plan:
    """Compare the staged facts with the table; raise ``FactSourceError`` for a stolen id."""
    connection.execute(delete(planned))
    current = _current()
    is_absent = current.c.id.is_(None)
    changed = current.c.digest != staged.c.digest
    change = case(
        (is_absent, _ADDED), (changed, _UPDATED), (current.c.retired, _REVIVED), else_=_SAME
    )
    old_digest = case((current.c.retired, None), else_=current.c.digest)
    connection.execute(
        insert(planned).from_select(
            ["fact_id", "ordinal", "change", "digest", "old_digest"],
            select(staged.c.fact_id, staged.c.ordinal, change, staged.c.digest, old_digest)
            .join_from(staged, current, current.c.id == staged.c.fact_id, isouter=True)
            .order_by(staged.c.fact_id),
        )
    )
    number = connection.execute(
        select(collections.c.number).where(collections.c.name == order.collection)
    ).scalar_one_or_none()
    _refuse_stolen_ids(connection, order.collection, number)
    return _plan(connection, number)


def _plan(connection: Connection, number: int | None) -> Plan:
    counted = select(planned.c.change, func.count()).group_by(planned.c.change)
    counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    total = sum(counts.values())
    members = _count(connection, collection_facts, collection_facts.c.collection == number)
    missing = _count(connection, collection_facts, _is_missing(number))
    return Plan(
        added=counts.get(_ADDED, 0),
        updated=counts.get(_UPDATED, 0),
        revived=counts.get(_REVIVED, 0),
        same=counts.get(_SAME, 0),
        joining=total - (members - missing),
        missing=missing,
        collection_number=number,
    )


def _current() -> FromClause:
    """Return every fact, retired ones too, with the digest of its newest version."""
    return (
        select(
            facts.c.id, facts.c.retired, facts.c.collection, fact_versions.c.digest,
            fact_versions.c.statement,
        )
        .join_from(
            facts,
            fact_versions,
            and_(facts.c.id == fact_versions.c.fact_id, facts.c.version == fact_versions.c.version),
        )
        .subquery()
    )  # fmt: skip


def _refuse_stolen_ids(connection: Connection, collection: str, number: int | None) -> None:
    """Refuse another statement under an id that only other collections use: "1", "2", "3"."""
    current = _current()
    is_member = exists().where(
        collection_facts.c.collection == number, collection_facts.c.fact_id == planned.c.fact_id
    )
    query = (
        select(planned.c.fact_id, collections.c.name, current.c.statement, staged.c.statement)
        .join_from(planned, staged, staged.c.ordinal == planned.c.ordinal)
        .join(current, current.c.id == planned.c.fact_id)
        .join(collections, collections.c.number == current.c.collection)
        .where(planned.c.change == _UPDATED, ~current.c.retired, ~is_member)
        .where(current.c.statement != staged.c.statement)
        .limit(1)
    )
    stolen = connection.execute(query).one_or_none()
    if stolen is not None:
        fact_id, owner, old, new = stolen
        problem = (
            f"the id {fact_id!r} is another statement in the collection {owner!r} "
            f"({old[:60]!r}, here {new[:60]!r}): import into {owner!r} to update it, or change ids"
        )
        raise FactSourceError(collection, problem)


def apply(connection: Connection, order: Import, planned_change: Plan) -> ImportResult:
    """Write one revision; the caller holds the write lock."""
    last = connection.execute(
        select(revisions).order_by(revisions.c.revision.desc()).limit(1)
    ).one()
    revision = last.revision + 1
    connection.execute(
        insert(revisions).values(
            revision=revision,
            created_at=timestamp(),
            collection=order.collection,
            fact_count=0,
            digest_sum=last.digest_sum,
        )
    )
    number = planned_change.collection_number
    if number is None:
        number = _create_collection(connection, order.collection)
    digest_sum = int(last.digest_sum, 16) + _write_facts(connection, number, revision)
    retired = 0
    if order.sync and planned_change.missing:
        retired, lost_sum = _remove_missing(connection, number, revision)
        digest_sum -= lost_sum
    only_grew = not (retired or planned_change.updated)
    newest = _newest_checked(connection, last.newest_checked if only_grew else None, only_grew)
    connection.execute(
        update(revisions)
        .where(revisions.c.revision == revision)
        .values(
            fact_count=_count(connection, facts, ~facts.c.retired),
            digest_sum=f"{digest_sum % DIGEST_MODULUS:032x}",
            newest_checked=newest,
        )
    )
    members = _count(connection, collection_facts, collection_facts.c.collection == number)
    connection.execute(
        update(collections).where(collections.c.number == number).values(fact_count=members)
    )
    return planned_change.result(order, revision, retired)


def _create_collection(connection: Connection, name: str) -> int:
    highest = connection.execute(select(func.max(collections.c.number))).scalar_one()
    number = (highest or 0) + 1
    row = {"number": number, "name": name, "fact_count": 0}
    connection.execute(insert(collections), row)
    return number


def _write_facts(connection: Connection, number: int, revision: int) -> int:
    """Write new facts, versions and memberships; return what the sum of digests gains."""
    collection, now = literal(number, Integer), literal(revision, Integer)
    connection.execute(
        insert(facts).from_select(
            ["id", "version", "collection", "retired", "revision"],
            _planned_ids(_ADDED, literal(1), collection, literal(False), now),
        )
    )
    home = case((facts.c.retired, number), else_=facts.c.collection)
    connection.execute(
        update(facts)
        .where(facts.c.id.in_(_planned_ids(_UPDATED)))
        .values(version=facts.c.version + 1, collection=home, retired=False, revision=revision)
    )
    connection.execute(
        update(facts)
        .where(facts.c.id.in_(_planned_ids(_REVIVED)))
        .values(collection=number, retired=False, revision=revision)
    )
    copied = [column.name for column in staged.c if column.name not in {"ordinal", "fact_id"}]
    connection.execute(
        insert(fact_versions).from_select(
            ["fact_id", "version", "revision", *copied],
            select(facts.c.id, facts.c.version, now, *(staged.c[name] for name in copied))
            .join_from(planned, staged, staged.c.ordinal == planned.c.ordinal)
            .join(facts, facts.c.id == planned.c.fact_id)
            .where(planned.c.change.in_([_ADDED, _UPDATED]))
            .order_by(planned.c.fact_id),
        )
    )
    is_member = exists().where(
        collection_facts.c.collection == number, collection_facts.c.fact_id == planned.c.fact_id
    )
    connection.execute(
        insert(collection_facts).from_select(
            ["collection", "fact_id"],
            select(collection, planned.c.fact_id).where(~is_member).order_by(planned.c.fact_id),
        )
    )
    return _digest_gain(connection)


def _planned_ids(change: str, *more: Any) -> Select[Any]:
    query = select(planned.c.fact_id, *more).where(planned.c.change == change)
    return query.order_by(planned.c.fact_id) if more else query


def _digest_gain(connection: Connection) -> int:
    query = select(planned.c.digest, planned.c.old_digest).where(planned.c.change != _SAME)
    gain = 0
    for new, old in connection.execute(query):
        gain += int(new, 16) - (int(old, 16) if old else 0)
    return gain


def _is_missing(number: int | None) -> Any:
    is_given = exists().where(staged.c.fact_id == collection_facts.c.fact_id)
    return and_(collection_facts.c.collection == number, ~is_given)


def _remove_missing(connection: Connection, number: int, revision: int) -> tuple[int, int]:
    """Take the missing facts out of the collection; return how many retired, and their sum."""
    connection.execute(delete(collection_facts).where(_is_missing(number)))
    homes = (
        select(func.min(collection_facts.c.collection))
        .where(collection_facts.c.fact_id == facts.c.id)
        .scalar_subquery()
    )
    is_homeless = ~exists().where(
        collection_facts.c.fact_id == facts.c.id, collection_facts.c.collection == number
    )
    left = and_(facts.c.collection == number, ~facts.c.retired, is_homeless)
    connection.execute(
        update(facts).where(left, homes.is_not(None)).values(collection=homes, revision=revision)
    )
    lost_query = (
        select(fact_versions.c.digest)
        .join_from(
            facts,
            fact_versions,
            and_(facts.c.id == fact_versions.c.fact_id, facts.c.version == fact_versions.c.version),
        )
        .where(left)
    )
    lost = [int(digest, 16) for digest in connection.execute(lost_query).scalars()]
    connection.execute(update(facts).where(left).values(retired=True, revision=revision))
    return len(lost), sum(lost)


def _newest_checked(connection: Connection, known: str | None, only_grew: bool) -> str | None:
    """Return the last day any current fact was checked; only new ones are read if they suffice."""
    current = and_(
        facts.c.id == fact_versions.c.fact_id, facts.c.version == fact_versions.c.version
    )
    query = (
        select(staged.c.checked)
        if only_grew
        else select(fact_versions.c.checked).join(facts, current).where(~facts.c.retired)
    )
    days = [known] if known else []
    for text in connection.execute(query.distinct()).scalars():
        interval = rows.parse_interval(text)
        day = (interval.end or interval.start) if interval else None
        if day:
            days.append(day.isoformat())
    return max(days, default=None)


def _count(connection: Connection, table: Table, condition: Any) -> int:
    query = select(func.count()).select_from(table).where(condition)
    return int(connection.execute(query).scalar_one())
