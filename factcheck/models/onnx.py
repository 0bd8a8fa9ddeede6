"""Models in ONNX form, run by onnxruntime: one pair a run, the runs shared out among the cores.

Why not batches: 8-bit models scale their numbers over all that is run at once, so a pair's result
would depend on its neighbours; and on two cores single pairs, one thread each, are as fast as
batches of 32 of equal length (``docs/model.md`` has the figures). The number of threads changes
nothing but the time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.errors import ModelError
from factcheck.model import Probabilities
from factcheck.models.layout import TOKENIZER, Layout
from factcheck.models.scores import Pairs, score
from factcheck.models.tokens import PairTokenizer, read_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_MOST_WORKERS = 8
_INPUTS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
"""Inputs a model may ask for, and what a tokenizer calls them."""
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_ERRORS_ONLY = 3


_LOGITS, _SLIP = "logits", "slip"
"""What the outputs of our own graph are called: of the three stances, and of a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnnxModel:
    """A model's folder; its graph is opened when it first reads, once in a process."""

    name: str
    digest: str
    layout: Layout

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        """Return one row per (claim, fact) pair, in order."""
        return score(pairs, self.layout, self._logits)

    def _logits(self, pairs: Pairs) -> list[Sequence[float]]:
        return self._outputs(pairs, _LOGITS if self.layout.reads_slips else "")

    def _outputs(self, pairs: Pairs, name: str) -> list[Sequence[float]]:
        engine = _engine(self.layout, self.digest)
        workers = max(1, min(len(pairs), _MOST_WORKERS, _cores()))
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda pair: engine.output(pair, name), pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipOnnxModel(OnnxModel):
    """A model whose graph also tells a slip from another event."""

    def slips(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the log-odds of a slip, one per (sentence, fact) pair, in order."""
        return [row[0] for row in self._outputs(pairs, _SLIP)]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # what this process may use, not what the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Engine:
    """An open graph with its tokenizer."""

    layout: Layout
    session: InferenceSession
    tokenize: PairTokenizer
    types: dict[str, Any]

    def output(self, pair: tuple[str, str], name: str) -> Sequence[float]:
        """Return the output ``name`` of the graph, its first without one, for (claim, fact)."""
        encoding = self.tokenize(*pair)
        fed = {
            name: np.array([getattr(encoding, _INPUTS[name])], kind)
            for name, kind in self.types.items()
        }
        try:
            output: Any = self.session.run([name] if name else None, fed, _only())[0]
        except Exception as error:  # the library's errors share no base
            raise ModelError(str(self.layout.graph), "cannot be run") from error
        row: Sequence[float] = output.reshape(-1).tolist()
        return row


@lru_cache(maxsize=1)
def _only() -> Any:
    """Return what makes a graph of several outputs reckon only the one that is asked for."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options


@lru_cache(maxsize=2)
def _engine(layout: Layout, digest: str) -> _Engine:
    """Return the graph of ``layout``, opened; ``digest`` tells its versions apart."""
    del digest
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = _ERRORS_ONLY + 1  # what goes wrong is raised
    try:
        session = onnxruntime.InferenceSession(
            str(layout.graph), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the library's errors share no base
        problem = "is damaged, or no ONNX file that onnxruntime can run"
        raise ModelError(str(layout.graph), problem) from error
    asked = {one.name: one.type for one in session.get_inputs()}
    unknown = sorted(n for n, t in asked.items() if n not in _INPUTS or t not in _TYPES)
    if unknown or "input_ids" not in asked:
        problem = f"asks for {', '.join(unknown) or 'no input_ids'}, not for token ids alone"
        raise ModelError(str(layout.graph), problem)
    tokenizer = read_tokenizer(layout.folder / TOKENIZER, layout.max_length)
    types = {name: _TYPES[kind] for name, kind in asked.items()}
    return _Engine(layout, session, tokenizer, types)
