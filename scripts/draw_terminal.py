"""Draw the terminal's report as pictures into ``docs/images/``; needs a ``chromium`` on the path.

A terminal's colours are a theme's, so these are one theme's; the text is what the program prints.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from factcheck import api
from factcheck.renderers.text import TextWriter
from factcheck.renderers.writing import RenderOptions, joined

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images"
LARGEST = 200_000
"""Bytes a picture may have: everyone who clones the repository carries it."""

BACKGROUND, FOREGROUND = (27, 30, 36), (214, 218, 224)
_COLOURS = (
    (27, 30, 36), (240, 100, 100), (128, 190, 105), (220, 180, 95),
    (110, 160, 240), (205, 130, 220), (85, 185, 200), (214, 218, 224),
)  # fmt: skip
THEME = TerminalTheme(BACKGROUND, FOREGROUND, list(_COLOURS))
FONT, LINE, CELL = 14, 20, 8.43
"""Pixels of the type, of a line and of a column in DejaVu Sans Mono."""
MARGIN = 20
PAGE = (
    '<!doctype html><meta charset="utf-8">'
    '<body style="margin: 0; background: {background}; color: {foreground}">'
    f"<pre style='margin: {MARGIN}px; font: {FONT}px/{LINE}px DejaVu Sans Mono, monospace'>"
    '<code style="font: inherit">{code}</code></pre>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A part of the report on one fixture's altered text."""

    name: str
    folder: str
    width: int
    lines: int
    """Lines from the top; the summary follows."""


PICTURES = (
    Picture(name="terminal-wide.png", folder="en-economy", width=100, lines=38),
    Picture(name="terminal-narrow.png", folder="it-accordo", width=72, lines=42),
)


def report(folder: Path, width: int) -> str:
    """Return the report on the altered text of ``folder`` as a colour terminal gets it."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    checked = api.check_source(
        str((folder / "altered.txt").relative_to(ROOT)),
        facts=[str(folder / "facts.csv")],
        date=date.fromisoformat(gold["date"]),
        lang=gold["lang"],
    )
    return joined(TextWriter(RenderOptions(width=width, color=True)), checked)


def excerpt(shown: str, lines: int) -> list[str]:
    """Return the first ``lines`` of a report, up to the end of a claim, and its summary."""
    top = shown.split("\n")[:lines]
    while top and top[-1]:
        top.pop()
    summary = shown.rstrip("\n").rpartition("\n\n")[2]
    return [*top, "[…]", "", *summary.split("\n")]


def draw(lines: list[str], width: int, target: Path) -> None:
    """Write ``lines`` of ``width`` columns as a picture."""
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="standard"
    )
    for line in lines:
        console.print(Text.from_ansi(line), no_wrap=True, overflow="ignore", crop=False)
    with TemporaryDirectory() as place:
        page = Path(place) / "page.html"
        html = console.export_html(theme=THEME, inline_styles=True, code_format=PAGE)
        page.write_text(html, "utf-8")
        size = f"{round(width * CELL) + 2 * MARGIN},{len(lines) * LINE + 2 * MARGIN}"
        subprocess.run(  # noqa: S603  # our own page
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",  # noqa: S607
             f"--window-size={size}", f"--screenshot={target}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    if target.stat().st_size > LARGEST:
        sys.exit(f"{target}: larger than {LARGEST} bytes")


def main() -> None:
    """Draw every picture anew."""
    for picture in PICTURES:
        shown = report(ROOT / "fixtures" / picture.folder, picture.width)
        draw(excerpt(shown, picture.lines), picture.width, TARGET / picture.name)


if __name__ == "__main__":
    with contextlib.chdir(ROOT):  # a text is shown under the path it was read from
        main()
