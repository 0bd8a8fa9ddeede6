"""Directions: the same change the other way round ("aumentato" / "calato")."""

from __future__ import annotations

from collections.abc import Collection

from factcheck.analysis.lexicon import concept_of, opposites_of, related_concepts, relations
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar
from factcheck.comparators.counting import is_of_another_stretch
from factcheck.comparators.doers import BEATING, LOSING, is_of_another_clause, is_passive
from factcheck.comparators.gates import Slot, same_event
from factcheck.comparators.quantifier import portion_unsaid, tells_how_many
from factcheck.comparators.scope import figures_differ, is_narrower
from factcheck.comparators.times import When, when
from factcheck.comparators.trend import compare_trend
from factcheck.comparators.votes import tells_votes
from factcheck.model import Analysis, Comparison, Reason, Stance, Token
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return a clash when part and fact use opposite words of one event.

    Opposite words in statements about other things, or at other times, are ``NEUTRAL``; opposite
    words of which one side is denied agree and say nothing here.
    """
    found = _opposites(pair)
    told = None if found is None else _opposed(pair, *found)
    if told is not None and told.stance is Stance.REFUTES:
        return told
    return compare_trend(pair) or told


def _opposed(pair: Pair, i: int, j: int) -> Comparison:
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    slot = Slot(claim_words=(i,), fact_words=(j,))
    clash = (
        mine.negated == theirs.negated
        and not mine.hypothetical
        and not theirs.hypothetical
        and not is_narrower(pair, skip=(i,))
        and not figures_differ(pair)
        and not _of_other_things(pair, i, j)
        and not _is_undergone(pair, i, j)
        and not _is_of_others(pair, i, j)
        and not tells_votes(pair, mine, theirs)
        and not is_of_another_clause(pair, i, j)
        and not _is_of_some(pair)
        and not (mine.concept in relations().changes and _is_of_another_time(pair))
        and not _is_denied_by_another(pair, i)
        and not _is_told_both_ways(pair, i, j)
        and not _is_of_none(pair.claim, i)
        and not _is_of_none(pair.statement, j)
        and when(pair) is not When.DISJOINT
        and same_event(pair, slot)
    )
    return Comparison(
        name=Reason.DIRECTION,
        stance=Stance.REFUTES if clash else Stance.NEUTRAL,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )


def _of_other_things(pair: Pair, i: int, j: int) -> bool:
    """Tell whether each side goes on with a noun of its own: acquitted of theft, guilty of fraud.

    In another language a noun that no list knows tells nothing.
    """
    if pair.claim.lang != pair.statement.lang:
        return False
    if pair.claim.content[i].concept in relations().changes:
        return False  # of a change, what it happens to tells
    shared = pair.claim_to_fact.partners
    mine = _nouns_after(pair.claim, i, shared)
    theirs = _nouns_after(pair.statement, j, set(shared.values()))
    return bool(mine and theirs)


def _is_of_others(pair: Pair, i: int, j: int) -> bool:
    """Tell whether one side tells it of who won and the other of who lost: both may be so."""
    outcomes = BEATING | {LOSING}
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    if not outcomes.issuperset((mine.concept, theirs.concept)):
        return False
    here = _first_before(pair.claim, mine.span.start)
    known = pair.claim_to_fact.names.get(here) if here is not None else None
    if here is None:
        known = _met_by(pair, _first_before(pair.sentence, len(pair.sentence.text)))
    there = _first_before(pair.statement, theirs.span.start)
    return known is not None and there is not None and known != there


def _met_by(pair: Pair, place: int | None) -> int | None:
    """Return which name of the fact stands for the sentence's own name at a place."""
    if place is None:
        return None
    inverse = {n: j for j, n in pair.fact_to_sentence.names.items()}
    return inverse.get(place + len(pair.sentence_names) - len(pair.sentence.names))


