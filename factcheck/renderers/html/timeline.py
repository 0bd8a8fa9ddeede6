"""Event dates on a line: one column a date, one dot a claim, as numbers for an SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.model import Assessment, Interval, Verdict
from factcheck.renderers.display import Display
from factcheck.renderers.html.cards import event_dates

COLUMN = 92  # pixels; a date such as "30 novembre" in two lines fits
ROW = 24
ACROSS = 3
"""Dots side by side in a column."""
MARGIN = 6
LINE = 14
"""Height of a line of the dates below the axis."""
_LONG_GAP = 366  # days; the line is broken where more lies between two dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A claim at a date; ``x`` and ``y`` are its middle."""

    number: int
    verdict: Verdict
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A date with its claims; ``broken`` tells that the line leaps before it."""

    x: int
    lines: tuple[str, ...]
    told: str
    dots: tuple[Dot, ...]
    broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Sizes in pixels; ``base`` is where the line lies."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]


def timeline(assessments: Sequence[Assessment], words: Display) -> Timeline | None:
    """Return the dates the claims speak of, in order; ``None`` when there are none."""
    by_date: dict[Interval, list[tuple[int, Verdict]]] = {}
    for number, assessment in enumerate(assessments, start=1):
        for mention in event_dates(assessment):
            if mention.interval is not None and _day(mention.interval) is not None:
                by_date.setdefault(mention.interval, []).append((number, assessment.verdict))
    if not by_date:
        return None
    rows = max(-(-len(found) // ACROSS) for found in by_date.values())
    base = MARGIN + rows * ROW + ROW // 4
    columns = tuple(_columns(by_date, base, words))
    return Timeline(
        width=len(by_date) * COLUMN + 2 * MARGIN,
        height=base + LINE * (max(len(column.lines) for column in columns) + 1),
        base=base,
        columns=columns,
    )


def _columns(
    by_date: dict[Interval, list[tuple[int, Verdict]]], base: int, words: Display
) -> Iterator[Column]:
    before: date | None = None
    for place, interval in enumerate(sorted(by_date, key=_order)):
        x = MARGIN + place * COLUMN + COLUMN // 2
        day = _day(interval)
        told = words.interval(interval)
        yield Column(
            x=x,
            lines=_lines(interval, words),
            told=told,
            dots=tuple(_dots(by_date[interval], x, base)),
            broken=bool(before and day and (day - before).days > _LONG_GAP),
        )
        before = interval.end or day


def _dots(claims: Sequence[tuple[int, Verdict]], x: int, base: int) -> Iterator[Dot]:
    for place, (number, verdict) in enumerate(claims):
        row, at = divmod(place, ACROSS)
        across = min(ACROSS, len(claims) - row * ACROSS)
        left = x - (across - 1) * ROW // 2
        y = base - ROW * row - ROW * 3 // 4
        yield Dot(number=number, verdict=verdict, x=left + at * ROW, y=y)


def _day(interval: Interval) -> date | None:
    return interval.start or interval.end


def _order(interval: Interval) -> tuple[date, date]:
    day = _day(interval) or date.min
    return day, interval.end or date.max


def _lines(interval: Interval, words: Display) -> tuple[str, ...]:
    """Return a date as it stands below the line, the two ends of a range one below the other."""
    told = words.interval(interval)
    start, end = interval.start, interval.end
    if start is None or end is None or words.day(end) not in told or start == end:
        return _two_lines(told)
    return (*_two_lines(words.day(start)), "–", *_two_lines(words.day(end)))


def _two_lines(told: str) -> tuple[str, ...]:
    """Return a date broken where its longer line is shortest."""
    pieces = told.split()
    breaks = range(1, len(pieces) + 1)
    ways = (tuple(filter(None, (" ".join(pieces[:b]), " ".join(pieces[b:])))) for b in breaks)
    return min(ways, key=lambda lines: max(map(len, lines)))
