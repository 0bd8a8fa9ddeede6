"""What ``facts export`` writes comes back as it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.cli.facts import facts as command
from factcheck.errors import ConfigError, FactSourceError, UnknownComponentError
from factcheck.model import Fact, Interval, Rating
from factcheck.sources import identified, read_facts
from factcheck.sources.rows import COLUMNS, DateOrder, fact_from_cells
from factcheck.sources.tables import guarded, unguarded
from factcheck.sources.writing import interval_cell, written_facts
from factcheck.store import Store
from tests.strategies import facts, intervals

FORMS = ("csv", "jsonl")
DAY = Interval(start=date(2024, 11, 16), end=date(2024, 11, 16))
FULL = Fact(
    id="a",
    statement='Il "ponte"; è lungo, dicono, 12 km.\nE largo 3.',
    rating=Rating.MIXED,
    rated_as="=C'eri quasi",
    lang="it",
    title="@ponte",
    sources=("Anas", "Istat; -x"),
    urls=("https://example.org/a,b",),
    published=DAY,
    checked=Interval(start=date(2024, 2, 1), end=date(2024, 2, 29)),
    event_date=Interval(start=date(2020, 1, 1), end=date(2020, 12, 31)),
    valid_from=Interval(start=date(2019, 5, 4), end=date(2019, 6, 1)),
    valid_to=Interval(start=None, end=date(2024, 3, 1)),
    speaker="'=Rossi",
    topics=("strade", "+opere"),
    note="-1; +2",
)


def through(tmp_path: Path, form: str, *given_facts: Fact) -> list[Fact]:
    path = tmp_path / f"facts.{form}"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(written_facts(given_facts, form))
    return list(read_facts(str(path)))


@pytest.mark.parametrize("form", FORMS)
def test_every_field_comes_back(form: str, tmp_path: Path) -> None:
    assert through(tmp_path, form, FULL) == [FULL]


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_a_fact_is_written(form: str, tmp_path: Path) -> None:
    """A field added to ``Fact`` and forgotten in the files would be lost silently."""
    assert {f.name for f in fields(Fact)} - {"version", "collection"} == {
        {"source": "sources", "url": "urls"}.get(name, name) for name in COLUMNS
    }
    assert all(getattr(FULL, f.name) for f in fields(Fact) if f.name != "collection")


def _sound(fact: Fact) -> Iterator[Fact]:
    """Yield what a facts file with the cells of ``fact`` gives: a fact that came from a file."""
    cells = {
        "id": fact.id, "statement": fact.statement, "rating": fact.rating.value,
        "lang": fact.lang, "title": fact.title, "source": fact.sources, "url": fact.urls,
        "published": interval_cell(fact.published) if fact.published else "",
        "valid_from": interval_cell(fact.valid_from) if fact.valid_from else "",
        "checked": interval_cell(fact.checked) if fact.checked else "",
        "event_date": interval_cell(fact.event_date) if fact.event_date else "",
        "speaker": fact.speaker, "topics": fact.topics, "note": fact.note,
        "rated_as": fact.rated_as,
    }  # fmt: skip
    try:
        yield identified(fact_from_cells(cells, DateOrder.ISO))
    except ValueError:
        return


@settings(max_examples=60, deadline=None)
@given(st.lists(facts(), max_size=4))
def test_facts_from_files_pass_through_jsonl_without_loss(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Fact]
) -> None:
    found = {one.id: one for fact in drawn for one in _sound(fact)}
    if found:
        folder = tmp_path_factory.mktemp("files")
        assert through(folder, "jsonl", *found.values()) == list(found.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=4), st.sampled_from(FORMS))
@example([replace(FULL, sources=("a | b",))], "csv")
@example([replace(FULL, statement=" x ")], "jsonl")
@example([replace(FULL, statement="x\r\ny\rz")], "csv")
def test_any_fact_comes_back_or_is_refused_by_name(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Fact], form: str
) -> None:
    kept = list({fact.id: fact for fact in drawn}.values())
    with suppress(ConfigError):
        assert through(tmp_path_factory.mktemp("files"), form, *kept) == kept


@given(st.text(alphabet="=+-@;' a\n－", max_size=12) | st.text())
def test_no_cell_begins_to_calculate_and_none_is_changed(cell: str) -> None:
    written = guarded(cell)
    assert unguarded(written) == cell
    assert not any(piece.lstrip()[:1] in set("=+-@＝＋－＠") - {""} for piece in written.split(";")
                   if piece.strip())  # fmt: skip


@given(intervals())
def test_intervals_of_any_length_come_back(interval: Interval) -> None:
    cells = {"id": "a", "statement": "x", "published": interval_cell(interval)}
    assert fact_from_cells(cells, DateOrder.ISO).published == interval


@pytest.mark.parametrize(
    ("interval", "cell"),
    [
        ((date(2024, 11, 16), date(2024, 11, 16)), "2024-11-16"),
        ((date(2024, 2, 1), date(2024, 2, 29)), "2024-02"),
        ((date(2024, 1, 1), date(2024, 12, 31)), "2024"),
        ((date(812, 1, 1), date(812, 12, 31)), "0812"),
        ((date(2024, 1, 1), date(2025, 12, 31)), "2024-01-01/2025-12-31"),
        ((None, date(2024, 3, 1)), "../2024-03-01"),
        ((date(2024, 3, 1), None), "2024-03-01/.."),
    ],
)
def test_intervals_are_written_as_people_do(
    interval: tuple[date | None, date | None], cell: str
) -> None:
    assert interval_cell(Interval(start=interval[0], end=interval[1])) == cell


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2025/2024", "ends before it begins"),
        ("2024-02-30/2024", "no day of the calendar"),
        ("11/2024", "is not an ISO date: 2024-11"),
        ("2024/", "is no date"),
        ("/", "is no date"),
    ],
)
def test_intervals_that_are_none_are_refused(cell: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        fact_from_cells({"statement": "x", "published": cell}, DateOrder.ISO)


@pytest.mark.parametrize(
    ("changes", "form", "problem"),
    [
        ({"sources": ("a | b",)}, "csv", r"has sources that csv cannot keep \(jsonl may keep it\)"),
        ({"statement": " x "}, "jsonl", "has statement that jsonl cannot keep$"),
        ({"note": "a\0b"}, "jsonl", "cannot be written: note holds a NUL"),
        ({"valid_to": Interval(start=None, end=date(2000, 1, 1))}, "csv", "lies before"),
    ],
    ids=["separator", "spaces", "NUL", "validity"],
)
def test_what_cannot_be_kept_is_named(changes: dict[str, object], form: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        list(written_facts([replace(FULL, **changes)], form))  # type: ignore[arg-type]
    assert "the fact 'a'" in str(caught.value)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UnknownComponentError, match="known are csv, jsonl"):
        written_facts([], "xml")


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    with Store(path) as store:
        store.import_facts([FULL, replace(FULL, id="b")], collection="roads")
        store.import_facts([replace(FULL, id="c", statement="Tre.")], collection="other")
        store.import_facts([replace(FULL, note="nuova")], collection="roads", sync=True)
    return path


def export(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["export", *arguments, "--db", str(db)])


@pytest.mark.parametrize("form", FORMS)
def test_an_export_imported_elsewhere_gives_the_same_table(
    form: str, db: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"copy.{form}"
    result = export(db, "--format", form, "--output", str(file))
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert result.stderr == f"factcheck: {file}: 2 facts\n"
    with Store(db) as store, Store() as copy:
        copy.import_facts(read_facts(str(file)), collection="copy")
        assert copy.summary().digest == store.summary().digest
        assert next(iter(read_facts(str(file)))).note == "nuova"


def test_a_collection_is_exported_by_itself(db: Path) -> None:
    lines = export(db, "--collection", "other", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["c"]
    refused = export(db, "--collection", "bridges")
    assert "there is no collection 'bridges'" in str(refused.exception)


def test_csv_has_every_column_and_no_formula(db: Path) -> None:
    header, first, _ = csv.reader(export(db).stdout.splitlines(keepends=True))
    assert tuple(header) == COLUMNS
    assert "'=C'eri quasi" in first


def test_an_export_never_overwrites_its_store(db: Path) -> None:
    before = db.read_bytes()
    assert export(db, "--output", str(db)).exit_code != 0
    assert db.read_bytes() == before


def test_an_export_that_fails_leaves_the_old_file(db: Path, tmp_path: Path) -> None:
    with Store(db) as store:
        store.import_facts([replace(FULL, id="z", topics=("a | b",))], collection="odd")
    file = tmp_path / "facts.csv"
    file.write_text("old")
    assert "the fact 'z'" in str(export(db, "--output", str(file)).exception)
    assert file.read_text() == "old"


def test_a_csv_of_another_program_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("statement;note\n'Uno' e due.;'ciao\n")
    (fact,) = read_facts(str(path))
    assert (fact.statement, fact.note) == ("'Uno' e due.", "'ciao")
    path.write_text("statement;published\nUno e due.;16/11/2024\n")
    with pytest.raises(FactSourceError, match="is not an ISO date"):
        list(read_facts(str(path)))
