"""Write the trained model as the folder that ``factcheck.models`` reads: ONNX, int8, about 43 MB.

    python -m training.verification.export --encoder FOLDER --run FOLDER --output FOLDER

With several ``--run`` the mean of their weights is written.

The graph is written node by node from the weights: it holds what a pair needs and nothing that a
tracer saw by the way. How the numbers are stored was measured on 12 layers of 384 and pairs of 60
tokens, in pairs per second of one core (Xeon with AVX-512 VNNI, onnxruntime 1.32), beside the
cosine of the pooled state with that of 32-bit floats:

====================================================  ======  ======
32-bit floats                                             43   1.000
``DynamicQuantizeLinear``, one scale for a whole text    141   0.996
the same with unsigned weights                            53   0.996
``MatMulNBits``, 8 bits, blocks of 128                    51   0.9997
``MatMulNBits``, 8 bits, blocks of 32                     26   0.9999
one scale for each token, as below                       118   0.999
====================================================  ======  ======

One scale for a whole tensor makes a pair's result depend on the pairs beside it (by up to 0.09 in
the state); a scale for each token costs a fifth of the speed and is four times as exact.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from torch import nn

    from factcheck.models.tokens import PairTokenizer

LABELS = ("supports", "refutes", "neutral")
OPSET = 20
IR_VERSION = 10
"""What onnxruntime reads since 1.18."""
CONTRIB = "com.microsoft"
HEAD = "slip."
"""What the names of the slip head's weights begin with (``slip_export.py``)."""
_LEVELS = 127
"""Steps from zero to the largest 8-bit number."""
_PAIR_LEVELS = 128
"""What two neighbouring weights may come to: processors without VNNI add two products of an
unsigned byte (255 at most) and a weight in 16 signed bits, and stop at 32,767."""
_TINY = 1e-12

Floats = NDArray[np.float32]


