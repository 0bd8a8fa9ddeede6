"""Whole outputs of the command line, kept in files and read in review."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factcheck.registry import RENDERERS
from tests.cli.conftest import ROOT, invoked

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
FORMATS = {
    "markdown": "en-draft.md",
    "jsonl": "en-draft.jsonl",
    "csv": "en-draft.csv",
    "sarif": "en-draft.sarif",
    "html": "en-draft.html",
}
DRAFT = """# The bridge

The bridge over the strait cost 15 million euros. The bridge over the strait was opened in May
2011. Rome is the capital of Italy. Nine trains cross it in a day. Will it last?
"""
DRAFT_FACTS = """id,statement,source,url,published
bridge,The bridge over the strait was opened in 2011.,Reuters,https://example.org/bridge,2011-05-03
rome,Rome is the capital of Italy.,Treccani,,2024-01-02
cost,The bridge over the strait cost 12 million euros.,Ansa,,2011
"""
# They change with every line of code and every fact, and are tested elsewhere.
_VOLATILE = re.compile(r'("(?:fingerprint|digest)": )"[0-9a-f]+"')
_SCORE = re.compile(r'("(?:similarity|confidence|checkworthiness)": \d\.\d{0,2})\d*')
_STYLE_AND_SCRIPT = re.compile(r"(<(style|script)>).*?(</\2>)|sha256-[\w+/=]+", re.DOTALL)
_SCORE_CELL = re.compile(r"(?<=,)(\d\.\d{1,2})\d*(?=,)")


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_reviewed(name: str, update_golden: bool) -> None:
    shown = _output(OUTPUTS[name], ROOT)

    assert shown == _reviewed(name, shown, update_golden)


@pytest.mark.parametrize("format_name", FORMATS)
def test_format_is_as_reviewed(format_name: str, update_golden: bool, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    (tmp_path / "facts.csv").write_text(DRAFT_FACTS, "utf-8")
    options = "--facts facts.csv --no-save --date 2024-11-16"
    shown = _output(f"check draft.md {options} --format {format_name}", tmp_path)

    assert shown == _reviewed(FORMATS[format_name], shown, update_golden)


def test_every_format_has_a_golden_file() -> None:
    asked = {name for line in OUTPUTS.values() for name in re.findall(r"--format (\w+)", line)}

    assert {"text", *asked, *FORMATS} >= set(RENDERERS)


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in HERE.iterdir() if path.is_file() and path.suffix != ".py"}

    assert kept <= {*OUTPUTS, *FORMATS.values()}


def _output(command: str, folder: Path) -> str:
    """Return what ``command`` prints when run in ``folder``, without what always changes."""
    done = invoked(folder, *command.split(), stdin=STDIN)
    assert (done.returncode, done.stderr) == (0, "")
    shown = _STYLE_AND_SCRIPT.sub(r"\1...\3", done.stdout)
    shown = _VOLATILE.sub(r'\1"..."', shown)
    return _SCORE_CELL.sub(r"\1", _SCORE.sub(r"\1", shown))


def _reviewed(name: str, shown: str, update: bool) -> str:
    path = HERE / name
    if update:
        path.write_bytes(shown.encode("utf-8"))
    return path.read_bytes().decode("utf-8")
