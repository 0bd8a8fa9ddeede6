"""``factcheck check``: texts in, their reports out, each as soon as it is done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.options import (
    FILE,
    LANGUAGE,
    Day,
    Verdicts,
    address_options,
    chosen_embedder,
    db_option,
    example,
    fetch_settings,
    render_options,
    semantic_options,
)
from factcheck.cli.progress import Bar, progress
from factcheck.cli.rendering import Rendering
from factcheck.cli.stores import existing_store
from factcheck.cli.streams import emit, refuse_output, say, wants_color, written_output
from factcheck.model import Failure, Report, RunInfo, Verdict

if TYPE_CHECKING:
    from factcheck.protocols import ReportWriter
    from factcheck.store import Store

FOUND = 1
"""Exit code when a verdict named by ``--fail-on`` was found."""
NOT_CHECKED = 2
"""Exit code when a text could not be checked, whatever was found in the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What the command line asked for."""

    sources: tuple[str, ...]
    facts: tuple[str, ...]
    db: str | None
    no_save: bool
    as_of: date | None
    date: date | None
    lang: str | None
    model: str
    semantic: bool
    embedder: str | None
    jobs: int
    allow_private: bool
    offline: bool
    timeout: float | None
    output: Path | None
    fail_on: frozenset[Verdict]
    rendering: Rendering


@click.command(
    epilog=example(
        "factcheck check article.txt --facts facts.csv",
        "factcheck check - --date 2024-11-16 --format json < article.txt",
        "factcheck check draft.md other.md --fail-on refuted,conflicting",
        "factcheck check https://www.example.org/story.html",
        "factcheck check articles/ --format json --output report.json",
        "factcheck check texts.jsonl --jobs 4 --format csv --only refuted,conflicting",
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
@semantic_options
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N",
    help="Processes that check; for many texts.",
)  # fmt: skip
@click.option(
    "--as-of", type=Day(), help="Judge with the facts published by that day; nothing is kept."
)
@address_options
@click.option("--output", type=FILE, metavar="FILE", help="Write the report here, all or nothing.")
@click.option(
    "--fail-on", type=Verdicts(), default=frozenset(),
    help="Exit with 1 when a claim has one of these verdicts.",
)  # fmt: skip
@render_options
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Check the claims of texts, or of every text in a folder, against known facts.

    A PATH is a text, a folder, a file of texts (.jsonl) or a quoted pattern such as "*.txt"; a URL
    is a page or text on the web. The facts are those of --facts, else those of the store. The
    report goes to stdout, text, jsonl and csv while texts are being checked, and each text's is
    kept in the store unless --no-save or --as-of is given. A text that cannot be checked is named,
    does not stop the others and makes the exit code 2.
    """
    shown = {field.name: options.pop(field.name) for field in fields(Rendering)}
    asked = CheckOptions(**options, rendering=Rendering(**shown))
    if asked.output is not None:
        refuse_output(asked.output, (*asked.sources, *asked.facts))
    writer = asked.rendering.writer(color=asked.output is None and wants_color())
    found = _checked(asked, writer)
    if found.failures:
        ctx.exit(NOT_CHECKED)
    if found.verdicts & asked.fail_on:
        ctx.exit(FOUND)


@dataclass(slots=True, kw_only=True)
class _Found:
    """What is kept of the texts once their reports are saved and written."""

    failures: list[Failure] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    verdicts: set[Verdict] = field(default_factory=set)
    last: RunInfo | None = None

    def add(self, report: Report) -> None:
        """Count a report."""
        if self.last is not None and self.last.facts_digest != report.run.facts_digest:
            say("the facts have changed since the text before: check again for one state of them")
        self.last = report.run
        self.prints.append(report.run.fingerprint)
        self.verdicts.update(assessment.verdict for assessment in report.assessments)

    def run(self) -> RunInfo:
        """Return what all texts were checked with; exit with 2 when none was."""
        from factcheck.checking import joint_fingerprint

        if self.last is None:
            raise click.exceptions.Exit(NOT_CHECKED)
        return replace(self.last, fingerprint=joint_fingerprint(self.prints))


def _checked(asked: CheckOptions, writer: ReportWriter) -> _Found:
    """Return what was found, every report saved and then written as soon as it is there."""
    found = _Found()
    needs_store = bool(asked.db) or not (asked.facts and asked.no_save)
    with ExitStack() as opened:
        wanted = existing_store(asked.db, wanted=needs_store, read_only=asked.no_save)
        store = opened.enter_context(wanted)
        bar = opened.enter_context(progress("Checking"))
        write = opened.enter_context(_destination(asked.output, bar))
        save = opened.enter_context(_saving(asked, store))
        for result in opened.enter_context(closing(_results(asked, store, bar))):
            bar.text_done()
            if isinstance(result, Failure):
                say(f"error: {result.source}: {result.problem}")
                found.failures.append(result)
                continue
            save(result)
            found.add(result)
            write("".join(writer.document(judged, result.run) for judged in result.documents))
        run = found.run()
        write(writer.end(run, found.failures))
    if not run.facts_count:
        say("no facts to check against: give --facts FILE, or fill the store: facts import FILE")
    return found


def _results(
    asked: CheckOptions, store: Store | None, bar: Bar
) -> Generator[Report | Failure, None, None]:
    from factcheck.api import check_each

    return check_each(
        *asked.sources,
        facts=asked.facts,
        store=store,
        date=asked.date,
        lang=asked.lang,
        model=asked.model,
        embedder=chosen_embedder(semantic=asked.semantic, embedder=asked.embedder),
        jobs=asked.jobs,
        as_of=asked.as_of,
        accept=store.expect if store is not None and _saves(asked) else None,
        fetching=fetch_settings(
            asked.sources,
            allow_private=asked.allow_private,
            offline=asked.offline,
            timeout=asked.timeout,
        ),
        progress=bar.steps,
        notice=say,
    )


def _saves(asked: CheckOptions) -> bool:
    return not (asked.no_save or asked.as_of)


@contextmanager
def _saving(asked: CheckOptions, store: Store | None) -> Iterator[Callable[[Report], object]]:
    """Yield what saves a report; a store is created for the first one: a bad text leaves none."""
    from factcheck.api import open_store

    with ExitStack() as opened:

        def save(report: Report) -> None:
            nonlocal store
            if not _saves(asked):
                return
            if store is None:
                store = opened.enter_context(open_store(asked.db))
            store.save_report(report)

        yield save


@contextmanager
def _destination(output: Path | None, bar: Bar) -> Iterator[Callable[[str], object]]:
    """Yield what writes the report: to a file, all of it or nothing, else to stdout at once."""
    if output is not None:
        with written_output(output) as write:
            yield write
        return

    def shown(text: str) -> None:
        if text:
            with bar.lifted():
                emit(text)

    yield shown
