"""Polarity: the same statement, affirmed on one side and denied on the other."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.analysis.polarity import denying_phrase
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.denied import (
    is_a_title,
    is_by_the_way,
    is_of_a_cause,
    is_of_a_degree,
    is_of_a_whole,
    is_of_another_time,
    is_of_others,
    is_until_then,
)
from factcheck.comparators.doers import doer_of
from factcheck.comparators.gates import (
    elements,
    is_behind_a_preposition,
    is_nominal,
    same_event,
)
from factcheck.comparators.quantifier import tells_how_many
from factcheck.comparators.substitution import replaced_word
from factcheck.comparators.times import When, when
from factcheck.model import Analysis, Comparison, Reason, Stance, Token
from factcheck.model.alignment import Pair

_REACH = 6
_NEAR = 4
_TWICE = 2
_BREAKS = ',;:.»”"'
"""Signs at which what a negator denies ends."""
_LEAST = 2
"""Words of weight, names, figures and dates of a part: "but not voting" leaves open who."""
_UNDOING = frozenset({"forbid", "prevent", "exclude", "refuse", "avoid", "block", "cancel"})
"""Deeds that leave undone what they are about: "banned the sale" and "may not sell"."""


def _is_denial(pair: Pair) -> bool:
    """Tell whether the sentence reports that somebody denied it: that they did may be true."""
    return any(token.concept == "deny" for token in pair.sentence.tokens)


def compare(pair: Pair) -> Comparison | None:
    """Return a clash when one shared word is denied on one side only.

    A denial on words the other side does not have is left open (``NEUTRAL``); equal polarity says
    nothing by itself.
    """
    opposed = [
        (i, j)
        for i, j in (*pair.claim_to_fact.content.items(), *pair.claim_to_fact.related.items())
        if pair.claim.content[i].negated != pair.statement.content[j].negated
        and not _is_left_out(pair, i, j)
        and not _is_told_both_ways(pair, i, j)
    ]
    if not opposed:
        return _denied_figure(pair) or _loose_denial(pair)
    i, j = opposed[0]
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    clash = (
        _is_one_denial(pair, opposed)
        and not _is_denied_elsewhere(pair, i)
        and not is_of_another_time(pair, i)
        and not is_until_then(pair, i)
        and not is_of_a_degree(pair, i)
        and not is_of_a_whole(pair, i)
        and not is_of_others(pair, i)
        and not _is_undone(pair)
        and not _is_led_otherwise(pair, i, j)
        and not _is_done_by_another(pair, mine, theirs)
        and not _tells_of_some(pair)
        and elements(pair.claim) >= _LEAST
        and (i in pair.claim_to_fact.content or _is_near_enough(pair, i))
        and not is_by_the_way(pair, i)
        and not is_a_title(pair, i, j)
        and not _is_a_count_of_others(pair, i, j)
        and not _denies_who(pair, i, j)
        and not _counts_none(pair, mine, theirs)
        and (mine.is_verb or not is_behind_a_preposition(pair.claim, mine))
        and (
            theirs.is_verb
            or not theirs.negated
            or not is_behind_a_preposition(pair.statement, theirs)
        )
        and not is_of_a_cause(pair, i)
        and not _is_of_those_who(pair, mine, theirs)
        and when(pair) is not When.DISJOINT
        and replaced_word(pair) is None
        and not _is_denial(pair)
        and same_event(pair)
    )
    return Comparison(
        name=Reason.NEGATION,
        stance=Stance.REFUTES if clash else Stance.NEUTRAL,
        claim_text=denied_words(pair.claim, mine),
        fact_text=denied_words(pair.statement, theirs),
        claim_span=mine.span,
        fact_span=theirs.span,
    )


def _denied_figure(pair: Pair) -> Comparison | None:
    """Find a denial that falls on a figure, a date or a name: "was not 6.8 kilometres long".

    It clashes when the fact affirms that very figure; a denial on one side that says what is not so
    of something else is left open.
    """
    mine, theirs = _denied_inside(pair.claim), _denied_inside(pair.statement)
    if bool(mine) == bool(theirs):
        return None
    denied = (mine or theirs)[0]
    analysis, other = pair.claim, pair.statement
    if not mine:
        analysis, other = other, analysis
    figure = next((q for q in analysis.quantities if q.span.holds(denied.span)), None)
    clash = (
        figure is not None
        and any(agree(q, figure) and agree(figure, q) for q in other.quantities)
        and when(pair) is not When.DISJOINT
        and replaced_word(pair) is None
        and not _is_denial(pair)
        and same_event(pair)
    )
    words = denied_words(analysis, denied)
    return Comparison(
        name=Reason.NEGATION,
        stance=Stance.REFUTES if clash else Stance.NEUTRAL,
        claim_text=words if mine else "",
        fact_text="" if mine else words,
        claim_span=denied.span if mine else None,
        fact_span=None if mine else denied.span,
    )


@memoised
def _denied_inside(analysis: Analysis) -> Sequence[Token]:
    """Return the denied words that are parts of figures, dates and names."""
    return [
        token
        for token in analysis.tokens
        if token.negated
        and any(
            m.span.holds(token.span)
            for mentions in (analysis.quantities, analysis.dates, analysis.names)
            for m in mentions
        )
    ]


def _is_undone(pair: Pair) -> bool:
    """Tell whether a side says by a verb of its own what the other says by a "not"."""
    shared = pair.claim_to_fact.partners
    mine = {t.concept for i, t in enumerate(pair.claim.content) if i not in shared}
    met = set(shared.values())
    theirs = {t.concept for j, t in enumerate(pair.statement.content) if j not in met}
    return not _UNDOING.isdisjoint(mine | theirs)


def _is_led_otherwise(pair: Pair, i: int, j: int) -> bool:
    """Tell whether a verb that only its own side has leads to the word that side affirms.

    "Gave up the abolition" may say what "decided not to abolish" does. A verb that both have
    may be what denies the word on the other side: "gave up the abolition", "rinunciò ad abolire".
    """
    shared = pair.claim_to_fact.partners
    sides = ((pair.claim, i, set(shared)), (pair.statement, j, set(shared.values())))
    plain, place, met = next(side for side in sides if not side[0].content[side[1]].negated)
    other, at, _ = next(side for side in sides if side[0].content[side[1]].negated)
    if not _negators_of(other, other.content[at]):
        met = set()
    word = plain.content[place]
    start = max((plain.text.rfind(sign, 0, word.span.start) for sign in _BREAKS), default=0)
    return any(
        start < token.span.start < word.span.start
        and token.is_verb
        and k not in met
        and token.concept not in relations().speech
        for k, token in enumerate(plain.content)
    )


def _is_done_by_another(pair: Pair, mine: Token, theirs: Token) -> bool:
    """Tell whether the fact has who did not do it beside another who did.

    "Senna had won none yet" beside "Schumacher won in Brazil, where Senna spun off".
    """
    doer, other = doer_of(pair.claim, mine), doer_of(pair.statement, theirs)
    met = pair.claim_to_fact.names.get(doer) if doer is not None else None
    if met is None or other is None or met == other:
        return False
    names = pair.statement.names
    return compare_names(names[met], names[other]) is NameRelation.DIFFERENT


def _tells_of_some(pair: Pair) -> bool:
    """Tell whether a side counts some of them: "most did not" beside "a third did".

    The same word for how many on both sides leaves the denial as it is.
    """
    mine, theirs = tells_how_many(pair.claim), tells_how_many(pair.statement)
    return mine != theirs


def _is_near_enough(pair: Pair, i: int) -> bool:
    """Tell whether a near word may be the denied deed: a verb, where neither side limits itself.

    "Concerns Lyra only" and "the others are not affected" say the same.
    """
    return pair.claim.content[i].is_verb and not any(
        token.norm in words_of(analysis.lang, "quantifiers_exclusive")
        for analysis in (pair.claim, pair.statement)
        for token in analysis.tokens
    )


def _denies_who(pair: Pair, i: int, j: int) -> bool:
    """Tell of "none of the exchanges was open": what they did must be in both, not only they."""
    shared = pair.claim_to_fact.partners
    met = set(shared.values())
    for analysis, place, known in ((pair.claim, i, set(shared)), (pair.statement, j, met)):
        token = analysis.content[place]
        if (
            token.negated
            and not token.is_verb
            and any(
                k > place and k not in known and has_full_weight(other, analysis.lang)
                for k, other in enumerate(analysis.content)
            )
        ):
            return True
    return False


def _is_of_those_who(pair: Pair, mine: Token, theirs: Token) -> bool:
    """Tell of "binds those who ratified it" beside one who did not, whom the sentence lacks.

    Named before the sentence is not enough: of those who did others are told.
    """
    lang = pair.claim.lang
    relatives = syntax(lang).relatives | words_of(lang, "complementisers")
    if all(t.norm not in relatives for t in pair.claim.before(mine.span)[-_NEAR:]):
        return False
    known, statement = pair.fact_to_sentence, pair.statement
    nouns = {t.span for t in statement.content if not t.is_verb}
    return any(
        j not in known.names and j not in known.maybe_names
        for j, name in enumerate(statement.names)
        if name.span.start < theirs.span.start
        and not name.preposition
        and not name.adjective
        and not any(t.span in nouns for t in statement.after(name.span)[:1])
    )


def _counts_none(pair: Pair, mine: Token, theirs: Token) -> bool:
    """Tell of "no vote for it" beside "36 voted against": what is counted is not the deed."""
    denied, plain, analysis = (
        (mine, theirs, pair.claim) if mine.negated else (theirs, mine, pair.statement)
    )
    before = [t.norm for t in analysis.before(denied.span)[-1:]]
    determiners = words_of(analysis.lang, "negative_determiners")
    return plain.is_verb and not determiners.isdisjoint(before)


def _is_left_out(pair: Pair, i: int, j: int) -> bool:
    """Tell whether a thing is left out on both sides: "without energy", "excluding energy"."""
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    if mine.is_verb or theirs.is_verb:
        return False
    plain = pair.claim if theirs.negated else pair.statement
    return any(token.concept == "exclude" for token in plain.tokens)


def _is_told_both_ways(pair: Pair, i: int, j: int) -> bool:
    """Tell whether a side has the word a second time, as the other has it: "no pass", "a pass"."""
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    told = {
        (token.key, token.negated)
        for analysis, place in ((pair.claim, i), (pair.statement, j))
        for k, token in enumerate(analysis.content)
        if k != place
    }
    return any(
        (word.key, other.negated) in told for word in (mine, theirs) for other in (mine, theirs)
    )


def _is_one_denial(pair: Pair, opposed: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one word denies all of them: a verb with what it is done to.

    "Did not drop out of the race" denies "drop out" and "race".
    """
    if len(opposed) == 1:
        i, j = opposed[0]
        sides = ((pair.claim, pair.claim.content[i]), (pair.statement, pair.statement.content[j]))
        return all(_negators_of(analysis, token) < _TWICE for analysis, token in sides)
    mine = [pair.claim.content[i].negated for i, _ in opposed]
    analysis = pair.claim if all(mine) else pair.statement
    if any(mine) and not all(mine):
        return False
    negators = grammar(analysis.lang).negators
    has_verb = any(
        pair.claim.content[i].is_verb or pair.statement.content[j].is_verb for i, j in opposed
    )
    return has_verb and sum(token.text.casefold() in negators for token in analysis.tokens) == 1


