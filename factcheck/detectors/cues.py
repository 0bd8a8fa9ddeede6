"""What kind of statement a text is, and how much a desk would want it checked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.languages.data import language_data
from factcheck.model import Analysis, ClaimKind, Span

# Weights of a logistic score, set by hand for order alone: a claim with figures, names and dates
# before one without, statements before views. Not a probability.
_BIAS = -1.2
_PER_QUANTITY = 1.1
_PER_NAME = 0.45
_PER_DATE = 0.6
_KIND_WEIGHT = {
    ClaimKind.QUANTITY: 0.6,
    ClaimKind.COMPARISON: 0.7,
    ClaimKind.CAUSAL: 0.4,
    ClaimKind.EVENT: 0.3,
    ClaimKind.OFFICE: 0.2,
    ClaimKind.QUOTE: 0.0,
    ClaimKind.DEFINITION: -0.3,
    ClaimKind.PREDICTION: -1.0,
    ClaimKind.PROMISE: -1.2,
    ClaimKind.OPINION: -1.6,
    ClaimKind.QUESTION: -1.8,
}
_CAP = 3
"""Mentions beyond the third of a sort add nothing."""


@dataclass(frozen=True, slots=True)
class _Cues:
    by_kind: tuple[tuple[ClaimKind, re.Pattern[str]], ...]
    future: re.Pattern[str]


@lru_cache(maxsize=16)
def _cues(lang: str) -> _Cues:
    table = language_data(lang, "cues")
    kinds = ("opinion", "promise", "prediction", "comparison", "causal", "definition")
    return _Cues(
        by_kind=tuple((ClaimKind(kind), _any_of(table[kind])) for kind in kinds),
        future=re.compile(table["future"]),
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def kind_of(analysis: Analysis) -> ClaimKind:
    """Return the most telling kind of what ``analysis`` says."""
    text = analysis.text
    if text.rstrip(" \"'»”’)").endswith("?"):
        return ClaimKind.QUESTION
    cues = _cues(analysis.lang)
    outside_quotes = _without_quotes(text)
    taken = [*(name.span for name in analysis.names), *(date.span for date in analysis.dates)]
    for kind, pattern in cues.by_kind:
        if any(_stands_free(match, taken) for match in pattern.finditer(outside_quotes)):
            return kind
    if any(t.is_verb and cues.future.search(t.text.casefold()) for t in analysis.tokens):
        return ClaimKind.PREDICTION
    if analysis.quantities:
        return ClaimKind.QUANTITY
    if outside_quotes != text:
        return ClaimKind.QUOTE
    if any(office.holder for office in analysis.offices) and len(analysis.content) <= 3:
        return ClaimKind.OFFICE
    return ClaimKind.EVENT


def _stands_free(match: re.Match[str], taken: Sequence[Span]) -> bool:
    """Tell whether a cue is no part of a name or date ("Great Britain", "in May")."""
    return not any(span.start <= match.start() < span.end for span in taken)


_OPENERS = re.compile('[«“„"]')
_CLOSERS = {
    "«": re.compile("»"),
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    '"': re.compile('"'),
}


def quotes(text: str) -> Iterator[Span]:
    """Yield the quotes of ``text`` with their marks, in one pass however many stay open."""
    never_closed: set[str] = set()
    position = 0
    while opener := _OPENERS.search(text, position):
        position = opener.end()
        if opener.group() in never_closed:
            continue
        closer = _CLOSERS[opener.group()].search(text, position)
        if closer is None:
            never_closed.add(opener.group())
        else:
            position = closer.end()
            yield Span(start=opener.start(), end=position)


def _without_quotes(text: str) -> str:
    """Return the text with quotes blanked, every other character in its place."""
    pieces: list[str] = []
    position = 0
    for quote in quotes(text):
        pieces += text[position : quote.start], " " * (quote.end - quote.start)
        position = quote.end
    return "".join((*pieces, text[position:]))


def checkworthiness(analysis: Analysis, kind: ClaimKind) -> float:
    """Return in [0, 1] how much the statement asks for a check; it orders, it hides nothing."""
    score = _BIAS + _KIND_WEIGHT.get(kind, 0.0)
    score += _PER_QUANTITY * min(_CAP, len(analysis.quantities))
    score += _PER_NAME * min(_CAP, len(analysis.names))
    score += _PER_DATE * min(_CAP, len(analysis.dates))
    return round(1 / (1 + math.exp(-score)), 3)
