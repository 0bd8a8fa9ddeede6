from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.errors import FactSourceError, UnknownComponentError
from factcheck.evaluation.matching import (
    Retrieving,
    average_precision,
    evaluate_matching,
    reciprocal_rank,
)
from factcheck.evaluation.scores import bootstrap

FACTS = (
    ("a", "The Eiffel Tower is 330 metres tall.", "How tall is the Eiffel Tower?"),
    ("b", "Inflation in the euro area fell to 2.4% in March 2024.", "Euro inflation falls"),
    ("c", "The Morandi bridge in Genoa collapsed in 2018.", "Genoa bridge collapse"),
    ("d", "France exported 58.9 billion euros of machinery in 2022.", "French exports"),
)
QUERIES = (
    ("1", "the eiffel tower, 330 metres of iron", "a"),
    ("2", "euro area inflation at 2.4% now", "b"),
    ("3", "who remembers the bridge of Genoa, Morandi's", "c"),
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A small matching set in three files."""
    paths = {name: tmp_path / name for name in ("facts.jsonl", "queries.jsonl", "qrels.tsv")}
    paths["facts.jsonl"].write_text(
        "".join(json.dumps({"id": i, "text": t, "title": h}) + "\n" for i, t, h in FACTS)
    )
    paths["queries.jsonl"].write_text(
        "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t, _ in QUERIES)
    )
    paths["qrels.tsv"].write_text("".join(f"{i}\t{gold}\t1\n" for i, _, gold in QUERIES))
    return paths


@pytest.mark.parametrize("retriever", ["index", "scan"])
def test_easy_queries_are_all_found(files: dict[str, Path], retriever: str) -> None:
    result = evaluate_matching(*files.values(), how=Retrieving(name=retriever))
    assert result.queries == 3
    assert result.metrics["map@1"] == result.metrics["mrr"] == result.baseline["map@5"] == 1.0
    assert result.queries_per_second > 0


def test_the_result_has_the_fields_of_the_contract(files: dict[str, Path]) -> None:
    found = evaluate_matching(*files.values()).as_json()
    metrics = {"map@1", "map@5", "mrr", "recall@5", "recall@20", "recall@100"}
    assert set(found) == metrics | {"queries", "queries_per_second", "intervals", "baseline"}
    assert set(found["baseline"]) == set(found["intervals"]) == metrics
    assert json.loads(json.dumps(found)) == found


def test_a_query_without_gold_is_left_out(files: dict[str, Path]) -> None:
    with files["queries.jsonl"].open("a") as stream:
        stream.write('{"id": "9", "text": "nobody judged this"}\n')
    assert evaluate_matching(*files.values()).queries == 3


def test_an_irrelevant_judgement_is_no_gold(files: dict[str, Path]) -> None:
    files["qrels.tsv"].write_text("1\ta\t1\n2\tb\t0\n")
    assert evaluate_matching(*files.values()).queries == 1


def test_four_columns_are_read_as_trec_writes_them(files: dict[str, Path]) -> None:
    files["qrels.tsv"].write_text("1 0 a 1\n2 0 b 1\n")
    assert evaluate_matching(*files.values()).metrics["map@1"] == 1.0


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param("facts.jsonl", '{"id": "a", "text": "x"}\n{oops\n', "row 2", id="json"),
        pytest.param("facts.jsonl", '["a"]\n', "row 1: not a JSON object", id="list"),
        pytest.param("facts.jsonl", '{"id": "a"}\n', "row 1: needs 'id'", id="no-text"),
        pytest.param("facts.jsonl", "", "holds no facts", id="empty"),
        pytest.param("queries.jsonl", '{"text": "a"}\n', "row 1: needs 'id'", id="no-id"),
        pytest.param("qrels.tsv", "1\ta\n", "row 1: expected query", id="columns"),
        pytest.param("qrels.tsv", "1\ta\tyes\n", "row 1: expected query", id="relevance"),
        pytest.param("qrels.tsv", "8\ta\t1\n", "judges no query", id="no-overlap"),
    ],
)
def test_a_malformed_file_is_named_with_its_row(
    files: dict[str, Path], name: str, content: str, problem: str
) -> None:
    files[name].write_text(content)
    with pytest.raises(FactSourceError, match=problem) as caught:
        evaluate_matching(*files.values())
    assert str(files[name]) in str(caught.value)


def test_a_missing_file_is_named(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(FactSourceError, match=r"gone\.tsv"):
        evaluate_matching(files["facts.jsonl"], files["queries.jsonl"], tmp_path / "gone.tsv")


def test_bytes_that_are_no_text_are_refused(files: dict[str, Path]) -> None:
    files["facts.jsonl"].write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(FactSourceError, match="not UTF-8"):
        evaluate_matching(*files.values())


def test_an_unknown_retriever_is_refused(files: dict[str, Path]) -> None:
    with pytest.raises(UnknownComponentError, match="index, scan"):
        evaluate_matching(*files.values(), how=Retrieving(name="magic"))


@pytest.mark.parametrize(
    ("ranking", "gold", "precision", "reciprocal"),
    [
        pytest.param("ab", "a", 1.0, 1.0, id="first"),
        pytest.param("ba", "a", 0.5, 0.5, id="second"),
        pytest.param("xy", "a", 0.0, 0.0, id="missed"),
        pytest.param("axb", "ab", (1 + 2 / 3) / 2, 1.0, id="two"),
        pytest.param("a", "ab", 0.5, 1.0, id="half"),
    ],
)
def test_metrics_by_hand(ranking: str, gold: str, precision: float, reciprocal: float) -> None:
    assert average_precision(ranking, frozenset(gold)) == pytest.approx(precision)
    assert reciprocal_rank(ranking, frozenset(gold)) == pytest.approx(reciprocal)


def test_the_bootstrap_interval_holds_the_mean_and_repeats() -> None:
    values = [0.0, 1.0] * 50
    low, high = bootstrap(values)
    assert low < 0.5 < high
    assert (low, high) == bootstrap(values)
