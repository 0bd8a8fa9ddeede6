"""An embedder of a few words, whose vectors can be told by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SENSES = (
    {"ponte", "bridge", "viadotto", "span"},
    {"crollato", "collapsed", "fell", "caduto"},
    {"sindaco", "mayor", "cittadino"},
    {"vino", "wine", "vendemmia"},
)
"""Words that mean alike, one set a dimension; the last dimension holds all others."""


class WordSenses:
    """Counts the words of each sense; ``asked`` has every text it was given."""

    name = "senses"
    dimensions = len(SENSES) + 1

    def __init__(self, digest: str = "0123456789abcdef0123456789abcdef") -> None:
        self.digest = digest
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return a vector per text."""
        self.asked += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", " ").split():
                row[next((n for n, words in enumerate(SENSES) if word in words), -1)] += 1.0
            row[-1] = 0.1 * row[-1] + 0.01
        found: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return found
