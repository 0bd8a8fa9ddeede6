"""What was asked for stored claims: the way back from a fact to the verdicts it may change."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from factcheck.analysis.terms import KEY, NAME, terms
from factcheck.facttable import digest_from_sum
from factcheck.model import Claim, Query, Search
from factcheck.store import detected, rows
from factcheck.store.schema import (
    assessments,
    claims,
    documents,
    facts,
    meta,
    revisions,
    run_documents,
    runs,
    searches,
)

_CHUNK = 400
"""Values in one IN (...): below the 999 that old SQLite builds allow."""
_RECHECKED = "rechecked"
END = 0
"""Ends the terms of a query; no term has this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedText:
    """A document as its newest run judged it; ``revision`` is of the facts its verdicts rest on.

    ``revision`` is ``None`` when those were never the facts of this store; ``facts_count`` is how
    many there were.
    """

    run: int
    position: int
    run_id: str
    document_id: str
    version: str
    model: str
    facts_count: int
    revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSearch:
    """What was asked for one stored claim; the last three are ``None`` when that was not kept.

    ``terms`` are 32-bit codes, query after query, each ended by ``END``; ``reaches`` are 64-bit
    floats, one a query; ``facts`` 64-bit marks.
    """

    run: int
    position: int
    assessment: int
    claim_id: str
    is_repeat: bool
    terms: bytes | None
    reaches: bytes | None
    facts: bytes | None


# Writing


def term_codes(text: str, lang: str) -> list[int]:
    """Return the codes of the distinct retrieval terms of a text, ascending; none is ``END``."""
    found = terms(text, lang)
    shared = (KEY + term[1:] if term[0] == NAME else term for term in found)
    codes = {zlib.crc32(term.encode("utf-8", "surrogatepass")) for term in shared}
    return sorted(codes - {END})


def search_row(claim: Claim, search: Search) -> rows.Row:
    """Return the row of a search but for its assessment."""
    codes: list[int] = []
    for text in (claim.text, *search.parts):
        codes += [*term_codes(text, claim.language), END]
    return {
        **detected.detected_row(claim, search.claim),
        "parts": rows.dump(search.parts),
        "terms": struct.pack(f"<{len(codes)}I", *codes),
        "reaches": struct.pack(f"<{len(search.reaches)}d", *search.reaches),
        "facts": struct.pack(f"<{len(search.facts)}Q", *search.facts),
    }


# Reading


def newest_runs() -> Select[Any]:
    """Return, for each document id, the sequence of the run that answers for it."""
    same = documents.alias()
    return (
        select(same.c.id, func.max(runs.c.sequence).label("sequence"))
        .join_from(runs, run_documents, run_documents.c.run == runs.c.number)
        .join(same, same.c.number == run_documents.c.document)
        .group_by(same.c.id)
    )


def load_judged_texts(connection: Connection) -> list[JudgedText]:
    """Return every document that a run answers for, the oldest run first."""
    known = _revisions_by_digest(connection)
    rechecked, up_to = load_rechecked(connection)
    newest = newest_runs().subquery()
    query = (
        select(runs, run_documents.c.position, documents.c.id.label("document_id"))
        .join_from(runs, run_documents, run_documents.c.run == runs.c.number)
        .join(documents, documents.c.number == run_documents.c.document)
        .join(newest, (newest.c.id == documents.c.id) & (newest.c.sequence == runs.c.sequence))
        .order_by(runs.c.sequence, run_documents.c.position)
    )
    found = []
    for row in connection.execute(query).mappings():
        revision = known.get(row["facts_digest"])
        if revision is not None and row["sequence"] <= up_to:
            revision = max(revision, rechecked)
        found.append(
            JudgedText(
                run=row["number"],
                position=row["position"],
                run_id=row["id"],
                document_id=row["document_id"],
                version=row["version"],
                model=row["model"],
                facts_count=row["facts_count"],
                revision=revision,
            )
        )
    return found


def _revisions_by_digest(connection: Connection) -> dict[str, int]:
    """Return the newest revision at which the fact table had each digest."""
    query = select(revisions.c.revision, revisions.c.fact_count, revisions.c.digest_sum)
    return {
        digest_from_sum(count, int(total, 16)): number
        for number, count, total in connection.execute(query.order_by(revisions.c.revision))
    }


def load_searches(connection: Connection) -> Iterator[StoredSearch]:
    """Yield what was asked for every claim that a newest run judged."""
    newest = newest_runs().subquery()
    query = (
        select(
            assessments.c.run,
            assessments.c.document_position,
            assessments.c.number,
            claims.c.id,
            claims.c.duplicate_of != "",
            searches.c.terms,
            searches.c.reaches,
            searches.c.facts,
        )
        .join_from(assessments, runs, runs.c.number == assessments.c.run)
        .join(claims, claims.c.number == assessments.c.claim)
        .join(documents, documents.c.number == claims.c.document)
        .join(newest, (newest.c.id == documents.c.id) & (newest.c.sequence == runs.c.sequence))
        .join(searches, searches.c.assessment == assessments.c.number, isouter=True)
        .order_by(assessments.c.number)
    )
    for run, position, number, claim_id, is_repeat, *kept in connection.execute(query):
        codes, reaches, marks = kept
        yield StoredSearch(
            run=run,
            position=position,
            assessment=number,
            claim_id=claim_id,
            is_repeat=bool(is_repeat),
            terms=codes,
            reaches=reaches,
            facts=marks,
        )


def load_queries(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Query]]:
    """Return the queries of assessments by their number: the sentence, then its parts."""
    found: dict[int, list[Query]] = {}
    for start in range(0, len(numbers), _CHUNK):
        query = (
            select(searches.c.assessment, searches.c.parts, claims.c.text, claims.c.language)
            .join_from(searches, assessments, assessments.c.number == searches.c.assessment)
            .join(claims, claims.c.number == assessments.c.claim)
            .where(searches.c.assessment.in_(numbers[start : start + _CHUNK]))
        )
        for number, parts, text, lang in connection.execute(query):
            asked = (text, *rows.parse_texts(parts))
            found[number] = [Query(text=one, lang=lang) for one in asked]
    return found


def load_changed(connection: Connection, since: int) -> dict[str, int]:
    """Return the ids of the facts changed after a revision, with the revision of the change."""
    query = select(facts.c.id, facts.c.revision).where(facts.c.revision > since)
    return {row.id: row.revision for row in connection.execute(query)}


# How far stored verdicts have been re-checked


def load_rechecked(connection: Connection) -> tuple[int, int]:
    """Return the revision that stored verdicts follow, and the last run for which this holds."""
    query = select(meta.c.value).where(meta.c.name == _RECHECKED)
    told = connection.execute(query).scalar_one_or_none()
    revision, sequence = (told or "0 0").split()
    return int(revision), int(sequence)


def is_demo(connection: Connection) -> bool:
    """Tell whether this is the demonstration store, which refuses changes."""
    query = select(meta.c.value).where(meta.c.name == "demo")
    return connection.execute(query).scalar_one_or_none() == "1"


def last_sequence(connection: Connection) -> int:
    """Return the place of the newest run in the order of runs, 0 without any."""
    return connection.execute(select(func.max(runs.c.sequence))).scalar_one() or 0


def note_rechecked(connection: Connection, revision: int, sequence: int) -> None:
    """Remember that the runs up to ``sequence`` follow the facts of ``revision``."""
    connection.execute(meta.delete().where(meta.c.name == _RECHECKED))
    connection.execute(meta.insert().values(name=_RECHECKED, value=f"{revision} {sequence}"))
