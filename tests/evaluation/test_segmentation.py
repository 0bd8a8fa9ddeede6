from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import LoadError
from factcheck.evaluation.segmentation import evaluate_segmentation

SENTENCES = ["Il treno parte.", "Arriva a Roma alle dieci.", "Il biglietto costa poco."]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of two documents whose sentences join into one block."""
    path = tmp_path / "dev.jsonl"
    rows = [{"lang": "it", "sentences": SENTENCES[:1]}, {"lang": "it", "sentences": SENTENCES[1:]}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_easy_sentences_are_all_found(file: Path) -> None:
    figures = evaluate_segmentation(file).as_json()

    assert (figures["sentences"], figures["f1"]) == (3, 1.0)
    assert figures["characters_per_second"] > 0


def test_a_blocks_own_end_counts_neither_as_found_nor_as_gold(file: Path) -> None:
    def nothing(text: str, lang: str) -> Sequence[int]:
        return [len(text)]

    result = evaluate_segmentation(file, splitter=nothing)

    assert (result.gold, result.found, result.right) == (2, 0, 0)
    assert result.as_json()["f1"] == 0.0


def test_a_wrong_end_lowers_precision_alone(file: Path) -> None:
    def eager(text: str, lang: str) -> Sequence[int]:
        return [place for place, character in enumerate(text, start=1) if character in ".R"]

    figures = evaluate_segmentation(file, splitter=eager).as_json()

    assert figures["recall"] == 1.0
    assert figures["precision"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        ('{"sentences": "Uno."}', "line 2: has no list of texts named 'sentences'"),
    ],
    ids=["broken", "array", "no-list"],
)
def test_a_bad_line_is_named(file: Path, line: str, problem: str) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    file.write_text(f"{first}\n{line}\n", "utf-8")

    with pytest.raises(LoadError, match=problem):
        evaluate_segmentation(file)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", "utf-8")
    with pytest.raises(LoadError, match="holds no sentences"):
        evaluate_segmentation(empty)
