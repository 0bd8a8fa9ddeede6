"""What is read of Wikidata: ``kinds.toml`` as records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.errors import UnknownComponentError

_TABLE = Path(__file__).with_name("kinds.toml")


class ValueKind(StrEnum):
    """What the value of a property is."""

    ITEM = "item"
    QUANTITY = "quantity"
    TIME = "time"


class When(StrEnum):
    """How statements of a property stand in time; ``kinds.toml`` says what each means."""

    HELD = "held"
    MEASURED = "measured"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property by its name here and its id there.

    ``units`` are names of units by their ids, empty for a bare number. ``is_held_by_subject`` tells
    of an office whether the entity holds it or the value does.
    """

    name: str
    id: str
    kind: ValueKind
    when: When
    units: Mapping[str, str]
    is_held_by_subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Properties by name, and the ids of what qualifies and supports their statements."""

    properties: Mapping[str, Property]
    qualifiers: Mapping[str, str]
    harmless: frozenset[str]
    references: Mapping[str, str]
    people: Mapping[str, str]

    def chosen(self, names: Sequence[str]) -> tuple[Property, ...]:
        """Return the properties called ``names``, or by their ids, all when there is none.

        Raises ``UnknownComponentError``.
        """
        by_id = {one.id: one for one in self.properties.values()}
        found: dict[str, Property] = {}
        for name in names or self.properties:
            one = self.properties.get(name.lower()) or by_id.get(name.upper())
            if one is None:
                raise UnknownComponentError("property", name, self.properties)
            found[one.id] = one
        return tuple(found.values())


@cache
def kinds() -> Kinds:
    """Return the table."""
    data = tomllib.loads(_TABLE.read_text("utf-8"))
    qualifiers: dict[str, Any] = data["qualifiers"]
    return Kinds(
        properties={
            name: _property(name, row, data["units"]) for name, row in data["properties"].items()
        },
        harmless=frozenset(qualifiers.pop("harmless")),
        qualifiers=qualifiers,
        references=data["references"],
        people=data["people"],
    )


def _property(
    name: str, row: Mapping[str, str], units: Mapping[str, Mapping[str, str]]
) -> Property:
    measured_in = units.get(row.get("unit", ""), {})
    return Property(
        name=name,
        id=row["id"],
        kind=ValueKind(row["kind"]),
        when=When(row["when"]),
        units={item: unit for unit, item in measured_in.items()},
        is_held_by_subject=row.get("whom") == "subject",
    )
