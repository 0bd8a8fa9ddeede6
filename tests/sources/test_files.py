from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import FactSourceError, UnknownComponentError
from factcheck.facttable import default_fact_id
from factcheck.model import Fact, Interval, Rating
from factcheck.sources import fact_from_mapping, facts_from_records, read_facts
from factcheck.sources.lines import Lines
from factcheck.sources.tables import csv_rows

HEADER = "id,statement,rating,lang,source,url,published,valid_from,valid_to,topics"
GOOD = "a,Il Pil è cresciuto dello 0.7%,true,it,Istat,,2024-11-16,,,"


def _write(tmp_path: Path, content: str | bytes, name: str = "facts.csv") -> str:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def _problem(path: str, **options: Any) -> FactSourceError:
    with pytest.raises(FactSourceError) as caught:
        list(read_facts(path, **options))
    assert path in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


def test_every_column_is_read(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "id,statement,rating,lang,title,source,url,published,checked,event_date,valid_from,"
        "valid_to,speaker,topics,note\n"
        "x,Rishi Sunak guida il governo,MIXED,it-IT,Titolo,Ansa | Afp,http://a | http://b,2024,"
        "2024-02,2024-02-03T10:00:00Z,2022-10-25,2024-07,Ann Lee,uno | due,nota\n",
    )
    (fact,) = read_facts(path)
    assert fact == Fact(
        id="x",
        statement="Rishi Sunak guida il governo",
        rating=Rating.MIXED,
        lang="it",
        title="Titolo",
        sources=("Ansa", "Afp"),
        urls=("http://a", "http://b"),
        published=Interval(start=date(2024, 1, 1), end=date(2024, 12, 31)),
        checked=Interval(start=date(2024, 2, 1), end=date(2024, 2, 29)),
        event_date=Interval(start=date(2024, 2, 3), end=date(2024, 2, 3)),
        valid_from=Interval(start=date(2022, 10, 25), end=date(2022, 10, 25)),
        valid_to=Interval(start=date(2024, 7, 1), end=date(2024, 7, 31)),
        speaker="Ann Lee",
        topics=("uno", "due"),
        note="nota",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_delimiter_encoding_and_newline_are_sniffed(
    delimiter: str, encoding: str, newline: str, tmp_path: Path
) -> None:
    rows = [["id", "statement", "topics"], ["a", "Però è così, no; sì", "x"], ["b", "Due", ""]]
    text = newline.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + newline
    facts = list(read_facts(_write(tmp_path, text.encode(encoding))))
    assert [(f.id, f.statement) for f in facts] == [("a", "Però è così, no; sì"), ("b", "Due")]


def test_declared_encoding_wins(tmp_path: Path) -> None:
    path = _write(tmp_path, "statement\nPerché no\n".encode("mac-roman"))
    assert next(iter(read_facts(path, encoding="mac-roman"))).statement == "Perché no"


def test_late_accent_in_a_single_byte_file_is_read(tmp_path: Path) -> None:
    rows = "".join(f"{n}{' e ancora' * 400},it\n" for n in range(400))
    text = f"statement,lang\n{rows}È l'ultimo,it\n"
    *_, last = read_facts(_write(tmp_path, text.encode("cp1252")))
    assert last.statement == "È l'ultimo"


def test_excel_separator_line_and_empty_columns_are_accepted(tmp_path: Path) -> None:
    path = _write(tmp_path, "sep=;\nStatement ; Rating ;;\nIl Pil cresce;FALSE;;\n\n;;;\n")
    (fact,) = read_facts(path)
    assert (fact.statement, fact.rating) == ("Il Pil cresce", Rating.FALSE)


def test_too_few_cells_are_fine(tmp_path: Path) -> None:
    assert len(list(read_facts(_write(tmp_path, f"{HEADER}\na,Il Pil cresce\n")))) == 1


def test_missing_id_is_the_default_one_of_the_row_as_written(tmp_path: Path) -> None:
    (fact,) = read_facts(_write(tmp_path, "statement\nIl governo ha approvato la legge\n"))
    assert fact.id == default_fact_id(Fact(id="", statement=fact.statement))
    assert fact.lang == "it"


def test_languages_of_a_mixed_file_are_told_row_by_row(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "statement,lang\nIl governo è caduto,\nThe government has fallen,\nLa Scala,en\n",
    )
    assert [fact.lang for fact in read_facts(path)] == ["it", "en", "en"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("b,Due,maybe,,,,,,,", "unknown rating 'maybe': known are true, false, mixed"),
        ("b,Due,,,,,16/11/2024,,,", "published '16/11/2024' is not an ISO date: 2024-11-16"),
        ("b,Due,,,,,05/04/2024,,,", "2024-04-05 or 2024-05-04"),
        ("b,Due,,,,,11/2024,,,", "2024-11 "),
        ("b,Due,,,,,2024-02-30,,,", "published '2024-02-30' is no day of the calendar"),
        ("b,Due,,,,,ieri,,,", "is no date: write it as 2024-11-16"),
        ("b,Due,,,,,,2024-05-01,2024-04-30,", "valid_to 2024-04-30 lies before valid_from"),
        ("b,Due,,,,,,,,x,y", "11 cells for 10 columns"),
        ("b, ,true,,,,,,,", "the statement is empty"),
        ("b,Due,,italiano,,,,,,", "lang 'italiano' is no language code"),
        ("b,Due\0,,,,,,,,", "statement holds a NUL"),
        (f"b,{'x ' * 40_000},,,,,,,,", "80,001 characters: at most 65,536"),
        (f"b,{'x ' * 500_000},,,,,,,,", "too long"),
        (f'b,"{"x " * 500_000}",,,,,,,,', "too long"),
        ("a,Altro,,,,,,,,", "id 'a' is already that of row 2, with other content"),
        ('b,"Due" e mezzo,,,,,,,,', "not readable as CSV"),
        ('b,"Due,,,,,,,,', "is a quote left open?"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_row_is_named_by_line_and_can_be_skipped(
    row: str, problem: str, tmp_path: Path
) -> None:
    path = _write(tmp_path, f"{HEADER}\n{GOOD}\n\n{row}\n")
    error = _problem(path)
    assert error.row == 4
    assert problem in str(error)
    facts = read_facts(path, skip_bad=True)
    assert [fact.id for fact in facts] == ["a"]
    assert [skipped.row for skipped in facts.skipped] == [4]
    assert problem in str(facts.skipped[0])


def test_row_number_counts_lines_inside_quoted_cells(tmp_path: Path) -> None:
    path = _write(tmp_path, 'statement,rating\n"Uno\ndue\r\ntre",true\nQuattro,boh\n')
    assert _problem(path).row == 5


def test_good_rows_after_a_skipped_one_are_read(tmp_path: Path) -> None:
    path = _write(tmp_path, f"{HEADER}\nb,Due,boh\n{GOOD}\n{GOOD}\n")
    facts = read_facts(path, skip_bad=True)
    assert [fact.id for fact in facts] == ["a"]
    assert [str(skipped)[:6] for skipped in facts.skipped] == ["row 2:"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    facts = read_facts(_write(tmp_path, f"{HEADER}\nb,Due,boh\n{GOOD}\n"), skip_bad=True)
    assert (list(facts), facts.skipped) == (list(facts), facts.skipped)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("16/11/2024", date(2024, 11, 16), date(2024, 11, 16)),
        ("5.4.2024", date(2024, 4, 5), date(2024, 4, 5)),
        ("11/2024", date(2024, 11, 1), date(2024, 11, 30)),
        ("2024-11-16", date(2024, 11, 16), date(2024, 11, 16)),
    ],
)
def test_day_first_dates_are_read_when_asked(
    value: str, start: date, end: date, tmp_path: Path
) -> None:
    path = _write(tmp_path, f"statement,published\nUno,{value}\n")
    (fact,) = read_facts(path, dates="dmy")
    assert fact.published == Interval(start=start, end=end)


def test_end_of_validity_in_the_same_year_is_not_before_its_start(tmp_path: Path) -> None:
    path = _write(tmp_path, "statement,valid_from,valid_to\nUno,2024-05-01,2024\n")
    assert len(list(read_facts(path))) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("claim,rating\nx,true\n", "no column 'statement': the columns are 'claim', 'rating'"),
        ("statement,ratings\nx,true\n", "unknown column 'ratings': did you mean 'rating'?"),
        ("statement,zzz\nx,true\n", "unknown column 'zzz': known are id, statement"),
        ("statement,statement\nx,y\n", "column 'statement' stands twice"),
        ("", "holds no rows"),
        (" \n\n", "holds no rows"),
        (bytes(range(256)) * 9, "a binary file"),
        ("statement\nÈ già più\n".encode() + b"\xff\n", "damaged UTF-8"),
    ],
    ids=["no-statement", "near", "unknown", "twice", "empty", "blank", "binary", "damaged"],
)
def test_unusable_file_is_refused(content: str | bytes, problem: str, tmp_path: Path) -> None:
    assert problem in str(_problem(_write(tmp_path, content)))


