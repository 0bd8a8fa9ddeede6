"""Candidates from an inverted index that keeps up with its fact table by itself.

The index is derived: missing, stale, ahead or damaged, it is brought up to date or rebuilt, with
one line through ``notice``. It only ever names candidates; whatever is shown comes from the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol, cast

from factcheck.analysis.terms import ConceptOf
from factcheck.errors import FactcheckError, IndexingError
from factcheck.model import Candidate, Fact, Query
from factcheck.progress import Steps, counted
from factcheck.protocols import FactTable
from factcheck.retrievers.inverted import InvertedIndex, build_inverted, load_inverted
from factcheck.retrievers.manifest import GenerationFolder, Manifest, code_fingerprint
from factcheck.retrievers.matrix import (
    TermMatrix,
    build_matrix,
    fact_slots,
    language_code,
    load_matrix,
)
from factcheck.retrievers.meaning import Meanings, Near
from factcheck.retrievers.ranking import Ranking, load_ranker, similarities

LOCK_TIMEOUT = 900.0
"""Seconds to wait for another process that builds the same index."""

_ATTEMPTS = 5
"""Times to start over because somebody imports facts while they are being indexed."""

_FEW = 10_000
_SHARE = 4
"""Changed facts that are worked into an index: these, or a fourth of the table. With more of them
it is built anew."""


class _VersionedTable(Protocol):
    """A fact table that says what changed, as the store does."""

    @property
    def revision(self) -> int: ...

    def changes_since(self, revision: int) -> Iterator[tuple[str, Fact | None]]: ...


@dataclass(frozen=True, slots=True)
class _Open:
    """An index in use, for the table as it was with ``digest``."""

    digest: str
    ranking: Ranking
    inverted: InvertedIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What an index lacks: rows that no longer hold, and facts it has not."""

    lost: tuple[int, ...]
    facts: tuple[Fact, ...]


def _ignore(_: str) -> None:
    """Take a notice nobody wants to see."""


