"""``claims overrule`` and what the commands around it show of a decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.evaluation.verdicts import evaluate_verdicts
from factcheck.store import Store
from tests.cli.conftest import FACTS, TEXT

BRIDGE = "The bridge over the strait was not opened in 2011."
STORMS = "The weather station counted nine storms in March."

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Return what runs a command in a folder whose store holds a checked text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    monkeypatch.delenv("FACTCHECK_DB", raising=False)
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")

    def factcheck(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    factcheck("facts", "import", "facts.csv")
    factcheck("check", "article.txt")
    return factcheck


def key_of(sentence: str) -> str:
    with Store("claims.db", read_only=True) as store:
        return next(a.claim.key for a in store.claims() if a.claim.text == sentence)


def decide(call: Call, sentence: str = BRIDGE, *more: str) -> tuple[int, str, str]:
    key = key_of(sentence)
    return call("claims", "overrule", key[:12], "--verdict", "supported", "--by", "Anna", *more)


def test_a_decision_holds_from_the_next_check(call: Call) -> None:
    code, out, _ = decide(call, BRIDGE, "--note", "it opened in 2012")
    assert code == 0
    assert out == (
        f"{key_of(BRIDGE)}: supported, decided by Anna (computed: refuted), from the next check\n"
    )
    assert call("check", "article.txt", "--fail-on", "refuted")[0] == 0
    code, out, _ = call("claims", "list", "--only", "supported")
    assert f"supported (decided)  3:1  {BRIDGE}\n" in out


def test_a_decided_claim_is_shown_with_both_verdicts(call: Call) -> None:
    decide(call, BRIDGE, "--note", "it opened in 2012")
    call("check", "article.txt")
    with Store("claims.db", read_only=True) as store:
        claim = next(a.claim for a in store.claims() if a.claim.text == BRIDGE)
    _, out, _ = call("claims", "show", claim.id)
    assert "decided      decided by Anna\n" in out
    assert "computed     refuted\n" in out
    assert "Note: “it opened in 2012”." in out


def test_decisions_are_listed_and_removed(call: Call) -> None:
    decide(call)
    _, out, _ = call("claims", "overrule", "--list")
    assert out == f"{key_of(BRIDGE)}  supported  2025-01-01  Anna  {BRIDGE}\n"

    code, out, _ = call("claims", "overrule", key_of(BRIDGE), "--remove")
    assert (code, out) == (
        0, f"{key_of(BRIDGE)}: the computed verdict holds again from the next check\n"
    )  # fmt: skip
    assert call("claims", "overrule", "--list")[1] == ""
    assert call("check", "article.txt", "--fail-on", "refuted")[0] == 1


def test_decisions_are_exported_as_examples_of_verdicts(call: Call, tmp_path: Path) -> None:
    decide(call)
    decide(call, STORMS)
    _, out, err = call("claims", "overrule", "--list", "--format", "jsonl")

    (line,) = out.splitlines()
    example = json.loads(line)
    assert example == {
        "id": example["id"],
        "claim": BRIDGE,
        "evidence": ["The bridge over the strait was opened in 2011."],
        "label": "SUPPORTED",
        "lang": "en",
    }
    assert f"left out: {key_of(STORMS)}: no true fact was near the claim" in err
    (tmp_path / "decided.jsonl").write_text(out, "utf-8")
    assert evaluate_verdicts(tmp_path / "decided.jsonl", model="none").gold == ("SUPPORTED",)


def test_a_decision_becomes_a_fact_with_a_source_of_its_own(call: Call) -> None:
    statement = "The weather station counted nine storms in March 2024."
    code, out, _ = decide(call, STORMS, "--fact", statement, "--source", "Weather service")
    assert code == 0
    assert "added to decisions" in out
    with Store("claims.db", read_only=True) as store:
        (fact,) = store.find_facts(collection="decisions")
        assert (fact.statement, fact.sources) == (statement, ("Weather service",))
        assert store.revisions()[0].by == "Anna"


def test_without_one_the_table_stays_as_it_is(call: Call) -> None:
    with Store("claims.db", read_only=True) as store:
        before = store.summary()
    decide(call, STORMS, "--note", "the service says so")
    with Store("claims.db", read_only=True) as store:
        assert store.summary() == before


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param((), "give one of --verdict, --remove and --list", id="nothing"),
        pytest.param(("k", "--verdict", "mixed", "--remove"), "give one of", id="two-things"),
        pytest.param(("k", "--list"), "--list takes no KEY", id="list-of-one"),
        pytest.param(("--verdict", "mixed"), "no KEY: name the claim", id="no-key"),
        pytest.param(("zz", "--verdict", "mixed"), "there is no claim 'zz'", id="unknown"),
        pytest.param(("zz", "--verdict", "wrong"), "unknown verdict 'wrong'", id="verdict"),
        pytest.param(
            ("zz", "--verdict", "mixed", "--fact", "It is so."), "a source of its own", id="source"
        ),
        pytest.param(
            ("zz", "--verdict", "mixed", "--source", "Istat"), "add --fact", id="source-alone"
        ),
        pytest.param(
            ("zz", "--verdict", "partly_supported", "--part", "1"), "never partly", id="part"
        ),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line(
    call: Call, arguments: tuple[str, ...], problem: str
) -> None:
    code, out, err = call("claims", "overrule", *arguments)
    assert (code, out) == (2, "")
    assert problem in err
    assert err.count("\n") == 1


def test_a_part_that_is_not_there_is_named_with_those_that_are(call: Call) -> None:
    code, _, err = decide(call, BRIDGE, "--part", "3")
    assert code == 2
    assert f"the claim has no part 3: its parts are 1 {BRIDGE.rstrip('.')!r}" in err


def test_nothing_to_remove_is_told(call: Call) -> None:
    code, _, err = call("claims", "overrule", key_of(BRIDGE), "--remove")
    assert code == 2
    assert "nothing was decided of the claim" in err
