"""Some columns of a fact written anew, read as a row of a file is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from factcheck.errors import FactSourceError
from factcheck.model import Fact
from factcheck.sources.reading import fact_from_mapping
from factcheck.sources.rows import Cell, RowError, check_validity

_FIELDS: Final = {"source": "sources", "url": "urls"}
"""Fields of a fact that are not called as their column."""


def edited(fact: Fact, cells: Mapping[str, Cell]) -> Fact:
    """Return ``fact`` with what ``cells`` say of it by column; an empty one empties the field.

    Raises ``FactSourceError`` naming the fact.
    """
    read = fact_from_mapping({"statement": fact.statement, **cells}, source=fact.id)
    names = [_FIELDS.get(column, column) for column in cells]
    changed = replace(fact, **{name: getattr(read, name) for name in names})
    try:
        check_validity(changed)
    except RowError as error:
        raise FactSourceError(fact.id, str(error)) from error
    return changed
