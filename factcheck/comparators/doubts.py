"""What keeps a fact from bearing a part out although it says most of the part's words.

Somebody else who acts, a name that only its capital shows, a thing in another's place: each is one
word, and no share of words tells it. Nothing here refutes.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.analysis.lexicon import relations
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar
from factcheck.comparators.doubts_of_deeds import DEED_OTHERWISE
from factcheck.comparators.doubts_of_lists import LIST_OTHERWISE
from factcheck.comparators.doubts_of_roles import ROLE_OTHERWISE
from factcheck.comparators.doubts_of_sense import SENSE_OTHERWISE
from factcheck.comparators.doubts_of_when import WHEN_OTHERWISE
from factcheck.comparators.doubts_of_who import (
    WHO_IS_LACKING,
    WHO_OTHERWISE,
    is_capital,
    unmet_capitals,
)
from factcheck.comparators.doubts_of_words import WORD_OTHERWISE
from factcheck.comparators.gates import elements, figures_shared, is_behind_a_preposition
from factcheck.comparators.quantifier import portion_unsaid
from factcheck.model import Analysis, NameKind, Quantity, Rating, Token
from factcheck.model.alignment import Pair

_FEW_ELEMENTS = 3
_NEAR = 3
"""Words of a language's grammar between a noun and whose it is: "the budget of the"."""


def leaves_doubt(pair: Pair) -> bool:
    """Tell whether one word of the part may be what the fact does not say."""
    return any(doubt(pair) for doubt in _DOUBTS)


def is_told_otherwise(pair: Pair) -> bool:
    """Tell whether the fact has another one, figure, place or day where the part has its own.

    A reading of the words that overlooks it bears nothing out; what the fact only lacks may be in
    its other words.
    """
    return any(doubt(pair) for doubt in _OTHERWISE)


def _other_name(pair: Pair) -> bool:
    """Tell whether a word with a capital stands behind a preposition: "published in Nature".

    The fact must have an unmet one too: a translated word may have lost its capital.
    """
    unmet = list(unmet_capitals(pair))
    if 2 * sum(t.text[0].isupper() for t in pair.claim.content) > len(pair.claim.content):
        return False  # a headline
    met = set(pair.claim_to_fact.partners.values())
    return any(is_behind_a_preposition(pair.claim, pair.claim.content[i]) for i in unmet) and (
        any(
            j not in pair.fact_to_sentence.names and not name.adjective
            for j, name in enumerate(pair.statement.names)
        )
        or any(
            j not in met and is_capital(pair.statement, t)
            for j, t in enumerate(pair.statement.content)
        )
    )


def _is_of_a_portion(pair: Pair) -> bool:
    """Tell whether the part says "most of" or "half of", and the fact does not.

    A statement rated false is retold by who tells it of some.
    """
    return pair.fact.rating is not Rating.FALSE and portion_unsaid(pair) is not None


def _other_place(pair: Pair) -> bool:
    """Tell whether the part names a place that the fact lacks, which has another one."""
    return any(
        name.kind is NameKind.PLACE and not name.adjective and i not in pair.claim_to_fact.names
        for i, name in enumerate(pair.claim.names)
    ) and any(
        name.kind is NameKind.PLACE and not name.adjective and j not in pair.fact_to_sentence.names
        for j, name in enumerate(pair.statement.names)
    )


def _other_object(pair: Pair) -> bool:
    """Tell whether a word after a shared one stands where the fact has another: "chose to field".

    Both must be words whose translation is known, so that nothing but the meaning differs.
    """
    shared, met = pair.claim_to_fact.partners, set(pair.claim_to_fact.partners.values())
    if figures_shared(pair):
        return False
    for i, j in shared.items():
        if i + 1 in shared or j + 1 in met:
            continue
        mine, theirs = _next(pair.claim, i), _next(pair.statement, j)
        deeds = pair.claim.content[i].is_verb and pair.statement.content[j].is_verb
        if mine is None or theirs is None or not deeds:
            continue
        if _is_linked(pair.claim, i, mine) == _is_linked(pair.statement, j, theirs):
            return True
    return False


def _is_linked(analysis: Analysis, place: int, token: Token) -> bool:
    """Tell whether a preposition leads from a word to the next one."""
    links = syntax(analysis.lang).prepositions
    between = analysis.between(analysis.content[place].span, token.span)
    return any(t.norm in links for t in between)


def _swapped_owners(pair: Pair) -> bool:
    """Tell whether what is of one name in the part is of another one in the fact.

    "The budget of Anna Rossi" beside "the budget of Luca Neri, minister of Anna Rossi".
    """
    here, there, shared = _owned(pair.claim), _owned(pair.statement), pair.claim_to_fact.partners
    heads = set(there.values())
    return any(
        there.get(j) != head and head in heads
        for i, j in pair.claim_to_fact.names.items()
        if i in here and (head := shared.get(here[i])) is not None
    )


