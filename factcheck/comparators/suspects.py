"""What a sentence may have mixed up with its nearest facts: a model is asked whether it did.

A rule that knows neither the words of a paraphrase nor the world cannot tell a slip from another
event. A model may: it reads the sentence beside the fact as it stands, and again with the fact's
figure, day or name in the place of the sentence's own. What is found here is only asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.quantities.compare import compatible
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, shapes_of
from factcheck.comparators.amounts import is_vague, sort_of
from factcheck.comparators.doers import are_in_a_row
from factcheck.comparators.exchanges import are_far_apart, exchanges
from factcheck.comparators.gates import is_behind_a_preposition, is_factual
from factcheck.comparators.leeway import may_agree
from factcheck.comparators.mends import Change, changes_of, holds_then
from factcheck.comparators.quantity import are_of_two_things
from factcheck.comparators.scope import other_deed, shared_concepts
from factcheck.comparators.slip import Found
from factcheck.comparators.slip_places import place_of
from factcheck.comparators.times import (
    When,
    may_follow,
    may_stand_for,
    of_other_editions,
    of_other_years,
    recent_enough,
    recurs,
    when,
    years_of,
)
from factcheck.model import (
    Analysis,
    Claim,
    DateMention,
    Granularity,
    Match,
    Mend,
    Name,
    NameKind,
    Part,
    Quantity,
    Rating,
    Reason,
    Span,
    Stance,
    Suspicion,
)
from factcheck.model.alignment import Alignment, Pair

_MINUTES = ("'", "’", "′")
_SEVERAL = 3
"""Times of a sentence from which on any of them may be meant by one of the fact."""
_FEW = 4
"""Words of a part that may be no more than what is mixed up: "costing 14 million euros"."""
_SLIGHT = 0.02
"""Share of the larger by which two figures may differ without one being a slip for the other."""


def suspicions_of(
    pairs: Sequence[Pair], similarities: Sequence[float]
) -> Mapping[int, tuple[Suspicion, ...]]:
    """Return by place of the nearest facts what may be mixed up with each, in text order.

    The nearest are the one that says most of the sentence and the one that is likest to it.
    ``pairs`` are the whole sentence beside all facts found. Spans count in the sentence.
    """
    found = Found(pairs, similarities)
    nearest = {*found.by_coverage[:1], *found.by_similarity[:1]}
    return {place: _beside(pairs[place]) for place in sorted(nearest)}


def _beside(pair: Pair) -> tuple[Suspicion, ...]:
    if pair.fact.rating is not Rating.TRUE or not _may_be_one_event(pair):
        return ()
    known: dict[tuple[Span, Span], Mend] = {}
    for mend in (*_exchanged(pair), *_changed(pair)):
        if mend.claim_span.slice(pair.claim.text) == mend.claim_text:
            known.setdefault((mend.claim_span, mend.fact_span), mend)
    found = (
        _suspicion(pair.claim.text, mend)
        for mend in known.values()
        if not of_other_years(pair, (mend.claim_span,), (mend.fact_span,))
        and not _leaves_out_who(pair, mend)
        and not _may_both_be(pair, mend)
        and not may_agree(pair, mend.claim_span, mend.fact_span)
        and not _is_of_another(pair, mend)
    )
    return _without_any_of_several(sorted(found, key=lambda s: s.mend.claim_span.start))


def _without_any_of_several(found: Sequence[Suspicion]) -> tuple[Suspicion, ...]:
    """Leave out a time of the fact that may stand for any of several times of the sentence."""
    times = Counter(one.mend.fact_span for one in found if one.mend.kind is Reason.DATE)
    return tuple(one for one in found if times[one.mend.fact_span] < _SEVERAL)


def _may_be_one_event(pair: Pair) -> bool:
    """Tell whether neither mood, edition nor a denial tells the two apart; time is asked later."""
    return (
        is_factual(pair)
        and not may_follow(pair)
        and holds_then(pair)
        and not of_other_editions(pair, (), ())
        # who "never got 60 votes" may have got 40
        and _is_denied(pair.claim) == _is_denied(pair.statement)
    )


def _is_of_its_time(pair: Pair) -> bool:
    """Tell whether both speak of one time: who read the result seven years ago is another."""
    told = when(pair)
    return told is When.AGREE or (told is not When.DISJOINT and recent_enough(pair))


def _is_denied(analysis: Analysis) -> bool:
    return any(token.negated for token in analysis.tokens)


def _leaves_out_who(pair: Pair, mend: Mend) -> bool:
    """Tell whether the sentence does not name who acts in the fact: it may be another.

    Where names are exchanged, so may a country that the fact begins with: a team that beats others.
    """
    names = pair.statement.names
    deed = next((t for t in pair.statement.tokens if t.is_verb), None)
    verb = deed.span.start if deed and mend.kind in (Reason.ENTITY, Reason.PLACE) else 0
    return any(
        (
            names[j].kind is NameKind.PERSON
            or (names[j].kind is NameKind.PLACE and names[j].span.end <= verb)
        )
        and names[j].span != mend.fact_span
        and not _is_met(j, pair.fact_to_sentence)
        and not _is_understood(pair, j)
        for j in _doers(names)
    )


def _may_both_be(pair: Pair, mend: Mend) -> bool:
    """Tell whether both may have been: who signs too, who is visited too, rates raised twice."""
    known, shared = relations(), shared_concepts(pair)
    if mend.kind is Reason.DATE:
        return recurs(pair) or other_deed(pair) or not shared.isdisjoint(known.changes)
    if mend.kind is Reason.PLACE and _is_where(pair, mend):
        return False
    if mend.kind in (Reason.ENTITY, Reason.PLACE):
        return not shared.isdisjoint((known.nonexclusive | known.joint) - known.speech)
    return _tells_of_another_year(pair)


def _is_where(pair: Pair, mend: Mend) -> bool:
    """Tell whether the place is where it happened on both sides, not a country that acts."""
    sides = ((pair.claim.names, mend.claim_span), (pair.statement.names, mend.fact_span))
    return all(any(n.span == span and n.preposition for n in names) for names, span in sides)


def _is_of_another(pair: Pair, mend: Mend) -> bool:
    """Tell whether each side tells of somebody the other does not name, or in another office.

    A figure or a day is then of each its own. "The host was Ann Lee" is no slip beside a fact that
    has no host.
    """
    if mend.kind in (Reason.ENTITY, Reason.PLACE):
        return (
            _is_only_called(pair, mend)
            or _is_beside_who_is_met(pair, mend)
            or _is_only_a_part(pair, mend)
        )
    if _is_compared_with_it(pair, mend):
        return True
    mine = [i for i in _doers(pair.claim.names) if not _is_met(i, pair.claim_to_fact)]
    return bool(mine) and any(
        _is_beside(pair, pair.fact_to_sentence.names[j])
        if j in pair.fact_to_sentence.names
        else not _is_met(j, pair.fact_to_sentence) and not _is_understood(pair, j)
        for j in _doers(pair.statement.names)
    )


def _is_compared_with_it(pair: Pair, mend: Mend) -> bool:
    """Tell whether the sentence names of the fact only what it compares with: "than Ada"."""
    met = [n for i, n in enumerate(pair.claim.names) if _is_met(i, pair.claim_to_fact)]
    shapes = shapes_of(pair.claim.lang, "compared_with")
    told = [any(s.search(pair.claim.text[: n.span.start]) for s in shapes) for n in met]
    is_behind = all(n.span.end <= mend.claim_span.start for n in met)  # "than Ada, at 8.25"
    return bool(told) and all(told) and is_behind


def _doers(names: Sequence[Name]) -> list[int]:
    return [i for i, name in enumerate(names) if not name.preposition and not name.adjective]


def _is_met(place: int, met: Alignment) -> bool:
    return place in met.names or place in met.maybe_names


def _is_beside(pair: Pair, place: int) -> bool:
    """Tell whether the sentence names somebody only as beside what is done: "with Ann Lee"."""
    preposition = pair.sentence_names[place].preposition
    return bool(preposition) and preposition not in grammar(pair.sentence.lang).agent


def _is_understood(pair: Pair, place: int) -> bool:
    name = pair.statement.names[place]
    return any(compare_names(name, other) is not NameRelation.DIFFERENT for other in pair.subject)


def _is_only_a_part(pair: Pair, mend: Mend) -> bool:
    """Tell whether the name in the fact only says which: "the ceremony of Wadi Araba".

    A name that acts is no slip for it.
    """
    theirs = next((n for n in pair.statement.names if n.span == mend.fact_span), None)
    mine = next((n for n in pair.claim.names if n.span == mend.claim_span), None)
    if theirs is None or mine is None or mine.preposition or not theirs.preposition:
        return False
    links = grammar(pair.statement.lang).agent
    return theirs.preposition not in links


def _is_beside_who_is_met(pair: Pair, mend: Mend) -> bool:
    """Tell of a list of which the fact tells one, and of the other name in another part.

    "Nils Berg and Ada Corsi left" beside "Ada Corsi was fired by Ben Lee".
    """
    names, others = pair.claim.names, pair.statement.names
    mine = next((i for i, name in enumerate(names) if name.span == mend.claim_span), None)
    theirs = next((j for j, name in enumerate(others) if name.span == mend.fact_span), None)
    if mine is None or theirs is None:
        return False
    return any(
        are_in_a_row(pair.claim, mine, i) and not are_in_a_row(pair.statement, theirs, j)
        for i, j in pair.claim_to_fact.names.items()
    )


def _is_only_called(pair: Pair, mend: Mend) -> bool:
    """Tell whether a side only says who was what, and the other has no word for what that is.

    Of what: "Ann Lee is the president of the rowing club" is of another body than the sentence's.
    """
    told = _called(pair.claim, mend.claim_span)
    if told is not None:
        return told not in pair.claim_to_fact.partners
    if _called(pair.statement, mend.fact_span) is None:
        return False
    known = pair.fact_to_sentence
    return any(
        name.span != mend.fact_span and not _is_met(j, known)
        for j, name in enumerate(pair.statement.names)
    )


def _called(analysis: Analysis, span: Span) -> int | None:
    """Return the word that tells what somebody is: "the host" of "the host was Ann Lee"."""
    copulas = syntax(analysis.lang).copulas | grammar(analysis.lang).past_copulas
    before, after = analysis.before(span), analysis.after(span)
    content = analysis.content
    if before and before[-1].norm in copulas:
        told = [i for i, t in enumerate(content[:1]) if t.span.end <= before[-1].span.start]
    elif after and after[0].norm in copulas:
        told = [i for i, t in enumerate(content) if t.span.start > after[0].span.start][:1]
        told = [i for i in told if not content[i].is_verb]
    else:
        return None
    told = [i for i in told if not is_behind_a_preposition(analysis, content[i])]  # "in the stands"
    return told[0] if told else None


def _tells_of_another_year(pair: Pair) -> bool:
    """Tell whether a fact also tells of a year that the sentence does not: so many more than in."""
    mine, theirs = years_of(pair.claim_dates), years_of(pair.statement.dates)
    return bool(mine) and not theirs <= mine


def _exchanged(pair: Pair) -> Iterator[Mend]:
    if not _is_of_its_time(pair):
        return
    for exchange in exchanges(pair):
        mine, theirs = exchange.mine, exchange.theirs
        if _is_of_another_measure(mine, theirs, pair):
            continue
        yield Mend(
            kind=exchange.kind,
            claim_text=mine.text,
            fact_text=theirs.text,
            written=theirs.text,
            claim_span=mine.span,
            fact_span=theirs.span,
        )


def _changed(pair: Pair) -> Iterator[Mend]:
    is_of_its_time = _is_of_its_time(pair)
    for change in changes_of(pair):
        is_day = isinstance(change.mine, DateMention)
        if (is_day or is_of_its_time) and _is_of_one_sort(pair, change):
            yield change.mend


def _is_of_one_sort(pair: Pair, change: Change) -> bool:
    """Tell whether one may be told for the other: like times, surely other figures, other names."""
    mine, theirs = change.mine, change.theirs
    if isinstance(mine, DateMention) and isinstance(theirs, DateMention):
        if theirs.granularity is not Granularity.DAY and _both_count(pair):
            return False  # births of this year and of the last
        return theirs in pair.statement.dates and may_stand_for(mine, theirs)
    if _is_of_another_measure(mine, theirs, pair):
        return False
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        if is_vague(mine) or is_vague(theirs) or are_far_apart(mine, theirs):
            return False
        return compatible(mine, theirs) is False
    return pair.claim_to_fact.maybe_names.isdisjoint(change.slot.claim_names)


def _both_count(pair: Pair) -> bool:
    return bool(pair.claim.quantities and pair.statement.quantities)


def _is_of_another_measure(mine: object, theirs: object, pair: Pair) -> bool:
    """Tell whether two figures count two things, or one thing in two ways: tickets, 240 each."""
    if not isinstance(mine, Quantity) or not isinstance(theirs, Quantity):
        return False
    if _is_minute(mine, pair.claim) or _is_minute(theirs, pair.statement):
        return True  # the 67th minute is the 22nd of the second half
    if sort_of(mine, pair.claim) is not sort_of(theirs, pair.statement):
        return True
    if mine.dimension.partition(":")[0] != theirs.dimension.partition(":")[0]:
        return True
    return _are_close(mine, theirs) or are_of_two_things(mine, theirs, pair)


def _are_close(mine: Quantity, theirs: Quantity) -> bool:
    """Tell of two counts whether each may be right: 39.5 and 39.6 %, twelve and their coach."""
    gap = abs(mine.low - theirs.low)
    slight = _SLIGHT * max(abs(mine.low), abs(theirs.low))
    return mine.unit == theirs.unit and (gap <= slight or (gap == 1 and not mine.unit))


def _is_minute(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether a figure is followed by the mark of minutes: "67'"."""
    return analysis.text[quantity.span.end :].startswith(_MINUTES) or quantity.text.endswith(
        _MINUTES
    )


def _suspicion(text: str, mend: Mend) -> Suspicion:
    span = mend.claim_span
    mended = text[: span.start] + mend.written + text[span.end :]
    return Suspicion(mend=mend, text=text, mended=mended)


def with_suspicions(
    row: list[Match],
    part: Part,
    claim: Claim,
    start: int,
    told: Mapping[int, tuple[Suspicion, ...]],
) -> list[Match]:
    """Return the row of one of the claim's parts with what may be wrong in it, if it is open.

    ``start`` is where in the document the sentence begins in which the suspicions count.
    """
    if any(match.stance is not Stance.NEUTRAL for match in row):
        return row
    offset = start - part.span.start
    return [
        replace(
            match,
            suspicions=tuple(
                replace(one, mend=replace(one.mend, claim_span=one.mend.claim_span.shifted(offset)))
                for one in told.get(place, ())
                if place_of(one.mend.claim_span, claim, start) is part
            ),
        )
        if match.coverage > 0 or len(part.text.split()) <= _FEW
        else match  # the fact tells of the rest of the sentence alone
        for place, match in enumerate(row)
    ]
