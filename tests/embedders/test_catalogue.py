from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from factcheck.embedders import catalogue
from factcheck.embedders.catalogue import SHIPPED, choose_embedder
from factcheck.errors import MissingDependencyError, ModelError, UnknownComponentError


def test_the_shipped_embedder_says_what_it_is() -> None:
    embedder = choose_embedder()
    about = json.loads((SHIPPED / "config.json").read_text("utf-8"))
    assert (embedder.name, embedder.dimensions) == (about["name"], about["dimensions"])
    assert len(embedder.digest) == 32


def test_its_folder_is_the_same_embedder() -> None:
    assert choose_embedder(str(SHIPPED)) == choose_embedder()


@pytest.mark.parametrize("name", ["no such thing", "", "a/b/c", "../x"])
def test_what_cannot_be_a_name_is_refused_with_what_can(name: str) -> None:
    with pytest.raises(UnknownComponentError, match=r"unknown embedder .* a folder"):
        choose_embedder(name)


def test_without_its_libraries_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "find_spec", lambda name: None)
    with pytest.raises(MissingDependencyError, match=r"--semantic needs: pip install .*\[semantic"):
        choose_embedder()


def test_a_hub_name_needs_sentence_transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        catalogue, "find_spec", lambda name: None if name == "sentence_transformers" else 1
    )
    with pytest.raises(MissingDependencyError, match=r"\[sentence-transformers\]"):
        choose_embedder("sentence-transformers/LaBSE")


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"prefix": "", "name": "x"}')
    with pytest.raises(ModelError, match=tmp_path.name):
        choose_embedder(str(tmp_path))


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="it is installed")
def test_a_foreign_folder_is_for_sentence_transformers(tmp_path: Path) -> None:
    with pytest.raises(MissingDependencyError, match="sentence-transformers"):
        choose_embedder(str(tmp_path))
