"""``factcheck documents``: the texts that were checked and are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns, lines
from factcheck.cli.options import db_option, example, limit_option
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say

if TYPE_CHECKING:
    from factcheck.store import Removed, Store

documents = Commands(
    name="documents",
    help="List the texts that are kept, and delete them for good.",
    epilog=example("factcheck documents list"),
)


@documents.command("list", epilog=example("factcheck documents list --limit 5"))
@limit_option
@db_option
def list_documents(limit: int, db: str | None) -> None:
    """List texts, those checked last first: id, when, number of claims, source and title."""
    with stored(db) as store:
        held = store.texts.list(limit)
    rows = [(one.id, one.checked_at, f"{one.claims} claims", one.source, one.title) for one in held]
    emit(columns(rows))


@documents.command(
    epilog=example(
        "factcheck documents delete article.txt",
        "factcheck documents delete 5f0c1a https://www.example.org/story.html",
    )
)
@click.argument("names", metavar="ID|SOURCE...", nargs=-1, required=True)
@db_option
def delete(names: tuple[str, ...], db: str | None) -> None:
    """Delete texts for good, with their claims, verdicts, reviews and runs.

    Nothing of them stays in the store's file or its log, nor in the cache of read addresses. The
    start of an ID is enough; a SOURCE names every text that was read there. Facts stay.
    """
    with stored(db) as store:
        told(store, store.texts.delete(names))


def told(store: Store, removed: Removed) -> None:
    """Delete what the cache has of the texts, and say what is gone and what may be left."""
    from factcheck.upkeep import forget_addresses

    pages = forget_addresses(removed)
    emit(lines(f"{one.id}: deleted {one.source}" for one in removed.texts))
    counts = ((removed.claims, "claims"), (removed.runs, "runs"), (removed.reviews, "reviews"))
    gone = [f"{number} {name}" for number, name in (*counts, (pages, "cached pages")) if number]
    if gone:
        say(f"with them: {', '.join(gone)}")
    if store.location is not None:
        for backup in sorted(store.location.parent.glob(f"{store.location.name}.bak-*")):
            say(f"a backup may still hold them: {backup}")
