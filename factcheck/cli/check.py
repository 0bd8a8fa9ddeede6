"""``factcheck check``: a text in, its report out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from factcheck.cli.options import (
    FILE,
    LANGUAGE,
    Day,
    Verdicts,
    db_option,
    example,
    render_options,
)
from factcheck.cli.stores import existing_store
from factcheck.cli.streams import (
    emit,
    progress,
    refuse_output,
    say,
    wants_color,
    width,
    write_output,
)
from factcheck.model import Report, Verdict

FOUND = 1
"""Exit code when a verdict named by ``--fail-on`` was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What the command line asked for."""

    sources: tuple[str, ...]
    facts: tuple[str, ...]
    db: str | None
    no_save: bool
    date: date | None
    lang: str | None
    ui_lang: str | None
    model: str
    format_name: str
    output: Path | None
    fail_on: frozenset[Verdict]


@click.command(
    epilog=example(
        "factcheck check article.txt --facts facts.csv",
        "factcheck check - --date 2024-11-16 --format json < article.txt",
        "factcheck check draft.md other.md --fail-on refuted,conflicting",
        "factcheck check articles/ --format json --output report.json",
    )
)
@click.argument("sources", metavar="PATH|URL|-...", nargs=-1, required=True)
@click.option(
    "--facts", multiple=True, metavar="FILE", help="Judge against this file alone; may be repeated."
)
@db_option
@click.option("--no-save", is_flag=True, help="Leave the store as it is.")
@click.option("--date", type=Day(), help="The text's date, for words such as 'yesterday'.")
@click.option("--lang", type=LANGUAGE, metavar="LANG", help="The text's language, when known.")
@click.option(
    "--model", default="default", show_default=True, metavar="default|none|PATH|NAME",
    help="The model that judges what the rules leave open.",
)  # fmt: skip
@click.option("--output", type=FILE, metavar="FILE", help="Write the report here, all or nothing.")
@click.option(
    "--fail-on", type=Verdicts(), default=frozenset(),
    help="Exit with 1 when a claim has one of these verdicts.",
)  # fmt: skip
@render_options
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Check the claims of texts, or of every text in a folder, against known facts.

    The facts are those of --facts, else those of the store. The report goes to stdout and is kept
    in the store unless --no-save is given.
    """
    asked = CheckOptions(**options)
    if asked.output is not None:
        refuse_output(asked.output, (*asked.sources, *asked.facts))
    report = _checked(asked)
    _write(report, asked)
    if any(assessment.verdict in asked.fail_on for assessment in report.assessments):
        ctx.exit(FOUND)


def _checked(asked: CheckOptions) -> Report:
    from factcheck import api

    needs_store = not (asked.facts and asked.no_save)
    with (
        existing_store(asked.db, wanted=needs_store, read_only=asked.no_save) as store,
        progress("Checking") as shown,
    ):
        report = api.check_source(
            *asked.sources,
            facts=asked.facts,
            store=store,
            save=not asked.no_save,
            date=asked.date,
            lang=asked.lang,
            model=asked.model,
            progress=shown,
            notice=say,
        )
    if store is None and not asked.no_save:  # created only now: a bad text or file leaves nothing
        with api.open_store(asked.db) as created:
            created.save_report(report)
    if not report.run.facts_count:
        say("no facts to check against: give --facts FILE, or fill the store: facts import FILE")
    return report


def _write(report: Report, asked: CheckOptions) -> None:
    from factcheck.registry import renderer

    render = renderer(asked.format_name)
    to_terminal = asked.output is None and wants_color()
    text = render(report, ui_lang=asked.ui_lang or "", width=width(), color=to_terminal)
    if asked.output is None:
        emit(text)
    else:
        write_output(asked.output, text)
