"""One text judged against one table of facts, in this process or in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from factcheck.errors import FactcheckError
from factcheck.fingerprint import model_fingerprint, run_fingerprint
from factcheck.model import Document, DocumentReport, FactTableSummary, Failure, Report, RunInfo
from factcheck.models.catalogue import Choice
from factcheck.policies import Reviews, reviewed
from factcheck.protocols import Embedder, FactTable
from factcheck.text import content_id
from factcheck.verifier import Progress, Verifier

ATTEMPTS = 3
"""Times a document is verified anew when the facts change under it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stops every text alike, as a worker tells it: errors with fields do not pickle."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Judges documents one by one; it pickles, each copy opening store and index for itself."""

    verifier: Verifier
    table: FactTable
    choice: Choice
    version: str
    reviews: Reviews = field(default_factory=dict)
    as_of: date | None = None
    embedder: Embedder | None = None

    def __call__(self, document: Document, *, progress: Progress | None = None) -> Report | Failure:
        """Return the report on ``document``, a failure when it is too much for the code.

        Raises ``FactcheckError`` for what has nothing to do with the document.
        """
        try:
            return self._report(document, progress)
        except FactcheckError:
            raise
        except Exception as error:  # one text must not stop the others
            told = f"unexpected {type(error).__name__}: {error} (please report this)"
            return Failure(source=document.source, problem=told)

    def answer(self, one: Document | Failure) -> Report | Failure | Trouble:
        """Return what calling does, the error's text in place of an error.

        A text that could not be read keeps its place among the others: it is handed through.
        """
        try:
            return one if isinstance(one, Failure) else self(one)
        except FactcheckError as error:
            return Trouble(str(error))

    def _report(self, document: Document, progress: Progress | None) -> Report:
        for _ in range(ATTEMPTS):
            summary = self.table.summary()
            computed = self.verifier.verify(document, progress=progress)
            if self.table.summary().digest == summary.digest:
                break  # else another process changed the facts meanwhile
        judged = reviewed(computed, self.reviews)
        run = run_info(
            [judged],
            summary,
            choice=self.choice,
            version=self.version,
            embedder=self.embedder,
        )
        if self.as_of is not None:
            told = content_id(run.fingerprint, self.as_of.isoformat())
            run = replace(run, as_of=self.as_of, fingerprint=told)
        return Report(run=run, documents=(judged,))


def lost(one: Document | Failure) -> Failure:
    """Return what is told of a document that no worker survived."""
    if isinstance(one, Failure):
        return one
    told = "the process that checked it died, and so did a second one"
    return Failure(source=one.source, problem=told)


def run_info(
    documents: Sequence[DocumentReport],
    summary: FactTableSummary,
    *,
    choice: Choice,
    version: str,
    embedder: Embedder | None = None,
) -> RunInfo:
    """Return what a report on ``documents`` was made with."""
    used = model_fingerprint(choice.model, embedder)
    prints = [run_fingerprint(judged, summary, used) for judged in documents]
    return RunInfo(
        version=version,
        fingerprint=joint_fingerprint(prints),
        facts_count=summary.count,
        facts_digest=summary.digest,
        collections=summary.collections,
        newest_checked=summary.newest_checked,
        model=choice.name,
        is_model_missing=choice.is_missing,
    )


def joint_fingerprint(prints: Sequence[str]) -> str:
    """Return the fingerprint of a report on the documents that have ``prints``."""
    return prints[0] if len(prints) == 1 else content_id(*prints)
