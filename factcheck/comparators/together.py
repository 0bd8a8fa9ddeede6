"""Facts of one source read together: what none of its sentences says alone, several may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.model import Ground, Match, Rating, Stance

MAX_TOGETHER = 3
"""Statements read as one: more of an article than that is not one evidence."""


def with_joined(row: Sequence[Match]) -> tuple[Match, ...]:
    """Return ``row`` and, per source with several of its facts there, a match of those joined.

    Joined are the fact that lacks least and those that have something it lacks, all of one address
    and rated true. Rules do not read them; their match is neutral until a model does.
    """
    joined = [made for group in _groups(row) if (made := _join(group)) is not None]
    return (*row, *joined)


def _groups(row: Sequence[Match]) -> list[list[tuple[Match, Ground]]]:
    found: dict[str, list[tuple[Match, Ground]]] = {}
    for match in row:
        if match.fact.urls and match.ground is not None and match.fact.rating is Rating.TRUE:
            found.setdefault(match.fact.urls[0], []).append((match, match.ground))
    return [group for group in found.values() if len(group) > 1]


def _join(group: Sequence[tuple[Match, Ground]]) -> Match | None:
    ordered = sorted(group, key=lambda one: (_lacks(one[1]), -one[0].coverage, one[0].fact.id))
    first, ground = ordered[0]
    together: list[Match] = []
    for match, other in ordered[1:]:
        merged = _merged(ground, other)
        if len(together) + 1 < MAX_TOGETHER and _lacks(merged) < _lacks(ground):
            together.append(match)
            ground = merged
    if not together:
        return None
    read = sorted((first, *together), key=_place)
    return Match(
        fact=read[0].fact,
        similarity=max(match.similarity for match in read),
        stance=Stance.NEUTRAL,
        coverage=first.coverage,
        ground=ground,
        together=tuple(match.fact for match in read[1:]),
        comparisons=tuple(c for c in first.comparisons if c.stance is Stance.NEUTRAL),
    )


def _place(match: Match) -> tuple[bool, str]:
    """Return the order to read facts in: who names the actor first, since others say "he"."""
    return (match.ground is None or not match.ground.same_actors, match.fact.id)


def _lacks(ground: Ground) -> int:
    return len(ground.gaps) + len(ground.unmet)


def _merged(one: Ground, other: Ground) -> Ground:
    """Return what the two facts together have and lack of the part."""
    return replace(
        one,
        gaps=tuple(gap for gap in one.gaps if gap in other.gaps),
        unmet=tuple(word for word in one.unmet if word in other.unmet),
        names=max(one.names, other.names),
        fact_words=one.fact_words + other.fact_words,
        same_actors=one.same_actors or other.same_actors,
        same_occasion=one.same_occasion and other.same_occasion,
        same_mood=one.same_mood and other.same_mood,
        has_others=one.has_others or other.has_others,
        mends=(),
    )
