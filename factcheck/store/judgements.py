"""What a changed fact may touch: every text as its newest run judged it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from factcheck.errors import StoreError
from factcheck.model import Claim, DocumentReport, Query, RunInfo
from factcheck.store import detected, following, loading, saving, searching, sqlite
from factcheck.store.clock import timestamp
from factcheck.store.searching import JudgedText, StoredSearch


class Judgements:
    """The newest judgements of the store that ``engine`` opens; ``name`` is told in errors."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with sqlite.named_errors(self._name), self._engine.connect() as connection:
            yield connection

    def texts(self) -> tuple[JudgedText, ...]:
        """Return every document that a run answers for, the oldest run first."""
        with self._reading() as connection:
            return tuple(searching.load_judged_texts(connection))

    def report(self, text: JudgedText, claim_ids: Collection[str] | None = None) -> DocumentReport:
        """Return a document as its newest run judged it; of some claims alone with their ids."""
        with self._reading() as connection:
            return loading.load_judged(connection, text.run, text.position, claim_ids)

    def claims(self, text: JudgedText) -> tuple[Claim, ...]:
        """Return the claims of a document as they were detected, in text order."""
        with self._reading() as connection:
            return tuple(detected.load_detected(connection, text.run, text.position))

    def save_following(self, text: JudgedText, judged: DocumentReport, run: RunInfo) -> None:
        """Store a run that judges some claims of ``text`` anew and leaves the others as they are.

        A run that is stored already becomes the newest again.
        """
        with sqlite.named_errors(self._name), sqlite.writing(self._engine) as connection:
            if searching.is_demo(connection):
                raise StoreError(self._name, "demonstration store: use --db my.db")
            known = saving.run_number(connection, run.fingerprint)
            if known is not None:
                saving.make_newest(connection, known)
            else:
                following.save_following(connection, text, judged, run, timestamp())

    def searches(self) -> tuple[StoredSearch, ...]:
        """Return what was asked for every claim that a newest run judged."""
        with self._reading() as connection:
            return tuple(searching.load_searches(connection))

    def queries(self, assessments: Sequence[int]) -> Mapping[int, Sequence[Query]]:
        """Return the queries of assessments by their number: the sentence, then its parts."""
        with self._reading() as connection:
            return searching.load_queries(connection, assessments)

    def changed_facts(self, since: int) -> Mapping[str, int]:
        """Return the ids of facts changed after a revision, with the revision of the change."""
        with self._reading() as connection:
            return searching.load_changed(connection, since)

    def last_sequence(self) -> int:
        """Return the place of the newest run in the order of runs; 0 without any."""
        with self._reading() as connection:
            return searching.last_sequence(connection)

    def note_rechecked(self, revision: int, sequence: int) -> None:
        """Remember that the runs up to ``sequence`` follow the facts of ``revision``."""
        with sqlite.named_errors(self._name), sqlite.writing(self._engine) as connection:
            if searching.is_demo(connection):
                raise StoreError(self._name, "demonstration store: use --db my.db")
            searching.note_rechecked(connection, revision, sequence)
