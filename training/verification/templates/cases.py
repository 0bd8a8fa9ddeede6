"""A pair before it is words: the relation, its values, and what claim and fact will state."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .grammar import Template
from .relations import Relation, relations
from .values import Name, Person, Switch, Value, draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim and a fact with the label SUPPORTED, REFUTED or NEI, and how it came about."""

    claim: str
    fact: str
    claim_lang: str
    fact_lang: str
    label: str
    kind: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A pair before it is put into words."""

    claim: Template
    fact: Template
    claim_values: Mapping[str, Value]
    fact_values: Mapping[str, Value]
    kind: str
    exact: frozenset[str] = frozenset()
    """Slots both sides say fully."""
    finer: str = ""
    """A date the claim says more exactly than the fact."""
    other: Mapping[str, Value] | None = None
    """What a distractor sentence says of others, where the error was taken from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A relation with its values and the two languages."""

    relation: Relation
    values: Mapping[str, Value]
    claim_lang: str
    fact_lang: str
    rng: random.Random

    def claims(self, role: str) -> tuple[Template, ...]:
        """The claim's phrasings of a role."""
        return self.relation.phrasings[self.claim_lang][role]

    def facts(self) -> tuple[Template, ...]:
        """The fact's phrasings."""
        return _facts(self.relation.name, self.fact_lang)

    def fact(self) -> Template:
        """A phrasing of the fact, more often a full one."""
        one, other = self.rng.choice(self.facts()), self.rng.choice(self.facts())
        return one if len(one.slots) >= len(other.slots) else other


@cache
def _facts(name: str, language: str) -> tuple[Template, ...]:
    phrasings = relations()[name].phrasings[language]
    return phrasings["says"] + phrasings["tells"]


def drawn(relation: Relation, rng: random.Random) -> Mapping[str, Value]:
    """Values for every slot, no two of them the same and no two people of one surname."""
    while True:
        values = {slot: draw(spec, rng) for slot, spec in relation.slots.items()}
        distinct = [value for value in values.values() if not isinstance(value, Switch)]
        alike = {value.last if isinstance(value, Person) else value for value in distinct}
        if len(alike) == len(distinct):
            return values


def others(case: Case, *taken: Mapping[str, Value]) -> Mapping[str, Value] | None:
    """Values of a statement about others: no name of it stands in what is ``taken``."""
    values = drawn(case.relation, case.rng)
    used = [value for each in taken for value in each.values()]
    lasts = {value.last for value in used if isinstance(value, Person)}
    for value in values.values():
        if isinstance(value, Person) and value.last in lasts:
            return None
        if isinstance(value, Name) and value in used:
            return None
    return values
