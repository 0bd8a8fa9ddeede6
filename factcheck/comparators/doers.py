"""Who stands beside a verb, whether it was done to them, and where a way leads."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.analysis.memo import memoised
from factcheck.analysis.tokens import grammar
from factcheck.model import Analysis, Token


def is_passive(analysis: Analysis, verb: Token) -> bool:
    """Tell whether "was", "è stato" or "was not" stands before the verb: it was done to them."""
    before = analysis.before(verb.span)[-2:]
    nearest = before[::-1] if all(t.is_stop for t in before) else before[-1:]
    return any(t.concept == "be" for t in nearest)


def beside(analysis: Analysis, verb: Token) -> tuple[list[int], list[int]]:
    """Return the places of the names without a preposition that stand before and after a verb."""
    bare = [
        (number, name.span.start)
        for number, name in enumerate(analysis.names)
        if not name.preposition and not name.adjective
    ]
    start = verb.span.start
    return [n for n, at in bare if at < start], [n for n, at in bare if at > start]


@memoised
def ends(analysis: Analysis) -> Mapping[int, bool]:
    """Return, by name, whether a way leads there, or else from there: "to Beira in Mozambique"."""
    rules = grammar(analysis.lang)
    found: dict[int, bool] = {}
    for number, name in enumerate(analysis.names):
        if name.preposition in rules.receivers:
            found[number] = True
        elif name.preposition in rules.start_words:
            found[number] = False
        elif number - 1 in found and name.preposition in {"", *rules.locative}:
            between = analysis.between(analysis.names[number - 1].span, name.span)
            if all(token.is_stop for token in between):
                found[number] = found[number - 1]
    return found
