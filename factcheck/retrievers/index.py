"""Candidates from an inverted index that keeps up with its fact table by itself.

The index is derived: missing, stale, ahead or damaged, it is brought up to date or rebuilt, with
one line through ``notice``. It only ever names candidates; whatever is shown comes from the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from factcheck.analysis.terms import ConceptOf
from factcheck.errors import FactcheckError, IndexingError
from factcheck.model import Candidate, Fact, Query
from factcheck.protocols import FactTable
from factcheck.retrievers.inverted import InvertedIndex
from factcheck.retrievers.manifest import (
    GenerationFolder,
    Manifest,
    code_fingerprint,
    link_tree,
)
from factcheck.retrievers.matrix import (
    TermMatrix,
    build_matrix,
    fact_slots,
    language_code,
    load_matrix,
)
from factcheck.retrievers.meaning import Meanings, Near
from factcheck.retrievers.ranking import Ranking, load_ranker

LOCK_TIMEOUT = 900.0
"""Seconds to wait for another process that builds the same index."""

_ATTEMPTS = 5
"""Times to start over because somebody imports facts while they are being indexed."""

_INVERTED, _MATRIX = "inverted", "matrix"
_TANTIVY_STATE = ("meta.json", ".managed.json")
"""The files of tantivy that change; all others are written once."""


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


def _ignore(_: str) -> None:
    """Take a notice nobody wants to see."""


class IndexRetriever:
    """Finds facts by an inverted index in ``folder``, or in memory when there is none.

    ``notice`` gets one line when an index on disk is built, updated or found damaged; with
    ``meanings`` facts that mean something near are found beside those that share words. Raises
    ``IndexingError`` when the index cannot be used even after a rebuild.
    """

    def __init__(
        self,
        table: FactTable,
        *,
        folder: Path | None = None,
        notice: Callable[[str], None] = _ignore,
        concept_of: ConceptOf | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        self._table = table
        self._meanings = meanings
        self._folder = folder
        self._notice = notice
        self._concept_of = concept_of
        self._open: _Open | None = None

    def __call__(self, queries: Sequence[Query], limit: int, /) -> list[list[Candidate]]:
        """Return at most ``limit`` candidates per query: similarity down, then fact id up."""
        if not self.refresh():  # a table without facts
            return [[] for _ in queries]
        if self._meanings is None:
            return [self._find(query, limit, None) for query in queries]
        near = self._meanings.near(queries)
        return [self._find(query, limit, one) for query, one in zip(queries, near, strict=True)]

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is open and who is told: a worker opens the folder itself, in silence."""
        return {**self.__dict__, "_open": None, "_notice": _ignore}

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
                rows = current.inverted.candidates(prepared, current.ranking.matrix)
            except BaseException as error:  # tantivy panics are no Exception
                _reraise_unless_index(error)
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
        matrix = build_matrix(self._table.facts(), concept_of=self._concept_of)
        inverted = InvertedIndex()
        inverted.add(matrix)
        return self._ready(digest, matrix, inverted)

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
        except BaseException as error:  # tantivy panics are no Exception
            _reraise_unless_index(error)
            return self._rebuilt(place, "damaged")

    def _loaded(self, place: GenerationFolder, manifest: Manifest) -> _Open:
        path = place.path(manifest)
        matrix = load_matrix(path / _MATRIX)
        return self._ready(manifest.digest, matrix, InvertedIndex(path / _INVERTED))

    def _updated(self, place: GenerationFolder, manifest: Manifest) -> _Open | None:
        """Return the index with the facts added since; ``None`` when more than that changed.

        tantivy counts deleted documents in its statistics, so candidates would come to depend on
        the index's past: a changed or lost statement means a rebuild.
        """
        if not hasattr(self._table, "changes_since") or manifest.revision < 0:
            return None
        table = cast(_VersionedTable, self._table)
        revision, summary = table.revision, self._table.summary()
        if revision <= manifest.revision:
            return None
        matrix = load_matrix(place.path(manifest) / _MATRIX)
        added = self._additions(matrix, table.changes_since(manifest.revision))
        if added is None or len(matrix) + len(added) != summary.count:
            return None
        grown = matrix.appended(build_matrix(added, concept_of=self._concept_of))
        path = place.begin()
        link_tree(place.path(manifest) / _INVERTED, path / _INVERTED, copied=_TANTIVY_STATE)
        inverted = InvertedIndex(path / _INVERTED)
        if added:
            inverted.add(grown, first=len(matrix))
        self._save(place, path, grown, summary.digest, revision)
        self._notice(f"index updated: {len(added)} facts added, {len(grown)} in all")
        return self._ready(summary.digest, grown, inverted)

    def _additions(
        self, matrix: TermMatrix, changes: Iterator[tuple[str, Fact | None]]
    ) -> list[Fact] | None:
        """Return the new facts among ``changes``; ``None`` when an indexed text changed or went."""
        rows = {fact_id: row for row, fact_id in enumerate(matrix.ids)}
        added = []
        for fact_id, fact in changes:
            row = rows.get(fact_id)
            if row is None:
                if fact is not None:
                    added.append(fact)
            elif fact is None or not self._same_terms(matrix, row, fact):
                return None
        return added

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
            matrix = build_matrix(self._table.facts(), concept_of=self._concept_of)
            if self._table.summary().digest == summary.digest:
                break
        else:
            raise IndexingError("the fact table keeps changing while it is being indexed")
        path = place.begin()
        (path / _INVERTED).mkdir()
        inverted = InvertedIndex(path / _INVERTED)
        inverted.add(matrix)
        self._save(place, path, matrix, summary.digest, revision)
        return self._ready(summary.digest, matrix, inverted)

    def _save(
        self, place: GenerationFolder, path: Path, matrix: TermMatrix, digest: str, revision: int
    ) -> None:
        (path / _MATRIX).mkdir()
        matrix.save(path / _MATRIX)
        place.commit(
            path, digest=digest, revision=revision, count=len(matrix), code=self._fingerprint
        )

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


def _reraise_unless_index(error: BaseException) -> None:
    """Raise again what is not the index's fault."""
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, FactcheckError)):
        raise error
