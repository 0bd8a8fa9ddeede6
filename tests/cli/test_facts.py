"""Facts changed one by one, set back and compared; terms that end with an import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.cli import main
from tests.cli.conftest import FACTS

MAYORS = """id,statement,valid_from
first,Martin Holroyd is the mayor of Leeds.,2010-05-06
"""
NEXT = """id,statement,valid_from
second,Sarah Ackroyd is the mayor of Leeds.,2016-05-06
"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Return what runs a command in a folder with facts imported."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    monkeypatch.delenv("FACTCHECK_DB", raising=False)
    for name, content in (("facts", FACTS), ("mayors", MAYORS), ("next", NEXT)):
        (tmp_path / f"{name}.csv").write_text(content, "utf-8")

    def factcheck(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    factcheck("facts", "import", "facts.csv")
    return factcheck


def test_a_fact_is_added_edited_retired_and_set_back(call: Call) -> None:
    steps = [
        call("facts", "add", "Turin lies on the Po.", "--id", "turin", "--source", "Atlas"),
        call("facts", "edit", "turin", "--url", "https://example.org/po", "--by", "Anna"),
        call("facts", "edit", "turin", "--url", "https://example.org/po"),
        call("facts", "retire", "turin", "--note", "of no use"),
        call("facts", "undo", "turin"),
    ]
    assert [(code, out) for code, out, _ in steps] == [
        (0, "turin: added to desk, revision 2\n"),
        (0, "turin: version 2, revision 3\n"),
        (0, "turin: says so already\n"),
        (0, "turin: retired, revision 4\n"),
        (0, "turin: undone, revision 5\n"),
    ]
    _, out, _ = call("facts", "show", "turin")
    assert "url         https://example.org/po\n" in out


def test_a_history_tells_who_changed_what_and_why(call: Call) -> None:
    statement = "The bridge over the strait was opened in 2012."
    call("facts", "edit", "bridge", "--statement", statement, "--by", "Anna", "--note", "misread")
    call("facts", "retire", "bridge")
    call("facts", "undo", "bridge")

    _, out, _ = call("facts", "history", "bridge")

    assert out == (
        "1  2025-01-01 00:00:00+00:00 import of facts 3 facts\n"
        "   statement The bridge over the strait was opened in 2011.\n"
        "   rating true\n"
        "   lang en\n"
        "   source Reuters\n"
        "   published 2011-05-03\n"
        "2  2025-01-01 00:00:00+00:00 edit by Anna 3 facts misread\n"
        "   statement 'The bridge over the strait was opened in 2011.'"
        f" -> {statement!r}\n"
        "3  2025-01-01 00:00:00+00:00 retire 2 facts\n"
        "   retired\n"
        "4  2025-01-01 00:00:00+00:00 undo 3 facts\n"
        "   back as version 2\n"
    )


def test_without_an_id_the_changes_of_the_table_are_listed(call: Call) -> None:
    call("facts", "retire", "moon", "--by", "Anna", "--note", "a joke")
    _, out, _ = call("facts", "history", "--limit", "1")
    assert out == "2  2025-01-01 00:00:00+00:00  retire by Anna  2 facts  a joke\n"


def test_two_revisions_are_compared(call: Call) -> None:
    call("facts", "edit", "rome", "--rating", "mixed")
    call("facts", "retire", "moon")
    call("facts", "add", "Turin lies on the Po.", "--id", "turin")
    _, out, _ = call("facts", "diff", "1", "4")
    assert out == (
        "-  moon   The Moon is made of cheese.\n"
        "~  rome   rating 'true' -> 'mixed'\n"
        "+  turin  Turin lies on the Po.\n"
    )


def test_a_whole_import_is_set_back(call: Call) -> None:
    call("facts", "import", "mayors.csv")
    code, out, _ = call("facts", "undo", "--revision", "2", "--note", "the wrong file")
    assert (code, out) == (0, "revision 2: undone, revision 3\n")
    assert call("facts", "list", "--collection", "mayors")[1] == ""


def test_what_was_changed_here_outlives_the_file_it_came_from(call: Call) -> None:
    call("facts", "edit", "rome", "--rating", "mixed")
    call("facts", "retire", "moon")
    _, out, _ = call("facts", "import", "facts.csv")
    assert out == "facts: 0 added, 0 updated, 1 unchanged, 2 left as changed here\n"


def test_a_file_that_changed_too_holds_and_says_so(call: Call, tmp_path: Path) -> None:
    call("facts", "edit", "rome", "--rating", "mixed")
    (tmp_path / "facts.csv").write_text(FACTS.replace("Treccani", "Istat"), "utf-8")
    _, out, err = call("facts", "import", "facts.csv")
    assert out == "facts: 0 added, 1 updated, 2 unchanged\n"
    assert "changed here and then in the file, which holds: rome" in err


def test_superseding_tells_whose_term_ends(call: Call) -> None:
    call("facts", "import", "mayors.csv")
    _, out, _ = call("facts", "import", "next.csv", "--supersede")
    assert out == (
        "first: ended, valid to 2016-05-06: second follows (Sarah Ackroyd is the mayor of Leeds.)\n"
        "next: 1 added, 0 updated, 0 unchanged\n"
    )
    assert "valid_to    2016-05-06\n" in call("facts", "show", "first")[1]


def test_superseding_twice_changes_nothing_and_a_new_import_reopens_nothing(call: Call) -> None:
    call("facts", "import", "mayors.csv")
    call("facts", "import", "next.csv", "--supersede")
    before = call("facts", "history")[1]
    call("facts", "import", "next.csv", "--supersede")
    call("facts", "import", "mayors.csv")
    call("facts", "import", "mayors.csv", "--sync", "--supersede")
    assert call("facts", "history")[1] == before
    assert call("db", "verify")[0] == 0


def test_without_superseding_no_term_ends(call: Call) -> None:
    call("facts", "import", "mayors.csv")
    call("facts", "import", "next.csv")
    assert "valid_to" not in call("facts", "show", "first")[1]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(("edit", "rome"), "nothing to change: name a column", id="no-column"),
        pytest.param(("edit", "zz", "--rating", "mixed"), "'zz' is not in the table", id="unknown"),
        pytest.param(("edit", "rome", "--rating", "x"), "rome: unknown rating 'x'", id="rating"),
        pytest.param(
            ("edit", "rome", "--valid-from", "2020", "--valid-to", "2019"),
            "rome: valid_to 2019-12-31 lies before valid_from 2020-01-01",
            id="dates",
        ),
        pytest.param(
            ("edit", "rome", "--statement", ""), "rome: the statement is empty", id="empty"
        ),
        pytest.param(("add", "x", "--id", "rome"), "has a fact 'rome'", id="known"),
        pytest.param(("retire", "rome", "zz"), "'zz' is not in the table", id="retire-unknown"),
        pytest.param(("undo",), "give either an ID or --revision", id="undo-nothing"),
        pytest.param(("undo", "--revision", "9"), "they go from 1 to 1", id="undo-unknown"),
        pytest.param(("history", "zz"), "'zz' is not in the table", id="history-unknown"),
        pytest.param(("diff", "0", "9"), "no revision 9: they go from 0 to 1", id="diff-unknown"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    call: Call, arguments: tuple[str, ...], problem: str
) -> None:
    code, out, err = call("facts", *arguments)
    assert (code, out) == (2, "")
    assert problem in err
    assert err.count("\n") == 1
    assert call("facts", "history")[1].count("\n") == 1


def test_an_empty_text_empties_a_field(call: Call) -> None:
    call("facts", "edit", "rome", "--published", "")
    assert "published" not in call("facts", "show", "rome")[1]
