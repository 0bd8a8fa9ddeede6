"""Doubts over a list that gives each its own: "Lyra received 1,620 doses and Elba 955".

A figure or an office of one of them is not what the fact tells of another, though the fact says
every word of the part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from factcheck.analysis.lexicon import is_office
from factcheck.analysis.pairing import agree
from factcheck.analysis.syntax import syntax
from factcheck.comparators.amounts import is_start
from factcheck.model import Analysis, Quantity, Span
from factcheck.model.alignment import Pair

_BREAKS = ",;:"

_Labels: TypeAlias = Sequence[Span]
_Alike: TypeAlias = Set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A name, or what a list may tell of one, by its place among the names or ``labels``."""

    span: Span
    is_name: bool
    number: int


def _is_told_of_another(pair: Pair) -> bool:
    """Tell whether the fact gives a name of the part another figure or office than the part does.

    And gives the one of the part to another name.
    """
    return any(
        _is_exchanged(pair, here, there, alike)
        for here, there, alike in (*_of_figures(pair), *_of_offices(pair))
    )


def _of_figures(pair: Pair) -> Iterator[tuple[_Labels, _Labels, _Alike]]:
    for dimension in {q.dimension for q in pair.claim.quantities}:
        mine = [q for q in pair.claim.quantities if q.dimension == dimension]
        theirs = [q for q in pair.statement.quantities if _is_of(q, dimension)]
        if len(theirs) > 1:
            alike = {
                (i, j) for i, q in enumerate(mine) for j, r in enumerate(theirs) if agree(q, r)
            }
            yield [q.span for q in mine], [q.span for q in theirs], alike


def _is_of(quantity: Quantity, dimension: str) -> bool:
    """Tell whether a figure of a list may be of a kind: later ones often lack the unit."""
    return quantity.dimension == dimension or not quantity.unit


def _of_offices(pair: Pair) -> Iterator[tuple[_Labels, _Labels, _Alike]]:
    mine = [i for i, t in enumerate(pair.claim.content) if is_office(t.concept)]
    theirs = [j for j, t in enumerate(pair.statement.content) if is_office(t.concept)]
    if mine and len(theirs) > 1:
        met = pair.claim_to_fact.partners
        yield (
            [pair.claim.content[i].span for i in mine],
            [pair.statement.content[j].span for j in theirs],
            {(n, theirs.index(met[i])) for n, i in enumerate(mine) if met.get(i) in theirs},
        )


def _is_exchanged(pair: Pair, here: _Labels, there: _Labels, alike: _Alike) -> bool:
    mine, theirs = _marks(pair.claim, here), _marks(pair.statement, there)
    for i in range(len(here)):
        told = [j for j in range(len(there)) if (i, j) in alike]
        owner = _owner(pair.claim, mine, i)
        if len(told) != 1 or owner is None or owner not in pair.claim_to_fact.names:
            continue
        if _bound_to(pair.claim, mine, owner) - {i}:
            continue  # "241 for eight, Ada Neri making 55"
        name = pair.claim_to_fact.names[owner]
        own = _bound_to(pair.statement, theirs, name)
        if own and told[0] not in own and _gives_to(pair.statement, theirs, told[0], name):
            return True
    return False


def _marks(analysis: Analysis, labels: _Labels) -> list[_Mark]:
    names = [
        _Mark(name.span, True, number)
        for number, name in enumerate(analysis.names)
        if not name.adjective and not any(label.holds(name.span) for label in labels)
    ]
    found = [*names, *(_Mark(span, False, number) for number, span in enumerate(labels))]
    return sorted(found, key=lambda mark: mark.span.start)


def _owner(analysis: Analysis, marks: Sequence[_Mark], label: int) -> int | None:
    """Return the name a label is told of: bound to it, only words of grammar apart, or alone."""
    beside = _beside(marks, label)
    for candidates in (
        _bound(analysis, marks, label),
        [m.number for m in beside if _is_next(analysis, m, marks, label)],
        [m.number for m in beside],
    ):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None


