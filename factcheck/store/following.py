"""A run that follows another one: some claims judged anew, the others as they were."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, literal, select, update

from factcheck.model import DocumentReport, RunInfo
from factcheck.store import rows, saving
from factcheck.store.schema import (
    assessments,
    claims,
    documents,
    matches,
    part_assessments,
    run_documents,
    runs,
    searches,
)
from factcheck.store.searching import JudgedText


def save_following(
    connection: Connection, text: JudgedText, judged: DocumentReport, run: RunInfo, started_at: str
) -> None:
    """Write a run on one document: ``judged`` anew, its other claims as in the run of ``text``."""
    number = saving.save_run_row(connection, run, started_at)
    document = _place(connection, text, number)
    places = _places(connection, text)
    anew = [places[one.claim.id] for one in judged.assessments]
    _copy(connection, text, number, anew)
    saving.save_assessments(
        connection,
        number,
        document,
        [(places[one.claim.id], one) for one in judged.assessments],
    )
    counted = (
        select(assessments.c.verdict, func.count())
        .where(assessments.c.run == number)
        .group_by(assessments.c.verdict)
    )
    summary = rows.summary_of({row[0]: row[1] for row in connection.execute(counted)})
    connection.execute(update(runs).where(runs.c.number == number).values(summary=summary))


def _place(connection: Connection, text: JudgedText, run: int) -> tuple[int, str]:
    """Give the run its document; return the document's number and digest."""
    query = (
        select(run_documents.c.document, run_documents.c.unresolved_dates, documents.c.digest)
        .join_from(run_documents, documents, documents.c.number == run_documents.c.document)
        .where(run_documents.c.run == text.run, run_documents.c.position == text.position)
    )
    row = connection.execute(query).one()
    place = {"run": run, "position": 0, "document": row.document}
    place["unresolved_dates"] = row.unresolved_dates
    connection.execute(insert(run_documents), place)
    return row.document, row.digest


def _places(connection: Connection, text: JudgedText) -> dict[str, int]:
    """Return where each claim stands in the document, by its id."""
    query = (
        select(claims.c.id, assessments.c.position)
        .join_from(assessments, claims, claims.c.number == assessments.c.claim)
        .where(assessments.c.run == text.run, assessments.c.document_position == text.position)
    )
    return {row.id: row.position for row in connection.execute(query)}


def _copy(connection: Connection, text: JudgedText, run: int, without: list[int]) -> None:
    """Copy assessments with all that hangs on them, but for those at some places."""
    own = (assessments.c.run == text.run, assessments.c.document_position == text.position)
    old = select(assessments.c.number).where(*own)
    step = _step(connection, assessments, old)
    part_step = _step(
        connection,
        part_assessments,
        select(part_assessments.c.number).where(part_assessments.c.assessment.in_(old)),
    )
    kept = old.where(assessments.c.position.not_in(without))
    kept_parts = select(part_assessments.c.number).where(part_assessments.c.assessment.in_(kept))
    _insert_moved(
        connection,
        assessments,
        {"number": step, "run": literal(run, Integer) - assessments.c.run,
         "document_position": -assessments.c.document_position},
        assessments.c.number.in_(kept),
    )  # fmt: skip
    _insert_moved(connection, searches, {"assessment": step}, searches.c.assessment.in_(kept))
    _insert_moved(
        connection,
        part_assessments,
        {"number": part_step, "assessment": step},
        part_assessments.c.assessment.in_(kept),
    )
    _insert_moved(
        connection,
        matches,
        {"part_assessment": part_step},
        matches.c.part_assessment.in_(kept_parts),
    )


def _step(connection: Connection, table: Table, old: Any) -> int:
    """Return what makes new numbers of old ones: the first new one is free, and so are the rest."""
    highest = connection.execute(select(func.max(table.c.number))).scalar_one() or 0
    numbers = old.subquery()
    lowest = connection.execute(select(func.min(numbers.c.number))).scalar_one() or 0
    return int(highest - lowest + 1)


def _insert_moved(
    connection: Connection, table: Table, steps: dict[str, Any], condition: Any
) -> None:
    """Insert rows of a table again, some columns moved by a step."""
    columns = [
        column + steps[column.name] if column.name in steps else column for column in table.c
    ]
    names = [column.name for column in table.c]
    connection.execute(insert(table).from_select(names, select(*columns).where(condition)))
