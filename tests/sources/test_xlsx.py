"""Workbooks: dates as dates, formulas as their values, errors by sheet and row."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from factcheck import api
from factcheck.cli.facts import facts as command
from factcheck.errors import FactSourceError, MissingDependencyError
from factcheck.model import Fact, Interval, Rating
from factcheck.sources import read_facts, xlsx
from factcheck.store import Store

HEADER = ["ID", "Statement", "rating", "published", "source"]
ROW = ["a", "Il faro è alto 30 metri.", True, datetime(2024, 11, 16), "Porto | Comune"]


def _book(tmp_path: Path, *rows: list[Any], sheet: str = "Fatti", name: str = "facts.xlsx") -> str:
    book = Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path = tmp_path / name
    book.save(path)
    return str(path)


def _edited(path: str, old: str, new: str) -> str:
    """Return a copy of the workbook in which the sheet's XML is another: no library writes it."""
    target = path.replace(".xlsx", "-edited.xlsx")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(target, "w") as made:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            made.writestr(part, content)
    return target


def test_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    path = _book(tmp_path, HEADER, ROW, ["b", "Nel 2020 il faro fu spento.", "FALSE", 2021, None])
    first, second = read_facts(path)
    day = date(2024, 11, 16)
    assert first == Fact(
        id="a", statement="Il faro è alto 30 metri.", rating=Rating.TRUE, lang="it",
        published=Interval(start=day, end=day), sources=("Porto", "Comune"),
    )  # fmt: skip
    assert second.rating is Rating.FALSE
    assert second.published == Interval(start=date(2021, 1, 1), end=date(2021, 12, 31))


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (date(2024, 11, 16), "2024-11-16"),
        (datetime(2024, 11, 16, 8, 30), "2024-11-16"),
        ("2024-11", "2024-11-01"),
        (2024.0, "2024-01-01"),
    ],
    ids=["day", "minute", "text", "number"],
)
def test_dates_of_every_kind_are_days(cell: object, wanted: str, tmp_path: Path) -> None:
    (fact,) = read_facts(_book(tmp_path, HEADER, [*ROW[:3], cell]))
    assert fact.published is not None
    assert str(fact.published.start) == wanted


def test_formulas_give_the_value_they_were_saved_with(tmp_path: Path) -> None:
    path = _book(tmp_path, HEADER, ["a", '="Il faro è alto "&30&" metri."', "true"])
    saved = _edited(path, '<c r="B2">', '<c r="B2" t="str">')
    value = "Il faro è alto 30 metri."
    for empty in ("<v/>", "<v />", "<v></v>"):
        if empty in zipfile.ZipFile(saved).read("xl/worksheets/sheet1.xml").decode():
            saved = _edited(saved, empty, f"<v>{value}</v>")
            break
    (fact,) = read_facts(saved)
    assert fact.statement == value


def test_a_formula_that_was_never_computed_is_an_error(tmp_path: Path) -> None:
    path = _book(tmp_path, [*HEADER, "valid_to"], [*ROW, "=A1"])
    with pytest.raises(FactSourceError) as caught:
        list(read_facts(path))
    assert str(caught.value) == (
        f"{path}: sheet 'Fatti': row 2: valid_to is a formula without a value: "
        "open the file and save it again"
    )


