"""What fills a slot: kinds of values, how one is drawn, and how one is changed into a wrong one."""

from __future__ import annotations

import datetime
import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

LANGUAGES = ("it", "en", "fr", "de", "es", "pt")
"""The order of the names in every row of ``values/*.toml``."""

_FOLDER = Path(__file__).parent / "values"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A name in one language, with its article, place form and gender and number."""

    article: str
    name: str
    place: str
    agreement: int
    """0 masculine, 1 feminine, 2 masculine plural, 3 feminine plural."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Name:
    """A city, country, company or other thing with a name in each language.

    Each is made once, so that identity is equality and comparing is cheap.
    """

    kind: str
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, written alike in every language. ``gender`` is 0 for a man and 1 for a woman."""

    first: str
    last: str
    gender: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Which of a phrasing's wordings holds: rose or fell, approved or rejected."""

    index: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """``amount`` tenths to the power of ``digits``, counted in ``unit`` (none: things)."""

    kind: str
    amount: int
    digits: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar."""

    date: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year, a quarter or a month; ``part`` is 0 for a year."""

    kind: str
    year: int
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The result of a match, the winner's points first."""

    won: int
    lost: int


Value = Name | Person | Switch | Number | Day | Period | Score

_OTHER_UNIT = {
    "km": "mile", "mile": "km", "m": "foot", "foot": "m", "tonne": "kg", "hectare": "km2",
    "EUR": "USD", "USD": "EUR", "GBP": "EUR",
}  # fmt: skip


@cache
def _file(name: str) -> Mapping[str, list[list[str]]]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def names(kind: str) -> tuple[Name, ...]:
    """All names of a kind."""
    rows = _file("names")[kind]
    return tuple(Name(kind=kind, forms=_forms(row)) for row in rows)


def _forms(row: Sequence[str]) -> Mapping[str, Form]:
    cells = row if len(row) > 1 else [row[0]] * len(LANGUAGES)
    return {
        language: _form(cell, language) for language, cell in zip(LANGUAGES, cells, strict=True)
    }


_AGREEMENT = {
    "it": {"la": 1, "una": 1, "i": 2, "gli": 2, "le": 3},
    "fr": {"la": 1, "une": 1, "les": 2},
    "es": {"la": 1, "una": 1, "los": 2, "las": 3},
    "pt": {"a": 1, "uma": 1, "os": 2, "as": 3},
}
"""Gender and number by article, where the article tells; the rest is masculine singular."""


def _form(cell: str, language: str) -> Form:
    """Read ``article|name|place form``; an article may end in ``/f`` where it hides the gender."""
    if "|" not in cell:
        return Form(article="", name=cell, place="", agreement=0)
    article, name, *place = cell.split("|")
    article, _, gender = article.partition("/")
    agreement = {"f": 1, "mp": 2, "fp": 3}.get(gender, _AGREEMENT.get(language, {}).get(article, 0))
    return Form(article=article, name=name, place="".join(place), agreement=agreement)


def draw(spec: str, rng: random.Random) -> Value:
    """A value for a slot's description, such as ``city`` or ``count 2 400``."""
    kind, bounds = _described(spec)
    if kind == "person":
        return _person(rng)
    if kind == "switch":
        return Switch(index=rng.randrange(int(bounds[0])), size=int(bounds[0]))
    if kind in _NUMBERS:
        return _number(kind, bounds, rng)
    if kind in _TIMES:
        return _time(kind, [int(bound) for bound in bounds], rng)
    if kind == "score":
        won = rng.randint(1, 5)
        return Score(won=won, lost=rng.randint(0, won - 1))
    return rng.choice(names(kind))


@cache
def _described(spec: str) -> tuple[str, tuple[str, ...]]:
    kind, *bounds = spec.split()
    return kind, tuple(bounds)


def _person(rng: random.Random) -> Person:
    people = _file("people")
    origin = rng.choices(("it", "en", "other"), (6, 3, 3))[0]
    gender = rng.randrange(2)
    first = rng.choice(people[origin][gender])
    return Person(first=first, last=rng.choice(people[origin][2]), gender=gender)


_NUMBERS = {"count": 0, "percent": 1, "money": 1, "price": 0, "points": 2, "measure": 0, "grade": 1}
"""Kinds of numbers, with how many decimals of them are kept."""

_POINTS = (10, 25, 50, 75, 100)
"""Steps of interest rates, in hundredths of a percentage point."""

_TIMES = ("date", "year", "quarter", "month")


def _number(kind: str, bounds: Sequence[str], rng: random.Random) -> Number:
    digits = _NUMBERS[kind]
    unit = ""
    if kind == "measure":
        unit, *bounds = bounds
    if kind in ("money", "price"):
        unit = rng.choices(("EUR", "USD", "GBP"), (7, 3, 1))[0]
    if kind == "points":
        return Number(kind=kind, amount=rng.choice(_POINTS), digits=2)
    low, high = (round(float(bound) * 10**digits) for bound in bounds)
    amount = round(math.exp(rng.uniform(math.log(low), math.log(high + 1))))
    return Number(kind=kind, amount=_rounded(amount, rng, low), digits=digits, unit=unit)


