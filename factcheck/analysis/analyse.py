"""One stretch of text to its ``Analysis``: the only door to this package for the stages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from factcheck.analysis.dates import find_dates
from factcheck.analysis.names import find_names
from factcheck.analysis.offices import find_offices
from factcheck.analysis.polarity import mark
from factcheck.analysis.quantities import find_quantities
from factcheck.analysis.tokens import tokenise
from factcheck.model import Analysis, Interval, Name, Quantity, Span, Token

_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@lru_cache(maxsize=32768)
def analyse(text: str, lang: str, anchor: Interval | None = None) -> Analysis:
    """Return what ``text`` says; relative dates count from ``anchor``, the document's date.

    Results are kept for the last 32,768 texts: a fact is analysed once however many claims
    it is compared with.
    """
    dates = find_dates(text, lang, anchor)
    date_spans = tuple(date.span for date in dates)
    quantities = find_quantities(text, lang, skip=date_spans)
    taken = (*date_spans, *(quantity.span for quantity in quantities))
    tokens = mark(text, tokenise(text, lang), lang)
    blocked = frozenset(
        position for position, token in enumerate(tokens) if _is_inside(token.span, taken)
    )
    names = find_names(text, lang, tokens, blocked)
    offices = find_offices(text, lang, tokens, names)
    quantities = tuple(q for q in quantities if not _is_edition(text, q, names))
    named = tuple(name.span for name in names)
    content = tuple(
        token
        for position, token in enumerate(tokens)
        if position not in blocked and _carries_meaning(token) and not _is_inside(token.span, named)
    )
    return Analysis(
        text=text,
        lang=lang,
        tokens=tokens,
        content=content,
        names=names,
        offices=offices,
        quantities=quantities,
        dates=dates,
    )


def _is_edition(text: str, quantity: Quantity, names: tuple[Name, ...]) -> bool:
    """Tell whether a bare year belongs to a name ("Paris 2024", "Atlanta 1996")."""
    if quantity.unit or not _YEAR.fullmatch(quantity.text):
        return False
    return any(
        name.span.end <= quantity.span.start
        and not text[name.span.end : quantity.span.start].strip(" \xa0")
        for name in names
    )


def _is_inside(span: Span, others: tuple[Span, ...]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _carries_meaning(token: Token) -> bool:
    return not token.is_stop and not token.norm.isdecimal() and len(token.norm) > 1


def part_of(analysis: Analysis, span: Span) -> Analysis:
    """Return what ``analysis`` says within ``span``, with spans counted from its start.

    Reading a part out of its sentence keeps what only the sentence tells: that a capital does not
    begin a sentence, who holds an office named in an apposition.
    """

    def inside(other: Span) -> bool:
        return span.start <= other.start and other.end <= span.end

    shift = -span.start
    return Analysis(
        text=span.slice(analysis.text),
        lang=analysis.lang,
        tokens=tuple(
            replace(t, span=t.span.shifted(shift)) for t in analysis.tokens if inside(t.span)
        ),
        content=tuple(
            replace(t, span=t.span.shifted(shift)) for t in analysis.content if inside(t.span)
        ),
        names=tuple(
            replace(n, span=n.span.shifted(shift)) for n in analysis.names if inside(n.span)
        ),
        offices=tuple(
            replace(o, span=o.span.shifted(shift)) for o in analysis.offices if inside(o.span)
        ),
        quantities=tuple(
            replace(q, span=q.span.shifted(shift)) for q in analysis.quantities if inside(q.span)
        ),
        dates=tuple(
            replace(d, span=d.span.shifted(shift)) for d in analysis.dates if inside(d.span)
        ),
    )
