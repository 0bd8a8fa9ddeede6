"""What a text mixed up, told from all facts that were found and not from one at a time.

Who is called by an office that another holds is told by rule (``holders``). Of the other kinds each
yields what may be one with numbers about it; boosted trees, kept as data in ``slips.json`` and
fitted by ``training/fit_slips.py``, tell a slip from another event.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from factcheck.comparators import exchange_features, holders, retold
from factcheck.comparators.counting import says_more_than_all
from factcheck.comparators.exchanges import may_be_one_event
from factcheck.comparators.quantity import are_of_two_things
from factcheck.comparators.rumours import says_what_it_is, says_what_was_said
from factcheck.comparators.slip import Features, Found, Slip
from factcheck.comparators.trees import Trees, trees_from
from factcheck.model.alignment import Pair

LEAST_FACTS = 3
"""Facts that must have been found: by one or two nothing tells how near another event would be."""

_JUDGED: tuple[Callable[[Found], Iterable[tuple[Slip, Features]]], ...] = (
    retold.rows_of,
    exchange_features.rows_of,
)
"""What trees judge, the surest first: what one kind finds no other looks at."""


def likely_slip(pairs: Sequence[Pair], similarities: Sequence[float]) -> Slip | None:
    """Return the likeliest slip of a sentence beside its facts, if one is likely enough.

    ``pairs`` are the whole sentence beside all facts found, ``similarities`` those of the facts.
    """
    if len(pairs) < LEAST_FACTS:
        return None
    found = Found(pairs, similarities)
    for slip in holders.slips_of(found):
        return slip
    for rows_of in _JUDGED:
        best = _best(found, rows_of(found))
        if best is not None:
            return best
    return None


def rows_of(pairs: Sequence[Pair], similarities: Sequence[float]) -> list[tuple[Slip, Features]]:
    """Return what may be a slip of a sentence, of every kind, with its features by name.

    However few facts were found: of few, too, trees learn.
    """
    found = Found(pairs, similarities)
    return [row for rows in _JUDGED for row in rows(found)] if pairs else []


def may_decide(slip: Slip, pair: Pair) -> bool:
    """Tell whether nothing but what was exchanged sets the sentence apart from the fact."""
    if slip.kind == exchange_features.FIGURES and (
        says_more_than_all(pair) or _count_two_things(slip, pair)
    ):
        return False
    if slip.kind == retold.RETOLD and not (says_what_it_is(pair) and says_what_was_said(pair)):
        return False
    return slip.slot is None or may_be_one_event(pair, slip.slot)


def _count_two_things(slip: Slip, pair: Pair) -> bool:
    """Tell whether the two figures count what is nowhere near each other: children, prisoners."""
    if slip.slot is None:
        return False
    mine = [q for q in pair.claim.quantities if q.span in slip.slot.claim_spans]
    theirs = [q for q in pair.statement.quantities if q.span in slip.slot.fact_spans]
    return any(are_of_two_things(one, other, pair) for one in mine for other in theirs)


def _best(found: Found, rows: Iterable[tuple[Slip, Features]]) -> Slip | None:
    best: tuple[float, Slip] | None = None
    for slip, values in rows:
        trees = _trees().get(slip.kind)
        chance = trees([values[name] for name in trees.features]) if trees else 0.0
        is_likely = trees is not None and chance >= trees.limit
        is_best = best is None or chance > best[0]
        if is_likely and is_best and may_decide(slip, found.pairs[slip.place]):
            best = chance, slip
    return best[1] if best else None


@lru_cache(maxsize=1)
def _trees() -> Mapping[str, Trees]:
    text = files("factcheck.comparators").joinpath("slips.json").read_text("utf-8")
    return {kind: trees_from(data) for kind, data in json.loads(text)["kinds"].items()}
