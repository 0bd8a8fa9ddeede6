"""Units of measure: their dimension, their worth in a base unit, and their names per language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from factcheck.languages.data import shared_data

MONEY = "money:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: ``amount * factor + offset`` is the amount in the base unit of its dimension.

    ``signs`` are its written signs, ``glued`` those that mean it only right after the digits.
    """

    name: str
    dimension: str
    factor: float
    offset: float
    cldr: str
    signs: tuple[str, ...]
    glued: tuple[str, ...]


@lru_cache(maxsize=1)
def units() -> Mapping[str, Unit]:
    """Return every unit by name."""
    return {
        name: Unit(
            name=name,
            dimension=row["dimension"],
            factor=row["factor"],
            offset=row.get("offset", 0.0),
            cldr=row.get("cldr", ""),
            signs=tuple(row.get("signs", ())),
            glued=tuple(row.get("glued", ())),
        )
        for name, row in shared_data("units")["units"].items()
    }


def dimension_of(unit: str) -> str:
    """Return what ``unit`` measures; an unknown unit is a currency, no unit a count."""
    known = units().get(unit)
    if known is not None:
        return known.dimension
    return MONEY + unit if unit else "count"


def in_base_unit(amount: float, unit: str) -> float:
    """Return ``amount`` of ``unit`` in the base unit of its dimension."""
    known = units().get(unit)
    return amount if known is None else amount * known.factor + known.offset


def width_in_base_unit(width: float, unit: str) -> float:
    """Return a difference of ``width`` in the base unit (no offset)."""
    known = units().get(unit)
    return width if known is None else width * known.factor


def currency_codes() -> tuple[str, ...]:
    """Return the ISO 4217 codes that are read."""
    return tuple(shared_data("units")["currencies"]["codes"])


def currency_marks() -> Mapping[str, str]:
    """Return the ISO code by the letters that stand before an amount: "Rs 500"."""
    marks: Mapping[str, str] = shared_data("units")["currencies"]["marks"]
    return marks


def cldr_unit_names(lang: str) -> Iterator[tuple[str, str]]:
    """Yield (name in ``lang``, unit) for singular and plural, lower case."""
    from babel.units import format_unit

    for unit in units().values():
        if unit.cldr:
            for count in (1, 2, 5):
                shown = format_unit(count, unit.cldr, "long", locale=lang)
                name = shown.replace(str(count), "", 1).strip().lower()
                if name:
                    yield name, unit.name


def cldr_currency_names(lang: str) -> Iterator[tuple[str, str]]:
    """Yield (name in ``lang``, ISO code) for singular and plural, lower case."""
    from babel.numbers import get_currency_name

    for code in currency_codes():
        for count in (1, 2, 5):
            yield get_currency_name(code, count, locale=lang).lower(), code
