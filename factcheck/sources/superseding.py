"""Which facts of a table end which: a new holder of an office, a new value of a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from factcheck.analysis.analyse import read
from factcheck.analysis.slots import Filling, Slot, filling_of
from factcheck.model import Closing, Fact, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """A fact that tells of a state, with what fills which slot."""

    fact: Fact
    since: date
    filling: Filling


def closings(facts: Iterable[Fact], given: Collection[str]) -> tuple[Closing, ...]:
    """Return which of ``facts`` end because another one begins, one of them among ``given`` ids.

    A state ends that has no end yet when the next one in its slot begins, which another holds. It
    is taken to hold on the day of the change: offices are handed over in the middle of a day, and a
    year or month in which the next begins is the one in which this ends. Two that begin on the same
    day end nothing.
    """
    slots: defaultdict[Slot, list[_State]] = defaultdict(list)
    for state in _states(facts):
        slots[state.filling.slot].append(state)
    found = (
        closing for states in slots.values() for closing in _closings_of(states, frozenset(given))
    )
    return tuple(sorted(found, key=lambda closing: closing.fact.id))


def _states(facts: Iterable[Fact]) -> Iterator[_State]:
    for fact in facts:
        since = fact.valid_from.start if fact.valid_from else None
        if since is None or fact.rating is not Rating.TRUE or fact.speaker or fact.event_date:
            continue
        filling = filling_of(read(fact.statement, fact.lang))
        if filling is not None:
            yield _State(fact=fact, since=since, filling=filling)


def _closings_of(states: list[_State], given: frozenset[str]) -> Iterator[Closing]:
    states.sort(key=lambda state: (state.since, state.fact.id))
    for state, following in zip(states, _following(states), strict=True):
        if following is None or following.since == state.since or state.fact.valid_to is not None:
            continue
        if not given.isdisjoint((state.fact.id, following.fact.id)):
            ended = replace(state.fact, valid_to=following.fact.valid_from)
            yield Closing(fact=ended, successor=following.fact)


def _following(states: list[_State]) -> list[_State | None]:
    """Return, for each state, the next one that another holds.

    From the last one back: what follows a state of the same holder follows this one too, so that a
    thousand rows of one holder are not looked through a thousand times.
    """
    after: list[int] = [len(states)] * len(states)
    for number in range(len(states) - 2, -1, -1):
        candidate = number + 1
        while candidate < len(states) and not states[candidate].filling.excludes(
            states[number].filling
        ):
            candidate = after[candidate]
        after[number] = candidate
    return [states[n] if n < len(states) else None for n in after]
