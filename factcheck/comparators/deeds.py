"""Who did what to whom: the same words, but another actor, another deed or a narrower claim.

Two who change places in one event, of a deed that has only one doer, are a wrong ``role``. Nothing
else here refutes: it only says that the fact does not bear the part out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doers import BEATING, MUTUAL, beside, ends, is_passive
from factcheck.comparators.gates import (
    NOTHING,
    figures_shared,
    is_pinned,
    same_event,
    shared_meaning,
)
from factcheck.comparators.times import When, when
from factcheck.model import (
    TURNED,
    Analysis,
    Comparison,
    Name,
    NameKind,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair

_HANDING = frozenset({"go", "award", "give", "grant", "assign"})
_WINNING = frozenset({"win", "obtain", "receive"})
_NEARLY_ALL = 0.85
_COUNTRY = "country:"
SWAPPED = "swapped"
"""Detail of a comparison that finds two to have changed places."""
_REACH = 4
"""Tokens looked back from a verb for the "and" that starts it."""


def compare_deeds(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` with the part's words that the fact does not bear out, else ``None``."""
    return (
        _swapped_actors(pair)
        or _turned_object(pair)
        or _turned_course(pair)
        or _other_winner(pair)
        or _beaten_winner(pair)
        or _other_doer(pair)
        or _deed_as_object(pair)
        or _second_deed(pair)
        or _added_limit(pair)
    )


def _swapped_actors(pair: Pair) -> Comparison | None:
    """Find actors who in the fact have it done to them: "Russia was invaded by Ukraine"."""
    mine, theirs = _actors(pair.claim), _actors(pair.statement)
    partners = pair.claim_to_fact.names
    if not mine or not theirs or not all(i in partners for i in mine):
        return None
    met = {partners[i] for i in mine}
    if met & set(theirs) or not set(theirs) <= set(partners.values()):
        return None
    if any(pair.claim.content[i].concept in MUTUAL for i in pair.claim_to_fact.content):
        return None
    actor, other = pair.claim.names[mine[0]], pair.statement.names[theirs[0]]
    are_alike = (actor.kind is NameKind.PLACE) == (other.kind is NameKind.PLACE)
    if are_alike and _is_one_deed(pair) and len(mine) == len(theirs):
        return _change_places(actor, other)
    return _open(actor.span, actor.text, other.text)


def _turned_object(pair: Pair) -> Comparison | None:
    """Find who in the part does what in the fact is done to them, or has done what they do.

    "After beating Sinner", "Medvedev had beaten him", the other of the two not being named.
    """
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        is_deed = (mine.is_verb and theirs.is_verb) or mine.concept in relations().one_sided
        if not is_deed or mine.concept in MUTUAL | relations().speech:
            continue
        before, after = beside(pair.statement, theirs)
        led, following = beside(pair.claim, mine)
        if not before or not after or is_passive(pair.claim, mine):
            continue
        doer, other = before[-1], after[0]
        partners = pair.claim_to_fact.names
        told = led[-1:] or following[:1]
        taken = doer if not led else other
        absent = other if not led else doer
        if told and partners.get(told[0]) == taken and absent not in partners.values():
            name = pair.claim.names[told[0]]
            return _open(name.span, name.text, pair.statement.names[absent].text)
    return None


def _is_one_deed(pair: Pair) -> bool:
    """Tell whether both tell of one event and of a deed that is not done back."""
    done = any(
        pair.claim.content[i].concept in relations().one_sided
        and pair.claim.content[i].negated == pair.statement.content[j].negated
        for i, j in pair.claim_to_fact.partners.items()
    )
    return done and when(pair) is not When.DISJOINT and _is_tied(pair) and same_event(pair)


def _is_tied(pair: Pair) -> bool:
    """Tell whether one time or one result shows one event: opponents meet again and again."""
    is_one_time = when(pair) is When.AGREE
    whole = min(shared_meaning(pair, NOTHING)) >= _NEARLY_ALL
    if (not is_one_time and not figures_shared(pair)) or _is_of_a_set(pair):
        return False
    return is_pinned(pair, NOTHING) or (whole and is_one_time)


def _is_of_a_set(pair: Pair) -> bool:
    """Tell whether the part has one score of several: who won a set may have lost the match."""
    mine, theirs = (
        sum(q.dimension == "score" for q in analysis.quantities)
        for analysis in (pair.claim, pair.statement)
    )
    return 0 < mine < theirs


