"""Work in several processes: order, bounds, and workers that die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from factcheck.engine import AHEAD, ordered

POISON = -1


def twice(number: int) -> int:
    return 2 * number


def twice_unless_poison(number: int) -> int:
    """Answer, or die as a process does that runs out of memory."""
    if number == POISON:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


class DiesOnce:
    """Dies with the first item it is given, wherever that is, and leaves a note of it."""

    def __init__(self, note: Path) -> None:
        self.note = note

    def __call__(self, number: int) -> int:
        if not self.note.exists():
            self.note.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number


def process(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    raise AssertionError(number)


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_keep_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered(twice, range(40), jobs=jobs, lost=refuse)) == [2 * n for n in range(40)]


def test_no_items_need_no_worker() -> None:
    assert list(ordered(twice, (), jobs=2, lost=refuse)) == []


def test_an_item_that_kills_its_workers_is_reported_and_costs_no_other() -> None:
    items = [1, 2, POISON, 3, 4, POISON, 5]
    answers = list(ordered(twice_unless_poison, items, jobs=2, lost=lambda n: n))

    assert answers == [2, 4, POISON, 6, 8, POISON, 10]


def test_an_item_whose_worker_dies_goes_to_a_new_one(tmp_path: Path) -> None:
    answers = ordered(DiesOnce(tmp_path / "died"), range(5), jobs=1, lost=refuse)

    assert list(answers) == [0, 2, 4, 6, 8]
    assert (tmp_path / "died").exists()


def test_items_are_read_no_further_ahead_than_workers_need() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        while True:
            read += 1
            yield read

    answers = ordered(twice, items(), jobs=2, lost=refuse)
    for taken in range(1, 30):
        assert next(answers) == 2 * taken
        assert read <= taken + 2 * AHEAD
    answers.close()


def test_an_answer_is_there_before_the_next_item_is() -> None:
    answered = Event()

    def items() -> Iterator[int]:
        yield 1
        assert answered.wait(60)
        yield 2

    answers = ordered(twice, items(), jobs=2, lost=refuse)
    assert next(answers) == 2
    answered.set()
    assert list(answers) == [4]


def test_an_error_of_the_items_is_raised_where_answers_are_taken() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    answers = ordered(twice, items(), jobs=2, lost=refuse)
    assert next(answers) == 2
    with pytest.raises(ValueError, match="no more"):
        next(answers)


def test_the_workers_end_with_the_iteration() -> None:
    answers = ordered(process, range(100), jobs=2, lost=refuse)
    workers = {next(answers) for _ in range(20)}
    answers.close()

    assert os.getpid() not in workers
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []
