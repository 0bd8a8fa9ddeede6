"""Amounts: aligned by what is measured and unit, read with their precision and bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from factcheck.analysis.lexicon import related_concepts, relations
from factcheck.analysis.pairing import agree
from factcheck.analysis.quantities.compare import FAR_BOUND
from factcheck.analysis.quantities.mentions import compatible
from factcheck.analysis.tokens import grammar
from factcheck.comparators.amounts import (
    are_of_two_games,
    differing,
    is_denied,
    is_start,
    keys_of,
    sort_of,
)
from factcheck.comparators.apart import are_apart
from factcheck.comparators.counting import (
    is_of_a_longer_time,
    is_of_one_of_two,
    may_be_counted_alike,
)
from factcheck.comparators.gates import Slot, figures_shared, is_factual, is_pinned, same_event
from factcheck.comparators.pins import are_turned
from factcheck.comparators.scope import (
    is_of_a_country_unsaid,
    is_of_another_country,
    is_of_long_ago,
    may_differ_in_scope,
    other_deed,
    same_polarity,
)
from factcheck.comparators.shares import tells_of_a_share
from factcheck.comparators.substitution import replaced_word
from factcheck.comparators.times import When, when
from factcheck.comparators.tolls import are_two_tolls, is_one_toll, toll_words
from factcheck.comparators.trend import is_one_course
from factcheck.model import Bound, Comparison, Quantity, Reason, Stance
from factcheck.model.alignment import Pair

_SAME_NUMBER = 1e-9
_DIGITS_TIE = 2
"""Anchors that the same digits, in another order, magnitude or unit, count as."""
_LARGE = 1e5
_THOUSAND = 1000
_SCORE = "score"
_DURATION = "duration"
_SETS = 2
_SIDES = 2
"""Scores that make a result no part of which is told, and sides to a match."""
_LONG = 100
"""Figures of three digits have the same ones by chance too seldom to count."""


def compare(pair: Pair) -> Comparison | None:
    """Return agreement when the fact bears out every amount of the part.

    An amount the fact does not state, or states of a country that is not spoken of, is
    ``NEUTRAL``. A clash needs exactly one amount that differs, about the same thing measured, in
    the same event.
    """
    stated = pair.claim.quantities
    if not stated:
        return None
    open_claims = [q for q in stated if not _borne_out(q, pair)]
    if not open_claims:
        return _agreement(pair)
    if len(open_claims) > 1:
        return _other_score(pair) or Comparison(
            name=Reason.QUANTITY, stance=Stance.NEUTRAL, claim_text=open_claims[0].text
        )
    return _difference(pair, open_claims[0])


def _other_score(pair: Pair) -> Comparison | None:
    """Find another result, set by set, of the same two on the same day."""
    mine = [q for q in pair.claim.quantities if q.dimension == _SCORE]
    theirs = [q for q in pair.statement.quantities if q.dimension == _SCORE]
    if len(mine) != len(theirs) or len(mine) < _SETS or len(mine) < len(pair.claim.quantities):
        return None
    played = [sorted((q.low, q.high)) for q in mine], [sorted((q.low, q.high)) for q in theirs]
    met = [i for i in pair.claim_to_fact.names if not pair.claim.names[i].adjective]
    slot = Slot(claim_spans=tuple(q.span for q in mine), fact_spans=tuple(q.span for q in theirs))
    if played[0] == played[1] or len(met) < _SIDES or when(pair) is not When.AGREE:
        return None
    is_one = is_factual(pair) and not are_apart(pair) and same_polarity(pair)
    if not is_one or not is_pinned(pair, slot):
        return None
    return Comparison(
        name=Reason.QUANTITY,
        stance=Stance.REFUTES,
        claim_text=mine[0].text,
        fact_text=theirs[0].text,
        claim_span=mine[0].span,
        fact_span=theirs[0].span,
    )


def _agreement(pair: Pair) -> Comparison:
    """Return agreement, unless with another country's figure, one that was left or an old one."""
    first = pair.claim.quantities[0]
    match = next(q for q in pair.statement.quantities if agree(first, q))
    if is_of_a_country_unsaid(pair):
        return _comparison(Reason.PLACE, Stance.NEUTRAL, first, match)
    if any(_may_be_of_another(claimed, pair) for claimed in pair.claim.quantities):
        return _comparison(Reason.UNDECIDED, Stance.NEUTRAL, first, match)
    left_behind = all(_is_left_behind(claimed, pair) for claimed in pair.claim.quantities)
    if left_behind or is_of_long_ago(pair) or is_of_a_longer_time(pair):
        return _comparison(Reason.UNDECIDED, Stance.NEUTRAL, first, match)
    return _comparison(Reason.QUANTITY, Stance.SUPPORTS, first, match)


