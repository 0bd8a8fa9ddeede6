"""Write ``docs/cli.md`` from the help of the commands: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from factcheck.cli import app

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 80
HEAD = """# Command line

Written by `scripts/write_cli_docs.py` from the commands' own help; do not edit it here.

Reports and listings go to stdout; progress and messages go to stderr. `-` reads a text from
stdin. The store is `--db`, else the environment variable `FACTCHECK_DB`, else `claims.db` in the
working directory, created when missing by the commands that write. `FACTCHECK_LANGUAGES` names
folders of further [languages](languages.md).

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | done, and a verdict named by `--fail-on` was found |
| 2 | could not run: usage, input or store; one line on stderr says why |
| 130 | interrupted |
"""


def commands(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the path and the help of ``command`` and of every command below it."""
    yield ctx.command_path, command.get_help(ctx)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            if inner is not None:
                yield from commands(inner, _context(inner, name, ctx))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )


def page() -> str:
    """Return the whole page."""
    sections = [HEAD]
    for path, text in commands(app, _context(app, "factcheck", None)):
        sections.append(f"## `{path}`\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(sections)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
