"""What ``--model`` may say, with and without the libraries."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import MissingDependencyError, ModelError, UnknownComponentError
from factcheck.models import catalogue, hub
from factcheck.models.catalogue import Choice, choose
from tests.models.tiny import make_model

NLI = {"id2label": {"0": "entailment", "1": "neutral", "2": "contradiction"}}


def without(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    """Let Python find none of the libraries."""
    for library in libraries:
        monkeypatch.setitem(sys.modules, library, None)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model where the package keeps its own."""
    folder = make_model(tmp_path / "default")
    monkeypatch.setattr(catalogue, "SHIPPED", folder)
    return folder


def test_none_is_rules_alone(shipped: Path) -> None:
    assert choose("none") == Choice(model=None, is_missing=False)
    assert choose("none").name == "none"


def test_default_is_the_shipped_model(shipped: Path) -> None:
    assert choose("default") == choose(str(shipped))
    assert choose("default").name == "tiny 1"


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_default_without_a_library_is_rules_that_say_so(
    library: str, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, library)
    assert choose("default") == Choice(model=None, is_missing=True)


def test_default_without_files_is_rules_that_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "SHIPPED", tmp_path)
    assert choose("default") == Choice(model=None, is_missing=True)


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_named_model_without_a_library_says_what_to_install(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, library)
    with pytest.raises(MissingDependencyError, match=r'pip install "factcheck-verifier\[model\]"'):
        choose(str(make_model(tmp_path / "own")))


def test_weights_for_pytorch_without_it_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "torch", "transformers")
    (tmp_path / "config.json").write_text(json.dumps(NLI))
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(MissingDependencyError, match=r"factcheck-verifier\[transformers\]"):
        choose(str(tmp_path))


def test_a_file_is_no_model(tmp_path: Path) -> None:
    file = make_model(tmp_path) / "model.onnx"
    with pytest.raises(ModelError, match="is a file"):
        choose(str(file))


@pytest.mark.parametrize(
    "name", ["gpt", "", "no such", "/no/such/folder", "a/b/c", "../no-such-folder"]
)
def test_an_unknown_name_lists_what_is_known(name: str) -> None:
    with pytest.raises(UnknownComponentError, match="default, none"):
        choose(name)


def asked_of_the_hub(
    monkeypatch: pytest.MonkeyPatch, folder: Path, problem: Exception | None = None
) -> list[list[str]]:
    """Let the hub answer with ``folder``; returns the lists of files it is asked for."""
    import huggingface_hub

    asked: list[list[str]] = []

    def snapshot(name: str, *, allow_patterns: list[str]) -> str:
        asked.append(allow_patterns)
        if problem:
            raise problem
        return str(folder)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    return asked


def test_a_name_is_asked_of_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_of_the_hub(monkeypatch, make_model(tmp_path, NLI, at="onnx/model.onnx"))
    assert choose("org/xnli").name == "org/xnli"
    assert len(asked) == 1
    assert not any("safetensors" in pattern for pattern in asked[0])


def test_weights_are_only_asked_for_when_there_is_no_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of_the_hub(monkeypatch, tmp_path)
    assert hub.fetch("org/xnli") == tmp_path
    assert ["safetensors" in str(patterns) for patterns in asked] == [False, True]


def test_a_name_the_hub_does_not_have_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of_the_hub(monkeypatch, tmp_path, OSError("404 for org/none\nand more"))
    with pytest.raises(ModelError, match=r"^org/none: neither .* can get: 404 for org/none$"):
        choose("org/none")


def test_a_name_without_the_hubs_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "huggingface_hub")
    with pytest.raises(MissingDependencyError, match="org/xnli, which is no folder"):
        choose("org/xnli")


def test_a_model_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_model(tmp_path)
    first = choose(str(folder)).model

    def refuse(self: Any) -> str:
        raise AssertionError("hashed again")

    monkeypatch.setattr("factcheck.models.layout.Layout.digest", refuse)
    assert choose(str(folder)).model is first


def test_environment_says_what_default_stands_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_model(tmp_path / "own")
    monkeypatch.setenv("FACTCHECK_MODEL", str(folder))
    assert choose("default") == choose(str(folder))
    monkeypatch.setenv("FACTCHECK_MODEL", "none")
    assert choose("default") == Choice()
    assert choose(str(folder)).model is not None
