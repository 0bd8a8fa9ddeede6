"""A model known by name: from the cache of ``huggingface_hub``, or downloaded into it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from factcheck.errors import MissingDependencyError, ModelError
from factcheck.models.layout import CONFIG, ONNX_FILES, TOKENIZER

_TEXTS = (
    CONFIG,
    TOKENIZER,
    "tokenizer_config.json",
    "special_tokens_map.json",
    "vocab*",
    "*.model",
)
_WEIGHTS = ("model*.safetensors", "model.safetensors.index.json")


def fetch(name: str) -> Path:
    """Return the local folder of the model called ``name``; its ONNX file is preferred.

    Raises ``ModelError`` when it is neither at hand nor can be downloaded.
    """
    if find_spec("huggingface_hub") is None:
        raise MissingDependencyError(f"the model {name}, which is no folder here,", "model")
    folder = _snapshot(name, [*_TEXTS, *ONNX_FILES])
    if not any((folder / graph).is_file() for graph in ONNX_FILES):
        folder = _snapshot(name, [*_TEXTS, *_WEIGHTS])
    return folder


def _snapshot(name: str, wanted: list[str]) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=wanted))
    except Exception as error:  # its errors share no base, and the network adds its own
        problem = f"neither a folder nor a model that huggingface_hub can get: {_first_line(error)}"
        raise ModelError(name, problem) from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
