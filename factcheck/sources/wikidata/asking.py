"""Questions to Wikidata: entities with their statements, names of entities, queries.

The API is that of https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities, the query
service speaks SPARQL 1.1 and answers in its JSON results format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final
from urllib.parse import quote, urlencode

from factcheck.errors import FactSourceError, FetchError
from factcheck.net import Settings, fetch
from factcheck.sources.claimreview import cleaned
from factcheck.sources.wikidata.snaks import Node, entity_id

NAME: Final = "wikidata"
API: Final = "https://www.wikidata.org/w/api.php"
SPARQL: Final = "https://query.wikidata.org/sparql"

ENTITIES_AT_ONCE: Final = 10
"""A country's statements take some megabytes."""
_NAMES_AT_ONCE: Final = 50
"""As many as the API gives to anybody."""
_MOST_ENTITIES: Final = 10_000
_EVERY_LANGUAGE: Final = "mul"
"""Holds names that are the same in most languages, where a language has none of its own."""
_SHOWN: Final = 120


@dataclass(slots=True, kw_only=True)
class Wikidata:
    """The service as it is asked here; ``names`` of entities are asked once."""

    settings: Settings
    langs: tuple[str, ...]
    api: str = API
    sparql: str = SPARQL
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def entities(self, ids: Sequence[str]) -> Mapping[str, Node]:
        """Return the entities by the ids they were asked by, those that exist."""
        asked = {"ids": "|".join(ids), "props": "labels|claims"}
        found: dict[str, Node] = {}
        for key, entity in self._answer(asked).items():
            if "missing" in entity:
                continue
            redirect = entity.get("redirects")
            names = (key, entity.get("id"), redirect.get("from") if redirect else None)
            found.update({name: entity for name in names if isinstance(name, str)})
            self._keep_names(str(entity.get("id")), entity)
        return found

    def learn_names(self, ids: Iterable[str]) -> None:
        """Ask for the names of the entities that are not known yet."""
        waiting = iter(sorted({one for one in ids if one and one not in self.names}))
        while batch := list(islice(waiting, _NAMES_AT_ONCE)):
            answer = self._answer({"ids": "|".join(batch), "props": "labels"})
            for one in batch:
                self._keep_names(one, {})
            for key, entity in answer.items():
                redirect = entity.get("redirects")
                for name in (key, redirect.get("from") if redirect else None):
                    if isinstance(name, str):
                        self._keep_names(name, entity)

    def name(self, item: str, lang: str) -> str:
        """Return what an entity is called in ``lang``; ``""`` when nothing is known."""
        known = self.names.get(item, {})
        return known.get(lang) or known.get(_EVERY_LANGUAGE, "")

    def found(self, query: str) -> tuple[str, ...]:
        """Return the ids of the items that a SPARQL query finds, each once, in its order."""
        answer = self._json(self.sparql, {"query": query, "format": "json"}, _SPARQL_TYPES)
        results = answer.get("results")
        bindings = results.get("bindings") if isinstance(results, dict) else None
        if not isinstance(bindings, list):
            raise FactSourceError(NAME, "the answer is no result of a query")
        ids = tuple(dict.fromkeys(filter(None, map(_bound_item, bindings))))
        if not ids:
            raise FactSourceError(NAME, "the query finds no items")
        if len(ids) > _MOST_ENTITIES:
            raise FactSourceError(NAME, f"the query finds more than {_MOST_ENTITIES:,} items")
        return ids

    def _keep_names(self, item: str, entity: Node) -> None:
        labels = entity.get("labels")
        held = labels if isinstance(labels, dict) else {}
        self.names[item] = {
            lang: cleaned(label["value"])
            for lang, label in held.items()
            if isinstance(label, dict) and isinstance(label.get("value"), str)
        }

    def _answer(self, asked: Mapping[str, str]) -> Mapping[str, Node]:
        languages = "|".join((*self.langs, _EVERY_LANGUAGE))
        fixed = {"action": "wbgetentities", "format": "json", "languages": languages}
        answer = self._json(self.api, fixed | dict(asked), ("application/json",))
        if "error" in answer:
            error = answer["error"]
            info = error.get("info") if isinstance(error, dict) else ""
            raise FactSourceError(NAME, f"the service answers: {cleaned(str(info))[:_SHOWN]}")
        entities = answer.get("entities")
        if not isinstance(entities, dict) or not all(
            isinstance(e, dict) for e in entities.values()
        ):
            raise FactSourceError(NAME, "the answer holds no entities")
        return dict(entities)

    def _json(self, url: str, asked: Mapping[str, str], accept: tuple[str, ...]) -> Node:
        try:
            found = fetch(
                f"{url}?{urlencode(asked, quote_via=quote)}", accept=accept, settings=self.settings
            )
        except FetchError as error:
            raise FactSourceError(NAME, error.problem) from error
        try:
            answer = json.loads(found.content)
        except (ValueError, RecursionError) as error:
            raise FactSourceError(NAME, "the answer is not JSON") from error
        if not isinstance(answer, dict):
            raise FactSourceError(NAME, "the answer is no JSON object")
        return answer


_SPARQL_TYPES: Final = ("application/sparql-results+json", "application/json")


def _bound_item(binding: Any) -> str:
    """Return the first item among the values of a result."""
    values = binding.values() if isinstance(binding, dict) else ()
    return next(_items(values), "")


def _items(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        found = entity_id(value.get("value")) if isinstance(value, dict) else ""
        if found and value.get("type") == "uri":
            yield found
