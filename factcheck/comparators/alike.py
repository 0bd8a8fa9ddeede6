"""Two statements alike word for word but in one stretch, and what stands there on each side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from factcheck.analysis.lexicon import related_concepts, relations
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import is_factual
from factcheck.model import Analysis, Span, Token
from factcheck.model.alignment import Pair
from factcheck.text import fold

_WORD = re.compile(r"[^\W_]+")
_TEXTS_KEPT = 8192
_FEWEST_WORDS = 4
_FEWEST_ELEMENTS = 2
_LONGEST = 8
"""Words in common and, among them, words of meaning, names, figures and dates that make a twin;
words that the odd stretch may have."""


class Placed(Protocol):
    """What stands somewhere in the text."""

    @property
    def span(self) -> Span:
        """Return where it stands."""
        ...


class Told(Placed, Protocol):
    """What stands somewhere in certain words."""

    @property
    def text(self) -> str:
        """Return the words."""
        ...


Mention = TypeVar("Mention", bound=Placed)


@dataclass(frozen=True, slots=True)
class Side:
    """One text: the gap between what is alike before and after, and the words in it."""

    analysis: Analysis
    gap: Span
    words: tuple[Span, ...]

    def only(self, mentions: Sequence[Mention]) -> Mention | None:
        """Return the one mention that holds all the words of the gap but function words."""
        found = [
            m
            for m in mentions
            if m.span.start < self.gap.end
            and m.span.end > self.gap.start
            and all(m.span.holds(word) or self._is_function(word) for word in self.words)
        ]
        return found[0] if len(found) == 1 else None

    def tokens(self) -> list[Token]:
        """Return the words of the gap that carry meaning."""
        return [
            t
            for t in self.analysis.tokens
            if not t.is_stop and any(t.span.holds(word) for word in self.words)
        ]

    def outside(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that lie wholly before or after the gap."""
        return [m for m in mentions if m.span.end <= self.gap.start or m.span.start >= self.gap.end]

    def _is_function(self, word: Span) -> bool:
        text = self.analysis.text[word.start : word.end].casefold()
        return text in grammar(self.analysis.lang).function_words


@dataclass(frozen=True, slots=True)
class Twin:
    """A part and a fact that differ in one stretch."""

    pair: Pair
    mine: Side
    theirs: Side


def find_twin(pair: Pair) -> Twin | None:
    """Return how a part and a fact of one language differ, when it is in one short stretch."""
    if pair.fact.validity is not None:
        return None
    sides = find_gap(pair.claim, pair.statement)
    if sides is None:
        return None
    claim, fact = pair.claim, pair.statement
    twin = Twin(pair, *sides)
    told: list[Placed] = [*claim.content, *claim.names, *claim.quantities, *claim.dates]
    is_placed = all(m.interval for m in (*claim.dates, *fact.dates))
    is_told = len(twin.mine.outside(told)) >= _FEWEST_ELEMENTS
    return twin if is_placed and is_told and _is_told_as_fact(twin) else None


def find_gap(claim: Analysis, statement: Analysis) -> tuple[Side, Side] | None:
    """Return both sides of the one short stretch in which two texts of one language differ."""
    if claim.lang != statement.lang:
        return None
    mine, theirs = _words(claim.text), _words(statement.text)
    if abs(len(mine) - len(theirs)) > _LONGEST:
        return None
    shorter = min(len(mine), len(theirs))
    before = _common(mine, theirs, shorter)
    after = _common(mine[::-1], theirs[::-1], shorter - before)
    left = max(len(mine), len(theirs)) - before - after
    if before + after < _FEWEST_WORDS or not 0 < left <= _LONGEST:
        return None
    return _side(claim, mine, before, after), _side(statement, theirs, before, after)


def _is_told_as_fact(twin: Twin) -> bool:
    """Tell whether neither side only supposes what the other tells.

    What is forbidden or refused on both sides, or opposed to it, is told as such.
    """
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    if any(t.hypothetical for t in mine) != any(t.hypothetical for t in theirs):
        return False
    governs = len(mine) == len(theirs) == 1 and (
        mine[0].lemma == theirs[0].lemma or are_opposites(mine[0], theirs[0])
    )
    return governs or is_factual(twin.pair)


def are_opposites(mine: Token, theirs: Token) -> bool:
    """Tell whether two words mean opposite things ("rose", "fell")."""
    return frozenset((mine.concept, theirs.concept)) in relations().antonyms


def are_of_two_senses(one: str, other: str) -> bool:
    """Tell whether two concepts are known and neither the same nor near."""
    return bool(one and other) and one != other and other not in related_concepts().get(one, ())


@lru_cache(maxsize=_TEXTS_KEPT)
def _words(text: str) -> tuple[tuple[str, Span], ...]:
    return tuple(
        (fold(found.group()), Span(start=found.start(), end=found.end()))
        for found in _WORD.finditer(text)
    )


def _common(one: Sequence[tuple[str, Span]], other: Sequence[tuple[str, Span]], most: int) -> int:
    count = 0
    while count < most and one[count][0] == other[count][0]:
        count += 1
    return count


def _side(analysis: Analysis, words: Sequence[tuple[str, Span]], before: int, after: int) -> Side:
    last = len(words) - after
    start = words[before - 1][1].end if before else 0
    end = words[last][1].start if after else len(analysis.text)
    return Side(analysis, Span(start=start, end=end), tuple(s for _, s in words[before:last]))
