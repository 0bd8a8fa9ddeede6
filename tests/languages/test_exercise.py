"""The exercise of docs/languages.md, followed to the letter: a language that does not ship."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.languages.data import supported_languages
from tests.cli.conftest import environment
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "languages.md").read_text("utf-8")
STEPS = runpy.run_path(str(ROOT / "scripts" / "run_docs.py"))["steps"]
FILES = {step.path: step.content for step in STEPS(PAGE) if step.path}
CODE = "nl"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader has after the exercise."""
    folder = tmp_path_factory.mktemp("exercise")
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    return folder


def _run(folder: Path, *arguments: str, languages: str = "languages") -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments, "--format", "json"],
        cwd=folder, capture_output=True, encoding="utf-8", check=True,
        env=environment(FACTCHECK_LANGUAGES=languages),
    )  # fmt: skip
    return json.loads(done.stdout)


def _claims(folder: Path, name: str) -> list[dict[str, Any]]:
    options = ("--facts", "facts.csv", "--no-save", "--date", "2012-11-16", "--model", "none")
    (document,) = _run(folder, "check", name, *options)["documents"]
    assert document["lang"] == CODE
    return list(document["claims"])


def test_the_language_does_not_ship() -> None:
    assert CODE not in supported_languages()


def test_a_changed_date_figure_and_polarity_are_refuted(followed: Path) -> None:
    told = [(claim["verdict"], claim["reasons"]) for claim in _claims(followed, "story.txt")]

    assert told == [
        ("refuted", ["date"]),
        ("refuted", ["quantity"]),
        ("refuted", ["negation"]),
        ("supported", []),
        ("not_checkable", ["prediction"]),
    ]


def test_nothing_else_is_refuted_or_borne_out(followed: Path) -> None:
    decided = [
        (claim["verdict"], claim["text"])
        for claim in _claims(followed, "traps.txt")
        if claim["verdict"] not in ("not_enough_info", "not_checkable")
    ]

    assert [verdict for verdict, _ in decided] == ["supported"]
    assert "meer dan 10" in decided[0][1]


AMOUNTS = {
    "De brug kostte 1.234,5 euro.": (1234.5, "EUR"),
    "De brug kostte twee miljoen dollar.": (2e6, "USD"),
    "De brug is vijfentwintig meter lang.": (25, "metre"),
    "De prijs steeg met 3,5 procent.": (3.5, "percent"),
}
DATES = {
    "De brug werd op 3 mei 2011 geopend.": ("2011-05-03", "2011-05-03"),
    "De brug werd in maart geopend.": ("2012-03-01", "2012-03-31"),
    "De brug werd gisteren geopend.": ("2012-11-15", "2012-11-15"),
    "De brug werd vorig jaar geopend.": ("2011-01-01", "2011-12-31"),
    "De brug werd drie jaar geleden geopend.": ("2009-01-01", "2009-12-31"),
    "De brug werd in 2009 geopend.": ("2009-01-01", "2009-12-31"),
}


@pytest.fixture(scope="module")
def extracted(followed: Path) -> dict[str, dict[str, Any]]:
    """What is read in each sentence of the tables above."""
    (followed / "sentences.txt").write_text("\n\n".join([*AMOUNTS, *DATES]), "utf-8")
    options = ("--date", "2012-11-16", "--lang", CODE)
    told = _run(followed, "claims", "extract", "sentences.txt", *options)
    return {claim["text"]: claim for claim in told["documents"][0]["claims"]}


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_are_read(extracted: dict[str, dict[str, Any]], text: str) -> None:
    (quantity,) = extracted[text]["quantities"]

    assert (quantity["low"], quantity["unit"]) == AMOUNTS[text]


@pytest.mark.parametrize("text", DATES)
def test_dates_are_read(extracted: dict[str, dict[str, Any]], text: str) -> None:
    (found,) = extracted[text]["dates"]

    assert (found["from"], found["to"]) == DATES[text]


def test_without_the_folder_the_report_says_that_the_language_is_not_supported(
    followed: Path,
) -> None:
    options = ("check", "story.txt", "--facts", "facts.csv", "--no-save")
    (document,) = _run(followed, *options, languages="")["documents"]

    assert document["unsupported_lang"] == CODE
    assert document["lang"] in supported_languages()


def test_an_index_is_made_anew_when_a_language_is_added(followed: Path) -> None:
    code = (
        "from factcheck.retrievers.manifest import code_fingerprint\n"
        "print(code_fingerprint(with_concepts=False))"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=followed, capture_output=True, check=True,
            env=environment(FACTCHECK_LANGUAGES=languages),
        ).stdout
        for languages in ("", "languages")
    }  # fmt: skip

    assert len(prints) == 2


def test_a_further_language_is_part_of_the_fingerprint(followed: Path) -> None:
    options = ("check", "story.txt", "--facts", "facts.csv", "--no-save", "--lang", "en")
    prints = {
        _run(followed, *options, languages=languages)["run"]["fingerprint"]
        for languages in ("", "languages")
    }

    assert len(prints) == 2
