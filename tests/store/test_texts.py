"""Texts that are deleted leave the store, its log and the file's free pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from factcheck.errors import NotFoundError, StoreError
from factcheck.model import Report
from factcheck.store import Store, schema, sqlite
from tests.store.records import make_fact, make_report

MARK = "Segretissimo"
"""Stands in the text, in its claims and parts and in a snapshot."""


def marked(fingerprint: str = "run-1", document_id: str = "doc-1") -> Report:
    report = make_report(fingerprint, document_id=document_id)
    (judged,) = report.documents
    document = replace(judged.document, text=f"{MARK} {judged.document.text}", title=MARK)
    assessed = tuple(
        replace(
            one,
            claim=replace(one.claim, text=f"{MARK}.", key=f"key-{document_id}"),
            parts=tuple(
                replace(part, part=replace(part.part, text=MARK, speaker=MARK))
                for part in one.parts
            ),
        )
        for one in judged.assessments
    )
    return replace(report, documents=(replace(judged, document=document, assessments=assessed),))


def joined(*reports: Report) -> Report:
    documents = tuple(judged for report in reports for judged in report.documents)
    return replace(reports[0], documents=documents)


def bytes_beside(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def review(store: Store, key: str) -> None:
    with store._engine.begin() as connection:
        row = {"number": 1, "claim_key": key, "verdict": "refuted", "reviewer": "AB"}
        row |= {"note": MARK, "created_at": "2024-11-16T00:00:00+00:00"}
        connection.execute(insert(schema.reviews), row)


Remove = Callable[[Store], object]
WAYS = [
    pytest.param(lambda store: store.texts.delete(["doc-1"]), id="by-id"),
    pytest.param(lambda store: store.texts.delete(["doc-1.txt"]), id="by-source"),
    pytest.param(lambda store: store.texts.delete(["doc"]), id="by-the-start-of-its-id"),
    pytest.param(lambda store: store.texts.purge(), id="all"),
]


@pytest.mark.parametrize("remove", WAYS)
def test_no_byte_of_a_deleted_text_is_left(path: Path, store: Store, remove: Remove) -> None:
    store.import_facts([make_fact()], collection="c")
    store.save_report(marked())
    review(store, "key-doc-1")
    assert MARK.encode() in bytes_beside(path)
    remove(store)
    assert MARK.encode() not in bytes_beside(path)
    assert store.verify() == []
    assert store.find_facts() != ()


def test_what_is_deleted_is_counted(store: Store) -> None:
    store.save_report(marked())
    review(store, "key-doc-1")
    removed = store.texts.delete(["doc-1"])
    assert [one.source for one in removed.texts] == ["doc-1.txt"]
    assert (removed.claims, removed.runs, removed.reviews) == (2, 1, 1)
    assert store.texts.list() == ()


def test_traces_of_earlier_deletions_are_overwritten(path: Path, store: Store) -> None:
    store.save_report(marked())
    removed = (
        schema.matches, schema.part_assessments, schema.assessments, schema.parts,
        schema.run_documents,
    )  # fmt: skip
    with store._engine.begin() as connection:
        for table in (*removed, schema.claims, schema.documents, schema.runs):
            connection.execute(delete(table))
    assert MARK.encode() in bytes_beside(path)
    store.texts.overwrite_leftovers()
    assert MARK.encode() not in bytes_beside(path)


def test_other_texts_of_a_run_stay(store: Store) -> None:
    both = joined(marked(), make_report(document_id="other"))
    store.save_report(both)
    store.texts.delete(["doc-1"])
    (run,) = store.runs()
    assert run.id != both.run.fingerprint
    assert run.document_ids == ("other",)
    assert store.report(run.id).documents == both.documents[1:]
    assert store.verify() == []


def test_a_text_that_was_deleted_can_be_checked_again(store: Store) -> None:
    store.save_report(marked())
    store.texts.delete(["doc-1"])
    store.save_report(marked())
    assert store.report("run-1").documents == marked().documents


def test_a_review_stays_while_another_text_says_the_same(store: Store) -> None:
    store.save_report(marked())
    twin = marked("run-2", "doc-2")
    (judged,) = twin.documents
    same = tuple(replace(a, claim=replace(a.claim, key="key-doc-1")) for a in judged.assessments)
    store.save_report(replace(twin, documents=(replace(judged, assessments=same),)))
    review(store, "key-doc-1")
    assert store.texts.delete(["doc-1"]).reviews == 0


def test_texts_not_checked_since_a_day_are_purged(store: Store) -> None:
    store.save_report(marked(), started_at=datetime(2023, 5, 1, tzinfo=UTC))
    store.save_report(
        make_report("run-2", document_id="late"), started_at=datetime(2024, 5, 1, tzinfo=UTC)
    )
    removed = store.texts.purge(date(2024, 1, 1))
    assert [one.id for one in removed.texts] == ["doc-1"]
    assert [one.id for one in store.texts.list()] == ["late"]


def test_texts_are_listed_the_last_checked_first(store: Store) -> None:
    store.save_report(make_report("run-1", document_id="a"))
    store.save_report(make_report("run-2", document_id="b", claims=3))
    assert [(one.id, one.claims) for one in store.texts.list()] == [("b", 3), ("a", 2)]


@pytest.mark.parametrize(
    ("names", "error", "message"),
    [
        (["nothing"], NotFoundError, "there is no text 'nothing'"),
        (["doc-1", "nothing"], NotFoundError, "there is no text 'nothing'"),
        (["doc"], StoreError, "more than one text starts with 'doc'"),
        ([""], NotFoundError, "there is no text ''"),
    ],
    ids=["unknown", "one-unknown", "several", "empty"],
)
def test_a_name_that_means_no_text_deletes_nothing(
    store: Store, names: list[str], error: type[Exception], message: str
) -> None:
    for number in (1, 2):
        store.save_report(marked(f"run-{number}", f"doc-{number}"))
    with pytest.raises(error, match=message):
        store.texts.delete(names)
    assert len(store.texts.list()) == 2


def test_the_demonstration_store_keeps_its_texts(store: Store) -> None:
    store.save_report(marked())
    store.mark_demo()
    with pytest.raises(StoreError, match="demonstration store"):
        store.texts.purge()


def test_somebody_who_still_reads_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with Store(path) as store, closing(sqlite3.connect(path)) as reader:
        store.save_report(marked())
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with pytest.raises(StoreError, match="another process has the store open"):
            store.texts.purge()
        reader.rollback()
        store.texts.overwrite_leftovers()
        assert MARK.encode() not in bytes_beside(path)
