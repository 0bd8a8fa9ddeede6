"""``claims.db`` in the root: that it is current, and that using it changes nothing."""

from __future__ import annotations

import json
import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli import main
from factcheck.model import Assessment, PartAssessment
from factcheck.store import Store
from factcheck.verifier import Verifier
from tests.conftest import ROOT

FOLDERS = ("en-economy", "it-accordo", "it-discorso")
TEXTS = [f"fixtures/{folder}/{name}.txt" for folder in FOLDERS for name in ("article", "altered")]
REFUSAL = "demonstration store: use --db my.db"
LARGEST = 2 * 1024 * 1024


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the committed store, alone in its folder; relative paths count from the root."""
    folder = tmp_path / "demo"
    folder.mkdir()
    monkeypatch.chdir(ROOT)
    return Path(shutil.copy(ROOT / "claims.db", folder / "claims.db"))


def _date(text: str) -> str:
    gold = json.loads((ROOT / text).with_name("gold.json").read_text("utf-8"))
    return str(gold["date"])


def _part(part: PartAssessment) -> tuple[Any, ...]:
    facts = tuple((match.fact.id, match.stance) for match in part.matches)
    return part.part.text, part.part.role, part.verdict, part.reasons, facts


def _claim(assessment: Assessment) -> tuple[Any, ...]:
    claim = assessment.claim
    parts = tuple(_part(part) for part in assessment.parts)
    return claim.line, claim.column, claim.text, assessment.verdict, assessment.reasons, parts


def _runs(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the claims of each text, without what other versions of libraries may change."""
    with Store(path) as store:
        documents = [d for run in store.runs() for d in store.report(run.id).documents]
    return {d.document.source: [_claim(a) for a in d.assessments] for d in documents}


def _facts(path: Path) -> list[Any]:
    with Store(path) as store:
        return list(store.facts())


def test_the_committed_store_is_what_the_fixtures_give_today(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    rebuilt = tmp_path / "rebuilt.db"
    runpy.run_path(str(ROOT / "scripts" / "build_demo.py"))["build"](rebuilt)

    assert _facts(demo) == _facts(rebuilt), "claims.db is not current: make demo"
    assert _runs(demo) == _runs(rebuilt), "claims.db is not current: make demo"


def test_the_committed_store_is_small_sound_and_marked(demo: Path) -> None:
    assert demo.stat().st_size <= LARGEST
    with Store(demo) as store:
        assert store.verify() == []
        info = store.info()
    assert info.is_demo
    assert info.journal_mode == "wal"
    assert [name for name, _ in info.collections] == list(FOLDERS)
    assert sorted(_runs(demo)) == sorted(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_checking_a_fixture_changes_no_byte(
    text: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = demo.read_bytes()
    code = main(["check", text, "--date", _date(text), "--db", str(demo)])

    assert (code, capsys.readouterr().err) == (0, "")
    assert demo.read_bytes() == before
    assert sorted(path.name for path in demo.parent.iterdir()) == ["claims.db", "claims.db.derived"]


def test_other_code_or_libraries_change_no_byte_either(
    demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = demo.read_bytes()
    monkeypatch.setattr("factcheck.fingerprint.code_fingerprint", lambda: "another")
    code = main(["check", TEXTS[0], "--date", _date(TEXTS[0]), "--db", str(demo)])

    assert (code, capsys.readouterr().err) == (0, "")
    assert demo.read_bytes() == before


def test_another_text_is_refused_before_it_is_checked(
    demo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(Verifier, "verify")
    before = demo.read_bytes()
    text = tmp_path / "mine.txt"
    text.write_text("The European Central Bank is in Frankfurt.\n", "utf-8")
    code = main(["check", str(text), "--db", str(demo)])

    assert code == 2
    assert capsys.readouterr().err.rstrip().endswith(REFUSAL)
    assert demo.read_bytes() == before


def test_other_facts_are_refused(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = demo.read_bytes()
    table = tmp_path / "mine.csv"
    table.write_text("statement\nThe European Central Bank is in Frankfurt.\n", "utf-8")
    codes = [
        main(["facts", "import", str(table), "--db", str(demo)]),
        main(["check", TEXTS[0], "--facts", str(table), "--db", str(demo)]),
    ]

    assert codes == [2, 2]
    assert capsys.readouterr().err.count(REFUSAL) == 2
    assert demo.read_bytes() == before
