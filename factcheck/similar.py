"""Repeated facts of a table, and one claim in several texts: the same engine for both.

The retriever names the few that may be one with each statement, so that a table is never compared
with itself pair by pair; ``comparators.likeness`` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.comparators.likeness import Likeness, Related, Relation
from factcheck.derived import derived_folder
from factcheck.errors import NotFoundError
from factcheck.facttable import MemoryFactTable
from factcheck.languages.identify import identify
from factcheck.model import (
    Assessment,
    Candidate,
    Claim,
    Cluster,
    Contradiction,
    Duplicates,
    Fact,
    Query,
)
from factcheck.protocols import FactTable, Retriever
from factcheck.registry import build_likeness, build_retriever

if TYPE_CHECKING:
    from factcheck.store import Store

NEAREST = 20
"""Facts looked at beside each fact. A fact repeated more often is found through its neighbours:
each finds the first of them, which ties them all together."""

MOST_CLAIMS = 200
"""Claims looked at beside one."""

_BATCH = 128
"""Facts retrieved at once: enough to keep the index busy, few enough to bound memory."""

SEARCHED = 200
"""Facts looked at when only those of one collection are wanted."""

Notice = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Called with the facts done and the facts in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Finds what says the same, by a retriever and a judgement of pairs."""

    retrieve: Retriever
    relate: Likeness

    def nearest(self, facts: Sequence[Fact], limit: int) -> Iterator[tuple[Fact, list[Fact]]]:
        """Yield each of ``facts`` with at most ``limit`` others that resemble it."""
        queries = [Query(text=fact.statement, lang=fact.lang) for fact in facts]
        for fact, found in zip(facts, self.retrieve(queries, limit + 1), strict=True):
            yield fact, [c.fact for c in found if c.fact.id != fact.id][:limit]


@dataclass(slots=True)
class _Groups:
    """Sets of facts that are joined pair by pair; the lowest id stands for its set."""

    parents: dict[str, str]
    least: dict[str, float]

    def root(self, fact_id: str) -> str:
        """Return the id that stands for the set of ``fact_id``."""
        path = [fact_id]
        while (above := self.parents.setdefault(path[-1], path[-1])) != path[-1]:
            path.append(above)
        for passed in path:
            self.parents[passed] = path[-1]
        return path[-1]

    def join(self, first: str, second: str, similarity: float) -> None:
        """Make one set of two, and keep the least similarity of its pairs."""
        low, high = sorted((self.root(first), self.root(second)))
        self.parents[high] = low
        known = (self.least.get(low, 1.0), self.least.pop(high, 1.0), similarity)
        self.least[low] = min(known)


def find_duplicates(
    table: FactTable,
    finder: Finder,
    *,
    collection: str | None = None,
    progress: Progress | None = None,
) -> Duplicates:
    """Return what the facts of ``table``, or of one collection of it, repeat and contradict."""
    groups = _Groups({}, {})
    held: dict[str, Fact] = {}
    contradictions: dict[tuple[str, str], Contradiction] = {}
    total, done = table.summary().count, 0
    for batch in _batches(f for f in table.facts() if collection in (None, f.collection)):
        for fact, others in finder.nearest(batch, NEAREST):
            near = [other for other in others if collection in (None, other.collection)]
            for first, second, related in _related(fact, near, finder.relate):
                if related.relation is Relation.SAME:
                    held |= {first.id: first, second.id: second}
                    groups.join(first.id, second.id, related.similarity)
                else:
                    contradictions[first.id, second.id] = Contradiction(
                        first=first,
                        second=second,
                        similarity=related.similarity,
                        comparisons=related.comparisons,
                    )
        done += len(batch)
        if progress:
            progress(done, total)
    return Duplicates(
        threshold=finder.relate.threshold,
        facts=done,
        clusters=tuple(_clusters(groups, held)),
        contradictions=tuple(contradictions[pair] for pair in sorted(contradictions)),
    )


