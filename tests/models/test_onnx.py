"""Pairs through a tiny ONNX model: numbers, order, independence, errors."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import ModelError
from factcheck.model import Probabilities
from factcheck.models import onnx as runner
from factcheck.models.catalogue import choose
from factcheck.models.layout import read_layout
from factcheck.models.scores import probabilities
from factcheck.protocols import VerificationModel
from tests.models.tiny import LOGITS, OURS, REFUTES, SUPPORTS, graph, make_model

NOTHING = Probabilities(supports=0.0, refutes=0.0, neutral=1.0)


def opened(folder: Path) -> VerificationModel:
    model = choose(str(folder)).model
    assert model is not None
    return model


@pytest.fixture
def model(tmp_path: Path) -> VerificationModel:
    return opened(make_model(tmp_path / "tiny"))


def stance(given: Probabilities) -> str:
    shares = {"supports": given.supports, "refutes": given.refutes, "neutral": given.neutral}
    return max(shares, key=lambda name: shares[name])


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param(f"It {SUPPORTS} in May.", "supports", id="supports"),
        pytest.param(f"It was {REFUTES} there.", "refutes", id="refutes"),
        pytest.param("Something else.", "neutral", id="neutral"),
    ],
)
def test_the_numbers_are_the_models(claim: str, expected: str, model: VerificationModel) -> None:
    (given,) = model([(claim, "A fact.")])
    assert stance(given) == expected
    assert given.supports + given.refutes + given.neutral == pytest.approx(1.0, abs=2e-4)
    assert given.supports == round(given.supports, 4)


def test_outputs_in_another_order_mean_the_same(tmp_path: Path, model: VerificationModel) -> None:
    config = {"id2label": {"0": "NEUTRAL", "1": "ENTAILMENT", "2": "CONTRADICTION"}}
    turned = make_model(tmp_path / "turned", config, content=graph(order=(2, 0, 1)))
    pairs = [(f"It {SUPPORTS}.", "A fact."), (f"{REFUTES} so", "A fact."), ("So", "A fact.")]
    assert opened(turned)(pairs) == model(pairs)


def test_a_pairs_row_does_not_depend_on_those_beside_it(tmp_path: Path) -> None:
    words = {**LOGITS, "loud": (250.0, 0.0, 0.0)}
    model = opened(make_model(tmp_path, words=words))
    pair, loud = (f"It {SUPPORTS}.", "A fact."), ("A loud one.", "A fact.")
    (alone,) = model([pair])
    assert model([loud, pair, loud])[1] == alone
    assert model([pair] * 40) == [alone] * 40


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_number_of_threads_changes_nothing(
    workers: int, model: VerificationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [(f"It {SUPPORTS} {i}.", f"Fact {i} {REFUTES if i % 3 else ''}.") for i in range(30)]
    before = model(pairs)
    monkeypatch.setattr(runner, "_cores", lambda: workers)
    assert model(pairs) == before


@pytest.mark.parametrize(
    "pair",
    [("", "A fact."), (" \n", "A fact."), (f"It {REFUTES}.", ""), ("", "")],
    ids=["claim", "spaces", "fact", "both"],
)
def test_an_empty_text_is_neutral(pair: tuple[str, str], model: VerificationModel) -> None:
    assert model([pair, (f"It {REFUTES}.", "A fact.")])[0] == NOTHING


def test_a_model_goes_to_another_process_by_its_folder(model: VerificationModel) -> None:
    pairs = [(f"It {REFUTES}.", "A fact.")]
    model(pairs)  # an open graph does not travel
    sent = pickle.loads(pickle.dumps(model))  # noqa: S301 -- our own bytes
    assert sent == model
    assert sent(pairs) == model(pairs)


def test_no_pairs_need_no_model(tmp_path: Path) -> None:
    assert opened(make_model(tmp_path, content=b"not opened"))([]) == []


@pytest.mark.parametrize("inputs", [("input_ids",), ("input_ids", "token_type_ids")])
def test_a_graph_gets_the_inputs_it_asks_for(inputs: Sequence[str], tmp_path: Path) -> None:
    model = opened(make_model(tmp_path, content=graph(inputs=inputs)))
    assert stance(model([(f"It {SUPPORTS}.", "A fact.")])[0]) == "supports"


def test_very_long_texts_are_read_to_a_length(model: VerificationModel) -> None:
    (given,) = model([(f"It {SUPPORTS}. " + "word " * 200_000, "fact " * 200_000)])
    assert stance(given) == "supports"


@pytest.mark.parametrize("content", [b"", b"not an onnx file", graph()[:-20]])
def test_a_damaged_graph_is_named(content: bytes, tmp_path: Path) -> None:
    model = opened(make_model(tmp_path, content=content))
    with pytest.raises(ModelError, match=r"model\.onnx: is damaged"):
        model([("A claim.", "A fact.")])


def test_a_damaged_tokenizer_is_named(tmp_path: Path) -> None:
    (make_model(tmp_path) / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        opened(tmp_path)([("A claim.", "A fact.")])


def test_a_graph_that_asks_for_more_than_tokens_is_refused(tmp_path: Path) -> None:
    model = opened(make_model(tmp_path, content=graph(inputs=("input_ids", "pixels"))))
    with pytest.raises(ModelError, match="pixels"):
        model([("A claim.", "A fact.")])


@pytest.mark.parametrize(
    "logits",
    [(1.0, float("nan"), 0.0), (float("inf"), 0.0, 0.0), (1.0, 2.0), (1.0, 2.0, 3.0, 4.0)],
    ids=["no-number", "endless", "two", "four"],
)
def test_outputs_that_are_not_three_numbers_are_an_error(
    logits: Sequence[float], tmp_path: Path
) -> None:
    layout = read_layout(make_model(tmp_path))
    with pytest.raises(ModelError, match="three numbers"):
        probabilities(logits, layout)


def test_a_model_written_anew_is_another(tmp_path: Path) -> None:
    before = opened(make_model(tmp_path))
    made = make_model(tmp_path, OURS | {"version": "2"}, content=graph(order=(1, 0, 2)))
    after = opened(made)
    pair = (f"It {SUPPORTS}.", "A fact.")
    assert (before.name, after.name) == ("tiny 1", "tiny 2")
    assert before.digest != after.digest
    assert stance(after([pair])[0]) == "refutes"
