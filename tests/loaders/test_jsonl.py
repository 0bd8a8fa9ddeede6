from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck import check_file
from factcheck.errors import LoadError
from factcheck.loaders import load
from factcheck.model import BlockKind, DateSource, Document

GOOD = '{"text": "Il governo è caduto."}'


def _load(folder: Path, *lines: str | dict[str, Any]) -> list[Document]:
    path = folder / "texts.jsonl"
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(written) + "\n", "utf-8")
    return list(load(str(path)))


def test_a_line_is_a_document_with_what_it_says_of_itself(tmp_path: Path) -> None:
    full = {"id": 7, "text": "Il voto\n\nThe government fell.", "title": "Un titolo", "lang": "en",
            "date": "2024-11-16T10:00:00Z", "source": "Reuters", "label": "other"}  # fmt: skip
    one, two = _load(tmp_path, full, "", GOOD)
    assert (one.text, one.title, one.language) == (full["text"], "Un titolo", "en")
    assert (one.date, one.date_source) == (date(2024, 11, 16), DateSource.METADATA)
    assert [block.kind for block in one.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH]
    assert (one.source, two.source) == ("Reuters#7", f"{tmp_path}/texts.jsonl:3")
    assert (two.date, two.language) == (None, "it")
    assert one.is_derived
    assert two.is_derived


def test_equal_texts_with_ids_are_different_documents(tmp_path: Path) -> None:
    text = "Il governo è caduto."
    one, two = _load(tmp_path, {"id": "a", "text": text}, {"id": "b", "text": text})
    assert one.id != two.id


def test_a_line_separator_inside_a_text_is_no_new_line(tmp_path: Path) -> None:
    (document,) = _load(tmp_path, '{"text": "Il governo\u2028è caduto."}')
    assert document.text == "Il governo\u2028è caduto."


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": ', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an object"),
        ('"text"', "not an object"),
        ('{"Text": "Roma."}', "text is missing"),
        ('{"text": null}', "text is missing"),
        ('{"text": " \\n"}', "text is missing"),
        ('{"text": 7}', "text is not a string"),
        ('{"text": "a", "id": [1]}', "id is not a string"),
        ('{"text": "a", "title": 1}', "title is not a string"),
        ('{"text": "a", "date": "16/11/2024"}', "YYYY-MM-DD"),
        ('{"text": "a", "date": 2024}', "date is not a string"),
        ('{"text": "a\\ud800"}', "text holds characters"),
        ('{"text": "a\\u0000b"}', "text holds characters"),
        ('{"id": "x", "text": "a"}', "the id 'x' is that of line 1"),
    ],
    ids=["cut", "deep", "list", "string", "other-key", "null", "blank", "number", "id-list",
         "title-number", "day-first", "date-number", "surrogate", "zero", "id-twice"],
)  # fmt: skip
def test_a_bad_line_is_named_and_nothing_is_loaded(line: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=problem) as caught:
        _load(tmp_path, {"id": "x", "text": "Roma."}, GOOD, line)
    assert "texts.jsonl: line 3: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_empty_lines_holds_no_text(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="holds no text"):
        _load(tmp_path, "", "")


def test_the_report_has_every_document(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(f'{GOOD}\n{{"text": "Rome is the capital of Italy."}}\n', "utf-8")
    report = check_file(path, facts=[{"statement": "Rome is the capital of Italy."}])
    assert [len(d.assessments) for d in report.documents] == [1, 1]
    assert report.summary["supported"] == 1
