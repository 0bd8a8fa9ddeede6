"""Models of a few words, built here: the largest of the words' numbers is a pair's logits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SUPPORTS, REFUTES = "opened", "not"
LOGITS: Mapping[str, Sequence[float]] = {SUPPORTS: (4.0, 0.0, 1.0), REFUTES: (0.0, 9.0, 1.0)}
"""What a word adds in the order supports, refutes, neutral; any other word adds ``OTHER``."""
OTHER = (0.0, 0.0, 2.0)
LABELS = ("supports", "refutes", "neutral")
OURS = {"name": "tiny", "version": "1", "labels": LABELS, "max_length": 32}


def tokenizer(words: Sequence[str] = tuple(LOGITS)) -> Tokenizer:
    """Return a tokenizer of whole words that frames a pair as encoders do."""
    vocabulary = {word: number for number, word in enumerate((*SPECIAL, *words))}
    made = Tokenizer(WordLevel(vocabulary, unk_token=SPECIAL[3]))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s>:1 $B:1 </s>:1",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return made


def graph(
    logits: Mapping[str, Sequence[float]] = LOGITS,
    *,
    order: Sequence[int] = (0, 1, 2),
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
) -> bytes:
    """Return an ONNX file whose numbers are in 8 bits, scaled over all that is run at once."""
    rows = [OTHER] * len(SPECIAL) + [logits[word] for word in logits]
    table = np.array(rows, np.float32)[:, list(order)]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("DynamicQuantizeLinear", ["rows"], ["small", "scale", "zero"]),
        helper.make_node("DequantizeLinear", ["small", "scale", "zero"], ["again"]),
        helper.make_node("ReduceMax", ["again", "tokens"], ["logits"], keepdims=0),
    ]
    constants = [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.array([1], np.int64), "tokens"),
    ]
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "tokens"])
        for name in inputs
    ]
    given_back = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", 3])]
    made = helper.make_graph(nodes, "tiny", given, given_back, constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    content: bytes = model.SerializeToString()
    return content


def make_model(
    folder: Path,
    config: Mapping[str, Any] = OURS,
    *,
    at: str = "model.onnx",
    content: bytes | None = None,
    words: Mapping[str, Sequence[float]] = LOGITS,
) -> Path:
    """Write a model's folder and return it; ``at`` is where its graph lies."""
    file = folder / at
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(graph(words) if content is None else content)
    tokenizer(tuple(words)).save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    return folder
