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
    share: float = 1.0
    """Share of what a pass draws from each source that is not named in ``draws``."""
    draws: tuple[tuple[str, int], ...] = ()
    """Sources of which a pass draws another number than usual."""
    pairs: int | None = None
    """Pairs of each pass, all of the mixture when ``None``."""
    table: bool = True
    """Whether the table of pieces is learned too, at a tenth of the rate."""
    frozen: int = 0
    """Lowest layers that stay as they are, the table with them: half of them saves a third."""
    dropout: float = 0.1
    average: float = 0.999
    """What the running average of the weights keeps at each step; it is the average that counts."""
