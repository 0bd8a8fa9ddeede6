"""One thing in another's place, whatever the wording: what a model is asked to put right.

Where part and fact share too few words for a comparator to know the event, a reader of meanings
may: with the fact's figure, day or name in the place of one that the fact lacks, it reads whether
the fact now bears the part out. What is found here clashes only if it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.analysis.dates.wording import day_text
from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.analysis.pairing import agree, has_full_weight, is_stated
from factcheck.analysis.quantities.compare import compatible
from factcheck.analysis.tokens import grammar
from factcheck.comparators.amounts import differing, is_reckoned
from factcheck.comparators.gates import Slot, anchors, is_factual, is_unique_event
from factcheck.comparators.leeway import may_agree
from factcheck.comparators.pins import may_be_unsaid
from factcheck.comparators.role import judged_at_days
from factcheck.comparators.scope import (
    acts_instead,
    is_of_a_country_unsaid,
    is_of_another_country,
    other_deed,
    same_polarity,
    shared_concepts,
    tell_of_two_things,
)
from factcheck.comparators.slip import LEAST_COVERAGE
from factcheck.comparators.times import (
    When,
    is_after_the_text,
    is_counted_by_speaker,
    of_other_years,
    recent_enough,
    relate_dates,
    when,
)
from factcheck.model import DateMention, Mend, Name, NameKind, Quantity, Reason
from factcheck.model.alignment import Pair

_AGREEING = frozenset({When.AGREE, When.COMPATIBLE})
_MOST_LACKING = 3
"""Figures, times and names of the part that the fact may lack: an article tells more."""
_MOST = 6
"""Changes that are tried at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``mine`` of the part and ``theirs`` of the fact, of one sort, that may stand in its place.

    ``written`` are the fact's words as the part would write them, ``slot`` what both stand in.
    """

    kind: Reason
    mine: Quantity | DateMention | Name
    theirs: Quantity | DateMention | Name
    written: str
    slot: Slot

    @property
    def mend(self) -> Mend:
        """Return the change as it is told and read."""
        return Mend(
            kind=self.kind,
            claim_text=self.mine.text,
            fact_text=self.theirs.text,
            written=self.written,
            claim_span=self.mine.span,
            fact_span=self.theirs.span,
        )


def changes_of(pair: Pair) -> tuple[Change, ...]:
    """Return what of the fact may stand in the place of what it lacks, whatever else they tell."""
    return tuple(
        change
        for change in (*_figures(pair), *_times(pair), *_names(pair))
        if not may_agree(pair, change.mine.span, change.theirs.span)
    )


def mends_of(pair: Pair) -> tuple[Mend, ...]:
    """Return what of the fact may stand in the place of what it lacks of the part.

    Nothing when the fact lacks too much, or when something shows that the two tell of different
    events.
    """
    if _lacks(pair) > _MOST_LACKING or _only_says_who_spoke(pair):
        return ()
    if pair.claim_coverage < LEAST_COVERAGE:  # the fact is of something else altogether
        return ()
    found = changes_of(pair)
    if len(found) > _MOST:
        return ()
    return tuple(change.mend for change in found if _may_be_one_event(pair, change))


def _only_says_who_spoke(pair: Pair) -> bool:
    """Tell whether the part tells no more than that somebody spoke: "he announced it".

    Of what, no fact shows.
    """
    speech, lang = relations().speech, pair.claim.lang
    told = [t for t in pair.claim.content if has_full_weight(t, lang)]
    return not told and any(t.concept in speech for t in pair.claim.content)


def _lacks(pair: Pair) -> int:
    """Return how many figures, times and names of the part the fact lacks."""
    return len(_open_figures(pair)) + len(_open_times(pair)) + len(_open_names(pair))


def _open_figures(pair: Pair) -> list[Quantity]:
    known = pair.statement.quantities
    return [q for q in pair.claim.quantities if not is_stated(q, known)]


def _open_times(pair: Pair) -> list[DateMention]:
    return [
        mention
        for mention in pair.claim_dates
        if mention.interval is None
        or not pair.fact_dates
        or relate_dates(mention, pair.fact_dates) not in _AGREEING
    ]


def _open_names(pair: Pair) -> list[int]:
    met = pair.claim_to_fact
    return [
        i
        for i, name in enumerate(pair.claim.names)
        if i not in met.names and not _is_looser(name, pair.statement.names)
    ]


def _is_looser(name: Name, others: Sequence[Name]) -> bool:
    """Tell whether the fact names a place of the part's country, or its country."""
    return any(compare_names(name, other) is NameRelation.WITHIN for other in others)


def _figures(pair: Pair) -> Iterator[Change]:
    said = (*pair.claim.quantities, *pair.sentence.quantities)
    free = [q for q in pair.statement.quantities if not any(agree(one, q) for one in said)]
    for mine in _open_figures(pair):
        if _is_an_age(mine, pair.claim.text):
            continue
        if is_reckoned(mine, (*pair.statement.quantities, *pair.sentence.quantities)):
            continue  # 47 accused, of whom 44 were people and three were firms
        for theirs in free:
            if mine.dimension.partition(":")[0] != theirs.dimension.partition(":")[0]:
                continue
            if mine.unit == theirs.unit and compatible(mine, theirs) is not False:
                continue
            yield Change(
                kind=differing(mine, theirs),
                mine=mine,
                theirs=theirs,
                written=theirs.text,
                slot=Slot(claim_spans=(mine.span,), fact_spans=(theirs.span,)),
            )


