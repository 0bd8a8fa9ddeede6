from __future__ import annotations

import codecs
import io
from datetime import date
from pathlib import Path

import pytest

from factcheck.errors import LoadError, UnknownComponentError, UnsupportedFormatError
from factcheck.loaders import document_from_text, load
from factcheck.model import BlockKind, DateSource, Document

TEXT = "Perché l'università è così?\r\nIl caffè costa 2 € in più, ha detto il governo.\n"


def _load(path: Path) -> Document:
    (document,) = load(str(path))
    return document


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-32-le"),
    ],
    ids=["8", "8-bom", "cp1252", "16-bom", "16be-bom", "16le", "16be", "32-bom", "32le"],
)
def test_text_is_decoded_as_given_without_its_mark(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert _load(path).text == TEXT


def test_latin_1_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Il caffè è già più caro.".encode("latin-1"))
    assert _load(path).text == "Il caffè è già più caro."


def test_cyrillic_code_page_is_not_read_as_western(tmp_path: Path) -> None:
    text = "Президент Украины встретился с министром иностранных дел Японии в Киеве. " * 4
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("cp1251"))
    assert _load(path).text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "holds no text"),
        (b" \r\n\t\n", "holds no text"),
        (codecs.BOM_UTF8 + b"\n", "holds no text"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"abc" * 99, "binary"),
        (b"%PDF-1.7 text", "binary"),
        (b"some text\0and more text that is fine", "binary"),
        ("È così, città e università. ".encode() * 4 + b"\xff fine", "damaged UTF-8"),
    ],
    ids=["empty", "blank", "mark-only", "bytes", "png", "pdf", "nul", "damaged"],
)
def test_unusable_file_is_refused_in_one_line(data: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(LoadError, match=problem) as caught:
        _load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "problem"),
    [("gone.txt", "no such file"), (".", "holds no text"), ("a\0b", "null")],
    ids=["missing", "empty-folder", "zero-byte-path"],
)
def test_unreadable_path_is_refused(
    source: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LoadError, match=problem):
        load(source)


def test_unsupported_format_says_what_to_do() -> None:
    with pytest.raises(UnsupportedFormatError, match="save the text"):
        load("a.pdf")


def test_standard_input_is_read() -> None:
    (document,) = load("-", stdin=io.BytesIO("Il governo è caduto.".encode()))
    assert (document.source, document.text) == ("<stdin>", "Il governo è caduto.")


def test_hostile_characters_are_kept() -> None:
    text = "Il \x1b[31mgoverno\u202e è [bold]caduto[/bold] oggi."
    assert document_from_text(text).text == text


def test_unknown_language_is_refused_before_reading() -> None:
    with pytest.raises(UnknownComponentError, match="'xx'"):
        load("gone.txt", lang="xx")


def test_the_id_goes_by_the_text_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Il governo è caduto.", encoding="utf-8")
    assert _load(path).id == document_from_text("Il governo è caduto.").id


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("ROMA, 16 novembre 2024 (ANSA) - ", date(2024, 11, 16)),
        ("KYIV, Nov. 16, 2024 - ", date(2024, 11, 16)),
        ("Milano, 1° gennaio 2023 – ", date(2023, 1, 1)),
        ("(ANSA) - ROMA, 16 NOV 2024 - ", date(2024, 11, 16)),
        ("ROMA, 16 nov (ANSA) - ", None),
        ("KYIV, Nov. 16 - ", None),
        ("FRANKFURT, Dec. 12 (Reuters) - ", None),
        ("KYIV, Ukraine (AP) — ", None),
        ("LONDON — ", None),
    ],
)
def test_date_line_stands_apart_and_dates_the_text(line: str, day: date | None) -> None:
    document = document_from_text(f"Un titolo\n\n{line}Il governo è caduto oggi.\n")
    kinds = [(b.kind, b.span.slice(document.text)) for b in document.blocks]
    assert kinds == [
        (BlockKind.HEADLINE, "Un titolo"),
        (BlockKind.BYLINE, line.strip()),
        (BlockKind.PARAGRAPH, "Il governo è caduto oggi."),
    ]
    assert document.date == day
    assert document.date_source is (DateSource.DATELINE if day else DateSource.NONE)


@pytest.mark.parametrize(
    "text",
    [
        "Il presidente Rossi (Pd) - che ieri era a Roma - ha parlato.",
        "Il 16 novembre 2024 il governo - dicono - è caduto.",
        "Roma - secondo i dati - cresce.",
    ],
    ids=["party", "date", "lower-case-place"],
)
def test_a_sentence_is_no_date_line(text: str) -> None:
    assert [b.kind for b in document_from_text(text).blocks] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    ["Pubblicato il 16 novembre 2024", "November 16, 2024", "2024-11-16", "sabato 16 nov 2024"],
)
def test_a_line_that_is_only_a_date_dates_the_text(line: str) -> None:
    document = document_from_text(f"Un titolo\n{line}\n\nIl governo è caduto oggi.\n")
    assert (document.date, document.date_source) == (date(2024, 11, 16), DateSource.DATELINE)


def test_the_option_wins_over_the_date_line() -> None:
    document = document_from_text("ROMA, 16 nov 2024 (ANSA) - È caduto.", date=date(2020, 1, 2))
    assert (document.date, document.date_source) == (date(2020, 1, 2), DateSource.OPTION)


def test_a_year_in_the_text_is_no_date_of_the_text() -> None:
    document = document_from_text("Un titolo\n\nIl 16 novembre 2024 il governo è caduto.\n")
    assert document.date is None
