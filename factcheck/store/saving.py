"""Reports into the store, inside one write transaction of the caller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Table, func, insert, select, update

from factcheck.model import (
    Assessment,
    Claim,
    Document,
    DocumentReport,
    Fact,
    Part,
    PartAssessment,
    Report,
    RunInfo,
)
from factcheck.store import rows, searching
from factcheck.store.review_rows import reviewed_text
from factcheck.store.schema import (
    assessments,
    claims,
    documents,
    matches,
    part_assessments,
    parts,
    run_documents,
    runs,
    searches,
    snapshots,
)

_ROWS_HELD = 2000


def run_number(connection: Connection, run_id: str) -> int | None:
    """Return the number of a stored run."""
    query = select(runs.c.number).where(runs.c.id == run_id)
    number: int | None = connection.execute(query).scalar_one_or_none()
    return number


def is_newest(connection: Connection, number: int) -> bool:
    """Tell whether no later run judged one of this run's documents."""
    same = documents.alias()
    ids = (
        select(documents.c.id)
        .join(run_documents, run_documents.c.document == documents.c.number)
        .where(run_documents.c.run == number)
    )
    newest = (
        select(func.max(runs.c.sequence))
        .join_from(runs, run_documents, run_documents.c.run == runs.c.number)
        .join(same, same.c.number == run_documents.c.document)
        .where(same.c.id.in_(ids))
    )
    own = select(runs.c.sequence).where(runs.c.number == number)
    highest: int | None = connection.execute(newest).scalar_one()
    sequence: int = connection.execute(own).scalar_one()
    return highest is None or sequence >= highest


def run_on_same_input(connection: Connection, report: Report) -> str | None:
    """Return the newest run on the report's texts and facts, whatever code judged them."""
    texts = [judged.document.text for judged in report.documents]
    query = (
        select(runs.c.id, documents.c.text)
        .join_from(runs, run_documents, run_documents.c.run == runs.c.number)
        .join(documents, documents.c.number == run_documents.c.document)
        .where(runs.c.facts_digest == report.run.facts_digest)
        .order_by(runs.c.sequence.desc(), run_documents.c.position)
    )
    held: defaultdict[str, list[str]] = defaultdict(list)
    for run_id, text in connection.execute(query):
        held[run_id].append(text)
    return next((run_id for run_id, stored in held.items() if stored == texts), None)


def holds_text(connection: Connection, text: str) -> bool:
    """Tell whether a text is stored, under whatever name."""
    query = select(documents.c.number).where(documents.c.text == text).limit(1)
    return connection.execute(query).first() is not None


def make_newest(connection: Connection, number: int) -> None:
    """Let a stored run answer for its documents again, as after a fact was set back."""
    following = _highest(connection, runs, "sequence") + 1
    connection.execute(update(runs).where(runs.c.number == number).values(sequence=following))


def save_run(connection: Connection, report: Report, started_at: str) -> None:
    """Write a run that is not stored yet, with everything its report holds."""
    run = save_run_row(connection, report.run, started_at, report.summary)
    writer = _Writer(connection)
    for position, document_report in enumerate(report.documents):
        writer.save_document(run, position, document_report)
    writer.flush()


def save_run_row(
    connection: Connection, info: RunInfo, started_at: str, summary: dict[str, int] | None = None
) -> int:
    """Write the row of a run, the newest of all, and return its number."""
    number = _highest(connection, runs, "number") + 1
    row = {
        "number": number,
        "id": info.fingerprint,
        "sequence": _highest(connection, runs, "sequence") + 1,
        "started_at": started_at,
        "version": info.version,
        "facts_count": info.facts_count,
        "facts_digest": info.facts_digest,
        "collections": rows.dump(info.collections),
        "newest_checked": rows.date_text(info.newest_checked),
        "model": info.model,
        "summary": rows.dump(summary or {}),
        "is_model_missing": info.is_model_missing,
    }
    connection.execute(insert(runs), row)
    return number


def save_assessments(
    connection: Connection,
    run: int,
    document: tuple[int, str],
    placed: Iterable[tuple[int, Assessment]],
) -> None:
    """Write assessments of the first document of a run, each at its place among the claims.

    ``document`` is its number and digest.
    """
    writer = _Writer(connection)
    for position, assessment in placed:
        key = {"run": run, "document_position": 0, "position": position}
        writer.save_assessment(key, assessment, document)
    writer.flush()


def _highest(connection: Connection, table: Table, column: str) -> int:
    return connection.execute(select(func.max(table.c[column]))).scalar_one() or 0


