"""Which stored claims a changed fact can touch.

A verdict follows from a text, which is kept as it was, and from the facts compared with each claim.
So it can change only when a changed fact was compared, or would be compared now:

- It was compared: its mark is among those kept with the claim.
- Fewer facts came back for the claim, or for a part of it, than could: then whatever shares a term
  with it is compared.
- Otherwise the fact has to be as similar as the last one that came back, whose similarity is kept.
  The retriever's own ranker says how similar it is.

What this leaves out is told in ``docs/desk.md``: rare words weigh a little less with each fact that
has them, and claims that hang by as little as that are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from factcheck.facttable import fact_mark
from factcheck.model import Fact
from factcheck.rechecking.reverse import Numbers, ReverseIndex
from factcheck.store.searching import term_codes

SCORED = 3_000
"""Queries at most that a fact's similarity is computed for: those it shares most with."""
PAIRS_PER_CLAIM = 40
"""Pairs of fact and query, for each stored claim, beyond which judging every claim is cheaper."""
SLACK = 0.05
"""Log-odds below the last similarity that still count: weights move as the table grows."""

Score = Callable[[Fact, Sequence[int]], Sequence[float]]
"""Takes a fact and places of queries; returns how similar each finds the fact now."""


@dataclass(slots=True)
class Touching:
    """Finds the places of claims that changed facts can touch.

    ``followed`` has the revision each claim follows: a fact that changed at or before it is no news
    to the claim.
    """

    index: ReverseIndex
    followed: Numbers
    score: Score
    _touched: set[int] = field(default_factory=set)

    def __call__(
        self, changed: Mapping[str, int], current: Mapping[str, Fact], known: Iterable[int] = ()
    ) -> frozenset[int] | None:
        """Return the touched claims and the ``known`` ones; ``None`` where it may be any.

        ``changed`` has the revision of each change, ``current`` the facts that are not retired.
        """
        self._touched.update(known)
        for fact_id, revision in changed.items():
            holders = self.index.holding(fact_mark(fact_id))
            self._touched.update(holders[self.followed[holders] < revision].tolist())
        pairs = 0
        for fact_id, fact in current.items():
            near = self._open_to(fact, changed[fact_id])
            pairs += len(near)
            if pairs > PAIRS_PER_CLAIM * len(self.followed):
                return None
            reached = self._reached(fact, near)
            self._touched.update(self.index.claim_of[reached].tolist())
        return frozenset(self._touched)

    def _open_to(self, fact: Fact, revision: int) -> Numbers:
        """Return the queries the fact may reach; claims for which it surely does are added."""
        codes = {
            code
            for text in (fact.statement, fact.title, fact.speaker)
            if text
            for code in term_codes(text, fact.lang)
        }
        queries = self.index.sharing(sorted(codes))
        queries = queries[self.followed[self.index.claim_of[queries]] < revision]
        is_open = self.index.reaches[queries] <= 0.0
        self._touched.update(self.index.claim_of[queries[is_open]].tolist())
        full = queries[~is_open]
        settled = np.fromiter(self._touched, dtype=np.int64, count=len(self._touched))
        return full[~np.isin(self.index.claim_of[full], settled)][:SCORED]

    def _reached(self, fact: Fact, queries: Numbers) -> Numbers:
        """Return the queries that find the fact as similar as the last one that came back."""
        if not len(queries):
            return queries
        found = np.asarray(self.score(fact, queries.tolist()), dtype=np.float64)
        return queries[_odds(found) >= _odds(self.index.reaches[queries]) - SLACK]


def _odds(similarity: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return log-odds; similarities are rounded, so 0 and 1 stand for what is next to them."""
    inside = np.clip(similarity, 1e-9, 1.0 - 1e-9)
    return np.log(inside / (1.0 - inside))