def _is_left_behind(claimed: Quantity, pair: Pair) -> bool:
    """Tell whether the fact only says that it was so before: 4% beside "from 4% to 3.75%"."""
    if is_start(claimed, pair.claim):
        return False
    return all(is_start(q, pair.statement) for q in pair.statement.quantities if agree(claimed, q))


def _borne_out(claimed: Quantity, pair: Pair) -> bool:
    """Tell whether the fact has the amount, and not of another thing while it counts this one.

    "Two EPs" is not in "two albums and eight EPs".
    """
    met = [other for other in pair.statement.quantities if agree(claimed, other)]
    if not met or not claimed.of or not all(are_of_two_things(claimed, q, pair) for q in met):
        return bool(met)
    rest = [q for q in pair.statement.quantities if all(q is not other for other in met)]
    return not any(q.dimension == claimed.dimension and _same_thing(claimed, q, pair) for q in rest)


def _may_be_of_another(claimed: Quantity, pair: Pair) -> bool:
    """Tell whether a bound is kept by one of the fact's amounts and broken by one that none meets.

    "Less than 1 million worldwide" beside 0.2 and 0.8 million here and there, and 1.02 in all.
    """
    if claimed.bound in (Bound.EXACT, Bound.ABOUT):
        return False
    return any(
        q.dimension == claimed.dimension
        and q.unit == claimed.unit
        and claimed.low / FAR_BOUND < q.low < claimed.low * FAR_BOUND
        and not any(agree(other, q) for other in pair.sentence.quantities)
        and not are_of_two_things(claimed, q, pair)
        for q in pair.statement.quantities
    )


def _difference(pair: Pair, claimed: Quantity) -> Comparison:
    free = _not_taken(pair, claimed)
    rival = _rival(claimed, free, pair)
    if rival is None:
        return Comparison(name=Reason.QUANTITY, stance=Stance.NEUTRAL, claim_text=claimed.text)
    are_of_one_toll = is_one_toll(claimed, rival, pair)
    reason = differing(claimed, rival)
    is_slip = are_turned(claimed, rival)
    has_digits = _same_digits(claimed, rival, pair) and mantissa(claimed) % 1 > 0
    ties = _DIGITS_TIE * int(is_slip or has_digits)
    slot = Slot(
        claim_spans=(claimed.span,),
        fact_spans=(rival.span,),
        claim_words=toll_words(claimed, pair.claim) if are_of_one_toll else (),
        fact_words=toll_words(rival, pair.statement) if are_of_one_toll else (),
    )
    same_amount = ties > 0 or (reason is Reason.UNIT and claimed.low == rival.low)
    undecided = (
        claimed.dimension == rival.dimension
        and compatible(claimed, rival) is None
        and not _same_digits(claimed, rival, pair)
        and not (is_slip and figures_shared(pair))
    )
    clash = (
        not undecided
        and not _goes_without_magnitude(claimed, rival, pair)
        and not are_of_two_games(claimed, rival)
        and not is_denied(claimed, pair.claim)
        and not is_denied(rival, pair.statement)
        and sort_of(claimed, pair.claim) == sort_of(rival, pair.statement)
        and may_be_counted_alike(pair, claimed, rival, is_same_amount=same_amount)
        and (ties > 0 or replaced_word(pair) is None)
        and same_polarity(pair)
        and (are_of_one_toll or not other_deed(pair) or _is_level(claimed, rival, pair))
        and not may_differ_in_scope(pair)
        and (same_amount or _is_no_share(claimed, rival, pair) or not tells_of_a_share(pair))
        and (same_amount or not (is_of_another_country(pair) or is_of_one_of_two(pair)))
        and when(pair) is not When.DISJOINT
        and same_event(pair, slot, ties=ties)
    )
    stance = Stance.REFUTES if clash else Stance.NEUTRAL
    return _comparison(reason, stance, claimed, rival)