def test_unknown_columns_can_be_ignored(tmp_path: Path) -> None:
    path = _write(tmp_path, "statement,zzz\nIl Pil cresce,true\n")
    assert len(list(read_facts(path, ignore_unknown=True))) == 1


def test_missing_file_and_directory_are_refused(tmp_path: Path) -> None:
    assert "no such file" in str(_problem(str(tmp_path / "gone.csv")))
    assert "is a directory" in str(_problem(str(tmp_path)))


def test_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, "statement\nx\n")
    assert "unknown encoding 'utf-99'" in str(_problem(path, encoding="utf-99"))


def test_wrong_declared_encoding_is_refused_with_the_row(tmp_path: Path) -> None:
    path = _write(tmp_path, "statement\nPerché\n".encode("cp1252"))
    assert "not utf-8" in str(_problem(path, encoding="utf-8"))


def test_jsonl_has_lists_and_a_boolean_rating(tmp_path: Path) -> None:
    record = {"statement": "Il Pil è fermo", "source": ["A | B", "C"], "rating": False, "id": 7}
    path = _write(tmp_path, "\n" + json.dumps(record) + "\r\n\n", "facts.jsonl")
    (fact,) = read_facts(path)
    assert (fact.id, fact.sources, fact.rating) == ("7", ("A | B", "C"), Rating.FALSE)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"statement": "Due"', "not a JSON object: "),
        ('["Due"]', "not a JSON object but "),
        ("[" * 50_000, "not a JSON object"),
        ('{"statement": {"it": "Due"}}', "statement is neither text nor a list of texts"),
        ('{"claim": "Due"}', "unknown column 'claim'"),
        ('{"id": "b"}', "no 'statement'"),
        ('{"statement": "Due\\u0000"}', "NUL"),
        (json.dumps({"statement": "x" * 70_000}), "at most 65,536"),
        (json.dumps({"statement": "x" * 1_000_000}), "too long"),
        ('{"statement": "Due", "published": "16/11/2024"}', "2024-11-16"),
    ],
    ids=["broken", "list", "deep", "object", "key", "none", "nul", "64kb", "1mb", "date"],
)
def test_bad_json_line_is_named_and_can_be_skipped(line: str, problem: str, tmp_path: Path) -> None:
    good = '{"statement": "Uno"}'
    path = _write(tmp_path, f"{good}\n\n{line}\n{good}\n", "facts.jsonl")
    error = _problem(path)
    assert error.row == 3
    assert problem in str(error)
    facts = read_facts(path, skip_bad=True)
    assert len(list(facts)) == 1
    assert [skipped.row for skipped in facts.skipped] == [3]


