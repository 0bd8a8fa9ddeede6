"""Any embedder that sentence-transformers can read, by name or folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 1
"""Texts a run: padding beside longer ones moves the last decimals of a vector."""
_E5 = "e5"
_QUERY = "query: "
"""What the models called E5 expect before a text that is compared with its like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEmbedder:
    """A model of sentence-transformers, read once in a process."""

    name: str
    digest: str
    dimensions: int

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of length one per text, in order."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        model = _model(self.name)
        prompt = None if model.prompts.get("query") else _prefix(self.name)
        found = model.encode(
            list(texts),
            prompt_name="query" if model.prompts.get("query") else None,
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(found, dtype=np.float32)


def open_sentence_transformer(name: str) -> SentenceEmbedder:
    """Return the model called ``name``; raises ``ModelError`` when it cannot be had."""
    model = _model(name)
    digest = hashlib.blake2b(digest_size=16)
    for library in ("sentence-transformers", "torch"):
        digest.update(f"{library} {metadata.version(library)}".encode())
    for key, weights in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(weights.detach().cpu().float().numpy().tobytes())
    width = model.get_sentence_embedding_dimension()
    return SentenceEmbedder(name=name, digest=digest.hexdigest(), dimensions=int(width))


@lru_cache(maxsize=1)
def _model(name: str) -> Any:
    """Return the weights of ``name``, read or downloaded."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # its errors share no base, and the network adds its own
        first = next(iter(str(error).strip().splitlines()), type(error).__name__)
        problem = f"no model that sentence-transformers can read or get: {first}"
        raise ModelError(name, problem) from error


def _prefix(name: str) -> str | None:
    """Return what to put before a text where the model's own settings say nothing."""
    return _QUERY if _E5 in name.casefold().replace("_", "-").split("/")[-1].split("-") else None
