"""Names: another person, body or place in the same slot of the same event."""

from __future__ import annotations

from factcheck.analysis.lexicon import is_office, relations
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.recurrence import excludes_others
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doers import BEATING
from factcheck.comparators.gates import (
    Slot,
    is_pinned,
    same_event,
    shares_verb,
)
from factcheck.comparators.other_part import has_another_part
from factcheck.comparators.role import judged_at_days
from factcheck.comparators.scope import (
    figures_differ,
    is_narrower,
    same_polarity,
    tell_of_two_things,
)
from factcheck.comparators.substitution import replaced_word
from factcheck.comparators.times import When, may_follow, when
from factcheck.model import (
    Analysis,
    Comparison,
    Granularity,
    Name,
    NameKind,
    Reason,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair

_WIN = "win"
_REACH = 3
"""Words before a place among which a preposition leads to it: "in the far south of"."""
_SEXES = frozenset({"man", "woman", "male", "female", "boy", "girl"})
_SEXED = ("male_words", "female_words")


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
    rivals = [j for j in extra if in_same_slot(pair, name, pair.statement.names[j])]
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
    """Tell whether the fact names the country of the part's place, and no other place of it."""
    name = pair.claim.names[number]
    others = pair.statement.names
    return any(compare_names(name, other) is NameRelation.WITHIN for other in others) and not any(
        j not in pair.fact_to_sentence.names
        and not other.key.startswith("country:")
        and in_same_slot(pair, name, other)
        for j, other in enumerate(others)
    )


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
        if other.key.startswith("country:")
        and j not in pair.fact_to_sentence.names
        and _may_tell_whose(pair, other)
    ]
    if len(missing) == 1 and len(rivals) == 1 and _same_event(pair, missing[0], rivals[0]):
        rival = pair.statement.names[rivals[0]]
        if not tell_of_two_things(pair, name, rival):
            return _comparison(Stance.REFUTES, name, rival)
    return Comparison(name=Reason.ENTITY, stance=Stance.NEUTRAL) if rivals else None


def _may_tell_whose(pair: Pair, name: Name) -> bool:
    """Tell whether a country may stand where a demonym does: "German", "of Germany", "Germany"."""
    verb = next((t.span.start for t in pair.statement.tokens if t.is_verb), 0)
    owns = name.preposition in grammar(pair.statement.lang).origin
    return name.adjective or owns or (not name.preposition and name.span.start < verb)