def _batches(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    remaining = iter(facts)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _related(
    fact: Fact, others: Iterable[Fact], relate: Likeness
) -> Iterator[tuple[Fact, Fact, Related]]:
    """Yield the pairs that have to do with each other, the lower id first."""
    for other in others:
        first, second = sorted((fact, other), key=lambda one: one.id)
        related = relate(first, second)
        if related.relation is not Relation.APART:
            yield first, second, related


def _clusters(groups: _Groups, held: dict[str, Fact]) -> Iterator[Cluster]:
    members: dict[str, list[Fact]] = {}
    for fact_id in sorted(groups.parents):
        members.setdefault(groups.root(fact_id), []).append(held[fact_id])
    for root, facts in sorted(members.items()):
        yield Cluster(facts=tuple(facts), similarity=groups.least[root])


def same_claims(
    claim: Claim, others: Iterable[Claim], relate: Likeness, build: Callable[[FactTable], Retriever]
) -> list[tuple[str, float]]:
    """Return the ids of those ``others`` that say what ``claim`` says, the most alike first.

    Claims of the same text are left out. ``build`` makes the retriever over the others.
    """
    asked = _as_fact(claim)
    table = MemoryFactTable(
        _as_fact(other) for other in others if other.document_id != claim.document_id
    )
    finder = Finder(retrieve=build(table), relate=relate)
    found = [
        (other.id, 1.0 if other.statement == asked.statement else related.similarity)
        for _, near in finder.nearest([asked], MOST_CLAIMS)
        for other in near
        if (related := relate(asked, other)).relation is Relation.SAME
    ]
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))


def _as_fact(claim: Claim) -> Fact:
    """Return a claim as the fact that it would be."""
    when = claim.event_date.interval if claim.event_date else None
    return Fact(id=claim.id, statement=claim.text, lang=claim.language, event_date=when)


def search_facts(
    store: Store,
    text: str,
    *,
    lang: str | None = None,
    collection: str | None = None,
    limit: int = 50,
    notice: Notice | None = None,
) -> list[Candidate]:
    """Return the facts that a check would look at beside ``text``, the nearest first.

    ``lang`` is recognised when it is not given.
    """
    query = Query(text=text, lang=lang or identify(text))
    asked = limit if collection is None else max(limit, SEARCHED)
    (found,) = _retriever_of(store, notice)([query], asked) or ([],)
    return [c for c in found if collection in (None, c.fact.collection)][:limit]


def stored_duplicates(
    store: Store,
    *,
    threshold: float | None = None,
    collection: str | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> Duplicates:
    """Return the facts of ``store`` that say the same, and those that exclude each other.

    Statements less alike than ``threshold``, from 0 to 1, are not compared.
    """
    finder = Finder(retrieve=_retriever_of(store, notice), relate=build_likeness(threshold))
    return find_duplicates(store, finder, collection=collection, progress=progress)


def similar_claims(
    store: Store, claim_id: str, *, threshold: float | None = None, limit: int = 50
) -> tuple[Assessment, ...]:
    """Return the claims of other texts that say what a claim says, the most alike first.

    ``claim_id`` is the id of a stored claim, its key, or the start of either. Raises
    ``NotFoundError`` when there is none.
    """
    stored = store.newest_claims()
    asked = _claim_named(store, stored, claim_id)
    found = same_claims(asked, stored, build_likeness(threshold), build_retriever)
    return tuple(store.claim(claim) for claim, _ in found[:limit])


def _claim_named(store: Store, stored: Sequence[Claim], name: str) -> Claim:
    """Return the claim with this id or key, else what the store says of there being none."""
    by_key = next((claim for claim in stored if name and claim.key.startswith(name)), None)
    try:
        return store.claim(name).claim
    except NotFoundError:
        if by_key is None:
            raise
        return by_key


def _retriever_of(store: Store, notice: Notice | None) -> Retriever:
    return build_retriever(store, folder=derived_folder(store.location), notice=notice)
