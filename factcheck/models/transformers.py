"""Models that only come as PyTorch weights, run by transformers; one pair a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factcheck.errors import ModelError
from factcheck.model import Probabilities
from factcheck.models.layout import Layout
from factcheck.models.scores import Pairs, score
from factcheck.models.tokens import PairTokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformersModel:
    """A model's folder; its weights are read when it first reads a pair, once in a process."""

    name: str
    digest: str
    layout: Layout

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        """Return one row per (claim, fact) pair, in order."""
        return score(pairs, self.layout, self._logits)

    def _logits(self, pairs: Pairs) -> list[Sequence[float]]:
        engine = _engine(self.layout, self.digest)
        return [engine.logits(pair) for pair in pairs]


@dataclass(frozen=True, slots=True)
class _Engine:
    """Open weights with their tokenizer."""

    network: Any
    tokenize: PairTokenizer

    def logits(self, pair: tuple[str, str]) -> Sequence[float]:
        """Return what the network says of one (claim, fact) pair."""
        import torch

        encoding = self.tokenize(*pair)
        fed = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask}
        if getattr(self.network.config, "type_vocab_size", 0) > 1:
            fed["token_type_ids"] = encoding.type_ids
        with torch.inference_mode():
            output = self.network(**{name: torch.tensor([ids]) for name, ids in fed.items()})
        row: Sequence[float] = output.logits.reshape(-1).tolist()
        return row


@lru_cache(maxsize=1)
def _engine(layout: Layout, digest: str) -> _Engine:
    """Return the weights of ``layout``, read; ``digest`` tells their versions apart."""
    del digest
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = str(layout.folder)
    try:  # weights in pickles run code, so they are not read
        network = AutoModelForSequenceClassification.from_pretrained(folder, use_safetensors=True)
        tokenizer = AutoTokenizer.from_pretrained(folder, use_fast=True).backend_tokenizer
    except Exception as error:  # the library raises nearly everything
        raise ModelError(folder, "is no text classifier that transformers can read") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Engine(network.eval(), PairTokenizer(tokenizer, layout.max_length))
