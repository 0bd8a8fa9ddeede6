"""Public services that facts are asked from, as options of ``facts import``."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.cli.options import address_settings

if TYPE_CHECKING:
    from factcheck.sources import FactSource

Function = TypeVar("Function", bound=Callable[..., Any])

GOOGLE, WIKIDATA = "google", "wikidata"
_OWN = {
    GOOGLE: ("query", "publisher", "max_age"),
    WIKIDATA: ("entity", "property", "sparql"),
}
"""The options that only one service has."""
_BOTH = ("lang",)


def service_options(command: Function) -> Function:
    """Return ``command`` with ``--from`` and what the services are asked."""
    options = (
        click.option(
            "--from", "service", type=click.Choice(list(_OWN)),
            help="Ask a service instead: Google's Fact Check Tools API, or Wikidata.",
        ),
        click.option("--query", metavar="TEXT", help="google: the words claims are searched by."),
        click.option("--publisher", metavar="SITE", help="google: only reviews of this site."),
        click.option(
            "--max-age", type=click.IntRange(1), metavar="DAYS",
            help="google: only claims or reviews not older than this.",
        ),
        click.option(
            "--entity", multiple=True, metavar="ID,...", help="wikidata: entities such as Q220."
        ),
        click.option(
            "--property", multiple=True, metavar="NAME,...",
            help="wikidata: what is asked of them, such as population or P1082; all by default.",
        ),
        click.option(
            "--sparql", metavar="QUERY",
            help="wikidata: the entities that this query finds, or the query in this file.",
        ),
        click.option(
            "--lang", metavar="LANG,...",
            help="google: only reviews in this language. wikidata: the languages of statements, "
            "it,en by default.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def asked_source(options: Mapping[str, Any]) -> FactSource | None:
    """Return the facts of the service that the options name; ``None`` without one.

    Raises ``UsageError`` for options that the service does not have.
    """
    service = options["service"]
    others = [name for own, names in _OWN.items() if own != service for name in names]
    given = [name for name in (*others, *(() if service else _BOTH)) if options[name]]
    if given:
        option = f"--{given[0].replace('_', '-')}"
        owner = next((own for own, names in _OWN.items() if given[0] in names), "google|wikidata")
        raise click.UsageError(f"{option} belongs to --from {owner}")
    if service is None:
        return None
    for option, name in (("--as", "form"), ("--sheet", "sheet")):
        if options[name]:
            raise click.UsageError(f"{option} is for files, not for --from {service}")
    return _google(options) if service == GOOGLE else _wikidata(options)


def _google(options: Mapping[str, Any]) -> FactSource:
    from factcheck.sources.google import KEY_VARIABLE, GoogleQuery, read_google

    asked = GoogleQuery(
        query=options["query"] or "",
        lang=options["lang"] or "",
        publisher=options["publisher"] or "",
        max_age=options["max_age"] or 0,
    )
    key = os.environ.get(KEY_VARIABLE, "")
    return read_google(asked, key, settings=_settings(options), skip_bad=options["skip_bad"])


def _wikidata(options: Mapping[str, Any]) -> FactSource:
    from factcheck.sources.wikidata import WikidataQuery, read_wikidata

    asked = WikidataQuery(
        entities=_listed(options["entity"]),
        properties=_listed(options["property"]),
        sparql=_query(options["sparql"] or ""),
        langs=_listed((options["lang"] or "",)),
    )
    return read_wikidata(asked, settings=_settings(options))


def _listed(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _query(given: str) -> str:
    """Return the query, read from the file when ``given`` names one."""
    with contextlib.suppress(OSError, ValueError):
        if Path(given).is_file():
            return Path(given).read_text("utf-8")
    return given


def _settings(options: Mapping[str, Any]) -> Any:
    return address_settings(
        allow_private=options["allow_private"],
        offline=options["offline"],
        timeout=options["timeout"],
    )
