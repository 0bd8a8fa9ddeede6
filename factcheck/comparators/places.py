"""Where the words of a comparison stand: always exactly there, or nowhere.

A part may be read with the subject it shares, beside its sentence, or be cut by a fact, and
negators stand apart from what they deny; a span then covers other words, or too few.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.model import Comparison, Match, Span


def placed(comparison: Comparison, text: str, statement: str) -> Comparison:
    """Return ``comparison`` with each span holding its words in ``text`` and in ``statement``.

    A side whose words do not stand there, or in several places that the span does not tell apart,
    has no span; a side without words takes those its span covers.
    """
    mine = _place(comparison.claim_text, text, comparison.claim_span)
    theirs = _place(comparison.fact_text, statement, comparison.fact_span)
    return replace(
        comparison,
        claim_span=mine,
        fact_span=theirs,
        claim_text=comparison.claim_text or (mine.slice(text) if mine else ""),
        fact_text=comparison.fact_text or (theirs.slice(statement) if theirs else ""),
    )


def moved(match: Match, by: int, text: str) -> Match:
    """Return ``match`` with its places in the part counted ``by`` further on, in ``text``."""
    comparisons = tuple(
        placed(replace(c, claim_span=_shifted(c.claim_span, by)), text, match.fact.statement)
        for c in match.comparisons
    )
    return replace(match, comparisons=comparisons)


def _shifted(span: Span | None, by: int) -> Span | None:
    """Return the span further on; one that lies before the part has no place in it."""
    if span is None or span.start + by < 0:
        return None
    return span.shifted(by)


def _place(words: str, text: str, span: Span | None) -> Span | None:
    """Return the place of ``words`` in ``text`` at or around ``span``, else their only one."""
    if span is None or span.slice(text) == words:
        return span if words else None
    if not words:
        return span if span.slice(text) else None
    near = text.find(words, max(span.end - len(words), 0), span.start + len(words))
    start = near if near >= 0 else text.find(words)
    alone = near >= 0 or (start >= 0 and text.find(words, start + 1) < 0)
    return Span(start=start, end=start + len(words)) if alone else None
