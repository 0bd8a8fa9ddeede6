"""A folder end to end: the verdict, the fact it rests on, and how sure the answers are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.errors import LoadError
from factcheck.evaluation.pipeline import PipelineResult, evaluate_pipeline
from factcheck.evaluation.plots import plot_reliability, plot_risk
from factcheck.evaluation.scores import reliability

FACTS = """id,statement,lang
bridge,The bridge of Verona was opened in 2011.,en
copy,In 2011 the bridge of Verona was opened.,en
tower,The tower of Pavia is 72 metres high.,en
"""
PNG = b"\x89PNG"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text of two true sentences and its twin with one error."""
    true = "The bridge of Verona was opened in 2011.\n\nThe tower of Pavia is 72 metres high.\n"
    (tmp_path / "article.txt").write_text(true, "utf-8")
    (tmp_path / "altered.txt").write_text(true.replace("72", "27"), "utf-8")
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    return tmp_path


def evaluated(folder: Path, bridge: str | list[str], tower: str = "tower") -> PipelineResult:
    gold = {
        "lang": "en",
        "article.txt": [
            {"contains": "bridge", "verdict": "supported", "fact": bridge},
            {"contains": "tower", "verdict": "supported", "fact": tower},
        ],
        "altered.txt": [
            {"contains": "tower", "verdict": "refuted", "reason": "quantity", "kind": "quantity"}
        ],
    }
    (folder / "gold.json").write_text(json.dumps(gold), "utf-8")
    return evaluate_pipeline(folder, model="none")


@pytest.mark.parametrize(
    ("bridge", "tower", "expected"),
    [
        pytest.param("bridge", "tower", 1.0, id="the-facts-cited"),
        pytest.param("elsewhere copy bridge", "tower", 1.0, id="one-of-several"),
        pytest.param(["bridge", "copy"], "tower", 1.0, id="a-list"),
        pytest.param("bridge", "elsewhere", 0.5, id="another-fact"),
    ],
)
def test_evidence_counts_only_with_a_fact_that_may_be_cited(
    folder: Path, bridge: str | list[str], tower: str, expected: float
) -> None:
    figures = evaluated(folder, bridge, tower).as_json()
    assert (figures["accuracy"], figures["evidence_accuracy"]) == (1.0, expected)


def test_the_curve_covers_the_settled_answers_of_both_texts(folder: Path) -> None:
    result = evaluated(folder, "bridge")
    assert result.curve[-1] == (1.0, 0.0)
    assert result.as_json()["intervals"]["accuracy"] == [1.0, 1.0]
    assert result.as_json()["planted_errors"]["refuted_with_reason"] == 1


def test_a_gold_file_without_verdicts_is_an_error(folder: Path) -> None:
    (folder / "gold.json").write_text('{"article.txt": [{}], "altered.txt": []}', "utf-8")
    with pytest.raises(LoadError, match="not a gold file"):
        evaluate_pipeline(folder, model="none")


def test_figures_are_drawn_as_the_same_png_each_time(folder: Path, tmp_path: Path) -> None:
    curve = evaluated(folder, "bridge").curve
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    for path in (first, second):
        plot_risk(path, {"rules": curve})
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(PNG)


def test_a_reliability_diagram_is_drawn(tmp_path: Path) -> None:
    bins = reliability([0.9, 0.6, 0.2], [True, True, False])
    plot_reliability(tmp_path / "a.png", {"rules": bins})
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)
