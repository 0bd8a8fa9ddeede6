"""A model's folder: which files it has and what they say, before any library is loaded."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from factcheck.errors import ModelError

CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
ONNX_FILES = (
    "model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx",
)  # fmt: skip
"""Where a folder may keep its graph; the first one there is taken."""
WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
LONGEST = 512
"""Tokens of a pair at most, whatever a model says: attention costs their square."""
STANCES = ("supports", "refutes", "neutral")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A folder with a three-way model.

    ``order`` has the places of supports, refutes and neutral among the model's outputs. The fact is
    the first text of every pair, as premise and evidence are everywhere.
    """

    folder: Path
    name: str
    graph: Path | None
    """The ONNX file; ``None`` when the folder only has weights for PyTorch."""
    order: tuple[int, int, int]
    max_length: int
    reads_slips: bool = False
    """Whether the graph has an output for slips too, beside the logits of the three stances."""

    def paths(self) -> tuple[Path, ...]:
        """Return the files that decide what the model says, in a fixed order."""
        weights = [self.graph, *_beside(self.graph)] if self.graph else self._weights()
        about = (self.folder / CONFIG, self.folder / TOKENIZER)
        return tuple(path for path in (*weights, *about) if path.is_file())

    def _weights(self) -> list[Path]:
        return sorted(self.folder.glob("model*.safetensors"))

    def digest(self) -> str:
        """Return the hash of the files' contents, whatever the folder is called."""
        digest = hashlib.blake2b(digest_size=16)
        for path in self.paths():
            digest.update(path.stat().st_size.to_bytes(8, "big"))
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        return digest.hexdigest()


def _beside(graph: Path) -> list[Path]:
    """Return the files that hold the numbers of a graph too large for one file."""
    return sorted({*graph.parent.glob(f"{graph.name}_data*"), *graph.parent.glob("*.onnx.data")})


def read_layout(folder: Path, *, name: str = "") -> Layout:
    """Return what a model's folder holds: our own layout, optimum's, or plain Hugging Face.

    Raises ``ModelError`` that names what is missing or not understood.
    """
    config = _config(folder)
    graph = next((folder / f for f in ONNX_FILES if (folder / f).is_file()), None)
    if graph is None and not any((folder / f).is_file() for f in WEIGHTS):
        raise ModelError(str(folder), f"has neither {ONNX_FILES[0]} nor {WEIGHTS[0]}")
    if graph is not None and not (folder / TOKENIZER).is_file():
        raise ModelError(str(folder), f"has no {TOKENIZER}")
    version = config.get("version", "")
    own_name = f"{config['name']} {version}".strip() if "labels" in config else ""
    return Layout(
        folder=folder,
        name=name or own_name or folder.resolve().name,
        graph=graph,
        order=_order(folder, _labels(folder, config)),
        max_length=_max_length(config),
        reads_slips="labels" in config and config.get("slips") is True,
    )


def _config(folder: Path) -> Mapping[str, Any]:
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(str(folder), f"has no {CONFIG}") from None
    except OSError as error:
        raise ModelError(str(path), (error.strerror or "cannot be read").lower()) from error
    except ValueError as error:
        raise ModelError(str(path), "is not JSON") from error
    if not isinstance(config, dict):
        raise ModelError(str(path), "is not a JSON object")
    if "labels" in config and not isinstance(config.get("name"), str):
        raise ModelError(str(path), "gives no 'name'")
    return config


def _labels(folder: Path, config: Mapping[str, Any]) -> Sequence[str]:
    """Return the labels in the order of the outputs."""
    labels = config.get("labels")
    if labels is None:
        labels = config.get("id2label")
    try:
        if isinstance(labels, Mapping):
            labels = [labels[key] for key in sorted(labels, key=int)]
        return [str(label) for label in labels or ()]
    except (TypeError, ValueError) as error:
        raise ModelError(str(folder / CONFIG), "its labels are not a list or a table") from error


def _order(folder: Path, labels: Sequence[str]) -> tuple[int, int, int]:
    known = label_words()
    stances = [known.get(re.sub(r"[\W_]+", " ", label).strip().casefold(), "") for label in labels]
    if sorted(stances) != sorted(STANCES):
        said = ", ".join(labels) or "none"
        problem = f"its labels ({said}) are not supports, refutes and neutral by any known name"
        raise ModelError(str(folder / CONFIG), problem)
    return (stances.index("supports"), stances.index("refutes"), stances.index("neutral"))


def _max_length(config: Mapping[str, Any]) -> int:
    own = config.get("max_length") if "labels" in config else None
    if own is None:
        own = config.get("max_position_embeddings", LONGEST)
        if config.get("model_type") in _words()["places_after_padding"]:
            own -= config.get("pad_token_id", 1) + 1
    return min(int(own), LONGEST)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(
        files("factcheck.models").joinpath("labels.toml").read_text("utf-8")
    )
    return table


@lru_cache(maxsize=1)
def label_words() -> Mapping[str, str]:
    """Return the stance that each known label stands for."""
    return {word: stance for stance in STANCES for word in _words()[stance]}