def _change_places(actor: Name, other: Name) -> Comparison:
    return Comparison(
        name=Reason.ROLE,
        stance=Stance.REFUTES,
        claim_text=actor.text,
        fact_text=other.text,
        detail=SWAPPED,
        claim_span=actor.span,
        fact_span=other.span,
    )


def _turned_course(pair: Pair) -> Comparison | None:
    """Find a way from one place to another that in the fact goes from the other to the one."""
    here, there = ends(pair.claim), ends(pair.statement)
    met = [(i, j) for i, j in pair.claim_to_fact.names.items() if i in here and j in there]
    if {here[i] for i, _ in met} != {True, False} or any(here[i] == there[j] for i, j in met):
        return None
    start = next(i for i, _ in met if not here[i])
    name = pair.claim.names[start]
    other = next(pair.statement.names[j] for _, j in met if not there[j])
    if when(pair) is not When.DISJOINT and _is_tied(pair) and same_event(pair):
        return replace(_change_places(name, other), name=Reason.DIRECTION)
    return _open(name.span, name.text, other.text)


def _other_winner(pair: Pair) -> Comparison | None:
    """Find a prize that in the fact somebody else wins: "the bronze went to" the one beaten."""
    if not any(t.concept in _HANDING and t.is_verb for t in pair.claim.content):
        return None
    won = next((t for t in pair.statement.content if t.concept in _WINNING), None)
    winners = beside(pair.statement, won)[0] if won else []
    if not winners:
        return None
    receiving = grammar(pair.claim.lang).receivers
    for i, name in enumerate(pair.claim.names):
        partner = pair.claim_to_fact.names.get(i)
        if name.kind is NameKind.PLACE and not name.key.startswith(_COUNTRY):
            continue  # where, not to whom: teams are called by their countries
        if name.preposition in receiving and partner is not None and partner not in winners:
            winner = pair.statement.names[winners[0]]
            if when(pair) is not When.DISJOINT and _is_tied(pair) and same_event(pair):
                return _change_places(name, winner)
            return _open(name.span, name.text, winner.text)
    return None


def _beaten_winner(pair: Pair) -> Comparison | None:
    """Find somebody won against who in the fact is the one who won: "he won against Anna Rossi"."""
    won = any(t.concept in BEATING and t.is_verb for t in pair.claim.content)
    theirs = next((t for t in pair.statement.content if t.concept in BEATING), None)
    if not won or theirs is None or is_passive(pair.statement, theirs):
        return None
    if has_article(pair.statement, theirs):
        return None
    winners = beside(pair.statement, theirs)[0]
    for i, name in enumerate(pair.claim.names):
        partner = pair.claim_to_fact.names.get(i)
        if partner is not None and winners == [partner] and _is_rival(pair.claim, name):
            return replace(_open(name.span, name.text, theirs.text), detail=TURNED)
    return None


def _other_doer(pair: Pair) -> Comparison | None:
    """Find who stands behind the verb as its doer, and in the fact is not who acts.

    "Il nastro lo ha tagliato Rossi", "a tagliare il nastro è stato Rossi".
    """
    partners, theirs = pair.claim_to_fact.names, _actors(pair.statement)
    if not theirs:
        return None
    for i, name in enumerate(pair.claim.names):
        if i not in partners or partners[i] in theirs or _actors(pair.claim):
            continue
        if _is_doer_behind(pair.claim, name):
            other = pair.statement.names[theirs[0]]
            return replace(_open(name.span, name.text, other.text), detail=TURNED)
    return None


def _is_doer_behind(analysis: Analysis, name: Name) -> bool:
    """Tell whether the object is said before the verb and again with it, or a cleft leads here."""
    rules = grammar(analysis.lang)
    before = analysis.before(name.span)
    if name.preposition or name.adjective or not before:
        return False
    verb = next((n for n in range(len(before) - 1, -1, -1) if _does(before[n])), None)
    if verb is None:
        return False
    leading = [t for t in before[:verb] if not _does(t)]
    doubled = bool(leading) and leading[-1].norm in rules.object_clitics
    return doubled or any(
        one.norm in rules.cleft_words and other.is_verb and before[verb].concept == "be"
        for one, other in pairwise(before)
    )


def _does(token: Token) -> bool:
    return token.is_verb or token.concept in ("be", "have")


def _is_rival(analysis: Analysis, name: Name) -> bool:
    """Tell whether one wins or plays against a name."""
    before = [t.norm for t in analysis.before(name.span)[-1:]]
    return not grammar(analysis.lang).rivals.isdisjoint((name.preposition, *before))


