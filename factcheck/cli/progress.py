"""A bar on stderr while there is something to wait for, only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """What is done of one task: steps, known by their number in all, and whole texts."""

    def __init__(self, drawn: Progress | None, label: str) -> None:
        self._drawn = drawn
        self._label = label
        self._texts = 0
        self._task = drawn.add_task(label, total=None) if drawn else None

    @property
    def steps(self) -> Callable[[int, int], None] | None:
        """Return the callback that takes the steps done and those in all; none without a bar."""
        return self._step if self._drawn else None

    def _step(self, done: int, total: int) -> None:
        if self._drawn and self._task is not None:
            self._drawn.update(self._task, completed=done, total=total)

    def text_done(self) -> None:
        """Count a text; the steps of the next begin anew."""
        self._texts += 1
        if self._drawn and self._task is not None:
            told = f"{self._label} · {self._texts}"
            self._drawn.update(self._task, completed=0, description=told)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Take the bar away while something else is written to the terminal."""
        if self._drawn:
            self._drawn.stop()
        try:
            yield
        finally:
            if self._drawn:
                self._drawn.start()


@contextmanager
def progress(label: str) -> Iterator[Bar]:
    """Yield a bar that is gone when done; it draws nothing when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield Bar(None, label)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    # stdout is left alone: what is written there must not end up on stderr
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as drawn:
        yield Bar(drawn, label)
