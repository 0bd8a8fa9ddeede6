"""All or some: what a fact says of some is not borne out for all."""

from __future__ import annotations

from factcheck.languages.data import language_data
from factcheck.model import Analysis, Comparison, Reason, Stance, Token
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` when only the part speaks without exception, else ``None``.

    Never a clash: one fact cannot show that there is no exception, nor that there is one.
    """
    universal = _universal(pair.claim)
    if universal is None or _universal(pair.statement) is not None:
        return None
    return Comparison(
        name=Reason.QUANTIFIER,
        stance=Stance.NEUTRAL,
        claim_text=universal.text,
        claim_span=universal.span,
    )


def _universal(analysis: Analysis) -> Token | None:
    """Return the first word that admits no exception and has something to say it of."""
    words = frozenset(language_data(analysis.lang, "grammar")["universal"])
    for position, token in enumerate(analysis.tokens):
        after = analysis.tokens[position + 1 : position + 2]
        if token.norm in words and after and not after[0].is_verb:
            return token
    return None
