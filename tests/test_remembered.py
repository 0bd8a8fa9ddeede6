"""A file that was imported is not read again, unless anything at all may have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.api import import_facts
from factcheck.model import Fact, ImportResult
from factcheck.sources.files import FactFile
from factcheck.store import Store

ROWS = "id,statement\na,Rome is the capital of Italy.\nb,Paris is the capital of France.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A facts file."""
    path = tmp_path / "facts.csv"
    path.write_text(ROWS, "utf-8")
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, as they are."""
    read: list[str] = []
    iterate = FactFile.__iter__

    def noted(self: FactFile) -> Iterator[Fact]:
        read.append(self.path)
        return iterate(self)

    monkeypatch.setattr(FactFile, "__iter__", noted)
    return read


def test_an_unchanged_file_is_not_read_again(store: Store, file: Path, reads: list[str]) -> None:
    first, second = import_facts(store, file), import_facts(store, file)
    assert (first.added, first.unchanged) == (2, 0)
    assert second == ImportResult(collection="facts", revision=1, unchanged=2)
    assert len(reads) == 1


def changed_file(store: Store, file: Path) -> None:
    file.write_text(ROWS.replace("Paris", "Lyon"), "utf-8")


def other_facts(store: Store, file: Path) -> None:
    store.import_facts([Fact(id="c", statement="Bonn was a capital.", lang="en")], collection="c")


def changed_fact(store: Store, file: Path) -> None:
    store.import_facts([Fact(id="a", statement="Rome is old.", lang="en")], collection="facts")


def retired(store: Store, file: Path) -> None:
    store.import_facts([], collection="facts", sync=True)


def nothing_remembered(store: Store, file: Path) -> None:
    (file.parent / "claims.db.derived" / "imports.json").unlink()


def damaged_memory(store: Store, file: Path) -> None:
    (file.parent / "claims.db.derived" / "imports.json").write_text("[1", "utf-8")


def other_memory(store: Store, file: Path) -> None:
    (file.parent / "claims.db.derived" / "imports.json").write_text('{"facts": 1}', "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        changed_file, other_facts, changed_fact, retired,
        nothing_remembered, damaged_memory, other_memory,
    ],
)  # fmt: skip
def test_it_is_read_after_any_change(
    store: Store, file: Path, reads: list[str], change: Callable[[Store, Path], None]
) -> None:
    import_facts(store, file)
    change(store, file)
    import_facts(store, file)
    assert len(reads) == 2
    stored = {fact.id: fact.statement for fact in store.facts() if fact.id in ("a", "b")}
    expected = file.read_text("utf-8").splitlines()[1:]
    assert [f"{fact_id},{statement}" for fact_id, statement in stored.items()] == expected


@pytest.mark.parametrize(
    "settings", [{"sync": True}, {"dates": "dmy"}, {"ignore_unknown": True}, {"collection": "b"}]
)
def test_it_is_read_with_other_settings(
    store: Store, file: Path, reads: list[str], settings: dict[str, bool | str]
) -> None:
    import_facts(store, file)
    import_facts(store, file, **settings)  # type: ignore[arg-type]
    assert len(reads) == 2


def test_a_file_with_bad_rows_tells_of_them_each_time(
    store: Store, file: Path, reads: list[str]
) -> None:
    file.write_text(ROWS + "c,\n", "utf-8")
    first = import_facts(store, file, skip_bad=True)
    second = import_facts(store, file, skip_bad=True)
    assert first.skipped == second.skipped != ()
    assert len(reads) == 2


def test_facts_that_the_file_lacks_are_told_each_time(store: Store, file: Path) -> None:
    store.import_facts([Fact(id="z", statement="Bonn is old.", lang="en")], collection="facts")
    results = [import_facts(store, file) for _ in range(3)]
    assert [result.missing for result in results] == [1, 1, 1]


def test_a_store_in_memory_reads_each_time(file: Path, reads: list[str]) -> None:
    with Store() as store:
        assert [import_facts(store, file).added for _ in range(2)] == [2, 0]
    assert len(reads) == 2


def test_another_store_under_the_same_name_is_filled(
    tmp_path: Path, file: Path, reads: list[str]
) -> None:
    with Store(tmp_path / "claims.db") as store:
        import_facts(store, file)
    (tmp_path / "claims.db").unlink()
    with Store(tmp_path / "claims.db") as store:
        assert import_facts(store, file).added == 2
