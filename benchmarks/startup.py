"""Starting time: ``python benchmarks/startup.py`` times ``factcheck --version`` beside click alone.

Prints the medians of alternating runs, so that a busy machine slows both, and their ratio.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

RUNS = 10


def seconds(command: Sequence[str]) -> float:
    """Return how long ``command`` takes, start to exit."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    return time.perf_counter() - started


def version_command() -> list[str]:
    """Return the installed script of this Python, else the module."""
    script = shutil.which("factcheck", path=str(Path(sys.executable).parent))
    return [script or sys.executable, *([] if script else ["-m", "factcheck"]), "--version"]


def main() -> None:
    """Time both commands in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    ours, click = version_command(), [sys.executable, "-c", "import click"]
    for command in (ours, click):  # once unmeasured: byte code and disk caches
        seconds(command)
    pairs = [(seconds(ours), seconds(click)) for _ in range(runs)]
    own, base = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"factcheck --version      {own * 1000:6.1f} ms")
    print(f"python -c 'import click' {base * 1000:6.1f} ms")
    print(f"ratio                    {own / base:6.2f}  (medians of {runs} alternating runs)")


if __name__ == "__main__":
    main()
