"""Every extension point, one Protocol each; a plain function of the shape will do.

::

    source --Loader--> Document --Segmenter--> Sentence* --ClaimDetector--> Claim*
       --Retriever--> Candidate* --Comparator*--> Match* --MatchReader--> Match*
       --VerdictPolicy--> Assessment --Renderer--> str
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from factcheck.model import (
    Assessment,
    Candidate,
    Claim,
    Compared,
    Comparison,
    Document,
    DocumentReport,
    Extraction,
    Fact,
    FactTableSummary,
    Failure,
    Match,
    Probabilities,
    Query,
    Report,
    RunInfo,
    Sentence,
)
from factcheck.model.alignment import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Loader(Protocol):
    """Reads a source into documents."""

    def __call__(self, source: str, /) -> Iterator[Document]:
        """Yield the documents of ``source``; raise ``LoadError`` naming it when it cannot."""
        ...


class Segmenter(Protocol):
    """Finds sentences."""

    def __call__(self, document: Document, /) -> Sequence[Sentence]:
        """Return the sentences in text order; their spans never overlap."""
        ...


class ClaimDetector(Protocol):
    """Turns sentences into claims with parts, kind, speaker and check-worthiness."""

    def __call__(self, document: Document, sentences: Sequence[Sentence], /) -> Sequence[Claim]:
        """Return one claim per sentence, in order; nothing is dropped."""
        ...


class FactSource(Protocol):
    """A place facts come from; iterating reads it anew."""

    def __iter__(self) -> Iterator[Fact]:
        """Yield facts; raise ``FactSourceError`` with the row at the first bad one."""
        ...


class FactTable(Protocol):
    """Read access to the facts a run judges against."""

    def summary(self) -> FactTableSummary:
        """Return count, digest, collections and the newest checking date."""
        ...

    def facts(self) -> Iterator[Fact]:
        """Yield every current fact, ordered by id."""
        ...

    def get(self, ids: Iterable[str], /) -> Mapping[str, Fact]:
        """Return the current facts among ``ids``; unknown ids are absent."""
        ...


class Retriever(Protocol):
    """Finds the facts that may speak about each query."""

    def __call__(self, queries: Sequence[Query], limit: int, /) -> Sequence[Sequence[Candidate]]:
        """Return at most ``limit`` candidates per query: similarity down, then fact id up."""
        ...


class ReverseScorer(Protocol):
    """Says of a fact what a retriever would: the way back from a changed fact to claims."""

    def similarities(self, fact: Fact, queries: Sequence[Query], /) -> Sequence[float]:
        """Return, per query, the similarity of a fact of the table as a candidate."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors that are near each other when the texts mean alike."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    @property
    def digest(self) -> str:
        """Hash of what decides its vectors: those of another digest are made anew."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        ...

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return a vector of length one per text, in order; none depends on the other texts."""
        ...


class Comparator(Protocol):
    """Looks at one dimension of an aligned pair."""

    def __call__(self, pair: Pair, /) -> Comparison | None:
        """Return what agrees or clashes, or ``None`` when this dimension says nothing."""
        ...


class VerificationModel(Protocol):
    """Reads a claim and a fact together and gives the probability of each stance."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    @property
    def digest(self) -> str:
        """Hash of its files: part of a run's fingerprint."""
        ...

    def __call__(self, pairs: Sequence[tuple[str, str]], /) -> Sequence[Probabilities]:
        """Return one row per (claim, fact) pair, in order; a pair's row never depends on others."""
        ...


@runtime_checkable
class SlipReader(Protocol):
    """A verification model that also tells what was mixed up with a fact from another event."""

    def slips(self, pairs: Sequence[tuple[str, str]], /) -> Sequence[float]:
        """Return, per (sentence, fact) pair, the log-odds that the sentence has a slip."""
        ...


class MatchReader(Protocol):
    """Lets a verification model read the matches of claims."""

    def __call__(self, compared: Sequence[Compared], /) -> Sequence[Compared]:
        """Return the claims in order, some of their matches with ``probabilities``."""
        ...


class VerdictPolicy(Protocol):
    """Decides a claim from the matches of its parts."""

    def __call__(
        self, document: Document, claim: Claim, matches: Sequence[Sequence[Match]], /
    ) -> Assessment:
        """Return the assessment; ``matches`` has one row per part of the claim."""
        ...


class Renderer(Protocol):
    """Ends the row: a report as text.

    ``ui_lang`` is the language of the words around the facts, ``""`` for the text's own; ``width``
    is in terminal cells; a format without lines or colours ignores both.
    """

    def __call__(
        self, report: Report, /, *, ui_lang: str = "", width: int = 80, color: bool = False
    ) -> str:
        """Return the whole rendering; everything from the document comes out inert."""
        ...


class ReportWriter(Protocol):
    """Writes a report text by text; what it returns, joined, is one rendering."""

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Return what can be written now that ``judged`` is done; ``""`` when that must wait."""
        ...

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return what is left to write after the last document."""
        ...


class ClaimsRenderer(Protocol):
    """Ends the row where no fact is looked at: extracted claims as text."""

    def __call__(
        self,
        extractions: Sequence[Extraction],
        /,
        *,
        ui_lang: str = "",
        width: int = 80,
        color: bool = False,
    ) -> str:
        """Return the whole rendering; everything from the documents comes out inert."""
        ...
