"""One figure or one name in another's place: what a text may have mixed up.

A candidate is something the part names or counts and the fact does not, beside something of the
same sort that the fact has and the sentence does not. Whether both tell of one event is judged
elsewhere (``exchange_features``); here stands only what can never have been exchanged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree, is_stated, may_lack_currency
from factcheck.analysis.quantities.compare import ABOUT, compatible
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar
from factcheck.comparators.amounts import differing, is_reckoned, is_vague
from factcheck.comparators.gates import Slot, is_factual
from factcheck.comparators.mends import holds_then
from factcheck.comparators.pins import are_turned
from factcheck.comparators.quantity import lacks_magnitude, mantissa
from factcheck.comparators.scope import acts_instead, same_polarity, tell_of_two_things
from factcheck.comparators.slip import LEAST_COVERAGE
from factcheck.comparators.times import When, may_follow, of_other_editions, of_other_years, when
from factcheck.comparators.twin import may_be_short_for
from factcheck.model import Analysis, Bound, Name, NameKind, Quantity, Rating, Reason, Span
from factcheck.model.alignment import Pair
from factcheck.text import fold

_RESPELT = 70.0
"""Names this alike are two spellings of one, or a slip of the pen, not somebody else."""
_LETTERS = 3
_ROUNDED = 0.5
"""Of the last digit written: what rounding may move."""
_DIGIT = re.compile(r"\d")
_FAR = 100.0
"""Nobody mixes up two amounts of which one is so many times the other, if their digits differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """``mine`` of the part and ``theirs`` of the fact, one of which may stand for the other."""

    kind: Reason
    mine: Quantity | Name
    theirs: Quantity | Name
    slot: Slot

    @property
    def spans(self) -> tuple[Span, Span]:
        """Return where both stand, in the part and in the statement."""
        return self.mine.span, self.theirs.span

    @property
    def is_of_magnitude(self) -> bool:
        """Tell whether both are figures of the same digits, some powers of ten apart."""
        mine, theirs = self.mine, self.theirs
        if not isinstance(mine, Quantity) or not isinstance(theirs, Quantity):
            return False
        return digits_in_common(mine, theirs) != (0, 0)


def exchanges(pair: Pair) -> Iterator[Exchange]:
    """Yield what may have been exchanged between a part and a fact rated true, in text order."""
    if pair.claim_coverage <= LEAST_COVERAGE or pair.fact.rating is not Rating.TRUE:
        return
    yield from _figures(pair)
    yield from _names(pair)


def may_be_one_event(pair: Pair, slot: Slot) -> bool:
    """Tell whether neither mood, time nor edition tells the two apart, the exchange aside."""
    return (
        is_factual(pair)
        and same_polarity(pair)
        and when(pair) is not When.DISJOINT
        and not may_follow(pair)
        and holds_then(pair)
        and not of_other_years(pair, slot.claim_spans, slot.fact_spans)
        and not of_other_editions(pair, slot.claim_words, slot.fact_words)
    )


# --- figures -----------------------------------------------------------------------------------


def _figures(pair: Pair) -> Iterator[Exchange]:
    known = pair.statement.quantities
    said = (*pair.claim.quantities, *pair.sentence.quantities)
    free = [q for q in known if not is_vague(q) and not any(agree(one, q) for one in said)]
    for mine in pair.claim.quantities:
        if is_vague(mine) or is_stated(mine, known) or not _is_told(mine, pair.claim):
            continue
        if is_reckoned(mine, (*known, *pair.sentence.quantities)):
            continue
        for theirs in free:
            if _can_be_exchanged(mine, theirs):
                yield Exchange(
                    kind=differing(mine, theirs),
                    mine=mine,
                    theirs=theirs,
                    slot=Slot(claim_spans=(mine.span,), fact_spans=(theirs.span,)),
                )


def _can_be_exchanged(mine: Quantity, theirs: Quantity) -> bool:
    """Tell whether two amounts of one sort surely differ, or have the same digits."""
    sorts = {q.dimension.partition(":")[0] for q in (mine, theirs)}
    if len(sorts) > 1 and not may_lack_currency(mine, theirs):
        return False
    if "ordinal" in (mine.unit, theirs.unit):
        return False
    if mine.unit != theirs.unit and "" not in (mine.unit, theirs.unit):
        return mine.low == theirs.low  # "14 minutes" beside "14 seconds"
    digits, _ = digits_in_common(mine, theirs)
    if digits and lacks_magnitude(mine, theirs):
        return False  # the magnitude may go without saying
    if digits or are_turned(mine, theirs):
        return True
    if compatible(mine, theirs) is not False:
        return False
    size = sorted((abs(mine.low), abs(theirs.low)))
    if mine.dimension == "score":
        return True
    is_near = size[0] > (1 - ABOUT) * size[1] and not _DIGIT.search(mine.text)
    return not is_near and not are_far_apart(mine, theirs)