def in_same_slot(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell whether two names of one sort, not the same, play one part each in its sentence."""
    if not can_be_replaced(mine, theirs) or mine.adjective != theirs.adjective:
        return False
    if compare_names(mine, theirs) is not NameRelation.DIFFERENT:
        return False
    return bool(_slots(pair.claim, mine) & _slots(pair.statement, theirs))


def _slots(analysis: Analysis, name: Name) -> frozenset[str]:
    """Return what a name may be in its sentence: "da" tells who does it and whence."""
    rules, leads = grammar(analysis.lang), _led_by(analysis, name)
    if leads is None:
        return frozenset()
    if leads in rules.locative or _is_where(analysis, name):
        return frozenset({"place"})
    found = {
        slot for slot, words in (("agent", rules.agent), ("origin", rules.origin)) if leads in words
    }
    if leads in syntax(analysis.lang).prepositions:
        found = found or {"other"}
    return frozenset(found or {""})


def _is_where(analysis: Analysis, name: Name) -> bool:
    """Tell of a place behind words of its own: "in southern China", "nella vicina Pavia"."""
    if name.kind is not NameKind.PLACE or name.adjective:
        return False
    before = analysis.before(name.span)[-_REACH:]
    words = [t.norm for t in before]
    led = [i for i, word in enumerate(words) if word in grammar(analysis.lang).locative]
    if not led:
        return False
    between = before[led[-1] + 1 :]
    gap = analysis.text[before[led[-1]].span.end : name.span.start]
    return "," not in gap and not any(t.is_verb or t.text[:1].isupper() for t in between)


def _led_by(analysis: Analysis, name: Name) -> str | None:
    """Return the preposition before a name, or before the one that it is joined to by "and".

    ``None`` where what it is joined to is no name: "to the Freer and Sackler Galleries".
    """
    joins = words_of(analysis.lang, "coordinators")
    while name.preposition in joins:
        before = analysis.before(name.span)
        others = [n for n in analysis.names if n.span.end <= name.span.start]
        if others and len(analysis.between(others[-1].span, name.span)) == 1:
            name = others[-1]
            continue
        is_joined = len(before) > 1 and before[-2].text[:1].isupper()
        return None if is_joined else ""
    return name.preposition


def _same_event(pair: Pair, claim_name: int, fact_name: int) -> bool:
    """Tell whether everything else is one event, of a sort that excludes a second participant."""
    if pair.claim_to_fact.maybe_names or when(pair) is When.DISJOINT or not same_polarity(pair):
        return False
    is_one = not (
        figures_differ(pair) or _is_over(pair) or _tells_of_another(pair) or may_follow(pair)
    )
    if not is_one or _are_in_two_contests(pair) or is_done_to_another(pair):
        return False
    name = pair.claim.names[claim_name]
    if has_another_part(pair, name, pair.statement.names[fact_name]):
        return False
    slot = Slot(claim_names=(claim_name,), fact_names=(fact_name,))
    pinned = is_pinned(pair, slot)
    if not shares_verb(pair):
        return False
    is_demonym = pair.claim.names[claim_name].adjective
    if not is_demonym and replaced_word(pair) is not None:  # they differ in more than that
        return False
    known = relations()
    is_place = pair.claim.names[claim_name].kind is NameKind.PLACE
    if is_place and not pinned and (is_narrower(pair) or not _is_tied(pair)):
        return False  # "the trade agreement", signed elsewhere; another airport that was closed
    on_that_day = when(pair) is When.AGREE and any(
        mention.granularity is Granularity.DAY for mention in pair.fact_dates
    )
    is_scene = is_place and "place" in _slots(pair.claim, pair.claim.names[claim_name])
    excluded = known.itinerary if is_scene and on_that_day else known.nonexclusive | known.joint
    if any(concept in excluded for concept in _shared_deeds(pair)):
        return False
    return same_event(pair, slot)


def _are_in_two_contests(pair: Pair) -> bool:
    """Tell whether a side speaks of the women's winner alone: of a race of both there are two."""
    won = any(pair.claim.content[i].concept == _WIN for i in pair.claim_to_fact.partners)
    return won and _sexes(pair.sentence) != _sexes(pair.statement)


def _tells_of_another(pair: Pair) -> bool:
    """Tell whether the part alone has a word for one more: "on another boat"."""
    mine, theirs = (
        {t.norm for t in analysis.tokens} & grammar(analysis.lang).further_words
        for analysis in (pair.claim, pair.statement)
    )
    return bool(mine) and not theirs


def _is_over(pair: Pair) -> bool:
    """Tell whether the fact is a state that does not hold on the day the part speaks of."""
    period, day = pair.fact.validity, judged_at_days(pair)
    return period is not None and (day is None or not period.contains(day))


def is_done_to_another(pair: Pair) -> bool:
    """Tell whether what a shared verb is done to is not in the fact: bronze won, a race won."""
    shared, content = pair.claim_to_fact.partners, pair.claim.content
    for i in shared:
        is_won = content[i].concept in BEATING  # "won", which no list has as a verb only
        is_deed = (content[i].is_verb or is_won) and not is_office(content[i].concept)
        if not is_deed or i + 1 >= len(content) or i + 1 in shared:
            continue
        between = pair.claim.text[content[i].span.end : content[i + 1].span.start]
        words = pair.claim.between(content[i].span, content[i + 1].span)
        leading = grammar(pair.claim.lang).articles | syntax(pair.claim.lang).determiners
        is_object = all(t.norm in leading for t in words)
        if is_object and "," not in between and not content[i + 1].is_verb:
            return has_full_weight(content[i + 1], pair.claim.lang)
    return False


def _sexes(analysis: Analysis) -> set[str]:
    told = {token.norm for token in analysis.tokens}
    words = {key for key in _SEXED if not words_of(analysis.lang, key).isdisjoint(told)}
    return words | ({token.concept for token in analysis.tokens} & _SEXES)


def _shared_deeds(pair: Pair) -> set[str]:
    """Return the concepts both have, but for the words of a body's own name ("Investment Bank").

    Of near words those of speaking count: who said something and who announced are two.
    """
    near = (pair.claim.content[i].concept for i in pair.claim_to_fact.related)
    return {word for word in near if word in relations().speech} | {
        mine.concept
        for i, j in pair.claim_to_fact.content.items()
        if (mine := pair.claim.content[i]).concept
        and not _is_named_so(pair.claim, mine)
        and not _is_named_so(pair.statement, pair.statement.content[j])
    }


def _is_named_so(analysis: Analysis, token: Token) -> bool:
    return token.span.start > 0 and token.text[:1].isupper() and not token.is_verb


def _is_tied(pair: Pair) -> bool:
    """Tell whether another name, a date or a telling figure ties the two to one event."""
    others = [i for i in pair.claim_to_fact.names if not pair.claim.names[i].adjective]
    ties = len(others) + (when(pair) is When.AGREE)
    words = [pair.claim.content[i] for i in pair.claim_to_fact.content]
    return bool(ties) or excludes_others(words, pair.claim.quantities, ties=0)


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
