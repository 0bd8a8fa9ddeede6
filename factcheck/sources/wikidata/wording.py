"""Values -> statements of one language, by its ``statements.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from factcheck.errors import UnknownComponentError
from factcheck.languages.data import language_data, supported_languages
from factcheck.sources.wikidata.kinds import Property
from factcheck.sources.wikidata.snaks import Amount, LeftOut, Moment

_TABLE: Final = "statements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The templates of one language, and how it writes dates."""

    lang: str
    table: Mapping[str, Any]
    dates: Mapping[str, Any]

    def statement(self, about: Property, *, is_female: bool, **values: str) -> str:
        """Return the sentence for a statement of ``about``; raise ``LeftOut`` without a template.

        ``values`` are the subject, the value and the time, as far as there are any.
        """
        forms = self.table.get("statements_f", {}) if is_female else {}
        template = forms.get(about.name) or self.table["statements"].get(about.name)
        if not template:
            raise LeftOut(f"it has no words in {self.lang}")
        sentence = str(template).format(**({"value": "", "when": ""} | values))
        return sentence[:1].upper() + sentence[1:]

    def amount(self, amount: Amount, about: Property) -> str:
        """Return the number with its unit; raise ``LeftOut`` for one that cannot measure this."""
        from babel.numbers import format_decimal  # reads a large table

        number = format_decimal(
            amount.number.normalize() + Decimal(0), locale=self.lang, decimal_quantization=False
        )
        if not about.units:
            if amount.unit:
                raise LeftOut(f"its unit {amount.unit} does not measure {about.name}")
            return number
        unit = about.units.get(amount.unit, "")
        if not unit:
            told = amount.unit or "that is missing"
            raise LeftOut(f"its unit {told} does not measure {about.name}")
        one, many = self.table["units"][unit]
        return f"{number} {one if amount.number == 1 else many}"

    def when(self, moment: Moment) -> str:
        """Return the time with its preposition."""
        forms, start = self.table["when"], moment.first
        month = self.dates["months"][start.month - 1]
        if moment.is_day:
            template = self.dates["first_day" if start.day == 1 else "day"]
            told = template.format(day=start.day, month=month, year=start.year)
            form = "vowel_day" if start.day in self.dates["vowel_days"] else "day"
            return str(forms[form].format(date=told))
        if moment.is_month:
            told = self.dates["month"].format(month=month, year=start.year)
            return str(forms["month"].format(date=told))
        return str(forms["year"].format(date=start.year))


@cache
def wording(lang: str) -> Wording:
    """Return the words of ``lang``; raise ``UnknownComponentError`` when it has none."""
    if lang not in worded_languages():
        raise UnknownComponentError("language of statements", lang, worded_languages())
    return Wording(
        lang=lang,
        table=language_data(lang, _TABLE),
        dates=language_data(lang, "display")["dates"],
    )


@cache
def worded_languages() -> tuple[str, ...]:
    """Return the languages that have words for statements, sorted."""
    return tuple(
        lang for lang in supported_languages() if language_data(lang, _TABLE, missing_ok=True)
    )
