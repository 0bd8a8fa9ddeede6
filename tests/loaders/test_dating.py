from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factcheck.loaders import load
from factcheck.model import DateSource

DATELINE, YEAR = DateSource.DATELINE, DateSource.DATELINE_YEAR
METADATA, FILE, NONE = DateSource.METADATA, DateSource.FILE_NAME, DateSource.NONE
NOV_16 = date(2024, 11, 16)


@pytest.mark.parametrize(
    ("name", "front", "line", "day", "known_by"),
    [
        ("a.md", "date: 2024-11-16", "ROMA, 3 mag (ANSA) -", NOV_16, METADATA),
        ("a.md", "date: 2024", "ROMA, 16 nov (ANSA) -", NOV_16, YEAR),
        ("a.md", "year: 2024", "KYIV, Nov. 16 -", NOV_16, YEAR),
        ("a.md", "date: 2024-11", "KYIV, Nov. 16 -", NOV_16, YEAR),
        ("a.md", "date: 2025-01", "ROMA, 31 dic (ANSA) -", date(2024, 12, 31), YEAR),
        ("a.md", "date: 2024-03", "ROMA, 16 nov (ANSA) -", None, NONE),
        ("a.md", "date: 2024", "(Reuters) -", None, NONE),
        ("a.md", "date: 2024-11", "", None, NONE),
        ("a.md", "date: 16/11/2024", "ROMA, 16 nov (ANSA) -", None, NONE),
        ("a.md", "date: 2024", "ROMA, 29 feb (ANSA) -", date(2024, 2, 29), YEAR),
        ("a.md", "date: 2023", "ROMA, 29 feb (ANSA) -", None, NONE),
        ("a.md", "date: 2023", "LONDRA, 16 novembre 2024 -", NOV_16, DATELINE),
        ("2024-11-16-voto.txt", "", "", NOV_16, FILE),
        ("2024-11-17-voto.txt", "", "ROMA, 16 nov (ANSA) -", NOV_16, YEAR),
        ("2025-01-01-voto.txt", "", "ROMA, 31 dic (ANSA) -", date(2024, 12, 31), YEAR),
        ("2024-11-16-voto.txt", "", "ROMA, 3 mag (ANSA) -", NOV_16, FILE),
        ("2024-11-16-voto.txt", "", "ROMA, 3 maggio 2023 -", date(2023, 5, 3), DATELINE),
        ("2024-13-45-voto.txt", "", "", None, NONE),
        ("2024-11-161.txt", "", "", None, NONE),
        ("voto-2024-11-16.txt", "", "", None, NONE),
        ("a.txt", "", "ROMA, 16 nov (ANSA) -", None, NONE),
        ("a.txt", "", "LONDRA, 16 novembre 2024 -", NOV_16, DATELINE),
        ("a.txt", "", "Milano, sabato 16 novembre 2024 –", NOV_16, DATELINE),
        ("a.txt", "", "ROMA, 16 NOV 2024 - (ANSA) -", NOV_16, DATELINE),
    ],
)
def test_how_the_date_is_known(
    name: str, front: str, line: str, day: date | None, known_by: DateSource, tmp_path: Path
) -> None:
    path = tmp_path / name
    head = f"---\n{front}\n---\n\n" if front else ""
    path.write_text(f"{head}{line} Il governo è caduto oggi.\n", "utf-8")
    (document,) = load(str(path))
    assert (document.date, document.date_source) == (day, known_by)


def test_the_day_of_publication_comes_before_that_of_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Un titolo\n\nUltimo aggiornamento: 2 gennaio 2025, ore 9:15\n"
        "Pubblicato il 16 novembre 2024\n\nIl governo è caduto. Si vota.\n", "utf-8",
    )  # fmt: skip
    (document,) = load(str(path))
    assert document.date == NOV_16


def test_the_day_of_a_change_is_better_than_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Un titolo\n\nLast updated: 16 November 2024 at 10:32\n\nIt fell.\n", "utf-8")
    (document,) = load(str(path))
    assert document.date == NOV_16
