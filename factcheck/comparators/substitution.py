"""One word in another's place: where a fact reads almost the same, the odd word is the claim.

"A telecommunications magazine" beside "a telecommunications company", "before use" beside "after
use": nothing shows that the two agree, so the fact may not support the part. Nothing shows that
they clash either: only those who change places in one event, or their figures, are refuted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar
from factcheck.comparators.deeds import compare_deeds
from factcheck.comparators.gates import anchors
from factcheck.comparators.owners import compare_owners
from factcheck.comparators.reversal import compare_order
from factcheck.comparators.scope import lists_nouns
from factcheck.comparators.votes import exchanged_votes
from factcheck.model import Analysis, Comparison, Name, Reason, Stance, Token
from factcheck.model.alignment import Pair

_MANY_ANCHORS = 3


def compare(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` with the two words when one stands in the other's place, else ``None``."""
    found = (
        exchanged_votes(pair) or compare_deeds(pair) or compare_order(pair) or compare_owners(pair)
    )
    if found is not None:
        return found
    if pair.claim.lang != pair.statement.lang:
        return None  # word order and wording differ for reasons of their own
    qualified = _other_qualifier(pair)
    if qualified is not None:
        return qualified
    if anchors(pair) >= _MANY_ANCHORS and lists_nouns(pair):
        # the event is known, and what its words mean: other words are other wording
        return _enclosed_word(pair) or _opposite_link(pair)
    return replaced_word(pair) or _opposite_link(pair)


def replaced_word(pair: Pair) -> Comparison | None:
    """Return the first word of full weight that stands in the place of another, or ``None``.

    Across languages word order and wording differ for reasons of their own.
    """
    if pair.claim.lang != pair.statement.lang:
        return None
    shared = pair.claim_to_fact.partners
    met = set(shared.values())
    for i, token in enumerate(pair.claim.content):
        if i in shared or not has_full_weight(token, pair.claim.lang):
            continue
        j = _facing(i, shared, len(pair.statement.content))
        if j is None or j in met:
            continue
        other = pair.statement.content[j]
        if has_full_weight(other, pair.statement.lang) and _same_sort(token, other):
            return _comparison(token, other)
    return None


def replaced_verb(pair: Pair) -> bool:
    """Tell whether a verb stands in another's place: born and baptised, launched and landed."""
    found = replaced_word(pair)
    return found is not None and any(
        token.is_verb and token.span == found.claim_span for token in pair.claim.content
    )


def _facing(i: int, shared: Mapping[int, int], length: int) -> int | None:
    """Return the position in the fact between the partners of the words around ``i``.

    Both neighbours must have partners with exactly one word between them, or the word is the last
    (or first) one and the fact goes on (or begins) with another.
    """
    before, after = shared.get(i - 1), shared.get(i + 1)
    if before is not None and after is not None:
        return before + 1 if after - before == 2 else None
    if before is not None and i + 1 not in shared and before + 1 < length:
        return before + 1
    if after is not None and i == 0 and after > 0:
        return after - 1
    return None


def _other_qualifier(pair: Pair) -> Comparison | None:
    """Return what a shared noun is of on each side, where one link leads to two known words.

    "The Nobel for chemistry" and the one "for physics", however much else of the event is shared.
    """
    shared = pair.claim_to_fact.partners
    met = set(shared.values())
    for i, j in shared.items():
        mine, theirs = _linked(pair.claim, i), _linked(pair.statement, j)
        if mine is None or theirs is None or i + 1 in shared or j + 1 in met:
            continue
        token, other = pair.claim.content[i + 1], pair.statement.content[j + 1]
        if mine == theirs and _are_concepts(token, other):
            return _comparison(token, other)
    return None


def _linked(analysis: Analysis, place: int) -> str | None:
    """Return the preposition between a noun and the next one, articles skipped, or ``None``."""
    if place + 1 >= len(analysis.content):
        return None
    head, token = analysis.content[place], analysis.content[place + 1]
    if head.is_verb or token.is_verb or not has_full_weight(token, analysis.lang):
        return None
    between = analysis.between(head.span, token.span)
    rules = grammar(analysis.lang)
    links = [t.norm for t in between if t.norm not in rules.articles]
    if len(links) != 1 or not all(t.is_stop for t in between):
        return None
    return rules.link_forms.get(links[0], links[0])


def _enclosed_word(pair: Pair) -> Comparison | None:
    """Return a concept between a shared word and a shared name, where the fact has another one.

    "The plan on migrants of the European Commission" and the one "on energy" are two plans, however
    much else of the event is shared.
    """
    mine, theirs = _in_order(pair.claim), _in_order(pair.statement)
    partners = _partners(pair)
    places = {id(one): place for place, one in enumerate(theirs)}
    for before, token, after in zip(mine, mine[1:], mine[2:], strict=False):
        place = places.get(partners.get(id(before), 0), len(theirs))
        if isinstance(after, Token) or id(token) in partners or place + 2 >= len(theirs):
            continue
        other = theirs[place + 1]
        if (
            partners.get(id(after)) == id(theirs[place + 2])
            and isinstance(token, Token)
            and isinstance(other, Token)
            and _are_concepts(token, other)
        ):
            return _comparison(token, other)
    return None


def _are_concepts(token: Token, other: Token) -> bool:
    return bool(token.concept and other.concept) and _same_sort(token, other)


def _in_order(analysis: Analysis) -> list[Token | Name]:
    return sorted((*analysis.content, *analysis.names), key=lambda one: one.span)


def _partners(pair: Pair) -> dict[int, int]:
    """Return which object of the part is which of the fact."""
    words = pair.claim_to_fact.partners
    return {
        **{id(pair.claim.content[i]): id(pair.statement.content[j]) for i, j in words.items()},
        **{
            id(pair.claim.names[i]): id(pair.statement.names[j])
            for i, j in pair.claim_to_fact.names.items()
        },
    }


def _same_sort(token: Token, other: Token) -> bool:
    return token.is_verb == other.is_verb


def _opposite_link(pair: Pair) -> Comparison | None:
    """Find a shared word after opposite prepositions: "before use" and "after use"."""
    for i, j in pair.claim_to_fact.content.items():
        mine = _link(pair.claim, pair.claim.content[i])
        theirs = _link(pair.statement, pair.statement.content[j])
        if (
            mine
            and theirs
            and frozenset((mine.norm, theirs.norm)) in grammar(pair.claim.lang).opposite_links
        ):
            return _comparison(mine, theirs)
    return None


def _link(analysis: Analysis, token: Token) -> Token | None:
    """Return the function word right before ``token``, articles skipped."""
    articles = grammar(analysis.lang).articles
    before: Sequence[Token] = analysis.before(token.span)
    for candidate in reversed(before[-3:]):
        if candidate.norm not in articles:
            return candidate if candidate.is_stop else None
    return None


def _comparison(mine: Token, theirs: Token) -> Comparison:
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )
