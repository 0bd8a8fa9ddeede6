"""``factcheck facts add|edit|retire|undo``: single facts changed, by whom and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from factcheck.cli.options import db_option, example
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say
from factcheck.errors import ConfigError
from factcheck.model import ChangeKind

Function = TypeVar("Function", bound=Callable[..., Any])

_COLUMNS = {
    "rating": "true, false or mixed.",
    "rated_as": "The rating in the source's own words.",
    "lang": "Language of the statement.",
    "title": "A headline it is known by.",
    "published": "When the source said it.",
    "checked": "When you last verified it.",
    "event_date": "When it happened, or what a figure measures.",
    "valid_from": "First day on which a state holds.",
    "valid_to": "Last day on which it holds.",
    "speaker": "Who said it.",
    "topics": "Your labels, separated by ' | '.",
}
"""Columns of a facts file that take one text."""


def column_options(command: Function) -> Function:
    """Return ``command`` with an option for each column of a facts file but id and statement."""
    for name, told in reversed(_COLUMNS.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, default=None, metavar="TEXT", help=told)(command)
    note = click.option("--fact-note", default=None, metavar="TEXT", help="The fact's own note.")
    source = click.option("--source", multiple=True, metavar="NAME", help="Who says so.")
    url = click.option("--url", multiple=True, metavar="URL", help="Where.")
    return source(url(note(command)))


def change_options(command: Function) -> Function:
    """Return ``command`` with ``--by`` and ``--note``."""
    by = click.option("--by", default="", metavar="NAME", help="Who changes it.")
    note = click.option("--note", default="", metavar="TEXT", help="Why.")
    return by(note(command))


def _cells(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the options say by column; what was not given is not there."""
    named = {"note" if name == "fact_note" else name: value for name, value in options.items()}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in named.items()
        if value is not None and value != ()
    }


@click.command(
    epilog=example(
        'factcheck facts add "The bridge of Verona was opened in 2011." --source "City of Verona"',
        'factcheck facts add "Ada Neri is the mayor of Verona." --valid-from 2022-06-29 --by Al',
    )
)
@click.argument("statement")
@click.option("--id", "fact_id", default="", metavar="ID", help="Its key; a hash by default.")
@click.option("--collection", default="desk", show_default=True, metavar="NAME", help="Where to.")
@column_options
@change_options
@db_option
def add(
    *, statement: str, fact_id: str, collection: str, by: str, note: str, db: str | None,
    **columns: Any,
) -> None:  # fmt: skip
    """Add one fact."""
    from factcheck.api import open_store
    from factcheck.sources import fact_from_mapping

    cells = {"statement": statement, "id": fact_id, **_cells(columns)}
    fact = fact_from_mapping(cells, source="facts add")
    with open_store(db) as store:
        if store.fact_history(fact.id):
            raise ConfigError(f"the table has a fact {fact.id!r}: change it with facts edit")
        revision = store.change_facts(
            [fact], kind=ChangeKind.ADD, by=by, note=note, collection=collection
        )
    emit(f"{fact.id}: added to {collection}, revision {revision}\n")


@click.command(
    epilog=example(
        'factcheck facts edit cost --statement "The bridge cost 15 million euros." --by Anna',
        'factcheck facts edit mayor-1 --valid-to 2022-06-28 --note "the new one took office"',
    )
)
@click.argument("fact_id", metavar="ID")
@click.option("--statement", default=None, metavar="TEXT", help="What it says.")
@column_options
@change_options
@db_option
def edit(*, fact_id: str, by: str, note: str, db: str | None, **columns: Any) -> None:
    """Change what a fact says; an empty TEXT empties a field. The old version is kept."""
    from factcheck.sources import edited

    cells = _cells(columns)
    if not cells:
        raise ConfigError("nothing to change: name a column, such as --rating false")
    with stored(db) as store:
        fact = edited(store.fact(fact_id), cells)
        revision = store.change_facts([fact], by=by, note=note)
        version = store.fact(fact_id).version
    done = f"version {version}, revision {revision}" if revision else "says so already"
    emit(f"{fact_id}: {done}\n")


@click.command(epilog=example('factcheck facts retire cost --by Anna --note "withdrawn"'))
@click.argument("fact_ids", metavar="ID...", nargs=-1, required=True)
@change_options
@db_option
def retire(*, fact_ids: tuple[str, ...], by: str, note: str, db: str | None) -> None:
    """Take facts out of the table; nothing is judged by them any more, and nothing is forgotten."""
    with stored(db) as store:
        known = [store.fact(fact_id).id for fact_id in fact_ids]
        revision = store.retire_facts(known, by=by, note=note)
    emit(f"{', '.join(known)}: retired, revision {revision}\n")


@click.command(
    epilog=example(
        "factcheck facts undo cost --by Anna",
        'factcheck facts undo --revision 12 --note "the wrong file"',
    )
)
@click.argument("fact_id", metavar="ID", default="")
@click.option(
    "--revision", type=click.IntRange(1), metavar="N", help="All that one change of the table did."
)
@change_options
@db_option
def undo(*, fact_id: str, revision: int | None, by: str, note: str, db: str | None) -> None:
    """Set a fact back to what it was before its last change, as a new version.

    With --revision every fact that change touched and no later one did.
    """
    if bool(fact_id) == bool(revision):
        raise ConfigError("give either an ID or --revision")
    with stored(db) as store:
        if revision:
            made, left = store.undo_revision(revision, by=by, note=note)
        else:
            made, left = store.undo_fact(fact_id, by=by, note=note), ()
        was_new = bool(fact_id) and not store.get([fact_id])
    for other in left:
        say(f"left as it is, changed later: {other}")
    what = fact_id or f"revision {revision}"
    told = f"undone, revision {made}" if made else "nothing to undo"
    emit(f"{what}: {told}{': retired, as it had been new' if made and was_new else ''}\n")
