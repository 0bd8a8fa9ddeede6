"""Same event before any clash: when two statements are about one thing, whatever they say of it.

The thresholds favour silence: two statements about different events must never clash.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree, full_coverage, own_dates, word_weight
from factcheck.analysis.tokens import grammar
from factcheck.model import (
    Analysis,
    DateMention,
    DateRelation,
    Granularity,
    Interval,
    Name,
    NameKind,
    Span,
)
from factcheck.model.alignment import Pair

HIGH_COVERAGE = 0.6
LOW_COVERAGE = 0.3
STRICT_COVERAGE = 0.75
_SAME_WORDS = 0.85
"""Shares of the meaning that must be common before a difference is a contradiction: one side all
but contained in the other, which may say more. The strict one on both sides where fewer anchors
(names, equal figures, equal dates) tie the two statements together."""
MIN_ANCHORS = 2
_MANY_ANCHORS = 3
_OF_THE_DAY = 2
_ONE_OCCASION = 8
"""Days within which the same actors hardly do the same thing twice."""

_FULL_WEIGHT = 1.0
_OUTSIDE = frozenset({DateRelation.BEFORE, DateRelation.AFTER})
_FINE = frozenset({Granularity.DAY, Granularity.WEEK, Granularity.MONTH})


_ONE_NAME = frozenset({NameRelation.SAME, NameRelation.WITHIN})


class When(StrEnum):
    """How the times of two statements relate."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def when(pair: Pair) -> When:
    """Return how the part's time relates to the fact's; ``UNKNOWN`` when a side gives none.

    The part's own dates decide; a part without one takes its sentence's only date.
    """
    mentions = pair.claim_dates
    if not mentions:
        around = own_dates(pair.sentence)
        mentions = around if len(around) == 1 else ()
    resolved = [m for m in mentions if m.interval is not None]
    if not resolved or not pair.fact_dates:
        return When.UNKNOWN
    relations_found = {relate_dates(mention, pair.fact_dates) for mention in resolved}
    for telling in (When.DISJOINT, When.AGREE, When.COMPATIBLE):
        if telling in relations_found:
            return telling
    return When.UNKNOWN


def relate_dates(mention: DateMention, others: Collection[DateMention]) -> When:
    """Return the best relation of one mention to any of ``others``.

    ``AGREE``: the claim's interval holds the fact's. ``COMPATIBLE``: they overlap otherwise (a day
    inside the stated month). Open intervals ("since 2021") agree only with the same bound.
    """
    fine = [other for other in others if other.granularity in _FINE]
    if mention.granularity in _FINE and fine:
        others = fine  # "on Tuesday" is about the fact's day, not about the year it tells of
    found = {_relate(mention, other) for other in others}
    for best in (When.AGREE, When.COMPATIBLE, When.UNKNOWN):
        if best in found:
            return best
    return When.DISJOINT


def _relate(mention: DateMention, other: DateMention) -> When:
    mine, theirs = mention.interval, other.interval
    if mine is None or theirs is None:
        return When.UNKNOWN
    if mention.relation in _OUTSIDE and other.relation is DateRelation.IN:
        return When.COMPATIBLE if _is_outside(mention.relation, mine, theirs) else When.UNKNOWN
    if mention.relation is not other.relation:
        return When.COMPATIBLE if mine.overlaps(theirs) else When.UNKNOWN
    if mine.contains(theirs):
        return When.AGREE
    if mention.relation is DateRelation.IN and mine.overlaps(theirs):
        return When.COMPATIBLE
    return When.UNKNOWN if _year_was_inferred(mention, other) else When.DISJOINT


def _is_outside(relation: DateRelation, mine: Interval, theirs: Interval) -> bool:
    """Tell whether ``theirs`` lies before or after ``mine``, as the relation says."""
    first, second = (theirs, mine) if relation is DateRelation.BEFORE else (mine, theirs)
    return first.end is not None and second.start is not None and first.end < second.start


def _year_was_inferred(mention: DateMention, other: DateMention) -> bool:
    """Tell whether only the year differs, and the text did not give it ("from January")."""
    mine, theirs = mention.interval, other.interval
    if not mention.relative or mine is None or theirs is None:
        return False
    if mine.start is None or theirs.start is None or mention.granularity not in _FINE:
        return False
    same_day = mention.granularity is not Granularity.DAY or mine.start.day == theirs.start.day
    return mine.start.month == theirs.start.month and same_day


