"""Embedders in ONNX form, run by onnxruntime: one text a run, the runs shared among the cores.

One text a run, as with verification models: a vector must not depend on the texts beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

GRAPH, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
_MOST_WORKERS = 8
_FATAL_ONLY = 4
_LONGEST_PIECE = 32
"""Characters of a text that are looked at per token it may have: pieces are far shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnnxEmbedder:
    """An embedder's folder; its graph is opened when it first reads, once in a process."""

    folder: Path
    name: str
    digest: str
    dimensions: int
    prefix: str
    max_length: int

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of length one per text, in order."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        session, tokenizer = _engine(self.folder, self.digest)
        most = self.max_length * _LONGEST_PIECE

        def vector(text: str) -> NDArray[np.float32]:
            encoding = tokenizer.encode(self.prefix + text[:most])
            encoding.truncate(self.max_length)
            ids = np.array([encoding.ids], dtype=np.int64)
            fed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            output: Any = session.run(None, fed)[0]
            return np.asarray(output[0], dtype=np.float32)

        try:
            with ThreadPoolExecutor(min(len(texts), _MOST_WORKERS, _cores())) as pool:
                return np.stack(list(pool.map(vector, texts)))
        except Exception as error:  # the library's errors share no base
            raise ModelError(str(self.folder / GRAPH), "cannot be run") from error


def read_embedder(folder: Path) -> OnnxEmbedder:
    """Return the embedder in ``folder``; raises plain errors when its files cannot be read."""
    about = json.loads((folder / CONFIG).read_text("utf-8"))
    digest = hashlib.blake2b(digest_size=16)
    for name in (GRAPH, TOKENIZER, CONFIG):
        digest.update((folder / name).read_bytes())
    return OnnxEmbedder(
        folder=folder,
        name=str(about["name"]),
        digest=digest.hexdigest(),
        dimensions=int(about["dimensions"]),
        prefix=str(about["prefix"]),
        max_length=int(about["max_length"]),
    )


@lru_cache(maxsize=2)
def _engine(folder: Path, digest: str) -> tuple[InferenceSession, Tokenizer]:
    """Return the open graph of ``folder`` and its tokenizer; ``digest`` tells versions apart."""
    del digest
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = _FATAL_ONLY  # what goes wrong is raised
    try:
        session = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:  # the libraries' errors share no base
        raise ModelError(str(folder), "holds no embedder that onnxruntime can run") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return session, tokenizer


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # what this process may use, not what the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
