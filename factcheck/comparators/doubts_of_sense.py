"""Doubts over one word that alone turns what is said: refused, nobody, only, the second.

The fact may say the rest, and be silent on just that.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doubts_of_words import place_in_a_row
from factcheck.comparators.quantifier import ranks
from factcheck.model import Analysis, Span, Token
from factcheck.model.alignment import Pair

_LIKE = 0.7
"""Shares of part and fact that the other has, from which the one is a copy of the other."""
_SCALAR = 3
"""Words after an "only" among which a figure or day makes it say "no more than", "no sooner"."""
_ONLY = frozenset({"only", "unique"})


def _turns_it(pair: Pair) -> bool:
    """Tell whether only the part has a word that turns what is said: "refused its blessing"."""
    shared = pair.claim_to_fact.partners
    turning = [
        i
        for i, token in enumerate(pair.claim.content)
        if token.concept in relations().turning and i not in shared
    ]
    is_of_none = any(t.concept == "none" for t in pair.claim.tokens)
    return bool(turning or is_of_none) and not _is_turned(pair.statement)


@memoised
def _is_turned(analysis: Analysis) -> bool:
    known, negators = relations(), grammar(analysis.lang).negators
    return any(
        token.negated
        or token.concept in known.turning
        or token.concept in known.turned
        or token.text.casefold() in negators
        for token in analysis.tokens
    )


def _another_in_the_row(pair: Pair) -> bool:
    """Tell whether the part says which in a row, and the fact another one, or the very first.

    "The second in two years" beside "the fourth", "the second oldest" beside "the oldest".
    """
    mine, theirs = _places(pair.claim), _places(pair.statement)
    if not mine - theirs:
        return False
    return bool(theirs - mine) or (max(mine - theirs) > 1 and not theirs and ranks(pair.statement))


@memoised
def _places(analysis: Analysis) -> frozenset[int]:
    """Return the places in a row that a text tells, in words or figures, thirds of it aside."""
    shares = [q.span for q in analysis.quantities if q.dimension == "ratio"]
    told = {
        place
        for token in analysis.tokens
        if (place := place_in_a_row(token, analysis.lang)) is not None
        and not any(span.overlaps(token.span) for span in shares)
    }
    return frozenset(told | {int(q.low) for q in analysis.quantities if q.unit == "ordinal"})


def _of_nothing_else(pair: Pair) -> bool:
    """Tell whether the part says "only", and nothing in the fact says that there is no other.

    Before a figure or a day it says "no more" or "no sooner", which the fact's own tells.
    """
    claim, statement = pair.claim, pair.statement
    words = words_of(claim.lang, "quantifiers_exclusive")
    found = [n for n, token in enumerate(claim.tokens) if token.norm in words]
    if not any(_shuts_out(claim, n) for n in found):
        return False
    known = words_of(statement.lang, "quantifiers_exclusive")
    says_so = any(t.norm in known or t.concept in _ONLY for t in statement.tokens)
    return not says_so and not _is_turned(statement) and not ranks(statement)


def _shuts_out(analysis: Analysis, number: int) -> bool:
    tokens, rules = analysis.tokens, syntax(analysis.lang)
    before, after = tokens[:number][-1:], tokens[number + 1 :]
    negators = grammar(analysis.lang).negators
    if any(t.text.casefold() in negators for t in before):
        return False  # "not only"
    if after and after[0].norm in rules.subordinators | rules.coordinators:
        return False  # "only when", "only if"
    told = [one.span for row in (analysis.quantities, analysis.dates) for one in row]
    near: list[Token] = [*before, *after[:_SCALAR]]
    return not any(span.overlaps(t.span) for span in told for t in near)


def _one_more_of_them(pair: Pair) -> bool:
    """Tell whether a copy of the fact joins one more to those in it: "singles and doubles"."""
    if (
        pair.claim.lang != pair.statement.lang
        or min(pair.claim_coverage, pair.fact_coverage) < _LIKE
    ):
        return False
    joins = syntax(pair.claim.lang).coordinators
    tokens = pair.claim.tokens
    articles = grammar(pair.claim.lang).articles
    for n, token in enumerate(tokens[1:-1], 1):
        if token.text.casefold() in joins:
            after = tokens[n + 2 : n + 3] if tokens[n + 1].norm in articles else [tokens[n + 1]]
            if after and _joins_an_unmet(pair, tokens[n - 1], after[0]):
                return True
    return False


def _joins_an_unmet(pair: Pair, first: Token, second: Token) -> bool:
    """Tell whether of two words side by side the fact has one, and lacks the other."""
    places = {token.span: i for i, token in enumerate(pair.claim.content)}
    if first.span not in places and second.span not in places:
        return False
    met = [_is_met(pair, token.span) for token in (first, second)]
    if met[0] == met[1]:
        return False
    unmet = second if met[0] else first
    place = places.get(unmet.span)
    return place is not None and has_full_weight(unmet, pair.claim.lang)


def _is_met(pair: Pair, span: Span) -> bool:
    shared = pair.claim_to_fact
    return any(span == pair.claim.content[i].span for i in shared.partners) or any(
        pair.claim.names[i].span.holds(span) for i in shared.names
    )


SENSE_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    _turns_it,
    _another_in_the_row,
    _of_nothing_else,
    _one_more_of_them,
)
"""A word of the part, which the fact has not, turns or narrows what is said."""