def shares_action(pair: Pair, skip: Collection[int] = ()) -> bool:
    """Tell whether some full-weight word of the part (not in ``skip``) is in the fact."""
    return any(
        i not in skip and word_weight(pair.claim.content[i], pair.claim.lang) >= _FULL_WEIGHT
        for i in (*pair.claim_to_fact.content, *pair.claim_to_fact.related)
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """What clashes (words, names, figures and dates): it counts for neither side's coverage."""

    claim_words: tuple[int, ...] = ()
    fact_words: tuple[int, ...] = ()
    claim_names: tuple[int, ...] = ()
    fact_names: tuple[int, ...] = ()
    claim_spans: tuple[Span, ...] = ()
    fact_spans: tuple[Span, ...] = ()


NOTHING = Slot()


def same_event(pair: Pair, slot: Slot = NOTHING, *, ties: int = 0) -> bool:
    """Tell whether part and fact speak of one event, the clashing slot left out.

    One side's meaning must be all but contained in the other's, by names, words and figures that
    tie them together; the fact's people and bodies must stand in the sentence or before it.
    ``ties`` are further anchors the clash itself gives, such as equal digits.
    """
    if not is_factual(pair) or not shares_action(pair, slot.claim_words):
        return False
    if not ties and not recent_enough(pair):  # equal digits tie across time
        return False
    mine, theirs = shared_meaning(pair, slot)
    if not _same_actors(pair, slot, theirs):
        return False
    tied = anchors(pair) + ties
    if min(mine, theirs) >= STRICT_COVERAGE:
        return tied >= 1 or min(mine, theirs) >= _SAME_WORDS
    contained = max(mine, theirs) >= HIGH_COVERAGE and min(mine, theirs) >= LOW_COVERAGE
    return contained and tied >= MIN_ANCHORS


def shared_meaning(pair: Pair, slot: Slot) -> tuple[float, float]:
    """Return the shares of the part and of the fact that the other one has, without the slot."""
    mine = full_coverage(
        pair.claim,
        pair.claim_to_fact,
        pair.statement,
        pair.claim_dates,
        pair.fact_dates,
        skip_content=slot.claim_words,
        skip_names=slot.claim_names,
        skip_spans=slot.claim_spans,
    )
    theirs = full_coverage(
        pair.statement,
        pair.fact_to_sentence,
        pair.sentence,
        pair.fact_dates,
        pair.sentence.dates,
        skip_content=slot.fact_words,
        skip_names={*slot.fact_names, *_names_said_before(pair)},
        skip_spans=slot.fact_spans,
    )
    return mine, theirs


def elements(analysis: Analysis) -> int:
    """Return how many words, names, figures and dates carry what is said."""
    words = sum(1 for t in analysis.content if word_weight(t, analysis.lang) >= _FULL_WEIGHT)
    return words + len(analysis.names) + len(analysis.quantities) + len(analysis.dates)


def anchors(pair: Pair) -> int:
    """Return how many names, equal dates and equal figures tie the part to the fact."""
    names = {
        pair.statement.names[j].key
        for i, j in pair.claim_to_fact.names.items()
        if not pair.claim.names[i].adjective
    }
    in_sentence = {
        pair.statement.names[j].key
        for j in pair.fact_to_sentence.names
        if not pair.statement.names[j].adjective
    }
    actor_named = bool(_names_said_before(pair))
    dated = when(pair) is When.AGREE or _is_of_the_day(pair)
    return len(names | in_sentence) + figures_shared(pair) + dated + actor_named


def figures_shared(pair: Pair) -> int:
    """Return how many amounts of the part the fact bears out."""
    return sum(
        1
        for q in pair.claim.quantities
        if any(agree(q, other) for other in pair.statement.quantities)
    )


def _is_of_the_day(pair: Pair) -> bool:
    """Tell whether an undated part meets a fact of the very days the text reports on."""
    today = pair.document_date
    if own_dates(pair.sentence) or today is None or today.start is None:
        return False
    return any(
        m.granularity is Granularity.DAY
        and m.interval is not None
        and m.interval.start is not None
        and abs((today.start - m.interval.start).days) <= _OF_THE_DAY
        for m in pair.fact_dates
    )


def _same_actors(pair: Pair, slot: Slot, fact_coverage: float) -> bool:
    """Tell whether the fact's people and bodies are in the text, and not others in their place."""
    strangers = _strangers(pair, slot)
    if any(not name.preposition for name in strangers):  # somebody else does it
        return False
    if strangers and fact_coverage < STRICT_COVERAGE:
        return False
    return all(
        j in pair.fact_to_sentence.names
        or j in pair.fact_to_sentence.maybe_names
        or j in slot.fact_names
        or _is_scenery(pair, name)
        or (not strangers and was_named(pair, name))
        for j, name in enumerate(pair.statement.names)
    )


def _strangers(pair: Pair, slot: Slot) -> list[Name]:
    """Return whom or what the part names and the fact does not, demonyms and the slot apart."""
    return [
        name
        for i, name in enumerate(pair.claim.names)
        if i not in pair.claim_to_fact.names and i not in slot.claim_names and not name.adjective
    ]


def _names_said_before(pair: Pair) -> set[int]:
    """Return the fact's names that only earlier sentences have: the text need not repeat them.

    A part that names somebody or somewhere else speaks of that, not of what was said before.
    """
    if _strangers(pair, NOTHING):
        return set()
    return {
        j
        for j, name in enumerate(pair.statement.names)
        if j not in pair.fact_to_sentence.names and was_named(pair, name)
    }


def was_named(pair: Pair, name: Name) -> bool:
    """Tell whether the text named the fact's actor before, so that it may be understood here.

    Only who stands before the fact's verb: whom or what it was done to the sentence must say.
    """
    verb = next((t.span.start for t in pair.statement.tokens if t.is_verb), 0)
    if name.kind is not NameKind.PLACE and name.span.start > verb:
        return False
    return any(compare_names(name, other) in _ONE_NAME for other in pair.named_before)


def _is_scenery(pair: Pair, name: Name) -> bool:
    """Tell whether a name of the fact only says where, so that the text may leave it out."""
    return not name.adjective and name.preposition in grammar(pair.statement.lang).locative


def shares_verb(pair: Pair) -> bool:
    """Tell whether a word both have, or a near one, is a verb on one of the sides."""
    shared = {**pair.claim_to_fact.related, **pair.claim_to_fact.content}
    return any(
        pair.claim.content[i].is_verb or pair.statement.content[j].is_verb
        for i, j in shared.items()
    )


def is_factual(pair: Pair) -> bool:
    """Tell whether no shared word is done on one side and only supposed or planned on the other."""
    return all(
        pair.claim.content[i].hypothetical == pair.statement.content[j].hypothetical
        for i, j in pair.claim_to_fact.content.items()
    )


def is_unique_event(pair: Pair) -> bool:
    """Tell whether a shared word names an event that happens once for its participants."""
    unique = relations().unique_events
    return any(pair.claim.content[i].concept in unique for i in pair.claim_to_fact.content)


def is_tied_closely(pair: Pair) -> bool:
    """Tell whether three anchors and nearly all words are shared, of an action that excludes more.

    People meet and visit again and again; what three names, places or figures share besides is
    one occasion.
    """
    if pair.claim.quantities or pair.statement.quantities:
        return False  # the same figure is measured again at other times
    open_relation = relations().nonexclusive
    shared = [pair.claim.content[i].concept for i in pair.claim_to_fact.content]
    return (
        anchors(pair) >= _MANY_ANCHORS
        and min(pair.claim_coverage, pair.fact_coverage) >= HIGH_COVERAGE
        and not any(concept in open_relation for concept in shared if concept)
    )


def is_near_miss(pair: Pair) -> bool:
    """Tell whether both dates are days of about one week: too close for another such occasion."""
    mine = [m.interval for m in pair.claim_dates if m.granularity is Granularity.DAY and m.interval]
    theirs = [
        m.interval for m in pair.fact_dates if m.granularity is Granularity.DAY and m.interval
    ]
    if len(mine) != 1 or len(theirs) != 1 or mine[0].start is None or theirs[0].start is None:
        return False
    return abs((mine[0].start - theirs[0].start).days) <= _ONE_OCCASION


def recent_enough(pair: Pair) -> bool:
    """Tell whether an undated part may speak of the fact's time: near the document's date.

    A part without a date speaks of about now; a figure from another time must not be held
    against it. A fact without a date is taken as holding now.
    """
    if not pair.fact_dates or when(pair) is not When.UNKNOWN:
        return True
    today = pair.document_date
    if today is None or today.start is None:
        return False
    for mention in pair.fact_dates:
        span = mention.interval
        if span is None or span.end is None or span.start is None:
            continue
        length = (span.end - span.start).days
        allowed = _NEAR_DAYS + length
        if abs((today.start - span.end).days) <= allowed:
            return True
    return False


_NEAR_DAYS = 45
"""Monthly figures are published within this many days; two releases differ by more than it."""
