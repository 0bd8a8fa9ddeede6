"""``factcheck doctor``: whether everything is here that a check needs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.listing import columns
from factcheck.cli.options import db_option, example
from factcheck.cli.streams import emit, say

if TYPE_CHECKING:
    from factcheck.cli.health import Finding

UNWELL = 2
"""Exit code when something is missing, as for every command that could not run."""


@click.command(epilog=example("factcheck doctor --db my.db"))
@db_option
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text",
    show_default=True, help="How the findings are written.",
)  # fmt: skip
@click.pass_context
def doctor(ctx: click.Context, db: str | None, format_name: str) -> None:
    """Show versions, store, languages and extras, and try a check.

    Exits with 2 when something is wrong, with one line on stderr for each thing.
    """
    from factcheck.cli.health import findings

    found = tuple(findings(db))
    emit(_json(found) if format_name == "json" else _text(found))
    for finding in found:
        if finding.problem:
            say(f"error: {finding.problem}")
    if any(finding.problem for finding in found):
        ctx.exit(UNWELL)


def _text(found: Sequence[Finding]) -> str:
    before = ["", *(finding.area for finding in found)]
    return columns(
        [
            ("" if finding.area == area else finding.area, finding.name, finding.value)
            for area, finding in zip(before, found, strict=False)
        ]
    )


def _json(found: Sequence[Finding]) -> str:
    problems = [finding.problem for finding in found if finding.problem]
    content: dict[str, Any] = {
        "schema": "factcheck.doctor/1",
        "ok": not problems,
        "problems": problems,
    }
    for finding in found:
        content.setdefault(finding.area, {})[finding.name] = finding.value
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