def _negators_of(analysis: Analysis, denied: Token) -> int:
    """Return how many words of its clause deny it, those that only go along with one aside."""
    negators = grammar(analysis.lang).negators - words_of(analysis.lang, "negative_concord")
    start = max((analysis.text.rfind(sign, 0, denied.span.start) for sign in _BREAKS), default=0)
    return sum(
        start < t.span.start < denied.span.start and t.text.casefold() in negators
        for t in analysis.tokens
    )


def _is_a_count_of_others(pair: Pair, i: int, j: int) -> bool:
    """Tell whether one counts those who did not, and the deed is a noun of the other.

    "27% did not vote" beside "won 15% of the vote".
    """
    known = pair.statement.quantities
    if all(any(agree(q, other) for other in known) for q in pair.claim.quantities):
        return False
    mine, theirs = pair.claim.content[i], pair.statement.content[j]
    nouns = is_nominal(pair.claim, mine), is_nominal(pair.statement, theirs)
    return nouns[0] != nouns[1] or mine.is_verb != theirs.is_verb


def _is_denied_elsewhere(pair: Pair, i: int) -> bool:
    """Tell whether the side that affirms the word denies a verb of its own: "did not go to".

    "They were not given the prize" and "the prize did not go to them" say the same.
    """
    shared = pair.claim_to_fact.partners
    plain, met = (
        (pair.statement, set(shared.values()))
        if pair.claim.content[i].negated
        else (pair.claim, set(shared))
    )
    word = plain.content[i if plain is pair.claim else pair.claim_to_fact.partners[i]]
    return any(
        token.negated
        and place not in met
        and (token.is_verb or _is_of_one_breath(plain, word, token))
        for place, token in enumerate(plain.content)
    )


