"""What a model's folder says, before any library is loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import ModelError
from factcheck.models.layout import LONGEST, read_layout
from tests.models.tiny import OURS, make_model

NLI = {"model_type": "deberta-v2", "max_position_embeddings": 512}


def hub(*labels: str, **rest: Any) -> dict[str, Any]:
    """Return a configuration as transformers writes it."""
    return {**NLI, "id2label": {str(i): label for i, label in enumerate(labels)}, **rest}


@pytest.mark.parametrize(
    ("config", "order"),
    [
        pytest.param(OURS, (0, 1, 2), id="ours"),
        pytest.param(OURS | {"labels": ["neutral", "refutes", "supports"]}, (2, 1, 0), id="turned"),
        pytest.param(hub("entailment", "neutral", "contradiction"), (0, 2, 1), id="nli"),
        pytest.param(hub("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (2, 0, 1), id="capitals"),
        pytest.param(hub("SUPPORTS", "REFUTES", "NOT ENOUGH INFO"), (0, 1, 2), id="fever"),
        pytest.param(hub("NOT_ENOUGH_INFO", "Refuted", "Supported"), (2, 1, 0), id="underscores"),
    ],
)
def test_labels_are_found_in_any_order_and_case(
    config: Mapping[str, Any], order: tuple[int, ...], tmp_path: Path
) -> None:
    assert read_layout(make_model(tmp_path, config)).order == order


def test_outputs_go_by_their_number_not_by_their_place_in_the_file(tmp_path: Path) -> None:
    labels = {"10": "x", "2": "neutral", "0": "entailment", "1": "contradiction"}
    del labels["10"]
    assert read_layout(make_model(tmp_path, {**NLI, "id2label": labels})).order == (0, 1, 2)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        pytest.param(hub("LABEL_0", "LABEL_1", "LABEL_2"), "LABEL_0, LABEL_1", id="unnamed"),
        pytest.param(hub("entailment", "not_entailment"), "not_entailment", id="two"),
        pytest.param(hub("supports", "entailment", "neutral"), "entailment", id="one-twice"),
        pytest.param(NLI, "none", id="none"),
        pytest.param({**NLI, "id2label": "entailment"}, "e, n, t", id="a-text"),
        pytest.param({**NLI, "id2label": {"first": "neutral"}}, "not a list", id="bad-numbers"),
        pytest.param({"labels": ["supports", "refutes", "neutral"]}, "'name'", id="ours-no-name"),
    ],
)
def test_labels_that_are_not_understood_are_named(
    config: Mapping[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        read_layout(make_model(tmp_path, config))
    assert "config.json" in str(caught.value)


@pytest.mark.parametrize(
    "at",
    ["model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"],
)
def test_the_graph_is_found_where_exporters_put_it(at: str, tmp_path: Path) -> None:
    assert read_layout(make_model(tmp_path, at=at)).graph == tmp_path / at


@pytest.mark.parametrize(
    ("config", "longest"),
    [
        pytest.param(OURS, 32, id="ours"),
        pytest.param(hub("entailment", "neutral", "contradiction"), 512, id="nli"),
        pytest.param(
            hub("entailment", "neutral", "contradiction", max_position_embeddings=4096),
            LONGEST,
            id="long",
        ),
        pytest.param(
            hub(
                "entailment", "neutral", "contradiction",
                model_type="xlm-roberta", max_position_embeddings=130, pad_token_id=1,
            ),
            128,
            id="places-after-padding",
        ),
    ],
)  # fmt: skip
def test_pairs_are_as_long_as_the_model_reads(
    config: Mapping[str, Any], longest: int, tmp_path: Path
) -> None:
    assert read_layout(make_model(tmp_path, config)).max_length == longest


@pytest.mark.parametrize("gone", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(gone: str, tmp_path: Path) -> None:
    (make_model(tmp_path) / gone).unlink()
    with pytest.raises(ModelError, match=gone):
        read_layout(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", '"x"'], ids=["cut", "list", "text"])
def test_a_damaged_configuration_is_named(content: str, tmp_path: Path) -> None:
    (make_model(tmp_path) / "config.json").write_text(content)
    with pytest.raises(ModelError, match=r"config\.json"):
        read_layout(tmp_path)


def test_a_model_is_called_by_its_own_name_or_its_folders(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "a", tmp_path / "xnli"
    make_model(ours)
    make_model(theirs, hub("entailment", "neutral", "contradiction"))
    assert read_layout(ours).name == "tiny 1"
    assert read_layout(theirs).name == "xnli"
    assert read_layout(theirs, name="org/xnli").name == "org/xnli"


@pytest.mark.parametrize("changed", ["model.onnx", "tokenizer.json", "config.json"])
def test_the_digest_changes_with_each_file(changed: str, tmp_path: Path) -> None:
    before = read_layout(make_model(tmp_path)).digest()
    path = tmp_path / changed
    path.write_bytes(path.read_bytes() + b"\n")
    assert read_layout(tmp_path).digest() != before


def test_the_digest_is_of_the_files_alone(tmp_path: Path) -> None:
    one, other = make_model(tmp_path / "one"), make_model(tmp_path / "other")
    (other / "CARD.md").write_text("About it.")
    assert read_layout(one).digest() == read_layout(other).digest()


def test_the_digest_covers_numbers_kept_beside_the_graph(tmp_path: Path) -> None:
    before = read_layout(make_model(tmp_path)).digest()
    (tmp_path / "model.onnx_data").write_bytes(b"numbers")
    assert read_layout(tmp_path).digest() != before


def test_weights_for_pytorch_alone_are_a_layout_too(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(hub("entailment", "neutral", "contradiction")))
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert read_layout(tmp_path).graph is None
