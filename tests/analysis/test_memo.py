"""Answers kept by the analysis they are about."""

from collections.abc import Callable

import pytest

from factcheck.analysis import memo
from factcheck.analysis.analyse import read
from factcheck.model import Analysis


def counting() -> tuple[list[str], Callable[[Analysis], str]]:
    asked: list[str] = []

    def find(analysis: Analysis) -> str:
        asked.append(analysis.text)
        return analysis.text.upper()

    return asked, memo.memoised(find)


def test_an_analysis_is_looked_at_once() -> None:
    asked, find = counting()
    one = read("Anna Rossi won the race.", "en", None)
    assert [find(one), find(one)] == ["ANNA ROSSI WON THE RACE."] * 2
    assert len(asked) == 1


def test_another_analysis_of_one_id_is_looked_at_anew() -> None:
    _, find = counting()
    texts = [f"Anna Rossi won race {number}." for number in range(50)]
    assert [find(read(text, "en", None)) for text in texts] == [text.upper() for text in texts]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_TEXTS", 3)
    asked, find = counting()
    analyses = [read(f"Anna Rossi won race {number}.", "en", None) for number in range(10)]
    answers = [find(one) for one in (*analyses, *analyses)]
    assert answers == [one.text.upper() for one in analyses] * 2
    assert len(asked) == 20