def _is_an_age(quantity: Quantity, text: str) -> bool:
    """Tell of the 20 in "Rossi, 20, won": no count of the fact stands in its place."""
    before, after = text[: quantity.span.start].rstrip(), text[quantity.span.end :].lstrip()
    return not quantity.unit and before.endswith(",") and after.startswith(",")


def _times(pair: Pair) -> Iterator[Change]:
    for mine in _open_times(pair):
        if is_counted_by_speaker(pair, mine):
            continue
        if mine.interval is None or relate_dates(mine, pair.fact_dates) is not When.DISJOINT:
            continue
        others = [m for m in pair.claim_dates if m is not mine]
        free = [
            m
            for m in pair.fact_dates
            if not any(relate_dates(other, [m]) is When.AGREE for other in others)
        ]
        same = [m for m in free if m.granularity is mine.granularity] or free
        for theirs in same:
            if theirs not in pair.statement.dates and _are_years_apart(mine, theirs):
                continue  # the table's day is often that of the report, not of what it tells
            told = day_text(theirs.interval, pair.claim.lang) if theirs.interval else ""
            yield Change(
                kind=Reason.DATE,
                mine=mine,
                theirs=theirs,
                written=told or theirs.text,
                slot=Slot(claim_spans=(mine.span,), fact_spans=(theirs.span,)),
            )


def _are_years_apart(one: DateMention, other: DateMention) -> bool:
    """Tell whether more than a year lies between the years of two times."""
    start, end = (m.interval.start if m.interval else None for m in (one, other))
    return start is not None and end is not None and abs(start.year - end.year) > 1


def _names(pair: Pair) -> Iterator[Change]:
    known = pair.fact_to_sentence
    for i in _open_names(pair):
        mine = pair.claim.names[i]
        for j, theirs in enumerate(pair.statement.names):
            if j in known.names or j in known.maybe_names or theirs.adjective != mine.adjective:
                continue
            if compare_names(mine, theirs) is not NameRelation.DIFFERENT:
                continue
            if not can_be_replaced(mine, theirs) or tell_of_two_things(pair, mine, theirs):
                continue
            if acts_instead(pair, mine, theirs):
                continue
            is_place = mine.kind is NameKind.PLACE and not mine.adjective
            yield Change(
                kind=Reason.PLACE if is_place else Reason.ENTITY,
                mine=mine,
                theirs=theirs,
                written=theirs.text,
                slot=Slot(claim_names=(i,), fact_names=(j,)),
            )


def _may_be_one_event(pair: Pair, change: Change) -> bool:
    """Tell whether nothing but the slot tells the events apart, the words left to the model."""
    slot = change.slot
    if not is_factual(pair) or not same_polarity(pair) or _acts_otherwise(pair):
        return False
    if not anchors(pair) or not _may_be_of_one_time(pair, change.kind):
        return False  # "and killed twenty people" fits anything
    if of_other_years(pair, slot.claim_spans, slot.fact_spans) or not holds_then(pair):
        return False
    if is_of_another_country(pair) or is_of_a_country_unsaid(pair):
        return False
    if shared_concepts(pair) & (relations().nonexclusive | relations().joint):
        return False
    if change.kind in (Reason.ENTITY, Reason.PLACE) and other_deed(pair):
        return False
    return all(
        j in pair.fact_to_sentence.names
        or j in pair.fact_to_sentence.maybe_names
        or j in slot.fact_names
        or _may_go_unsaid(pair, name)
        for j, name in enumerate(pair.statement.names)
    )


def _may_be_of_one_time(pair: Pair, kind: Reason) -> bool:
    if not recent_enough(pair) and not is_unique_event(pair):
        return False
    if kind is Reason.DATE:
        return True
    return when(pair) is not When.DISJOINT and not is_after_the_text(pair)


def _may_go_unsaid(pair: Pair, name: Name) -> bool:
    """Tell whether the part may leave out a name of the fact: told before, or a circumstance."""
    if any(compare_names(name, other) is NameRelation.SAME for other in pair.named_before):
        return True
    is_told = bool(name.preposition) and name.kind is not NameKind.PERSON
    return is_told and may_be_unsaid(pair, name, pair.named_before)


def _acts_otherwise(pair: Pair) -> bool:
    """Tell whether who acts in the fact is only with or beside who acts in the part."""
    verb = next((t.span.start for t in pair.statement.tokens if t.is_verb), 0)
    agents = grammar(pair.claim.lang).agent
    return any(
        not theirs.preposition
        and theirs.span.start < verb
        and (mine := pair.claim.names[i]).preposition
        and mine.preposition not in agents
        and mine.kind is not NameKind.PLACE
        for i, j in pair.claim_to_fact.names.items()
        for theirs in (pair.statement.names[j],)
    )


def holds_then(pair: Pair) -> bool:
    """Tell whether a state the fact tells of holds on the day the part speaks of."""
    period = pair.fact.validity
    if period is None:
        return True
    judged_at = judged_at_days(pair)
    return judged_at is not None and period.contains(judged_at)
