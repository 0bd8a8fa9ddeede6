"""Figures as read, in the numbers and unit names of the language a page is shown in."""

from __future__ import annotations

from functools import lru_cache

from factcheck.analysis.units import dimension_of, units
from factcheck.model import Bound, Quantity
from factcheck.renderers.display import Display

_LARGE = 1e16
"""Above it the digits of a floating-point number say nothing; it is shown by its magnitude."""

_SIGNS = {
    Bound.ABOUT: "≈ ", Bound.AT_LEAST: "≥ ", Bound.MORE_THAN: "> ",
    Bound.AT_MOST: "≤ ", Bound.LESS_THAN: "< ",
}  # fmt: skip


def figure(words: Display, quantity: Quantity) -> str:
    """Return the figure as written and, where that tells more, as read.

    "quasi 2,9 miliardi di euro" is shown with "≈ 2.900.000.000 €" after it, "14" alone.
    """
    told = reading(words, quantity)
    if _plain(told) == _plain(quantity.text):
        return quantity.text
    return f"{quantity.text} → {told}"


def reading(words: Display, quantity: Quantity) -> str:
    """Return what the figure was read as: bound, amount or range, unit and what it is per."""
    per = f" / {_unit(words, quantity.per, 1)}" if quantity.per else ""
    sign = _SIGNS.get(quantity.bound, "")
    low = _number(words, quantity.low)
    if quantity.low == quantity.high:
        return sign + _with_unit(words, low, quantity.unit, quantity.low) + per
    span = f"{low}–{_number(words, quantity.high)}"
    return sign + _with_unit(words, span, quantity.unit, quantity.high) + per


def _with_unit(words: Display, amount: str, unit: str, count: float) -> str:
    if not unit:
        return amount
    template = words.word("unit_templates", unit)
    if template:
        return template.format(amount=amount)
    if dimension_of(unit).startswith("money:"):
        return words.word("unit_templates", "money").format(amount=amount, unit=_currency(unit))
    return f"{amount} {_unit(words, unit, count)}"


def _unit(words: Display, unit: str, count: float) -> str:
    """Return the sign of ``unit`` when it has one, else its name in the right number."""
    forms = words.table["units"].get(unit)
    if forms is not None:
        return str(forms[0] if count == 1 else forms[1])
    known = units().get(unit)
    if known is None:
        return _currency(unit) if dimension_of(unit).startswith("money:") else unit
    if known.signs:
        return known.signs[0]
    return _cldr_name(known.cldr, words.lang, count == 1) if known.cldr else unit


@lru_cache(maxsize=512)
def _cldr_name(cldr: str, lang: str, singular: bool) -> str:
    """Return the long name, or the short one where CLDR has no long one of its own."""
    from babel.units import format_unit

    count = 1 if singular else 5
    named = (format_unit(count, cldr, length, locale=lang) for length in ("long", "short"))
    return next((n for n in named if cldr not in n), cldr).replace(str(count), "", 1).strip()


@lru_cache(maxsize=64)
def _currency(code: str) -> str:
    """Return the sign of a currency that only one currency bears, else its ISO code."""
    return {"EUR": "€", "GBP": "£"}.get(code, code)


def _number(words: Display, value: float) -> str:
    if abs(value) >= _LARGE:
        return f"{value:g}"
    from babel.numbers import format_decimal

    return str(format_decimal(value, "#,##0.###", locale=words.lang))


def _plain(text: str) -> str:
    """Return ``text`` as it is compared: "18 %" and "18%" read alike."""
    return "".join(text.split()).casefold()
