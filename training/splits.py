"""Which public examples are held out of training: told by a hash of the text, not by a list.

Everything that is fitted or measured here asks this module, so that no claim a model was trained
on is ever used to calibrate or to measure it, whatever file the claim stands in.
"""

from __future__ import annotations

import hashlib
import re

HELD_OUT_OF_TEN = 4
"""Tenths of the claims of ``fever_it``, ``e_rte3_it`` and ``fm2`` that no model is trained on."""
PAGES_OF_TEN = 2
"""Tenths of the pages of ``vitaminc``: a model that has seen a page knows its other claims."""
_TENTHS = 10
_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """Return what two copies of a text share: its words, case-folded."""
    return " ".join(_WORD.findall(text.casefold()))


def number_of(text: str) -> int:
    """Return the number a text is split by; copies that differ in signs and case share it."""
    return int(hashlib.sha256(normalised(text).encode("utf-8")).hexdigest(), 16)


def is_held_out(claim: str) -> bool:
    """Tell whether a claim of ``fever_it``, ``e_rte3_it`` or ``fm2`` is kept out of training."""
    return number_of(claim) % _TENTHS < HELD_OUT_OF_TEN


def is_held_out_page(page: str) -> bool:
    """Tell whether the claims of a page of ``vitaminc`` are kept out of training."""
    return number_of(page) % _TENTHS < PAGES_OF_TEN


def is_for_measuring(claim: str) -> bool:
    """Tell the half of the held-out claims that figures are measured on; the other is fitted on.

    Goes by the next digit, so that it is independent of ``is_held_out``.
    """
    return number_of(claim) // _TENTHS % 2 == 1
