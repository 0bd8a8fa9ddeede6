"""The cost of reading counted in executed steps: no clock, the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MOST = 12
"""Times the steps that ten times the text may take."""
_SMALL, _LARGE = 2_000, 20_000

TraceFunction = Callable[[FrameType, str, Any], Any]


def steps(action: Callable[[], object]) -> int:
    """Return how many calls and lines ``action`` takes, loops counted."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def assert_linear(read: Callable[[str], object], unit: str) -> None:
    """Assert that ten times as many ``unit`` cost ``read`` at most twelve times the steps."""
    read(unit * 3)  # tables and patterns are loaded once
    small, large = (
        steps(lambda size=size: read(unit * (size // len(unit))))  # type: ignore[misc]
        for size in (_SMALL, _LARGE)
    )
    assert large <= MOST * small
