"""All or some, more or less: what a fact says of some is not borne out for all, nor the reverse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from factcheck.analysis.memo import memoised
from factcheck.analysis.tokens import words_of
from factcheck.languages.data import language_data
from factcheck.model import Analysis, Comparison, Reason, Span, Stance, Token
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` when only the part speaks of all, of so many, or ranks; else ``None``.

    Never a clash: one fact cannot show that there is no exception, nor that there is one.
    """
    universal = _universal(pair.claim)
    if universal is not None and _universal(pair.statement) is None:
        return _open(pair, universal.span)
    portion = portion_unsaid(pair)
    if portion is not None:
        return _open(pair, portion)
    ranking = _ranking(pair)
    return _open(pair, ranking.span) if ranking is not None else None


def portion_unsaid(pair: Pair) -> Span | None:
    """Return where the part says "most of", "half of", "all but one", and the fact does not.

    A fact that gives a share may say as much in figures.
    """
    if any(q.dimension == "ratio" for q in pair.statement.quantities):
        return None
    known = _portions(pair.statement)
    found = _portions(pair.claim)
    return next((span for kind, span in found.items() if kind not in known), None)


@memoised
def tells_how_many(analysis: Analysis) -> frozenset[str]:
    """Return the words that tell how many of those spoken of: "most", "some", "un terzo"."""
    words = words_of(analysis.lang, "quantifiers_partial")
    shares = (q.text.casefold() for q in analysis.quantities if q.dimension == "ratio")
    told = {share for share in shares if not any(sign.isdigit() for sign in share)}
    return frozenset(told | {t.norm for t in analysis.tokens if t.norm in words})


def _open(pair: Pair, span: Span) -> Comparison:
    return Comparison(
        name=Reason.QUANTIFIER,
        stance=Stance.NEUTRAL,
        claim_text=span.slice(pair.claim.text),
        claim_span=span,
    )


@memoised
def _portions(analysis: Analysis) -> Mapping[str, Span]:
    """Return how much of those spoken of a text tells, by kind, and in which words."""
    found: dict[str, Span] = {}
    for kind, shapes in _shapes(analysis.lang).items():
        place = next((m for shape in shapes if (m := shape.search(analysis.text))), None)
        if place is not None:
            found[kind] = Span(start=place.start(), end=place.end())
    return found


@lru_cache(maxsize=16)
def _shapes(lang: str) -> Mapping[str, Sequence[re.Pattern[str]]]:
    table: Mapping[str, Sequence[str]] = language_data(lang, "grammar")["portions"]
    return {
        kind: [re.compile(shape, re.IGNORECASE) for shape in shapes]
        for kind, shapes in table.items()
    }


def _ranking(pair: Pair) -> Token | None:
    """Return the first word that ranks ("fewer than", "the latest") when the fact has none."""
    if ranks(pair.statement):
        return None
    words = words_of(pair.claim.lang, "ranking")
    shared = pair.claim_to_fact.partners
    for number, token in enumerate(pair.claim.content):
        if token.norm in words and number not in shared:
            return token
    return None


@memoised
def ranks(analysis: Analysis) -> bool:
    """Tell whether a text has a word that ranks: "fewer than", "the oldest"."""
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
