"""The exported graph beside the same arithmetic in floats, on a tiny encoder."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.models.catalogue import choose
from factcheck.protocols import SlipReader
from tests.models.tiny import make_model, tokenizer
from training.verification.export import build_onnx, int8_columns, int8_rows
from training.verification.slip_export import int4_blocks, with_slips

Floats = NDArray[np.float32]
WIDTH, INNER, HEADS, LAYERS, PLACES = 32, 64, 4, 2, 24
WORDS = tuple(f"w{i}" for i in range(40))
EPSILON = 1e-12


def random_weights() -> dict[str, Floats]:
    """Return the weights of a small cross-encoder, named as torch names them."""
    draw = np.random.default_rng(11)

    def some(*shape: int, size: float = 0.3) -> Floats:
        return draw.normal(0, size, shape).astype(np.float32)

    embeddings = "encoder.embeddings."
    weights = {
        f"{embeddings}word_embeddings.weight": some(4 + len(WORDS), WIDTH),
        f"{embeddings}position_embeddings.weight": some(PLACES, WIDTH),
        f"{embeddings}token_type_embeddings.weight": some(2, WIDTH),
        "hidden.weight": some(WIDTH, 2 * WIDTH),
        "hidden.bias": some(WIDTH),
        "logits.weight": some(3, WIDTH),
        "logits.bias": some(3),
    }
    norms = [f"{embeddings}LayerNorm"]
    for number in range(LAYERS):
        layer = f"encoder.encoder.layer.{number}."
        shapes = {f"attention.self.{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (WIDTH, WIDTH)}
        shapes |= {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
        for name, shape in shapes.items():
            weights[f"{layer}{name}.weight"] = some(*shape)
            weights[f"{layer}{name}.bias"] = some(shape[0])
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
    for name in norms:
        weights[f"{name}.weight"] = 1 + some(WIDTH, size=0.1)
        weights[f"{name}.bias"] = some(WIDTH, size=0.1)
    return weights


def head_weights() -> dict[str, Floats]:
    """Return the weights of a slip head that goes on from the first layer."""
    layer, draw = "encoder.encoder.layer.1.", np.random.default_rng(5)
    known = random_weights()
    return {
        k.replace(layer, "layers.1."): (v + draw.normal(0, 0.1, v.shape)).astype(np.float32)
        for k, v in known.items()
        if k.startswith((layer, "hidden.", "logits."))
    }


def reference(weights: dict[str, Floats], ids: list[int]) -> Floats:
    """Return the logits in floats."""

    def dense(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(x: Any) -> Any:
        return x.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    base = "encoder.embeddings."
    x = weights[f"{base}word_embeddings.weight"][ids]
    x = x + weights[f"{base}position_embeddings.weight"][: len(ids)]
    x = norm(x + weights[f"{base}token_type_embeddings.weight"][0], f"{base}LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.encoder.layer.{number}."
        q, k, v = (heads(dense(x, f"{layer}attention.self.{n}")) for n in ("query", "key", "value"))
        scores = np.exp(q @ k.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ v
        mixed = mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH)
        x = norm(
            x + dense(mixed, f"{layer}attention.output.dense"), f"{layer}attention.output.LayerNorm"
        )
        inner = dense(x, f"{layer}intermediate.dense")
        inner = inner * (1 + np.vectorize(math.erf)(inner / math.sqrt(2))) / 2
        x = norm(x + dense(inner, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    pooled = np.concatenate([x[0], x.mean(0)])
    logits: Floats = dense(np.tanh(dense(pooled, "hidden")), "logits")
    return logits


@pytest.fixture(scope="module")
def content() -> bytes:
    return build_onnx(random_weights(), layers=LAYERS, heads=HEADS, epsilon=EPSILON)


def run(content: bytes, rows: list[list[int]], length: int) -> Floats:
    """Return the graph's logits for rows padded to ``length``."""
    import onnxruntime

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    ids = np.full((len(rows), length), 1, np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)], mask[number, : len(row)] = row, 1
    found: Floats = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    return found


ROWS = [[0, 4, 9, 2, 2, 17, 30, 2], [0, 5, 2, 2, 6, 7, 8, 9, 10, 11, 12, 2], [0, 43, 2, 2, 42, 2]]


@pytest.mark.parametrize("row", ROWS, ids=["eight", "twelve", "six"])
def test_eight_bits_are_near_to_floats(row: list[int], content: bytes) -> None:
    expected = reference(random_weights(), row)
    assert run(content, [row], len(row))[0] == pytest.approx(expected, abs=0.2)
    assert np.ptp(expected) > 1  # so that being near says something


def test_a_row_does_not_depend_on_the_rows_and_padding_beside_it(content: bytes) -> None:
    together = run(content, ROWS, 16)
    alone = [run(content, [row], len(row))[0] for row in ROWS]
    assert together == pytest.approx(np.array(alone), abs=1e-4)


def test_equal_weights_make_equal_bytes(content: bytes) -> None:
    again = build_onnx(random_weights(), layers=LAYERS, heads=HEADS, epsilon=EPSILON)
    assert again == content


