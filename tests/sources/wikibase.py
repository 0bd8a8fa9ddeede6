"""Wikidata's services in the shape Wikidata documents, with values of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from factcheck.sources import FactSource
from factcheck.sources.wikidata import WikidataQuery, read_wikidata
from tests.net.server import Days, Reply, Site, html

ENTITY = "http://www.wikidata.org/entity/"
TOWN, MAYOR, DEAD, TOWER, OFFICE, BUREAU = (f"Q900{number}" for number in range(1, 7))


def snak(value: Any = None, kind: str = "value", type_: str = "string") -> dict[str, Any]:
    found: dict[str, Any] = {"snaktype": kind, "property": "P0", "hash": "0" * 40}
    if kind == "value":
        found["datavalue"] = {"value": value, "type": type_}
    return found


def item(name: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(name[1:]), "id": name}
    return snak(value, type_="wikibase-entityid")


def amount(number: str, unit: str = "1", **more: str) -> dict[str, Any]:
    value = {"amount": number, "unit": ENTITY + unit if unit != "1" else unit, **more}
    return snak(value, type_="quantity")


def moment(
    day: str, precision: int = 11, calendar: str = "Q1985727", **more: int
) -> dict[str, Any]:
    value = {
        "time": f"+{day}T00:00:00Z", "timezone": 0, "before": 0, "after": 0,
        "precision": precision, "calendarmodel": ENTITY + calendar, **more,
    }  # fmt: skip
    return snak(value, type_="time")


UNKNOWN, NONE = snak(kind="somevalue"), snak(kind="novalue")
TERM, SINCE = item(OFFICE), moment("2019-01-01")


def statement(
    identity: str, main: dict[str, Any], rank: str = "normal", *references: Any, **qualifiers: Any
) -> dict[str, Any]:
    return {
        "id": f"{identity}$0A-1B", "type": "statement", "rank": rank, "mainsnak": main,
        "qualifiers": {n: v if isinstance(v, list) else [v] for n, v in qualifiers.items()},
        "references": [
            {"hash": "1" * 40, "snaks": {n: [v] for n, v in one.items()}} for one in references
        ],
    }  # fmt: skip


def entity(name: str, claims: Mapping[str, Any] | None = None, **labels: str) -> dict[str, Any]:
    return {
        "type": "item", "id": name, "lastrevid": 7, "claims": dict(claims or {}),
        "labels": {lang: {"language": lang, "value": label} for lang, label in labels.items()},
    }  # fmt: skip


@dataclass
class Service:
    """What the two services answer, by the parameters of a question."""

    entities: dict[str, dict[str, Any]]
    bindings: list[dict[str, Any]]
    instead: Reply | None = None

    def get(self, path: str, default: Any = None) -> list[Reply]:
        if self.instead is not None:
            return [self.instead]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if path.startswith("/sparql"):
            found: dict[str, Any] = {"head": {}, "results": {"bindings": self.bindings}}
            return [told(found, "application/sparql-results+json; charset=utf-8")]
        assert (asked["action"], asked["format"]) == ("wbgetentities", "json")
        return [told(self._entities(asked))]

    def _entities(self, asked: dict[str, str]) -> dict[str, Any]:
        answer = {}
        for name in asked["ids"].split("|"):
            given = self.entities.get(name)
            if given is None:
                answer[name] = {"id": name, "missing": ""}
                continue
            shown = dict(given)
            wanted = asked["languages"].split("|")
            shown["labels"] = {n: v for n, v in given["labels"].items() if n in wanted}
            if "claims" not in asked["props"].split("|"):
                del shown["claims"]
            answer[given["id"]] = shown
        return {"entities": answer, "success": 1}


def told(content: Any, kind: str = "application/json; charset=utf-8") -> Reply:
    return html(json.dumps(content).encode(), kind=kind)


LABELS = (
    entity(OFFICE, it="sindaco di Torre Salina", en="mayor of Torre Salina"),
    entity(BUREAU, it="Ufficio di statistica", en="Statistics Office"),
)


def reading(site: Site, days: Days, *entities: str, **asked: Any) -> FactSource:
    query = WikidataQuery(entities=entities or (TOWN,), **({"langs": ("it",)} | asked))
    places = {"api": site.url("/w/api.php"), "sparql": site.url("/sparql")}
    return read_wikidata(query, settings=days.settings(), **places)
