"""Staged facts into the store: compared with what it holds, then applied as one revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Integer,
    Row,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from factcheck.errors import FactSourceError
from factcheck.model import ChangeKind, ImportResult
from factcheck.store import revising
from factcheck.store.schema import (
    collection_facts,
    collections,
    fact_versions,
    facts,
    retirements,
    revisions,
)
from factcheck.store.staging import planned, staged

_ADDED, _UPDATED, _REVIVED, _SAME = "added", "updated", "revived", "same"
_KEPT = "kept"
"""The row is as it was imported last, and people have changed the fact since: theirs holds."""


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
    kept: int
    overwritten: tuple[str, ...]

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
            kept=self.kept,
            overwritten=self.overwritten,
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
    return _plan(connection, number, *_leave_to_people(connection))


def _leave_to_people(connection: Connection) -> tuple[int, tuple[str, ...]]:
    """Return how many facts stay as people left them, and the ids of those that do not.

    What people change in the table outlives another import of the row they changed. A fact they
    retired does not come back with it.
    """
    changed = planned.c.change.in_([_UPDATED, _REVIVED])
    theirs = or_(_is_written_by_people(), _is_retired_by_people())
    as_imported = planned.c.digest == _imported_digest()
    is_kept = and_(changed, theirs, as_imported)
    overwritten = select(planned.c.fact_id).where(changed, theirs, ~as_imported)
    lost = tuple(connection.execute(overwritten.order_by(planned.c.fact_id)).scalars())
    connection.execute(update(planned).where(is_kept).values(change=_KEPT))
    kept = revising.count(connection, planned, planned.c.change == _KEPT)
    retired = select(facts.c.id).where(facts.c.retired)
    connection.execute(
        delete(planned).where(planned.c.change == _KEPT, planned.c.fact_id.in_(retired))
    )
    return kept, lost


def _is_written_by_people() -> Any:
    return (
        exists()
        .where(facts.c.id == planned.c.fact_id, revising.CURRENT)
        .where(revisions.c.revision == fact_versions.c.revision)
        .where(revisions.c.kind != ChangeKind.IMPORT.value)
    )


def _is_retired_by_people() -> Any:
    last = (
        select(func.max(retirements.c.revision))
        .where(retirements.c.fact_id == planned.c.fact_id)
        .scalar_subquery()
    )
    by_people = exists().where(
        revisions.c.revision == last, revisions.c.kind != ChangeKind.IMPORT.value
    )
    is_retired = exists().where(facts.c.id == planned.c.fact_id, facts.c.retired)
    return and_(is_retired, by_people)


def _imported_digest() -> Any:
    """Return the digest of the newest version that came with a file."""
    return (
        select(fact_versions.c.digest)
        .join(revisions, revisions.c.revision == fact_versions.c.revision)
        .where(fact_versions.c.fact_id == planned.c.fact_id)
        .where(revisions.c.kind == ChangeKind.IMPORT.value)
        .order_by(fact_versions.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )


def _plan(
    connection: Connection, number: int | None, kept: int, overwritten: tuple[str, ...]
) -> Plan:
    counted = select(planned.c.change, func.count()).group_by(planned.c.change)
    counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    total = sum(counts.values())
    members = revising.count(connection, collection_facts, collection_facts.c.collection == number)
    missing = revising.count(connection, collection_facts, _is_missing(number))
    return Plan(
        added=counts.get(_ADDED, 0),
        updated=counts.get(_UPDATED, 0),
        revived=counts.get(_REVIVED, 0),
        same=counts.get(_SAME, 0),
        joining=total - (members - missing),
        missing=missing,
        kept=kept,
        overwritten=overwritten,
    )


def _current() -> FromClause:
    """Return every fact, retired ones too, with the digest of its newest version."""
    return (
        select(
            facts.c.id, facts.c.retired, facts.c.collection, fact_versions.c.digest,
            fact_versions.c.statement,
        )
        .join_from(facts, fact_versions, revising.CURRENT)
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
    last = revising.begin(connection, collection=order.collection, kind=ChangeKind.IMPORT)
    revision = last.revision + 1
    number = revising.collection_number(connection, order.collection)
    gain = _write_facts(connection, number, revision)
    retired = 0
    if order.sync and planned_change.missing:
        retired, lost_sum = _remove_missing(connection, number, revision)
        gain -= lost_sum
    only_grew = not (retired or planned_change.updated)
    revising.end(connection, last, gain, _newest_checked(connection, last, only_grew=only_grew))
    revising.count_members(connection, [number])
    return planned_change.result(order, revision, retired)


def _write_facts(connection: Connection, number: int, revision: int) -> int:
    """Write new facts, versions and memberships; return what the sum of digests gains."""
    collection, now = literal(number, Integer), literal(revision, Integer)
    coming_back = facts.c.retired & planned.c.change.in_([_UPDATED, _REVIVED])
    connection.execute(
        insert(retirements).from_select(
            ["fact_id", "revision", "retired"],
            select(facts.c.id, now, literal(False))
            .join(planned, planned.c.fact_id == facts.c.id)
            .where(coming_back)
            .order_by(facts.c.id),
        )
    )
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
    query = select(planned.c.digest, planned.c.old_digest).where(
        planned.c.change.in_([_ADDED, _UPDATED, _REVIVED])
    )
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
        select(fact_versions.c.digest).join_from(facts, fact_versions, revising.CURRENT).where(left)
    )
    lost = [int(digest, 16) for digest in connection.execute(lost_query).scalars()]
    connection.execute(
        insert(retirements).from_select(
            ["fact_id", "revision", "retired"],
            select(facts.c.id, literal(revision, Integer), literal(True))
            .where(left)
            .order_by(facts.c.id),
        )
    )
    connection.execute(update(facts).where(left).values(retired=True, revision=revision))
    return len(lost), sum(lost)


def _newest_checked(connection: Connection, last: Row[Any], *, only_grew: bool) -> str | None:
    """Return the last day any current fact was checked; only new ones are read if they suffice."""
    if not only_grew:
        return revising.newest_checked_of_all(connection)
    added = connection.execute(select(staged.c.checked).distinct()).scalars()
    known = (last.newest_checked, revising.newest_checked(added))
    return max((day for day in known if day), default=None)
