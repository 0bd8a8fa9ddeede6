"""Names: another person, body or place in the same slot of the same event."""

from __future__ import annotations

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import (
    Slot,
    When,
    same_event,
    shares_verb,
    when,
)
from factcheck.comparators.scope import is_narrower, same_polarity
from factcheck.comparators.substitution import replaced_word
from factcheck.model import Comparison, Granularity, Name, NameKind, Reason, Stance
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return agreement when the fact has every name of the part.

    A name the fact lacks is ``NEUTRAL``, and a clash when exactly one name of the same kind stands
    in its slot, everything else of the event is shared, and the action excludes a second one.
    """
    if not pair.claim.names:
        return None
    missing = [i for i in range(len(pair.claim.names)) if i not in pair.claim_to_fact.names]
    if not missing:
        first = pair.claim.names[0]
        other = pair.statement.names[pair.claim_to_fact.names[0]]
        return _comparison(Stance.SUPPORTS, first, other)
    named = [i for i in missing if not pair.claim.names[i].adjective and not _is_looser(pair, i)]
    if not named and any(not pair.claim.names[i].adjective for i in missing):
        first = pair.claim.names[missing[0]]
        return Comparison(name=Reason.ENTITY, stance=Stance.NEUTRAL, claim_text=first.text)
    if not named:
        return _demonym(pair, missing)
    missing = named
    name = pair.claim.names[missing[0]]
    extra = [j for j in range(len(pair.statement.names)) if j not in pair.fact_to_sentence.names]
    rivals = [j for j in extra if _in_same_slot(pair, name, pair.statement.names[j])]
    rivals = _narrowest(pair, rivals)
    if len(missing) == 1 and len(rivals) == 1 and _same_event(pair, missing[0], rivals[0]):
        rival = pair.statement.names[rivals[0]]
        if name.preposition or not _is_after_a_pronoun(pair, rival):
            return _comparison(Stance.REFUTES, name, rival)
    return Comparison(name=Reason.ENTITY, stance=Stance.NEUTRAL, claim_text=name.text)


def _is_after_a_pronoun(pair: Pair, rival: Name) -> bool:
    """Tell whether the fact calls who acts "he" before it names the rival: it may be anybody."""
    rules = syntax(pair.statement.lang)
    pronouns = {*rules.pronouns, *rules.plural_pronouns}
    return any(
        token.span.start < rival.span.start and token.text.casefold() in pronouns
        for token in pair.statement.tokens
    )


def _is_looser(pair: Pair, number: int) -> bool:
    """Tell whether the fact names the country of the part's place: less, not something else."""
    name = pair.claim.names[number]
    return any(compare_names(name, other) is NameRelation.WITHIN for other in pair.statement.names)


def _narrowest(pair: Pair, rivals: list[int]) -> list[int]:
    """Drop a country named beside one of its own places ("Puglia, Italy")."""
    names = pair.statement.names
    return [
        j
        for j in rivals
        if not any(
            k != j
            and names[j].key.startswith("country:")
            and compare_names(names[j], names[k]) is NameRelation.WITHIN
            for k in rivals
        )
    ]


def _demonym(pair: Pair, missing: list[int]) -> Comparison | None:
    """A demonym the fact leaves out says nothing; another one in its place may clash."""
    name = pair.claim.names[missing[0]]
    rivals = [
        j
        for j, other in enumerate(pair.statement.names)
        if other.key.startswith("country:") and j not in pair.fact_to_sentence.names
    ]
    if len(missing) == 1 and len(rivals) == 1 and _same_event(pair, missing[0], rivals[0]):
        return _comparison(Stance.REFUTES, name, pair.statement.names[rivals[0]])
    return Comparison(name=Reason.ENTITY, stance=Stance.NEUTRAL) if rivals else None


def _in_same_slot(pair: Pair, mine: Name, theirs: Name) -> bool:
    if not can_be_replaced(mine, theirs) or mine.adjective != theirs.adjective:
        return False
    if compare_names(mine, theirs) is not NameRelation.DIFFERENT:
        return False
    return _slot(mine, pair.claim.lang) == _slot(theirs, pair.statement.lang)


def _slot(name: Name, lang: str) -> str:
    rules = grammar(lang)
    if name.preposition in rules.locative:
        return "place"
    if name.preposition in rules.agent:
        return "agent"
    return "origin" if name.preposition in rules.origin else name.preposition and "other"


def _same_event(pair: Pair, claim_name: int, fact_name: int) -> bool:
    """Tell whether everything else is one event, of a sort that excludes a second participant."""
    if pair.claim_to_fact.maybe_names or when(pair) is When.DISJOINT or not shares_verb(pair):
        return False
    if not same_polarity(pair):
        return False
    is_demonym = pair.claim.names[claim_name].adjective
    if not is_demonym and replaced_word(pair) is not None:  # they differ in more than that
        return False
    known = relations()
    is_place = pair.claim.names[claim_name].kind is NameKind.PLACE
    if is_place and is_narrower(pair):  # "the trade agreement", signed elsewhere
        return False
    on_that_day = when(pair) is When.AGREE and any(
        mention.granularity is Granularity.DAY for mention in pair.fact_dates
    )
    excluded = known.itinerary if is_place and on_that_day else known.nonexclusive
    shared = [pair.claim.content[i].concept for i in pair.claim_to_fact.content]
    if any(concept in excluded for concept in shared if concept):
        return False
    return same_event(pair, Slot(claim_names=(claim_name,), fact_names=(fact_name,)))


def _comparison(stance: Stance, mine: Name, theirs: Name) -> Comparison:
    is_place = mine.kind is NameKind.PLACE and not mine.adjective and stance is Stance.REFUTES
    return Comparison(
        name=Reason.PLACE if is_place else Reason.ENTITY,
        stance=stance,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )
