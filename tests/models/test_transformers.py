"""A tiny PyTorch model written and read by transformers, where both are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import ModelError
from factcheck.models.catalogue import choose
from tests.models.tiny import LOGITS, SPECIAL, tokenizer

torch: Any = pytest.importorskip("torch")
transformers: Any = pytest.importorskip("transformers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of two layers with random weights, its labels in NLI's order."""
    torch.manual_seed(7)
    labels = ("entailment", "neutral", "contradiction")
    config = transformers.BertConfig(
        vocab_size=len(SPECIAL) + len(LOGITS), hidden_size=16, num_hidden_layers=2,
        num_attention_heads=2, intermediate_size=32, max_position_embeddings=40,
        id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)},
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(), pad_token=SPECIAL[1], unk_token=SPECIAL[3]
    ).save_pretrained(tmp_path)
    return tmp_path


def test_weights_for_pytorch_are_read(folder: Path) -> None:
    model = choose(str(folder)).model
    assert model is not None
    pairs = [("It was not.", "A fact."), ("opened", "A fact " * 100), ("", "A fact.")]
    first, long, empty = model(pairs)
    assert first.supports + first.refutes + first.neutral == pytest.approx(1.0, abs=2e-4)
    assert empty.neutral == 1.0
    assert model(pairs[1:2]) == [long]
    assert model.name == folder.name


def test_the_outputs_are_transformers_own(folder: Path) -> None:
    model = choose(str(folder)).model
    assert model is not None
    network = transformers.BertForSequenceClassification.from_pretrained(folder).eval()
    encoding = tokenizer().encode("A fact.", "It was not.")
    with torch.inference_mode():
        logits = network(
            input_ids=torch.tensor([encoding.ids]), token_type_ids=torch.tensor([encoding.type_ids])
        ).logits[0]
    shares = torch.softmax(logits, -1).tolist()
    (given,) = model([("It was not.", "A fact.")])
    expected = (shares[0], shares[2], shares[1])
    assert (given.supports, given.refutes, given.neutral) == pytest.approx(expected, abs=1e-4)


def test_damaged_weights_are_an_error(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"none")
    model = choose(str(folder)).model
    assert model is not None
    with pytest.raises(ModelError, match="transformers can read"):
        model([("A claim.", "A fact.")])
