"""The cross-encoder: one multilingual encoder reading fact and claim together, and a small head."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from factcheck.models.tokens import PairTokenizer
from factcheck.models.tokens import read_tokenizer as package_tokenizer

PAD = 1
LABELS = 3
_STEP = 8
"""Few widths: the matrix library prepares a kernel for every shape it meets."""


class CrossEncoder(nn.Module):
    """Encoder, the first and the mean state of the pair side by side, one hidden layer, logits.

    Logits stand in the order supports, refutes, neutral. Attention is written out unless
    ``fused``: on CPUs the fused kernel's backward pass costs more than all else together.
    """

    def __init__(
        self,
        folder: Path,
        layers: int | None = None,
        *,
        dropout: float = 0.0,
        fused: bool = False,
    ) -> None:
        super().__init__()
        depth = {} if layers is None else {"num_hidden_layers": layers}
        self.encoder = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="sdpa" if fused else "eager",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            **depth,
        )
        self.dropout = nn.Dropout(dropout)
        width = self.encoder.config.hidden_size
        self.hidden = nn.Linear(2 * width, width)
        self.logits = nn.Linear(width, LABELS)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return one row of three logits per pair."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state.float()
        mask = attention_mask.unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        pooled = self.dropout(torch.cat([states[:, 0], mean], dim=-1))
        logits: torch.Tensor = self.logits(torch.tanh(self.hidden(pooled)))
        return logits


def read_tokenizer(folder: Path, max_length: int) -> PairTokenizer:
    """Return what makes pairs token ids, as the package does; see there for what is cut."""
    return package_tokenizer(folder / "tokenizer.json", max_length)


def encode(tokenizer: PairTokenizer, pairs: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Return the ids of (claim, fact) pairs; the fact stands first."""
    return [tokenizer(claim or ".", fact).ids for claim, fact in pairs]


def batch(
    rows: Sequence[Sequence[int]], device: str | torch.device = "cpu"
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask, padded to the longest row and on to a multiple of ``_STEP``."""
    width = -(-max(map(len, rows)) // _STEP) * _STEP
    padded = np.full((len(rows), width), PAD, np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    ids = torch.from_numpy(padded).to(device)
    return ids, (ids != PAD).long()


def read_state(*runs: Path) -> dict[str, torch.Tensor]:
    """Return the weights that a training has averaged, or the mean of several trainings'.

    Trainings that began alike and learned alike may be averaged weight by weight (Wortsman et al.
    2022, "Model soups"): the mean is right as often as the best of them and less sure of itself.
    """
    states = [
        torch.load(run / "state.pt", weights_only=True, map_location="cpu")["average"]
        for run in runs
    ]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(first.dtype)
        for name, first in states[0].items()
    }
