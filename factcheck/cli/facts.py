"""``factcheck facts``: the table of known facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns, fact_pairs, fact_row, pairs
from factcheck.cli.options import LANGUAGE, db_option, example, limit_option
from factcheck.cli.progress import progress
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say
from factcheck.errors import IndexingError
from factcheck.model import ImportResult

if TYPE_CHECKING:
    from factcheck.store import Store

collection_option = click.option("--collection", metavar="NAME", help="Only of this collection.")

facts = Commands(
    name="facts",
    help="Import, list and search known facts.",
    epilog=example("factcheck facts import facts.csv"),
)


@facts.command(
    "import",
    epilog=example(
        "factcheck facts import facts.csv",
        "factcheck facts import export.jsonl --collection economy --sync",
        "factcheck facts import feed.json --as claimreview --skip-bad",
    ),
)
@click.argument("file")
@click.option(
    "--as",
    "form",
    type=click.Choice(["claimreview", "csv", "jsonl"]),
    help="The file's format; recognised by default.",
)
@click.option("--collection", metavar="NAME", help="Where to put them; the file's name by default.")
@click.option("--sync", is_flag=True, help="Retire the collection's facts the file has no more.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out and list them.")
@click.option("--ignore-unknown", is_flag=True, help="Accept columns that are not ours.")
@click.option(
    "--dates", type=click.Choice(["iso", "dmy"]), default="iso", show_default=True,
    help="How dates are written: 2024-11-16, or also 16/11/2024.",
)  # fmt: skip
@db_option
def import_file(file: str, db: str | None, **options: Any) -> None:
    """Import a CSV or JSONL file of facts, or the ClaimReviews of a JSON-LD file, page or feed.

    One import is one transaction: a bad row stops it and nothing is imported. Importing the same
    file twice changes nothing.
    """
    from factcheck import api
    from factcheck.cli.stores import refuse_bad_facts

    refuse_bad_facts(db, file, options)
    with api.open_store(db) as store:
        with progress("Importing") as bar:
            result = api.import_facts(store, file, progress=bar.steps, **options)
        if result.added or result.updated or result.retired:
            _index(store)
    for row in result.skipped:
        say(f"left out: {row}")
    for words, count in result.unknown_ratings:
        say(f"unknown rating: {words} ({count})")
    emit(_told(result, sync=options["sync"]))


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
        told.append(f"{result.missing} not in the file any more (--sync retires them)")
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
