"""``factcheck recheck``: which stored verdicts change now that facts have changed."""

from __future__ import annotations

import click

from factcheck.cli.options import (
    CHANGES_FORMAT,
    db_option,
    example,
    ui_lang_option,
)
from factcheck.cli.progress import progress
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say, width

FLIPPED = 1
"""Exit code when a stored claim has another verdict now."""


@click.command(
    epilog=example(
        "factcheck recheck",
        "factcheck recheck --dry-run --format json",
        "factcheck recheck --since 12",
    )
)
@click.option(
    "--since", type=click.IntRange(0), metavar="REV",
    help="Facts changed after this revision; by default after each text was last judged.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Judge every stored claim anew.")
@click.option("--dry-run", is_flag=True, help="Show what changes and keep the stored verdicts.")
@click.option(
    "--model", default="default", show_default=True, metavar="default|none|PATH|NAME",
    help="The model that judges what the rules leave open.",
)  # fmt: skip
@click.option(
    "--format", "format_name", type=CHANGES_FORMAT, default="text", show_default=True,
    metavar="text|json", help="How the changes are written.",
)  # fmt: skip
@ui_lang_option
@db_option
@click.pass_context
def recheck(
    ctx: click.Context,
    /,
    *,
    since: int | None,
    every: bool,
    dry_run: bool,
    model: str,
    format_name: str,
    ui_lang: str | None,
    db: str | None,
) -> None:
    """Judge stored claims anew where changed facts can touch them.

    Lists, text by text, the claims that have another verdict now, old and new side by side, and
    apart from them those that have the same one on other evidence; the exit code is 1 when there
    are any of the first. The new judgements are kept as runs unless --dry-run is given. Texts that
    were checked against a facts file are left alone.
    """
    from factcheck import upkeep
    from factcheck.renderers.changes import ChangesStyle, recheck_json, recheck_text

    with stored(db) as store, progress("Re-checking") as bar:
        found = upkeep.recheck(
            store,
            since=since,
            every=every,
            save=not dry_run,
            model=model,
            progress=bar.steps,
            notice=say,
        )
    if found.set_aside:
        say(f"left alone, as they were judged against other facts: {found.set_aside} texts")
    if found.by_others:
        say(f"judged anew whole, as another version or model judged them: {found.by_others} texts")
    render = recheck_json if format_name == "json" else recheck_text
    emit(render(found, ChangesStyle(ui_lang=ui_lang or "", width=width())))
    if found.flips:
        ctx.exit(FLIPPED)
