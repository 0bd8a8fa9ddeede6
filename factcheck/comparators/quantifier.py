"""All or some, more or less: what a fact says of some is not borne out for all."""

from __future__ import annotations

from factcheck.analysis.memo import memoised
from factcheck.analysis.tokens import words_of
from factcheck.model import Analysis, Comparison, Reason, Stance, Token
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` when only the part speaks without exception or ranks, else ``None``.

    Never a clash: one fact cannot show that there is no exception, nor that there is one.
    """
    universal = _universal(pair.claim)
    if universal is not None and _universal(pair.statement) is None:
        return _open(universal)
    ranking = _ranking(pair)
    return _open(ranking) if ranking is not None else None


def _open(token: Token) -> Comparison:
    return Comparison(
        name=Reason.QUANTIFIER,
        stance=Stance.NEUTRAL,
        claim_text=token.text,
        claim_span=token.span,
    )


def _ranking(pair: Pair) -> Token | None:
    """Return the first word that ranks ("fewer than", "the latest") when the fact has none."""
    if _ranks(pair.statement):
        return None
    words = words_of(pair.claim.lang, "ranking")
    shared = pair.claim_to_fact.partners
    for number, token in enumerate(pair.claim.content):
        if token.norm in words and number not in shared:
            return token
    return None


@memoised
def _ranks(analysis: Analysis) -> bool:
    words = words_of(analysis.lang, "ranking")
    return any(token.norm in words for token in analysis.tokens)


@memoised
def _universal(analysis: Analysis) -> Token | None:
    """Return the first word that admits no exception and has something to say it of."""
    words = words_of(analysis.lang, "universal")
    for position, token in enumerate(analysis.tokens):
        after = analysis.tokens[position + 1 : position + 2]
        if token.norm in words and after and not after[0].is_verb:
            return token
    return None
