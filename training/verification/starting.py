"""The weights of an exported model as a training starts from them: the export read backwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.verification.export import HEAD

_JOINED = ("query", "key", "value")
_VALUES = ".values"


def exported_state(path: Path, names: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the state that ``export.py`` wrote to ``path``, under the names of a cross-encoder's.

    ``names`` is such a model's state: what its tensors are called and how large they are. Weights
    come back as their 8 bits tell them. Raises ``KeyError`` for a graph of another form.
    """
    graph = onnx.load(str(path)).graph
    told = {
        one.name: numpy_helper.to_array(one)
        for one in graph.initializer
        if not one.name.startswith(HEAD)
    }
    found = {f"encoder.{name}": value for name, value in _encoder(told).items()}
    for name in ("hidden", "logits"):
        found[f"{name}.weight"] = told[f"{name}.weight"].T
        found[f"{name}.bias"] = told[f"{name}.bias"]
    zeros = torch.zeros_like(names["encoder.embeddings.token_type_embeddings.weight"])
    state = {"encoder.embeddings.token_type_embeddings.weight": zeros}
    for name, known in names.items():
        if name not in state:
            value = torch.from_numpy(np.array(found[name], np.float32))
            state[name] = value.reshape(known.shape)
    return state


def _encoder(told: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "embeddings.word_embeddings.weight": told["pieces"] * told["pieces.scale"],
        # the places hold the one type of text that there is
        "embeddings.position_embeddings.weight": told["places"],
    }
    for name in told:
        if "LayerNorm" in name:
            found[name] = told[name]
        elif name.endswith(_VALUES):
            found |= _dense(name.removesuffix(_VALUES), told)
    return found


def _dense(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    weight = (told[f"{name}.values"] * told[f"{name}.scale"]).T
    bias = told[f"{name}.bias"]
    if not name.endswith(_JOINED[0]):
        return {f"{name}.weight": weight, f"{name}.bias": bias}
    stem = name.removesuffix(_JOINED[0])
    parts = zip(_JOINED, np.split(weight, 3), np.split(bias, 3), strict=True)
    return {
        f"{stem}{part}.{kind}": value
        for part, rows, shifts in parts
        for kind, value in (("weight", rows), ("bias", shifts))
    }
