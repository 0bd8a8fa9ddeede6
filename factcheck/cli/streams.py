"""Where output goes: reports to stdout or a file, everything else to stderr."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from factcheck.errors import ConfigError

WIDTH = 80
"""Columns when stdout is no terminal and COLUMNS says nothing."""
MAX_WIDTH = 110
"""Columns beyond which prose is tiring to read."""


def say(message: str) -> None:
    """Print one line for people on stderr, whatever ``message`` holds."""
    from factcheck.renderers.inert import inert

    with contextlib.suppress(OSError):
        sys.stderr.write(f"factcheck: {inert(message)}\n")
        sys.stderr.flush()


def emit(text: str) -> None:
    """Write ``text`` to stdout; a reader who has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()


def silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush cannot fail either."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed_streams() -> None:
    """Give a stream that the caller closed (``>&-``) an empty one in its place.

    In the order of their numbers, so that no file opened later passes for one of them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # lives as long as the program


def width() -> int:
    """Return how many columns output may use."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, MAX_WIDTH)


def wants_color() -> bool:
    """Tell whether stdout is a terminal that shows colours and nobody has declined them."""
    declined = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not declined


def refuse_output(path: Path, inputs: tuple[str, ...]) -> None:
    """Raise ``ConfigError`` when ``path`` cannot be written, or is one of the ``inputs``."""
    target = path.resolve()
    if target.is_dir():
        raise ConfigError(f"{path}: is a folder, not a file to write")
    if not target.parent.is_dir():
        raise ConfigError(f"{path}: there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise ConfigError(f"{path}: the folder {target.parent} is not writable")
    if any(_is_read_below(Path(given), target) for given in inputs):
        raise ConfigError(f"{path}: lies in the folder that is read and would be a text there")
    if any(Path(given).resolve() == target or fnmatch(str(path), given) for given in inputs):
        raise ConfigError(f"{path}: is read by this command, so it cannot be its output")


def _is_read_below(folder: Path, target: Path) -> bool:
    from factcheck.loaders import TEXT_SUFFIXES

    within = folder.is_dir() and target.is_relative_to(folder.resolve())
    return within and target.suffix.lower() in TEXT_SUFFIXES


@contextmanager
def written_output(path: Path) -> Iterator[Callable[[str], object]]:
    """Yield what writes into ``path``: readers see the old file, or the whole new one at the end.

    An error on the way leaves the old file.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():  # a device or a pipe cannot be replaced
        with target.open("w", encoding="utf-8", errors="surrogateescape", newline="") as device:
            yield device.write
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("x", encoding="utf-8", errors="surrogateescape", newline="") as file:
            yield file.write
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
