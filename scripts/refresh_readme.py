"""Put what the README's first command prints today between its markers: ``make docs``."""

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
LEFT_OUT = "[…]"
SHOWN = {"✗": 4, "✓": 2, "◐": 1, "≠": 1, "±": 1, "?": 1, "·": 1}
"""Blocks of each symbol that the README shows, the first ones; a reader looks for the red ones."""


def first_command(readme: str) -> list[str]:
    """Return the arguments of ``factcheck`` in the README's first block of commands."""
    block = re.search(r"```sh\n(.+?)\n```", readme, re.DOTALL)
    if block is None:
        raise SystemExit("README.md: no block of commands")
    words = shlex.split(block[1])
    return words[words.index(".venv/bin/factcheck") + 1 :]


def printed(arguments: list[str]) -> str:
    """Return what ``factcheck`` prints in a pipe, with a copy of the demonstration store."""
    steering = {"FACTCHECK_DB", "COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in steering}
    with TemporaryDirectory() as folder:
        store = shutil.copy(ROOT / "claims.db", folder)
        done = subprocess.run(  # noqa: S603  # the README's own command
            [sys.executable, "-m", "factcheck", *arguments, "--db", store],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
    return done.stdout


def excerpt(report: str) -> str:
    """Return the header, the first blocks of each verdict and the summary of ``report``."""
    header, *blocks, summary = report.rstrip("\n").split("\n\n")
    left = dict(SHOWN)
    kept = [header]
    for block in blocks:
        symbol = block[:1]
        if left.get(symbol, 0):
            left[symbol] -= 1
            kept.append(block)
        elif kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return "\n\n".join([*kept, summary])


def refreshed(readme: str, report: str) -> str:
    """Return ``readme`` with the excerpt of ``report`` between the markers."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        raise SystemExit(f"README.md: the markers {BEGIN} and {END} are not there")
    return f"{before}{BEGIN}\n```text\n{excerpt(report)}\n```\n{END}{after}"


def main() -> None:
    """Refresh README.md in place."""
    readme = README.read_text("utf-8")
    README.write_text(refreshed(readme, printed(first_command(readme))), "utf-8")


if __name__ == "__main__":
    main()
