"""How a model is trained; stands in its card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The settings of one training; equal plans and pairs give equal models on one machine."""

    passes: int = 18
    rate: float = 3e-4
    tokens: int = 16_384
    """Tokens of a batch, padding counted."""
    max_length: int = 192
    layers: int | None = None
    seed: int = 20261126
    pairs: int | None = None
    """Pairs of each pass, all of the mixture when ``None``."""
    table: bool = True
    """Whether the table of pieces is learned too, at a tenth of the rate."""
    dropout: float = 0.1
    average: float = 0.999
    """What the running average of the weights keeps at each step; it is the average that counts."""
