"""Whole outputs of the command line, kept in files and read in review."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, environment

HERE = Path(__file__).parent
IT, EN = "fixtures/it-accordo", "fixtures/en-economy"
IT_OPTIONS = f"--facts {IT}/facts.csv --no-save --date 2024-11-16"
EN_OPTIONS = f"--facts {EN}/facts.csv --no-save --date 2023-12-14"
OUTPUTS = {
    "it-article.txt": f"check {IT}/article.txt {IT_OPTIONS}",
    "it-altered.txt": f"check {IT}/altered.txt {IT_OPTIONS}",
    "it-in-english.txt": f"check {IT}/altered.txt {IT_OPTIONS} --ui-lang en",
    "en-article.txt": f"check {EN}/article.txt {EN_OPTIONS}",
    "en-altered.txt": f"check {EN}/altered.txt {EN_OPTIONS}",
    "en-undated.txt": f"check {EN}/article.txt --facts {EN}/facts.csv --no-save",
    "en-short.json": f"check - {EN_OPTIONS} --format json",
}
STDIN = """Producers in the OPEC+ group announced on Nov. 30 voluntary output cuts of 3.2 million \
barrels a day for the first quarter of 2024.
Growth is the other worry.
"""
# They change with every line of code and every fact, and are tested elsewhere.
_VOLATILE = re.compile(r'("(?:fingerprint|digest)": )"[0-9a-f]+"')
_SCORE = re.compile(r'("(?:similarity|confidence|checkworthiness)": \d\.\d{0,2})\d*')


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_reviewed(name: str, update_golden: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", *OUTPUTS[name].split()],
        cwd=ROOT, env=environment(), input=STDIN, capture_output=True, encoding="utf-8",
        check=True, timeout=120,
    )  # fmt: skip
    shown = _SCORE.sub(r"\1", _VOLATILE.sub(r'\1"..."', done.stdout))
    path = HERE / name
    if update_golden:
        path.write_text(shown, "utf-8")

    assert shown == path.read_text("utf-8")
    assert done.stderr == ""


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in HERE.iterdir() if path.suffix in {".txt", ".json"}}

    assert kept <= set(OUTPUTS)