def _owned(analysis: Analysis) -> dict[int, int]:
    """Return, by name, the place of the word it is of: "the budget of Anna Rossi", "obey her"."""
    links = grammar(analysis.lang).origin | grammar(analysis.lang).receivers
    found: dict[int, int] = {}
    for number, name in enumerate(analysis.names):
        before = [k for k, t in enumerate(analysis.content) if t.span.end <= name.span.start]
        if number - 1 in found and before and before[-1] == found[number - 1]:
            found[number] = found[number - 1]  # "of Anna Rossi and Luca Neri"
            continue
        if not before or name.preposition not in links or name.kind is NameKind.PLACE:
            continue
        head = analysis.content[before[-1]]
        gap = [
            t
            for t in analysis.between(head.span, name.span)
            if not any(date.span.holds(t.span) for date in analysis.dates)
        ]
        between = analysis.text[head.span.end : name.span.start]
        if len(gap) <= _NEAR and all(t.is_stop for t in gap) and "," not in between:
            found[number] = before[-1]
    return found


def _figure_of_another_deed(pair: Pair) -> bool:
    """Tell whether what so many did others did in the fact: "37 left, 44 were warned"."""
    shared = {i: j for i, j in pair.claim_to_fact.partners.items() if pair.claim.content[i].is_verb}
    for quantity in pair.claim.quantities:
        told = [q for q in pair.statement.quantities if agree(quantity, q)]
        deeds = {shared[i] for i in _deeds_beside(pair.claim, quantity) if i in shared}
        there = _deeds_beside(pair.statement, told[0]) if len(told) == 1 else set()
        if not deeds or not there or deeds & there:
            continue
        others = [
            q
            for q in pair.statement.quantities
            if q is not told[0] and q.dimension == told[0].dimension
        ]
        if any(deeds & _deeds_beside(pair.statement, q) for q in others):
            return True
    return False


def _deeds_beside(analysis: Analysis, quantity: Quantity) -> set[int]:
    """Return the first verb after a figure and the last before it, no other figure between."""
    start, end = 0, len(analysis.text)
    for other in analysis.quantities:
        if other.span.end <= quantity.span.start:
            start = max(start, other.span.end)
        elif other.span.start >= quantity.span.end:
            end = min(end, other.span.start)
    verbs = [k for k, t in enumerate(analysis.content) if t.is_verb]
    before = [k for k in verbs if start <= analysis.content[k].span.start < quantity.span.start]
    after = [k for k in verbs if quantity.span.end <= analysis.content[k].span.start < end]
    return {*before[-1:], *after[:1]}


def _lacks_the_outcome(pair: Pair) -> bool:
    """Tell whether the fact lacks how it ended, won or lost, and no figure ties the two."""
    if figures_shared(pair):
        return False
    shared = pair.claim_to_fact.partners
    return any(
        i not in shared and token.concept in relations().outcomes
        for i, token in enumerate(pair.claim.content)
    )


def _only_near(pair: Pair) -> bool:
    """Tell whether the deed of a very short part has but a near word in the fact: opened, begun."""
    if elements(pair.claim) > _FEW_ELEMENTS or pair.claim_to_fact.names or figures_shared(pair):
        return False
    return any(
        (token.is_verb or token.concept in relations().speech)
        and i not in pair.claim_to_fact.content
        for i in pair.claim_to_fact.related
        for token in [pair.claim.content[i]]
    )


def _lacks_its_point(pair: Pair) -> bool:
    """Tell whether the fact lacks a word of a very short part: the rest is who and when.

    What stands before a shared verb only calls by another word who acts: "the agency confirmed".
    """
    if elements(pair.claim) > _FEW_ELEMENTS or figures_shared(pair):
        return False
    shared, content = pair.claim_to_fact.partners, pair.claim.content
    deed = next((i for i, token in enumerate(content) if i in shared and token.is_verb), 0)
    return any(
        i not in shared and i >= deed and has_full_weight(token, pair.claim.lang)
        for i, token in enumerate(content)
    )


_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    *WHO_OTHERWISE,
    *ROLE_OTHERWISE,
    *LIST_OTHERWISE,
    *WHEN_OTHERWISE,
    *DEED_OTHERWISE,
    *WORD_OTHERWISE,
    *SENSE_OTHERWISE,
    _is_of_a_portion,
    _other_place,
    _swapped_owners,
    _figure_of_another_deed,
)
_DOUBTS = (
    *_OTHERWISE,
    *WHO_IS_LACKING,
    _other_name,
    _other_object,
    _lacks_the_outcome,
    _only_near,
    _lacks_its_point,
)


def _next(analysis: Analysis, place: int) -> Token | None:
    """Return the next word where nothing but grammar stands between, and its meaning is known."""
    if place + 1 >= len(analysis.content):
        return None
    head, token = analysis.content[place], analysis.content[place + 1]
    between = analysis.between(head.span, token.span)
    if not token.concept or not all(t.is_stop for t in between) or len(between) > _NEAR:
        return None
    if "," in analysis.text[head.span.end : token.span.start]:
        return None
    return token if has_full_weight(token, analysis.lang) else None
