"""Which public examples are held out: the same rule for everything that is fitted.

An example goes by what it says, not by its file: copies of one claim in several sets fall on the
same side, and so do both languages' rows of one id.
"""

from __future__ import annotations

import hashlib
import re

HELD_OUT_CLAIMS = 4
"""Tenths of the claims of a small set that are never fitted on."""
HELD_OUT_PAGES = 2
"""Tenths of the pages of a large set that are never fitted on."""


def normalised(text: str) -> str:
    r"""Return what two copies of a text share: its ``\w+`` words, case-folded."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _tenth(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10


def is_held_out_claim(claim: str) -> bool:
    """Tell whether a claim of a small set is kept for measuring."""
    return _tenth(normalised(claim)) < HELD_OUT_CLAIMS


def is_held_out_page(page: str) -> bool:
    """Tell whether every pair of a page is kept for measuring."""
    return _tenth(normalised(page)) < HELD_OUT_PAGES


def half(text: str) -> int:
    """Return 0 or 1: one half of the held-out claims calibrates, the other measures."""
    return _tenth("half " + normalised(text)) % 2


def is_kept_fact(fact: str) -> bool:
    """Tell whether nothing is fitted on a fact written for this project."""
    return _tenth("written " + normalised(fact)) == 0
