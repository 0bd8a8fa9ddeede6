"""Write the slip head into the graph of the verification model: a second output, ``slip``.

    python -m training.verification.slip_export --head HEAD --output factcheck/models/default

The head (``slip_head.py``) goes on from the states of one of the lower layers with layers of its
own, so what the graph says of the three stances stays the same to the bit.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto

from training.verification.export import (
    CONTRIB,
    HEAD,
    EncoderWriter,
    Floats,
    Graph,
    pooled_states,
    settings_of,
)

BLOCK = 64
"""Inputs that share a scale: with 4 bits a weight the head's four layers take 4 MB, not 7."""
_LEVELS = 7
_SHARES = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
_TINY = 1e-12
OUTPUT = "slip"
PREFIX = f"{HEAD}layer."
"""How the head's layers are called, beside ``encoder.layer.`` of the encoder's own."""


def int4_blocks(weight: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """Return a matrix (inputs by outputs) as ``MatMulNBits`` reads it: 4 bits, a scale a block.

    Two neighbouring inputs share a byte, the first in its lower half; zero is eight. Of several
    scales for a block the one that is off least is taken.
    """
    inputs, outputs = weight.shape
    size = min(BLOCK, inputs)
    blocks = weight.T.reshape(outputs, inputs // size, size)
    largest = np.maximum(np.abs(blocks).max(-1, keepdims=True), _TINY)
    best = np.full(largest.shape, np.inf)
    scale, values = largest / _LEVELS, np.zeros_like(blocks)
    for share in _SHARES:
        tried = largest * share / _LEVELS
        steps = np.clip(np.rint(blocks / tried), -_LEVELS - 1, _LEVELS)
        off = ((steps * tried - blocks) ** 2).sum(-1, keepdims=True)
        scale, values = np.where(off < best, tried, scale), np.where(off < best, steps, values)
        best = np.minimum(best, off)
    small = (values + _LEVELS + 1).astype(np.uint8)
    packed = small[..., 0::2] | (small[..., 1::2] << 4)
    return packed, scale.reshape(-1).astype(np.float32)


@dataclass(slots=True)
class SmallWriter(EncoderWriter):
    """Writes layers whose matrices are in 4 bits."""

    def _dense(self, states: str, names: Sequence[str]) -> str:
        graph = self.graph
        matrix, bias = self.joined(names)
        rows, columns = matrix.shape
        values, scale = int4_blocks(matrix)
        product = graph.add(
            "MatMulNBits", states, graph.constant(f"{names[0]}.values", values),
            graph.constant(f"{names[0]}.scale", scale), domain=CONTRIB,
            K=rows, N=columns, bits=4, block_size=min(BLOCK, rows),
        )  # fmt: skip
        return graph.add("Add", product, graph.constant(f"{names[0]}.bias", bias))


def with_slips(content: bytes, weights: dict[str, Floats]) -> bytes:
    """Return an ONNX file of ``build_onnx`` with the head's layers and output.

    ``weights`` are those of the head by name: ``layers.N.`` for each layer of the encoder that it
    has a copy of, ``hidden.`` and ``logits.``. The output is the log-odds of the second of three
    classes, one number per pair. A head that the graph has gives way.
    """
    model = onnx.ModelProto.FromString(content)
    _drop_head(model.graph)
    constants = {one.name: one for one in model.graph.initializer}
    graph = Graph(nodes=list(model.graph.node), constants=constants)
    numbers = sorted({int(k.split(".")[1]) for k in weights if k.startswith("layers.")})
    states = _states_after(graph, numbers[0] - 1)
    renamed = {k.replace("layers.", PREFIX, 1): v for k, v in weights.items()}
    writer = SmallWriter(graph, renamed, *settings_of(model.graph))
    for number in numbers:
        states = writer.layer(states, f"{PREFIX}{number}.")
    _head(graph, pooled_states(graph, states), weights)
    model.graph.ClearField("node")
    model.graph.ClearField("initializer")
    model.graph.node.extend(graph.nodes)
    model.graph.initializer.extend(graph.constants.values())
    told = onnx.helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["pairs", 1])
    model.graph.output.append(told)
    written: bytes = model.SerializeToString(deterministic=True)
    return written


def _drop_head(graph: onnx.GraphProto) -> None:
    """Take the output for slips out of a graph, with all that serves nothing else."""
    outputs = [one for one in graph.output if one.name != OUTPUT]
    needed = {one.name for one in outputs}
    nodes: list[onnx.NodeProto] = []
    for node in reversed(graph.node):  # in the order of what they need
        if not needed.isdisjoint(node.output):
            needed.update(node.input)
            nodes.insert(0, node)
    constants = [one for one in graph.initializer if one.name in needed]
    kept: tuple[tuple[Any, list[Any]], ...] = (
        (graph.output, outputs),
        (graph.node, nodes),
        (graph.initializer, constants),
    )
    for field, values in kept:
        copies = [type(one).FromString(one.SerializeToString()) for one in values]
        del field[:]
        field.extend(copies)


def _states_after(graph: Graph, layer: int) -> str:
    """Return what the states are called when they leave a layer of the encoder."""
    norm = f"encoder.layer.{layer}.output.LayerNorm.weight"
    return next(str(node.output[0]) for node in graph.nodes if norm in node.input)


def _head(graph: Graph, pooled: str, weights: dict[str, Floats]) -> None:
    hidden = graph.add("Tanh", _half(graph, pooled, "hidden", weights))
    logits = _half(graph, hidden, "logits", weights)
    one = graph.constant(f"{HEAD}one", np.array([1], np.int64))
    others = graph.constant(f"{HEAD}others", np.array([0, 2], np.int64))
    rest = graph.add("Gather", logits, others, axis=1)
    against = graph.add("ReduceLogSumExp", rest, one, keepdims=1)
    graph.add("Sub", graph.add("Gather", logits, one, axis=1), against)
    graph.nodes[-1].output[0] = OUTPUT


def _half(graph: Graph, states: str, name: str, weights: dict[str, Floats]) -> str:
    """Return the states through a matrix that is kept in 16 bits."""
    matrix = graph.constant(f"{HEAD}{name}.weight", weights[f"{name}.weight"].T.astype(np.float16))
    wide = graph.add("Cast", matrix, to=TensorProto.FLOAT)
    bias = graph.constant(f"{HEAD}{name}.bias", weights[f"{name}.bias"])
    return graph.add("Add", graph.add("MatMul", states, wide), bias)


def main() -> None:
    """Write the head that a training left into the model of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--head", type=Path, required=True, help="file that slip_head.py wrote")
    parser.add_argument("--model", type=Path, default=Path("factcheck/models/default"))
    parser.add_argument("--output", type=Path, required=True, help="folder to write it into")
    parser.add_argument("--version", default="3.2")
    options = parser.parse_args()
    import torch

    state = torch.load(options.head, weights_only=True, map_location="cpu")
    weights = {name: value.float().numpy() for name, value in state.items()}
    config = json.loads((options.model / "config.json").read_text("utf-8"))
    content = (options.model / "model.onnx").read_bytes()
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "model.onnx").write_bytes(with_slips(content, weights))
    tokenizer = (options.model / "tokenizer.json").read_bytes()
    (options.output / "tokenizer.json").write_bytes(tokenizer)
    told = json.dumps({**config, "version": options.version, "slips": True}, indent=1)
    (options.output / "config.json").write_text(told + "\n", "utf-8")


if __name__ == "__main__":
    main()
