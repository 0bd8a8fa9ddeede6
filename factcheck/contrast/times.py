"""Dates: another day, month or year; the same date written or placed otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random

from factcheck.analysis.recurrence import excludes_other_times
from factcheck.analysis.syntax import is_finite, syntax
from factcheck.analysis.tokens import grammar
from factcheck.contrast.numerals import same_article
from factcheck.contrast.records import Rewriting, Statement
from factcheck.contrast.rules import class_of
from factcheck.model import DateMention, DateRelation, Granularity, Reason, Span

_TELLING = frozenset({DateRelation.IN, DateRelation.SINCE})
"""What holds until a day may be prolonged more than once."""
_UNCLEAR = frozenset({Granularity.RANGE, Granularity.DECADE, Granularity.CENTURY, Granularity.WEEK})
_YEARS_BACK = range(2, 8)
_DAYS = range(2, 29)
_FEW_DAYS = 3
_ONE_OCCASION = 8
"""Days within which the same hardly happens twice."""
_FEW_MONTHS = 2
_BASELINE_REACH = 3
_NEAR = 3
"""Words within which an auxiliary and its participle stand."""
_REASONS = (Reason.DATE, Reason.QUOTE)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as it stands: where its day, month and year are."""

    day: Span | None
    month: Span | None
    year: Span | None
    month_number: int = 0


@lru_cache(maxsize=16)
def month_names(lang: str) -> Mapping[str, int]:
    """Return the names of the months as the CLDR writes them, with their numbers."""
    from babel.dates import get_month_names  # on first use: reads a large table

    return {name: number for number, name in get_month_names("wide", locale=lang).items()}


@lru_cache(maxsize=16)
def _weekday_shape(lang: str) -> re.Pattern[str]:
    from babel.dates import get_day_names

    names = "|".join(map(re.escape, get_day_names("wide", locale=lang).values()))
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


@lru_cache(maxsize=16)
def _shape(lang: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, month_names(lang)))
    return re.compile(
        rf"(?:\b(?P<day>\d{{1,2}})[°º]?(?:st|nd|rd|th)?\s)?\b(?P<month>{names})\b"
        r"(?:\s(?P<late_day>\d{1,2})(?!\d))?(?:,?\s(?:[^\W\d_]+\s)?(?P<year>\d{4})\b)?"
    )