class _Writer:
    """Numbers rows under the write lock and sends them in batches, parents first."""

    _ORDER = (
        documents, snapshots, run_documents, claims, parts, assessments, searches,
        part_assessments, matches,
    )  # fmt: skip

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[rows.Row]] = defaultdict(list)
        self._held = 0
        self._numbers: dict[str, int] = {}
        self._known: dict[tuple[str, str], int] = {}

    def add(self, table: Table, row: rows.Row) -> int:
        """Hold a row that needs a number, and return the number."""
        if table.name not in self._numbers:
            self._numbers[table.name] = _highest(self._connection, table, "number")
        self._numbers[table.name] += 1
        number = self._numbers[table.name]
        self.append(table, row | {"number": number})
        return number

    def append(self, table: Table, row: rows.Row) -> None:
        """Hold a row."""
        self._waiting[table.name].append(row)
        self._held += 1

    def flush(self) -> None:
        """Send what is held."""
        for table in self._ORDER:
            if waiting := self._waiting.pop(table.name, None):
                self._connection.execute(insert(table), waiting)
        self._held = 0

    def _find(self, table: Table, digest: str) -> int | None:
        """Return the number of the row with that content, when there is one."""
        known = self._known.get((table.name, digest))
        if known is None:
            query = select(table.c.number).where(table.c.digest == digest)
            known = self._connection.execute(query).scalar_one_or_none()
        return known

    def _add_content(self, table: Table, row: rows.Row, digest: str) -> int:
        number = self.add(table, row | {"digest": digest})
        self._known[table.name, digest] = number
        return number

    def save_document(self, run: int, position: int, report: DocumentReport) -> None:
        """Hold a document, its place in the run and its assessments."""
        document, document_digest = self._document(report.document)
        place = {
            "run": run,
            "position": position,
            "document": document,
            "unresolved_dates": report.unresolved_dates,
        }
        self.append(run_documents, place)
        for index, assessment in enumerate(report.assessments):
            key = {"run": run, "document_position": position, "position": index}
            self.save_assessment(key, assessment, (document, document_digest))
            if self._held >= _ROWS_HELD:
                self.flush()

    def _document(self, document: Document) -> tuple[int, str]:
        row = rows.document_row(document)
        digest = rows.row_digest(row)
        number = self._find(documents, digest)
        return number or self._add_content(documents, row, digest), digest

    def save_assessment(
        self, key: rows.Row, assessment: Assessment, document: tuple[int, str]
    ) -> None:
        """Hold a claim and its assessment, with all parts and matches."""
        assessed = _all_parts(assessment)
        claim = self._claim(assessment.claim, assessed, document)
        judgement = {
            "claim": claim,
            "verdict": assessment.verdict.value,
            "reasons": rows.reasons_text(assessment.reasons),
            "confidence": assessment.confidence,
            "reviewed": reviewed_text(assessment.reviewed),
        }
        number = self.add(assessments, key | judgement)
        if assessment.search is not None:
            row = searching.search_row(assessment.claim, assessment.search)
            self.append(searches, row | {"assessment": number})
        for position, judged in enumerate(assessment.parts):
            place = {
                "assessment": number,
                "position": position,
                "claim": claim,
                "part": assessed.index(judged.part),
            }
            self._part_assessment(place, judged)

    def _claim(self, claim: Claim, assessed: tuple[Part, ...], document: tuple[int, str]) -> int:
        row, part_rows = rows.claim_row(claim), [rows.part_row(part) for part in assessed]
        digest = rows.row_digest({"document": document[1]}, row, *part_rows)
        number = self._find(claims, digest)
        if number is None:
            number = self._add_content(claims, row | {"document": document[0]}, digest)
            for position, part in enumerate(part_rows):
                self.append(parts, part | {"claim": number, "position": position})
        return number

    def _part_assessment(self, place: rows.Row, judged: PartAssessment) -> None:
        judgement = {
            "verdict": judged.verdict.value,
            "reasons": rows.reasons_text(judged.reasons),
            "confidence": judged.confidence,
        }
        number = self.add(part_assessments, place | judgement)
        for position, match in enumerate(judged.matches):
            row = {
                "part_assessment": number,
                "position": position,
                "snapshot": self._snapshot(match.fact),
                "similarity": match.similarity,
                "stance": match.stance.value,
                "coverage": match.coverage,
                "comparisons": rows.comparisons_text(match.comparisons),
                "probabilities": rows.probabilities_text(match.probabilities),
            }
            self.append(matches, row)

    def _snapshot(self, fact: Fact) -> int:
        row = rows.snapshot_row(fact)
        digest = rows.snapshot_digest(row)
        number = self._find(snapshots, digest)
        if number is None:
            return self._add_content(snapshots, row, digest)
        self._known[snapshots.name, digest] = number
        return number


def _all_parts(assessment: Assessment) -> tuple[Part, ...]:
    """Return the claim's own parts, then assessed ones it does not list."""
    own = assessment.claim.parts
    extra = dict.fromkeys(p.part for p in assessment.parts if p.part not in own)
    return (*own, *extra)
