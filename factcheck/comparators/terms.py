"""How long or when somebody had an office, told right beside it: "mayor for seven years"."""

from __future__ import annotations

from datetime import timedelta

from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.gates import is_nominal
from factcheck.model import Analysis, Interval, Span
from factcheck.model.alignment import Pair

_BEFORE, _AFTER = 3, 4
"""Words before an office in which "had been" stands, and after it in which "before her" does."""
_LATELY = timedelta(days=31)
_YEAR = timedelta(days=366)
_ENDS = ",;:"


def is_of_then(pair: Pair, office: Span) -> bool:
    """Tell whether an office of the part is told as of another time, there or in the sentence."""
    words, today = office.slice(pair.claim.text), pair.document_date
    return _is_of_then(pair.claim, office, today) or any(
        _is_of_then(pair.sentence, other.span, today)
        for other in pair.sentence.offices
        if other.text == words
    )


def _is_of_then(analysis: Analysis, office: Span, today: Interval | None) -> bool:
    """Tell whether an office is told as of another time: what somebody was, for how long, or when.

    "Had been minister", "secretary before Luca Neri", "mayor for seven years", "president on the
    night of the fire", "twice president".
    """
    rules, earlier = grammar(analysis.lang), words_of(analysis.lang, "earlier_words")
    clause = analysis.text[: office.start].rpartition(",")[2].casefold().split()
    if not rules.past_copulas.isdisjoint(clause[-_BEFORE:]):
        return True
    behind = analysis.text[office.end :].partition(",")[0].casefold().split()
    if not earlier.isdisjoint(behind[:_AFTER]):
        return True
    stretch = stretch_of(analysis, office)
    terms = words_of(analysis.lang, "term_words")
    if any(t.norm in terms and stretch.holds(t.span) for t in analysis.tokens):
        return True
    if any(stretch.holds(one.span) for one in analysis.durations) or any(
        stretch.holds(q.span) and q.dimension == "duration" for q in analysis.quantities
    ):
        return True
    return any(
        stretch.holds(mention.span) and _is_over(mention.interval, today)
        for mention in analysis.dates
    )


def stretch_of(analysis: Analysis, office: Span) -> Span:
    """Return the stretch around an office that no comma or verb interrupts."""
    text = analysis.text
    start = max((text.rfind(sign, 0, office.start) for sign in _ENDS), default=-1) + 1
    ends = [at for sign in _ENDS if (at := text.find(sign, office.end)) >= 0]
    verbs = [t.span for t in analysis.tokens if t.is_verb and not is_nominal(analysis, t)]
    end = min([*ends, *(v.start for v in verbs if v.start >= office.end)], default=len(text))
    before = [v.end for v in verbs if v.end <= office.start]
    return Span(start=max([start, *before]), end=end)


def _is_over(interval: Interval | None, today: Interval | None) -> bool:
    """Tell whether a time was over a while ago, or is of years and began then."""
    if interval is None or today is None or today.start is None:
        return False
    start, end, lately = interval.start, interval.end, today.start - _LATELY
    if end is not None and end < lately:
        return True
    is_long = start is not None and end is not None and end - start > _YEAR
    return is_long and start is not None and start < lately
