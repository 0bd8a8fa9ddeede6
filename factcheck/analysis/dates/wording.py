"""Times in words, as a text of a language writes them."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache

from factcheck.model import Interval

_FALLBACK_LOCALE = "en"


def day_text(interval: Interval, lang: str) -> str:
    """Return a day, a month or a year in words; ``""`` for any other stretch of time."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return ""
    from babel.dates import format_date, format_skeleton

    if start == end:
        return format_date(start, "long", locale=_locale(lang))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    last = start.replace(day=monthrange(start.year, start.month)[1])
    if start.day == 1 and end == last:
        return format_skeleton("yMMMM", start, locale=_locale(lang))
    return ""


@lru_cache(maxsize=64)
def _locale(lang: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(lang))
    except (UnknownLocaleError, ValueError):
        return _FALLBACK_LOCALE
