from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import LoadError
from factcheck.evaluation.dates import evaluate_dates
from factcheck.evaluation.dates_gold import read_examples, seconds_of

DOCUMENT = {
    "doc_id": "d1",
    "dct": "2024-11-16",
    "text": "The bridge closed on Friday. It reopened two years later.",
    "timexes": [
        {"start": 21, "end": 27, "text": "Friday", "type": "DATE", "value": "2024-11-15"},
        {"start": 41, "end": 56, "text": "two years later", "type": "DATE", "value": "2026-11"},
    ],
    "lang": "en",
}


def _phrase(text: str, values: list[str], **more: str) -> dict[str, Any]:
    row = {"kind": "datetime", "grain": "Day", "ref": "2013-02-12T04:30:00-02:00", "lang": "en"}
    return {**row, "text": text, "values": values, **more}


def _spec(text: str, kind: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    result = {"text": text, "start": 0, "end": len(text), "type": kind, "values": values}
    return {"text": text, "ref": "2016-11-07T00:00:00", "results": [result], "lang": "en"}


def _file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "dates.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_document_scores_are_those_of_tempeval(tmp_path: Path) -> None:
    figures = evaluate_dates(_file(tmp_path, DOCUMENT)).as_json()
    assert figures["expressions"] == 2
    assert figures["detection_f1"] == 1.0
    assert figures["value_f1"] == 0.5
    assert figures["sentences"] == 2
    assert "value_accuracy" not in figures


def test_an_expression_too_many_costs_precision_only(tmp_path: Path) -> None:
    row = {**DOCUMENT, "timexes": DOCUMENT["timexes"][:1]}
    figures = evaluate_dates(_file(tmp_path, row)).as_json()
    assert (figures["precision"], figures["recall"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    "row",
    [
        _phrase("saturday", ["2013-02-16T00:00:00"]),
        _phrase("march 2014", ["2014-03-01T00:00:00"], grain="Month"),
        _phrase("july 2014", ["2014-07-00T00:00:00"], grain="Month"),
        _phrase("july 3 - 5", ["2013-07-03T00:00:00", "2013-07-06T00:00:00"]),
        _phrase(
            "after 2014", ["2014-01-01T00:00:00"], grain="Year", kind="datetimeOpenInterval",
            raw="datetimeOpenInterval After (2014, 1, 1, 0, 0, 0) Year",
        ),
        _spec("2 october", "date", [{"timex": "XXXX-10-02", "past": {"date": "2016-10-02"},
                                     "future": {"date": "2017-10-02"}}]),
        _spec("september 2016", "datetimeV2.daterange",
              [{"timex": "2016-09", "start": "2016-09-01", "end": "2016-10-01"}]),
        _spec("from 4 to 22 january 2015", "daterange",
              [{"timex": "x", "past": {"startDate": "2015-01-04", "endDate": "2015-01-22"}}]),
        _spec("three weeks", "duration", [{"timex": "P3W", "value": "1814400"}]),
        _spec("every day", "datetimeV2.set", [{"timex": "P1D", "value": "not resolved"}]),
    ],
    ids=lambda row: row["text"],
)  # fmt: skip
def test_phrase_with_the_value_given_is_right(row: dict[str, Any], tmp_path: Path) -> None:
    assert evaluate_dates(_file(tmp_path, row)).as_json()["value_accuracy"] == 1.0


def test_phrase_with_another_value_is_wrong(tmp_path: Path) -> None:
    path = _file(tmp_path, _phrase("saturday", ["2013-02-09T00:00:00"]))
    assert evaluate_dates(path).as_json()["value_accuracy"] == 0.0


@pytest.mark.parametrize(
    "row",
    [
        _phrase("at noon", ["2013-02-12T12:00:00"], grain="Hour"),
        _phrase("now", ["2013-02-12T04:30:00"], grain="Second"),
        _spec("8 pm", "datetimeV2.time", [{"timex": "T20", "value": "20:00:00"}]),
        _spec("daily at 8", "set", [{"timex": "T08", "past": {"set": "Set: T08"}}]),
        _spec("friday", "datetimeV2.date", [{"timex": None, "past": None, "future": None}]),
    ],
    ids=lambda row: row["text"],
)
def test_phrase_with_a_clock_time_or_no_value_is_left_out(
    row: dict[str, Any], tmp_path: Path
) -> None:
    kept = read_examples(_file(tmp_path, row))
    assert [example.expected for example in kept if example.expected] == []


def test_language_of_lines_that_name_none(tmp_path: Path) -> None:
    row = {key: value for key, value in _phrase("sabato", []).items() if key != "lang"}
    path = _file(tmp_path, {**row, "values": ["2013-02-16T00:00:00"]})
    assert evaluate_dates(path, lang="it").as_json()["value_accuracy"] == 1.0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        '{"text": 5, "dct": "", "timexes": []}',
        '{"text": "x"}',
        '{"text": "x", "dct": "y"}',
    ],
)
def test_line_of_no_known_form_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(LoadError, match="line 1"):
        evaluate_dates(path)


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    row = {**DOCUMENT, "text": f"{DOCUMENT['text']}\u2028Fine."}
    path = tmp_path / "separator.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    assert len(list(read_examples(path))) == 1


@pytest.mark.parametrize("name", ["missing.jsonl", "empty.jsonl"])
def test_file_without_examples_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    with pytest.raises(LoadError):
        evaluate_dates(tmp_path / name)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("P1D", 86400.0), ("PT1H30M", 5400.0), ("P1M", 2592000.0), ("PXY", None), ("2024", None)],
    ids=str,
)
def test_seconds_of_a_duration(value: str, seconds: float | None) -> None:
    assert seconds_of(value) == seconds


def test_document_day_is_the_anchor(tmp_path: Path) -> None:
    (example,) = read_examples(_file(tmp_path, DOCUMENT))
    assert example.anchor == date(2024, 11, 16)
