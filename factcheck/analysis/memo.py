"""What is found in one analysis, looked for once: a text is held beside many others.

Answers are kept with the analysis itself and go when it goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from factcheck.model import Analysis

_Answer = TypeVar("_Answer")
_NOT_YET = object()


def memoised(find: Callable[[Analysis], _Answer]) -> Callable[[Analysis], _Answer]:
    """Return ``find`` with its answers kept; they must not be changed by who gets them."""

    @wraps(find)
    def found(analysis: Analysis) -> _Answer:
        known = analysis.found.get(find, _NOT_YET)
        if known is _NOT_YET:
            known = analysis.found[find] = find(analysis)
        return cast(_Answer, known)

    return found
