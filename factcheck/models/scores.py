"""What every model does around its arithmetic: empty texts, equal pairs, logits to numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from factcheck.errors import ModelError
from factcheck.model import Probabilities
from factcheck.models.layout import Layout

DIGITS = 4
"""Decimals kept: what is beyond them differs between processors."""
_NOTHING_SAID = Probabilities(supports=0.0, refutes=0.0, neutral=1.0)

Pairs = Sequence[tuple[str, str]]
LogitsOf = Callable[[Pairs], Sequence[Sequence[float]]]


def score(pairs: Pairs, layout: Layout, logits_of: LogitsOf) -> list[Probabilities]:
    """Return one row per pair, in order; each different pair is read once, empty texts never."""
    asked = dict.fromkeys(pair for pair in pairs if pair[0].strip() and pair[1].strip())
    rows = logits_of(list(asked)) if asked else ()
    found = {p: probabilities(row, layout) for p, row in zip(asked, rows, strict=True)}
    return [found.get(pair, _NOTHING_SAID) for pair in pairs]


def probabilities(logits: Sequence[float], layout: Layout) -> Probabilities:
    """Return the softmax of three logits, in our order; raises ``ModelError`` for other outputs."""
    values = [float(value) for value in logits]
    if len(values) != len(layout.order) or not all(map(math.isfinite, values)):
        raise ModelError(str(layout.folder), "does not give three numbers for a pair")
    highest = max(values)
    powers = [math.exp(value - highest) for value in values]
    total = math.fsum(powers)
    shares = [round(powers[place] / total, DIGITS) for place in layout.order]
    return Probabilities(supports=shares[0], refutes=shares[1], neutral=shares[2])
