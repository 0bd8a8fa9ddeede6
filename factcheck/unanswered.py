"""Claims that no fact speaks of, those that one fact would answer put together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.analysis.terms import KEY, NAME, NUMBER, terms
from factcheck.model import Assessment, Claim

ALIKE = 0.7
"""Share of the words of two claims together that both must have to ask for one fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The claim most worth a check of some that say nearly the same, and the others."""

    first: Assessment
    others: tuple[Assessment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a claim says: names and figures, which must be the same, and its words."""

    fixed: tuple[str, frozenset[str]]
    words: frozenset[str]


def questions(assessments: Sequence[Assessment]) -> list[Question]:
    """Return ``assessments`` with those that say nearly the same put together, in their order.

    Each joins the first that has its names and figures and most of its words. What one denies and
    another states is one question.
    """
    said = [_said(one.claim) for one in assessments]
    rarity = Counter(word for one in said for word in one.words)
    first: dict[int, list[int]] = {}
    known: defaultdict[tuple[object, str], list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        rare = sorted(one.words, key=lambda word: (rarity[word], word))
        # Two sets that share so much share one of the rarest words of either.
        leading = rare[: len(rare) - math.ceil(ALIKE * len(rare)) + 1] or [""]
        near = sorted({other for word in leading for other in known[one.fixed, word]})
        found = next((other for other in near if _is_alike(one, said[other])), None)
        if found is None:
            first[number] = []
            for word in leading:
                known[one.fixed, word].append(number)
        else:
            first[found].append(number)
    return [
        Question(first=assessments[number], others=tuple(assessments[other] for other in others))
        for number, others in first.items()
    ]


def _said(claim: Claim) -> _Said:
    found = terms(claim.text, claim.language)
    fixed = frozenset(term for term in found if term[0] in {NUMBER, NAME})
    words = frozenset(term for term in found if term[0] not in {NUMBER, NAME, KEY})
    return _Said(fixed=(claim.language, fixed), words=words)


def _is_alike(one: _Said, other: _Said) -> bool:
    both, either = len(one.words & other.words), len(one.words | other.words)
    return both >= ALIKE * either
