"""The same statement but for one thing: word for word alike outside one stretch.

Where a part and a fact are so alike, nothing but that stretch is left to compare, and fewer signs
are needed that both tell of one event. What can be true beside the fact still never clashes: another
visit, another buyer, another year's figure. Those stay with the comparators that weigh them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from factcheck.analysis.lexicon import is_office, related_concepts, relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.offices import is_broader
from factcheck.analysis.pairing import agree
from factcheck.analysis.quantities.mentions import compatible
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import When, is_factual, is_near_miss, recent_enough, relate_dates, when
from factcheck.model import (
    Analysis,
    Bound,
    Comparison,
    DateMention,
    DateRelation,
    Granularity,
    Name,
    NameKind,
    Office,
    Quantity,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair
from factcheck.text import fold

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 4
_FEWEST_ELEMENTS = 2
_LONGEST = 8
"""Words alike and elements of meaning alike that make a twin, and words the odd stretch may have."""
_TELLING_DIGITS = 3
_COUNTED_DIGITS = 2
"""Digits from which on a figure, and a count of things, hardly come twice by chance."""
_COUNTS = frozenset({"count", "length", "mass", "area", "volume"})
_AMOUNTS = _COUNTS | {"money"}
_SHORT_FORM = 3
"""Letters in common from which on one name may be the short form of the other."""


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


class _Told(_Placed, Protocol):
    @property
    def text(self) -> str: ...


Mention = TypeVar("Mention", bound=_Placed)


@dataclass(frozen=True, slots=True)
class _Side:
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
            and all(_inside(word, m.span) or self._is_function(word) for word in self.words)
        ]
        return found[0] if len(found) == 1 else None

    def tokens(self) -> list[Token]:
        """Return the words of the gap that carry meaning."""
        return [
            t
            for t in self.analysis.tokens
            if not t.is_stop and any(_inside(word, t.span) for word in self.words)
        ]

    def outside(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that lie wholly before or after the gap."""
        return [
            m for m in mentions if m.span.end <= self.gap.start or m.span.start >= self.gap.end
        ]

    def _is_function(self, word: Span) -> bool:
        text = self.analysis.text[word.start : word.end].casefold()
        return text in grammar(self.analysis.lang).function_words


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True, slots=True)
class Twin:
    """A part and a fact that differ in one stretch."""

    pair: Pair
    mine: _Side
    theirs: _Side


def compare(pair: Pair) -> Comparison | None:
    """Return a clash when the one stretch in which the two differ excludes the fact, else ``None``.

    Titles that differ otherwise are ``NEUTRAL``: the fact does not bear them out.
    """
    twin = find_twin(pair)
    if twin is None:
        return None
    found = _times(twin)
    if found is not None or when(pair) is When.DISJOINT or not recent_enough(pair):
        return found
    for look in _LOOKS:
        found = look(twin)
        if found is not None:
            return found
    return None


def find_twin(pair: Pair) -> Twin | None:
    """Return how a part and a fact of one language differ, when it is in one short stretch."""
    if pair.claim.lang != pair.statement.lang or pair.fact.validity is not None:
        return None
    mine, theirs = list(_words(pair.claim.text)), list(_words(pair.statement.text))
    shorter = min(len(mine), len(theirs))
    before = _common(mine, theirs, shorter)
    after = _common(mine[::-1], theirs[::-1], shorter - before)
    left = max(len(mine), len(theirs)) - before - after
    if before + after < _FEWEST_WORDS or not 0 < left <= _LONGEST:
        return None
    claim, fact = pair.claim, pair.statement
    twin = Twin(pair, _side(claim, mine, before, after), _side(fact, theirs, before, after))
    told = [*claim.content, *claim.names, *claim.quantities, *claim.dates]
    is_placed = all(m.interval for m in (*claim.dates, *fact.dates))
    is_told = len(twin.mine.outside(told)) >= _FEWEST_ELEMENTS
    return twin if is_placed and is_told and _is_told_as_fact(twin) else None


