"""Numbers as they are written: digits with their signs, one digit changed, words for digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from factcheck.contrast.rules import class_of, contrast_rules
from factcheck.languages.data import language_data

DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_FAR = (0.75, 1.34)
"""Another number lies outside this multiple of the first: no rounding leads from one to it."""
_FEWEST_GROUPED = 4
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign before decimals and the one between thousands."""

    decimal: str
    group: str


@lru_cache(maxsize=16)
def signs(lang: str) -> Signs:
    """Return the signs usual in ``lang``."""
    table = language_data(lang, "numbers")
    return Signs(table["decimal"], table["group"])


def value_of(digits: str, lang: str) -> Decimal | None:
    """Return the value of digits as written in ``lang``; ``None`` when they are no plain number."""
    marks = signs(lang)
    group, decimal = re.escape(marks.group), re.escape(marks.decimal)
    shape = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{decimal}\d+)?"
    if not re.fullmatch(shape, digits):
        return None
    return Decimal(digits.replace(marks.group, "").replace(marks.decimal, "."))


def written(value: Decimal, lang: str, *, grouped: bool) -> str:
    """Return ``value`` in digits, its thousands apart where ``grouped``."""
    marks = signs(lang)
    plain = f"{value.normalize():,f}" if grouped else f"{value.normalize():f}"
    return plain.translate({ord(","): marks.group, ord("."): marks.decimal})


def is_grouped(digits: str, lang: str) -> bool:
    """Tell whether the thousands stand apart."""
    return signs(lang).group in digits


def other_digits(digits: str, lang: str, *, at_most_hundred: bool) -> Iterator[str]:
    """Yield numbers that differ from ``digits`` in the first digit alone, and by far.

    They follow the same article and are plural where the first is.
    """
    value = value_of(digits, lang)
    place = next((i for i, sign in enumerate(digits) if sign in "123456789"), -1)
    if value is None or place < 0 or value == 1:
        return
    for digit in "123456789":
        changed = digits[:place] + digit + digits[place + 1 :]
        other = value_of(changed, lang)
        if other is None or other == 1 or (at_most_hundred and other > _HUNDRED):
            continue
        if is_far(value, other) and same_article(digits, changed, lang):
            yield changed


def is_far(value: Decimal, other: Decimal) -> bool:
    """Tell whether no rounding leads from one number to the other."""
    return not _FAR[0] < float(other / value) < _FAR[1]


def same_article(text: str, other: str, lang: str) -> bool:
    """Tell whether both numbers may follow the same article."""
    classes = contrast_rules(lang).number_classes
    return class_of(text, classes) == class_of(other, classes)


@lru_cache(maxsize=16)
def number_words(lang: str) -> dict[str, int]:
    """Return the plural numbers that are one word ("three"), by word; the first of each value."""
    atoms: dict[str, int] = {}
    table = language_data(lang, "numbers").get("words", {})
    for word, value in table.get("atoms", {}).items():
        if value > 1 and value not in atoms.values():
            atoms[word] = value
    return atoms


def chain_of_thousands(thousands: int, lang: str) -> str:
    """Return so many thousands as one word ("ventimila"), where the language makes chains."""
    words = {value: word for word, value in number_words(lang).items()}
    if not language_data(lang, "numbers").get("words", {}).get("compounds"):
        return ""
    thousand = contrast_rules(lang).thousand
    return words[thousands] + thousand if thousands in words and thousand else ""


def may_group(value: Decimal) -> bool:
    """Tell whether a number has thousands to set apart."""
    return value == value.to_integral() and len(f"{value:f}".split(".")[0]) >= _FEWEST_GROUPED
