from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.embedding.export import BLOCK, build_onnx, four_bits

Floats = NDArray[np.float32]
WIDTH, INNER, PIECES, PLACES = 32, 64, 20, 16


def _unpacked(matrix: Floats) -> Floats:
    packed, scale = four_bits(matrix)
    values = np.stack((packed & 15, packed >> 4), axis=-1).reshape(len(matrix), -1, BLOCK)
    found: Floats = (values.astype(np.float32) - 8) * scale[..., None]
    return found.reshape(matrix.shape)


def test_blocks_of_four_bits_come_out_unchanged() -> None:
    generator = np.random.default_rng(1)
    levels = generator.integers(-8, 8, (6, 2, BLOCK)).astype(np.float32)
    levels[..., 0] = -8  # the published blocks reach the end of their range
    steps = generator.uniform(0.01, 0.1, (6, 2, 1)).astype(np.float16)
    matrix = (levels * steps).reshape(6, 2 * BLOCK).astype(np.float32)
    assert np.array_equal(_unpacked(matrix), matrix)


def test_any_matrix_comes_out_near() -> None:
    matrix = np.random.default_rng(2).standard_normal((5, 4 * BLOCK)).astype(np.float32)
    assert np.abs(_unpacked(matrix) - matrix).max() <= np.abs(matrix).max() / 8


def test_zeros_stay_zeros() -> None:
    assert not _unpacked(np.zeros((2, BLOCK), np.float32)).any()


def _weights() -> dict[str, Floats]:
    generator = np.random.default_rng(3)

    def drawn(*shape: int) -> Floats:
        return generator.standard_normal(shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": drawn(PIECES, WIDTH),
        "embeddings.position_embeddings.weight": drawn(PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH),
    }
    shapes = {
        "attention.self.query": (WIDTH, WIDTH), "attention.self.key": (WIDTH, WIDTH),
        "attention.self.value": (WIDTH, WIDTH), "attention.output.dense": (WIDTH, WIDTH),
        "intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER),
    }  # fmt: skip
    for name, shape in shapes.items():
        found[f"encoder.layer.0.{name}.weight"] = (drawn(*shape) / 6).astype(np.float32)
        found[f"encoder.layer.0.{name}.bias"] = drawn(shape[0])
    norms = ("attention.output.LayerNorm", "output.LayerNorm")
    for name in ("embeddings.LayerNorm", *(f"encoder.layer.0.{norm}" for norm in norms)):
        found[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        found[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    return found


def test_the_graph_gives_one_vector_a_text_whatever_stands_beside_it() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    content = build_onnx(_weights(), layers=1, heads=4, epsilon=1e-12)
    assert content == build_onnx(_weights(), layers=1, heads=4, epsilon=1e-12)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    ids = np.array([[3, 4, 5, 1], [6, 7, 8, 9]], np.int64)
    mask = np.array([[1, 1, 1, 0], [1, 1, 1, 1]], np.int64)
    both = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    alone = session.run(None, {"input_ids": ids[:1, :3], "attention_mask": mask[:1, :3]})[0]
    assert both.shape == (2, WIDTH)
    assert np.allclose(np.linalg.norm(both, axis=1), 1.0, atol=1e-5)
    assert np.allclose(both[0], alone[0], atol=1e-4)
