"""Snaks, the claims' smallest pieces, -> values.

The form is that of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from factcheck.model import Interval

Node = Mapping[str, Any]

_ENTITY: Final = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d{0,11})")
_TIME: Final = re.compile(r"([+-])0*(\d{1,4})-(\d{2})-(\d{2})T00:00:00Z")
_YEAR, _MONTH, _DAY = 9, 10, 11
_JULIAN: Final = "Q1985786"
_LARGEST: Final = Decimal(10) ** 15
_BARE: Final = "1"
"""The unit of a number that has none."""


class LeftOut(ValueError):
    """Why a statement becomes no fact, in words for whoever imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, month or year, and whether it is the day or the month that is known."""

    interval: Interval
    is_day: bool = False
    is_month: bool = False

    @property
    def first(self) -> date:
        """Return the first day it may be."""
        return self.interval.start or date.min

    @property
    def last(self) -> date:
        """Return the last day it may be."""
        return self.interval.end or date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number and the id of its unit, ``""`` for none."""

    number: Decimal
    unit: str


def entity_id(text: Any) -> str:
    """Return the id of an item in an id or an address of one; ``""`` for anything else."""
    found = _ENTITY.fullmatch(text) if isinstance(text, str) else None
    return found[1] if found else ""


def value_of(snak: Any) -> Any:
    """Return the value of a snak; raise ``LeftOut`` when it has none or it is not known."""
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        kind = snak.get("snaktype") if isinstance(snak, dict) else ""
        raise LeftOut({"somevalue": "its value is unknown", "novalue": "it has no value"}.get(
            kind if isinstance(kind, str) else "", "its value cannot be read"
        ))  # fmt: skip
    held = snak.get("datavalue")
    value = held.get("value") if isinstance(held, dict) else None
    if value is None:
        raise LeftOut("its value cannot be read")
    return value


def item_of(snak: Any) -> str:
    """Return the id of the entity that a snak's value is; raise ``LeftOut``."""
    value = value_of(snak)
    found = entity_id(value.get("id")) if isinstance(value, dict) else ""
    if not found:
        raise LeftOut("its value is no item")
    return found


def amount_of(snak: Any) -> Amount:
    """Return the quantity of a snak; raise ``LeftOut``."""
    value = value_of(snak)
    if not isinstance(value, dict):
        raise LeftOut("its value is no quantity")
    try:
        number = Decimal(str(value.get("amount")))
    except InvalidOperation:
        raise LeftOut("its value is no quantity") from None
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise LeftOut("its value is no quantity that can be written")
    unit = value.get("unit")
    if unit == _BARE:
        return Amount(number=number, unit="")
    found = entity_id(unit)
    if not found:
        raise LeftOut("its unit cannot be read")
    return Amount(number=number, unit=found)


def moment_of(snak: Any) -> Moment:
    """Return the day, month or year of a snak; raise ``LeftOut`` for what is less exact."""
    value = value_of(snak)
    found = _TIME.fullmatch(str(value.get("time"))) if isinstance(value, dict) else None
    if found is None or found[1] == "-":
        raise LeftOut("its date cannot be read, or lies before our era")
    precision = value.get("precision")
    if precision not in {_YEAR, _MONTH, _DAY}:
        raise LeftOut("its date is not known to the year")
    if value.get("before") or value.get("after"):
        raise LeftOut("its date is uncertain")
    if precision != _YEAR and str(value.get("calendarmodel")).endswith(_JULIAN):
        raise LeftOut("its date is one of the Julian calendar")
    return _moment(precision, int(found[2]), int(found[3]), int(found[4]))


def _moment(precision: int, year: int, month: int, day: int) -> Moment:
    try:
        if precision == _YEAR:
            return Moment(interval=Interval(start=date(year, 1, 1), end=date(year, 12, 31)))
        if precision == _MONTH:
            last = date(year, month, monthrange(year, month)[1])
            return Moment(interval=Interval(start=date(year, month, 1), end=last), is_month=True)
        only = date(year, month, day)
    except ValueError:
        raise LeftOut("its date is no day of the calendar") from None
    return Moment(interval=Interval(start=only, end=only), is_day=True)


def snaks_of(holder: Any, name: str, property_id: str) -> list[Any]:
    """Return the snaks of a property among the ``name`` of a statement or reference."""
    table = holder.get(name) if isinstance(holder, dict) else None
    found = table.get(property_id) if isinstance(table, dict) else None
    return found if isinstance(found, list) else []


def values_of(holder: Any, name: str, property_id: str) -> Iterator[Any]:
    """Yield the values of a property that are known."""
    for snak in snaks_of(holder, name, property_id):
        try:
            yield value_of(snak)
        except LeftOut:
            continue
