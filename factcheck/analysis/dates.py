"""Time expressions as intervals, read against the date of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from factcheck.analysis.dates_calendar import UPCOMING, narrowed
from factcheck.analysis.dates_lexicon import DateLanguage, Words, date_language
from factcheck.analysis.dates_patterns import Found, Matcher
from factcheck.analysis.dates_readings import NOTHING, days_of, granularity_of, is_relative
from factcheck.model import DateMention, DateRelation, Granularity, Interval, Span

_Value = TypeVar("_Value")
_LONGEST_PHRASE = 5
"""Words of a relation or part phrase: "a partire dalla fine del"."""
_INHERITS_TENSE = frozenset({"weekday", "calendar", "weekday_of_date", "part", "season"})
_NARROWS = frozenset(
    {
        Granularity.WEEK,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.SEASON,
        Granularity.HALF,
        Granularity.YEAR,
        Granularity.DECADE,
        Granularity.CENTURY,
    }
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the words before an expression place it."""

    first: int
    relation: DateRelation
    part: int


def find_dates(text: str, lang: str, anchor: Interval | date | None) -> tuple[DateMention, ...]:
    """Return the time expressions of ``text`` in order; their spans do not overlap.

    ``anchor`` is the day the text was written; with an anchor of several days an expression is
    resolved only when all of them give the same reading.
    """
    language = date_language(lang)
    words = language.cut(text)
    if language.triggers.isdisjoint(words.words) and not any(
        word[0].isdecimal() for word in words.words
    ):
        return ()
    days = _anchor_days(anchor)
    mentions: list[DateMention] = []
    for found in _chosen(_candidates(text, words, language)):
        if found.reading == "same_year":
            found = _of_year_before(found, mentions)
        if found.reading != NOTHING:
            mentions.append(_mention(text, words, found, language, days))
    return tuple(_joined(text, words, mentions, language))


def _joined(
    text: str, words: Words, mentions: Sequence[DateMention], language: DateLanguage
) -> list[DateMention]:
    """Return the mentions with "from X to Y" made one range."""
    joined: list[DateMention] = []
    places = {start: position for position, start in enumerate(words.starts)}
    stops = {end: position + 1 for position, end in enumerate(words.ends)}
    for mention in mentions:
        if joined:
            last = joined[-1]
            between = words.words[stops[last.span.end] : places[mention.span.start]]
            opener, _ = _phrase_before(words.words, places[last.span.start], language.openers)
            both = _both(text, last, mention)
            if both is not None and opener and between in language.connectors:
                joined[-1] = both
                continue
        joined.append(mention)
    return joined