def int8_columns(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return a matrix (inputs by outputs) in 8 bits with one scale per output."""
    size = np.abs(weight)
    pairs = size[0::2] + size[1::2] if len(size) % 2 == 0 else size
    scale = np.maximum(size.max(0) / _LEVELS, pairs.max(0) / (_PAIR_LEVELS - 1))
    scale = np.maximum(scale, _TINY).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def int8_rows(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return a table of pieces in 8 bits with one scale per row, a column of its own."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / _LEVELS, _TINY).astype(np.float32)
    return np.rint(table / scale).astype(np.int8), scale


@dataclass(slots=True)
class Graph:
    """An ONNX graph being written; every method returns the name of what it adds."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, values: Any) -> str:
        """Add a constant once."""
        if name not in self.constants:
            values = np.asarray(values, order="C")
            self.constants[name] = numpy_helper.from_array(values, name)
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node of one output."""
        return self.add_many(kind, 1, *inputs, domain=domain, **attributes)[0]

    def add_many(
        self, kind: str, outputs: int, *inputs: str, domain: str = "", **attributes: Any
    ) -> list[str]:
        """Add a node of several outputs; returns their names."""
        number = len(self.nodes)
        names = [f"{kind}_{number}_{i}" for i in range(outputs)]
        node = helper.make_node(
            kind, list(inputs), names, name=f"{kind}_{number}", domain=domain, **attributes
        )
        self.nodes.append(node)
        return names

    def start(self) -> None:
        """Add what every encoder's graph begins with: the mask in the form that attention reads."""
        self.nodes.append(
            helper.make_node(
                "Cast", ["attention_mask"], ["mask"], name="mask", to=TensorProto.INT32
            )
        )

    def finished(self, name: str, rows: str, output: tuple[str, int]) -> bytes:
        """Return the ONNX file: ids and mask of ``rows`` texts to an output of so many columns."""
        texts = [
            helper.make_tensor_value_info(given, TensorProto.INT64, [rows, "tokens"])
            for given in ("input_ids", "attention_mask")
        ]
        column, width = output
        result = helper.make_tensor_value_info(column, TensorProto.FLOAT, [rows, width])
        written = helper.make_graph(
            self.nodes, name, texts, [result], list(self.constants.values())
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(written, opset_imports=opsets, ir_version=IR_VERSION)
        content: bytes = model.SerializeToString(deterministic=True)
        return content


@dataclass(slots=True)
class EncoderWriter:
    """Writes a BERT encoder whose matrices are in 8 bits and whose sums are in floats."""

    graph: Graph
    weights: dict[str, Floats]
    heads: int
    epsilon: float

    def write(self, layers: int) -> str:
        """Return the name of the last layer's states, one row per token."""
        states = self._embedded()
        for number in range(layers):
            states = self.layer(states, f"encoder.layer.{number}.")
        return states

    def _embedded(self) -> str:
        graph, weights = self.graph, self.weights
        table, scale = int8_rows(weights["embeddings.word_embeddings.weight"])
        pieces = graph.add("Gather", graph.constant("pieces", table), "input_ids")
        scales = graph.add("Gather", graph.constant("pieces.scale", scale), "input_ids")
        words = graph.add("Mul", graph.add("Cast", pieces, to=TensorProto.FLOAT), scales)
        places = weights["embeddings.position_embeddings.weight"]
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
        length = graph.add("Shape", "input_ids", start=1, end=2)
        first = graph.constant("first", np.array([0], np.int64))
        used = graph.add("Slice", graph.constant("places", places), first, length, first)
        return self._normalised(graph.add("Add", words, used), "embeddings.LayerNorm")

    def layer(self, states: str, prefix: str) -> str:
        """Return the name of the states that leave the layer whose weights are called so."""
        graph = self.graph
        parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
        joined = self._dense(states, parts)
        query, key, value = graph.add_many("Split", 3, joined, axis=2, num_outputs=3)
        mixed = graph.add(
            "MultiHeadAttention", query, key, value, "", "mask", domain=CONTRIB,
            num_heads=self.heads,
        )  # fmt: skip
        mixed = self._dense(mixed, [f"{prefix}attention.output.dense"])
        states = graph.add("Add", states, mixed)
        states = self._normalised(states, f"{prefix}attention.output.LayerNorm")
        inner = graph.add("Gelu", self._dense(states, [f"{prefix}intermediate.dense"]))
        outer = self._dense(inner, [f"{prefix}output.dense"])
        return self._normalised(graph.add("Add", states, outer), f"{prefix}output.LayerNorm")

    def _normalised(self, states: str, name: str) -> str:
        gain = self.graph.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        shift = self.graph.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.graph.add("LayerNormalization", states, gain, shift, epsilon=self.epsilon)

    def joined(self, names: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the matrices of ``names`` side by side, inputs by outputs, and their biases."""
        matrices = [self.weights[f"{name}.weight"].T for name in names]
        biases = [self.weights[f"{name}.bias"] for name in names]
        return np.concatenate(matrices, axis=1), np.concatenate(biases)

    def _dense(self, states: str, names: Sequence[str]) -> str:
        """Return ``states`` through the matrices of ``names`` side by side."""
        graph = self.graph
        matrix, bias = self.joined(names)
        rows, columns = matrix.shape
        values, scale = int8_columns(matrix)
        small, sizes = self._int8_tokens(states, rows)
        product = graph.add(
            "MatMulIntegerToFloat", small, graph.constant(f"{names[0]}.values", values),
            graph.constant("one", np.float32(1)), graph.constant(f"{names[0]}.scale", scale),
            graph.constant("zero", np.uint8(128)),
            graph.constant(f"zeros.{columns}", np.zeros(columns, np.int8)), domain=CONTRIB,
        )  # fmt: skip
        width = graph.constant(f"width.{columns}", np.array([columns], np.int64))
        shape = graph.add("Concat", graph.add("Shape", "input_ids"), width, axis=0)
        scaled = graph.add("Mul", graph.add("Reshape", product, shape), sizes)
        return graph.add("Add", scaled, graph.constant(f"{names[0]}.bias", bias))

    def _int8_tokens(self, states: str, width: int) -> tuple[str, str]:
        """Return the states in 8 bits, a row per token, and the scale of each token."""
        graph = self.graph
        last = graph.constant("last", np.array([-1], np.int64))
        largest = graph.add("ReduceMax", graph.add("Abs", states), last, keepdims=1)
        step = graph.constant("step", np.float32(1 / _LEVELS))
        tiny = graph.constant("tiny", np.float32(_TINY))
        sizes = graph.add("Add", graph.add("Mul", largest, step), tiny)
        flat_shape = graph.constant(f"flat.{width}", np.array([-1, width], np.int64))
        flat = graph.add("Reshape", states, flat_shape)
        flat_sizes = graph.add("Reshape", sizes, last)
        middle = graph.constant("middle", np.array([128], np.uint8))
        middles = graph.add("Expand", middle, graph.add("Shape", flat_sizes))
        return graph.add("QuantizeLinear", flat, flat_sizes, middles, axis=0), sizes


def _head(graph: Graph, states: str, weights: dict[str, Floats]) -> None:
    """Add what turns the states into three logits: first and mean state, one hidden layer."""
    pooled = pooled_states(graph, states)
    hidden = graph.add("Tanh", _plain(graph, pooled, "hidden", weights))
    graph.add("Identity", _plain(graph, hidden, "logits", weights))
    graph.nodes[-1].output[0] = "logits"


def pooled_states(graph: Graph, states: str) -> str:
    """Return the name of the first and the mean state side by side, one row per pair."""
    last = graph.constant("second", np.array([2], np.int64))
    weight = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    tokens = graph.constant("tokens", np.array([1], np.int64))
    kept = graph.add("Mul", states, graph.add("Unsqueeze", weight, last))
    total = graph.add("ReduceSum", kept, tokens, keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", weight, tokens, keepdims=1))
    start = graph.add("Gather", states, graph.constant("start", np.int64(0)), axis=1)
    return graph.add("Concat", start, mean, axis=-1)


def _plain(graph: Graph, states: str, name: str, weights: dict[str, Floats]) -> str:
    matrix = graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("Add", graph.add("MatMul", states, matrix), bias)


def build_onnx(weights: dict[str, Floats], *, layers: int, heads: int, epsilon: float) -> bytes:
    """Return the ONNX file of a cross-encoder: ``input_ids``, ``attention_mask`` to ``logits``."""
    graph = Graph()
    graph.start()
    prefix = "encoder."
    inner = {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}
    states = EncoderWriter(graph, inner, heads, epsilon).write(layers)
    _head(graph, states, weights)
    return graph.finished("verification", "pairs", ("logits", len(LABELS)))


def settings_of(graph: onnx.GraphProto) -> tuple[int, float]:
    """Return how many heads attention has in an exported graph, and the epsilon of its norms."""
    told = {
        one.name: onnx.helper.get_attribute_value(one)
        for node in graph.node
        if node.op_type in ("MultiHeadAttention", "LayerNormalization")
        for one in node.attribute
    }
    return told["num_heads"], told["epsilon"]


def export_onnx(
    model: nn.Module, tokenizer: PairTokenizer, folder: Path, *, name: str, version: str
) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``config.json`` into ``folder``.

    ``model`` is a ``CrossEncoder``: ``encoder`` (BERT), ``hidden`` and ``logits``. The longest pair
    is the tokenizer's. Equal weights make equal bytes.
    """
    settings: Any = model.encoder.config
    weights = {k: v.detach().float().cpu().numpy() for k, v in model.state_dict().items()}
    content = build_onnx(
        weights,
        layers=settings.num_hidden_layers,
        heads=settings.num_attention_heads,
        epsilon=settings.layer_norm_eps,
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)
    (folder / "tokenizer.json").write_text(tokenizer.tokenizer.to_str() + "\n", "utf-8")
    longest = tokenizer.max_length
    about = {"name": name, "version": version, "labels": LABELS, "max_length": longest}
    (folder / "config.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


def trained(encoder: Path, *runs: Path) -> tuple[nn.Module, PairTokenizer]:
    """Return the model of a training's last state, or the mean of several, and its tokenizer."""
    from training.verification.encoder import CrossEncoder, read_state, read_tokenizer

    plan = json.loads((runs[0] / "plan.json").read_text("utf-8"))
    model = CrossEncoder(encoder, plan["layers"])
    model.load_state_dict(read_state(*runs))
    return model, read_tokenizer(encoder, plan["max_length"])


def temper(model: nn.Module, temperature: float) -> None:
    """Divide the logits by a temperature (Guo et al. 2017): a mean of models is too unsure."""
    logits: Any = model.logits
    logits.weight.data /= temperature
    logits.bias.data /= temperature


def main() -> None:
    """Export a training's last state, or the mean of several trainings'."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder training started from")
    parser.add_argument(
        "--run", type=Path, action="append", required=True, help="folder a training wrote"
    )
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--name", default="factcheck-e5-small")
    parser.add_argument("--version", default="3")
    parser.add_argument(
        "--temperature", type=float, default=1.0, help="below 1 makes a mean of runs surer"
    )
    options = parser.parse_args()
    model, tokenizer = trained(options.encoder, *options.run)
    temper(model, options.temperature)
    export_onnx(model, tokenizer, options.output, name=options.name, version=options.version)


if __name__ == "__main__":
    main()
