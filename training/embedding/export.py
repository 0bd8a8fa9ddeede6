"""Write the embedder that ships with the package: ONNX, 4-bit weights, about 26 MB.

    python -m training.embedding.export --encoder FOLDER --output factcheck/embedders/default

``FOLDER`` holds multilingual-e5-small (MIT) with the vocabulary of
``training/verification/vocabulary.py``; its weights come as blocks of 32 four-bit numbers with one
scale, and are written as they come. Nodes without inputs unpack them into the 8-bit matrices of
``training/verification/export.py`` when the file is opened (onnxruntime folds them, 0.3 s): the
file is little more than half the size, and reading costs what it costs there. Run on the 4-bit
blocks themselves (``MatMulNBits``), the same weights read 39 sentences a second instead of 105.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from training.verification.export import (
    CONTRIB,
    EncoderWriter,
    Floats,
    Graph,
    int8_columns,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import nn

BLOCK = 32
"""Numbers that share a scale, as in the published weights."""
_MIDDLE = 8
_STEPS = 15


def four_bits(matrix: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return ``matrix`` row by row in blocks: two numbers a byte, the lower half first, and scales.

    The number farthest from zero becomes -8: blocks that were written so come out unchanged.
    """
    rows, columns = matrix.shape
    blocks = matrix.reshape(rows, columns // BLOCK, BLOCK)
    place = np.abs(blocks).argmax(-1)[..., None]
    scale = (np.take_along_axis(blocks, place, -1) / -_MIDDLE).astype(np.float16)
    step = np.where(scale == 0, np.float16(1), scale).astype(np.float32)
    values = np.clip(np.rint(blocks / step) + _MIDDLE, 0, _STEPS).astype(np.uint8)
    packed = values[..., 0::2] | (values[..., 1::2] << 4)
    return packed.reshape(rows, -1), scale[..., 0]


class PackedWriter(EncoderWriter):
    """Writes the encoder with its matrices and pieces in four bits."""

    def _embedded(self) -> str:
        graph, weights = self.graph, self.weights
        packed, scale = four_bits(weights["embeddings.word_embeddings.weight"])
        rows = graph.add("Gather", graph.constant("pieces", packed), "input_ids")
        scales = graph.add("Gather", graph.constant("pieces.scale", scale), "input_ids")
        words = self._unpacked(rows, scales, (0, 0, -1))
        places = weights["embeddings.position_embeddings.weight"]
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
        length = graph.add("Shape", "input_ids", start=1, end=2)
        first = graph.constant("first", np.array([0], np.int64))
        used = graph.add("Slice", graph.constant("places", places), first, length, first)
        return self._normalised(graph.add("Add", words, used), "embeddings.LayerNorm")

    def _unpacked(self, packed: str, scales: str, shape: tuple[int, ...]) -> str:
        """Return packed rows as floats of ``shape``."""
        graph = self.graph
        low = graph.add("BitwiseAnd", packed, graph.constant("fifteen", np.array([15], np.uint8)))
        shift = graph.constant("four", np.array([4], np.uint8))
        high = graph.add("BitShift", packed, shift, direction="RIGHT")
        end = graph.constant("end", np.array([-1], np.int64))
        pair = [graph.add("Unsqueeze", half, end) for half in (low, high)]
        values = graph.add("Cast", graph.add("Concat", *pair, axis=-1), to=TensorProto.FLOAT)
        centred = graph.add("Sub", values, graph.constant("eight", np.float32(_MIDDLE)))
        inner = (*shape[:-1], -1, BLOCK)
        name = f"blocks.{len(shape)}"
        blocks = graph.add("Reshape", centred, graph.constant(name, np.array(inner, np.int64)))
        steps = graph.add("Cast", graph.add("Unsqueeze", scales, end), to=TensorProto.FLOAT)
        flat = graph.constant(f"flat.{len(shape)}", np.array(shape, np.int64))
        return graph.add("Reshape", graph.add("Mul", blocks, steps), flat)

    def _matrix(self, name: str, matrix: Floats) -> tuple[str, str]:
        """Return an 8-bit matrix (inputs by outputs) that is unpacked on opening, and its scale."""
        graph = self.graph
        packed, scale = four_bits(matrix.T)
        floats = self._unpacked(
            graph.constant(f"{name}.packed", packed),
            graph.constant(f"{name}.steps", scale),
            (0, -1),
        )
        _, columns = int8_columns(matrix)
        size = graph.constant(f"{name}.scale", columns)
        steps = graph.add("Div", graph.add("Transpose", floats, perm=[1, 0]), size)
        return graph.add("Cast", graph.add("Round", steps), to=TensorProto.INT8), size

    def _dense(self, states: str, names: Any) -> str:
        """Return ``states`` through the matrices of ``names`` side by side."""
        graph = self.graph
        matrix, bias = self.joined(names)
        rows, columns = matrix.shape
        values, scale = self._matrix(names[0], matrix)
        small, sizes = self._int8_tokens(states, rows)
        product = graph.add(
            "MatMulIntegerToFloat", small, values, graph.constant("one", np.float32(1)), scale,
            graph.constant("zero", np.uint8(128)),
            graph.constant(f"zeros.{columns}", np.zeros(columns, np.int8)), domain=CONTRIB,
        )  # fmt: skip
        width = graph.constant(f"width.{columns}", np.array([columns], np.int64))
        shape = graph.add("Concat", graph.add("Shape", "input_ids"), width, axis=0)
        scaled = graph.add("Mul", graph.add("Reshape", product, shape), sizes)
        return graph.add("Add", scaled, graph.constant(f"{names[0]}.bias", bias))


def _mean(graph: Graph, states: str) -> None:
    """Add what turns the states into one vector of length one: their mean."""
    weight = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    end = graph.constant("end", np.array([-1], np.int64))
    tokens = graph.constant("tokens", np.array([1], np.int64))
    kept = graph.add("Mul", states, graph.add("Unsqueeze", weight, end))
    graph.add("LpNormalization", graph.add("ReduceSum", kept, tokens, keepdims=0), axis=-1, p=2)
    graph.nodes[-1].output[0] = "vectors"


def build_onnx(weights: dict[str, Floats], *, layers: int, heads: int, epsilon: float) -> bytes:
    """Return the ONNX file of an embedder: ``input_ids``, ``attention_mask`` to ``vectors``."""
    graph = Graph()
    graph.start()
    states = PackedWriter(graph, weights, heads, epsilon).write(layers)
    _mean(graph, states)
    width = len(weights["embeddings.LayerNorm.bias"])
    return graph.finished("embedding", "texts", ("vectors", width))


def export_onnx(
    model: nn.Module, tokenizer: Tokenizer, folder: Path, *, name: str, longest: int
) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``config.json`` of a BERT into ``folder``."""
    settings: Any = model.config
    content = build_onnx(
        {k: v.detach().float().cpu().numpy() for k, v in model.state_dict().items()},
        layers=settings.num_hidden_layers,
        heads=settings.num_attention_heads,
        epsilon=settings.layer_norm_eps,
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)
    bare = type(tokenizer).from_str(tokenizer.to_str())
    bare.no_truncation()
    bare.no_padding()
    (folder / "tokenizer.json").write_text(bare.to_str() + "\n", "utf-8")
    about = {
        "name": name,
        "version": "1",
        "prefix": "query: ",
        "dimensions": settings.hidden_size,
        "max_length": longest,
    }
    (folder / "config.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


def main() -> None:
    """Export the encoder named on the command line."""
    from tokenizers import Tokenizer
    from transformers import BertModel

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--name", default="factcheck-e5-small-embedder")
    parser.add_argument("--max-length", type=int, default=256)
    options = parser.parse_args()
    model = BertModel.from_pretrained(options.encoder, add_pooling_layer=False)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    export_onnx(model, tokenizer, options.output, name=options.name, longest=options.max_length)


if __name__ == "__main__":
    main()