def _first_before(analysis: Analysis, end: int) -> int | None:
    """Return the first name before a place that no preposition leads to."""
    return next(
        (
            number
            for number, name in enumerate(analysis.names)
            if name.span.start < end and not name.preposition and not name.adjective
        ),
        None,
    )


def _is_of_some(pair: Pair) -> bool:
    """Tell whether only one side tells of some, most or few of them."""
    return portion_unsaid(pair) is not None or tells_how_many(pair.claim) != tells_how_many(
        pair.statement
    )


def _is_of_another_time(pair: Pair) -> bool:
    """Tell whether a change is counted over other days, or from a day told before."""
    pattern = grammar(pair.claim.lang).anaphoric_date
    counted = any(m.interval is None and pattern.search(m.text) for m in pair.claim.dates)
    return counted or is_of_another_stretch(pair)


def _is_undergone(pair: Pair, i: int, j: int) -> bool:
    """Tell whether one side says what was done to those of whose state the other tells.

    "300 were left without a home", "the blast left 300 without a home", and "300 remain without".
    """
    states = relations().states
    sides = ((pair.claim, i, pair.statement, j), (pair.statement, j, pair.claim, i))
    shared = pair.claim_to_fact.partners
    for number, (analysis, deed, other, state) in enumerate(sides):
        if other.content[state].concept not in states or analysis.content[deed].concept in states:
            continue
        if is_passive(analysis, analysis.content[deed]):
            return True
        met = shared.items() if number == 0 else ((b, a) for a, b in shared.items())
        if any(deed < a and b < state for a, b in met):
            return True
    return False


def _is_denied_by_another(pair: Pair, i: int) -> bool:
    """Tell of "none of the exchanges was open": who did not do it is denied, not the deed."""
    negators = grammar(pair.claim.lang).negators
    if not any(token.text.casefold() in negators for token in pair.claim.tokens):
        return False
    shared = pair.claim_to_fact.partners
    return any(
        token.negated
        and place != i
        and not token.is_verb
        and not (place in shared and pair.statement.content[shared[place]].negated)
        for place, token in enumerate(pair.claim.content)
    )


def _is_of_none(analysis: Analysis, place: int) -> bool:
    """Tell of "no vote in favour": the noun before is denied, and the word with it."""
    if not place or not analysis.content[place - 1].negated:
        return False
    between = analysis.between(analysis.content[place - 1].span, analysis.content[place].span)
    return all(token.is_stop for token in between)


def _is_told_both_ways(pair: Pair, i: int, j: int) -> bool:
    """Tell whether the fact also has what the part says: pleaded not guilty, and was convicted."""
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    near = {mine.concept} | related_concepts().get(mine.concept, frozenset())
    return any(
        token.negated == mine.negated
        and (token.concept or concept_of(token.norm, pair.statement.lang)) in near
        for token in pair.statement.tokens
        if token.span != theirs.span
    )


def _nouns_after(analysis: Analysis, place: int, met: Collection[int]) -> list[Token]:
    return [
        token
        for other, token in enumerate(analysis.content)
        if other > place
        and other not in met
        and not token.is_verb
        and has_full_weight(token, analysis.lang)
    ]


def _is_joined(analysis: Analysis, token: Token) -> bool:
    """Tell whether a hyphen makes a word part of another: a tie-break is no tie."""
    text, span = analysis.text, token.span
    return "-" in (text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1])


def _opposites(pair: Pair) -> tuple[int, int] | None:
    opposites = opposites_of()
    met: Collection[int] = pair.claim_to_fact.content.values()
    for i, mine in enumerate(pair.claim.content):
        contrary = opposites.get(mine.concept)
        if contrary is None or i in pair.claim_to_fact.content or _is_joined(pair.claim, mine):
            continue
        for j, theirs in enumerate(pair.statement.content):
            if (
                theirs.concept in contrary
                and j not in met
                and not _is_joined(pair.statement, theirs)
            ):
                return i, j
    return None
