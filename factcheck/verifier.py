"""The stages joined: a document in, its assessed claims out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factcheck.model import (
    Assessment,
    Candidate,
    Claim,
    Compared,
    Document,
    DocumentReport,
    Match,
    Query,
)
from factcheck.policies import duplicate_of
from factcheck.protocols import (
    ClaimDetector,
    MatchReader,
    Retriever,
    Segmenter,
    VerdictPolicy,
)

Progress = Callable[[int, int], None]
"""Called with the claims done and the claims in all."""

Comparer = Callable[
    [Document, Claim, Sequence[Claim], Sequence[Candidate]],
    tuple[Claim, Sequence[Sequence[Match]]],
]
"""Takes the document, the claim, the latest claims before it and the candidates; returns the
claim, its parts perhaps cut finer by what the facts say, and their matches."""

BATCH = 128
"""Claims retrieved at once: enough to keep the index busy, few enough to bound memory."""
LOOK_BACK = 8
"""Claims before a claim that are shown to the comparer."""
SENTENCE_CANDIDATES = 20
PART_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Verifier:
    """The stages in a row; writes nothing and knows no clock and no network.

    ``read`` lets a model read the matches of a batch of claims; ``None`` is rules alone.
    """

    segment: Segmenter
    detect: ClaimDetector
    retrieve: Retriever
    compare: Comparer
    decide: VerdictPolicy
    read: MatchReader | None = None

    def verify(self, document: Document, *, progress: Progress | None = None) -> DocumentReport:
        """Return the assessments of the document's claims, in text order."""
        claims = self.detect(document, self.segment(document))
        assessments: dict[str, Assessment] = {}
        before: deque[Claim] = deque(maxlen=LOOK_BACK)
        for start in range(0, len(claims), BATCH):
            batch = claims[start : start + BATCH]
            compared = iter(self._compared(document, batch, before))
            for claim in batch:
                if claim.duplicate_of:
                    found = duplicate_of(claim, assessments[claim.duplicate_of])
                else:
                    beside = next(compared)
                    found = self.decide(document, beside.claim, beside.matches)
                assessments[claim.id] = found
            if progress:
                progress(start + len(batch), len(claims))
        return DocumentReport(
            document=document,
            assessments=tuple(assessments.values()),
            unresolved_dates=unresolved_dates(claims),
        )

    def _compared(
        self, document: Document, claims: Sequence[Claim], before: deque[Claim]
    ) -> Sequence[Compared]:
        """Return the claims that repeat no other beside their candidates, read by the model.

        ``before`` has the latest claims, and these after them when all are compared.
        """
        compared: list[Compared] = []
        for claim, candidates in zip(claims, self._candidates(claims), strict=True):
            judged = claim
            if not claim.duplicate_of:
                judged, rows = self.compare(document, claim, tuple(before), candidates)
                matches = tuple(tuple(row) for row in rows)
                compared.append(Compared(document=document, claim=judged, matches=matches))
            before.append(judged)
        return self.read(compared) if self.read else compared

    def _candidates(self, claims: Sequence[Claim]) -> Iterator[Sequence[Candidate]]:
        """Yield the candidates of each claim: its sentence's, and those of its parts."""
        sentences = self.retrieve(
            [Query(text=claim.text, lang=claim.language) for claim in claims], SENTENCE_CANDIDATES
        )
        part_queries = [
            Query(text=part.text, lang=claim.language)
            for claim in claims
            if len(claim.parts) > 1
            for part in claim.parts
        ]
        by_part = iter(self.retrieve(part_queries, PART_CANDIDATES) if part_queries else ())
        for claim, found in zip(claims, sentences, strict=True):
            rows = [found]
            if len(claim.parts) > 1:
                rows += [next(by_part) for _ in claim.parts]
            yield _merge(rows)


def _merge(rows: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for row in rows:
        for candidate in row:
            known = best.get(candidate.fact.id)
            if known is None or candidate.similarity > known.similarity:
                best[candidate.fact.id] = candidate
    return sorted(best.values(), key=lambda c: (-c.similarity, c.fact.id))


def unresolved_dates(claims: Sequence[Claim]) -> int:
    """Return how many claims or parts have a date that could not be placed in time."""
    return sum(
        1
        for claim in claims
        for part in claim.parts
        if part.event_date is not None and part.event_date.interval is None
    )
