"""Gold time expressions: one reader for the three layouts, told apart by their keys.

``dct`` and ``timexes`` (TempEval-3): a text of known date with TIMEX3 marks. ``ref`` and
``results`` (Recognizers-Text): a sentence with spans and every value they may have. ``ref``,
``values`` and ``grain`` (Duckling): a phrase that is one expression.

Of phrases only those without clock times are kept: dates, ranges of whole days, holidays, lengths
of time in any unit, and sets. Left out are Duckling's of a grain finer than a day or with a time
other than midnight; Recognizers' of a type with "time" in it, whose value has a clock time, or
that give no value to compare. Recognizers writes the end of "from the 4th to the 22nd" as the
22nd and that of "September" as 1 October; both are accepted for a range. Where a set gives a
past and a future reading, either is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from factcheck.analysis.dates.calendar import add_months
from factcheck.errors import LoadError
from factcheck.evaluation.rows import read_rows, text_of
from factcheck.model import DateRelation, Span, TimeExpression

Row = Mapping[str, Any]

_GRAINS = {"Day": 0, "Week": 0, "Month": 1, "Quarter": 3, "Year": 12}
"""Months in the grains of Duckling without clock times; days and weeks are counted apart."""
_TYPES = frozenset({"date", "daterange", "duration", "set"})
_CLOCK = re.compile(r"T\d")
_DAY = timedelta(days=1)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)([A-Z]+)")
_SECONDS = {
    "H": 3600,
    "S": 1,
    "D": 86400,
    "W": 7 * 86400,
    "WE": 2 * 86400,
    "Q": 90 * 86400,
    "Y": 365 * 86400,
}
_MONTH, _MINUTE = 30 * 86400, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One right reading: days with an end past the last, seconds of a duration, or a value."""

    start: date | None = None
    end: date | None = None
    seconds: float | None = None
    value: str = ""
    loose: bool = False
    """The end may also be the last day itself."""

    def fits(self, one: TimeExpression) -> bool:
        """Tell whether ``one`` means this."""
        if self.seconds is not None:
            return seconds_of(one.value) == self.seconds
        if self.value:
            return one.value == self.value
        return self._same_days(one)

    def _same_days(self, one: TimeExpression) -> bool:
        interval = one.interval
        if interval is None or interval.start is None or interval.end is None:
            return False
        edges = (interval.start, interval.end, interval.end + _DAY)
        if self.start is None:
            return one.relation in (DateRelation.BEFORE, DateRelation.UNTIL) and self.end in edges
        if self.end is None:
            return one.relation in (DateRelation.SINCE, DateRelation.AFTER) and self.start in edges
        ends = edges[1:] if self.loose else edges[2:]
        return interval.start == self.start and self.end in ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One marked expression and its right readings."""

    span: Span
    answers: tuple[Answer, ...]

    def fits(self, one: TimeExpression) -> bool:
        """Tell whether ``one`` means one of them."""
        return any(answer.fits(one) for answer in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of a file; what overlaps ``left_out`` is neither right nor wrong."""

    text: str
    lang: str
    anchor: date | None
    expected: tuple[Expected, ...]
    left_out: tuple[Span, ...] = ()
    is_phrase: bool = True


def read_examples(path: Path, lang: str = "") -> Iterator[Example]:
    """Yield the examples of a file; ``LoadError`` names a line of no known layout."""
    for number, row in read_rows(path):
        text_of(path, number, row, "text")
        try:
            example = _example(row, lang)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problem = f"line {number}: no time expressions of a known form"
            raise LoadError(str(path), problem) from error
        if example is not None:
            yield example


def _example(row: Row, lang: str) -> Example | None:
    spoken = str(row.get("lang") or lang or "en")
    if "timexes" in row:
        return _document(row, spoken)
    return _sentence(row, spoken) if "results" in row else _phrase(row, spoken)


def _day(text: str | None) -> date | None:
    """Return the day of an ISO date or time; Duckling writes month or day 00 for the first."""
    if not text:
        return None
    year, month, day = (int(part) for part in text[:10].split("-"))
    return date(year, month or 1, day or 1)


def _document(row: Row, lang: str) -> Example:
    return Example(
        text=row["text"],
        lang=lang,
        anchor=_day(row["dct"]),
        expected=tuple(
            Expected(
                span=Span(start=mark["start"], end=mark["end"]),
                answers=(Answer(value=mark["value"]),),
            )
            for mark in row["timexes"]
        ),
        is_phrase=False,
    )


def _sentence(row: Row, lang: str) -> Example:
    kept: list[Expected] = []
    left_out: list[Span] = []
    for result in row["results"]:
        span = Span(start=result["start"], end=result["end"])
        answers = tuple(_answers(result))
        if answers:
            kept.append(Expected(span=span, answers=answers))
        else:
            left_out.append(span)
    return Example(
        text=row["text"],
        lang=lang,
        anchor=_day(row["ref"]),
        expected=tuple(kept),
        left_out=tuple(left_out),
    )


def _answers(result: Row) -> Iterator[Answer]:
    kind = str(result.get("type") or "").removeprefix("datetimeV2.")
    if kind not in _TYPES:
        return
    for value in result["values"]:
        timex = value.get("timex") or ""
        if kind == "set" and timex and not _CLOCK.search(timex):
            yield Answer(value=timex)
        for reading in (value.get("past"), value.get("future"), value):
            answer = _answer(kind, reading or {})
            if answer is not None:
                yield answer


def _answer(kind: str, reading: Row) -> Answer | None:
    if kind == "duration":
        seconds = str(reading.get("duration") or reading.get("value") or "")
        return Answer(seconds=float(seconds)) if seconds.isdecimal() else None
    first, last = (reading.get(name) or reading.get(f"{name}Date") for name in ("start", "end"))
    if kind == "daterange" and (first or last) and not _CLOCK.search(f"{first}{last}"):
        return Answer(start=_day(first), end=_day(last), loose=True)
    told = reading.get("date") or reading.get("value") or ""
    day = _day(told) if kind == "date" and told[:1].isdecimal() else None
    return None if day is None else Answer(start=day, end=day + _DAY)


def _phrase(row: Row, lang: str) -> Example | None:
    text, values = row["text"], row["values"]
    answer = _duckling(row["kind"], row["grain"], values, row.get("raw", ""))
    if answer is None:
        return None
    expected = Expected(span=Span(start=0, end=len(text)), answers=(answer,))
    return Example(text=text, lang=lang, anchor=_day(row["ref"]), expected=(expected,))


def _duckling(kind: str, grain: str, values: Sequence[str], raw: str) -> Answer | None:
    if grain not in _GRAINS or any(not value.endswith("T00:00:00") for value in values):
        return None
    first = _day(values[0])
    if first is None:
        return None
    if "OpenInterval" in kind:
        return Answer(end=first) if " Before " in f" {raw} " else Answer(start=first)
    if len(values) > 1:
        return Answer(start=first, end=_day(values[1]))
    days = {"Day": 1, "Week": 7}.get(grain, 0)
    end = first + timedelta(days=days) if days else add_months(first, _GRAINS[grain])
    return Answer(start=first, end=end)


def seconds_of(value: str) -> float | None:
    """Return the seconds of an ISO 8601 duration, months of 30 and years of 365 days."""
    if not value.startswith("P") or "X" in value or "_" in value:
        return None
    date_part, _, clock_part = value[1:].partition("T")
    total = 0.0
    for part, minutes in ((date_part, _MONTH), (clock_part, _MINUTE)):
        for number, letter in _AMOUNT.findall(part):
            total += float(number) * (minutes if letter == "M" else _SECONDS[letter])
    return total
