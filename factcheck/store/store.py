"""The store: facts with their history, documents, claims and runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Table, func, select, true, update

from factcheck.errors import NotFoundError, StoreError
from factcheck.model import (
    Assessment,
    Claim,
    Document,
    Fact,
    FactTableSummary,
    ImportResult,
    Report,
    Run,
)
from factcheck.store import facts as stored_facts
from factcheck.store import (
    importing,
    loading,
    opening,
    revising,
    saving,
    schema,
    sqlite,
    staging,
    verifying,
)
from factcheck.store.clock import timestamp
from factcheck.store.judgements import Judgements
from factcheck.store.records import EVERY_CLAIM, ClaimFilter, StoreInfo
from factcheck.store.reviewing import Reviewing
from factcheck.store.texts import Texts
from factcheck.store.versioning import Versioning

Item = TypeVar("Item")

_DEMO_ID = "demo"
_IDS_PER_QUERY = 500


class Store(Versioning, Reviewing):
    """A store in a file, created or migrated on opening; without a path one in memory.

    Raises ``StoreError`` when the file is no store or cannot be opened, ``SchemaVersionError`` when
    a newer factcheck wrote it, ``StoreBusyError`` when another process keeps it locked for 10 s.
    Opening and closing an up-to-date store leaves its bytes alone. A file that cannot be written
    can still be read.
    """

    def __init__(self, path_or_url: str | Path | None = None, *, read_only: bool = False) -> None:
        self._path = None if path_or_url is None else opening.resolve(path_or_url)
        self._name = "memory" if self._path is None else str(self._path)
        with sqlite.named_errors(self._name):
            if self._path is None:
                self._engine = opening.open_memory()
            else:
                self._engine = opening.open_file(self._path, read_only=read_only)

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def __reduce__(self) -> tuple[Callable[[Path], Store], tuple[Path]]:
        """Let another process open the same file, to read it; raise ``StoreError`` in memory."""
        if self._path is None:
            raise StoreError(self._name, "a store in memory stays in its process")
        return _for_reading, (self._path,)

    def close(self) -> None:
        """Close the file; the last one out folds the write-ahead log into it."""
        self._engine.dispose()

    @property
    def location(self) -> Path | None:
        """Return the file, or ``None`` in memory."""
        return self._path

    # Facts

    @property
    def revision(self) -> int:
        """Return the number of the fact table's last change; 0 for a new store."""
        with self._reading() as connection:
            return int(revising.last_revision(connection).revision)

    def summary(self) -> FactTableSummary:
        """Return count, digest, collections and the newest checking date."""
        with self._reading() as connection:
            return stored_facts.load_summary(connection)

    def facts(self, collection: str | None = None) -> Iterator[Fact]:
        """Yield every current fact, ordered by id; read in pages, so nothing stays open.

        Of one ``collection`` when it is named; raises ``NotFoundError`` for an unknown one.
        """
        if collection is not None:
            self._refuse_unknown_collection(collection)

        def page(connection: Connection, after: str | None) -> list[Fact]:
            return stored_facts.page(connection, after, collection)

        return self._pages(page, lambda fact: fact.id)

    def _refuse_unknown_collection(self, name: str) -> None:
        with self._reading() as connection:
            if not stored_facts.has_collection(connection, name):
                raise NotFoundError(self._name, f"there is no collection {name!r}")

    def get(self, ids: Iterable[str], /) -> Mapping[str, Fact]:
        """Return the current facts among ``ids``; unknown and retired ids are absent."""
        found: dict[str, Fact] = {}
        remaining = iter(dict.fromkeys(ids))
        with self._reading() as connection:
            while chunk := list(islice(remaining, _IDS_PER_QUERY)):
                found.update(stored_facts.load_by_id(connection, chunk))
        return found

    def fact(self, fact_id: str) -> Fact:
        """Return a current fact; raise ``NotFoundError`` for an unknown or retired id."""
        fact = self.get([fact_id]).get(fact_id)
        if fact is None:
            state = "is retired" if self.fact_history(fact_id) else "is not in the table"
            raise NotFoundError(self._name, f"the fact {fact_id!r} {state}")
        return fact

    def fact_history(self, fact_id: str) -> tuple[Fact, ...]:
        """Return every version of a fact, the oldest first; empty for an unknown id."""
        with self._reading() as connection:
            return tuple(stored_facts.load_versions(connection, fact_id))

    def find_facts(
        self, text: str | None = None, *, collection: str | None = None, limit: int = 50
    ) -> tuple[Fact, ...]:
        """Return current facts by id; each word of ``text`` is in statement, title or speaker."""
        words = tuple(text.lower().split()) if text else ()
        with self._reading() as connection:
            return tuple(stored_facts.find(connection, words, collection, limit))

    def changes_since(self, revision: int) -> Iterator[tuple[str, Fact | None]]:
        """Yield each fact changed after ``revision``, by id; ``None`` for a retired one."""

        def page(connection: Connection, after: str | None) -> list[tuple[str, Fact | None]]:
            return stored_facts.changes_page(connection, revision, after)

        return self._pages(page, lambda change: change[0])

    def _pages(
        self,
        page: Callable[[Connection, str | None], list[Item]],
        key: Callable[[Item], str],
    ) -> Iterator[Item]:
        after = None
        while True:
            with self._reading() as connection:
                items = page(connection, after)
            if not items:
                return
            yield from items
            after = key(items[-1])

    def import_facts(
        self, facts: Iterable[Fact], *, collection: str, sync: bool = False
    ) -> ImportResult:
        """Put facts into a collection as one revision; nothing is written when nothing changed.

        A fact that differs gets a new version. With ``sync`` the collection's facts that are not
        among ``facts`` leave it, and retire when no other collection holds them. Raises
        ``FactSourceError`` when two different facts share an id.
        """
        order = importing.Import(collection=collection, sync=sync)
        with sqlite.named_errors(self._name), self._engine.connect() as connection:
            staging.stage(connection, facts, collection)
            try:
                return self._import_staged(connection, order)
            finally:
                staging.unstage(connection)

    def _import_staged(self, connection: Connection, order: importing.Import) -> ImportResult:
        with sqlite.patience(connection), sqlite.transaction(connection, locks=True):
            plan = importing.plan(connection, order)
            if not plan.changes_something(sync=order.sync):
                return plan.result(order, int(revising.last_revision(connection).revision), 0)
            self._refuse_demo(connection)
            return importing.apply(connection, order, plan)

    # Runs, reports and claims

    def save_report(self, report: Report, *, started_at: datetime | None = None) -> Run:
        """Store a report under its fingerprint and return its run; a known one is not rewritten.

        A known run that a later one replaced as its documents' newest becomes the newest again.
        The demonstration store keeps the run it has on the same texts and facts: other versions of
        code and libraries judge them anew, and there is nothing to write.
        """
        run_id = report.run.fingerprint
        with sqlite.named_errors(self._name):
            with self._reading() as connection:
                is_demo = self._is_demo(connection)
                if is_demo and saving.run_number(connection, run_id) is None:
                    run_id = saving.run_on_same_input(connection, report) or run_id
                number = saving.run_number(connection, run_id)
                is_settled = number is not None and (
                    is_demo or saving.is_newest(connection, number)
                )
            if not is_settled:
                with sqlite.writing(self._engine) as connection:
                    self._refuse_demo(connection)
                    number = saving.run_number(connection, run_id)
                    if number is None:
                        saving.save_run(connection, report, timestamp(started_at))
                    else:
                        saving.make_newest(connection, number)
        return self.run(run_id)

    def expect(self, document: Document) -> None:
        """Raise ``StoreError`` for a text whose report could not be saved.

        The demonstration store takes none but its own. To be asked before a check, not after it.
        """
        with self._reading() as connection:
            if not saving.holds_text(connection, document.text):
                self._refuse_demo(connection)

    def runs(self, limit: int = 50) -> tuple[Run, ...]:
        """Return stored runs, the newest first."""
        with self._reading() as connection:
            return tuple(loading.load_runs(connection, true(), limit))

    def run(self, run_id: str) -> Run:
        """Return a run by its id or the start of it; raise ``NotFoundError`` when absent."""
        with self._reading() as connection:
            full = self._full_id(connection, schema.runs, run_id, "run")
            return loading.load_runs(connection, schema.runs.c.id == full, 1)[0]

    def report(self, run_id: str) -> Report:
        """Return the report of a run as it was saved; raise ``NotFoundError`` when absent."""
        with self._reading() as connection:
            full = self._full_id(connection, schema.runs, run_id, "run")
            return loading.load_report(connection, full)

    def claims(
        self, filters: ClaimFilter = EVERY_CLAIM, *, limit: int = 50
    ) -> tuple[Assessment, ...]:
        """Return assessments of stored claims, by default in text order, the newest run first."""
        with self._reading() as connection:
            return tuple(loading.load_claims(connection, filters, limit))

    def document(self, document_id: str) -> Document:
        """Return the newest stored text with that id; raise ``NotFoundError`` when absent."""
        with self._reading() as connection:
            found = loading.load_document(connection, document_id)
        if found is None:
            raise NotFoundError(self._name, f"there is no document {document_id!r}")
        return found

    def claim(self, claim_id: str) -> Assessment:
        """Return the newest assessment of a claim, by its id or the start of it."""
        with self._reading() as connection:
            full = self._full_id(connection, schema.claims, claim_id, "claim")
            return loading.newest_assessment(connection, schema.claims.c.id == full)

    @property
    def judgements(self) -> Judgements:
        """Return the newest judgement of every text, for finding what a fact may change."""
        return Judgements(self._engine, self._name)

    @property
    def texts(self) -> Texts:
        """Return the stored texts, for listing and for deleting them for good."""
        return Texts(self._engine, self._name)

    def newest_claims(self) -> tuple[Claim, ...]:
        """Return the claims of each document's newest run, by document and place, without parts."""
        with self._reading() as connection:
            return tuple(loading.load_newest_claims(connection))

    def sources(self, document_ids: Iterable[str]) -> Mapping[str, str]:
        """Return what each document among ``document_ids`` was read from, as last checked."""
        with self._reading() as connection:
            return loading.load_sources(connection, document_ids)

    def _full_id(self, connection: Connection, table: Table, start: str, kind: str) -> str:
        found = loading.ids_starting_with(connection, table, start) if start else []
        if not found:
            raise NotFoundError(self._name, f"there is no {kind} {start!r}")
        if len(found) > 1:
            raise StoreError(self._name, f"more than one {kind} starts with {start!r}")
        return found[0]

    # The store itself

    @property
    def is_demo(self) -> bool:
        """Tell whether this is the demonstration store, which refuses changes."""
        with self._reading() as connection:
            return self._is_demo(connection)

    def mark_demo(self) -> None:
        """Turn a filled store into the demonstration store, compacted for good."""
        with sqlite.named_errors(self._name):
            with sqlite.writing(self._engine) as connection:
                for name, value in (("demo", "1"), ("store_id", _DEMO_ID)):
                    row = update(schema.meta).where(schema.meta.c.name == name)
                    connection.execute(row.values(value=value))
            sqlite.compact(self._engine)

    def info(self) -> StoreInfo:
        """Return counts and settings."""
        with self._reading() as connection:
            summary = stored_facts.load_summary(connection)
            names = select(schema.collections.c.name, schema.collections.c.fact_count)
            held = connection.execute(names.order_by(schema.collections.c.name)).all()
            return StoreInfo(
                location=self._path,
                store_id=self._meta(connection, "store_id"),
                schema=opening.schema_revision(connection, self._name),
                revision=int(revising.last_revision(connection).revision),
                digest=summary.digest,
                is_demo=self._is_demo(connection),
                journal_mode=sqlite.journal_mode(connection),
                size=self._path.stat().st_size if self._path else 0,
                collections=tuple((name, count) for name, count in held),
                facts=summary.count,
                retired_facts=_count(connection, schema.facts) - summary.count,
                fact_versions=_count(connection, schema.fact_versions),
                documents=_count(connection, schema.documents),
                claims=_count(connection, schema.claims),
                runs=_count(connection, schema.runs),
            )

    def verify(self) -> list[str]:
        """Return one line per problem of pages, keys, digests, versions and counts."""
        with self._reading() as connection, sqlite.transaction(connection, locks=False):
            return verifying.problems(connection)

    def backup(self, destination: str | Path) -> Path:
        """Write a consistent copy to a new file; raise ``StoreError`` when it exists."""
        target = Path(destination)
        if target.exists():
            raise StoreError(str(target), "exists already; a backup never overwrites")
        with sqlite.named_errors(str(target)):
            try:
                sqlite.copy_database(self._engine, target)
            except OSError as error:
                raise StoreError(str(target), f"cannot be written: {error.strerror}") from error
        return target


def _for_reading(path: Path) -> Store:
    return Store(path, read_only=True)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