def other_dates(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with another day, month or year; nothing where a weekday is told too.

    What may have happened twice has only the day changed, by no more than about a week.
    """
    analysis = statement.analysis
    once = excludes_other_times(analysis.content, analysis.quantities)
    most = _DAYS[-1] if once else _ONE_OCCASION
    for mention in analysis.dates:
        if not _may_change(statement, mention):
            continue
        date = _read(statement, mention)
        changes = [_other_day(statement, date, most, rng)]
        if once or mention.relation is DateRelation.SINCE:
            changes += [_other_month(statement, date, rng), _other_year(statement, date, rng)]
        for change in changes:
            if change is not None:
                span, new = change
                yield statement.with_change(span.start, span.end, new, _REASONS)


def _may_change(statement: Statement, mention: DateMention) -> bool:
    if mention.relation not in _TELLING or mention.granularity in _UNCLEAR:
        return False
    before = statement.words_before(mention.span.start, _BASELINE_REACH)
    if not statement.rules.baseline_words.isdisjoint(before):
        return False
    origin = grammar(statement.lang).origin - grammar(statement.lang).start_words
    if before and before[-1] in origin:  # "the games of 2026": others are other games
        return False
    return not _weekday_shape(statement.lang).search(mention.text)


def _read(statement: Statement, mention: DateMention) -> Written:
    text, end = statement.text, mention.span.end
    found = _shape(statement.lang).search(text, mention.span.start, end)
    if found is None:
        year = _YEAR.search(text, mention.span.start, end)
        return Written(day=None, month=None, year=_span(year, 0) if year else None)
    day = "late_day" if found["late_day"] else "day"
    return Written(
        day=_span(found, day),
        month=_span(found, "month"),
        year=_span(found, "year"),
        month_number=month_names(statement.lang)[found["month"]],
    )


def _span(found: re.Match[str], group: str | int) -> Span | None:
    start, end = found.span(group)
    return Span(start=start, end=end) if start >= 0 else None


def _other_day(
    statement: Statement, date: Written, most: int, rng: Random
) -> tuple[Span, str] | None:
    if date.day is None or statement.text[date.day.end] != " ":  # "7th" has its ending
        return None
    day = int(statement.text[date.day.start : date.day.end])
    others = [
        str(other)
        for other in _DAYS
        if _FEW_DAYS <= abs(other - day) <= most
        and same_article(str(day), str(other), statement.lang)
    ]
    return (date.day, rng.choice(others)) if others else None


def _other_month(statement: Statement, date: Written, rng: Random) -> tuple[Span, str] | None:
    if date.month is None or _day(statement, date) > _DAYS[-1]:
        return None
    name = statement.text[date.month.start : date.month.end]
    classes = statement.rules.word_classes
    others = [
        other
        for other, number in month_names(statement.lang).items()
        if abs(number - date.month_number) >= _FEW_MONTHS
        and class_of(other, classes) == class_of(name, classes)
    ]
    return (date.month, rng.choice(others)) if others else None


def _day(statement: Statement, date: Written) -> int:
    return int(statement.text[date.day.start : date.day.end]) if date.day else 0


def _other_year(statement: Statement, date: Written, rng: Random) -> tuple[Span, str] | None:
    """Return an earlier year: nobody takes it for a forecast."""
    if date.year is None:
        return None
    year = int(statement.text[date.year.start : date.year.end])
    return date.year, str(year - rng.choice(_YEARS_BACK))


def other_date_writings(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with a date in digits, in another order, or with "of" before the year."""
    rules = statement.rules
    for mention in statement.analysis.dates:
        found = _shape(statement.lang).search(statement.text, mention.span.start, mention.span.end)
        if found is None or not found["year"]:
            continue
        day = found["day"] or found["late_day"]
        if day is None:
            if rules.month_of_year and found.group() == f"{found['month']} {found['year']}":
                new = f"{found['month']} {rules.month_of_year} {found['year']}"
                yield statement.with_change(found.start(), found.end(), new)
            continue
        values = {
            "day": day,
            "month": month_names(statement.lang)[found["month"]],
            "name": found["month"],
            "year": found["year"],
        }
        for form in (rules.dates_numeric, *rules.dates_long):
            new = form.format(**values)
            if new and new != found.group():
                yield statement.with_change(found.start(), found.end(), new)


def moved_dates(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with the date that ends it at the beginning."""
    text = statement.text
    for mention in statement.analysis.dates:
        start = _phrase_start(statement, mention)
        if start <= 0 or not _may_move(statement, mention):
            continue
        rest = _lowered(statement, text[:start].rstrip())
        phrase = text[start : mention.span.end]
        if rest:
            front = phrase[0].upper() + phrase[1:]
            comma = "," if statement.rules.fronted_comma else ""
            yield Rewriting(
                claim=f"{front}{comma} {rest}.",
                span=Span(start=0, end=len(front)),
                replaced=phrase,
            )


def _may_move(statement: Statement, mention: DateMention) -> bool:
    """Tell whether the date ends a statement of one clause that tells no other date before it."""
    if mention.relation is not DateRelation.IN or statement.text[mention.span.end :] != ".":
        return False
    before = statement.words_before(mention.span.start, _BASELINE_REACH)
    if not statement.rules.baseline_words.isdisjoint(before):
        return False
    rules, tokens = syntax(statement.lang), statement.analysis.tokens
    verbs = [i for i in range(len(tokens)) if is_finite(tokens, i, rules)]
    is_one_clause = all(
        tokens[earlier].text.casefold() in rules.auxiliaries and later - earlier <= _NEAR
        for earlier, later in pairwise(verbs)
    )
    return is_one_clause and len(statement.analysis.dates) == 1


def _phrase_start(statement: Statement, mention: DateMention) -> int:
    """Return where the date's phrase starts, its preposition or article with it; -1 for none."""
    before = [t for t in statement.analysis.tokens if t.span.end <= mention.span.start]
    if mention.span.start and mention.text.split("'")[0].casefold() in statement.rules.date_openers:
        return mention.span.start
    if not before or before[-1].norm not in statement.rules.date_openers:
        return -1
    between = statement.text[before[-1].span.end : mention.span.start]
    return before[-1].span.start if between in (" ", "'", "’") else -1


def _lowered(statement: Statement, text: str) -> str:
    """Return ``text`` as it stands inside a sentence; empty when its first word may be a name."""
    first = statement.analysis.tokens[0]
    if any(name.span.start == first.span.start for name in statement.analysis.names):
        return text
    if not first.is_stop:
        return ""
    return text[: first.span.start] + text[first.span.start].lower() + text[first.span.start + 1 :]
