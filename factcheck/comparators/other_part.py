"""Names that play another part: who owns, attends or does what the other side does not tell."""

from __future__ import annotations

from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.deeds import has_article
from factcheck.comparators.gates import is_behind_a_preposition
from factcheck.model import Analysis, Name, NameKind, Token
from factcheck.model.alignment import Pair


def is_of_a_later_clause(pair: Pair, rival: Name) -> bool:
    """Tell whether a verb of its own begins a clause with the rival: "dove resta Prandi"."""
    statement, met = pair.statement, set(pair.claim_to_fact.partners.values())
    before = [j for j, t in enumerate(statement.content) if t.span.end <= rival.span.start][-1:]
    return any(
        j not in met
        and statement.content[j].is_verb
        and _is_next_to(statement, statement.content[j], rival)
        and _begins_a_clause(statement, j)
        for j in before
    )


def has_another_part(pair: Pair, name: Name, rival: Name) -> bool:
    """Tell whether a name does, owns or sees what the rival does not."""
    return (
        _is_owner_of_another(pair, name)
        or _does_something_else(pair, name)
        or _stands_by(pair.claim, name)
        or _stands_by(pair.statement, rival)
        or _acts_apart(pair, rival)
        or is_of_a_later_clause(pair, rival)
    )


def _is_owner_of_another(pair: Pair, name: Name) -> bool:
    """Tell whether what stands before "of" and the name is not in the fact: it is another's."""
    if name.preposition not in grammar(pair.claim.lang).origin:
        return False
    before = [i for i, t in enumerate(pair.claim.content) if t.span.end <= name.span.start]
    if not before:
        return False
    head = pair.claim.content[before[-1]]
    between = [
        t for t in pair.claim.tokens if head.span.end <= t.span.start < name.span.start
    ]  # fmt: skip
    shared = pair.claim_to_fact.partners
    return before[-1] not in shared and not head.is_verb and all(t.is_stop for t in between)


def _does_something_else(pair: Pair, name: Name) -> bool:
    """Tell whether who acts does what the fact does not tell: attends a coronation, crowns nobody.

    What both have is then only what it was done to.
    """
    after = [i for i, t in enumerate(pair.claim.content) if t.span.start >= name.span.end]
    if name.preposition or not after:
        return False
    shared = pair.claim_to_fact.partners
    first = pair.claim.content[after[0]]
    if after[0] in shared or not has_full_weight(first, pair.claim.lang):
        return False
    between = pair.claim.between(name.span, first.span)
    deeds = [i for i, j in shared.items() if pair.statement.content[j].is_verb]
    is_told = all(token.is_stop for token in between) and "," not in _gap(pair, name, first)
    return (
        is_told
        and bool(deeds)
        and all(has_article(pair.claim, pair.claim.content[i]) for i in deeds)
    )


def _acts_apart(pair: Pair, rival: Name) -> bool:
    """Tell whether the fact has the rival do what the part does not tell: "critic Kohn praised"."""
    statement, met = pair.statement, set(pair.claim_to_fact.partners.values())
    if rival.preposition and rival.preposition not in words_of(statement.lang, "coordinators"):
        return False
    after = [j for j, t in enumerate(statement.content) if t.span.start >= rival.span.end][:1]
    return any(
        j not in met
        and statement.content[j].is_verb
        and _is_next_to(statement, statement.content[j], rival)
        for j in after
    )


def _begins_a_clause(analysis: Analysis, j: int) -> bool:
    """Tell whether no word of weight stands between the comma before a word and the word."""
    word = analysis.content[j]
    start = analysis.text.rfind(",", 0, word.span.start)
    return start >= 0 and not any(
        start < t.span.start < word.span.start and not t.is_stop for t in analysis.tokens
    )


def _is_next_to(analysis: Analysis, word: Token, name: Name) -> bool:
    """Tell whether nothing of weight and no comma stands between a word and a name."""
    first, last = sorted((word.span, name.span), key=lambda span: span.start)
    between = analysis.between(first, last)
    return all(t.is_stop for t in between) and "," not in analysis.text[first.end : last.start]


def _stands_by(analysis: Analysis, name: Name) -> bool:
    """Tell of one called by a title behind a preposition: "sworn in before the president, Rossi".

    Of those present others may be told.
    """
    if name.preposition or name.kind is NameKind.PLACE:
        return False
    verbs = [t for t in analysis.content if t.is_verb and t.span.end <= name.span.start]
    if not verbs:
        return False
    start = verbs[-1].span.end
    titles = [t for t in analysis.content if start <= t.span.start < name.span.start]
    return any(is_behind_a_preposition(analysis, title) for title in titles)


def _gap(pair: Pair, name: Name, token: Token) -> str:
    return pair.claim.text[name.span.end : token.span.start]
