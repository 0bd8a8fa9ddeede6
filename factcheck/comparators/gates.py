"""Same event before any clash: when two statements are about one thing, whatever they say of it.

The thresholds favour silence: two statements about different events must never clash.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree, full_coverage, has_full_weight
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar
from factcheck.comparators.apart import are_apart
from factcheck.comparators.pins import PINNED, Left, may_be_unsaid, pin_weight
from factcheck.comparators.times import (
    When,
    is_of_the_day,
    of_other_editions,
    of_other_years,
    recent_enough,
    recurs,
    when,
)
from factcheck.model import (
    Analysis,
    Name,
    NameKind,
    Span,
    Token,
)
from factcheck.model.alignment import Pair

HIGH_COVERAGE = 0.6
LOW_COVERAGE = 0.3
STRICT_COVERAGE = 0.75
_SAME_WORDS = 0.85
"""Shares of the meaning that must be common before a difference is a contradiction: one side all
but contained in the other, which may say more. The strict one on both sides where fewer anchors
(names, equal figures, equal dates) tie the two statements together."""
_PINNED_COVERAGE = 0.4
_LEAST_COVERAGE = 0.2
_UNSAID = 0.5
"""What a name of the fact that the text leaves out takes off what pins the two together."""
_TOLD = 0.5
"""What one adds that the sentences just before name."""
MIN_ANCHORS = 2
_MANY_ANCHORS = 3


_ONE_NAME = frozenset({NameRelation.SAME, NameRelation.WITHIN})


def shares_action(pair: Pair, skip: Collection[int] = ()) -> bool:
    """Tell whether some full-weight word of the part (not in ``skip``) is in the fact."""
    return any(
        i not in skip and has_full_weight(pair.claim.content[i], pair.claim.lang)
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
    if not is_factual(pair) or not shares_action(pair, slot.claim_words) or are_apart(pair):
        return False
    if not ties and not recent_enough(pair):  # equal digits tie across time
        return False
    if of_other_years(pair, slot.claim_spans, slot.fact_spans):
        return False
    if of_other_editions(pair, slot.claim_words, slot.fact_words):
        return False
    if is_pinned(pair, slot, ties=ties):
        return True
    mine, theirs = shared_meaning(pair, slot)
    if not _same_actors(pair, slot, theirs):
        return False
    tied = anchors(pair) + ties
    if min(mine, theirs) >= STRICT_COVERAGE:
        return tied >= 1 or min(mine, theirs) >= _SAME_WORDS
    contained = max(mine, theirs) >= HIGH_COVERAGE and min(mine, theirs) >= LOW_COVERAGE
    return contained and tied >= MIN_ANCHORS


def is_pinned(pair: Pair, slot: Slot, *, ties: int = 0) -> bool:
    """Tell whether names, time and figures tie the two together, however each is worded.

    Nobody and nothing counted on the part's side may be new to the fact, and what the fact names
    besides may go unsaid.
    """
    if any(not _may_be_theirs(pair, name) for name in strangers(pair, slot)):
        return False
    if new_figures(pair, slot):
        return False
    unsaid = [
        name
        for j, name in enumerate(pair.statement.names)
        if j not in pair.fact_to_sentence.names
        and j not in pair.fact_to_sentence.maybe_names
        and j not in slot.fact_names
        and not _is_country_of_slot(pair, name, slot)
    ]
    if not all(may_be_unsaid(pair, name, pair.named_before) for name in unsaid):
        return False
    mine, theirs = shared_meaning(pair, slot)
    least = _LEAST_COVERAGE if ties else LOW_COVERAGE
    if max(mine, theirs) < _PINNED_COVERAGE or min(mine, theirs) < least:
        return False
    left = Left(
        claim_words=slot.claim_words,
        claim_names=slot.claim_names,
        fact_names=slot.fact_names,
        fact_figures=[
            j for j, q in enumerate(pair.statement.quantities) if q.span in slot.fact_spans
        ],
    )
    told = sum(1 for name in unsaid if _is_named_before(pair, name))
    return pin_weight(pair, left) + ties + _TOLD * told - _UNSAID * (len(unsaid) - told) >= PINNED


def _is_named_before(pair: Pair, name: Name) -> bool:
    return any(compare_names(name, other) in _ONE_NAME for other in pair.named_before)


def _may_be_theirs(pair: Pair, name: Name) -> bool:
    """Tell whether the fact has the name's country, or perhaps the name in another form."""
    loose = (NameRelation.WITHIN, NameRelation.MAYBE)
    return any(compare_names(name, other) in loose for other in pair.statement.names)


def _is_country_of_slot(pair: Pair, name: Name, slot: Slot) -> bool:
    """Tell whether a name only says where the clashing place of the fact lies: "Puglia, Italy"."""
    return any(
        compare_names(name, pair.statement.names[j]) is NameRelation.WITHIN for j in slot.fact_names
    )