def _rounded(amount: int, rng: random.Random, low: int) -> int:
    """Keep two to four significant digits, as figures in the news have them."""
    excess = len(str(amount)) - rng.choice((2, 2, 3, 3, 4))
    return max(low, round(amount, -excess) if excess > 0 else amount)


def _time(kind: str, bounds: Sequence[int], rng: random.Random) -> Day | Period:
    low, high = bounds
    year = rng.randint(low, high)
    if kind == "date":
        return Day(date=datetime.date(year, rng.randint(1, 12), rng.randint(1, 28)))
    return Period(kind=kind, year=year, part=rng.randint(*_PARTS[kind]))


_PARTS = {"year": (0, 0), "quarter": (1, 4), "month": (1, 12)}


def change(value: Value, spec: str, rng: random.Random) -> Value:
    """Another value of the same slot: near the old one for numbers and times, never equal."""
    if isinstance(value, Switch):
        return replace(value, index=(value.index + rng.randint(1, value.size - 1)) % value.size)
    if isinstance(value, Number):
        return _other_number(value, rng)
    if isinstance(value, Day):
        return Day(date=_other_day(value.date, rng))
    if isinstance(value, Period):
        return _other_period(value, rng)
    while (other := draw(spec, rng)) == value or _same_person(other, value):
        pass
    return other


def _same_person(one: Value, other: Value) -> bool:
    return isinstance(one, Person) and isinstance(other, Person) and one.last == other.last


def _other_number(value: Number, rng: random.Random) -> Number:
    if value.unit in _OTHER_UNIT and rng.random() < 0.35:
        return replace(value, unit=_OTHER_UNIT[value.unit])
    if value.kind == "points":
        return replace(value, amount=rng.choice([n for n in _POINTS if n != value.amount]))
    if value.kind == "grade":
        return replace(value, amount=value.amount + rng.choice((-15, -11, -8, -5, 5, 7, 10, 14)))
    if value.kind == "money" and value.amount >= 10_000 and rng.random() < 0.15:
        return replace(value, amount=value.amount // 1000)
    low, high = _SENSIBLE.get(value.kind, (1, 10**12))
    amount = value.amount
    while amount == value.amount or not low <= amount <= high:
        amount = _shifted(value.amount, rng)
    return replace(value, amount=amount)


_SENSIBLE = {"count": (2, 10**12), "percent": (1, 990)}
"""The least and the most of a figure: a plural to count, less than the whole."""


def _shifted(amount: int, rng: random.Random) -> int:
    way = rng.random()
    if way < 0.35:  # one digit changed
        text = str(amount)
        place = rng.randrange(min(len(text), 3))
        digit = rng.choice("123456789")
        return int(text[:place] + digit + text[place + 1 :])
    if way < 0.5 and 12 < amount < 10_000 and len(set(str(amount)[:2])) == 2:  # two digits turned
        text = str(amount)
        return int(text[1] + text[0] + text[2:]) if text[1] != "0" else amount * 2
    step = int(10 ** max(0, len(str(amount)) - 2))
    return round(amount * rng.choice(_FACTORS) / step) * step


_FACTORS = (0.4, 0.5, 0.7, 0.8, 1.25, 1.5, 2.0, 3.0)
"""How a figure goes wrong when it is wrong altogether."""


def _other_day(date: datetime.date, rng: random.Random) -> datetime.date:
    part = rng.choice(("year", "month", "day"))
    if part == "year":
        return date.replace(year=date.year + rng.choice((-11, -10, -3, -2, -1, 1, 2, 3)))
    if part == "month":
        return date.replace(month=(date.month - 1 + rng.randint(1, 11)) % 12 + 1)
    return date.replace(day=(date.day - 1 + rng.randint(1, 27)) % 28 + 1)


def _other_period(value: Period, rng: random.Random) -> Period:
    low, high = _PARTS[value.kind]
    if value.part and rng.random() < 0.5:
        choices = [part for part in range(low, high + 1) if part != value.part]
        return replace(value, part=rng.choice(choices))
    return replace(value, year=value.year + rng.choice((-10, -3, -2, -1, 1, 2, 3)))


@cache
def first_names() -> frozenset[str]:
    """First names that tell a person in any text."""
    return frozenset(name for men, women, *_ in _file("people").values() for name in (*men, *women))


@cache
def surnames() -> tuple[str, ...]:
    """Surnames of one word, to give to a person."""
    lists = [lists[2] for lists in _file("people").values() if len(lists) > 2]
    return tuple(name for names in lists for name in names if " " not in name)
