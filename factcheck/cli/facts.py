"""``factcheck facts``: the table of known facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns, fact_pairs, fact_row, pairs
from factcheck.cli.options import (
    LANGUAGE,
    address_options,
    db_option,
    example,
    fetch_settings,
    limit_option,
)
from factcheck.cli.progress import progress
from factcheck.cli.services import asked_source, service_options
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say
from factcheck.errors import IndexingError
from factcheck.model import Closing, ImportResult

if TYPE_CHECKING:
    from factcheck.sources import FactSource
    from factcheck.store import Store
    from factcheck.store.source import StoredFacts

collection_option = click.option("--collection", metavar="NAME", help="Only of this collection.")

facts = Commands(
    name="facts",
    help="Import, change, list and search known facts.",
    epilog=example("factcheck facts import facts.csv"),
    lazy={
        "add": "factcheck.cli.facts_edit:add",
        "edit": "factcheck.cli.facts_edit:edit",
        "retire": "factcheck.cli.facts_edit:retire",
        "undo": "factcheck.cli.facts_edit:undo",
        "history": "factcheck.cli.facts_history:history",
        "diff": "factcheck.cli.facts_history:diff",
        "export": "factcheck.cli.export:export",
    },
)


@facts.command(
    "import",
    epilog=example(
        "factcheck facts import facts.csv",
        "factcheck facts import export.jsonl --collection economy --sync",
        "factcheck facts import feed.json --as claimreview --skip-bad",
        "factcheck facts import https://example.org/article --collection reviews",
        'factcheck facts import --from google --query "ponte" --lang it --skip-bad',
        "factcheck facts import --from wikidata --entity Q220 --property population",
    ),
)
@click.argument("file", metavar="[FILE|URL]", required=False)
@click.option(
    "--as",
    "form",
    type=click.Choice(["claimreview", "csv", "jsonl", "xlsx", "store"]),
    help="The file's format; recognised by default.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; its first by default.")
@click.option(
    "--collection",
    metavar="NAME",
    help="Where to put them; named after the file or service by default.",
)
@click.option("--sync", is_flag=True, help="Retire the collection's other facts.")
@click.option(
    "--supersede", is_flag=True, help="End the terms and figures that these facts follow."
)
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out and list them.")
@click.option("--ignore-unknown", is_flag=True, help="Accept columns that are not ours.")
@click.option(
    "--dates", type=click.Choice(["iso", "dmy"]), default="iso", show_default=True,
    help="How dates are written: 2024-11-16, or also 16/11/2024.",
)  # fmt: skip
@service_options
@address_options
@db_option
def import_file(file: str | None, db: str | None, **options: Any) -> None:
    """Import facts from a CSV, TSV, JSONL or XLSX file, ClaimReviews, a store or a service.

    ClaimReviews come as a JSON-LD file, a page or a feed; another store gives the facts it holds
    now. What stands at an address is read as a file is.

    One import is one transaction: a bad row stops it and nothing is imported. Importing the same
    twice changes nothing.
    """
    from factcheck import api
    from factcheck.cli.stores import refuse_bad_facts

    source = _source(file, options)
    reading = _reading(options) if isinstance(source, str) else {}
    refuse_bad_facts(db, api.read_source(source, **reading) if isinstance(source, str) else source)
    with api.open_store(db) as store:
        with progress("Importing") as bar:
            result = api.import_facts(
                store,
                source,
                collection=options["collection"],
                sync=options["sync"],
                supersede=options["supersede"],
                progress=bar.steps,
                **reading,
            )
        if result.added or result.updated or result.retired:
            _index(store)
    for row in result.skipped:
        say(f"left out: {row}")
    for words, count in result.unknown_ratings:
        say(f"unknown rating: {words} ({count})")
    for fact_id in result.overwritten:
        say(f"changed here and then in the file, which holds: {fact_id}")
    for closing in result.closed:
        emit(f"{closing.fact.id}: ended, {_until(closing)}\n")
    emit(_told(result, sync=options["sync"]))


def _source(file: str | None, options: Mapping[str, Any]) -> str | FactSource | StoredFacts:
    """Return the file to read, or the facts of what is far away: they are read now, once."""
    from factcheck.api import read_source
    from factcheck.sources import FactSource

    asked = asked_source(options)
    if (file is None) == (asked is None):
        raise click.UsageError("name either a file or a service: FILE or --from")
    if asked is not None:
        return asked.held()
    asking = ("allow_private", "offline", "timeout")
    fetching = fetch_settings([str(file)], **{name: options[name] for name in asking})
    if fetching is None:
        return str(file)
    found = read_source(str(file), fetching=fetching, **_reading(options))
    return found.held() if isinstance(found, FactSource) else found


def _reading(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that say how a file is read."""
    return {n: options[n] for n in ("form", "sheet", "skip_bad", "ignore_unknown", "dates")}


