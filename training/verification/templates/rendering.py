"""Phrasing + values -> text in one language."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .grammar import Field, Template
from .values import Day, Form, Name, Number, Period, Person, Score, Switch, Value

_VOWELS = frozenset("aeiouhâéèêîôyAEIOUHÂÉÈÊÎÔY")


@cache
def forms(language: str) -> Mapping[str, Any]:
    """How a language writes articles, dates, numbers and units: its part of ``forms.toml``."""
    text = (Path(__file__).parent / "forms.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)
    return tables[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How one text says things: its language, and slot by slot how exactly it speaks.

    A day may be said as ``day``, ``daymonth``, ``month`` or ``year``, a number as ``exact``,
    ``about``, ``over`` or ``nearly``, a person by ``full`` or ``last`` name.
    """

    language: str
    values: Mapping[str, Value]
    manners: Mapping[str, str]
    rng: random.Random
    quotes: str
    percent: str

    @property
    def forms(self) -> Mapping[str, Any]:
        """The language's forms."""
        return forms(self.language)


def speech(
    language: str, values: Mapping[str, Value], manners: Mapping[str, str], rng: random.Random
) -> Speech:
    """A way to speak, with one style of quotes and percent signs for the whole text."""
    known = forms(language)
    return Speech(
        language=language,
        values=values,
        manners=manners,
        rng=rng,
        quotes=rng.choice(known["quotes"]),
        percent=rng.choice(known["percent"]),
    )


def render(template: Template, said: Speech) -> str:
    """The sentence, with a capital in front and (unless it is a headline) a full stop."""
    text = "".join(part if isinstance(part, str) else _word(part, said) for part in template.parts)
    for wrong, right in said.forms.get("repairs", {}).items():
        text = text.replace(wrong, right)
    text = text.strip().replace(",,", ",").replace(",.", ".").rstrip(",")
    ending = "" if template.headline or text.endswith((".", "?", "!")) else "."
    return text[:1].upper() + text[1:] + ending


def _word(field: Field, said: Speech) -> str:
    value = said.values[field.slot]
    if field.choices and not isinstance(value, Number):
        return _chosen(field, value, said)
    return _WRITERS[type(value)](value, field, said)


