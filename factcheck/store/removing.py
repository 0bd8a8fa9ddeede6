"""Texts out of the store with all that was made of them, inside a transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Table, delete, exists, func, select, update

from factcheck.store import rows, searching
from factcheck.store.records import Removed, StoredText
from factcheck.store.schema import (
    assessments,
    claims,
    documents,
    matches,
    part_assessments,
    parts,
    reviews,
    run_documents,
    runs,
    searches,
    snapshots,
)
from factcheck.text import content_id

Choose = Callable[[Sequence[StoredText]], Sequence[StoredText]]
"""Takes the stored texts and returns those to delete."""


def remove(connection: Connection, chosen: Sequence[StoredText]) -> Removed:
    """Delete texts, their claims and verdicts, and what nothing refers to any more.

    Facts stay. A run that keeps other texts gets another id, as it is not what that check saved.
    """
    texts = tuple({one.id: one for one in chosen}.values())
    before = {table.name: _count(connection, table) for table in (claims, runs, reviews)}
    for text in texts:
        _remove_text(connection, text.id)
    connection.execute(delete(runs).where(~exists().where(run_documents.c.run == runs.c.number)))
    unused = ~exists().where(matches.c.snapshot == snapshots.c.number)
    connection.execute(delete(snapshots).where(unused))
    revision, sequence = searching.load_rechecked(connection)
    last = searching.last_sequence(connection)
    if sequence > last:  # the next run takes a place that was looked at already
        searching.note_rechecked(connection, revision, last)
    gone = {table.name: before[table.name] - _count(connection, table) for table in (claims, runs)}
    return Removed(
        texts=texts,
        claims=gone[claims.name],
        runs=gone[runs.name],
        reviews=before[reviews.name] - _count(connection, reviews),
    )


def _remove_text(connection: Connection, document_id: str) -> None:
    numbers = select(documents.c.number).where(documents.c.id == document_id)
    own_claims = select(claims.c.number).where(claims.c.document.in_(numbers))
    judged = select(assessments.c.number).where(assessments.c.claim.in_(own_claims))
    judged_parts = select(part_assessments.c.number).where(
        part_assessments.c.assessment.in_(judged)
    )
    touched = connection.execute(
        select(run_documents.c.run).distinct().where(run_documents.c.document.in_(numbers))
    )
    run_numbers = touched.scalars().all()
    connection.execute(delete(matches).where(matches.c.part_assessment.in_(judged_parts)))
    connection.execute(delete(part_assessments).where(part_assessments.c.assessment.in_(judged)))
    connection.execute(delete(searches).where(searches.c.assessment.in_(judged)))
    connection.execute(delete(assessments).where(assessments.c.claim.in_(own_claims)))
    connection.execute(delete(run_documents).where(run_documents.c.document.in_(numbers)))
    for number in run_numbers:
        _reduce_run(connection, number, document_id)
    _remove_reviews(connection, document_id)
    connection.execute(delete(parts).where(parts.c.claim.in_(own_claims)))
    connection.execute(delete(claims).where(claims.c.document.in_(numbers)))
    connection.execute(delete(documents).where(documents.c.id == document_id))


def _reduce_run(connection: Connection, number: int, document_id: str) -> None:
    """Make id and summary those of the texts a run has left."""
    query = (
        select(assessments.c.verdict, func.count())
        .where(assessments.c.run == number)
        .group_by(assessments.c.verdict)
    )
    summary = rows.summary_of({row[0]: row[1] for row in connection.execute(query)})
    old = connection.execute(select(runs.c.id).where(runs.c.number == number)).scalar_one()
    changed = {"id": content_id(old, "without", document_id), "summary": summary}
    connection.execute(update(runs).where(runs.c.number == number).values(**changed))


def _remove_reviews(connection: Connection, document_id: str) -> None:
    """Delete what people said of sentences that no other text has."""
    numbers = select(documents.c.number).where(documents.c.id == document_id)
    own = select(claims.c.key).where(claims.c.document.in_(numbers))
    others = select(claims.c.key).where(claims.c.document.not_in(numbers))
    connection.execute(
        delete(reviews).where(reviews.c.claim_key.in_(own), reviews.c.claim_key.not_in(others))
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
