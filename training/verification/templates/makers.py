"""The kinds of pairs: how a fact and a claim of each label are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from .cases import Case, Draft, drawn, others
from .grammar import Template
from .relations import Relation, relations
from .values import Day, Name, Number, Person, Switch, Value, change

SUPPORTED, REFUTED, NEI = "SUPPORTED", "REFUTED", "NEI"


def _within(case: Case, role: str, fact: Template) -> Template | None:
    """A phrasing of the claim that states nothing the fact does not."""
    found = [template for template in case.claims(role) if template.needs <= fact.slots]
    return case.rng.choice(found) if found else None


def _paraphrase(case: Case) -> Draft | None:
    fact = case.fact()
    claim = _within(case, "says", fact)
    if claim is None:
        return None
    kind = "paraphrase" if claim.slots == fact.slots else "fewer"
    return _same(case, claim, fact, kind)


def _same(case: Case, claim: Template, fact: Template, kind: str) -> Draft:
    values = case.values
    return Draft(claim=claim, fact=fact, claim_values=values, fact_values=values, kind=kind)


def _entailed(case: Case) -> Draft | None:
    fact = case.fact()
    claim = _within(case, "entails", fact)
    return None if claim is None else _same(case, claim, fact, "entailed")


def _clash(case: Case) -> Draft | None:
    """A statement that excludes the fact; one time in three it is the fact that excludes."""
    if case.rng.random() < 0.65:
        fact: Template | None = case.fact()
        claim = _within(case, "clashes", fact) if fact else None
    else:
        fact, claim = _excluding(case)
    if claim is None or fact is None:
        return None
    return replace(_same(case, claim, fact, "clash"), exact=frozenset(case.relation.slots))


def _excluding(case: Case) -> tuple[Template | None, Template | None]:
    """A fact that excludes a claim, and the claim."""
    clashes = case.relation.phrasings[case.fact_lang]["clashes"]
    if not clashes:
        return None, None
    fact = case.rng.choice(clashes)
    found = [claim for claim in case.claims("says") if fact.needs <= claim.slots]
    return fact, case.rng.choice(found) if found else None


def _negated(case: Case) -> Draft | None:
    """A fact and its denial, either of which may be the claim."""
    if case.rng.random() < 0.6:
        fact = case.fact()
        claim = _within(case, "denies", fact)
        draft = None if claim is None else _same(case, claim, fact, "negation")
        return None if draft is None else replace(draft, exact=_numbers(case))
    denials = case.relation.phrasings[case.fact_lang]["denies"]
    if not denials:
        return None
    fact = case.rng.choice(denials)
    found = [claim for claim in case.claims("says") if fact.slots <= claim.slots]
    if not found:
        return None
    draft = _same(case, case.rng.choice(found), fact, "negation")
    return replace(draft, exact=frozenset(case.relation.slots))


def _numbers(case: Case) -> frozenset[str]:
    """Slots of figures: "did not reach about 50" says nothing definite."""
    return frozenset(slot for slot, value in case.values.items() if isinstance(value, Number))


def _denied_both(case: Case) -> Draft | None:
    denials = case.relation.phrasings[case.fact_lang]["denies"]
    found = [
        (claim, fact)
        for fact in denials
        for claim in case.claims("denies")
        if claim.slots == fact.slots and fact.needs == fact.slots
    ]
    if not found:
        return None
    draft = _same(case, *case.rng.choice(found), "denied")
    return replace(draft, exact=frozenset(case.relation.slots))


def _denied_other(case: Case) -> Draft | None:
    """The denial of a wrong value: true where only the right one can hold."""
    draft = _wrong(case, "denies")
    return None if draft is None else replace(draft, kind="denied_other")


def _wrong_slot(case: Case) -> Draft | None:
    return _wrong(case, "says")


def _wrong(case: Case, role: str) -> Draft | None:
    relation, rng = case.relation, case.rng
    if not relation.refutes:
        return None
    slot = rng.choice(_weighted_slots(relation.name))
    needed = relation.refutes[slot]
    stated = needed | {slot}
    facts = [fact for fact in case.facts() if stated <= fact.slots]
    if not facts:
        return None
    fact = rng.choice(facts)
    claims = [t for t in case.claims(role) if stated <= t.slots and t.needs <= fact.slots]
    if not claims or (role == "denies" and isinstance(case.values[slot], Switch)):
        return None
    other = others(case, case.values) if rng.random() < 0.25 else None
    wrong = _from_other(case, slot, other)
    if wrong is None:
        other = None
        wrong = change(case.values[slot], relation.slots[slot], rng)
    if wrong in case.values.values() and not isinstance(wrong, Switch):
        return None
    return Draft(
        claim=rng.choice(claims),
        fact=fact,
        claim_values={**case.values, slot: wrong},
        fact_values=case.values,
        kind=_reason(case.values[slot], wrong),
        exact=needed - {slot} | (_numbers(case) if role == "denies" else frozenset()),
        other=other,
    )


@cache
def _weighted_slots(name: str) -> tuple[str, ...]:
    """The slots that can be wrong, directions twice as often."""
    relation = relations()[name]
    switches = [slot for slot in relation.refutes if relation.slots[slot].startswith("switch")]
    return (*relation.refutes, *switches)


def _from_other(case: Case, slot: str, other: Mapping[str, Value] | None) -> Value | None:
    if other is None or isinstance(case.values[slot], Switch):
        return None
    return other[slot] if other[slot] != case.values[slot] else None


def _reason(right: Value, wrong: Value) -> str:
    if isinstance(right, Number) and isinstance(wrong, Number):
        return "unit" if right.unit != wrong.unit else "quantity"
    if isinstance(right, Name) and right.kind in ("city", "country"):
        return "place"
    return {Switch: "direction", Name: "entity", Person: "entity"}.get(type(right), "date")


def _swapped(case: Case) -> Draft | None:
    if not case.relation.swaps:
        return None
    one, other, *needed = case.rng.choice(case.relation.swaps)
    fact = case.fact()
    stated = {one, other, *needed}
    found = [t for t in case.claims("says") if stated <= t.slots and t.needs <= fact.slots]
    if not found:
        return None
    values = {**case.values, one: case.values[other], other: case.values[one]}
    draft = _same(case, case.rng.choice(found), fact, "swap")
    return replace(draft, claim_values=values, exact=frozenset(needed))


def _missing(case: Case) -> Draft | None:
    """The claim states something the fact is silent about, or a date more exactly."""
    vague = case.relation.phrasings[case.fact_lang]["entails"]
    fact = case.rng.choice(vague if vague and case.rng.random() < 0.2 else case.facts())
    dates = [
        slot
        for slot in sorted(fact.slots - case.relation.fixed)
        if isinstance(case.values[slot], Day)
    ]
    if dates and case.rng.random() < 0.3:
        slot = case.rng.choice(dates)
        found = [t for t in case.claims("says") if slot in t.slots and t.needs <= fact.slots]
        if found:
            return replace(_same(case, case.rng.choice(found), fact, "finer"), finer=slot)
    found = [t for t in case.claims("says") if not t.slots <= fact.slots]
    return _same(case, case.rng.choice(found), fact, "missing") if found else None


def _about_another(case: Case) -> Draft | None:
    """The same relation of another person, country, occasion or year."""
    fact, relation = case.fact(), case.relation
    slots = [slot for slot in relation.neutral | relation.occasions if slot in fact.slots]
    if not slots:
        return None
    slot = case.rng.choice(sorted(slots))
    found = [t for t in case.claims("says") if slot in t.slots and t.needs <= fact.slots]
    if slot in relation.occasions:
        found = [t for t in found if not _figures(t, case.values)]
    wrong = change(case.values[slot], case.relation.slots[slot], case.rng)
    if not found or wrong in case.values.values():
        return None
    draft = _same(case, case.rng.choice(found), fact, "another")
    return replace(draft, claim_values={**case.values, slot: wrong})


def _figures(template: Template, values: Mapping[str, Value]) -> bool:
    return any(isinstance(values[slot], Number) for slot in template.slots)


def _other_relation(case: Case) -> Draft | None:
    relation, rng = case.relation, case.rng
    found = _companions(relation.name, case.claim_lang)
    if not found:
        return None
    other = relations()[rng.choice(found)]
    values = dict(drawn(other, rng))
    values[other.subject] = case.values[relation.subject]
    claims = [t for t in other.phrasings[case.claim_lang]["says"] if other.subject in t.slots]
    facts = [t for t in case.facts() if relation.subject in t.slots]
    if not claims or not facts or len(set(values.values())) < len(values):
        return None
    return Draft(
        claim=rng.choice(claims),
        fact=rng.choice(facts),
        claim_values=values,
        fact_values=case.values,
        kind="other_relation",
    )


@cache
def _companions(name: str, language: str) -> tuple[str, ...]:
    """Relations that may hold of the same subject and say nothing about this one."""
    this = relations()[name]
    if not this.subject:
        return ()
    return tuple(
        other.name
        for other in relations().values()
        if other.subject
        and other.name != name
        and other.slots[other.subject] == this.slots[this.subject]
        and other.name not in this.near
        and name not in other.near
        and language in other.phrasings
    )


def _planned(case: Case) -> Draft | None:
    """An event against its announcement."""
    if case.rng.random() < 0.75:
        plans = case.relation.phrasings[case.fact_lang]["plans"]
        claims, facts = case.claims("says"), plans
    else:
        claims, facts = case.claims("plans"), case.facts()
    if not claims or not facts:
        return None
    return _same(case, case.rng.choice(claims), case.rng.choice(facts), "plan")


def _beyond(case: Case) -> Draft | None:
    fact = case.fact()
    claim = _within(case, "beyond", fact)
    return None if claim is None else _same(case, claim, fact, "beyond")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A way to make a pair, its weight among those of its label, and what it asks of a relation."""

    make: Callable[[Case], Draft | None]
    weight: float
    role: str = "says"
    """The phrasings it takes the claim from."""
    swaps: bool = False

    def fits(self, relation: Relation, claim_lang: str, fact_lang: str) -> bool:
        """Whether the relation can yield such a pair in these languages."""
        spoken = {claim_lang, fact_lang} <= relation.phrasings.keys()
        if not spoken or (self.swaps and not relation.swaps):
            return False
        if self.role == "plans":
            return bool(relation.phrasings[fact_lang]["plans"])
        return bool(relation.phrasings[claim_lang][self.role])


KINDS: Mapping[str, tuple[Kind, ...]] = {
    SUPPORTED: (
        Kind(make=_paraphrase, weight=8),
        Kind(make=_entailed, weight=2, role="entails"),
        Kind(make=_denied_other, weight=0.8, role="denies"),
        Kind(make=_denied_both, weight=0.5, role="denies"),
    ),
    REFUTED: (
        Kind(make=_wrong_slot, weight=8),
        Kind(make=_swapped, weight=1.2, swaps=True),
        Kind(make=_negated, weight=1.8, role="denies"),
        Kind(make=_clash, weight=1.6, role="clashes"),
    ),
    NEI: (
        Kind(make=_missing, weight=3),
        Kind(make=_about_another, weight=3),
        Kind(make=_other_relation, weight=1.3),
        Kind(make=_planned, weight=2, role="plans"),
        Kind(make=_beyond, weight=1.7, role="beyond"),
    ),
}
