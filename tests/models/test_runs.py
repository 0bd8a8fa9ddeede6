"""A model from the command line and the library: header, JSON, fingerprint, store."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck import api
from factcheck.errors import ConfigError
from factcheck.evaluation.pipeline import evaluate_pipeline
from factcheck.evaluation.verdicts import evaluate_verdicts
from factcheck.model import Report
from factcheck.models import catalogue
from factcheck.registry import renderer
from factcheck.store import Store
from tests.models.tiny import OURS, graph, make_model

FACTS = [
    {"id": "bridge", "statement": "The bridge of Todi was opened in 2011.", "lang": "en"},
    {"id": "port", "statement": "The port of Hull is closed on Sundays.", "lang": "en"},
]
TEXT = "The bridge of Todi was not opened in 2011. The port of Hull was closed on Sundays."


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_model(tmp_path / "tiny")


@pytest.fixture
def shipped(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model where the package keeps its own."""
    monkeypatch.setattr(catalogue, "SHIPPED", tiny)
    return tiny


@pytest.fixture
def nothing_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SHIPPED", tmp_path / "none")


@pytest.fixture
def no_libraries(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra ``model`` is not installed."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(sys.modules, "tokenizers", None)


def check(model: str, store: Store | None = None) -> Report:
    return api.check_text(TEXT, facts=FACTS, lang="en", model=model, store=store)


def as_json(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(renderer("json")(report))
    return content


def told(report: Report) -> list[dict[str, float] | None]:
    """Return what the JSON report says the model said, match by match."""
    return [
        match["model"]
        for claim in as_json(report)["documents"][0]["claims"]
        for part in claim["parts"]
        for match in part["matches"]
    ]


def header(report: Report, ui_lang: str) -> str:
    """Return the header's line on the model."""
    name = {"en": "Model", "it": "Modello"}[ui_lang]
    lines = renderer("text")(report, ui_lang=ui_lang).splitlines()
    return next(line.split(name, 1)[1].strip() for line in lines if line.strip().startswith(name))


def test_a_named_model_stands_in_header_and_json(tiny: Path) -> None:
    report = check(str(tiny))
    assert header(report, "en") == header(report, "it") == "tiny 1"
    assert as_json(report)["run"]["model"] == "tiny 1"
    assert str(tiny) not in renderer("json")(report)


def test_what_the_model_says_stands_by_each_match(tiny: Path) -> None:
    said = [given for given in told(check(str(tiny))) if given]
    assert max(given["refutes"] for given in said) > 0.9
    assert all(set(given) == {"supports", "refutes", "neutral"} for given in said)


def test_none_is_rules_alone(shipped: Path) -> None:
    report = check("none")
    assert (header(report, "en"), header(report, "it")) == ("none", "nessuno")
    assert told(report)
    assert not any(told(report))


def test_default_is_the_shipped_model(shipped: Path) -> None:
    assert check("default") == check(str(shipped))


@pytest.mark.usefixtures("no_libraries")
def test_without_the_extra_rules_judge_and_the_header_says_so() -> None:
    report, rules = check("default"), check("none")
    assert header(report, "en") == "none (install factcheck-verifier[model])"
    assert header(report, "it") == "nessuno (installare factcheck-verifier[model])"
    assert as_json(report) == as_json(rules)


@pytest.mark.usefixtures("nothing_shipped")
def test_without_its_files_the_default_is_rules_that_say_so() -> None:
    assert header(check("default"), "en") == "none (install factcheck-verifier[model])"


def test_the_same_input_gives_the_same_bytes(tiny: Path) -> None:
    render = renderer("json")
    assert render(check(str(tiny))) == render(check(str(tiny)))


def test_the_fingerprint_changes_with_the_model(tmp_path: Path, tiny: Path) -> None:
    turned = make_model(tmp_path / "turned", content=graph(order=(1, 0, 2)))
    renamed = make_model(tmp_path / "renamed", OURS | {"name": "other"})
    runs = [check(name).run for name in ("none", str(tiny), str(turned), str(renamed))]
    assert len({run.fingerprint for run in runs}) == len(runs)


def test_the_fingerprint_does_not_change_with_the_folder(tmp_path: Path, tiny: Path) -> None:
    moved = make_model(tmp_path / "moved")
    assert check(str(moved)).run == check(str(tiny)).run


@pytest.mark.usefixtures("no_libraries")
def test_a_missing_model_leaves_the_fingerprint_of_rules_alone() -> None:
    assert check("default").run.fingerprint == check("none").run.fingerprint


def test_reports_with_a_model_go_through_the_store(tiny: Path, store: Store) -> None:
    report = check(str(tiny), store)
    stored = store.report(report.run.fingerprint)
    assert as_json(stored) == as_json(report)
    assert any(told(stored))


@pytest.mark.usefixtures("no_libraries")
def test_the_store_keeps_that_the_model_was_missing(store: Store) -> None:
    report = check("default", store)
    assert store.report(report.run.fingerprint).run == report.run


def test_verdicts_can_be_measured_with_a_model(tmp_path: Path, tiny: Path) -> None:
    rows = [
        {"id": str(i), "claim": f"Bridge {i} was opened.", "evidence": ["It is."], "label": "NEI"}
        for i in range(3)
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    result = evaluate_verdicts(file, model=str(tiny))
    assert len(result.given) == len(rows)


Measure = Callable[..., object]


@pytest.mark.parametrize(
    ("measure", "file"),
    [
        pytest.param(evaluate_verdicts, "rows.jsonl", id="verdicts"),
        pytest.param(evaluate_pipeline, "fixtures/en-economy", id="pipeline"),
    ],
)
def test_an_unknown_model_is_refused_by_every_measure(
    measure: Measure, file: str, root: Path
) -> None:
    with pytest.raises(ConfigError, match="unknown model 'gpt'"):
        measure(root / file, model="gpt")
