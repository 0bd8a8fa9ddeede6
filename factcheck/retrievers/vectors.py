"""The vectors of texts, kept in a folder: each text is embedded once, whatever fact it stands in.

Vectors are derived data under the hash of their text, in parts that are written once and never
changed; the manifest names the good ones with size and hash and is replaced in one step. A killed
run has lost its last part; a damaged part is left out, and its texts are embedded again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factcheck.errors import IndexingError
from factcheck.protocols import Embedder

Keys = npt.NDArray[np.uint64]
Vectors = npt.NDArray[np.float16]
Progress = Callable[[int, int], None]
"""Takes how much is done, and how much there is."""

FORMAT = 1
PART = 1_024
"""Texts embedded between two writes: what a killed run may lose."""
_BATCH = 64
_MANIFEST = "manifest.json"
_LOCK_TIMEOUT = 3_600.0
"""Seconds to wait for another process that embeds the same facts."""


def key_of(text: str) -> int:
    """Return the 64-bit key of a text."""
    encoded = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=8).digest(), "big")


def _ignore(_: int, __: int) -> None:
    """Take progress nobody wants to see."""


class VectorStore:
    """The vectors that ``embedder`` gave, in ``folder`` or, without one, in memory."""

    def __init__(
        self, embedder: Embedder, folder: Path | None = None, progress: Progress | None = None
    ) -> None:
        self.embedder = embedder
        self._folder = folder / f"vectors-{embedder.digest[:16]}" if folder else None
        self._progress = progress or _ignore
        self._keys: Keys = np.zeros(0, dtype=np.uint64)
        self._vectors: Vectors = np.zeros((0, embedder.dimensions), dtype=np.float16)
        self._read = False

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self._keys)

    @property
    def vectors(self) -> Vectors:
        """Return all vectors, a row each."""
        return self._vectors

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Return the distinct texts that have no vector yet, in order."""
        self._load()
        distinct = list(dict.fromkeys(texts))
        rows = self._find(distinct)
        return [text for text, row in zip(distinct, rows.tolist(), strict=True) if row < 0]

    def rows(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the row of each text, embedding those that have none; -1 for an empty text."""
        given = [text for text in texts if text]
        if lacking := self.missing(given):
            with self._locked():
                self._read = False
                self._embed(self.missing(lacking))
        found = np.full(len(texts), -1, dtype=np.int64)
        found[[bool(text) for text in texts]] = self._find(given)
        return found

    def _find(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        wanted = np.fromiter(map(key_of, texts), dtype=np.uint64, count=len(texts))
        if not len(self._keys):
            return np.full(len(wanted), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[places] == wanted, places, -1)

    def _embed(self, texts: Sequence[str]) -> None:
        """Embed ``texts`` part by part; each part is kept before the next is begun."""
        parts = [(self._keys, self._vectors)]
        for start in range(0, len(texts), PART):
            part = texts[start : start + PART]
            vectors = []
            for first in range(0, len(part), _BATCH):
                vectors.append(self.embedder(part[first : first + _BATCH]))
                self._progress(start + min(first + _BATCH, len(part)), len(texts))
            keys = np.fromiter(map(key_of, part), dtype=np.uint64, count=len(part))
            parts.append((keys, np.concatenate(vectors).astype(np.float16)))
            self._keep(*parts[-1])
        self._take(parts)

    def _take(self, parts: Sequence[tuple[Keys, Vectors]]) -> None:
        keys, places = np.unique(np.concatenate([part[0] for part in parts]), return_index=True)
        self._keys = keys
        self._vectors = np.concatenate([part[1] for part in parts])[places]

    def _load(self) -> None:
        """Read the folder once, leaving out every part that is not as the manifest says."""
        if self._read:
            return
        self._read = True
        if self._folder is None:
            return
        none = np.zeros(0, np.uint64), np.zeros((0, self.embedder.dimensions), np.float16)
        parts: list[tuple[Keys, Vectors]] = [none]
        for name, (size, digest) in self._listed().items():
            path = self._folder / name
            try:
                content = path.read_bytes()
            except OSError:
                continue
            if len(content) == size and _hash(content) == digest:
                parts.append(self._unpacked(content))
        self._take(parts)

    def _unpacked(self, content: bytes) -> tuple[Keys, Vectors]:
        width = self.embedder.dimensions
        count = len(content) // (8 + 2 * width)
        keys = np.frombuffer(content, dtype="<u8", count=count).astype(np.uint64)
        vectors = np.frombuffer(content, dtype="<f2", offset=8 * count)
        return keys, vectors.reshape(count, width).astype(np.float16)

    def _listed(self) -> dict[str, tuple[int, str]]:
        """Return the parts the manifest names; none when it cannot be read."""
        if self._folder is None:
            return {}
        try:
            entry: Any = json.loads((self._folder / _MANIFEST).read_text("utf-8"))
            if entry["format"] != FORMAT or entry["embedder"] != self.embedder.digest:
                return {}
            parts = {str(k): (int(v[0]), str(v[1])) for k, v in entry["parts"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            return {}
        return {name: part for name, part in parts.items() if "/" not in name}

    def _keep(self, keys: Keys, vectors: Vectors) -> None:
        """Write one part, then the manifest that names it."""
        if self._folder is None:
            return
        content = keys.astype("<u8").tobytes() + vectors.astype("<f2").tobytes()
        digest = _hash(content)
        name = f"part-{digest}"
        _replaced(self._folder / name, content)
        parts = self._listed() | {name: (len(content), digest)}
        entry = {
            "format": FORMAT,
            "embedder": self.embedder.digest,
            "name": self.embedder.name,
            "dimensions": self.embedder.dimensions,
            "parts": parts,
        }
        _replaced(self._folder / _MANIFEST, json.dumps(entry).encode())

    def _locked(self) -> AbstractContextManager[object]:
        if self._folder is None:
            return nullcontext()
        from filelock import FileLock, Timeout

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return FileLock(str(self._folder / "lock")).acquire(timeout=_LOCK_TIMEOUT)
        except Timeout as error:
            problem = "another process keeps the vectors locked"
            raise IndexingError(f"{self._folder}: {problem}") from error
        except OSError as error:
            raise IndexingError(f"{self._folder}: {error.strerror or error}") from error


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _replaced(path: Path, content: bytes) -> None:
    """Write ``path``, all of it or nothing."""
    written = path.with_name(f"{path.name}.{os.getpid()}.new")
    with written.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    written.replace(path)