class IndexRetriever:
    """Finds facts by an inverted index in ``folder``, or in memory when there is none.

    ``notice`` gets one line when an index on disk is updated or found damaged, ``progress`` the
    facts read so far and those in all while one is built; with ``meanings`` facts that mean
    something near are found beside those that share words. Raises ``IndexingError`` when the index
    cannot be used even after a rebuild.
    """

    def __init__(
        self,
        table: FactTable,
        *,
        folder: Path | None = None,
        notice: Callable[[str], None] | None = None,
        concept_of: ConceptOf | None = None,
        progress: Steps | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        self._table = table
        self._meanings = meanings
        self._folder = folder
        self._notice = notice or _ignore
        self._concept_of = concept_of
        self._progress = progress
        self._open: _Open | None = None

    def __call__(self, queries: Sequence[Query], limit: int, /) -> list[list[Candidate]]:
        """Return at most ``limit`` candidates per query: similarity down, then fact id up."""
        if not self.refresh():  # a table without facts
            return [[] for _ in queries]
        if self._meanings is None:
            return [self._find(query, limit, None) for query in queries]
        near = self._meanings.near(queries)
        return [self._find(query, limit, one) for query, one in zip(queries, near, strict=True)]

    def similarities(self, fact: Fact, queries: Sequence[Query], /) -> Sequence[float]:
        """Return how similar each query finds a fact of the table, among all others or not."""
        self.refresh()
        return similarities(self._open.ranking, fact, queries) if self._open else ()

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is open and who is told: a worker opens the folder itself, in silence."""
        return {**self.__dict__, "_open": None, "_notice": _ignore, "_progress": None}

    def refresh(self) -> int:
        """Bring the index up to the table and return the number of facts it holds."""
        digest = self._table.summary().digest
        if self._open is None or self._open.digest != digest:
            self._open = self._opened(digest)
        return len(self._open.ranking.matrix)

    def _find(self, query: Query, limit: int, near: Near | None) -> list[Candidate]:
        """Return one query's candidates; an index that fails while searching is rebuilt once."""
        for last in (False, True):
            current = self._open
            if current is None:
                current = self._open = self._opened(self._table.summary().digest)
            prepared = current.ranking.prepare(query)
            try:
                rows = current.inverted.candidates(prepared)
            except FactcheckError:
                raise
            except Exception as error:
                if last:
                    raise IndexingError(f"the index fails after a rebuild: {error}") from error
                self._rebuild_damaged()
            else:
                return current.ranking.rank(query, prepared, rows, limit, near)
        return []

    def _rebuild_damaged(self) -> None:
        self._open = None
        if self._folder is not None:
            with _locked(self._folder):
                self._open = self._rebuilt(GenerationFolder(self._folder), "damaged")

    def _opened(self, digest: str) -> _Open:
        """Return an index that fits the table."""
        if self._folder is None:
            return self._in_memory(digest)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with _locked(self._folder):
                return self._current(GenerationFolder(self._folder), digest)
        except OSError as error:
            self._notice(f"index kept in memory: {self._folder}: {error.strerror or error}")
            return self._in_memory(digest)

    def _in_memory(self, digest: str) -> _Open:
        matrix = self._matrix(self._all_facts())
        return self._ready(digest, matrix, build_inverted(matrix))

    def _current(self, place: GenerationFolder, digest: str) -> _Open:
        """Return the folder's index, updated or rebuilt as needed; the caller holds the lock."""
        manifest = place.read()
        if manifest is None:
            state = "damaged" if any(place.folder.glob("*.json")) else ""
            return self._rebuilt(place, state)
        if manifest.fingerprint != self._fingerprint:
            return self._rebuilt(place, "made by another version")
        if not place.is_whole(manifest):
            return self._rebuilt(place, "damaged")
        try:
            if manifest.digest == digest:
                place.sweep(manifest.generation)
                return self._loaded(place, manifest)
            return self._updated(place, manifest) or self._rebuilt(place, "out of date")
        except FactcheckError:
            raise
        except Exception:
            return self._rebuilt(place, "damaged")

    def _loaded(self, place: GenerationFolder, manifest: Manifest) -> _Open:
        path = place.path(manifest)
        matrix = load_matrix(path)
        return self._ready(manifest.digest, matrix, load_inverted(path, matrix))

    def _updated(self, place: GenerationFolder, manifest: Manifest) -> _Open | None:
        """Return the index with what changed since; ``None`` when that is too much of the table.

        Row for row it holds what an index built anew would hold, in another order.
        """
        if not hasattr(self._table, "changes_since") or manifest.revision < 0:
            return None
        table = cast(_VersionedTable, self._table)
        revision, summary = table.revision, self._table.summary()
        if revision <= manifest.revision:
            return None
        matrix = load_matrix(place.path(manifest))
        change = self._change(matrix, table.changes_since(manifest.revision))
        if change is None:
            return None
        if change.lost:
            matrix = matrix.without(change.lost)
        if change.facts:
            matrix = matrix.appended(self._matrix(change.facts))
        if len(matrix) != summary.count:
            return None
        if change.lost or change.facts:
            opened = self._saved(place, matrix, summary.digest, revision)
        else:  # ratings or dates: the same generation is right for another digest
            path = place.path(manifest)
            self._commit(place, path, matrix, (summary.digest, revision))
            opened = self._ready(summary.digest, matrix, load_inverted(path, matrix))
        removed = f", {len(change.lost)} removed" if change.lost else ""
        told = f"{len(change.facts)} facts added{removed}, {len(matrix)} in all"
        self._notice(f"index updated: {told}")
        return opened

    def _change(
        self, matrix: TermMatrix, changes: Iterator[tuple[str, Fact | None]]
    ) -> _Change | None:
        """Return what ``changes`` mean for an index; ``None`` when there are too many of them."""
        most = max(_FEW, len(matrix) // _SHARE)
        changed = dict(islice(changes, most + 1))
        if len(changed) > most:
            return None
        lost = []
        for row, fact_id in enumerate(matrix.ids):
            if fact_id in changed:
                fact = changed[fact_id]
                if fact is None or not self._same_terms(matrix, row, fact):
                    lost.append(row)
                else:
                    del changed[fact_id]
        found = tuple(fact for fact in changed.values() if fact is not None)
        return _Change(lost=tuple(lost), facts=found)

    def _same_terms(self, matrix: TermMatrix, row: int, fact: Fact) -> bool:
        """Tell whether a changed fact (a new rating, a date) is still indexed rightly."""
        slots = fact_slots(fact, concept_of=self._concept_of)
        own = slice(int(matrix.starts[row]), int(matrix.starts[row + 1]))
        return (
            matrix.vocabulary[matrix.terms[own]].tolist() == list(slots.codes)
            and matrix.kinds[own].tolist() == list(slots.kinds)
            and int(matrix.languages[row]) == language_code(fact.lang)
        )

    def _rebuilt(self, place: GenerationFolder, state: str) -> _Open:
        """Return a new index of the whole table, written to the folder."""
        if state:
            self._notice(f"index {state}: rebuilding it in {place.folder}")
        for _ in range(_ATTEMPTS):
            revision = int(getattr(self._table, "revision", -1))
            summary = self._table.summary()
            matrix = self._matrix(self._all_facts())
            if self._table.summary().digest == summary.digest:
                break
        else:
            raise IndexingError("the fact table keeps changing while it is being indexed")
        return self._saved(place, matrix, summary.digest, revision)

    def _saved(
        self, place: GenerationFolder, matrix: TermMatrix, digest: str, revision: int
    ) -> _Open:
        """Return the index of ``matrix``, written to the folder."""
        path = place.begin()
        matrix.save(path)
        inverted = build_inverted(matrix)
        inverted.save(path)
        self._commit(place, path, matrix, (digest, revision))
        return self._ready(digest, matrix, inverted)

    def _commit(
        self, place: GenerationFolder, path: Path, matrix: TermMatrix, state: tuple[str, int]
    ) -> None:
        """Name ``path`` the good generation for the table with this digest and revision."""
        digest, revision = state
        place.commit(
            path, digest=digest, revision=revision, count=len(matrix), code=self._fingerprint
        )

    def _matrix(self, facts: Iterable[Fact]) -> TermMatrix:
        return build_matrix(facts, concept_of=self._concept_of)

    def _all_facts(self) -> Iterator[Fact]:
        """Yield the facts of the table, telling how many were read."""
        return counted(self._table.facts(), self._table.summary().count, self._progress)

    def _ready(self, digest: str, matrix: TermMatrix, inverted: InvertedIndex) -> _Open:
        ranking = Ranking(
            table=self._table,
            matrix=matrix,
            weights=matrix.weights(),
            ranker=load_ranker(),
            concept_of=self._concept_of,
        )
        return _Open(digest, ranking, inverted)

    @property
    def _fingerprint(self) -> str:
        return code_fingerprint(with_concepts=self._concept_of is not None)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raise ``IndexingError`` when another process keeps it too long."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(str(folder / "lock"), timeout=LOCK_TIMEOUT):
            yield
    except Timeout as error:
        raise IndexingError(f"{folder}: another process keeps the index locked") from error