def are_far_apart(mine: Quantity, theirs: Quantity) -> bool:
    """Tell of two amounts of other digits whether nobody mixes them up: three votes and 672."""
    size = sorted((abs(mine.low), abs(theirs.low)))
    return size[1] > _FAR * size[0] and digits_in_common(mine, theirs) == (0, 0)


def digits_in_common(mine: Quantity, theirs: Quantity) -> tuple[int, int]:
    """Return how many digits two amounts share as the coarser has them, and how many powers apart.

    Powers of ten; zero digits where they are not the same number in another magnitude: 2.9 million
    and 2,981.3 million share two digits, three powers apart.
    """
    if mine.low <= 0 or theirs.low <= 0 or mine.dimension == "score":
        return 0, 0
    apart = round(math.log10(theirs.low / mine.low))
    if not apart:
        return 0, 0
    coarse = min(mine, theirs, key=_written)
    digits = _written(coarse)
    # what is told as "over" or "about" may be rounded down as well as to the nearest
    reach = _ROUNDED * (1.0 if mine.bound is theirs.bound is Bound.EXACT else 2.0)
    allowed = reach * 10.0 ** (1 - digits) / mantissa(coarse)
    off = abs(theirs.low / (mine.low * 10.0**apart) - 1)
    return (digits, abs(apart)) if off <= allowed * 1.001 else (0, 0)


def _written(quantity: Quantity) -> int:
    """Return how many digits an amount is told with, zeros at the end aside."""
    if quantity.step <= 0:
        return 1
    return len(str(max(1, round(abs(quantity.low) / quantity.step))).rstrip("0")) or 1


def _is_told(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether the text itself has the amount, and not as the age in "Rossi, 20, won"."""
    text, span = analysis.text, quantity.span
    if span.slice(text) != quantity.text:
        return False
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    return bool(quantity.unit) or not (before.endswith(",") and (not after or after[0] == ","))


# --- names -------------------------------------------------------------------------------------


def _names(pair: Pair) -> Iterator[Exchange]:
    known, met = pair.fact_to_sentence, pair.claim_to_fact
    here, there = _words(pair.sentence), _words(pair.statement)
    free = [
        j
        for j, theirs in enumerate(pair.statement.names)
        if j not in known.names
        and j not in known.maybe_names
        and not _is_among(theirs, pair.sentence.names, here)
    ]
    for i, mine in enumerate(pair.claim.names):
        if i in met.names or i in met.maybe_names or mine.span.slice(pair.claim.text) != mine.text:
            continue
        if _is_among(mine, pair.statement.names, there) or _acts_in_another_clause(pair, mine):
            continue
        for j in free:
            theirs = pair.statement.names[j]
            is_other = _is_where_it_was_said(pair, mine, theirs)
            if is_other or not _are_of_one_sort(mine, theirs):
                continue
            if not (tell_of_two_things(pair, mine, theirs) or acts_instead(pair, mine, theirs)):
                is_place = mine.kind is NameKind.PLACE
                yield Exchange(
                    kind=Reason.PLACE if is_place else Reason.ENTITY,
                    mine=mine,
                    theirs=theirs,
                    slot=Slot(claim_names=(i,), fact_names=(j,)),
                )


def _is_where_it_was_said(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell of "speaking at the White House" beside a body that something is done to."""
    is_led = mine.preposition in grammar(pair.claim.lang).locative
    return is_led and mine.kind is not NameKind.PLACE and not theirs.preposition


def _acts_in_another_clause(pair: Pair, name: Name) -> bool:
    """Tell of "shouted the accused, as Ann Lee read it out": she acts in the clause, not before."""
    subordinators = syntax(pair.claim.lang).subordinators
    opens = any(t.norm in subordinators for t in pair.claim.before(name.span)[-1:])
    return opens and any(t.span.start >= name.span.end for t in pair.claim.content)


@memoised
def _words(analysis: Analysis) -> frozenset[str]:
    return frozenset(token.norm for token in analysis.tokens)


def _is_among(name: Name, others: tuple[Name, ...], words: frozenset[str]) -> bool:
    """Tell whether a text may have the name: in another form, in part, or as a common word."""
    if any(
        compare_names(one, other) is not NameRelation.DIFFERENT
        for theirs in others
        for one, other in ((name, theirs), (theirs, name))
    ):
        return True
    parts = re.findall(r"\w+", fold(name.text))
    return any(len(part) >= _LETTERS and part in words for part in parts)


def _are_of_one_sort(mine: Name, theirs: Name) -> bool:
    """Tell whether two names can stand in one place: a person for a person, a city for a city."""
    if mine.adjective or theirs.adjective:
        return False
    if ":" in mine.key and ":" in theirs.key:
        return mine.key.partition(":")[0] == theirs.key.partition(":")[0]
    if mine.kind is not theirs.kind or mine.kind is NameKind.UNKNOWN:
        return False
    if may_be_short_for(mine.text, theirs.text) or may_be_short_for(theirs.text, mine.text):
        return False
    return fuzz.ratio(fold(mine.text), fold(theirs.text)) < _RESPELT
