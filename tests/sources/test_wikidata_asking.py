"""How Wikidata is asked, by a real server on loopback, and what its errors become."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from factcheck import api
from factcheck.cli.facts import facts as command
from factcheck.errors import ConfigError, FactSourceError, UnknownComponentError
from factcheck.net import Cache
from factcheck.sources.wikidata import WikidataQuery, asking, read_wikidata
from factcheck.sources.wikidata.kinds import kinds
from factcheck.sources.wikidata.wording import worded_languages, wording
from factcheck.store import Store
from tests.net.server import Days, Reply, Site, html, status
from tests.sources.wikibase import (
    ENTITY,
    SINCE,
    TERM,
    TOWER,
    TOWN,
    Service,
    amount,
    entity,
    item,
    moment,
    reading,
    statement,
    told,
)

# -- asking --------------------------------------------------------------------------------------


def test_entities_and_names_are_asked_in_batches(site: Site, days: Days, service: Service) -> None:
    ids = [f"Q{number}" for number in range(100, 125)]
    for number, name in enumerate(ids):
        office = f"Q{500 + number}"
        held = statement(name, item(office), P580=moment("2019-01-01"))
        service.entities[name] = entity(name, {"P39": [held]}, it=f"Persona {number}")
        service.entities[office] = entity(office, it=f"assessore {number}")
    source = reading(site, days, *ids, ids[0], "Q999999999")
    assert len(list(source)) == 25
    assert [row.problem for row in source.skipped] == ["Q999999999: there is no such entity"]
    asked = [parse_qs(urlsplit(path).query) for path in site.paths()]
    claims = [one["ids"][0].count("|") + 1 for one in asked if "claims" in one["props"][0]]
    assert claims == [10, 10, 6]
    assert all(one["languages"] == ["it|mul"] for one in asked)


def test_a_redirected_entity_is_the_one_it_leads_to(
    site: Site, days: Days, service: Service
) -> None:
    tower = entity(TOWER, {"P2048": [statement("a", amount("+98", "Q11573"))]}, it="Torre Lenta")
    service.entities["Q77"] = tower | {"redirects": {"from": "Q77", "to": TOWER}}
    (fact,) = reading(site, days, "Q77")
    assert fact.urls == (f"https://www.wikidata.org/wiki/{TOWER}#P2048",)


def test_a_query_finds_the_entities(site: Site, days: Days, service: Service) -> None:
    service.entities[TOWER] = entity(
        TOWER, {"P2048": [statement("a", amount("+98", "Q11573"))]}, it="Torre Lenta"
    )
    uri = {"type": "uri", "value": ENTITY + TOWER}
    service.bindings = [
        {"label": {"type": "literal", "value": "Q1"}, "item": uri}, {"item": uri},
        {"item": {"type": "uri", "value": "https://example.org/Q5"}}, {"item": "x"}, {},
    ]  # fmt: skip
    query = WikidataQuery(sparql="SELECT ?item WHERE { ?item wdt:P31 wd:Q12518 }", langs=("it",))
    places = {"api": site.url("/w/api.php"), "sparql": site.url("/sparql")}
    (fact,) = read_wikidata(query, settings=days.settings(), **places)
    assert fact.statement == "Torre Lenta è alto 98 metri."
    sent = parse_qs(urlsplit(site.paths()[0]).query)
    assert sent == {"query": [query.sparql], "format": ["json"]}


@pytest.mark.parametrize(
    ("bindings", "problem"),
    [
        ([], "the query finds no items"),
        ([{"item": {"type": "uri", "value": ENTITY + "P31"}}], "the query finds no items"),
        ([{"item": {"type": "uri", "value": f"{ENTITY}Q{n}"}} for n in range(1, 20)],
         "finds more than 10 items"),
    ],
    ids=["none", "properties", "too many"],
)  # fmt: skip
def test_a_query_that_finds_nothing_to_ask_is_one_error(
    bindings: Any, problem: str, site: Site, days: Days, service: Service,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(asking, "_MOST_ENTITIES", 10)
    service.bindings = bindings
    with pytest.raises(FactSourceError, match=problem):
        list(reading(site, days, sparql="SELECT ?x {}"))


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(status(403), "403", id="403"),
        pytest.param(status(429, Retry_After="3600"), "429 .*asked to wait 3600", id="429"),
        pytest.param(status(500), "500", id="500"),
        pytest.param(replace(told({}), length=900), "breaks off", id="cut off"),
        pytest.param(html(b'{"entities":', kind="application/json"), "not JSON", id="wrong JSON"),
        pytest.param(html(b"[" * 99_999, kind="application/json"), "not JSON", id="deep JSON"),
        pytest.param(told([]), "no JSON object", id="list"),
        pytest.param(told({"success": 1}), "no entities", id="no entities"),
        pytest.param(told({"entities": []}), "no entities", id="entities in a list"),
        pytest.param(told({"entities": {"Q1": 7}}), "no entities", id="a number"),
        pytest.param(told({"error": {"code": "no-such-entity", "info": "Could not\x1b find Q1"}}),
                     "the service answers: Could not find Q1", id="error"),
        pytest.param(html(b"<html>maintenance</html>"), "sends text/html", id="page"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_and_nothing_is_imported(
    reply: Reply, problem: str, site: Site, days: Days, service: Service
) -> None:
    service.instead = reply
    with Store() as store:
        with pytest.raises(FactSourceError, match=problem) as caught:
            api.import_facts(store, reading(site, days))
        assert store.revision == 0
    assert str(caught.value).startswith("wikidata: ")


def test_a_slow_service_is_left_when_the_time_is_up(
    site: Site, days: Days, service: Service
) -> None:
    service.instead = replace(told({}), length=900, keeps_silent=True)
    query = WikidataQuery(entities=(TOWN,), langs=("it",))
    source = read_wikidata(query, settings=days.settings(seconds=0.2), api=site.url("/w/api.php"))
    with pytest.raises(FactSourceError, match=r"takes longer than 0\.2 seconds"):
        list(source)


@pytest.mark.parametrize(
    ("asked", "error", "problem"),
    [
        ({}, ConfigError, "needs entities or a query"),
        ({"entities": ("Rome",)}, ConfigError, "'Rome' is no entity"),
        ({"entities": ("Q1|Q2",)}, ConfigError, "is no entity"),
        ({"entities": ("Q1",), "langs": ("fr",)}, UnknownComponentError, "known are en, it"),
        ({"entities": ("Q1",), "properties": ("weight",)}, UnknownComponentError, "known are area"),
    ],
    ids=["nothing", "name", "two in one", "language", "property"],
)
def test_what_cannot_be_asked_is_refused_unasked(
    asked: dict[str, Any], error: type[Exception], problem: str, days: Days
) -> None:
    with pytest.raises(error, match=problem):
        read_wikidata(WikidataQuery(**asked), settings=days.settings())


def test_properties_go_by_name_or_id() -> None:
    chosen = kinds().chosen(("Population", "p39", "P1082"))
    assert [one.id for one in chosen] == ["P1082", "P39"]
    assert len(kinds().chosen(())) == len(kinds().properties)


@pytest.mark.parametrize("lang", worded_languages())
def test_every_property_and_unit_has_words(lang: str) -> None:
    table = wording(lang).table
    units = {unit for one in kinds().properties.values() for unit in one.units.values()}
    assert table["statements"].keys() == kinds().properties.keys()
    assert table["units"].keys() == units
    assert all(len(forms) == 2 for forms in table["units"].values())


# -- import --------------------------------------------------------------------------------------


def test_importing_twice_changes_nothing_and_a_change_is_a_version(
    site: Site, days: Days, service: Service
) -> None:
    def given(number: str) -> dict[str, Any]:
        claims = {"P1082": [statement("a", amount(number), P585=moment("2021-00-00", 9))]}
        return entity(TOWN, claims, it="Torre Salina")

    with Store() as store:
        service.entities[TOWN] = given("+12500")
        first = api.import_facts(store, reading(site, days))
        second = api.import_facts(store, reading(site, days))
        service.entities[TOWN] = given("+12501")
        third = api.import_facts(store, reading(site, days))
        assert (first.collection, first.added, second.unchanged, third.updated) == (
            "wikidata", 1, 1, 1,
        )  # fmt: skip
        assert [f.version for f in store.fact_history("a$0A-1B:it")] == [1, 2]


def test_offline_answers_are_the_same(
    site: Site, days: Days, service: Service, tmp_path: Path
) -> None:
    held = statement("a", TERM, P580=SINCE)
    service.entities[TOWN] = entity(TOWN, {"P39": [held]}, it="Ugo Basti")
    settings = days.settings(cache=Cache(folder=tmp_path / "pages"))
    query = WikidataQuery(entities=(TOWN,))
    url = site.url("/w/api.php")
    online = list(read_wikidata(query, settings=settings, api=url))
    offline = list(read_wikidata(query, settings=replace(settings, offline=True), api=url))
    assert offline == online


def test_command_imports_and_says_what_it_left_out(
    site: Site, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.net.settings._PACE.interval", 0.0)
    monkeypatch.setattr("factcheck.sources.wikidata.API", site.url("/w/api.php"))
    claims = {
        "P1082": [statement("a", amount("+12500"), P585=moment("2021-00-00", 9)),
                  statement("b", amount("+9"))],
        "P2048": [statement("c", amount("+98", "Q11573"))],
    }  # fmt: skip
    service.entities[TOWN] = entity(TOWN, claims, it="Torre Salina", en="Torre Salina")
    given = ["import", "--from", "wikidata", "--entity", f"{TOWN}", "--property", "population",
             "--allow-private", "--db", str(tmp_path / "f.db")]  # fmt: skip
    result = CliRunner().invoke(command, given, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert result.exit_code == 0, result.output
    assert result.stdout == "wikidata: 2 added, 0 updated, 0 unchanged, 2 left out\n"
    assert f"row 3: {TOWN} population: it does not say when it was measured" in result.stderr
