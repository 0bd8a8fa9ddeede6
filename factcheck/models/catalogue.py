"""What ``--model`` says, made a model: ``default``, ``none``, a folder, or a name of a hub."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from factcheck.errors import MissingDependencyError, ModelError, UnknownComponentError
from factcheck.models.hub import fetch
from factcheck.models.layout import CONFIG, Layout, read_layout
from factcheck.protocols import VerificationModel

DEFAULT = "default"
NONE = "none"
VARIABLE = "FACTCHECK_MODEL"
"""Environment variable that says what ``default`` stands for."""
SHIPPED = Path(__file__).with_name("default")
"""The folder of the model that comes with the package."""
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_OF_ONNX = ("onnxruntime", "tokenizers")
_OF_TORCH = ("torch", "transformers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The model a run uses; ``is_missing`` tells that the default one cannot be had here."""

    model: VerificationModel | None = None
    is_missing: bool = False

    @property
    def name(self) -> str:
        """Return what reports call it."""
        return self.model.name if self.model else NONE


def choose(name: str) -> Choice:
    """Return the model that ``name`` stands for.

    ``default`` is what ``FACTCHECK_MODEL`` says, else the shipped model where its files and the
    extra ``model`` are there, and rules alone where they are not. Raises
    ``UnknownComponentError`` for a name that is nothing known, ``ModelError`` for a folder that is
    no model, ``MissingDependencyError`` without the libraries.
    """
    if name == DEFAULT:
        name = os.environ.get(VARIABLE) or DEFAULT
    if name == NONE:
        return Choice()
    if name == DEFAULT:
        if not (SHIPPED / CONFIG).is_file() or not _are_installed(_OF_ONNX):
            return Choice(is_missing=True)
        return Choice(model=_model(SHIPPED, ""))
    folder = Path(name).expanduser()
    if name and folder.is_dir():
        return Choice(model=_model(folder, ""))
    if name and folder.exists():
        raise ModelError(name, "is a file, not a model's folder")
    if not _HUB_NAME.fullmatch(name):
        raise UnknownComponentError("model", name, (DEFAULT, NONE, "a folder", "a hub's ORG/NAME"))
    return Choice(model=_model(fetch(name), name))


def _model(folder: Path, name: str) -> VerificationModel:
    layout = read_layout(folder, name=name)
    newest = max(path.stat().st_mtime_ns for path in layout.paths())
    return _opened(layout, newest)


@lru_cache(maxsize=4)
def _opened(layout: Layout, newest: int) -> VerificationModel:
    """Return a folder's model as its files are now: hashed once, opened when it first reads."""
    del newest  # part of the key: files that were written anew are another model
    if layout.graph is not None:
        if not _are_installed(_OF_ONNX):
            raise MissingDependencyError(f"the model {layout.name}", "model")
        from factcheck.models.onnx import OnnxModel, SlipOnnxModel

        kind = SlipOnnxModel if layout.reads_slips else OnnxModel
        return kind(name=layout.name, digest=layout.digest(), layout=layout)
    if not _are_installed(_OF_TORCH):
        raise MissingDependencyError(
            f"the model {layout.name}, which is for PyTorch,", "transformers"
        )
    from factcheck.models.transformers import TransformersModel

    return TransformersModel(name=layout.name, digest=layout.digest(), layout=layout)


def _are_installed(libraries: tuple[str, ...]) -> bool:
    return all(find_spec(library) is not None for library in libraries)
