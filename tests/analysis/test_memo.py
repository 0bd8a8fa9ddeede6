"""Answers kept by the analysis they are about."""

import pickle
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

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


def test_answers_go_with_their_analysis_and_are_no_part_of_it() -> None:
    _, find = counting()
    one = read("Anna Rossi won the race.", "en", None)
    other = replace(one)
    assert find(one) == "ANNA ROSSI WON THE RACE."
    assert other.found == {}
    assert other == one
    assert "found" not in repr(one)


def test_a_copy_and_a_pickle_begin_without_answers() -> None:
    _, find = counting()
    one = read("Anna Rossi won the race.", "en", None)
    find(one)
    for other in (deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 -- our own bytes
        assert other == one
        assert other.found == {}
        assert find(other) == "ANNA ROSSI WON THE RACE."