def _is_told_as_fact(twin: Twin) -> bool:
    """Tell whether neither side only supposes what the other tells.

    What is forbidden or refused on both sides, or opposed to it, is told as such.
    """
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    if any(t.hypothetical for t in mine) != any(t.hypothetical for t in theirs):
        return False
    governs = len(mine) == len(theirs) == 1 and (
        mine[0].lemma == theirs[0].lemma or _are_opposites(mine[0], theirs[0])
    )
    return governs or is_factual(twin.pair)


def _are_opposites(mine: Token, theirs: Token) -> bool:
    return frozenset((mine.concept, theirs.concept)) in relations().antonyms


def _words(text: str) -> Iterator[tuple[str, Span]]:
    for found in _WORD.finditer(text):
        yield fold(found.group()), Span(start=found.start(), end=found.end())


def _common(one: Sequence[tuple[str, Span]], other: Sequence[tuple[str, Span]], most: int) -> int:
    count = 0
    while count < most and one[count][0] == other[count][0]:
        count += 1
    return count


def _side(
    analysis: Analysis, words: Sequence[tuple[str, Span]], before: int, after: int
) -> _Side:
    last = len(words) - after
    start = words[before - 1][1].end if before else 0
    end = words[last][1].start if after else len(analysis.text)
    return _Side(analysis, Span(start=start, end=end), tuple(s for _, s in words[before:last]))


# --- what may differ ---------------------------------------------------------------------------


def _times(twin: Twin) -> Comparison | None:
    """Another date of what happens once, or a day of the very week."""
    mine, theirs = twin.mine.only(twin.pair.claim.dates), twin.theirs.only(twin.pair.statement.dates)
    if mine is None or theirs is None or mine.relation is not theirs.relation:
        return None
    if mine.relation is DateRelation.SINCE:
        clash = not _same_start(mine, theirs)
    else:
        clash = (
            mine.relation is DateRelation.IN
            and relate_dates(mine, [theirs]) is When.DISJOINT
            and (is_near_miss(twin.pair) or _is_counted(twin) or not _may_recur(twin))
        )
    return _clash(Reason.DATE, mine, theirs) if clash else None


def _same_start(mine: DateMention, theirs: DateMention) -> bool:
    """Tell whether both begin at one time, as exactly as the coarser of them tells."""
    if mine.interval is None or theirs.interval is None:
        return True
    one, other = mine.interval.start, theirs.interval.start
    if one is None or other is None or one.year != other.year:
        return one is None or other is None
    grains = {mine.granularity, theirs.granularity}
    if grains == {Granularity.DAY}:
        return one == other
    return one.month == other.month or not grains <= {Granularity.DAY, Granularity.MONTH}


def _amounts(twin: Twin) -> Comparison | None:
    """Another amount, or another unit of it."""
    pair = twin.pair
    mine, theirs = twin.mine.only(pair.claim.quantities), twin.theirs.only(pair.statement.quantities)
    if mine is None or theirs is None or agree(mine, theirs) or agree(theirs, mine):
        return None
    if mine.unit != theirs.unit:
        clash = mine.low == theirs.low and mine.dimension != "count" != theirs.dimension
        return _clash(Reason.UNIT, mine, theirs) if clash else None
    exact = mine.bound is theirs.bound is Bound.EXACT
    return _clash(Reason.QUANTITY, mine, theirs) if exact and not compatible(mine, theirs) else None


def _offices(twin: Twin) -> Comparison | None:
    """Another office of somebody named."""
    pair = twin.pair
    mine = twin.mine.only(pair.claim.offices) or _title(twin.mine)
    theirs = twin.theirs.only(pair.statement.offices) or _title(twin.theirs)
    if mine is None or theirs is None or _one_office(mine, theirs):
        return None
    people = [n for n in twin.mine.outside(pair.claim.names) if n.kind is not NameKind.PLACE]
    if people and _exclude_each_other(mine.concept, theirs.concept):
        return _clash(Reason.ROLE, mine, theirs)
    return _differ(Reason.ROLE, Stance.NEUTRAL, mine, theirs)


def _title(side: _Side) -> Token | None:
    """Return the one word of the gap when it is a title, though not read as anybody's."""
    tokens = side.tokens()
    if len(tokens) != 1:
        return None
    concept = tokens[0].concept
    is_one = is_office(concept) or any(concept in group for group in relations().office_conflicts)
    return tokens[0] if is_one else None


