"""What is found in one analysis, looked for once: a text is held beside many others.

Answers are kept by the very object, since to compare two analyses costs more than to read one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from factcheck.model import Analysis

_TEXTS = 4096
"""Analyses whose answers a function keeps; then it begins anew."""

_Answer = TypeVar("_Answer")


def memoised(find: Callable[[Analysis], _Answer]) -> Callable[[Analysis], _Answer]:
    """Return ``find`` with its answers kept; they must not be changed by who gets them."""
    kept: dict[int, tuple[Analysis, _Answer]] = {}

    @wraps(find)
    def found(analysis: Analysis) -> _Answer:
        known = kept.get(id(analysis))
        if known is not None and known[0] is analysis:
            return known[1]
        answer = find(analysis)
        if len(kept) >= _TEXTS:
            kept.clear()
        kept[id(analysis)] = analysis, answer
        return answer

    return found
