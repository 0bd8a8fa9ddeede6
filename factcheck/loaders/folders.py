"""A folder or a pattern of file names -> the texts in it."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection
from pathlib import Path

from factcheck.errors import LoadError


def text_files(folder: str, suffixes: Collection[str]) -> tuple[str, ...]:
    """Return the files below ``folder`` whose suffix is known, sorted by path.

    What begins with a dot is left alone and links to folders are not followed. Raises
    ``LoadError`` for a folder that cannot be listed or holds no such file.
    """
    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (
            Path(place, name)
            for name in files
            if not name.startswith(".")
            and Path(name).suffix.lower() in suffixes
            and (Path(place, name).is_file() or Path(place, name).is_symlink())
        )
    if not found:
        raise LoadError(folder, f"holds no text: files end in {', '.join(sorted(suffixes))}")
    return tuple(map(str, sorted(found)))


def matching_files(pattern: str) -> tuple[str, ...]:
    """Return the files that ``pattern`` names (``*``, ``?``, ``[]``, ``**``), sorted by path.

    Raises ``LoadError`` when there is none.
    """
    names = glob.glob(pattern, recursive=True)  # noqa: PTH207  # Path.glob takes no absolute pattern
    found = [name for name in names if not Path(name).is_dir()]
    if not found:
        raise LoadError(pattern, "no file has such a name")
    return tuple(sorted(found))


def _refuse(error: OSError) -> None:
    raise LoadError(str(error.filename), (error.strerror or str(error)).lower()) from error
