"""Reports, runs and claims out of the store, as the records that went in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    case,
    func,
    or_,
    select,
)

from factcheck.model import (
    VERDICT_RANKS,
    Assessment,
    Claim,
    ClaimOrder,
    Document,
    DocumentReport,
    Fact,
    Match,
    Part,
    PartAssessment,
    Report,
    Run,
    RunInfo,
    Stance,
    Verdict,
    beside_day,
)
from factcheck.store import rows, schema, searching
from factcheck.store.records import EVERY_CLAIM, ClaimFilter
from factcheck.store.review_rows import parse_reviewed
from factcheck.store.schema import (
    assessments,
    claims,
    documents,
    matches,
    part_assessments,
    parts,
    run_documents,
    runs,
    snapshots,
)

_CHUNK = 400
"""Values in one IN (...): below the 999 that old SQLite builds allow."""

_TEXT_ORDER = (assessments.c.document_position, assessments.c.position)


def load_runs(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[Run]:
    """Return stored runs, the newest first."""
    query = select(runs).where(condition).order_by(runs.c.sequence.desc()).limit(limit)
    return [_run(connection, row) for row in connection.execute(query).mappings().all()]


def _run(connection: Connection, row: RowMapping) -> Run:
    ids = (
        select(documents.c.id)
        .join(run_documents, run_documents.c.document == documents.c.number)
        .where(run_documents.c.run == row["number"])
        .order_by(run_documents.c.position)
    )
    return Run(
        id=row["id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        info=_run_info(row),
        document_ids=tuple(connection.execute(ids).scalars()),
        summary=json.loads(row["summary"]),
    )


def _run_info(row: RowMapping) -> RunInfo:
    return RunInfo(
        version=row["version"],
        fingerprint=row["id"],
        facts_count=row["facts_count"],
        facts_digest=row["facts_digest"],
        collections=tuple(json.loads(row["collections"])),
        newest_checked=rows.parse_date(row["newest_checked"]),
        model=row["model"],
        is_model_missing=bool(row["is_model_missing"]),
    )


def load_report(connection: Connection, run_id: str) -> Report:
    """Return the report of a run that is stored."""
    run = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().one()
    positions = (
        select(run_documents.c.position)
        .where(run_documents.c.run == run["number"])
        .order_by(run_documents.c.position)
    )
    judged = select(assessments).where(assessments.c.run == run["number"]).order_by(*_TEXT_ORDER)
    by_document: dict[int, list[Assessment]] = defaultdict(list)
    found = connection.execute(judged).mappings().all()
    for row, assessment in zip(found, _assessments(connection, found), strict=True):
        by_document[row["document_position"]].append(assessment)
    return Report(
        run=_run_info(run),
        documents=tuple(
            _document_report(connection, run["number"], position, by_document[position])
            for position in connection.execute(positions).scalars().all()
        ),
    )


def load_judged(
    connection: Connection, run: int, position: int, claim_ids: Collection[str] | None = None
) -> DocumentReport:
    """Return one document of a run; with ``claim_ids``, only these claims and what repeats them."""
    judged = (
        select(assessments, claims.c.id, claims.c.duplicate_of)
        .join_from(assessments, claims, claims.c.number == assessments.c.claim)
        .where(assessments.c.run == run, assessments.c.document_position == position)
        .order_by(assessments.c.position)
    )
    found = [
        row
        for row in connection.execute(judged).mappings()
        if claim_ids is None or row["id"] in claim_ids or row["duplicate_of"] in claim_ids
    ]
    return _document_report(connection, run, position, _assessments(connection, found))


def _document_report(
    connection: Connection, run: int, position: int, assessed: Sequence[Assessment]
) -> DocumentReport:
    query = (
        select(run_documents.c.unresolved_dates, documents)
        .join(documents, documents.c.number == run_documents.c.document)
        .where(run_documents.c.run == run, run_documents.c.position == position)
    )
    row = connection.execute(query).mappings().one()
    return DocumentReport(
        document=rows.document_from_row(row),
        assessments=tuple(assessed),
        unresolved_dates=row["unresolved_dates"],
    )


def load_claims(connection: Connection, wanted: ClaimFilter, limit: int) -> list[Assessment]:
    """Return matching assessments of the newest runs in the order that is wanted.

    In text order the newest run comes first, and so among claims that another order ranks alike.
    """
    ranks = {verdict.value: rank for verdict, rank in VERDICT_RANKS.items()}
    first: dict[ClaimOrder, tuple[ColumnElement[Any], ...]] = {
        ClaimOrder.TEXT: (),
        ClaimOrder.VERDICT: (case(ranks, value=assessments.c.verdict),),
        ClaimOrder.CHECKWORTHINESS: (claims.c.checkworthiness.desc(),),
    }
    query = (
        select(assessments)
        .join(runs, runs.c.number == assessments.c.run)
        .join(claims, claims.c.number == assessments.c.claim)
        .join(documents, documents.c.number == claims.c.document)
        .order_by(*first[wanted.order], runs.c.sequence.desc(), *_TEXT_ORDER)
        .limit(limit)
    )
    return _assessments(connection, connection.execute(_filtered(query, wanted)).mappings().all())


def _filtered(query: Select[Any], wanted: ClaimFilter) -> Select[Any]:
    if wanted.run_id:
        query = query.where(runs.c.id == wanted.run_id)
    else:
        newest = searching.newest_runs().subquery()
        query = query.join(
            newest, (newest.c.id == documents.c.id) & (newest.c.sequence == runs.c.sequence)
        )
    if wanted.verdicts:
        query = query.where(assessments.c.verdict.in_([v.value for v in wanted.verdicts]))
    if wanted.reasons:
        named = (assessments.c.reasons.contains(f'"{reason}"') for reason in wanted.reasons)
        query = query.where(or_(*named))
    if wanted.document:
        name = wanted.document
        query = query.where(or_(documents.c.id == name, documents.c.source == name))
    if wanted.text:
        contains = func.lower(claims.c.text).contains(wanted.text.lower(), autoescape=True)
        query = query.where(contains)
    return query


def newest_assessment(connection: Connection, condition: ColumnElement[bool]) -> Assessment:
    """Return the newest assessment of the stored claims that meet ``condition``; there is one."""
    query = (
        select(assessments)
        .join(runs, runs.c.number == assessments.c.run)
        .join(claims, claims.c.number == assessments.c.claim)
        .where(condition)
        .order_by(runs.c.sequence.desc(), *_TEXT_ORDER)
        .limit(1)
    )
    return _assessments(connection, connection.execute(query).mappings().all())[0]


def load_newest_claims(connection: Connection) -> Iterator[Claim]:
    """Yield the claims of each document's newest run, by document and place, without parts."""
    query = (
        select(claims)
        .distinct()
        .join_from(assessments, claims, claims.c.number == assessments.c.claim)
        .join(runs, runs.c.number == assessments.c.run)
        .join(documents, documents.c.number == claims.c.document)
        .order_by(claims.c.document_id, claims.c.start, claims.c.number)
    )
    for row in connection.execute(_filtered(query, EVERY_CLAIM)).mappings():
        yield rows.claim_from_row(row, ())