def new_figures(pair: Pair, slot: Slot) -> bool:
    """Tell whether the part counts something else that the fact does not."""
    known = pair.statement.quantities
    return any(
        q.span not in slot.claim_spans and not any(agree(q, other) for other in known)
        for q in pair.claim.quantities
    )


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


@memoised
def elements(analysis: Analysis) -> int:
    """Return how many words, names, figures and dates carry what is said."""
    words = sum(1 for t in analysis.content if has_full_weight(t, analysis.lang))
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
    dated = when(pair) is When.AGREE or is_of_the_day(pair)
    return len(names | in_sentence) + figures_shared(pair) + dated + actor_named


def shares_figure_of(pair: Pair, steps: int) -> bool:
    """Tell whether the fact has an amount of the part that is so many of its last digit or more.

    A figure of three or four digits hardly comes twice.
    """
    return any(
        abs(q.low) >= steps * q.step and any(agree(q, other) for other in pair.statement.quantities)
        for q in pair.claim.quantities
    )


def figures_shared(pair: Pair) -> int:
    """Return how many amounts of the part the fact bears out."""
    return sum(
        1
        for q in pair.claim.quantities
        if any(agree(q, other) for other in pair.statement.quantities)
    )


def _same_actors(pair: Pair, slot: Slot, fact_coverage: float) -> bool:
    """Tell whether the fact's people and bodies are in the text, and not others in their place."""
    others = strangers(pair, slot)
    if any(not name.preposition for name in others):  # somebody else does it
        return False
    if others and fact_coverage < STRICT_COVERAGE:
        return False
    return all(
        j in pair.fact_to_sentence.names
        or j in pair.fact_to_sentence.maybe_names
        or j in slot.fact_names
        or _is_scenery(pair, name)
        or _is_of_the_texts_country(pair, name)
        or (not others and was_named(pair, name))
        for j, name in enumerate(pair.statement.names)
    )


def strangers(pair: Pair, slot: Slot) -> list[Name]:
    """Return whom or what the part names and the fact does not, demonyms and the slot apart."""
    return [
        name
        for i, name in enumerate(pair.claim.names)
        if i not in pair.claim_to_fact.names and i not in slot.claim_names and not name.adjective
    ]


def _names_said_before(pair: Pair) -> Set[int]:
    """Return the fact's names that only earlier sentences have: the text need not repeat them.

    A part that names somebody or somewhere else speaks of that, not of what was said before.
    """
    if strangers(pair, NOTHING):
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
    return _is_named_before(pair, name)


def _is_of_the_texts_country(pair: Pair, name: Name) -> bool:
    """Tell whether "Italian" only says what a text that names no other country leaves out."""
    return name.adjective and pair.countries == {name.key}


def _is_scenery(pair: Pair, name: Name) -> bool:
    """Tell whether a name of the fact only says where, so that the text may leave it out."""
    return not name.adjective and name.preposition in grammar(pair.statement.lang).locative


def shares_verb(pair: Pair, *, near: bool = True) -> bool:
    """Tell whether a word both have, or a near one, is a verb on one of the sides."""
    shared = pair.claim_to_fact.partners if near else pair.claim_to_fact.content
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
    return not recurs(pair) and any(
        pair.claim.content[i].concept in unique for i in pair.claim_to_fact.content
    )


def is_tied_closely(pair: Pair) -> bool:
    """Tell whether three anchors and nearly all words are shared, of an action that excludes more.

    People meet and visit again and again; what three names, places or figures share besides is
    one occasion.
    """
    if pair.claim.quantities or pair.statement.quantities or recurs(pair):
        return False  # the same figure is measured again at other times
    open_relation = relations().nonexclusive
    shared = [pair.claim.content[i].concept for i in pair.claim_to_fact.content]
    return (
        anchors(pair) >= _MANY_ANCHORS
        and min(pair.claim_coverage, pair.fact_coverage) >= HIGH_COVERAGE
        and not any(concept in open_relation for concept in shared if concept)
    )


def is_nominal(analysis: Analysis, token: Token) -> bool:
    """Tell whether an article or a preposition stands right before a word: a noun, no verb."""
    leading = syntax(analysis.lang).prepositions | grammar(analysis.lang).articles
    return not leading.isdisjoint(t.norm for t in analysis.before(token.span)[-1:])


def is_behind_a_preposition(analysis: Analysis, token: Token) -> bool:
    """Tell whether a preposition leads to a word, articles and other capitals between them."""
    articles, links = grammar(analysis.lang).articles, syntax(analysis.lang).prepositions
    for word in reversed(analysis.before(token.span)):
        if word.norm in articles:
            continue
        if word.norm in links or not word.text[0].isupper():
            return word.norm in links
    return False
