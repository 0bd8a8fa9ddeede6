"""One stretch of text to its ``Analysis``: the only door to this package for the stages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

from factcheck.analysis.bodies import find_bodies
from factcheck.analysis.capitals import read_capitals
from factcheck.analysis.dates.mentions import Reader, dates_in
from factcheck.analysis.dates.search import scan
from factcheck.analysis.dates.times import durations_in
from factcheck.analysis.names import find_names
from factcheck.analysis.offices import find_offices
from factcheck.analysis.polarity import mark
from factcheck.analysis.quantities.mentions import find_quantities
from factcheck.analysis.tokens import grammar, tokenise
from factcheck.model import (
    Analysis,
    DateMention,
    Interval,
    Name,
    Office,
    Quantity,
    Span,
    TimeExpression,
    Token,
)

SENTENCES_KEPT = 4096
"""Analyses kept, at about 15 kB each: an article is read once for its parts and once more when it
is compared; a book is read twice rather than kept whole."""
_SMALL = 3
_BEFORE_LABEL = frozenset("./#°º")
"""Not a hyphen, which makes the number part of a name ("Covid-19"), not the start of a list, and
not a colon: "6:04 p.m." is often told in passing."""
_MINUTES = re.compile(r":\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@lru_cache(maxsize=SENTENCES_KEPT)
def analyse(text: str, lang: str, anchor: Interval | None = None, figures: str = "") -> Analysis:
    """Return what ``text`` says, as ``read`` does; the results for the latest texts are kept."""
    return read(text, lang, anchor, figures)


def read(text: str, lang: str, anchor: Interval | None = None, figures: str = "") -> Analysis:
    """Return what ``text`` says; relative dates count from ``anchor``, the document's date.

    ``figures`` is what ``figures_in`` says of the document: how it writes 1.234,5.
    """
    scanned = scan(text, lang)
    dates = dates_in(scanned, Reader.of(anchor)) if scanned else ()
    date_spans = tuple(date.span for date in dates)
    quantities = find_quantities(text, lang, skip=date_spans, figures=figures)
    is_taken = _inside_of((*date_spans, *(quantity.span for quantity in quantities)))
    tokens = mark(text, tokenise(text, lang), lang)
    blocked = frozenset(position for position, token in enumerate(tokens) if is_taken(token.span))
    reader = read_capitals(text, lang, tokens, blocked)
    names = find_names(reader)
    offices = find_offices(reader, names)
    quantities = tuple(
        q
        for q in quantities
        if not _is_edition(text, q, names) and not _points_back(q, tokens, lang)
    )
    is_named = _inside_of(name.span for name in names)
    tokens = tuple(  # "Guido" leads nowhere where he is Guido Rossi
        replace(token, is_verb=False) if token.is_verb and is_named(token.span) else token
        for token in tokens
    )
    content = tuple(
        token
        for position, token in enumerate(tokens)
        if position not in blocked and _carries_meaning(text, token) and not is_named(token.span)
    )
    return Analysis(
        text=text,
        lang=lang,
        tokens=tokens,
        content=content,
        names=names,
        offices=offices,
        bodies=find_bodies(reader),
        quantities=quantities,
        dates=dates,
        durations=durations_in(scanned) if scanned else (),
    )


def _is_edition(text: str, quantity: Quantity, names: tuple[Name, ...]) -> bool:
    """Tell whether a bare year belongs to a name ("Paris 2024", "Atlanta 1996")."""
    if quantity.unit or not _YEAR.fullmatch(quantity.text):
        return False
    before = bisect_right(names, quantity.span.start, key=lambda name: name.span.end)
    if not before:
        return False
    return not text[names[before - 1].span.end : quantity.span.start].strip(" \xa0")


def _points_back(quantity: Quantity, tokens: tuple[Token, ...], lang: str) -> bool:
    """Tell of "i due ministri", "the three countries": a count of what is known, not a claim."""
    if quantity.unit or quantity.high > _SMALL or quantity.low != quantity.high:
        return False
    before = bisect_right(tokens, quantity.span.start, key=lambda token: token.span.end)
    return before > 0 and tokens[before - 1].text.casefold() in grammar(lang).articles


def _inside_of(others: Iterable[Span]) -> Callable[[Span], bool]:
    """Return what tells whether a span lies in one of ``others``, by a bisection."""
    ordered = sorted(others)
    starts = [other.start for other in ordered]
    reach = list(accumulate((other.end for other in ordered), max))

    def is_inside(span: Span) -> bool:
        before = bisect_right(starts, span.start)
        return before > 0 and span.end <= reach[before - 1]

    return is_inside


def _carries_meaning(text: str, token: Token) -> bool:
    """Tell whether the word is compared: a number is when it is a label, as in "bus 64"."""
    if not token.norm.isdecimal():
        return not token.is_stop and len(token.norm) > 1
    start = token.span.start
    before = text[max(start - 2, 0) : start].rstrip(" \xa0")[-1:]
    is_label = before.isalnum() or before in _BEFORE_LABEL
    return is_label and not _MINUTES.match(text, token.span.end)


def part_of(analysis: Analysis, span: Span, without: tuple[Span, ...] = ()) -> Analysis:
    """Return what ``analysis`` says within ``span``, with spans counted from its start.

    Reading a part out of its sentence keeps what only the sentence tells: that a capital does not
    begin a sentence, who holds an office named in an apposition. What lies in one of ``without``,
    counted like ``span``, is left out.
    """
    if without:
        analysis = _leaving_out(analysis, without)
    first, last = span.start, span.end
    tokens = {
        id(t): _moved(t, first)
        for t in analysis.tokens
        if first <= t.span.start and t.span.end <= last
    }
    return Analysis(
        text=span.slice(analysis.text),
        lang=analysis.lang,
        tokens=tuple(tokens.values()),
        content=tuple(tokens[id(t)] for t in analysis.content if id(t) in tokens),
        names=_within(analysis.names, span),
        offices=_within(analysis.offices, span),
        bodies=_within(analysis.bodies, span),
        quantities=_within(analysis.quantities, span),
        dates=_within(analysis.dates, span),
        durations=_within(analysis.durations, span),
    )


def _leaving_out(analysis: Analysis, spans: tuple[Span, ...]) -> Analysis:
    is_left_out = _inside_of(spans)
    return replace(
        analysis,  # offices stay: a title may only be left out when nothing speaks against it
        tokens=tuple(t for t in analysis.tokens if not is_left_out(t.span)),
        content=tuple(t for t in analysis.content if not is_left_out(t.span)),
        names=tuple(n for n in analysis.names if not is_left_out(n.span)),
        quantities=tuple(q for q in analysis.quantities if not is_left_out(q.span)),
        dates=tuple(d for d in analysis.dates if not is_left_out(d.span)),
    )


def about(subject: Analysis, part: Analysis) -> Analysis:
    """Return ``part`` with the words, names and offices of its ``subject`` at its beginning.

    The subject stands elsewhere: its mentions have no place in the part's text.
    """
    nowhere = Span(start=0, end=0)
    names = tuple(replace(n, span=nowhere, preposition="") for n in subject.names)
    return replace(
        part,
        content=(*(replace(t, span=nowhere) for t in subject.content), *part.content),
        names=(*names, *part.names),
        offices=(*(replace(o, span=nowhere) for o in subject.offices), *part.offices),
    )


def _moved(token: Token, offset: int) -> Token:
    """Return ``token`` counted from ``offset``; ``replace`` takes three times as long."""
    if not offset:
        return token
    return Token(
        span=Span(start=token.span.start - offset, end=token.span.end - offset),
        text=token.text,
        norm=token.norm,
        lemma=token.lemma,
        concept=token.concept,
        is_stop=token.is_stop,
        is_verb=token.is_verb,
        negated=token.negated,
        hypothetical=token.hypothetical,
    )


_Mention = TypeVar("_Mention", Name, Office, Quantity, DateMention, TimeExpression)


def _within(mentions: tuple[_Mention, ...], span: Span) -> tuple[_Mention, ...]:
    """Return the mentions within ``span``, counted from its start."""
    return tuple(
        replace(mention, span=mention.span.shifted(-span.start)) if span.start else mention
        for mention in mentions
        if span.start <= mention.span.start and mention.span.end <= span.end
    )
