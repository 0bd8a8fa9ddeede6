"""``factcheck runs``: what was checked, and its report as it was then."""

from __future__ import annotations

from typing import Any

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns, run_row
from factcheck.cli.options import db_option, example, limit_option, render_options
from factcheck.cli.rendering import Rendering
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, wants_color

runs = Commands(
    name="runs",
    help="List stored runs and show their reports again.",
    epilog=example("factcheck runs list"),
)


@runs.command("list", epilog=example("factcheck runs list --limit 5"))
@limit_option
@db_option
def list_runs(limit: int, db: str | None) -> None:
    """List runs, the newest first: id, start, facts and verdicts."""
    with stored(db) as store:
        emit(columns([run_row(run) for run in store.runs(limit)]))


@runs.command(epilog=example("factcheck runs show 8c1f --format json"))
@click.argument("run_id", metavar="ID")
@render_options
@db_option
def show(run_id: str, db: str | None, **shown: Any) -> None:
    """Show a run's report as it was saved; the start of the ID is enough."""
    from factcheck.renderers.writing import joined

    writer = Rendering(**shown).writer(color=wants_color())
    with stored(db) as store:
        report = store.report(run_id)
    emit(joined(writer, report))
