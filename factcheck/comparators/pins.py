"""What pins a part to the event of a fact besides common words: who, when, how much, told alike.

A fact in another language, or in an archive's wording, shares few words with the text. Names, an
equal day and equal figures are then what shows that both tell of one event.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree, has_full_weight, own_dates
from factcheck.model import DateMention, Granularity, Name, NameKind, Quantity
from factcheck.model.alignment import Pair

PINNED = 3.0
"""Weight of what both sides share from which on they tell of one event, whatever the wording."""
_NAME = 1.0
_COUNTRY = 0.5
"""Many events happen in one country."""
_DAY = 1.0
_PERIOD = 0.5
_FIGURE = 1.0
_SMALL_FIGURE = 0.5
"""A figure of one digit comes up everywhere."""
_DIGITS = 10
_WORD = 0.5
_NEAR_WORD = 0.25
_MOST_WORDS = 1.5
"""What common words count at most: a subject is shared by many events."""


@dataclass(frozen=True, slots=True)
class Left:
    """Positions left out on both sides: what clashes pins nothing."""

    claim_words: Collection[int] = ()
    claim_names: Collection[int] = ()
    fact_names: Collection[int] = ()
    fact_figures: Collection[int] = ()


def pin_weight(pair: Pair, left: Left) -> float:
    """Return the weight of what ties the part, in its sentence, to the fact."""
    return _names(pair, left) + _time(pair) + _figures(pair, left) + _words(pair, left)


def _names(pair: Pair, left: Left) -> float:
    shared: dict[str, float] = {}
    met = {j for i, j in pair.claim_to_fact.names.items() if i not in left.claim_names}
    for j in {*met, *pair.fact_to_sentence.names} - set(left.fact_names):
        name = pair.statement.names[j]
        shared[name.key] = max(shared.get(name.key, 0.0), _weight(name))
    return sum(shared.values())


def _weight(name: Name) -> float:
    return _COUNTRY if name.adjective or name.key.startswith("country:") else _NAME


def _time(pair: Pair) -> float:
    """Return what an equal time counts: a day tells more than a month or a year."""
    mine = pair.claim_dates or own_dates(pair.sentence)
    weights = [_overlap(mention, other) for mention in mine for other in pair.fact_dates]
    return max(weights, default=0.0)


def _overlap(mention: DateMention, other: DateMention) -> float:
    if mention.interval is None or other.interval is None:
        return 0.0
    if not mention.interval.contains(other.interval) or mention.relation is not other.relation:
        return 0.0
    return _DAY if mention.granularity is Granularity.DAY else _PERIOD


def _figures(pair: Pair, left: Left) -> float:
    """Return what equal figures count, each of the fact's once."""
    stated = (*pair.claim.quantities, *pair.sentence.quantities)
    return sum(
        _FIGURE if abs(figure.low) >= _DIGITS * figure.step else _SMALL_FIGURE
        for j, figure in enumerate(pair.statement.quantities)
        if j not in left.fact_figures and any(agree(mine, figure) for mine in stated)
    )


def _words(pair: Pair, left: Left) -> float:
    shared = pair.claim_to_fact
    words = {
        pair.claim.content[i].key: weight
        for found, weight in ((shared.related, _NEAR_WORD), (shared.content, _WORD))
        for i in found
        if i not in left.claim_words and has_full_weight(pair.claim.content[i], pair.claim.lang)
    }
    return min(_MOST_WORDS, sum(words.values()))


def may_be_unsaid(pair: Pair, name: Name, named: Collection[Name]) -> bool:
    """Tell whether a text that is pinned to the fact may leave out one of its names.

    A body, a thing or a place beside what is told, and a country the whole text speaks of; never
    who does it.
    """
    if name.key.startswith("country:"):
        return name.key in pair.countries
    if any(compare_names(name, other) is NameRelation.SAME for other in named):
        return True
    verb = next((t.span.start for t in pair.statement.tokens if t.is_verb), 0)
    acts = not name.preposition and name.span.start < verb
    return not acts and name.kind is not NameKind.PERSON


def are_turned(one: Quantity, other: Quantity) -> bool:
    """Tell whether two amounts have the same digits in another order: 75 and 57."""
    if one.unit != other.unit or one.dimension != other.dimension:
        return False
    mine, theirs = _digits(one), _digits(other)
    return mine != theirs and len(set(mine)) > 1 and sorted(mine) == sorted(theirs)


def _digits(quantity: Quantity) -> str:
    if quantity.low != quantity.high or quantity.step <= 0:
        return ""
    return str(round(abs(quantity.low) / quantity.step))