def _gives_to(analysis: Analysis, marks: Sequence[_Mark], label: int, name: int) -> bool:
    """Tell whether not ``name`` but what stands in the list before it has a label.

    A name behind another preposition is no member of the list: "at the Games: four gold".
    """
    link = analysis.names[name].preposition
    alike = [m for m in marks if m.is_name and analysis.names[m.number].preposition == link]
    place = marks[_place(marks, label)].span.start
    before = [m.number for m in alike if m.span.start < place]
    bound = _bound(analysis, marks, label)
    return name not in bound and before[-1:] != [name]


def _place(marks: Sequence[_Mark], label: int) -> int:
    return next(k for k, m in enumerate(marks) if not m.is_name and m.number == label)


def _beside(marks: Sequence[_Mark], label: int) -> list[_Mark]:
    """Return the names right before and right after a label, no other label between."""
    place = _place(marks, label)
    return [
        m for m in (*marks[max(0, place - 1) : place], *marks[place + 1 : place + 2]) if m.is_name
    ]


def _bound(analysis: Analysis, marks: Sequence[_Mark], label: int) -> list[int]:
    """Return the names beside a label that neither a comma nor an "and" sets off from it."""
    joins = syntax(analysis.lang).coordinators
    found: list[int] = []
    for mark in _beside(marks, label):
        first, last = _ends(mark, marks, label)
        gap = analysis.text[first.end : last.start]
        words = {t.norm for t in analysis.between(first, last)}
        if not any(sign in gap for sign in _BREAKS) and not words & joins:
            found.append(mark.number)
    return found


def _bound_to(analysis: Analysis, marks: Sequence[_Mark], name: int) -> set[int]:
    labels = (m.number for m in marks if not m.is_name)
    return {label for label in labels if name in _bound(analysis, marks, label)}


def _is_next(analysis: Analysis, mark: _Mark, marks: Sequence[_Mark], label: int) -> bool:
    first, last = _ends(mark, marks, label)
    return all(t.is_stop for t in analysis.between(first, last))


def _ends(mark: _Mark, marks: Sequence[_Mark], label: int) -> tuple[Span, Span]:
    span = marks[_place(marks, label)].span
    return (mark.span, span) if mark.span.start < span.start else (span, mark.span)


def _figure_of_another(pair: Pair) -> bool:
    """Tell whether what a figure of the part is told of has another figure in the fact.

    "The left, with 37%" beside "the right had 37%, the left 22%".
    """
    shared, names = pair.claim_to_fact.partners, pair.claim_to_fact.names
    if len(pair.claim.quantities) != 1:
        return False
    mine = pair.claim.quantities[0]
    told = [q for q in pair.statement.quantities if agree(mine, q)]
    others = [
        q
        for q in pair.statement.quantities
        if q.dimension == mine.dimension and not is_start(q, pair.statement)
    ]
    if len(told) != 1 or len(others) != 2 or told[0] not in others:
        return False
    owners = [
        (pair.claim.content[i].span, pair.statement.content[j].span)
        for i, j in shared.items()
        if not pair.claim.content[i].is_verb
    ]
    owners += [(pair.claim.names[i].span, pair.statement.names[j].span) for i, j in names.items()]
    before = [one for one in owners if one[0].end <= mine.span.start]
    if not before:
        return False
    _, there = max(before, key=lambda one: one[0].end)
    return _figure_after(there, others) is not told[0]


def _figure_after(owner: Span, figures: Sequence[Quantity]) -> Quantity | None:
    """Return the first of ``figures`` after ``owner``, else the last before it."""
    order = sorted(figures, key=lambda q: q.span.start)
    after = [q for q in order if q.span.start >= owner.end]
    return after[0] if after else order[-1]


LIST_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (_is_told_of_another, _figure_of_another)
"""A list tells it of another one of those it names."""