def _is_of_one_breath(analysis: Analysis, word: Token, denied: Token) -> bool:
    """Tell of "presented neither a military nor another threat": what it is done to is denied."""
    between = analysis.text[word.span.end : denied.span.start]
    return word.span.end <= denied.span.start and not any(sign in between for sign in _BREAKS)


def _loose_denial(pair: Pair) -> Comparison | None:
    shared = pair.claim_to_fact.partners
    for i, token in enumerate(pair.claim.content):
        if token.negated and token.is_verb and i not in shared:
            return Comparison(name=Reason.NEGATION, stance=Stance.NEUTRAL, claim_text=token.text)
    met = set(shared.values())
    for j, token in enumerate(pair.statement.content):
        if token.negated and token.is_verb and j not in met:
            return Comparison(name=Reason.NEGATION, stance=Stance.NEUTRAL, fact_text=token.text)
    return None


def denied_words(analysis: Analysis, token: Token) -> str:
    """Return the words from what denies a word to it, as they stand; else the word itself."""
    if not token.negated:
        return token.text
    negators, tokens = grammar(analysis.lang).negators, analysis.tokens
    before = analysis.before(token.span)[-_REACH:]
    first = next((t for t in before if t.text.casefold() in negators), None)
    if first is None:
        place = denying_phrase(tokens, len(analysis.before(token.span)), analysis.lang)
        first = token if place is None else tokens[place]
    return analysis.text[first.span.start : token.span.end]
