"""How exactly claim and fact speak, so that one follows from the other or visibly does not."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .values import Day, Number, Person, Value

COARSER: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "day", "daymonth", "month", "year"),
    "daymonth": ("daymonth",),
    "month": ("month", "year"),
    "year": ("year",),
}
"""What a date said this exactly implies, itself first."""

_FACT_DAYS = ("day", "day", "day", "daymonth", "month", "year")
_EXACT_DAYS = (("day", "day"), ("day", "day"), ("daymonth", "daymonth"), ("day", "daymonth"))
_FINER = (("month", "day"), ("year", "day"), ("year", "month"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How each side says its slots, and the claim's values as it says them."""

    claim: Mapping[str, str]
    fact: Mapping[str, str]
    claim_values: Mapping[str, Value]


def seen(date: datetime.date, manner: str) -> tuple[int, ...]:
    """What of a date shows when it is said in this manner."""
    shown = {
        "day": (date.year, date.month, date.day),
        "daymonth": (date.month, date.day),
        "month": (date.year, date.month),
    }
    return shown.get(manner, (date.year,))


def manners(
    claim: Mapping[str, Value],
    fact: Mapping[str, Value],
    rng: random.Random,
    *,
    exact: frozenset[str],
    finer: str = "",
) -> Manners | None:
    """Manners in which the claim says at most as much as the fact; none if a change stays unseen.

    Slots in ``exact`` are said fully by both, the date in ``finer`` more exactly by the claim.
    """
    by_claim: dict[str, str] = {}
    by_fact: dict[str, str] = {}
    said = dict(claim)
    for slot, value in claim.items():
        if isinstance(value, Day):
            pair = _days(value, fact.get(slot), rng, slot in exact, slot == finer)
            if pair is None:
                return None
            by_fact[slot], by_claim[slot] = pair
        elif isinstance(value, Person):
            if value == fact.get(slot) and rng.random() < 0.35:
                by_claim[slot] = "last"
        elif isinstance(value, Number) and slot not in exact and rng.random() < 0.3:
            manner, said[slot] = loosely(value, fact.get(slot), rng)
            by_claim[slot] = manner
    return Manners(claim=by_claim, fact=by_fact, claim_values=said)


def _days(
    claim: Day, fact: Value | None, rng: random.Random, exact: bool, finer: bool
) -> tuple[str, str] | None:
    """How exactly fact and claim say a date."""
    if finer:
        return rng.choice(_FINER)
    if exact:
        pairs = list(_EXACT_DAYS)
    else:
        pairs = [(said, coarse) for said in _FACT_DAYS for coarse in COARSER[said]]
    if isinstance(fact, Day) and fact != claim:
        pairs = [pair for pair in pairs if seen(claim.date, pair[1]) != seen(fact.date, pair[1])]
    return rng.choice(pairs) if pairs else None


_STEPS = {"about": 0.06, "over": 0.15, "nearly": 0.06}
"""How far, as a share of the figure, a rounded one may lie from it."""


def loosely(value: Number, fact: Value | None, rng: random.Random) -> tuple[str, Number]:
    """A figure rounded in a manner that holds of it, or that clashes with the fact if it did."""
    manner = rng.choice(("about", "about", "over", "over", "nearly"))
    rounded = _rounded(value, manner)
    if rounded is None or value.kind in ("points", "grade"):
        return "exact", value
    wrong = isinstance(fact, Number) and fact != value
    if wrong and not _clashes(fact, value, rounded.amount, manner):
        return "exact", value
    return manner, rounded


def _clashes(fact: Value | None, claim: Number, rounded: int, manner: str) -> bool:
    """Whether the rounded figure is as wrong of the fact as the exact one."""
    assert isinstance(fact, Number)  # noqa: S101
    return fact.unit == claim.unit and _apart(fact.amount, rounded, manner)


def _apart(fact: int, claim: int, manner: str) -> bool:
    """Whether a rounded figure is wrong of the fact's: "over" only when it is clearly larger."""
    return claim > fact * 1.25 or (manner != "over" and claim < fact * 0.75)


def _rounded(value: Number, manner: str) -> Number | None:
    amount = value.amount
    length = len(str(amount))
    for kept in (1, 2):
        step = 10 ** max(0, length - kept)
        down = amount // step * step
        if down == amount:
            return None
        found = {"about": round(amount / step) * step, "over": down, "nearly": down + step}[manner]
        if found != amount and found and abs(found - amount) <= amount * _STEPS[manner]:
            return replace(value, amount=found)
    return None
