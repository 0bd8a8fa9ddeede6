"""Put what the README's commands print today between its markers: ``make docs``."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- report: begin (scripts/refresh_readme.py) -->", "<!-- report: end -->"
CLAIMS = "<!-- claims: begin (scripts/refresh_readme.py) -->", "<!-- claims: end -->"
EXTRACT = ("claims", "extract", "fixtures/it-accordo/article.txt", "--date", "2024-11-16")
CLAIMS_SHOWN = ("Secondo il Pentagono", "Il premier ha ringraziato", "Due mesi dopo")
"""What the claims that the README shows begin with."""
LEFT_OUT = "[…]"
SHOWN = {"✗": 4, "✓": 2, "◐": 1, "≠": 1, "±": 1, "?": 2, "·": 1}
"""Blocks of each symbol that the README shows, the first ones; a reader looks for the red ones."""
LINES_SHOWN = 3
"""Claims shown of those that have a line each."""


def first_command(readme: str) -> list[str]:
    """Return the arguments of ``factcheck`` in the README's first block of commands."""
    block = re.search(r"```sh\n(.+?)\n```", readme, re.DOTALL)
    if block is None:
        raise SystemExit("README.md: no block of commands")
    words = shlex.split(block[1])
    return words[words.index(".venv/bin/factcheck") + 1 :]


def printed(arguments: list[str]) -> str:
    """Return what ``factcheck`` prints in a pipe, with a copy of the demonstration store."""
    with TemporaryDirectory() as folder:
        return run(*arguments, "--db", shutil.copy(ROOT / "claims.db", folder))


def run(*arguments: str) -> str:
    """Return what ``factcheck`` prints in a pipe."""
    steering = {"FACTCHECK_DB", "FACTCHECK_MODEL", "COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in steering}
    done = subprocess.run(  # noqa: S603  # the README's own commands
        [sys.executable, "-m", "factcheck", *arguments],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def excerpt(report: str) -> str:
    """Return the header, every section's heading and first claims, and the summary of ``report``.

    Of claims on a line each, the first few.
    """
    header, *blocks, summary = report.rstrip("\n").split("\n\n")
    left = dict(SHOWN)
    kept = [header]
    for block in blocks:
        if block.endswith("─"):
            kept.append(block)
        elif left.get(block[:1], 0):
            left[block[:1]] -= 1
            kept.append(_opening(block))
        elif kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return "\n\n".join([*kept, summary])


def _opening(block: str) -> str:
    """Return ``block``, cut after a few lines when it is a list of claims."""
    lines = block.split("\n")
    if len(lines) <= LINES_SHOWN or any(line.startswith(" ") for line in lines):
        return block
    return "\n".join([*lines[:LINES_SHOWN], LEFT_OUT])


def chosen_claims(page: str) -> str:
    """Return the header and the shown claims of what ``claims extract`` prints."""
    header, *blocks = page.rstrip("\n").split("\n\n")
    shown = [b for b in blocks if any(opening in b for opening in CLAIMS_SHOWN)]
    return f"\n\n{LEFT_OUT}\n\n".join([header, *shown])


def between(readme: str, marks: tuple[str, str], page: str) -> str:
    """Return ``readme`` with ``page`` between the two ``marks``."""
    before, _, rest = readme.partition(marks[0])
    _, _, after = rest.partition(marks[1])
    if not after:
        raise SystemExit(f"README.md: the markers {' and '.join(marks)} are not there")
    return f"{before}{marks[0]}\n```text\n{page}\n```\n{marks[1]}{after}"


def refreshed(readme: str, report: str, claims: str) -> str:
    """Return ``readme`` with the excerpts of ``report`` and ``claims`` between their markers."""
    with_report = between(readme, (BEGIN, END), excerpt(report))
    return between(with_report, CLAIMS, chosen_claims(claims))


def main() -> None:
    """Refresh README.md in place."""
    readme = README.read_text("utf-8")
    README.write_text(refreshed(readme, printed(first_command(readme)), run(*EXTRACT)), "utf-8")


if __name__ == "__main__":
    main()