def _chosen(field: Field, value: Value, said: Speech) -> str:
    if isinstance(value, Switch):
        return field.choices[value.index]
    if isinstance(value, Person):
        return field.choices[value.gender]
    assert isinstance(value, Name)  # noqa: S101 -- relations.py lets nothing else through
    agreement = value.forms[said.language].agreement
    if field.by_number:
        return field.choices[agreement // 2]
    return field.choices[agreement % len(field.choices)]


def _name(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Name)  # noqa: S101
    form = value.forms[said.language]
    if value.kind == "title":
        return said.quotes.format(form.name)
    if value.kind == "role":
        return _role(form, said)
    if field.form == "bare":
        return form.name
    if field.form == "in":
        return _place(form, value.kind, said)
    return contract(said.forms[field.form or "the"], form)


def contract(table: Mapping[str, str], form: Form) -> str:
    """The name behind a preposition that runs into its article: ``del`` + ``Portogallo``."""
    if not form.article:
        if "+a" in table and form.name[0] == "A":
            return table["+a"] + form.name
        if "+v" in table and form.name[0] in _VOWELS - {"H"}:
            return table["+v"] + form.name
    return table.get(form.article, table[""]) + form.name


def _place(form: Form, kind: str, said: Speech) -> str:
    if form.place:
        return form.place
    known = said.forms["in_country" if kind == "country" else "in_city"]
    return known + form.name if isinstance(known, str) else contract(known, form)


def _role(form: Form, said: Speech) -> str:
    who = said.values.get("who")
    names = form.name.split("/")
    return names[who.gender if isinstance(who, Person) and len(names) > 1 else 0]


def _person(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Person)  # noqa: S101
    name = value.last if said.manners.get(field.slot) == "last" else f"{value.first} {value.last}"
    if field.form == "of" and said.language == "fr":
        return ("d'" if name[0] in _VOWELS else "de ") + name
    if field.form and field.form != "bare":
        article = "+a" if said.language == "it" and field.form == "to" and name[0] == "A" else ""
        return str(said.forms[field.form].get(article, "")) + name
    return name


def _number(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Number)  # noqa: S101
    manner = said.manners.get(field.slot, "exact")
    text = _NUMBER_WRITERS.get(value.kind, _count)(value, field, said)
    articled = said.language == "it" and field.form in _ITALIAN
    if manner == "exact":
        return _italian_figure(text, field.form) if articled else text
    pattern = said.rng.choice(said.forms[manner])
    if not articled:
        return str(pattern.format(text))
    loose: str = _ITALIAN_LOOSE[field.form] + pattern.format(_italian_figure(text, "the"))
    return loose.replace("di il ", "del ").replace("di l'", "dell'").replace("di lo ", "dello ")


_ITALIAN = {
    "by": ("del ", "dell'", "dello "),
    "to": ("al ", "all'", "allo "),
    "the": ("il ", "l'", "lo "),
}
_ITALIAN_LOOSE = {"by": "di ", "to": "a ", "the": ""}


def _italian_figure(text: str, form: str) -> str:
    """A figure behind its article: ``del 3%``, ``dell'8%``, ``dello 0,5%``."""
    whole = text.split("%")[0].split(" ")[0].split(",")[0]
    vowel = whole in ("1", "11") or (whole.startswith("8") and len(whole) <= 3)
    return _ITALIAN[form][1 if vowel else 2 if whole == "0" else 0] + text


def decimal(amount: int, digits: int, language: str) -> str:
    """``amount`` tenths to the power of ``digits``, grouped and pointed as the language does."""
    known = forms(language)
    whole, rest = divmod(amount, 10**digits)
    text = f"{whole:,}".replace(",", known["thousands"])
    fraction = str(rest).zfill(digits).rstrip("0") if rest else ""
    return f"{text}{known['decimal']}{fraction}" if fraction else text


def _count(value: Number, field: Field, said: Speech) -> str:
    noun = field.choices[0] if field.choices else ""
    amount, words = value.amount, said.forms["words"]
    if amount >= 1_000_000 and amount % 10_000 == 0:
        return _linked(_large(amount // 10_000, said), noun, said)
    if 2 <= amount <= 10 and not value.digits and words and said.rng.random() < 0.5:
        text = words[amount - 2]
    else:
        text = decimal(amount, value.digits, said.language)
    return f"{text} {noun}" if noun else text


def _large(hundredths: int, said: Speech) -> str:
    """Millions or billions in words, from hundredths of a million: ``1,3 milioni``."""
    known = said.forms
    billions = hundredths >= 100_000 and bool(known["billion"])
    names = known["billion" if billions else "million"]
    digits = 5 if billions else 2
    one = hundredths == 10**digits or hundredths < known["singular_below"] * 10 ** (digits - 1)
    return f"{decimal(hundredths, digits, said.language)} {names[0 if one else 1]}"


def _linked(figure: str, noun: str, said: Speech) -> str:
    """A million, its link and what is counted: ``milioni di abitanti``."""
    if not noun:
        return figure
    link = said.forms["link"]
    if said.language == "fr" and noun[0] in _VOWELS:
        link = "d'"
    return f"{figure} {link}{noun}"


def _percent(value: Number, field: Field, said: Speech) -> str:
    return said.percent.format(decimal(value.amount, value.digits, said.language))


_CURRENCIES = ("EUR", "USD", "GBP")


def _money(value: Number, field: Field, said: Speech) -> str:
    place, known = _CURRENCIES.index(value.unit), said.forms
    figure = _large(value.amount * 10, said)
    if "money_signs" in known and said.rng.random() < 0.6:
        return str(known["money_signs"][place].format(figure))
    currency = known["money"][place].removeprefix("{} ")
    return _linked(figure, currency, said) if said.language != "de" else f"{figure} {currency}"


def _price(value: Number, field: Field, said: Speech) -> str:
    place, known = _CURRENCIES.index(value.unit), said.forms
    figure = decimal(value.amount, 0, said.language)
    if "money_signs" in known and said.rng.random() < 0.6:
        return str(known["money_signs"][place].format(figure))
    return str(known["money"][place].format(figure))


def _points(value: Number, field: Field, said: Speech) -> str:
    if said.rng.random() < 0.4:
        return str(said.forms["basis_points"].format(value.amount))
    if value.amount == 100:
        return str(said.forms["one_point"])
    figure = decimal(value.amount, 2, said.language)
    return str(said.rng.choice(said.forms["points"]).format(figure))


def _measure(value: Number, field: Field, said: Speech) -> str:
    figure = decimal(value.amount, value.digits, said.language)
    return str(said.rng.choice(said.forms["units"][value.unit]).format(figure))


_NUMBER_WRITERS: Mapping[str, Callable[[Number, Field, Speech], str]] = {
    "percent": _percent,
    "money": _money,
    "price": _price,
    "points": _points,
    "measure": _measure,
}


def _day(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Day)  # noqa: S101
    date, known = value.date, said.forms
    manner = said.manners.get(field.slot, "day")
    pattern = said.rng.choice(_patterns(field.form, manner, known))
    return _elided(
        pattern.format(
            d=known["first_day"] if date.day == 1 else date.day,
            month=known["months"][date.month - 1],
            y=date.year,
            weekday=known["weekdays"][date.weekday()],
        ),
        date.day,
        known,
    )


def _patterns(form: str, manner: str, known: Mapping[str, Any]) -> list[str]:
    found: list[str] = known["date"][f"{form}_{manner}" if form else manner]
    return found


def _elided(text: str, day: int, known: Mapping[str, Any]) -> str:
    elided: Mapping[str, str] = known.get("elided", {})
    for whole, short in elided.items():
        if day in (8, 11) and text.startswith(f"{whole}{day} "):
            return short + text.removeprefix(whole)
    return text


def _period(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Period)  # noqa: S101
    known = said.forms
    return said.rng.choice(_patterns(field.form, value.kind, known)).format(
        y=value.year,
        month=known["months"][value.part - 1],
        quarter=known["quarters"][(value.part - 1) % 4],
    )


def _score(value: Value, field: Field, said: Speech) -> str:
    assert isinstance(value, Score)  # noqa: S101
    pattern = said.rng.choice(
        ("{}-{}", "{}-{}", "{}–{}") + (("{} a {}",) if said.language == "it" else ())
    )
    return pattern.format(value.won, value.lost)


_WRITERS: Mapping[type, Callable[[Value, Field, Speech], str]] = {
    Name: _name,
    Person: _person,
    Number: _number,
    Day: _day,
    Period: _period,
    Score: _score,
}
