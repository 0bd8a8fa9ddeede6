from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import FIXTURES, Run


def _matching_set(folder: Path) -> list[str]:
    facts = [{"id": "a", "text": "Rome is the capital of Italy."}]
    facts.append({"id": "b", "text": "The bridge was opened in 2011."})
    queries = [{"id": "q", "text": "Is Rome the capital of Italy?"}]
    for name, rows in (("facts", facts), ("queries", queries)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    (folder / "qrels.tsv").write_text("q\ta\t1\n", "utf-8")
    return ["--facts", "facts.jsonl", "--queries", "queries.jsonl", "--qrels", "qrels.tsv"]


def test_matching_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    options = _matching_set(folder)

    figures = json.loads(run("evaluate", "matching", *options, "--format", "json").stdout)
    table = run("evaluate", "matching", *options).stdout.splitlines()

    assert {"queries", "map@1", "map@5", "mrr", "recall@5", "recall@20", "recall@100"} < set(
        figures
    )
    assert {"queries_per_second", "baseline"} < set(figures)
    assert figures["map@5"] == 1.0
    assert table[0].split() == ["value", "95", "%", "interval", "plain", "BM25"]
    assert table[2].split()[:2] == ["map@5", "1.000"]


def test_verdicts_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    example = {"id": "1", "claim": "Rome is in Italy.", "evidence": ["Rome is in Italy."]}
    line = json.dumps(example | {"label": "SUPPORTED", "lang": "en"})
    (folder / "dev.jsonl").write_text(line + "\n", "utf-8")

    figures = json.loads(run("evaluate", "verdicts", "dev.jsonl", "--format", "json").stdout)

    assert {"examples", "accuracy", "macro_f1", "per_label", "answered", "ece"} < set(figures)
    assert "macro-F1" in run("evaluate", "verdicts", "dev.jsonl").stdout


def test_detection_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    rows = [("The court sentenced two men in 2023.", "OBJ"), ("What a shameful farce!", "SUBJ")]
    lines = [json.dumps({"text": text, "label": label, "lang": "en"}) for text, label in rows]
    (folder / "dev.jsonl").write_text("\n".join(lines), "utf-8")

    figures = json.loads(run("evaluate", "detection", "dev.jsonl", "--format", "json").stdout)

    assert {"examples", "accuracy", "macro_f1", "average_precision"} < set(figures)
    assert set(figures["baselines"]) == {"majority", "length"}
    assert "macro_f1" in run("evaluate", "detection", "dev.jsonl").stdout


def test_pipeline_is_one_json_object_or_a_table(run: Run) -> None:
    folder = FIXTURES / "it-accordo"

    done = run("evaluate", "pipeline", folder, "--format", "json")

    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout)
    assert run("evaluate", "pipeline", folder).stdout.strip()


def test_dates_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    mark = {"start": 4, "end": 13, "text": "last week", "type": "DATE", "value": "2024-W45"}
    row = {"dct": "2024-11-16", "text": "The last week was dry.", "timexes": [mark]}
    (folder / "dates.jsonl").write_text(json.dumps(row) + "\n", "utf-8")

    done = run("evaluate", "dates", "dates.jsonl", "--lang", "en", "--format", "json")

    assert done.stdout.count("\n") == 1
    figures = json.loads(done.stdout)
    assert {"expressions", "detection_f1", "value_f1", "precision", "recall"} < set(figures)
    assert figures["value_f1"] == 1.0
    table = run("evaluate", "dates", "dates.jsonl").stdout.splitlines()
    assert table[1].split() == ["detection", "F1", "1.000"]


def test_segmentation_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    row = {"lang": "en", "sentences": ["Rome is old.", "It is large."]}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", "utf-8")

    figures = json.loads(run("evaluate", "segmentation", "dev.jsonl", "--format", "json").stdout)

    assert list(figures) == ["sentences", "precision", "recall", "f1", "characters_per_second"]
    assert "F1" in run("evaluate", "segmentation", "dev.jsonl").stdout


def test_pipeline_draws_risk_by_coverage(run: Run, folder: Path) -> None:
    done = run("evaluate", "pipeline", FIXTURES / "it-accordo", "--plot", "risk.png")

    assert done.returncode == 0
    assert (folder / "risk.png").read_bytes().startswith(b"\x89PNG")


def test_a_figure_that_cannot_be_written_is_one_clear_line(run: Run, folder: Path) -> None:
    row = {"id": "1", "claim": "Rome is in Italy.", "evidence": [], "label": "NEI", "lang": "en"}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", "utf-8")

    done = run("evaluate", "verdicts", "dev.jsonl", "--plot", "nowhere/risk.png")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "nowhere/risk.png" in done.stderr


def test_verdicts_takes_evidence_of_another_language_by_id(run: Run, folder: Path) -> None:
    row = {"id": "1", "claim": "Il ponte di Verona è stato aperto nel 2011.", "evidence": []}
    theirs = row | {"evidence": ["The bridge of Verona was opened in 2011."], "lang": "en"}
    for name, one in (("it", row | {"lang": "it"}), ("en", theirs)):
        line = json.dumps(one | {"label": "SUPPORTED"})
        (folder / f"{name}.jsonl").write_text(line + "\n", "utf-8")
    options = ["it.jsonl", "--evidence", "en.jsonl", "--model", "none", "--format", "json"]

    figures = json.loads(run("evaluate", "verdicts", *options).stdout)

    assert figures["verdicts"]["accuracy"] == 1.0


def test_contrast_is_one_json_object_or_a_table(run: Run, folder: Path) -> None:
    rows = ["id,statement,lang", "a,The flood destroyed the archive of Cologne in March 2009.,en"]
    (folder / "facts.csv").write_text("\n".join(rows) + "\n", "utf-8")
    options = ["--facts", "facts.csv", "--seed", "3", "--kinds", "date,negation"]

    figures = json.loads(
        run("evaluate", "contrast", *options, "--write", "pairs.jsonl", "--format", "json").stdout
    )

    assert {"facts", "facts_left_out", "seed", "pairs", "errors", "paraphrases"} == set(figures)
    assert set(figures["errors"]) == {"date", "negation"}
    assert len((folder / "pairs.jsonl").read_text("utf-8").splitlines()) == figures["pairs"] == 2
    assert "other reason" in run("evaluate", "contrast", *options).stdout


def test_contrast_refuses_what_it_cannot_use_in_one_line(run: Run, folder: Path) -> None:
    (folder / "facts.csv").write_text("id,statement,lang\na,Prices rose in Italy.,en\n", "utf-8")

    missing = run("evaluate", "contrast", "--facts", "none.csv")
    kind = run("evaluate", "contrast", "--facts", "facts.csv", "--kinds", "spelling")
    itself = run("evaluate", "contrast", "--facts", "facts.csv", "--write", "facts.csv")

    for refused in (missing, kind, itself):
        assert (refused.returncode, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1
