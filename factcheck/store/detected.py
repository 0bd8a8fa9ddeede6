"""Claims as they were detected: their parts before facts cut them finer, and what they take up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from factcheck.model import Claim, Name, NameKind, Part, Reference, ReferenceKind, Span
from factcheck.store import rows
from factcheck.store.schema import assessments, claims, parts, searches


def detected_row(judged: Claim, claim: Claim) -> rows.Row:
    """Return the columns of ``searches`` for a claim as detected; ``judged`` has it as kept."""
    is_cut = judged.parts != claim.parts
    return {
        "claim_parts": rows.dump([rows.part_row(part) for part in claim.parts]) if is_cut else None,
        "claim_references": rows.dump([asdict(one) for one in claim.references]),
    }


def load_detected(connection: Connection, run: int, position: int) -> list[Claim]:
    """Return the claims of a document of a run as they were detected, in text order."""
    query = (
        select(claims, searches.c.claim_parts, searches.c.claim_references)
        .join_from(assessments, claims, claims.c.number == assessments.c.claim)
        .join(searches, searches.c.assessment == assessments.c.number, isouter=True)
        .where(assessments.c.run == run, assessments.c.document_position == position)
        .order_by(assessments.c.position)
    )
    kept = _kept_parts(connection, run, position)
    return [
        _detected(row, kept.get(row["number"], ()))
        for row in connection.execute(query).mappings().all()
    ]


def _detected(row: RowMapping, kept: Sequence[Part]) -> Claim:
    claim = rows.claim_from_row(row, kept)
    told = json.loads(row["claim_references"] or "[]")
    claim = replace(claim, references=tuple(map(_reference, told)))
    if row["claim_parts"] is None:
        return claim
    return replace(claim, parts=tuple(map(rows.part_from_row, json.loads(row["claim_parts"]))))


def _kept_parts(connection: Connection, run: int, position: int) -> dict[int, list[Part]]:
    """Return the parts of a document's claims as they are kept, by the claims' numbers."""
    own = (
        select(assessments.c.claim)
        .where(assessments.c.run == run, assessments.c.document_position == position)
        .scalar_subquery()
    )
    query = select(parts).where(parts.c.claim.in_(own)).order_by(parts.c.claim, parts.c.position)
    found: dict[int, list[Part]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["claim"], []).append(rows.part_from_row(row))
    return found


def _reference(told: dict[str, Any]) -> Reference:
    return Reference(
        span=Span(**told["span"]),
        text=told["text"],
        kind=ReferenceKind(told["kind"]),
        means=told["means"],
        names=tuple(_names(told["names"])),
        candidates=tuple(told["candidates"]),
    )


def _names(told: Sequence[dict[str, Any]]) -> Iterator[Name]:
    for name in told:
        yield Name(**{**name, "span": Span(**name["span"]), "kind": NameKind(name["kind"])})
