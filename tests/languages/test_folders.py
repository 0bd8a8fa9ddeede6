"""The folders of languages: complete, and described as they are."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from factcheck.languages.data import language_data, supported_languages
from tests.conftest import ROOT
from tests.strategies import LANGUAGES

PAGE = (ROOT / "docs" / "languages.md").read_text("utf-8")


def test_every_language_is_tested() -> None:
    assert sorted(LANGUAGES) == list(supported_languages())


@pytest.mark.parametrize("lang", supported_languages())
def test_a_grammar_has_what_the_english_one_has(lang: str) -> None:
    wanted = language_data("en", "grammar").keys()
    assert wanted - language_data(lang, "grammar").keys() == set()


def test_the_table_of_files_is_what_the_folders_hold() -> None:
    head, _, *rows = re.findall(r"^\| .*$|^\|---.*$", PAGE, re.M)
    codes = [cell.strip() for cell in head.strip("|").split("|")][1:]
    assert sorted(codes) == list(supported_languages())
    written = {
        (code, re.sub("[` ]", "", name))
        for name, *cells in (row.strip("|").split("|") for row in rows)
        for code, cell in zip(codes, cells, strict=True)
        if cell.strip() != "no"
    }
    folders = files("factcheck.languages")
    held = {(code, one.name) for code in codes for one in folders.joinpath(code).iterdir()}
    assert written == held


@pytest.mark.parametrize("lang", supported_languages())
def test_whether_a_language_lists_nouns_is_told(lang: str) -> None:
    head, row = (
        re.findall(r"^\| file .*$", PAGE, re.M)[0],
        re.findall(r"^\| `concepts.*$", PAGE, re.M)[0],
    )
    place = [cell.strip() for cell in head.strip("|").split("|")].index(lang)
    told = row.strip("|").split("|")[place].strip()
    assert told == ("yes" if "noun" in language_data(lang, "concepts") else "saying")