def _exclude_each_other(one: str, other: str) -> bool:
    """Tell whether nobody holds both offices at once, each taken for its broader title too."""
    broader = relations().office_broader
    return any(
        mine in group and theirs in group and mine != theirs
        for group in relations().office_conflicts
        for mine in (one, broader.get(one, one))
        for theirs in (other, broader.get(other, other))
    )


def _one_office(mine: Office | Token, theirs: Office | Token) -> bool:
    one, other = mine.concept, theirs.concept
    return one == other or is_broader(one, other) or is_broader(other, one)


def _names(twin: Twin) -> Comparison | None:
    """Another one in the same place, of a deed that excludes a second one."""
    pair = twin.pair
    mine, theirs = twin.mine.only(pair.claim.names), twin.theirs.only(pair.statement.names)
    if mine is None or theirs is None or not _can_replace(mine, theirs):
        return None
    if not (_is_pinned(twin) or _excludes_another(twin)):
        return None
    is_place = mine.kind is NameKind.PLACE and not mine.adjective
    return _clash(Reason.PLACE if is_place else Reason.ENTITY, mine, theirs)


def _can_replace(mine: Name, theirs: Name) -> bool:
    """Tell whether two names are of one sort and surely not two names of one."""
    kinds = {mine.kind, theirs.kind}
    if mine.adjective != theirs.adjective or (len(kinds) > 1 and NameKind.UNKNOWN not in kinds):
        return False
    if ":" in mine.key and ":" in theirs.key:
        if mine.key.partition(":")[0] != theirs.key.partition(":")[0]:
            return False
    elif _may_be_short_for(mine.text, theirs.text) or _may_be_short_for(theirs.text, mine.text):
        return False
    relations_found = {compare_names(mine, theirs), compare_names(theirs, mine)}
    return relations_found == {NameRelation.DIFFERENT}


def _may_be_short_for(short: str, full: str) -> bool:
    """Tell of initials ("Fed" aside, "BBC") and of shortened words ("Juve", "Fed")."""
    words = [fold(word) for word in full.split()]
    low = fold(short.split()[0])
    if len(low) <= len(words) and low == "".join(word[0] for word in words[: len(low)]):
        return True
    return any(word.startswith(low[:_SHORT_FORM]) for word in words)


def _denials(twin: Twin) -> Comparison | None:
    """The same said and denied: one denial more or fewer, and no other word of its own."""
    if _denied(twin.pair.claim) == _denied(twin.pair.statement):
        return None
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    if max(len(mine), len(theirs)) > 1 or not _is_one_deed(mine, theirs, twin):
        return None
    if mine and theirs and _are_opposites(mine[0], theirs[0]):
        return None
    return _differ_in_gap(Reason.NEGATION, twin)


def _denied(analysis: Analysis) -> int:
    """Return 1 when an odd number of the words is denied, else 0."""
    return sum(token.negated for token in analysis.tokens) % 2


def _is_one_deed(mine: Sequence[Token], theirs: Sequence[Token], twin: Twin) -> bool:
    """Tell whether the gaps hold nothing, one word in two forms, or a verb that denies the rest.

    "Refused to pay" and "agreed to pay", but not "did not fall" and "rose".
    """
    if not mine or not theirs:
        return True
    if mine[0].lemma == theirs[0].lemma or mine[0].key == theirs[0].key:
        return True
    is_plain = not any(token.negated for token in (*mine, *theirs)) and not _denies(twin)
    return mine[0].is_verb and theirs[0].is_verb and is_plain


def _denies(twin: Twin) -> bool:
    """Tell whether a gap holds a word that denies."""
    negators = grammar(twin.pair.claim.lang).negators
    return any(
        side.analysis.text[word.start : word.end].casefold() in negators
        for side in (twin.mine, twin.theirs)
        for word in side.words
    )


