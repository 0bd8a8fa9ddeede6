"""What a line is by its wording: a caption, a byline, a date line, boilerplate. Words are data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from factcheck.languages.data import language_data, supported_languages
from factcheck.model import BlockKind

_LONGEST_LINE: Final = 400
"""Code points; a longer line is running text, and patterns stay cheap."""

_LONGEST_END: Final = 90
"""Code points of a line in which a credit or a date ends it."""

_PLACE: Final = r"[^\W\d_][\w'’.-]*(?:[ /][\w'’.()-]+){0,4}"
_CAPITALS: Final = r"[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]{1,30}"
_AGENCY: Final = r"\([^()\n]{2,30}\)"
_DASH: Final = r"\s?[-–—]{1,2}\s+"
_DIGITS: Final = r"\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)"
"""A day in figures is seen and not read: its order differs between countries."""

_DIGIT: Final = re.compile(r"\d")
_ISO_DAY: Final = r"\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """The prefix of a story ("KYIV, Nov. 16 -"): its length, and its date when the year is told."""

    length: int
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The patterns of every supported language together: pages mix them."""

    kinds: tuple[tuple[BlockKind, re.Pattern[str]], ...]
    months: dict[str, int]
    day: re.Pattern[str]
    dated_line: re.Pattern[str]
    dated_end: re.Pattern[str]
    credit: re.Pattern[str]
    updated_line: re.Pattern[str]
    subheadline_label: re.Pattern[str]
    subheadline_names: frozenset[str]
    labels: frozenset[str]
    unnamed_speakers: frozenset[str]
    story_start: re.Pattern[str]
    place_only: re.Pattern[str]

    def kind_of(self, line: str) -> BlockKind | None:
        """Return what ``line`` is when its wording tells, else ``None``."""
        body = line.strip()
        if not body or len(body) > _LONGEST_LINE:
            return None
        for kind, pattern in self.kinds:
            if pattern.fullmatch(body):
                return kind
        if self.updated_line.fullmatch(body):
            return BlockKind.BOILERPLATE
        if self.dated_line.fullmatch(body):
            return BlockKind.BYLINE
        return self._kind_by_end(body)

    def _kind_by_end(self, body: str) -> BlockKind | None:
        """Return what a line is whose last words tell: who took a picture, the day of a byline."""
        tail = max(0, len(body) - _LONGEST_END)
        if self.credit.search(body, tail):
            return BlockKind.CAPTION
        if not _DIGIT.search(body, tail):
            return None
        dated = self.dated_end.search(body, tail)  # "By Ann Lee | 16 November 2024"
        return self.kind_of(body[: dated.start()]) if dated else None

    def is_updated_line(self, line: str) -> bool:
        """Tell whether ``line`` says on which day the text was last changed."""
        body = line.strip()
        return len(body) <= _LONGEST_LINE and self.updated_line.fullmatch(body) is not None

    def date_of(self, line: str, year: int | None = None) -> date | None:
        """Return the day a line tells; one without a year is in ``year``, else ``None``."""
        if len(line) > _LONGEST_LINE:
            return None
        found = self.day.search(line)
        return self._day(found, year) if found else None

    def date_line(self, text: str, *, opens_body: bool) -> DateLine | None:
        """Return the date line ``text`` begins with.

        A bare place in capitals ("ROMA - ...") is one only where the body opens.
        """
        head = text[:160]
        found = self.story_start.match(head)
        if found is None and opens_body:
            found = self.place_only.match(head)
        if found is None or found.end() == len(text):
            return None
        return DateLine(length=found.end(), date=self.date_of(found.group()))

    def _day(self, found: re.Match[str], otherwise: int | None) -> date | None:
        parts = found.groupdict()
        if parts["iso"]:
            return _date_or_none(*map(int, parts["iso"].split("-")))
        year = parts["year1"] or parts["year2"] or otherwise
        if year is None:
            return None
        month = self.months[(parts["month1"] or parts["month2"]).lower()]
        return _date_or_none(int(year), month, int(parts["day1"] or parts["day2"]))


