from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.errors import LoadError
from factcheck.evaluation.detection import average_precision, evaluate_detection

ROWS = (
    ("The court in Leeds sentenced two men in 2023.", "OBJ", "en"),
    ("This is a shameful farce!", "SUBJ", "en"),
    ("Il comune di Bari ha speso 12 milioni di euro.", "Yes", "it"),
    ("Che vergogna!", "No", "it"),
    ("Das Gericht verurteilte 2023 zwei Männer.", "factual", "de"),
    ("Das ist doch einfach lächerlich!", "opinion", "de"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Six easy sentences in three languages, labelled as the published sets do."""
    path = tmp_path / "dev.jsonl"
    lines = (json.dumps({"text": t, "label": label, "lang": lang}) for t, label, lang in ROWS)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_easy_sentences_are_all_told(file: Path) -> None:
    found = evaluate_detection(file).as_json()
    assert (found["examples"], found["accuracy"], found["macro_f1"]) == (6, 1.0, 1.0)
    assert found["average_precision"] == 1.0
    assert found["per_label"]["checkable"]["support"] == 3


def test_baselines_are_measured_in_the_same_run(file: Path) -> None:
    baselines = evaluate_detection(file).as_json()["baselines"]
    majority = baselines["majority"]
    assert (majority["accuracy"], majority["average_precision"]) == (0.5, 0.5)
    assert majority["macro_f1"] == pytest.approx(1 / 3)
    assert baselines["length"]["accuracy"] == 1.0


def test_one_label_alone_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "no.jsonl"
    path.write_text('{"text": "Che vergogna!", "label": "SUBJ", "lang": "it"}\n', "utf-8")
    found = evaluate_detection(path).as_json()
    assert (found["macro_f1"], found["average_precision"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("relevant", "scores", "expected"),
    [
        ([True, True, False], [0.9, 0.8, 0.1], 1.0),
        ([False, True, True], [0.9, 0.8, 0.1], (1 / 2 + 2 / 3) / 2),
        ([True, False, False, False], [0.5, 0.5, 0.5, 0.5], 0.25),
        ([False, True], [0.5, 0.5], 0.5),
        ([False, False], [0.5, 0.1], 0.0),
    ],
    ids=["best first", "one above", "all tied", "tied the other way", "none relevant"],
)
def test_average_precision(relevant: list[bool], scores: list[float], expected: float) -> None:
    assert average_precision(relevant, scores) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "holds no examples"),
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        ('\n{"label": "OBJ"}', "line 2: no 'text'"),
        ('{"text": "a", "label": "maybe"}', "line 1: label 'maybe' is none of"),
        ('{"text": 5, "label": "OBJ"}', "line 1: 'text' is not a text"),
        ('{"text": "a", "label": null}', "line 1: no 'label'"),
        (f'{{"text": {"[" * 100_000}', "line 1: not JSON that can be read"),
    ],
    ids=[
        "empty",
        "not JSON",
        "no object",
        "no text",
        "unknown label",
        "number for a text",
        "null for a label",
        "nested",
    ],
)
def test_a_bad_file_names_its_line(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(LoadError, match=problem):
        evaluate_detection(path)
