"""Texts checked one by one: a failed one keeps its place and stops nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.api import check_each
from factcheck.checking import Checker, Trouble, lost
from factcheck.errors import MissingDependencyError, StoreError, UnknownComponentError
from factcheck.facttable import MemoryFactTable
from factcheck.loaders import document_from_text, load, load_each
from factcheck.model import Document, Failure, Report
from factcheck.models.catalogue import Choice
from factcheck.store import Store

BROKEN: dict[str, tuple[str, bytes | None, str]] = {
    "binary": ("c.txt", bytes(range(256)) * 40, "c.txt: a binary file, not text"),
    "empty": ("c.txt", b"", "c.txt: holds no text"),
    "dead link": ("c.txt", None, "c.txt: no such file"),
    "page without text": ("c.html", b"<html><img></html>", "c.html: holds no text"),
    "bad line": ("c.jsonl", b'{"text": 7}\n', "c.jsonl: line 1: text is not a string"),
    "line of spaces": ("c.jsonl", b'{"text": "a"}\n{"text": " "}\n', "c.jsonl: line 2: text is"),
    "no lines": ("c.jsonl", b"\n", "c.jsonl: holds no text"),
    "wrong encoding": ("c.txt", b"\xff\xfeR\x00\x00\xd8\xd8\x00", "c.txt: "),
}
"""A file among good ones: its name, what it holds, what is told of it."""


GOOD = "Rome is the capital of Italy."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two good texts, one before and one after where the broken one comes."""
    place = tmp_path / "texts"
    place.mkdir()
    for name in ("a.txt", "d.txt"):
        (place / name).write_text(GOOD, "utf-8")
    return place


@pytest.fixture
def facts(tmp_path: Path) -> str:
    """A facts file of one fact."""
    path = tmp_path / "facts.csv"
    path.write_text(f"id,statement\nrome,{GOOD}\n", "utf-8")
    return str(path)


def _told(found: Report | Failure) -> str:
    if isinstance(found, Failure):
        return f"{Path(found.source).name}: {found.problem}"
    (document,) = found.documents
    return Path(document.document.source).name


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_text_is_told_in_its_place(kind: str, texts: Path, facts: str) -> None:
    name, content, told = BROKEN[kind]
    if content is None:
        (texts / name).symlink_to(texts / "nowhere")
    else:
        (texts / name).write_bytes(content)
    found = [_told(one) for one in check_each(str(texts), facts=[facts])]

    assert (found[0], found[-1]) == ("a.txt", "d.txt")
    assert found[-2].startswith(told)


def test_a_page_without_its_library_is_one_failure(
    texts: Path, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: object) -> None:
        raise MissingDependencyError("reading pages", "web")

    (texts / "b.html").write_text("<p>Rome.</p>", "utf-8")
    monkeypatch.setitem(load_each.__globals__["_READERS"], ".html", absent)
    found = [_told(one) for one in check_each(str(texts), facts=[facts])]

    assert found[0::2] == ["a.txt", "d.txt"]
    assert found[1].startswith("b.html: reading pages needs: pip install")
    with pytest.raises(MissingDependencyError):
        load(str(texts))


def test_a_text_too_much_for_the_code_is_one_failure(
    texts: Path, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (texts / "b.txt").write_text("poison", "utf-8")
    verify = Checker._report

    def failing(self: Checker, document: Document, *rest: Any) -> Report:
        if document.text == "poison":
            raise RecursionError("too deep")
        return verify(self, document, *rest)

    monkeypatch.setattr(Checker, "_report", failing)
    found = [_told(one) for one in check_each(str(texts), facts=[facts])]

    told = "b.txt: unexpected RecursionError: too deep (please report this)"
    assert found == ["a.txt", told, "d.txt"]


def test_what_stops_every_text_stops_the_check(
    texts: Path, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: Checker, *_: object) -> Report:
        raise StoreError("a.db", "gone")

    monkeypatch.setattr(Checker, "_report", failing)
    with pytest.raises(StoreError, match=r"a\.db: gone"):
        next(check_each(str(texts), facts=[facts]))


def test_a_worker_tells_of_trouble_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(self: Checker, *_: object) -> Report:
        raise StoreError("a.db", "gone")

    monkeypatch.setattr(Checker, "_report", failing)
    table = MemoryFactTable(())
    checker = Checker(verifier=None, table=table, choice=Choice(), version="0")  # type: ignore[arg-type]
    unread = Failure(source="a.txt", problem="no such file")

    assert checker.answer(document_from_text(GOOD)) == Trouble("a.db: gone")
    assert checker.answer(unread) is lost(unread) is unread
    assert lost(document_from_text(GOOD, source="b.txt")).source == "b.txt"


def test_each_report_is_of_one_text_and_nothing_is_saved(texts: Path, store: Store) -> None:
    found = list(check_each(str(texts), store=store, date=date(2024, 11, 16), lang="en"))

    assert [len(report.documents) for report in found if isinstance(report, Report)] == [1, 1]
    assert store.runs() == ()


def test_a_language_without_data_is_no_failure_of_a_text(texts: Path) -> None:
    with pytest.raises(UnknownComponentError):
        next(check_each(str(texts), lang="xx"))


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    for name in ("a[1].txt", "a1.txt"):
        (tmp_path / name).write_text(f"This is {name}.", "utf-8")

    (document,) = load(f"{tmp_path}/a[1].txt")
    assert document.text == "This is a[1].txt."


def test_a_pattern_reaches_into_folders_and_leaves_folders_out(tmp_path: Path) -> None:
    (tmp_path / "sub.txt").mkdir()
    (tmp_path / "sub.txt" / "b.txt").write_text(GOOD, "utf-8")
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")

    found = [one.source for one in load_each(f"{tmp_path}/**/*.txt")]
    assert found == [f"{tmp_path}/a.txt", f"{tmp_path}/sub.txt/b.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in ("Rome.", "È così, già.")]
    (tmp_path / "texts.jsonl").write_bytes("\r\n".join(lines).encode(encoding))

    assert [one.text for one in load(f"{tmp_path}/texts.jsonl")] == ["Rome.", "È così, già."]


def test_a_bad_line_leaves_the_others(tmp_path: Path) -> None:
    lines = ('{"text": "Rome."}', "[]", '{"text": "Paris."}')
    (tmp_path / "texts.jsonl").write_text("\n".join(lines), "utf-8")
    first, second, third = load_each(f"{tmp_path}/texts.jsonl")

    assert isinstance(first, Document)
    assert str(second) == f"{tmp_path}/texts.jsonl: line 2: not an object with a text"
    assert isinstance(third, Document)


def test_each_text_is_accepted_before_it_is_checked(texts: Path, facts: str) -> None:
    seen: list[str] = []

    def accept(document: Document) -> None:
        seen.append(Path(document.source).name)
        if document.source.endswith("d.txt"):
            raise StoreError("mine.db", "takes no more")

    results = check_each(str(texts), facts=[facts], model="none", accept=accept)
    next(results)
    assert seen == ["a.txt"]
    with pytest.raises(StoreError, match="takes no more"):
        next(results)
