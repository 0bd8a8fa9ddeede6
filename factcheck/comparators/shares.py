"""The whole and its shares: what is counted of some is not counted of all, or of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import is_nominal
from factcheck.model import Analysis, Name, Token
from factcheck.model.alignment import Pair


def tells_of_a_share(pair: Pair) -> bool:
    """Tell whether one side may count only some of what the other counts.

    Unemployment and unemployment among women, exports and exports to China, a match and its first
    half: any noun, adjective or name that the other side does not have may be the difference. So
    may a near word for what is counted (cars and electric cars).
    """
    mine, theirs = set(pair.claim_to_fact.content), set(pair.claim_to_fact.content.values())
    for i, j in pair.claim_to_fact.related.items():
        if not _is_compound(pair.claim.content[i], pair.statement.content[j]):
            mine.add(i)
            theirs.add(j)
    return (
        _has_own_words(pair.claim, mine)
        or _has_own_words(pair.statement, theirs)
        or any(_is_stranger(n, pair.claim.lang, pair.statement.names) for n in pair.claim.names)
    )


def _is_compound(one: Token, other: Token) -> bool:
    """Tell whether just one of two near words says more than one word ("electric cars", "cars")."""
    return (" " in one.text) != (" " in other.text)


def _has_own_words(analysis: Analysis, shared: Collection[int]) -> bool:
    return any(
        i not in shared
        and has_full_weight(token, analysis.lang)
        and token.concept not in relations().areas
        and not _is_said(token, analysis)
        and analysis.text[token.span.end : token.span.end + 1] != "-"  # half of a name
        for i, token in enumerate(analysis.content)
    )


def _is_said(token: Token, analysis: Analysis) -> bool:
    """Tell whether a word is a verb here: after a preposition or an article it is none."""
    return token.is_verb and not is_nominal(analysis, token)


def _is_stranger(name: Name, lang: str, others: Iterable[Name]) -> bool:
    """Tell whether no other name is this one; where it is counted, a part is not the whole."""
    found = {compare_names(name, other) for other in others}
    if name.preposition in grammar(lang).locative:
        found.discard(NameRelation.WITHIN)
    return found <= {NameRelation.DIFFERENT}
