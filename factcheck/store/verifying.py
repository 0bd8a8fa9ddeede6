"""Whether a store holds what it says it holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, and_, func, select

from factcheck.facttable import DIGEST_MODULUS, fact_digest
from factcheck.store import rows, schema, sqlite
from factcheck.store.editing import retirement_problems
from factcheck.store.schema import (
    assessments,
    claims,
    collection_facts,
    collections,
    documents,
    fact_versions,
    facts,
    parts,
    revisions,
    runs,
    snapshots,
)

_PAGE = 1000
_SHOWN = 20
_FACT_COLUMNS = tuple(column.name for column in schema.fact_columns())


def problems(connection: Connection) -> list[str]:
    """Return one line per problem, at most 20 of each kind; empty for a sound store."""
    found = sqlite.integrity_problems(connection)
    if found:
        return found[:_SHOWN]
    checks = (
        _fact_contents, _version_numbers, _table_digest, _memberships, _retirements, _texts,
        _snapshots, _runs,
    )  # fmt: skip
    return list(chain.from_iterable(_first(check(connection)) for check in checks))


def _first(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == _SHOWN:
            yield "(more of the same kind are not shown)"
            return
        yield line


def _fact_contents(connection: Connection) -> Iterator[str]:
    query = select(
        fact_versions.c.fact_id,
        fact_versions.c.version,
        func.coalesce(None, ""),
        *(fact_versions.c[name] for name in _FACT_COLUMNS),
        fact_versions.c.digest,
    )
    for row in connection.execute(query).yield_per(_PAGE):
        if fact_digest(rows.fact_from_row(row)) != row[-1]:
            yield f"fact {row[0]!r} version {row[1]}: the contents differ from their digest"


def _version_numbers(connection: Connection) -> Iterator[str]:
    query = (
        select(
            facts.c.id,
            facts.c.version,
            func.count(fact_versions.c.version),
            func.min(fact_versions.c.version),
            func.max(fact_versions.c.version),
        )
        .join_from(facts, fact_versions, fact_versions.c.fact_id == facts.c.id, isouter=True)
        .group_by(facts.c.id)
    )
    for fact_id, version, count, lowest, highest in connection.execute(query).yield_per(_PAGE):
        if (count, lowest, highest) != (version, 1, version):
            yield f"fact {fact_id!r}: its versions are not 1 to {version}"


def _table_digest(connection: Connection) -> Iterator[str]:
    current = and_(
        facts.c.id == fact_versions.c.fact_id, facts.c.version == fact_versions.c.version
    )
    query = select(fact_versions.c.digest).join(facts, current).where(~facts.c.retired)
    count = total = 0
    for digest in connection.execute(query).scalars().yield_per(_PAGE):
        count += 1
        total += int(digest, 16)
    last = connection.execute(
        select(revisions).order_by(revisions.c.revision.desc()).limit(1)
    ).one_or_none()
    if last is None:
        yield "the fact table has no revision"
        return
    if last.fact_count != count:
        yield f"revision {last.revision} counts {last.fact_count} facts, the table holds {count}"
    if int(last.digest_sum, 16) != total % DIGEST_MODULUS:
        yield f"revision {last.revision}: the digest is not that of the facts"


def _memberships(connection: Connection) -> Iterator[str]:
    counted = (
        select(collections.c.name, collections.c.fact_count, func.count(collection_facts.c.fact_id))
        .join_from(
            collections,
            collection_facts,
            collection_facts.c.collection == collections.c.number,
            isouter=True,
        )
        .group_by(collections.c.number)
    )
    for name, said, count in connection.execute(counted):
        if said != count:
            yield f"collection {name!r} counts {said} facts, it holds {count}"
    membership = (
        select(facts.c.id, facts.c.retired, func.count(collection_facts.c.collection))
        .join_from(facts, collection_facts, collection_facts.c.fact_id == facts.c.id, isouter=True)
        .group_by(facts.c.id)
    )
    for fact_id, retired, count in connection.execute(membership).yield_per(_PAGE):
        if retired == bool(count):
            state = "is retired and still in a collection" if retired else "is in no collection"
            yield f"fact {fact_id!r} {state}"


def _retirements(connection: Connection) -> Iterator[str]:
    yield from retirement_problems(connection)


def _contents(row: RowMapping, *without: str) -> rows.Row:
    return {name: value for name, value in row.items() if name not in without}


def _texts(connection: Connection) -> Iterator[str]:
    numbers = connection.execute(select(documents.c.number).order_by(documents.c.number)).scalars()
    for number in numbers.all():
        query = select(documents).where(documents.c.number == number)
        row = connection.execute(query).mappings().one()
        if rows.row_digest(_contents(row, "number", "digest")) != row["digest"]:
            yield f"document {row['id']}: the contents differ from their digest"
        yield from _claims(connection, row)


def _claims(connection: Connection, document: RowMapping) -> Iterator[str]:
    part_rows: dict[int, list[rows.Row]] = defaultdict(list)
    owned = (
        select(parts)
        .join(claims, claims.c.number == parts.c.claim)
        .where(claims.c.document == document["number"])
        .order_by(parts.c.claim, parts.c.position)
    )
    for part in connection.execute(owned).mappings():
        part_rows[part["claim"]].append(_contents(part, "claim", "position"))
    query = select(claims).where(claims.c.document == document["number"])
    for row in connection.execute(query).mappings():
        own = _contents(row, "number", "digest", "document")
        key = {"document": document["digest"]}
        if rows.row_digest(key, own, *part_rows[row["number"]]) != row["digest"]:
            yield f"claim {row['id']}: the contents differ from their digest"


def _snapshots(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(snapshots)).yield_per(_PAGE).mappings():
        if rows.snapshot_digest(_contents(row, "number", "digest")) != row["digest"]:
            yield f"snapshot of fact {row['fact_id']!r}: the contents differ from their digest"


def _runs(connection: Connection) -> Iterator[str]:
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(assessments.c.run, assessments.c.verdict, func.count()).group_by(
        assessments.c.run, assessments.c.verdict
    )
    for run, verdict, count in connection.execute(query):
        counted[run][verdict] = count
    for number, run_id, summary in connection.execute(_columns(runs, "number", "id", "summary")):
        said = {name: count for name, count in json.loads(summary).items() if count}
        held = dict(counted[number])
        if held:
            held["claims"] = sum(held.values())
        if said != held:
            yield f"run {run_id}: the summary is not that of its assessments"


def _columns(table: Table, *names: str) -> Any:
    return select(*(table.c[name] for name in names))