def load_sources(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the newest source of each document among ``ids``."""
    found: dict[str, str] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        query = select(documents.c.id, documents.c.source).order_by(documents.c.number)
        chunk = documents.c.id.in_(ordered[start : start + _CHUNK])
        found.update({row.id: row.source for row in connection.execute(query.where(chunk))})
    return found


def ids_starting_with(connection: Connection, table: Table, start: str) -> list[str]:
    """Return the id itself when it exists, else at most two ids that start with it."""
    exact = select(table.c.id).where(table.c.id == start).limit(1)
    if (found := connection.execute(exact).scalar_one_or_none()) is not None:
        return [found]
    starts = table.c.id.startswith(start, autoescape=True)
    query = select(table.c.id).distinct().where(starts).order_by(table.c.id).limit(2)
    return list(connection.execute(query).scalars())


def _assessments(connection: Connection, found: Sequence[RowMapping]) -> list[Assessment]:
    """Return the assessments of rows, with claims, parts and matches, in the same order."""
    claim_numbers = {row["claim"] for row in found}
    claim_rows = {
        row["number"]: row for row in _rows_in(connection, claims, "number", claim_numbers)
    }
    part_lists: dict[int, list[Part]] = defaultdict(list)
    for row in _rows_in(connection, parts, "claim", claim_numbers, "claim", "position"):
        part_lists[row["claim"]].append(rows.part_from_row(row))
    judged = _part_assessments(connection, {row["number"] for row in found}, part_lists)
    days = _days(connection, {row["document"] for row in claim_rows.values()})
    return [
        Assessment(
            claim=rows.claim_from_row(claim_rows[row["claim"]], part_lists[row["claim"]]),
            verdict=Verdict(row["verdict"]),
            reasons=rows.parse_reasons(row["reasons"]),
            confidence=row["confidence"],
            parts=beside_day(judged[row["number"]], days[claim_rows[row["claim"]]["document"]]),
            reviewed=parse_reviewed(row["reviewed"]),
        )
        for row in found
    ]


def _days(connection: Connection, numbers: Iterable[int]) -> dict[int, date | None]:
    """Return when each of the documents was written."""
    ordered = sorted(numbers)
    days: dict[int, date | None] = {}
    for start in range(0, len(ordered), _CHUNK):
        chunk = documents.c.number.in_(ordered[start : start + _CHUNK])
        query = select(documents.c.number, documents.c.date).where(chunk)
        days.update({number: rows.parse_date(day) for number, day in connection.execute(query)})
    return days


def _part_assessments(
    connection: Connection, numbers: set[int], part_lists: dict[int, list[Part]]
) -> dict[int, list[PartAssessment]]:
    found = _rows_in(connection, part_assessments, "assessment", numbers, "assessment", "position")
    matched = _matches(connection, {row["number"] for row in found})
    judged: dict[int, list[PartAssessment]] = defaultdict(list)
    for row in found:
        judged[row["assessment"]].append(
            PartAssessment(
                part=part_lists[row["claim"]][row["part"]],
                verdict=Verdict(row["verdict"]),
                reasons=rows.parse_reasons(row["reasons"]),
                confidence=row["confidence"],
                matches=tuple(matched[row["number"]]),
            )
        )
    return judged


def load_document(connection: Connection, document_id: str) -> Document | None:
    """Return the newest stored text with that id."""
    query = select(documents).where(documents.c.id == document_id)
    newest = query.order_by(documents.c.number.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    return None if row is None else rows.document_from_row(row)


def _matches(connection: Connection, numbers: set[int]) -> dict[int, list[Match]]:
    found = _rows_in(connection, matches, "part_assessment", numbers, "part_assessment", "position")
    facts = _snapshots(connection, {row["snapshot"] for row in found})
    matched: dict[int, list[Match]] = defaultdict(list)
    for row in found:
        matched[row["part_assessment"]].append(
            Match(
                fact=facts[row["snapshot"]],
                similarity=row["similarity"],
                stance=Stance(row["stance"]),
                coverage=row["coverage"],
                comparisons=rows.parse_comparisons(row["comparisons"]),
                probabilities=rows.parse_probabilities(row["probabilities"]),
            )
        )
    return matched


def _snapshots(connection: Connection, numbers: set[int]) -> dict[int, Fact]:
    names = ("fact_id", "version", "collection", *(c.name for c in schema.fact_columns()))
    return {
        row["number"]: rows.fact_from_row([row[name] for name in names])
        for row in _rows_in(connection, snapshots, "number", numbers)
    }


def _rows_in(
    connection: Connection, table: Table, column: str, values: Iterable[int], *order: str
) -> list[RowMapping]:
    """Return the rows whose ``column`` is among ``values``; ordered within each value's rows."""
    ordered = sorted(values)
    found: list[RowMapping] = []
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        query = select(table).where(table.c[column].in_(chunk))
        query = query.order_by(*(table.c[name] for name in order))
        found.extend(connection.execute(query).mappings())
    return found