def test_the_runtime_reads_what_the_export_writes(content: bytes, tmp_path: Path) -> None:
    config = {"name": "t", "labels": ["supports", "refutes", "neutral"], "max_length": PLACES}
    folder = make_model(tmp_path, config, content=content, words=dict.fromkeys(WORDS, ()))
    tokenizer(WORDS).save(str(folder / "tokenizer.json"))
    model = choose(str(folder)).model
    assert model is not None
    (given,) = model([("w13 w26", "w0 w5")])
    logits = np.exp(run(content, [[0, 4, 9, 2, 2, 17, 30, 2]], 8)[0])
    expected = logits / logits.sum()
    assert (given.supports, given.refutes, given.neutral) == pytest.approx(expected, abs=1e-3)


def test_no_two_neighbouring_weights_can_overflow_sixteen_bits() -> None:
    weight = np.random.default_rng(3).normal(0, 1, (64, 8)).astype(np.float32)
    weight[10:12, 3] = 50.0
    values, scale = int8_columns(weight)
    size = np.abs(values.astype(int))
    assert (255 * (size[0::2] + size[1::2])).max() < 2**15
    assert values * scale == pytest.approx(weight, abs=float(scale.max()))


def test_a_row_of_zeros_stays_one() -> None:
    table = np.zeros((3, 8), np.float32)
    values, scale = int8_rows(table)
    assert not (values * scale).any()


def test_an_export_is_read_back_as_it_was_written(content: bytes, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="the extra train is not installed")
    from training.verification.starting import exported_state

    (tmp_path / "model.onnx").write_bytes(content)
    weights = {name: torch.from_numpy(value) for name, value in random_weights().items()}
    state = exported_state(tmp_path / "model.onnx", weights)

    assert state.keys() == weights.keys()
    places = "encoder.embeddings.position_embeddings.weight"
    types = "encoder.embeddings.token_type_embeddings.weight"
    assert torch.allclose(state[places], weights[places] + weights[types][0], atol=1e-6)
    for name in weights.keys() - {places, types}:
        steps = 2 * weights[name].abs().max() / 127
        assert (state[name] - weights[name]).abs().max() <= steps, name


def outputs(content: bytes, row: list[int], *names: str) -> list[Any]:
    import onnxruntime

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    ids = np.array([row], np.int64)
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    return [one[0] for one in session.run(list(names), fed)]


@pytest.mark.parametrize("row", ROWS, ids=["eight", "twelve", "six"])
def test_a_slip_head_answers_beside_the_three_and_changes_none(
    row: list[int], content: bytes
) -> None:
    head = head_weights()
    both = with_slips(content, head)
    layer = "encoder.encoder.layer.1."
    logits = reference(
        {**random_weights(), **{k.replace("layers.1.", layer): v for k, v in head.items()}}, row
    )
    expected = logits[1] - np.logaddexp(logits[0], logits[2])

    told, slip = outputs(both, row, "logits", "slip")
    assert told.tolist() == outputs(content, row, "logits")[0].tolist()
    assert slip == pytest.approx([expected], abs=0.5)


def test_a_new_slip_head_takes_the_place_of_the_old(content: bytes) -> None:
    weights = head_weights()
    other = {name: value + np.float32(0.5) for name, value in weights.items()}
    old = with_slips(content, other)
    assert with_slips(old, weights) == with_slips(content, weights) != old


def test_the_runtime_reads_slips_where_the_folder_says_so(content: bytes, tmp_path: Path) -> None:
    both = with_slips(content, head_weights())
    config = {
        "name": "t", "labels": ["supports", "refutes", "neutral"], "max_length": PLACES,
        "slips": True,
    }  # fmt: skip
    folder = make_model(tmp_path, config, content=both, words=dict.fromkeys(WORDS, ()))
    tokenizer(WORDS).save(str(folder / "tokenizer.json"))
    model = choose(str(folder)).model
    assert isinstance(model, SlipReader)
    (slip,) = outputs(both, [0, 4, 9, 2, 2, 17, 30, 2], "slip")
    pair = ("w13 w26", "w0 w5")
    assert model.slips([pair, pair]) == pytest.approx([slip[0]] * 2, abs=1e-5)
    plain = make_model(tmp_path / "plain", {**config, "slips": False}, content=both)
    assert not isinstance(choose(str(plain)).model, SlipReader)


def test_four_bits_lie_within_half_a_step() -> None:
    weight = np.random.default_rng(3).normal(0, 1, (128, 6)).astype(np.float32)
    packed, scale = int4_blocks(weight)
    assert packed.shape == (6, 2, 32)
    steps = np.stack([packed & 15, packed >> 4], -1).reshape(6, 2, 64).astype(int) - 8
    again = (steps * scale.reshape(6, 2, 1)).reshape(6, 128).T
    assert np.abs(again - weight).mean() < 0.15
    assert np.corrcoef(again.ravel(), weight.ravel())[0, 1] > 0.99
