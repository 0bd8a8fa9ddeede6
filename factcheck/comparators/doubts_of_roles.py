"""Doubts over who does what to whom where no list has a name: the union, her father."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factcheck.analysis.memo import memoised
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doers import is_of_another_clause, is_passive, nouns_in, shared_nouns
from factcheck.model import Analysis, NameKind, Span, Token
from factcheck.model.alignment import Pair

_NEAR = 3
"""Words of a language's grammar between a preposition and its noun."""


def _have_changed_sides(pair: Pair) -> bool:
    """Tell whether of two shared nouns each stands on the other side of a shared deed.

    "The company accused the union" beside "the union accused the company"; where one side tells it
    as undergone, whether they stand on the same sides: "the union was accused by the company".
    """
    for mine, theirs in _deeds(pair):
        turned = is_passive(pair.claim, mine), is_passive(pair.statement, theirs)
        moves: set[tuple[bool, bool]] = set()
        for here, there in shared_nouns(pair):
            move = here.start < mine.span.start, there.start < theirs.span.start
            if not (
                _is_beside(pair.claim, here, mine) and _is_beside(pair.statement, there, theirs)
            ):
                continue
            acts = _is_agent(pair.claim, here), _is_agent(pair.statement, there)
            if turned[0] == turned[1] or any(move) or acts == turned:
                moves.add(move)
        swapped = {(True, False), (False, True)}
        if turned[0] != turned[1]:
            swapped = {(True, True), (False, False)}
        if swapped <= moves:
            return True
    return False


def _is_agent(analysis: Analysis, noun: Span) -> bool:
    """Tell whether "by" leads to a noun."""
    agent, articles = grammar(analysis.lang).agent, grammar(analysis.lang).articles
    before = [t for t in analysis.before(noun)[-_NEAR:] if t.norm not in articles - agent]
    return bool(before) and before[-1].norm in agent


def _deeds(pair: Pair) -> Iterator[tuple[Token, Token]]:
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if mine.is_verb or theirs.is_verb:
            yield mine, theirs


def _is_beside(analysis: Analysis, noun: Span, deed: Token) -> bool:
    """Tell whether no preposition leads to a noun, and no other verb or comma to the deed."""
    rules = grammar(analysis.lang)
    links = syntax(analysis.lang).prepositions | rules.origin
    if is_passive(analysis, deed) and noun.start > deed.span.start:
        links -= rules.agent
    for token in reversed(analysis.before(noun)[-_NEAR:]):
        if token.norm in links:
            return False
        if not token.is_stop:
            break
    first, last = sorted((noun, deed.span), key=lambda span: span.start)
    if "," in analysis.text[first.end : last.start]:
        return False
    if any(first.end <= q.span.start and q.span.end <= last.start for q in analysis.quantities):
        return False  # "Lyra got 14% and Elba 23%": each its own
    return not any(t.is_verb and not t.is_stop for t in analysis.between(first, last))


def _did_something_else(pair: Pair) -> bool:
    """Tell whether the fact tells each shared deed in another clause than who does it in the part.

    "His brother was infected and died" beside "a boy died; his brother was infected".
    """
    shared = pair.claim_to_fact.content
    deeds = [(i, j) for i, j in shared.items() if pair.claim.content[i].is_verb]
    return bool(deeds) and all(is_of_another_clause(pair, i, j) for i, j in deeds)


# --- whose somebody is -------------------------------------------------------------------------


def _is_somebody_of(pair: Pair) -> bool:
    """Tell whether a noun that the fact lacks stands where the fact has only whose it is.

    "The father of Ada Neri was sentenced" beside "Ada Neri was sentenced", and the other way round.
    """
    here, there = _heads(pair.claim), _heads(pair.statement)
    mine, theirs = pair.claim_to_fact.partners, set(pair.claim_to_fact.partners.values())
    for i, j in pair.claim_to_fact.names.items():
        if i in here and here[i] not in mine and j not in there:
            return True
        if j in there and there[j] not in theirs and i not in here:
            return True
    return False


@memoised
def _heads(analysis: Analysis) -> Mapping[int, int]:
    """Return, by name, whose kin or aide stands before it: "the nephew of the banker Jens"."""
    origin = grammar(analysis.lang).origin
    found: dict[int, int] = {}
    for number, name in enumerate(analysis.names):
        if name.adjective or name.kind is not NameKind.PERSON:
            continue
        link = next((t for t in nouns_in(analysis, name) if t.norm in origin), None)
        before = [
            k for k, t in enumerate(analysis.content) if link and t.span.end <= link.span.start
        ]
        if link is None or not before:
            continue
        head = analysis.content[before[-1]]
        is_next = not analysis.text[head.span.end : link.span.start].strip()
        if is_next and head.norm in words_of(analysis.lang, "kin_words"):
            found[number] = before[-1]
    return found


ROLE_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    _have_changed_sides,
    _did_something_else,
    _is_somebody_of,
)
"""Another one acts, undergoes it, or is whose the part only names."""
