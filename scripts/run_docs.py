"""Put what the commands of the documents print today below them: ``make docs``.

A page is followed from top to bottom in an empty folder, as a reader would. A fence of code right
below a paragraph that ends in a file's name and a colon is that file; a ``console`` fence holds
commands after ``$`` and what they print. Nothing else is touched.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("desk.md", "developer.md", "languages.md", "researcher.md", "tables.md")
"""The pages of ``docs/`` that are followed."""

_NAMED = re.compile(r"`([\w./-]+\.\w+)`:$")
_END = "\x1e"
"""Ends what one command prints: no command of ours prints it."""
_SAME = {"SOURCE_DATE_EPOCH": "1735689600", "FACTCHECK_MODEL": "none"}
"""The clock of stores, 1 January 2025, and rules alone: what is shown is the same each time."""
_STEERING = {"FACTCHECK_DB", "FACTCHECK_LANGUAGES", "COLUMNS", "NO_COLOR", "TERM", "FORCE_COLOR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A fence of a page: a file to write at ``path``, or commands when there is none.

    ``first`` and ``last`` are the lines of the page between the fence's own.
    """

    first: int
    last: int
    content: str
    path: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield the files and commands of ``page`` in order."""
    tokens = MarkdownIt().parse(page)
    for position, token in enumerate(tokens):
        if token.type != "fence" or token.map is None:
            continue
        named = "" if token.info == "console" else _file_name(tokens, position)
        if named or token.info == "console":
            first, end = token.map
            yield Step(first=first + 1, last=end - 1, content=token.content, path=named)


def _file_name(tokens: list[Token], fence: int) -> str:
    """Return the file that the paragraph right above the fence names, or ``""``."""
    above = tokens[fence - 2] if fence > 1 else None
    named = _NAMED.search(above.content) if above is not None and above.type == "inline" else None
    return named[1] if named else ""


def commands(step: Step) -> list[str]:
    """Return the commands of a ``console`` fence; one may go on after ``> ``."""
    found: list[str] = []
    typing = False
    for line in step.content.splitlines():
        typing = line.startswith("$ ") or (typing and line.startswith("> "))
        if line.startswith("$ "):
            found.append(line[2:])
        elif typing:
            found[-1] += f"\n{line[2:]}"
    return found


def _script(found: Sequence[Step], tools: Path) -> str:
    lines = [f"export PATH={shlex.quote(str(tools))}:$PATH"]
    for step in found:
        if step.path:
            lines.append(f"mkdir -p {shlex.quote(os.path.dirname(step.path) or '.')}")  # noqa: PTH120
            lines.append(f"printf %s {shlex.quote(step.content)} > {shlex.quote(step.path)}")
            continue
        for command in commands(step):
            # the subshell hands the command's exit code on, so that the next may ask for it
            lines.append(f"{command}\n_code=$?; printf '{_END}'; (exit $_code)")
    return "\n".join(lines)


def _tools(folder: Path) -> Path:
    """Return a folder with ``factcheck`` and ``python`` as an installed reader has them."""
    tools = folder / "tools"
    tools.mkdir()
    python = shlex.quote(sys.executable)
    for name, command in (("python", python), ("factcheck", f"{python} -m factcheck")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
        tool.chmod(0o755)
    return tools


def printed(found: Sequence[Step], folder: Path) -> list[str]:
    """Return what each command prints, stdout and stderr together, in an empty ``folder``."""
    work = folder / "work"
    work.mkdir()
    kept = {name: value for name, value in os.environ.items() if name not in _STEERING}
    done = subprocess.run(  # noqa: S603  # the documents' own commands
        ["bash", "-c", _script(found, _tools(folder))],  # noqa: S607
        cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        env=kept | _SAME | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    outputs = done.stdout.split(_END)[:-1]
    wanted = [command for step in found if not step.path for command in commands(step)]
    if len(outputs) < len(wanted):
        raise RuntimeError(f"{wanted[len(outputs)]!r} printed nothing: {done.stdout[-500:]}")
    return outputs


def followed(page: str, folder: Path) -> str:
    """Return ``page`` with what its commands print today, run in an empty ``folder``."""
    found = list(steps(page))
    outputs = iter(printed(found, folder))
    lines = page.splitlines(keepends=True)
    fresh = {step.first: _session(step, outputs) for step in found if not step.path}
    for step in reversed(found):
        if not step.path:
            lines[step.first : step.last] = [fresh[step.first]]
    return "".join(lines)


def _session(step: Step, outputs: Iterator[str]) -> str:
    shown = []
    for command in commands(step):
        output = next(outputs).rstrip("\n")
        typed = command.replace("\n", "\n> ")
        shown.append(f"$ {typed}\n" + (f"{output}\n" if output else ""))
    return "".join(shown)


def main() -> None:
    """Refresh the pages in place."""
    for name in PAGES:
        path = ROOT / "docs" / name
        with TemporaryDirectory() as folder:
            path.write_text(followed(path.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