def _opposites(twin: Twin) -> Comparison | None:
    """Opposite words, or opposite links, in one place."""
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    is_plain = not any(token.negated for token in (*mine, *theirs)) and not _denies(twin)
    is_denied_alike = _denied(twin.pair.claim) == _denied(twin.pair.statement)
    if len(mine) == len(theirs) == 1 and (is_plain or is_denied_alike):
        if _are_opposites(mine[0], theirs[0]):
            return _clash(Reason.DIRECTION, mine[0], theirs[0])
    links = frozenset(fold(_shown(side)) for side in (twin.mine, twin.theirs))
    if links in grammar(twin.pair.claim.lang).opposite_links:
        return _differ_in_gap(Reason.DIRECTION, twin)
    return None


def _other_words(twin: Twin) -> Comparison | None:
    """One word for another of a known other sense: the fact does not bear it out."""
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    if len(mine) != 1 or len(theirs) != 1:
        return None
    here, there = mine[0].concept, theirs[0].concept
    if not here or not there or here == there or there in related_concepts().get(here, ()):
        return None
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=mine[0].text,
        fact_text=theirs[0].text,
        claim_span=Span(start=0, end=len(twin.pair.claim.text)),  # no stretch of it is borne out
        fact_span=theirs[0].span,
    )


_LOOKS = (_amounts, _offices, _names, _denials, _opposites, _other_words)


# --- what ties both to one event ---------------------------------------------------------------


def _is_pinned(twin: Twin) -> bool:
    """Tell whether a figure both have hardly comes twice; round ones and shares often do."""
    figures = [q for q in twin.mine.outside(twin.pair.claim.quantities) if q.bound is Bound.EXACT]
    return len(figures) > 1 or any(_digits(q) >= _needed(q) for q in figures)


def _is_counted(twin: Twin) -> bool:
    """Tell whether one of the figures, or two of them, are hardly reached twice.

    A share of 11.8 percent may be that of two months; 13,663 cars are not those of two years.
    """
    figures = [q for q in twin.mine.outside(twin.pair.claim.quantities) if q.bound is Bound.EXACT]
    return len(figures) > 1 or any(
        _digits(q) >= _TELLING_DIGITS and q.dimension.partition(":")[0] in _AMOUNTS for q in figures
    )


def _needed(quantity: Quantity) -> int:
    return _COUNTED_DIGITS if quantity.dimension in _COUNTS else _TELLING_DIGITS


def _digits(quantity: Quantity) -> int:
    """Return how many digits before the zeros at the end an amount has."""
    return len(re.sub(r"\D", "", f"{quantity.low:.6g}".partition("e")[0]).strip("0"))


def _may_recur(twin: Twin) -> bool:
    """Tell whether the deed may be done again, or is none that a list knows to happen once."""
    known = relations()
    told = twin.mine.outside(twin.pair.claim.content)
    recurring = known.nonexclusive | known.states | known.itinerary | known.changes
    if any(token.concept in recurring for token in told):
        return True
    return not any(token.is_verb and token.concept for token in told)


def _excludes_another(twin: Twin) -> bool:
    """Tell whether nobody else can have done the same."""
    known = relations()
    told = twin.mine.outside(twin.pair.claim.content)
    if any(token.concept in known.nonexclusive | known.joint for token in told):
        return False
    return any(token.is_verb and token.concept for token in told)


# --- comparisons -------------------------------------------------------------------------------


def _shown(side: _Side) -> str:
    return side.analysis.text[side.gap.start : side.gap.end].strip()


def _wide(side: _Side) -> Span:
    """Return the words of the gap; where it has none, the word after it."""
    if side.words:
        return Span(start=side.words[0].start, end=side.words[-1].end)
    after = next((t.span for t in side.analysis.tokens if t.span.start >= side.gap.start), None)
    return after or Span(start=0, end=len(side.analysis.text))


def _differ_in_gap(reason: Reason, twin: Twin) -> Comparison:
    return Comparison(
        name=reason,
        stance=Stance.REFUTES,
        claim_text=_shown(twin.mine),
        fact_text=_shown(twin.theirs),
        claim_span=_wide(twin.mine),
        fact_span=_wide(twin.theirs),
    )


def _clash(reason: Reason, mine: _Told, theirs: _Told) -> Comparison:
    return _differ(reason, Stance.REFUTES, mine, theirs)


def _differ(reason: Reason, stance: Stance, mine: _Told, theirs: _Told) -> Comparison:
    return Comparison(
        name=reason,
        stance=stance,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )
