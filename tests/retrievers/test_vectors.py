from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.retrievers import vectors
from factcheck.retrievers.vectors import VectorStore

from .meanings import WordSenses

TEXTS = [f"bridge {number}" for number in range(10)]


class Killed(Exception):
    """Stands for a process that ends in the middle."""


class Mortal(WordSenses):
    """Dies when it has embedded ``last`` texts."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return vectors while there is life."""
        if len(self.asked) >= self.last:
            raise Killed
        return super().__call__(texts)


def parts_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*/part-*"))


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedder = WordSenses()
    first = VectorStore(embedder, tmp_path).rows([*TEXTS, TEXTS[0]])
    again = VectorStore(embedder, tmp_path)
    assert again.rows([*TEXTS, TEXTS[0]]).tolist() == first.tolist()
    assert embedder.asked == TEXTS


def test_rows_lead_to_each_texts_own_vector(tmp_path: Path) -> None:
    embedder = WordSenses()
    store = VectorStore(embedder, tmp_path)
    rows = store.rows(["wine", "", "bridge"])
    assert rows[1] == -1
    expected = embedder(["wine", "bridge"]).astype(np.float16)
    assert np.array_equal(store.vectors[rows[[0, 2]]], expected)


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PART", 4)
    monkeypatch.setattr(vectors, "_BATCH", 2)
    with pytest.raises(Killed):
        VectorStore(Mortal(6), tmp_path).rows(TEXTS)
    embedder = WordSenses()
    VectorStore(embedder, tmp_path).rows(TEXTS)
    assert embedder.asked == TEXTS[4:]


@pytest.mark.parametrize("damage", [b"", b"x" * 40], ids=["empty", "other"])
def test_a_damaged_part_is_embedded_again(tmp_path: Path, damage: bytes) -> None:
    VectorStore(WordSenses(), tmp_path).rows(TEXTS)
    (part,) = parts_of(tmp_path)
    part.write_bytes(damage)
    embedder = WordSenses()
    store = VectorStore(embedder, tmp_path)
    assert (store.rows(TEXTS) >= 0).all()
    assert embedder.asked == TEXTS


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"parts": {"../x": [1, "a"]}}'])
def test_a_damaged_manifest_is_started_anew(tmp_path: Path, text: str) -> None:
    VectorStore(WordSenses(), tmp_path).rows(TEXTS)
    (manifest,) = tmp_path.glob("vectors-*/manifest.json")
    manifest.write_text(text)
    embedder = WordSenses()
    VectorStore(embedder, tmp_path).rows(TEXTS)
    assert embedder.asked == TEXTS


def test_another_embedder_has_vectors_of_its_own(tmp_path: Path) -> None:
    VectorStore(WordSenses(), tmp_path).rows(TEXTS)
    other = WordSenses("f" * 32)
    VectorStore(other, tmp_path).rows(TEXTS)
    assert other.asked == TEXTS
    assert len(parts_of(tmp_path)) == 2


def test_the_manifest_says_what_is_there(tmp_path: Path) -> None:
    VectorStore(WordSenses(), tmp_path).rows(TEXTS)
    (manifest,) = tmp_path.glob("vectors-*/manifest.json")
    entry = json.loads(manifest.read_text())
    assert entry["name"] == "senses"
    assert set(entry["parts"]) == {part.name for part in parts_of(tmp_path)}


def test_progress_counts_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    VectorStore(WordSenses(), None, lambda done, total: told.append((done, total))).rows(TEXTS)
    assert told[-1] == (10, 10)


def test_two_stores_add_to_one_folder(tmp_path: Path) -> None:
    first, second = VectorStore(WordSenses(), tmp_path), VectorStore(WordSenses(), tmp_path)
    first.rows(TEXTS[:5])
    second.rows(TEXTS[5:])
    embedder = WordSenses()
    VectorStore(embedder, tmp_path).rows(TEXTS)
    assert embedder.asked == []
