"""A few facts changed by hand: each gets a new version, retires or comes back, as one revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, and_, delete, exists, insert, select, update

from factcheck.facttable import fact_digest
from factcheck.model import ChangeKind, Fact
from factcheck.store import revising, rows
from factcheck.store.schema import collection_facts, fact_versions, facts, retirements

Known = Row[tuple[str, int, int, bool, str]]
"""Id, version, collection, whether it is retired, and digest of a fact in the table."""

CHUNK = 400
"""Ids in one IN (...): below the 999 that old SQLite builds allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What changes and why: each fact as it shall be, ``None`` for one that retires.

    ``collection`` is where facts go that the table does not know.
    """

    changes: Mapping[str, Fact | None]
    kind: ChangeKind
    by: str = ""
    note: str = ""
    collection: str = ""


@dataclass(slots=True, kw_only=True)
class _Work:
    """One edit under way: the revision, the sum of digests gained, and the collections touched."""

    connection: Connection
    revision: int
    gain: int = 0
    touched: set[int] = field(default_factory=set)

    def retire(self, known: Known) -> None:
        own = collection_facts.c.fact_id == known.id
        held = select(collection_facts.c.collection).where(own)
        self.touched.update(self.connection.execute(held).scalars())
        self.connection.execute(delete(collection_facts).where(own))
        self._set(known.id, retired=True)
        self._note_retirement(known.id, retired=True)
        self.gain -= int(known.digest, 16)

    def write(self, fact: Fact, known: Known) -> None:
        digest = fact_digest(fact)
        if known.retired:
            member = {"collection": known.collection, "fact_id": known.id}
            self.connection.execute(insert(collection_facts).values(member))
            self._note_retirement(known.id, retired=False)
            self.touched.add(known.collection)
        version = known.version
        if digest != known.digest:
            version += 1
            self._write_version(fact, version, digest)
        self._set(known.id, version=version, retired=False)
        self.gain += int(digest, 16) - (0 if known.retired else int(known.digest, 16))

    def add(self, fact: Fact, collection: int) -> None:
        row = {
            "id": fact.id, "version": 1, "collection": collection, "retired": False,
            "revision": self.revision,
        }  # fmt: skip
        digest = fact_digest(fact)
        self.connection.execute(insert(facts).values(row))
        self._write_version(fact, 1, digest)
        member = {"collection": collection, "fact_id": fact.id}
        self.connection.execute(insert(collection_facts).values(member))
        self.touched.add(collection)
        self.gain += int(digest, 16)

    def _set(self, fact_id: str, **values: int | bool) -> None:
        own = update(facts).where(facts.c.id == fact_id)
        self.connection.execute(own.values(revision=self.revision, **values))

    def _write_version(self, fact: Fact, version: int, digest: str) -> None:
        identity = {"fact_id": fact.id, "version": version, "revision": self.revision}
        row = identity | {"digest": digest} | rows.fact_row(fact)
        self.connection.execute(insert(fact_versions).values(row))

    def _note_retirement(self, fact_id: str, *, retired: bool) -> None:
        row = {"fact_id": fact_id, "revision": self.revision, "retired": retired}
        self.connection.execute(insert(retirements).values(row))


def apply(connection: Connection, edit: Edit) -> int:
    """Write one revision and return its number, 0 when nothing changes.

    The caller holds the write lock.
    """
    known = _known(connection, list(edit.changes))
    wanted = {
        fact_id: fact
        for fact_id, fact in edit.changes.items()
        if _changes_something(fact, known.get(fact_id))
    }
    if not wanted:
        return 0
    last = revising.begin(
        connection,
        collection="" if wanted.keys() <= known.keys() else edit.collection,
        kind=edit.kind,
        by=edit.by,
        note=edit.note,
    )
    work = _Work(connection=connection, revision=last.revision + 1)
    for fact_id, fact in wanted.items():
        if fact is None:
            work.retire(known[fact_id])
        elif fact_id in known:
            work.write(fact, known[fact_id])
        else:
            work.add(fact, revising.collection_number(connection, edit.collection))
    revising.end(connection, last, work.gain, revising.newest_checked_of_all(connection))
    revising.count_members(connection, sorted(work.touched))
    return work.revision


def _changes_something(fact: Fact | None, known: Known | None) -> bool:
    if known is None:
        return fact is not None
    if fact is None:
        return not known.retired
    return bool(known.retired) or fact_digest(fact) != known.digest


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for start in range(0, len(ids), CHUNK):
        query = (
            select(
                facts.c.id, facts.c.version, facts.c.collection, facts.c.retired,
                fact_versions.c.digest,
            )
            .join(fact_versions, revising.CURRENT)
            .where(facts.c.id.in_(ids[start : start + CHUNK]))
        )  # fmt: skip
        found.update({row.id: row for row in connection.execute(query)})
    return found


def retirement_problems(connection: Connection) -> list[str]:
    """Return the facts of which the last retirement says otherwise than the table does."""
    later = retirements.alias()
    is_last = ~exists().where(
        later.c.fact_id == retirements.c.fact_id, later.c.revision > retirements.c.revision
    )
    last = select(retirements.c.fact_id, retirements.c.retired).where(is_last).subquery()
    query = (
        select(facts.c.id)
        .join(last, last.c.fact_id == facts.c.id, isouter=True)
        .where(
            and_(last.c.retired.is_(None), facts.c.retired) | (last.c.retired != facts.c.retired)
        )
    )
    ids = connection.execute(query).scalars()
    return [f"fact {fact_id!r}: its retirements do not say so" for fact_id in ids]