@memoised
def _actors(analysis: Analysis) -> Sequence[int]:
    """Return the positions of the names after "by", else of those before the first verb.

    With whoever may be joined to them, so that a pair told in another order is no swap.
    """
    verb = _verb_start(analysis)
    agents = grammar(analysis.lang).agent
    by = [n.span.start for n in analysis.names if n.preposition in agents and n.span.start > verb]
    free = {"", *agents, *words_of(analysis.lang, "coordinators")}
    return [
        number
        for number, name in enumerate(analysis.names)
        if name.preposition in free
        and not name.adjective
        and (name.span.start >= by[0] if by else name.span.start < verb)
    ]


def _verb_start(analysis: Analysis) -> int:
    """Return where the first verb starts; a verb no form tells is the word after the name."""
    verb = next((t.span.start for t in analysis.content if t.is_verb), None)
    if verb is not None or not analysis.names:
        return verb or 0
    end = analysis.names[0].span.end
    return next((t.span.start for t in analysis.content if t.span.start >= end), 0)


def _deed_as_object(pair: Pair) -> Comparison | None:
    """Find a verb that is a noun in the fact, where something else is done to it.

    "signed the agreement" beside "attended the signing of the agreement".
    """
    shared = pair.claim_to_fact.content
    first = next((i for i, token in enumerate(pair.claim.content) if token.is_verb), None)
    if first is None or first not in shared:
        return None
    deed = pair.statement.content[shared[first]]
    if has_article(pair.claim, pair.claim.content[first]) or not has_article(pair.statement, deed):
        return None
    met = {*shared.values(), *pair.claim_to_fact.related.values()}
    for j, token in enumerate(pair.statement.content[: shared[first]]):
        if j not in met and _is_full_verb(token, pair.statement.lang):
            mine = pair.claim.content[first]
            return _open(mine.span, mine.text, token.text)
    return None


def has_article(analysis: Analysis, token: Token) -> bool:
    """Tell whether an article stands before a word: "il voto" is no "I vote"."""
    before = analysis.before(token.span)
    return bool(before) and before[-1].norm in grammar(analysis.lang).articles


def _second_deed(pair: Pair) -> Comparison | None:
    """Find another deed after "and" of which the fact has neither verb nor object."""
    shared = pair.claim_to_fact.partners
    content = pair.claim.content
    for i, token in enumerate(content[:-1]):
        if i in shared or i + 1 in shared or not _is_full_verb(token, pair.claim.lang):
            continue
        object_counts = has_full_weight(content[i + 1], pair.claim.lang)
        if object_counts and _is_joined(pair.claim, token):
            return _open(token.span, token.text)
    return None


def _is_joined(analysis: Analysis, token: Token) -> bool:
    before = analysis.before(token.span)[-_REACH:]
    for word in reversed(before):
        if word.norm in words_of(analysis.lang, "coordinators"):
            return True
        if not word.is_stop:
            return False
    return False


def _is_full_verb(token: Token, lang: str) -> bool:
    return token.is_verb and has_full_weight(token, lang)


def _added_limit(pair: Pair) -> Comparison | None:
    """Find an "only" before a name or a "some" that the fact does not have: nobody else did."""
    if _limits(pair.statement):
        return None
    partial = words_of(pair.claim.lang, "quantifiers_partial")
    for token, following in _limits(pair.claim):
        limited = [name.span for name in pair.claim.names if name.span.start == following]
        limited += [
            t.span for t in pair.claim.tokens if t.span.start == following and t.norm in partial
        ]
        if limited:
            whole = Span(start=token.span.start, end=limited[0].end)
            return _open(whole, whole.slice(pair.claim.text))
    return None


@memoised
def _limits(analysis: Analysis) -> Sequence[tuple[Token, int]]:
    """Return every exclusive word with the start of what it limits, articles skipped."""
    exclusive = words_of(analysis.lang, "quantifiers_exclusive")
    rules = grammar(analysis.lang)
    found = []
    for number, token in enumerate(analysis.tokens):
        before = analysis.tokens[number - 1] if number else None
        if token.norm not in exclusive or (before and before.text.casefold() in rules.negators):
            continue
        after = [t for t in analysis.tokens[number + 1 :] if t.norm not in rules.articles]
        found += [(token, after[0].span.start)] if after else []
    return found


def _open(span: Span, text: str, other: str = "") -> Comparison:
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=text,
        fact_text=other,
        claim_span=span,
    )
