"""What sets two statements apart before anything is weighed: one of them is about something else.

Another deed of which the shared one is only the aim, somebody else of the family, another office,
a portion of the whole.
"""

from __future__ import annotations

from collections.abc import Collection

from factcheck.analysis.lexicon import is_office, relations
from factcheck.analysis.offices import is_broader
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar
from factcheck.model import Analysis, Name, NameKind, Office, Token
from factcheck.model.alignment import Pair

_MOST_BETWEEN = 3
"""Tokens between a word and the person it belongs to: "of", an article, a title."""


def are_apart(pair: Pair) -> bool:
    """Tell whether the two are about different deeds, people, offices or portions."""
    return (
        is_only_aimed_at(pair)
        or is_somebody_beside(pair)
        or are_other_offices(pair)
        or is_of_a_portion(pair)
        or is_told_again(pair)
    )


def is_only_aimed_at(pair: Pair) -> bool:
    """Tell whether what one side does is the aim of another deed on the other: to apply to join."""
    shared = pair.claim_to_fact.partners
    met = set(shared.values())
    return any(
        _is_aim(pair.statement, j, met) or _is_aim(pair.claim, i, shared)
        for i, j in shared.items()
        if pair.claim.content[i].is_verb or pair.statement.content[j].is_verb
    )


def _is_aim(analysis: Analysis, position: int, met: Collection[int]) -> bool:
    """Tell whether a verb the other side lacks stands right before, with "to" between at most."""
    if not position or position - 1 in met:
        return False
    before, verb = analysis.content[position - 1], analysis.content[position]
    if not before.is_verb or not has_full_weight(before, analysis.lang):
        return False
    between = analysis.between(before.span, verb.span)
    links = grammar(analysis.lang).aim_links
    return bool(between) and all(token.norm in links for token in between)


def is_somebody_beside(pair: Pair) -> bool:
    """Tell whether one side is about another one than the other: a brother, a deputy.

    "The brother of Paul Marsh" beside "Paul Marsh", "the deputy mayor" beside "the mayor".
    """
    shared = pair.claim_to_fact.partners
    names = pair.claim_to_fact.names
    mine = _tells_of_another(pair.claim, shared, set(names), pair.statement.offices)
    theirs = _tells_of_another(
        pair.statement,
        {*shared.values(), *pair.fact_to_sentence.content, *pair.fact_to_sentence.related},
        set(names.values()),
        pair.claim.offices,
    )
    if (
        pair.claim.lang != pair.statement.lang
    ):  # "the board of", "il consiglio di": one, in two words
        return mine != theirs
    return mine or theirs


def _tells_of_another(
    analysis: Analysis, shared: Collection[int], names: Collection[int], known: Collection[Office]
) -> bool:
    offices = {office.concept for office in known}
    return any(
        i not in shared
        and not token.is_verb
        and (
            _belongs_to_a_name(analysis, token, names)
            or (bool(offices) and is_office(token.concept) and not _may_be_one(token, offices))
        )
        for i, token in enumerate(analysis.content)
    )


def _may_be_one(token: Token, offices: Collection[str]) -> bool:
    return any(
        token.concept == other
        or is_broader(token.concept, other)
        or is_broader(other, token.concept)
        for other in offices
    )


def _belongs_to_a_name(analysis: Analysis, token: Token, names: Collection[int]) -> bool:
    """Tell whether an "of" and a person whom both name follow the word."""
    if not has_full_weight(token, analysis.lang):
        return False
    return any(
        name.kind is NameKind.PERSON and _is_owner(name, token, analysis)
        for i, name in enumerate(analysis.names)
        if i in names
    )


def _is_owner(name: Name, token: Token, analysis: Analysis) -> bool:
    """Tell whether "of" and the name follow the word, with at most a title before the name."""
    between = analysis.between(token.span, name.span)
    rules = grammar(analysis.lang)
    return (
        bool(between)
        and between[0].norm in rules.origin
        and len(between) <= _MOST_BETWEEN
        and not any(t.is_verb or t.norm in rules.origin for t in between[1:])
    )


def are_other_offices(pair: Pair) -> bool:
    """Tell whether both sides speak of offices and none of the one may be any of the other."""
    mine = {office.concept for office in pair.claim.offices}
    theirs = {office.concept for office in pair.statement.offices}
    return bool(mine and theirs) and not any(
        one == other or is_broader(one, other) or is_broader(other, one)
        for one in mine
        for other in theirs
    )


def is_told_again(pair: Pair) -> bool:
    """Tell whether only one side says that it happens again: it did so before."""
    return _says_again(pair.claim) != _says_again(pair.statement)


def _says_again(analysis: Analysis) -> bool:
    return bool(grammar(analysis.lang).again.search(analysis.text))


def is_of_a_portion(pair: Pair) -> bool:
    """Tell whether only one side tells of a part or an instalment of something."""
    portions = relations().portions
    both = all(any(t.concept in portions for t in a.tokens) for a in (pair.claim, pair.statement))
    return not both and _tells_of_a_portion(pair.claim) != _tells_of_a_portion(pair.statement)


def _tells_of_a_portion(analysis: Analysis) -> bool:
    """Tell of "part of the sum"; "da parte di" is no portion."""
    rules, tokens = grammar(analysis.lang), analysis.tokens
    return any(
        token.concept in relations().portions
        and after.norm in rules.origin
        and before.norm not in rules.agent
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