def _not_taken(pair: Pair, claimed: Quantity) -> list[Quantity]:
    """Return the fact's amounts that bear out no other one of the part.

    Each of the part's takes those equal to it, else all it agrees with: "4%" is 4.00%, though 3.75%
    rounds to it as well.
    """
    taken: list[Quantity] = []
    for other in pair.claim.quantities:
        if other is not claimed:
            met = [q for q in pair.statement.quantities if agree(other, q)]
            taken += [q for q in met if (q.low, q.high) == (other.low, other.high)] or met
    return [q for q in pair.statement.quantities if not any(q is other for other in taken)]


def _rival(claimed: Quantity, free: Sequence[Quantity], pair: Pair) -> Quantity | None:
    """Return the one amount of the fact that stands in the claimed amount's place.

    The same digits in another unit or magnitude; else the one that measures the same thing; else
    the only one of its unit, unless both say what they measure and it is not the same.
    """
    if not is_start(claimed, pair.claim):  # "from 3.9% to 3.7%": the end is what is told
        free = [q for q in free if not is_start(q, pair.statement)] or free
    same_unit = [q for q in free if q.dimension == claimed.dimension and q.unit == claimed.unit]
    same_digits = [q for q in free if _same_digits(claimed, q, pair) or _is_slip(claimed, q, pair)]
    measured = [q for q in same_unit if _same_thing(claimed, q, pair)]
    tolls = [q for q in free if is_one_toll(claimed, q, pair)]
    for rivals in (same_digits, tolls, measured):
        if len(rivals) == 1:
            return rivals[0] if not are_two_tolls(claimed, rivals[0], pair) else None
    if len(same_unit) == 1 and not _named_apart(claimed, same_unit[0], pair):
        return same_unit[0]
    return None


def _is_level(claimed: Quantity, rival: Quantity, pair: Pair) -> bool:
    """Tell whether the part only says up or down to which amount: it then tells what is.

    "Were reduced to 121 seats" beside "took 121 seats".
    """
    goals = grammar(pair.claim.lang).receivers
    before = pair.claim.before(claimed.span)[-2:]
    if len(before) < 2 or before[1].norm not in goals:
        return False
    changes = before[0].is_verb and before[0].concept in relations().changes
    return changes and _same_thing(claimed, rival, pair)


def _is_no_share(claimed: Quantity, rival: Quantity, pair: Pair) -> bool:
    """Tell whether the amounts cannot be those of a whole and of some of it.

    What became of one amount, or how long one thing lasted: 779 days of captivity.
    """
    if is_one_course(pair, claimed, rival):
        return True
    is_lasting = claimed.dimension == rival.dimension == _DURATION
    return is_lasting and bool(claimed.of and rival.of) and min(claimed.low, rival.low) >= _LONG


