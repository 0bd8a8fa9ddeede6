"""``factcheck runs``: what was checked, and its report as it was then."""

from __future__ import annotations

from typing import Any

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns, run_row
from factcheck.cli.options import (
    CHANGES_FORMAT,
    db_option,
    example,
    limit_option,
    render_options,
    ui_lang_option,
)
from factcheck.cli.rendering import Rendering
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, wants_color, width

runs = Commands(
    name="runs",
    help="List stored runs, show their reports again, and compare two.",
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


@runs.command(
    epilog=example("factcheck runs diff 8c1f 03ae", "factcheck runs diff 8c1f 03ae --format json")
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format", "format_name", type=CHANGES_FORMAT, default="text", show_default=True,
    metavar="text|json", help="How the changes are written.",
)  # fmt: skip
@ui_lang_option
@db_option
def diff(before: str, after: str, format_name: str, ui_lang: str | None, db: str | None) -> None:
    """Show which claims run B judges otherwise than run A; the start of an ID is enough.

    A claim is the same by its words, speaker and time, wherever it stands in the text.
    """
    from factcheck.changes import report_changes
    from factcheck.renderers.changes import ChangesStyle, changes_text, diff_json

    with stored(db) as store:
        earlier, later = store.report(before), store.report(after)
    found = report_changes(earlier, later)
    style = ChangesStyle(ui_lang=ui_lang or "", width=width())
    if format_name == "json":
        emit(diff_json((earlier.run.fingerprint, later.run.fingerprint), found, style))
    else:
        emit(changes_text(found, style))