def _both(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    if first.interval is None or second.interval is None:
        return None
    start, end = first.interval.start, second.interval.end
    if start is None or end is None or start > end:
        return None
    span = Span(start=first.span.start, end=second.span.end)
    return DateMention(
        span=span,
        text=span.slice(text),
        interval=Interval(start=start, end=end),
        granularity=Granularity.RANGE,
        relative=first.relative or second.relative,
    )


def _of_year_before(found: Found, mentions: Sequence[DateMention]) -> Found:
    """Return ``found`` with the year last resolved before it, when that is one year."""
    named = next((one.interval for one in reversed(mentions) if one.interval), None)
    if named is None or named.start is None or named.end is None:
        return found
    if named.start.year != named.end.year:
        return found
    return replace(found, fields={**found.fields, "year": named.start.year})


def _anchor_days(anchor: Interval | date | None) -> tuple[date, date] | None:
    if isinstance(anchor, date):
        return anchor, anchor
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    return anchor.start, anchor.end


def _candidates(text: str, words: Words, language: DateLanguage) -> list[Found]:
    count = len(words.words)
    edges = [tuple(language.edges(words.words, position)) for position in range(count)]
    glued = [
        position > 0 and words.starts[position] == words.ends[position - 1]
        for position in range(count)
    ]
    openings = language.root.steps
    starts = [
        position
        for position in range(count)
        if any(edge.key in openings for edge in edges[position])
    ]
    return [
        found
        for found in Matcher(language.root, edges, glued).all(starts)
        if _stands_alone(text, words, found)
        and not _counts_something(words, found, language)
        and ("only_future" not in found.fields or _about_future(words, found, language))
    ]


def _stands_alone(text: str, words: Words, found: Found) -> bool:
    """Tell whether no digit, sign or letter makes the outer numbers part of something else."""
    start, end = words.starts[found.first], words.ends[found.last - 1]
    if text[start].isdecimal() and start:
        before = text[start - 1]
        if before.isalpha() or before in "$€£¥#_" or _joins(text, start - 1, start - 2):
            return False
    if text[end - 1].isdecimal() and end < len(text):
        after = text[end]
        return not (after.isalpha() or after in "%€$£°_" or _joins(text, end, end + 1))
    return True


def _joins(text: str, sign: int, beyond: int) -> bool:
    """Tell whether a sign at ``sign`` ties a number to the digit at ``beyond``."""
    return text[sign] in ".,/:-+" and 0 <= beyond < len(text) and text[beyond].isdecimal()


def _counts_something(words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether a bare number read as a year counts what follows: "in 2000 cases"."""
    if found.reading != "calendar" or "year" not in found.fields or "month" in found.fields:
        return False
    if found.last >= len(words.words):
        return False
    following = words.words[found.last]
    if following in language.not_after_year:
        return True
    weak = found.fields.get("weak") == 1
    return weak and following.isalpha() and following not in language.after_weak_year


def _chosen(candidates: Sequence[Found]) -> list[Found]:
    """Return the longest candidates that do not overlap, in text order."""
    chosen: list[Found] = []
    taken: set[int] = set()
    ranked = sorted(candidates, key=lambda f: (f.first - f.last, -f.length, f.rank, f.first))
    for found in ranked:
        tokens = range(found.first, found.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(found)
    return sorted(chosen, key=lambda f: f.first)


def _mention(
    text: str,
    words: Words,
    found: Found,
    language: DateLanguage,
    anchor: tuple[date, date] | None,
) -> DateMention:
    open_ = "dir" not in found.fields and is_relative(found.fields)
    if open_ and found.reading in _INHERITS_TENSE and _about_future(words, found, language):
        found = replace(found, fields={**found.fields, "dir": UPCOMING})
    granularity = granularity_of(found.reading, found.fields)
    setting = _setting(words, found, granularity, language)
    interval = _interval(found, setting.part, anchor)
    span = Span(start=words.starts[setting.first], end=words.ends[found.last - 1])
    return DateMention(
        span=span,
        text=span.slice(text),
        interval=interval,
        granularity=Granularity.RANGE if setting.part else granularity,
        relation=setting.relation,
        relative=found.reading != "ambiguous" and is_relative(found.fields),
    )


def _interval(found: Found, part: int, anchor: tuple[date, date] | None) -> Interval | None:
    days = days_of(found.reading, found.fields, anchor[0] if anchor else None)
    if days is None:
        return None
    if (
        anchor
        and anchor[0] != anchor[1]
        and days_of(found.reading, found.fields, anchor[1]) != days
    ):
        return None
    start, end = narrowed(days, part) if part else days
    return Interval(start=start, end=end)


def _setting(
    words: Words, found: Found, granularity: Granularity, language: DateLanguage
) -> _Setting:
    first, part, relation = found.first, 0, DateRelation.IN
    if granularity in _NARROWS:
        narrowing, length = _phrase_before(words.words, first, language.parts)
        if narrowing is not None:
            part, first = narrowing, first - length
    if granularity is not Granularity.RANGE:
        placed, _ = _phrase_before(words.words, first, language.relations)
        relation = placed or relation
    return _Setting(first=first, relation=relation, part=part)


def _phrase_before(
    words: Sequence[str], end: int, phrases: Mapping[tuple[str, ...], _Value]
) -> tuple[_Value | None, int]:
    for length in range(min(_LONGEST_PHRASE, end), 0, -1):
        value = phrases.get(tuple(words[end - length : end]))
        if value is not None:
            return value, length
    return None, 0


def _about_future(words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether a verb near the expression, in its clause, is about the future."""
    upcoming, _ = _phrase_before(words.words, found.first, language.upcoming)
    if upcoming:
        return True
    before, after = language.future_reach
    for step, reach, position in ((-1, before, found.first - 1), (1, after, found.last)):
        for place in range(position, position + step * reach, step):
            if not 0 <= place < len(words.words):
                break
            word = words.words[place]
            if word in language.clause_breaks:
                break
            if word in language.future or word.endswith(language.future_endings or ("\0",)):
                return True
    return False