def _is_slip(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether the digits changed places; of two digits only where one thing is counted."""
    if not are_turned(claimed, other):
        return False
    return abs(claimed.low) >= _LONG * claimed.step or not _named_apart(claimed, other, pair)


def _same_digits(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether two amounts differ in unit or magnitude alone; round numbers prove nothing."""
    if mantissa(claimed) != mantissa(other) or claimed.low != claimed.high:
        return False
    if (claimed.low < 0) != (other.low < 0):
        return False
    if claimed.unit == other.unit:
        if claimed.low == other.low:  # "983,000" beside "over 983,000": nothing was mixed up
            return False
        are_few = mantissa(claimed) * 10 % 1 == 0  # 1,500 passengers and 150 million journeys
        return claimed.dimension == other.dimension and not (
            are_few and claimed.low != other.low and are_of_two_things(claimed, other, pair)
        )
    if claimed.low == other.low:
        return _units_comparable(claimed, other)
    return _is_money_left_out(claimed, other, pair)


def _is_money_left_out(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell of "7 billion of damage" beside "7 million euros": of one thing that both name."""
    kinds = {claimed.dimension.partition(":")[0], other.dimension.partition(":")[0]}
    if kinds != {"count", "money"} or min(claimed.low, other.low) < _LARGE:
        return False
    bare = claimed if claimed.dimension == "count" else other
    analysis = pair.claim if bare is claimed else pair.statement
    said = {
        token.key
        for analysis_, met in (
            (pair.claim, pair.claim_to_fact.content),
            (pair.statement, pair.claim_to_fact.content.values()),
        )
        for token in (analysis_.content[place] for place in met)
    }
    return bool(bare.of) and keys_of(bare.of[:1], analysis) <= said


def _same_thing(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether the nouns nearest to both amounts say the same thing."""
    mine = keys_of(claimed.of[:2], pair.claim)
    theirs = keys_of(other.of[:2], pair.statement)
    return bool(mine & theirs) and not _is_of_another_kind(claimed, other, pair)


def _is_of_another_kind(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether one side names what it counts more closely: Oscars, Oscar nominations."""
    mine = keys_of(claimed.of[:2], pair.claim)
    theirs = keys_of(other.of[:2], pair.statement)
    if mine == theirs or not (mine < theirs or theirs < mine):
        return False
    said = {t.key for analysis in (pair.claim, pair.statement) for t in analysis.content}
    shared = {pair.claim.content[i].key for i in pair.claim_to_fact.content}
    return bool((mine ^ theirs) & said - shared)


def _named_apart(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether both amounts say what they measure, in words without a bridge."""
    if _is_of_another_kind(claimed, other, pair):
        return True
    mine, theirs = keys_of(claimed.of, pair.claim), keys_of(other.of, pair.statement)
    near = {word for key in mine for word in related_concepts().get(key, ())}
    is_lasting = claimed.dimension == other.dimension == _DURATION
    return bool(mine and theirs and not (mine | (near if is_lasting else set())) & theirs)


def are_of_two_things(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell whether both amounts say what they count, in words not even near each other."""
    mine, theirs = keys_of(claimed.of, pair.claim), keys_of(other.of, pair.statement)
    near = {word for key in mine for word in related_concepts().get(key, ())}
    return bool(mine and theirs) and (mine | near).isdisjoint(theirs)


def lacks_magnitude(one: Quantity, other: Quantity) -> bool:
    """Tell whether one of two amounts is the other's bare digits: "290" beside "290 million"."""
    small = min(one, other, key=lambda q: abs(q.low))
    is_bare = not small.unit and abs(small.low) < _THOUSAND
    return is_bare and one.low != other.low and mantissa(one) == mantissa(other)


def _goes_without_magnitude(claimed: Quantity, other: Quantity, pair: Pair) -> bool:
    """Tell of "gives up 80 million and keeps two and a half" beside 2.5 million."""
    if not lacks_magnitude(claimed, other):
        return False
    is_mine = abs(claimed.low) < abs(other.low)
    beside = pair.sentence.quantities if is_mine else pair.statement.quantities
    return any(abs(q.low) >= _THOUSAND for q in beside)


def mantissa(quantity: Quantity) -> float:
    """Return the digits as written, without magnitude: 4.719 for 471.9 billion."""
    value = abs(quantity.low)
    if value <= 0:
        return 0.0
    magnitude = math.floor(math.log10(value) + _SAME_NUMBER)
    return round(value / 10.0**magnitude, 6)


def _units_comparable(left: Quantity, right: Quantity) -> bool:
    """Money and money, ratio and ratio: units a writer can mix up."""
    return left.dimension.partition(":")[0] == right.dimension.partition(":")[0] != "count"


def _comparison(reason: Reason, stance: Stance, mine: Quantity, theirs: Quantity) -> Comparison:
    return Comparison(
        name=reason,
        stance=stance,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )
