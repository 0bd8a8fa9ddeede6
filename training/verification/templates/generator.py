"""Training pairs by construction: a statement, a fact, and the label that their slots imply."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from .cases import Case, Draft, Pair, drawn
from .context import surrounded
from .makers import KINDS, NEI, REFUTED, SUPPORTED, Kind
from .relations import Relation, relations
from .rendering import render, speech
from .wording import manners

_LABELS = ((SUPPORTED, REFUTED, NEI), (40, 35, 25))
_LANGUAGE_PAIRS = (
    ("it", "it", 50), ("en", "en", 20), ("it", "en", 6), ("en", "it", 4),
    ("fr", "fr", 3.5), ("de", "de", 3.5), ("es", "es", 3.5), ("pt", "pt", 3.5),
    ("fr", "en", 1), ("de", "en", 1), ("es", "en", 1), ("pt", "en", 1),
    ("it", "fr", 0.5), ("it", "de", 0.5), ("it", "es", 0.5), ("it", "pt", 0.5),
)  # fmt: skip


def generate(seed: int, count: int) -> Iterator[Pair]:
    """``count`` pairs, always the same for a seed; about 40 / 35 / 25 of 100 by label."""
    rng = random.Random(seed)
    weights = [weight for *_, weight in _LANGUAGE_PAIRS]
    for _ in range(count):
        label = rng.choices(*_LABELS)[0]
        claim_lang, fact_lang, _ = rng.choices(_LANGUAGE_PAIRS, weights)[0]
        kinds, shares = _kinds(label, claim_lang, fact_lang)
        pair = None
        while pair is None:
            kind = rng.choices(kinds, shares)[0]
            pair = _pair(kind, label, (claim_lang, fact_lang), rng)
        yield pair


@cache
def _kinds(label: str, claim_lang: str, fact_lang: str) -> tuple[list[Kind], list[float]]:
    found = [kind for kind in KINDS[label] if _fitting(kind, claim_lang, fact_lang)]
    return found, [kind.weight for kind in found]


@cache
def _fitting(kind: Kind, claim_lang: str, fact_lang: str) -> tuple[Relation, ...]:
    known = relations().values()
    return tuple(each for each in known if kind.fits(each, claim_lang, fact_lang))


def _pair(kind: Kind, label: str, languages: tuple[str, str], rng: random.Random) -> Pair | None:
    """A pair of one kind; none if some tries failed."""
    fitting = _fitting(kind, *languages)
    for _ in range(_TRIES):
        relation = rng.choice(fitting)
        case = Case(
            relation=relation,
            values=drawn(relation, rng),
            claim_lang=languages[0],
            fact_lang=languages[1],
            rng=rng,
        )
        draft = kind.make(case)
        pair = draft and _in_words(case, draft, label)
        if pair:
            return pair
    return None


_TRIES = 40
_SAME_PHRASING = 0.3
"""How often claim and fact may share a phrasing, so that likeness of words says nothing."""


def _in_words(case: Case, draft: Draft, label: str) -> Pair | None:
    rng = case.rng
    alike = draft.claim.parts == draft.fact.parts or (
        draft.claim.phrasing == draft.fact.phrasing and case.claim_lang == case.fact_lang
    )
    if alike and rng.random() > _SAME_PHRASING:
        return None
    said = manners(
        draft.claim_values,
        draft.fact_values,
        rng,
        exact=draft.exact | case.relation.fixed,
        finer=draft.finer,
    )
    if said is None:
        return None
    claim = render(draft.claim, speech(case.claim_lang, said.claim_values, said.claim, rng))
    telling = speech(case.fact_lang, draft.fact_values, said.fact, rng)
    fact = surrounded(case, draft, telling)
    if claim == fact or (draft.claim.headline and claim == fact.rstrip(".")):
        return None
    return Pair(
        claim=claim,
        fact=fact,
        claim_lang=case.claim_lang,
        fact_lang=case.fact_lang,
        label=label,
        kind=draft.kind,
        relation=case.relation.name,
    )
