"""Values of time expressions in the notation of TIMEX3, the standard of TimeML.

ISO-TimeML (ISO 24617-1:2012): a date is as long as it is fine, a duration is ISO 8601 with ``X``
for what is not said, a set is the duration after which it comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factcheck.analysis.dates.calendar import UNITS, Days
from factcheck.analysis.dates.days import Fields
from factcheck.model import Granularity, TimeKind

_DAYPARTS = {1: "TMO", 2: "TMI", 3: "TAF", 4: "TEV", 5: "TNI"}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_NAMED_SEASONS = {1: "SP", 2: "SU", 3: "FA", 4: "WI"}
_CLOCK = {1: "M", 2: "S"}
"""Field ``clock``: minutes and seconds, which are no periods of the calendar."""
_LETTERS = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_MULTIPLES = {
    "quarter": (3, "M"),
    "half": (6, "M"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
    "fortnight": (2, "W"),
}
_UNKNOWN = {
    "quarter": "XQ",
    "half": "XM",
    "decade": "XDE",
    "century": "XCE",
    "fortnight": "XW",
    "weekend": "XWE",
}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_KINDS = {
    "duration": TimeKind.DURATION,
    "stretch": TimeKind.DURATION,
    "ytd": TimeKind.DURATION,
    "apart": TimeKind.DURATION,
    "age": TimeKind.AGE,
    "set": TimeKind.SET,
    "vague": TimeKind.VAGUE,
}


def kind_of(reading: str) -> TimeKind:
    """Return what an expression of this reading tells."""
    return _KINDS.get(reading, TimeKind.DATE)


def date_value(days: Days, granularity: Granularity, daypart: int = 0) -> str:
    """Return the value of a date: the period of ``granularity`` that ``days`` are."""
    start, end = days
    if granularity is Granularity.DAY and start == end:
        return start.isoformat() + _DAYPARTS.get(daypart, "")
    write = _PERIODS.get(granularity)
    return write(days) if write else f"{start.isoformat()}/{end.isoformat()}"


def _week(days: Days) -> str:
    year, week, _ = days[0].isocalendar()
    return f"{year}-W{week:02}"


def weekend_value(days: Days) -> str:
    """Return the value of a weekend."""
    return _week(days) + "-WE"


_PERIODS: Mapping[Granularity, Callable[[Days], str]] = {
    Granularity.WEEK: _week,
    Granularity.MONTH: lambda days: f"{days[0]:%Y-%m}",
    Granularity.QUARTER: lambda days: f"{days[0]:%Y}-Q{days[0].month // 3 + 1}",
    Granularity.HALF: lambda days: f"{days[0]:%Y}-H{days[0].month // 6 + 1}",
    Granularity.SEASON: lambda days: f"{days[0]:%Y}-{_SEASONS[days[0].month]}",
    Granularity.YEAR: lambda days: f"{days[0]:%Y}",
    Granularity.DECADE: lambda days: f"{days[0]:%Y}"[:3],
    Granularity.CENTURY: lambda days: f"{days[0]:%Y}"[:2],
}


def _amount(fields: Fields, suffix: str = "") -> tuple[str, str]:
    """Return the date part and the clock part of one amount of time."""
    known = "few" not in fields and f"num{suffix}" in fields
    number = fields.get(f"num{suffix}", 1)
    tenths = fields.get(f"tenths{suffix}", 0)
    if f"clock{suffix}" in fields:
        written = f"{number}.{tenths}" if tenths else str(number)
        return "", (written if known else "X") + _CLOCK[fields[f"clock{suffix}"]]
    unit = UNITS[fields[f"unit{suffix}"]]
    if not known:
        written = _UNKNOWN.get(unit) or "X" + _LETTERS[unit]
    else:
        times, letter = _MULTIPLES.get(unit) or (1, _LETTERS.get(unit, "WE"))
        whole, rest = divmod((10 * number + tenths) * times, 10)
        written = (f"{whole}.{rest}" if rest else str(whole)) + letter
    return ("", written) if unit == "hour" else (written, "")


def _duration(fields: Fields) -> str:
    date_part, clock_part = _amount(fields)
    for suffix in ("2", "3"):
        if f"unit{suffix}" in fields or f"clock{suffix}" in fields:
            more = _amount(fields, suffix)
            date_part, clock_part = date_part + more[0], clock_part + more[1]
    return f"P{date_part}" + (f"T{clock_part}" if clock_part else "")


def _set(fields: Fields) -> str:
    if "weekday" in fields:
        return f"XXXX-WXX-{fields['weekday'] + 1}" + _DAYPARTS.get(fields.get("daypart", 0), "")
    if "month" in fields:
        return f"XXXX-{fields['month']:02}" + (f"-{fields['day']:02}" if "day" in fields else "")
    if "season" in fields:
        return f"XXXX-{_NAMED_SEASONS[fields['season']]}"
    if "day" in fields:
        return f"XXXX-XX-{fields['day']:02}"
    if "daypart" in fields:
        return "XXXX-XX-XX" + _DAYPARTS[fields["daypart"]]
    return _duration({"num": 1, **fields})


def _age(fields: Fields) -> str:
    return _duration({"unit": UNITS.index("year"), **fields})


def _apart(fields: Fields) -> str:
    return "" if "weekday" in fields else _duration(fields)


def _months(fields: Fields) -> str:
    return f"P{fields['months']}M"


def _reference(fields: Fields) -> str:
    return _REFERENCES[fields["ref"]]


_TIMES: Mapping[str, Callable[[Fields], str]] = {
    "duration": _duration,
    "stretch": _duration,
    "age": _age,
    "set": _set,
    "vague": _reference,
    "ytd": _months,
    "apart": _apart,
}
TIME_READINGS = frozenset({"duration", "age", "set", "vague", "apart"})
"""Readings that no calendar has; rules of ``[[times]]`` may use them."""


def time_value(reading: str, fields: Fields) -> str:
    """Return the value of what is not a date: a duration, an age, a set, a vague reference."""
    return _TIMES[reading](fields)


def has_time_value(reading: str) -> bool:
    """Tell whether the value follows from the words alone."""
    return reading in _TIMES
