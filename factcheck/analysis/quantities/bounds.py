"""What stands before a number and bears on its value: a bound, a minus."""

from __future__ import annotations

from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.units import dimension_of
from factcheck.model import Bound

_MINUS = frozenset({"-", "–"})
_OPENING = frozenset("([{«“\"'")
_SIGNED = frozenset({"temperature", "degree", "ratio", "points"})
"""What is said to be "minus three": "meno 3 giorni" counts down and "meno 3 euro" compares."""


def bound_before(
    tokens: Tokens, first: int, language: QuantityLanguage
) -> tuple[Bound | None, int]:
    """Return the bound stated just before token ``first`` and where its words begin."""
    bound, start = language.frame.bounds.before(tokens.words, first)
    if bound is None and first and tokens.words[first - 1] in language.frame.bound_articles:
        bound, start = language.frame.bounds.before(tokens.words, first - 1)
    if bound is None or _is_nominal(tokens, start, language):
        return None, first
    return bound, start


def _is_nominal(tokens: Tokens, start: int, language: QuantityLanguage) -> bool:
    """Tell whether what looks like a bound is the one that is meant: "la maggiore di 5.9"."""
    frame = language.frame
    is_led = start > 0 and tokens.words[start - 1] in frame.bound_articles
    return is_led and tokens.words[start] in frame.nominal


def minus_before(tokens: Tokens, first: int, unit: str, language: QuantityLanguage) -> int | None:
    """Return where the minus of "-0,3%" or "meno 3 gradi" stands, or ``None``."""
    at = first - 1
    if at < 0:
        return None
    if tokens.words[at] in _MINUS:
        stands_free = not tokens.glued(at) or tokens.words[at - 1] in _OPENING
        return at if tokens.glued(first) and stands_free else None
    if tokens.words[at] not in language.negatives or dimension_of(unit) not in _SIGNED:
        return None
    return at if bound_before(tokens, first, language)[0] is None else None
