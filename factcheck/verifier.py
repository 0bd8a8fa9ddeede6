"""The stages joined: a document in, its assessed claims out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.facttable import fact_mark
from factcheck.model import (
    Assessment,
    Candidate,
    Claim,
    Compared,
    Document,
    DocumentReport,
    Match,
    Query,
    Search,
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

    def verify(
        self,
        document: Document,
        *,
        claims: Sequence[Claim] | None = None,
        only: Collection[str] | None = None,
        progress: Progress | None = None,
    ) -> DocumentReport:
        """Return the assessments of the document's claims, in text order.

        ``claims`` are those detected before, where they are known. With ``only``, those with these
        ids are judged, and those that repeat one of them; what stands before a claim is the same as
        when all are judged.
        """
        if claims is None:
            claims = self.detect(document, self.segment(document))
        assessments: dict[str, Assessment] = {}
        before: deque[Claim] = deque(maxlen=LOOK_BACK)
        for start in range(0, len(claims), BATCH):
            batch = claims[start : start + BATCH]
            judged = self._judged(document, [(c, _is_wanted(c, only)) for c in batch], before)
            for claim in batch:
                if claim.id in judged:
                    assessments[claim.id] = judged[claim.id]
                elif claim.duplicate_of in assessments:
                    assessments[claim.id] = duplicate_of(claim, assessments[claim.duplicate_of])
            if progress:
                progress(start + len(batch), len(claims))
        return DocumentReport(
            document=document,
            assessments=tuple(assessments.values()),
            unresolved_dates=unresolved_dates(claims),
        )

    def _judged(
        self, document: Document, claims: Sequence[tuple[Claim, bool]], before: deque[Claim]
    ) -> dict[str, Assessment]:
        """Return the assessments of the claims that are wanted, read by the model, by id.

        ``before`` has the latest claims, and these after them when all are compared.
        """
        found = iter(self._candidates([claim for claim, is_wanted in claims if is_wanted]))
        compared: list[Compared] = []
        searches: list[Search] = []
        for claim, is_wanted in claims:
            judged = claim
            if is_wanted:
                search, candidates = next(found)
                judged, rows = self.compare(document, claim, tuple(before), candidates)
                matches = tuple(tuple(row) for row in rows)
                compared.append(Compared(document=document, claim=judged, matches=matches))
                searches.append(search)
            before.append(judged)
        return {
            one.claim.id: replace(self.decide(document, one.claim, one.matches), search=search)
            for one, search in zip(
                self.read(compared) if self.read else compared, searches, strict=True
            )
        }

    def _candidates(self, claims: Sequence[Claim]) -> Iterator[tuple[Search, Sequence[Candidate]]]:
        """Yield the candidates of each claim: its sentence's, and those of its parts."""
        sentences = self.retrieve(
            [Query(text=claim.text, lang=claim.language) for claim in claims], SENTENCE_CANDIDATES
        )
        asked = [part_queries(claim) for claim in claims]
        queries = [query for own in asked for query in own]
        by_part = iter(self.retrieve(queries, PART_CANDIDATES) if queries else ())
        for claim, own, found in zip(claims, asked, sentences, strict=True):
            of_parts = [next(by_part) for _ in own]
            merged = _merge([found, *of_parts])
            search = Search(
                claim=claim,
                parts=tuple(query.text for query in own),
                reaches=(
                    _reach(found, SENTENCE_CANDIDATES),
                    *(_reach(row, PART_CANDIDATES) for row in of_parts),
                ),
                facts=tuple(sorted(fact_mark(candidate.fact.id) for candidate in merged)),
            )
            yield search, merged


def part_queries(claim: Claim) -> list[Query]:
    """Return what is asked for a claim beside its sentence: nothing when it has one part."""
    if len(claim.parts) == 1:
        return []
    return [Query(text=part.text, lang=claim.language) for part in claim.parts]


def _is_wanted(claim: Claim, only: Collection[str] | None) -> bool:
    """Tell whether the claim is judged by itself: it repeats no other, and is asked for."""
    return not claim.duplicate_of and (only is None or claim.id in only)


def _reach(found: Sequence[Candidate], limit: int) -> float:
    """Return the similarity that a fact needs to come back too."""
    return found[-1].similarity if len(found) >= limit else 0.0


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
