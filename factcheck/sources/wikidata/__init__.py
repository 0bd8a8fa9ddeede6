"""Wikidata -> rows of a facts file: statements of entities, worded by templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from factcheck.errors import ConfigError
from factcheck.net import Settings
from factcheck.sources.reading import FactSource
from factcheck.sources.tables import Row
from factcheck.sources.wikidata.asking import API, ENTITIES_AT_ONCE, NAME, SPARQL, Wikidata
from factcheck.sources.wikidata.kinds import Property, kinds
from factcheck.sources.wikidata.snaks import LeftOut, entity_id
from factcheck.sources.wikidata.statements import Statement, cells, named_items, statements
from factcheck.sources.wikidata.wording import worded_languages, wording

__all__ = ["WikidataQuery", "read_wikidata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WikidataQuery:
    """What is asked for: the entities named and found, in which properties and languages.

    Properties go by name or id; none stands for all that are known here, no language for all that
    have words for them.
    """

    entities: tuple[str, ...] = ()
    sparql: str = ""
    properties: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()


def read_wikidata(
    asked: WikidataQuery, *, settings: Settings, api: str = "", sparql: str = ""
) -> FactSource:
    """Return the facts that answer ``asked``; nothing is read yet.

    Statements that make no fact are always left out, and noted in ``skipped`` with the reason.
    ``api`` and ``sparql`` are other places where the services stand. Raises ``ConfigError`` for
    what cannot be asked, ``UnknownComponentError`` for an unknown property or language.
    """
    for name in asked.entities:
        if not entity_id(name):
            raise ConfigError(f"{name!r} is no entity of Wikidata, such as Q220")
    if not (asked.entities or asked.sparql.strip()):
        raise ConfigError("Wikidata needs entities or a query that finds some")
    langs = asked.langs or worded_languages()
    for lang in langs:
        wording(lang)  # raises
    reading = _Reading(
        asked=asked,
        properties=kinds().chosen(asked.properties),
        service=Wikidata(
            settings=settings, langs=tuple(langs), api=api or API, sparql=sparql or SPARQL
        ),
    )
    return FactSource(NAME, reading.rows, skip_bad=True)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The statements of the entities on their way to rows."""

    asked: WikidataQuery
    properties: tuple[Property, ...]
    service: Wikidata
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """Yield a row for each statement and language, numbered as they come."""
        self._seen.clear()
        number = 0
        waiting = iter(self._ids())
        while batch := list(islice(waiting, ENTITIES_AT_ONCE)):
            entities = self.service.entities(batch)
            found = {one: entity for one in batch if (entity := entities.get(one))}
            read = {one: list(statements(e, self.properties)) for one, e in found.items()}
            every = [statement for held in read.values() for statement in held]
            self.service.learn_names(item for one in every for item in named_items(one))
            for one in batch:
                for row in self._of_entity(one, read.get(one)):
                    number += 1
                    yield Row(number=number, cells=row.cells, problem=row.problem)

    def _ids(self) -> Sequence[str]:
        found = self.service.found(self.asked.sparql) if self.asked.sparql.strip() else ()
        return tuple(dict.fromkeys((*map(entity_id, self.asked.entities), *found)))

    def _of_entity(self, item: str, held: list[Statement] | None) -> Iterator[Row]:
        if held is None:
            yield Row(number=0, cells={}, problem=f"{item}: there is no such entity")
        for statement in held or ():
            for lang in self.service.langs:
                row = self._row(statement, lang)
                if row is not None:
                    yield row

    def _row(self, statement: Statement, lang: str) -> Row | None:
        """Return the row; ``None`` for one that says what an earlier one says."""
        try:
            found = cells(statement, self.service, lang)
        except LeftOut as error:
            return Row(number=0, cells={}, problem=f"{statement.label}: {error}")
        names = ("statement", "event_date", "valid_from", "valid_to")
        said = tuple(found[name] for name in names)
        if said in self._seen:
            return None
        self._seen.add(said)
        return Row(number=0, cells=found)
