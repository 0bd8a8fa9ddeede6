"""The relations: what can be said about whom, in which words, and which slots are exclusive."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .grammar import Template, parse
from .values import LANGUAGES

_FOLDER = Path(__file__).parent / "relations"

ROLES = ("says", "tells", "entails", "clashes", "denies", "plans", "beyond")
"""What a list of phrasings does: states the relation, tells it with more detail (a fact only),
follows from it, excludes it, negates it, only announces it, or goes beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation with its slots, its logic and its phrasings by language and role."""

    name: str
    slots: Mapping[str, str]
    refutes: Mapping[str, frozenset[str]]
    """A slot whose change makes a claim wrong -> the slots both texts must state for that."""
    neutral: frozenset[str]
    """Slots whose change makes a statement about something else, whatever it says of it."""
    occasions: frozenset[str]
    """Slots whose change makes it another occasion, as long as the figures are not the same."""
    fixed: frozenset[str]
    """Dates that stay days: a month's temperature is not that of one of its days."""
    swaps: tuple[tuple[str, ...], ...]
    """Two slots that are wrong when exchanged, then those both texts must state for that."""
    subject: str
    near: frozenset[str]
    """Relations that say something about this one, so that neither is silent about the other."""
    phrasings: Mapping[str, Mapping[str, tuple[Template, ...]]]


@cache
def relations() -> Mapping[str, Relation]:
    """Every relation by name, in the order of the files."""
    found: dict[str, Relation] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[name] = _relation(name, table)
    return found


def _relation(name: str, table: Mapping[str, Any]) -> Relation:
    return Relation(
        name=name,
        slots=table["slots"],
        refutes={slot: frozenset(needed) for slot, needed in table.get("refutes", {}).items()},
        neutral=frozenset(table.get("neutral", ())),
        occasions=frozenset(table.get("occasions", ())),
        fixed=frozenset(table.get("fixed", ())),
        swaps=tuple(map(tuple, table.get("swaps", ()))),
        subject=table.get("subject", ""),
        near=frozenset(table.get("near", ())),
        phrasings={
            language: {role: _templates(table[language].get(role, ())) for role in ROLES}
            for language in LANGUAGES
            if language in table
        },
    )


def _templates(phrasings: tuple[str, ...]) -> tuple[Template, ...]:
    return tuple(
        template for number, text in enumerate(phrasings) for template in parse(text, number)
    )
