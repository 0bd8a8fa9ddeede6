"""The ids of a matrix's rows: one block of bytes, decoded one by one when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import index
from pathlib import Path
from typing import Any, SupportsIndex

import numpy as np
import numpy.typing as npt

_ARRAYS = ("ids", "id_ends")
_ENCODING = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, eq=False)
class RowIds:
    """Fact ids by row; a million of them open at once and take only their bytes."""

    ids: npt.NDArray[np.uint8]
    id_ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.id_ends)

    def __getitem__(self, row: SupportsIndex) -> str:
        """Return the id of a row, counted from 0."""
        place = index(row)
        start = int(self.id_ends[place - 1]) if place else 0
        return self.ids[start : int(self.id_ends[place])].tobytes().decode(*_ENCODING)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the rows' order."""
        joined, start = self.ids.tobytes(), 0
        for end in self.id_ends.tolist():
            yield joined[start:end].decode(*_ENCODING)
            start = end

    def appended(self, other: RowIds) -> RowIds:
        """Return these ids with those of ``other`` after them."""
        return RowIds(
            np.concatenate((self.ids, other.ids)),
            np.concatenate((self.id_ends, other.id_ends + len(self.ids))),
        )

    def kept(self, rows: npt.NDArray[np.bool_]) -> RowIds:
        """Return the ids of the rows that are marked."""
        lengths = np.diff(self.id_ends, prepend=0)
        return RowIds(self.ids[np.repeat(rows, lengths)], np.cumsum(lengths[rows]))

    def save(self, folder: Path) -> None:
        """Write the arrays into ``folder``."""
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)


def row_ids(ids: Iterable[str]) -> RowIds:
    """Return ``ids`` as one block."""
    joined, ends = bytearray(), []
    for fact_id in ids:
        joined += fact_id.encode(*_ENCODING)
        ends.append(len(joined))
    return RowIds(np.frombuffer(bytes(joined), dtype=np.uint8), np.array(ends, dtype=np.int64))


def load_ids(folder: Path) -> RowIds:
    """Return the ids in ``folder``, mapped from the files."""
    return RowIds(*(mapped(folder / f"{name}.npy") for name in _ARRAYS))


def mapped(path: Path) -> npt.NDArray[Any]:
    """Return the array in a file, mapped; a plain array, which is faster to cut than a memmap."""
    found: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return found.view(np.ndarray)
