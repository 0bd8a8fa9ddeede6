"""Words, dates and quotation marks of the language a report is shown in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import shorten
from typing import Any

from factcheck.errors import UnknownComponentError
from factcheck.languages.data import language_data, supported_languages
from factcheck.model import Fact, Interval, Report, Verdict
from factcheck.renderers.clipping import clipped

FALLBACK_LANGUAGE = "en"
"""Shows reports on texts in a language that has no words of its own yet."""

MAX_SOURCES = 3
"""Sources named in a citation; a fact may list dozens, the JSON report has them all."""

MAX_RATING = 60
"""Characters of a rating in its own words; some publishers write a paragraph."""
MAX_HEADLINE = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """The display words of one language and the small rules that need more than a template."""

    lang: str
    table: Mapping[str, Any]

    def word(self, section: str, key: str) -> str:
        """Return the word or template ``key`` of ``section``; ``""`` when there is none."""
        return str(self.table[section].get(key, ""))

    def language(self, code: str) -> str:
        """Return the name of the language ``code``, or the code when it has none."""
        if name := self.word("languages", code):
            return name
        from babel import Locale  # reads a large table, for languages the display lacks only

        return str(Locale.parse(self.lang).languages.get(code, code))

    def quoted(self, text: str) -> str:
        """Return ``text`` between the language's quotation marks, without its own full stop."""
        marks = self.table["quotes"]
        return f"{marks['open']}{text.strip().removesuffix('.')}{marks['close']}"

    def told(self, text: str) -> str:
        """Return words of a text or fact in quotation marks, cut where they are long.

        A day of the table's own columns is written as people write it.
        """
        if len(text) == len("YYYY-MM-DD") and text.count("-") == 2:
            with suppress(ValueError):
                return self.quoted(self.day(date.fromisoformat(text)))
        return self.quoted(clipped(text))

    def decimal(self, figure: str) -> str:
        """Return a figure such as "0.93" with the language's decimal sign."""
        return figure.replace(".", str(self.table["decimal"]))

    def day(self, day: date) -> str:
        """Return ``day`` as people write it."""
        dates = self.table["dates"]
        template = dates["first_day"] if day.day == 1 else dates["day"]
        return str(
            template.format(day=day.day, month=dates["months"][day.month - 1], year=day.year)
        )

    def until(self, day: date) -> str:
        """Return the phrase that says something held up to ``day``."""
        return self._bounded("until", day)

    def _bounded(self, preposition: str, day: date) -> str:
        dates = self.table["dates"]
        form = "vowel" if day.day in dates["vowel_days"] else "day"
        return str(dates[f"{preposition}_{form}"].format(date=self.day(day)))

    def interval(self, interval: Interval) -> str:
        """Return ``interval`` in words; whole months and years by their names alone."""
        dates = self.table["dates"]
        start, end = interval.start, interval.end
        if start is None or end is None:
            return self._open_interval(start, end)
        if start == end:
            return self.day(start)
        if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
            return str(start.year)
        if start.day == 1 and end == start.replace(day=monthrange(start.year, start.month)[1]):
            month = dates["months"][start.month - 1]
            return str(dates["month"].format(month=month, year=start.year))
        return str(dates["range"].format(start=self.day(start), end=self.day(end)))

    def _open_interval(self, start: date | None, end: date | None) -> str:
        if start is not None:
            return self._bounded("since", start)
        return self._bounded("until", end) if end else ""

    def dated(self, fact: Fact) -> str:
        """Return when the fact's source said it, else when it happened or was last verified."""
        for interval in (fact.published, fact.event_date):
            if interval is not None:
                return self.interval(interval)
        if fact.checked is not None:
            return str(self.table["checked"]).format(date=self.interval(fact.checked))
        return ""

    def citation(self, fact: Fact) -> str:
        """Return source, rating in the source's own words and date of ``fact``.

        Its id stands for the source when none is given.
        """
        sources = "; ".join(fact.sources[:MAX_SOURCES])
        source = sources or self.word("explanations", "fact_citation").format(fact_id=fact.id)
        if fact.rated_as:
            words = self.quoted(shorten(fact.rated_as, MAX_RATING, placeholder="…"))
            source = f"{source}: {words}"
        dated = self.dated(fact)
        if not dated:
            return source
        return self.word("explanations", "citation").format(source=source, date=dated)

    def headline(self, fact: Fact) -> str:
        """Return the headline of the review that ``fact`` is, quoted; ``""`` for other facts."""
        if not (fact.rated_as and fact.title):
            return ""
        return self.quoted(shorten(fact.title, MAX_HEADLINE, placeholder="…"))

    def verdict(self, verdict: Verdict, fact_ids: tuple[str, ...] = ()) -> str:
        """Return the display words of ``verdict``, with the facts it rests on when given."""
        template = self.word("verdicts_by", verdict) if fact_ids else ""
        if not template:
            return self.word("verdicts", verdict)
        return template.format(facts=", ".join(fact_ids))


@lru_cache(maxsize=1)
def display_languages() -> tuple[str, ...]:
    """Return the languages a report can be shown in, sorted."""
    return tuple(
        lang for lang in supported_languages() if language_data(lang, "display", missing_ok=True)
    )


@lru_cache(maxsize=16)
def display(lang: str) -> Display:
    """Return the display words of ``lang``; raise ``UnknownComponentError`` when it has none."""
    if lang not in display_languages():
        raise UnknownComponentError("display language", lang, display_languages())
    return Display(lang=lang, table=language_data(lang, "display"))


def display_for_text(lang: str) -> Display:
    """Return the words for a text in ``lang``: its own, else English."""
    return display(lang if lang in display_languages() else FALLBACK_LANGUAGE)


def display_for(report: Report, ui_lang: str) -> Display:
    """Return the words for ``ui_lang``, else for the report's first text."""
    if ui_lang:
        return display(ui_lang)
    return display_for_text(report.documents[0].document.language if report.documents else "")
