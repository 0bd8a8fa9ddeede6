"""Starting ``tests.store.child`` and keeping step with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(job: str, path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a child with pipes on all its streams."""
    command = [sys.executable, "-m", "tests.store.child", job, str(path), *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )


def wait_for_tick(child: subprocess.Popen[bytes]) -> bool:
    """Wait for the child's next tick; false when it has ended instead."""
    if child.stdout is None:
        raise TypeError("the child has no output")
    return child.stdout.read(1) == b"."


def answer(child: subprocess.Popen[bytes]) -> None:
    """Let the child go on."""
    if child.stdin is None:
        raise TypeError("the child has no input")
    child.stdin.write(b".")


def count_ticks(child: subprocess.Popen[bytes]) -> int:
    """Let the child run to its end and return how often it ticked."""
    ticks = 0
    while wait_for_tick(child):
        ticks += 1
        answer(child)
    _, errors = child.communicate()
    if child.returncode:
        raise RuntimeError(errors.decode())
    return ticks


def kill_at_tick(child: subprocess.Popen[bytes], number: int) -> int:
    """Let the child tick ``number`` times, SIGKILL it there and return its exit status."""
    for _ in range(number - 1):
        wait_for_tick(child)
        answer(child)
    wait_for_tick(child)
    child.kill()
    child.communicate()
    return child.returncode


def kill_after_tick(child: subprocess.Popen[bytes], number: int, seconds: float) -> int:
    """As ``kill_at_tick``, but let the child run on for some time after the last tick."""
    for _ in range(number):
        wait_for_tick(child)
        answer(child)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
    child.communicate()
    return child.returncode
