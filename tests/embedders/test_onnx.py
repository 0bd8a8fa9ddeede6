from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factcheck.embedders.catalogue import SHIPPED, choose_embedder
from factcheck.errors import ModelError

pytest.importorskip("onnxruntime")

TEXTS = (
    "The mayor opened the new bridge on Monday.",
    "Lunedì il sindaco ha inaugurato il nuovo ponte.",
    "Tomatoes need a lot of sun.",
)


def test_vectors_have_length_one_and_the_dimensions_told() -> None:
    embedder = choose_embedder()
    vectors = embedder(TEXTS)
    assert vectors.shape == (3, embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_translation_is_nearer_than_another_subject() -> None:
    english, italian, other = choose_embedder()(TEXTS)
    assert english @ italian > english @ other + 0.05


def test_a_vector_depends_on_no_other_text() -> None:
    embedder = choose_embedder()
    together = embedder(TEXTS)
    alone = [embedder([text])[0] for text in TEXTS]
    assert all(np.array_equal(row, own) for row, own in zip(together, alone, strict=True))


@pytest.mark.parametrize("text", ["", "x" * 100_000, "parola " * 5_000, "\x00\u202e"])
def test_any_text_has_a_vector(text: str) -> None:
    (vector,) = choose_embedder()([text])
    assert np.isfinite(vector).all()


def test_no_text_is_no_vector() -> None:
    assert choose_embedder()([]).shape == (0, choose_embedder().dimensions)


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match=tmp_path.name):
        choose_embedder(str(tmp_path))(["text"])
