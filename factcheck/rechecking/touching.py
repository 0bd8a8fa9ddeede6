"""Which stored claims a changed fact can touch.

A verdict follows from a text, which is kept as it was, and from the facts compared with each claim.
So it can change only when a changed fact was compared, or would be compared now:

- It was compared: its mark is among those kept with the claim. This is exact.
- A claim for which fewer facts came back than could is open: whatever shares a term with it is
  compared. This is exact too.
- Any other claim it has to get into by being nearer than the last that came back. The claims that
  share a term with the fact are taken in the order of how much they share, and the retriever itself
  is asked for each whether it finds the fact now, until it has not been found in the whole second
  half of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from factcheck.facttable import fact_mark
from factcheck.model import Fact
from factcheck.rechecking.reverse import Numbers, ReverseIndex
from factcheck.store.searching import term_codes

FIRST = 200
"""Queries asked for a fact before the first look at whether it is still found."""

Ask = Callable[[Sequence[int]], Sequence[frozenset[str]]]
"""Takes places of queries; returns for each the ids of the facts that are found for it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Places of claims: those a changed fact can touch, and all that were looked at for it."""

    claims: frozenset[int]
    looked_at: frozenset[int]


@dataclass(slots=True)
class Search:
    """A search for what changed facts touch; ``followed`` has the revision each claim follows.

    A fact that changed at or before that revision is no news to the claim.
    """

    index: ReverseIndex
    followed: Numbers
    ask: Ask
    _touched: set[int] = field(default_factory=set)
    _asked: dict[int, frozenset[str]] = field(default_factory=dict)

    def __call__(
        self, changed: Mapping[str, int], current: Mapping[str, Fact], known: Iterable[int] = ()
    ) -> Touched:
        """Return what the ``changed`` facts touch beside the ``known`` claims.

        ``changed`` has the revision of each change, ``current`` the facts that are not retired.
        """
        self._touched.update(known)
        for fact_id, revision in changed.items():
            holders = self.index.holding(fact_mark(fact_id))
            self._touched.update(holders[self.followed[holders] < revision].tolist())
        for fact_id, fact in current.items():
            self._enter(fact, changed[fact_id])
        asked = self.index.claim_of[list(self._asked)].tolist() if self._asked else ()
        claims = frozenset(self._touched)
        return Touched(claims=claims, looked_at=claims.union(asked))

    def _enter(self, fact: Fact, revision: int) -> None:
        """Add the claims that the fact is compared with now."""
        codes = {
            code
            for text in (fact.statement, fact.title, fact.speaker)
            if text
            for code in term_codes(text, fact.lang)
        }
        queries = self.index.sharing(sorted(codes))
        queries = queries[self.followed[self.index.claim_of[queries]] < revision]
        is_open = self.index.is_open[queries]
        self._touched.update(self.index.claim_of[queries[is_open]].tolist())
        full = queries[~is_open]
        settled = np.fromiter(self._touched, dtype=np.int64, count=len(self._touched))
        self._ask_nearest(fact.id, full[~np.isin(self.index.claim_of[full], settled)].tolist())

    def _ask_nearest(self, fact_id: str, queries: Sequence[int]) -> None:
        done, size = 0, FIRST
        while done < len(queries):
            now = queries[done : done + size]
            missing = [query for query in now if query not in self._asked]
            self._asked.update(zip(missing, self.ask(missing), strict=True))
            found = [fact_id in self._asked[query] for query in queries[: done + len(now)]]
            hits = (query for query, is_found in zip(queries, found, strict=False) if is_found)
            self._touched.update(int(self.index.claim_of[query]) for query in hits)
            if not any(found[len(found) // 2 :]):
                return
            done, size = done + len(now), done + len(now)