def _until(closing: Closing) -> str:
    until = dict(fact_pairs(closing.fact))["valid_to"]
    return f"valid to {until}: {closing.successor.id} follows ({closing.successor.statement})"


def _index(store: Store) -> None:
    """Bring the index up to the facts; what hinders that now is no fault of the import."""
    from factcheck.api import update_index

    with progress("Indexing") as bar:
        try:
            update_index(store, progress=bar.steps)
        except IndexingError as error:
            say(f"the next check brings the index up to date: {error}")


def _told(result: ImportResult, *, sync: bool) -> str:
    counts = f"{result.added} added, {result.updated} updated, {result.unchanged} unchanged"
    told = [f"{result.collection}: {counts}"]
    if sync:
        told.append(f"{result.retired} retired")
    elif result.missing:
        told.append(f"{result.missing} not among them any more (--sync retires those)")
    if result.kept:
        told.append(f"{result.kept} left as changed here")
    if result.skipped:
        told.append(f"{len(result.skipped)} left out")
    return ", ".join(told) + "\n"


@facts.command("list", epilog=example("factcheck facts list --collection economy --limit 10"))
@collection_option
@limit_option
@db_option
def list_facts(collection: str | None, limit: int, db: str | None) -> None:
    """List facts: id, rating, language and statement."""
    with stored(db) as store:
        emit(columns([fact_row(f) for f in store.find_facts(collection=collection, limit=limit)]))


@facts.command(epilog=example("factcheck facts show ja-001"))
@click.argument("fact_id", metavar="ID")
@db_option
def show(fact_id: str, db: str | None) -> None:
    """Show everything a fact says."""
    with stored(db) as store:
        emit(pairs(fact_pairs(store.fact(fact_id))))


@facts.command(
    epilog=example(
        'factcheck facts search "embassy Kyiv"',
        'factcheck facts search "Zelenskij went to Rome" --explain --limit 5',
    )
)
@click.argument("text")
@click.option(
    "--explain",
    is_flag=True,
    help="Find them as a check would, the nearest first, and tell what each shares with TEXT.",
)
@click.option("--lang", type=LANGUAGE, metavar="LANG", help="TEXT's language, for --explain.")
@collection_option
@limit_option
@db_option
def search(
    *,
    text: str,
    explain: bool,
    lang: str | None,
    collection: str | None,
    limit: int,
    db: str | None,
) -> None:
    """List the facts in which every word of TEXT occurs."""
    with stored(db) as store:
        if explain:
            _explained(store, text, lang, collection, limit)
            return
        found = store.find_facts(text, collection=collection, limit=limit)
    emit(columns([fact_row(fact) for fact in found]))


def _explained(
    store: Store, text: str, lang: str | None, collection: str | None, limit: int
) -> None:
    """Print each fact that a check would look at, how near it is, and why it was found."""
    from factcheck.analysis.overlap import overlap
    from factcheck.languages.identify import identify
    from factcheck.renderers.display import display_for_text
    from factcheck.renderers.inert import inert
    from factcheck.renderers.overlaps import overlap_lines
    from factcheck.similar import search_facts

    lang = lang or identify(text)
    words = display_for_text(lang)
    found = search_facts(store, text, lang=lang, collection=collection, limit=limit, notice=say)
    for candidate in found:
        fact = candidate.fact
        emit(columns([(*fact_row(fact)[:-1], f"{candidate.similarity:.2f}", fact.statement)]))
        for line in overlap_lines(overlap(text, lang, fact.statement, fact.lang), words):
            emit(f"    {inert(line)}\n")


@facts.command(
    epilog=example(
        "factcheck facts duplicates",
        "factcheck facts duplicates --collection economy --format json",
    )
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    metavar="0..1",
    help="How alike two statements must be to be compared at all; 0.75 by default.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How they are written.",
)
@collection_option
@db_option
def duplicates(
    threshold: float | None, format_name: str, collection: str | None, db: str | None
) -> None:
    """List facts that say the same, and facts that contradict each other.

    Facts that differ in a figure, a date, a name or a negation never count as the same, however
    alike they look; where they cannot both be right they are listed as contradicting.
    """
    from factcheck.renderers.duplicates import render_duplicates_json, render_duplicates_text
    from factcheck.similar import stored_duplicates

    with stored(db) as store, progress("Comparing") as bar:
        found = stored_duplicates(
            store, threshold=threshold, collection=collection, progress=bar.steps, notice=say
        )
    emit(render_duplicates_json(found) if format_name == "json" else render_duplicates_text(found))