def test_a_formula_of_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = _book(tmp_path, [*HEADER, "note"], [*ROW, '=""'])
    (fact,) = read_facts(_edited(path, '<c r="F2">', '<c r="F2" t="str">'))
    assert fact.note == ""


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        pytest.param([HEADER, ROW, ["b", "", "true"]], "row 3: the statement is empty", id="empty"),
        pytest.param([HEADER, [*ROW[:3], "16/11/2024"]], "row 2: published '16/11/2024' is not an "
                     "ISO date", id="date as text"),
        pytest.param([HEADER, [*ROW[:2], "vero"]], "row 2: unknown rating 'vero'", id="rating"),
        pytest.param([HEADER, ["a", "#N/A", "true"]], "row 2: statement holds the error '#N/A'",
                     id="error value"),
        pytest.param([HEADER, [*ROW, None, "x"]], "row 2: has cells beyond its 5 columns",
                     id="beyond"),
        pytest.param([[], ["testo"], ROW], "row 2: no column 'statement'", id="header"),
        pytest.param([["statement", "url", "url"], ROW], "row 1: column 'url' stands twice",
                     id="twice"),
        pytest.param([["statement", "sorce"], ROW], "row 1: unknown column 'sorce': did you mean",
                     id="unknown column"),
        pytest.param([HEADER, ROW, [], [], ["c", "Altro.", "forse"]], "row 5: unknown rating",
                     id="after empty rows"),
        pytest.param([], "holds no rows", id="no rows"),
    ],
)  # fmt: skip
def test_errors_name_sheet_and_row(rows: list[list[Any]], where: str, tmp_path: Path) -> None:
    path = _book(tmp_path, *rows)
    with pytest.raises(FactSourceError) as caught:
        list(read_facts(path))
    assert str(caught.value).startswith(f"{path}: sheet 'Fatti': {where}")


def test_a_sheet_is_named_or_the_first(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["statement"])
    book.active.append(["Il primo foglio è letto."])
    other = book.create_sheet("Altro")
    other.append(["statement"])
    other.append(["Il secondo foglio è letto."])
    path = tmp_path / "two.xlsx"
    book.save(path)
    assert [f.statement for f in read_facts(str(path))] == ["Il primo foglio è letto."]
    named = read_facts(str(path), sheet="Altro")
    assert [f.statement for f in named] == ["Il secondo foglio è letto."]
    with pytest.raises(FactSourceError, match="no sheet 'Terzo': its sheets are 'Sheet', 'Altro'"):
        list(read_facts(str(path), sheet="Terzo"))


def test_a_sheet_of_what_is_no_workbook_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("statement\nUno.\n")
    with pytest.raises(FactSourceError, match="has no sheets: it is no workbook"):
        list(read_facts(str(tmp_path / "facts.csv"), sheet="Altro"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is no XLSX workbook"),
        (b"statement\nUno.\n", "is no XLSX workbook"),
        (b"PK\x03\x04" + b"\0" * 90, "is no XLSX workbook"),
        (None, "no such file"),
    ],
    ids=["empty", "text", "damaged", "missing"],
)
def test_what_is_no_workbook_is_one_error(
    content: bytes | None, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "facts.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FactSourceError, match=f"facts.xlsx: {problem}"):
        list(read_facts(str(path), form="xlsx"))


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(FactSourceError, match="is no workbook that can be read"):
        list(read_facts(str(path)))


def test_a_sheet_cut_in_the_middle_is_one_error(tmp_path: Path) -> None:
    path = _edited(_book(tmp_path, HEADER, ROW), "</sheetData>", "<row><c")
    with pytest.raises(FactSourceError, match="is no workbook that can be read"):
        list(read_facts(path))


def test_a_bomb_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_LARGEST", 1000)
    with pytest.raises(FactSourceError, match="unpacks to more than"):
        list(read_facts(_book(tmp_path, HEADER, ROW)))


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
    path = _edited(_book(tmp_path, HEADER, ROW), "<worksheet ", bomb)
    with pytest.raises(FactSourceError, match="is no workbook that can be read"):
        list(read_facts(path))


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _book(tmp_path, HEADER, ROW)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingDependencyError, match=r"factcheck-verifier\[xlsx\]"):
        list(read_facts(path))


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = _book(tmp_path, HEADER, ROW)
    with Store() as store:
        first = api.import_facts(store, path)
        second = api.import_facts(store, path)
    assert (first.collection, first.added, second.unchanged) == ("facts", 1, 1)


def test_command_reads_a_named_sheet_and_lists_bad_rows(tmp_path: Path) -> None:
    path = _book(tmp_path, HEADER, ROW, ["b", "", "true"], sheet="Porto")
    given = ["import", path, "--sheet", "Porto", "--skip-bad", "--db", str(tmp_path / "f.db")]
    result = CliRunner().invoke(command, given)
    assert result.stdout == "facts: 1 added, 0 updated, 0 unchanged, 1 left out\n"
    assert "left out: row 3: the statement is empty" in result.stderr