@lru_cache(maxsize=1)
def read_marks() -> Marks:
    """Return the patterns of every supported language."""
    tables = [language_data(lang, "boilerplate", missing_ok=True) for lang in supported_languages()]
    months = {
        word: number
        for table in tables
        for number, words in enumerate(table.get("months", ()), start=1)
        for word in words
    }
    day = _day_pattern(tables, months)
    weekdays = _any_of(word for table in tables for word in table.get("weekdays", ()))
    leads, updates, labels = (
        _any_of(word for table in tables for word in table.get(key, ()))
        for key in ("date_leads", "update_leads", "subheadline_labels")
    )
    clock = r"(?:[,;]?\s(?:[-–—|·]\s)?(?:\w{1,4}\s)?\d{1,2}[:.]\d{2}.{0,40})?"
    plain_day = re.sub(r"\?P<\w+>", "?:", day)
    any_day = rf"(?:{plain_day}|{_DIGITS})"
    when = rf"(?:\b(?:{weekdays})\.?,?\s)?(?:{plain_day})"
    line = rf"(?:\b(?:{weekdays})\.?,?\s)?{any_day}"
    dated = rf"(?:{_CAPITALS},?|{_PLACE},)(?:\s{_PLACE},)?\s(?i:{when})"
    story = (
        rf"(?:{dated}\s?(?:{_AGENCY})?|{_CAPITALS}(?:,\s{_PLACE})?\s{_AGENCY}"
        rf"|{_AGENCY}{_DASH}{dated}|{_AGENCY}){_DASH}"
    )
    return Marks(
        kinds=tuple(_kind_patterns(tables)),
        months=months,
        day=re.compile(day, re.IGNORECASE),
        dated_line=re.compile(rf"(?:(?:{leads})\s?:?\s)?{line}{clock}\.?", re.IGNORECASE),
        dated_end=re.compile(
            rf"\s?[-–—|·,]\s(?:(?:{leads})\s?:?\s)?{line}{clock}\.?\Z", re.IGNORECASE
        ),
        credit=re.compile(
            rf"(?:\A|[.\s(©])(?:{_alternatives(tables, 'credits')})\)?\.?\Z", re.IGNORECASE
        ),
        updated_line=re.compile(rf"(?:{updates})\s?:?\s{line}{clock}\.?", re.IGNORECASE),
        subheadline_label=re.compile(rf"(?:{labels})\s?[:–—-]\s+(?=\S)", re.IGNORECASE),
        subheadline_names=_words(tables, "subheadline_labels"),
        labels=_words(tables, "labels"),
        unnamed_speakers=_words(tables, "unnamed_speakers"),
        story_start=re.compile(rf"\s*(?=[A-ZÀ-Þ(]){story}"),
        place_only=re.compile(rf"\s*{_CAPITALS}[A-ZÀ-Þ](?:,\s{_PLACE})?{_DASH}"),
    )


def _kind_patterns(
    tables: Sequence[Mapping[str, Sequence[str]]],
) -> Iterator[tuple[BlockKind, re.Pattern[str]]]:
    """Yield one pattern per kind: an alternation is tried faster than its branches."""
    sections = (
        (BlockKind.CAPTION, "captions"),  # first: "© Getty Images" names a picture
        (BlockKind.BOILERPLATE, "boilerplate"),
        (BlockKind.BYLINE, "bylines"),
    )
    for kind, section in sections:
        yield kind, re.compile(_alternatives(tables, section), re.IGNORECASE)


def _alternatives(tables: Sequence[Mapping[str, Sequence[str]]], section: str) -> str:
    """Return the patterns of ``section``, the names they refer to put in."""
    joined = "|".join(f"(?:{pattern})" for pattern in _unique(tables, section))
    for key in ("networks", "agencies", "image_agencies"):
        joined = joined.replace(f"<{key}>", "|".join(_unique(tables, key)))
    return joined


def _unique(tables: Sequence[Mapping[str, Sequence[str]]], key: str) -> Iterator[str]:
    """Yield what the languages list under ``key``; trying a name twice doubles each failure."""
    yield from dict.fromkeys(entry for table in tables for entry in table.get(key, ()))


def _words(tables: Sequence[Mapping[str, Sequence[str]]], key: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in table.get(key, ()))


def _day_pattern(tables: Sequence[Mapping[str, Sequence[str]]], months: Iterable[str]) -> str:
    """Return the pattern of a day with its month: "16 novembre 2024", "16 de noviembre de 2024"."""
    names = _any_of(months)
    marks, links = (_any_of(_words(tables, key)) for key in ("day_marks", "date_links"))
    of = rf"(?:(?:{links})\s)?" if links else ""
    return (
        rf"\b(?P<day1>\d{{1,2}})(?:{marks})?\s{of}(?P<month1>{names})\b\.?"
        rf"(?:,?\s{of}(?P<year1>\d{{4}})\b)?"
        rf"|\b(?P<month2>{names})\b\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)"
        rf"(?:,?\s(?P<year2>\d{{4}})\b)?"
        rf"|\b(?P<iso>{_ISO_DAY})(?!\d)"
    )


def _any_of(words: Iterable[str]) -> str:
    """Return the alternatives, longest first so that the whole word is taken."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
