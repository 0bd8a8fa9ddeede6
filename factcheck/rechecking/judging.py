"""Stored texts judged anew where changed facts can touch them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from factcheck.changes import changes_between
from factcheck.checking import ATTEMPTS, run_info
from factcheck.errors import FactcheckError
from factcheck.model import (
    DocumentChanges,
    DocumentReport,
    FactTableSummary,
    Query,
    Recheck,
    Report,
)
from factcheck.models.catalogue import Choice
from factcheck.policies import Reviews, reviewed
from factcheck.protocols import ReverseScorer
from factcheck.rechecking.reverse import ReverseIndex
from factcheck.rechecking.touching import Touching
from factcheck.store import Store
from factcheck.store.searching import JudgedText, StoredSearch
from factcheck.verifier import Progress, Verifier

GROWTH = 0.2
"""Share by which the table may have grown or shrunk since a text was judged: words then weigh so
differently that the similarities kept with it no longer compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a re-check is asked to do.

    With ``since``, only what changed after that revision of the facts counts, and for every text;
    with ``every``, all claims are judged anew. Only with ``save`` is anything written.
    """

    since: int | None = None
    every: bool = False
    save: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecker:
    """Judges stored claims anew against the facts of their store."""

    store: Store
    verifier: Verifier
    scorer: ReverseScorer
    choice: Choice
    version: str
    reviews: Reviews

    def __call__(self, asked: Asked, progress: Progress | None = None) -> Recheck:
        """Return what became of stored verdicts; with ``save`` they are then up to date."""
        for _ in range(ATTEMPTS):
            revision, summary = self.store.revision, self.store.summary()
            sequence = self.store.judgements.last_sequence()
            texts, work = self._work(asked)
            judged = self._judged(work, progress)
            if self.store.revision == revision:
                break  # else another process changed the facts meanwhile
        else:
            raise FactcheckError("the facts keep changing: run recheck again when they are settled")
        if asked.save:
            for text, one in judged.items():
                self._save(text, one, summary)
            if asked.since is None and (work.by_text or work.facts_changed):
                self.store.judgements.note_rechecked(revision, sequence)
        changes = (one.changes() for one in judged.values())
        return Recheck(
            since=min((t.revision for t in texts if t.revision is not None), default=revision),
            revision=revision,
            facts_changed=work.facts_changed,
            claims=work.claims,
            looked_at=sum(map(len, work.by_text.values())),
            set_aside=sum(text.revision is None for text in texts),
            by_others=sum(map(self._is_by_others, texts)),
            documents=tuple(change for change in changes if not change.is_empty),
        )

    def _is_by_others(self, text: JudgedText) -> bool:
        mine = (self.version, self.choice.name)
        return text.revision is not None and (text.version, text.model) != mine

    def _is_whole(self, text: JudgedText, count: int) -> bool:
        """Tell whether what is kept of a text's searches says nothing any more."""
        is_outgrown = abs(count - text.facts_count) > GROWTH * text.facts_count
        return self._is_by_others(text) or is_outgrown

    def _work(self, asked: Asked) -> tuple[Sequence[JudgedText], _Work]:
        """Return the stored texts and what there is to do."""
        texts = self.store.judgements.texts()
        if asked.since is not None:
            texts = tuple(
                replace(text, revision=None if text.revision is None else asked.since)
                for text in texts
            )
        by_place = {(t.run, t.position): t for t in texts if t.revision is not None}
        searches = [s for s in self.store.judgements.searches() if (s.run, s.position) in by_place]
        owners = [by_place[s.run, s.position] for s in searches]
        oldest = min((t.revision or 0 for t in by_place.values()), default=self.store.revision)
        changed = self.store.judgements.changed_facts(oldest)
        touched = self._touched(asked, searches, owners, changed)
        by_text: dict[JudgedText, set[str]] = defaultdict(set)
        for place in sorted(touched):
            by_text[owners[place]].add(searches[place].claim_id)
        return texts, _Work(
            by_text=by_text,
            whole=self._whole(asked, searches, owners, by_text),
            facts_changed=len(changed),
            claims=len(searches),
        )

    def _whole(
        self,
        asked: Asked,
        searches: Sequence[StoredSearch],
        owners: Sequence[JudgedText],
        touched: Collection[JudgedText],
    ) -> frozenset[JudgedText]:
        """Return the texts whose sentences are to be read anew as well."""
        unknown = {
            text
            for one, text in zip(searches, owners, strict=True)
            if one.terms is None and not one.is_repeat
        }
        return frozenset(
            text for text in touched if asked.every or text in unknown or self._is_by_others(text)
        )

    def _touched(
        self,
        asked: Asked,
        searches: Sequence[StoredSearch],
        owners: Sequence[JudgedText],
        changed: Mapping[str, int],
    ) -> frozenset[int]:
        """Return the claims to judge anew, as places among ``searches``."""
        count = self.store.summary().count
        known = [
            place
            for place, (one, text) in enumerate(zip(searches, owners, strict=True))
            if not one.is_repeat
            and (asked.every or one.terms is None or self._is_whole(text, count))
        ]
        everything = frozenset(p for p, one in enumerate(searches) if not one.is_repeat)
        if len(known) == len(everything) or not changed:
            return frozenset(known)
        index = ReverseIndex(searches)
        touching = Touching(
            index=index,
            followed=np.array([text.revision or 0 for text in owners], dtype=np.int64),
            score=lambda fact, asked: self.scorer.similarities(
                fact, self._queries(index, searches, asked)
            ),
        )
        found = touching(changed, self.store.get(changed), known)
        return everything if found is None else found

    def _queries(
        self, index: ReverseIndex, searches: Sequence[StoredSearch], asked: Sequence[int]
    ) -> list[Query]:
        """Return the queries at these places of the index."""
        numbers = [searches[place].assessment for place in index.claim_of[asked]]
        texts = self.store.judgements.queries(sorted(set(numbers)))
        positions = index.position[asked].tolist()
        return [texts[n][position] for n, position in zip(numbers, positions, strict=True)]

    def _judged(self, work: _Work, progress: Progress | None) -> dict[JudgedText, _Judged]:
        """Return the claims of each text as they were judged and as they are now."""
        found = {}
        for done, (text, wanted) in enumerate(work.by_text.items(), start=1):
            found[text] = (
                self._judged_whole(text)
                if text in work.whole or self._is_decided(text)
                else self._judged_in_part(text, wanted)
            )
            if progress:
                progress(done, len(work.by_text))
        return found

    def _is_decided(self, text: JudgedText) -> bool:
        """Tell whether people decided of a claim: the run of a part would not say so."""
        if not self.reviews:
            return False
        report = self.store.judgements.report(text)
        return any(one.claim.key in self.reviews for one in report.assessments)

    def _judged_whole(self, text: JudgedText) -> _Judged:
        before = self.store.judgements.report(text)
        after = reviewed(self.verifier.verify(before.document), self.reviews)
        return _Judged(before=before, after=after, is_whole=True)

    def _judged_in_part(self, text: JudgedText, wanted: set[str]) -> _Judged:
        """Judge some claims as they were detected then: no other sentence is read anew."""
        before = self.store.judgements.report(text, wanted)
        claims = self.store.judgements.claims(text)
        after = self.verifier.verify(before.document, claims=claims, only=wanted)
        return _Judged(before=before, after=reviewed(after, self.reviews), is_whole=False)

    def _save(self, text: JudgedText, judged: _Judged, summary: FactTableSummary) -> None:
        """Store a run like that of a check: what is not touched would be judged the same."""
        run = run_info([judged.after], summary, choice=self.choice, version=self.version)
        if judged.is_whole:
            self.store.save_report(Report(run=run, documents=(judged.after,)))
        else:
            self.store.judgements.save_following(text, judged.after, run)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """Claims of one document before and after: all of them, or those that may have changed."""

    before: DocumentReport
    after: DocumentReport
    is_whole: bool

    def changes(self) -> DocumentChanges:
        """Return what is judged otherwise."""
        document = self.after.document
        return changes_between(document, self.before.assessments, self.after.assessments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """The claims to judge anew, by text, the texts that are read anew, and how much there is."""

    by_text: Mapping[JudgedText, set[str]]
    whole: frozenset[JudgedText]
    facts_changed: int
    claims: int
