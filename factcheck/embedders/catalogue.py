"""What ``--embedder`` says, made an embedder: ``default``, a folder, or a name of a hub."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from factcheck.errors import MissingDependencyError, ModelError, UnknownComponentError
from factcheck.protocols import Embedder

DEFAULT = "default"
SHIPPED = Path(__file__).with_name("default")
"""The folder of the embedder that comes with the package."""
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")
_CONFIG = "config.json"


def choose_embedder(name: str = DEFAULT) -> Embedder:
    """Return the embedder that ``name`` stands for: the one shipped, a folder's, or a hub's.

    A folder in our own layout is read by onnxruntime, any other and every name of a hub by
    sentence-transformers. Raises ``MissingDependencyError`` without the libraries,
    ``UnknownComponentError`` for what cannot be a name, ``ModelError`` for a folder that is none.
    """
    folder = SHIPPED if name == DEFAULT else Path(name).expanduser()
    is_folder = bool(name) and folder.is_dir()
    if name == DEFAULT or (is_folder and _is_ours(folder)):
        if not _are_installed("onnxruntime", "tokenizers"):
            raise MissingDependencyError("--semantic", "semantic")
        return _onnx(folder)
    if not is_folder and not _HUB_NAME.fullmatch(name):
        raise UnknownComponentError("embedder", name, (DEFAULT, "a folder", "a hub's NAME"))
    if not _are_installed("sentence_transformers"):
        raise MissingDependencyError(f"the embedder {name}", "sentence-transformers")
    from factcheck.embedders.sentences import open_sentence_transformer

    return open_sentence_transformer(name)


def _is_ours(folder: Path) -> bool:
    """Tell whether ``folder`` holds an embedder as the export writes them."""
    try:
        return "prefix" in json.loads((folder / _CONFIG).read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def _onnx(folder: Path) -> Embedder:
    try:
        newest = max(path.stat().st_mtime_ns for path in folder.iterdir())
        return _opened(folder, newest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(str(folder), "holds no embedder that can be read") from error


@lru_cache(maxsize=2)
def _opened(folder: Path, newest: int) -> Embedder:
    """Return a folder's embedder as its files are now: hashed once."""
    del newest  # part of the key: files that were written anew are another embedder
    from factcheck.embedders.onnx import read_embedder

    return read_embedder(folder)


def _are_installed(*libraries: str) -> bool:
    return all(find_spec(library) is not None for library in libraries)