def test_records_in_memory_are_read_like_rows() -> None:
    fact = Fact(id="", statement="Il governo è caduto")
    mapped = {"statement": "Due", "published": date(2024, 11, 16), "topics": ["x"], "note": None}
    first, second = facts_from_records([fact, mapped])
    assert first.id == default_fact_id(fact)
    assert second.published == Interval(start=date(2024, 11, 16), end=date(2024, 11, 16))


def test_bad_record_is_named_by_its_place() -> None:
    with pytest.raises(FactSourceError, match="<facts>: row 2: the statement is empty"):
        list(facts_from_records([{"statement": "Uno"}, {"statement": " "}]))


def test_one_mapping_is_read_like_a_row() -> None:
    fact = fact_from_mapping({"statement": "Il governo è caduto oggi", "source": ["Ansa"]})
    assert (fact.sources, fact.lang) == (("Ansa",), "it")


def test_bad_mapping_is_named_by_its_row() -> None:
    with pytest.raises(FactSourceError, match="<facts>: row 3: unknown column 'claim'"):
        fact_from_mapping({"claim": "Il governo è caduto"}, row=3)


def test_unknown_date_order_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownComponentError, match="'mdy': known are dmy, iso"):
        read_facts(_write(tmp_path, "statement\nUno\n"), dates="mdy")


def test_memory_does_not_grow_with_the_text_of_the_file(tmp_path: Path) -> None:
    rows = "".join(f"{n},{'Il governo è caduto. ' * 200},it\n" for n in range(1500))
    path = _write(tmp_path, "id,statement,lang\n" + rows)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_facts(path)) == 1500
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000 < Path(path).stat().st_size


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS.filter(lambda cell: bool(cell.strip()))), min_size=1),
    delimiter=st.sampled_from(",;\t"),
)
def test_csv_round_trips(rows: list[tuple[str, str]], delimiter: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["note", "statement"])
    writer.writerows(rows)
    file.seek(0)
    read = [row.cells for row in csv_rows(Lines(file, "x"), ignore_unknown=False)]
    assert read == [{"note": note, "statement": statement} for note, statement in rows]
