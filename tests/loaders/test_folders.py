from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import LoadError, UnreadableTextsError
from factcheck.loaders import load

TEXT = "Il governo è caduto."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text of every kind, files that are none, and hidden ones."""
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name in ("b.txt", "a.MD", "sub/c.markdown", "facts.csv", "gold.json", ".hidden.txt",
                 "sub/.git/x.txt", "LICENSE"):  # fmt: skip
        (tmp_path / name).write_text(TEXT, "utf-8")
    (tmp_path / "sub" / "d.html").write_text(f"<p>{TEXT}</p>", "utf-8")
    (tmp_path / "e.jsonl").write_text(f'{{"text": "{TEXT}"}}\n{{"text": "Ciao."}}\n', "utf-8")
    return tmp_path


def test_the_texts_of_a_folder_are_read_in_the_order_of_their_paths(folder: Path) -> None:
    sources = [document.source.removeprefix(f"{folder}/") for document in load(str(folder))]
    assert sources == ["a.MD", "b.txt", "e.jsonl:1", "e.jsonl:2", "sub/c.markdown", "sub/d.html"]


def test_each_unreadable_text_is_one_error(folder: Path) -> None:
    (folder / "b.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "e.jsonl").write_text('{"text": null}\n', "utf-8")
    with pytest.raises(UnreadableTextsError) as caught:
        load(str(folder))
    assert [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems] == [
        "b.txt: a binary file, not text",
        "e.jsonl: line 1: text is missing, null or empty",
    ]


def test_a_dead_link_is_an_error(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    with pytest.raises(LoadError, match=r"gone\.txt: no such file"):
        load(str(folder))


def test_a_link_to_a_folder_is_not_followed(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(list(load(str(folder)))) == 6


def test_a_folder_without_texts_says_what_it_looks_for(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(LoadError, match=r"holds no text: files end in .*\.html"):
        load(str(tmp_path))
