"""Offices that another fact bears out: ministries are named alike, and people come back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from factcheck.analysis.analyse import analyse
from factcheck.model import Fact, Interval, Match, Rating, Reason, Stance

_OF_OFFICES = frozenset({Reason.ROLE, Reason.OUTDATED})


def without_other_terms(
    rows: Sequence[Sequence[Match]], day: date | None
) -> list[tuple[Match, ...]]:
    """Return the matches; one that clashes over an office that is held by another fact is open.

    Of two offices of one person each fact knows one, and of two terms in one office too.
    """
    held = frozenset(
        c.claim_text.casefold()
        for row in rows
        for match in row
        for c in match.comparisons
        if c.name is Reason.ROLE and c.stance is Stance.SUPPORTS
    )
    return [
        tuple(
            replace(match, stance=Stance.NEUTRAL)
            if _is_of_offices(match)
            and (_says_held(match, held) or _has_other_term(match, row, day))
            else match
            for match in row
        )
        for row in rows
    ]


def _clashes(match: Match) -> list[str]:
    return [c.claim_text.casefold() for c in match.comparisons if c.stance is Stance.REFUTES]


def _is_of_offices(match: Match) -> bool:
    clashes = [c.name for c in match.comparisons if c.stance is Stance.REFUTES]
    return match.stance is Stance.REFUTES and bool(clashes) and set(clashes) <= _OF_OFFICES


def _says_held(match: Match, held: frozenset[str]) -> bool:
    return all(any(words in told for words in held) for told in _clashes(match))


def _has_other_term(match: Match, row: Sequence[Match], day: date | None) -> bool:
    """Tell whether another fact has the same person in the same office on the text's day."""
    others = [other for other in row if other is not match and other.fact.validity is not None]
    if day is None or not others:
        return False
    mine = _offices(match.fact)
    return any(
        other.fact.rating is Rating.TRUE
        and other.fact.validity is not None
        and other.fact.validity.contains(Interval(start=day, end=day))
        and not mine.isdisjoint(_offices(other.fact))
        for other in others
    )


def _offices(fact: Fact) -> frozenset[tuple[str, str]]:
    """Return who holds which office by a fact's statement."""
    return frozenset(
        (office.holder.key, office.concept)
        for office in analyse(fact.statement, fact.lang).offices
        if office.holder is not None
    )
