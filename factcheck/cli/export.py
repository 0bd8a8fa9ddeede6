"""``factcheck facts export``: facts as a file that can be imported again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from factcheck.cli.options import FILE, db_option, example
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, refuse_output, say, written_output

_CHUNK = 500
"""Lines written at a time."""


@click.command(
    epilog=example(
        "factcheck facts export --output facts.csv",
        "factcheck facts export --collection economy --format jsonl --output economy.jsonl",
    )
)
@click.option("--collection", metavar="NAME", help="Only of this collection.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True,
    help="How the facts are written.",
)  # fmt: skip
@click.option("--output", type=FILE, metavar="FILE", help="Where to; stdout by default.")
@db_option
def export(*, collection: str | None, form: str, output: Path | None, db: str | None) -> None:
    """Write the current facts as a file, by id; importing it gives the same facts.

    The ids are kept. Earlier versions and the names of collections stay in the store.
    """
    from factcheck.sources.writing import written_facts

    with stored(db) as store:
        lines = _lines(written_facts(store.facts(collection), form), form)
        if output is None:
            while chunk := "".join(islice(lines, _CHUNK)):
                emit(chunk)
            return
        refuse_output(output, (str(store.location),))
        with written_output(output) as write:
            count = sum(1 for line in lines if write(line))
    say(f"{output}: {count - (form == 'csv')} facts")  # the header is none


def _lines(lines: Iterator[str], form: str) -> Iterator[str]:
    """Yield ``lines``, inert as far as the format keeps them whole, and on a terminal wholly."""
    from factcheck.renderers.inert import escape_json, inert

    is_terminal = form == "csv" and sys.stdout.isatty()
    for line in lines:
        if form == "jsonl":
            yield escape_json(line)
        else:
            yield f"{inert(line.rstrip())}\n" if is_terminal else line
