"""A stretch of a sentence in the making of its parts, and the words that mark where parts begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.analysis.tokens import Grammar, grammar
from factcheck.languages.data import language_data
from factcheck.model import Analysis, Role, Span, Token

MIN_WORDS = 3
"""Words a stretch needs before it can be a part."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the sentence in token positions, with its role and speaker.

    ``context`` is its subject when the stretch has none of its own, as the sentence words it;
    ``lacks_subject`` tells that the subject, if any, stands in an earlier sentence.
    """

    start: int
    stop: int
    role: Role = Role.ASSERTION
    speaker: str = ""
    context: str = ""
    lacks_subject: bool = False


@dataclass(frozen=True, slots=True)
class Markers:
    """The words of a language that open clauses and name sources."""

    rules: Grammar
    coordinators: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    complementisers: frozenset[str]


@lru_cache(maxsize=16)
def markers_of(lang: str) -> Markers:
    """Return the markers of ``lang``, read once."""
    table = language_data(lang, "grammar")
    return Markers(
        rules=grammar(lang),
        coordinators=frozenset(table["coordinators"]),
        relatives=frozenset(table["relatives"]),
        subordinators=frozenset(table["subordinators"]),
        complementisers=frozenset(table["complementisers"]),
    )


def first_token(tokens: Sequence[Token], offset: int) -> int:
    """Return the position of the first token at or after ``offset``, else their number."""
    return bisect_left(tokens, offset, key=lambda token: token.span.start)


def token_span(analysis: Analysis, start: int, stop: int) -> Span:
    """Return the stretch of text of the tokens from ``start`` to before ``stop``."""
    return Span(
        start=analysis.tokens[start].span.start if start < len(analysis.tokens) else 0,
        end=analysis.tokens[stop - 1].span.end,
    )
