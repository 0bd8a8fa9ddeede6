"""Files that were imported: the same file into the same table again need not be read again.

What is remembered lies beside the index and is derived as it is: without it a file is read, fact by
fact, and found to change nothing. It holds for one state of the table only, and for one version of
the code.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.derived import derived_folder
from factcheck.fingerprint import code_fingerprint
from factcheck.model import ImportResult

if TYPE_CHECKING:
    from factcheck.store import Store

_NAME = "imports.json"
_MOST = 200
"""Collections that are remembered, the latest ones."""


class Remembered:
    """What importing ``path`` with these ``settings`` into a collection did, if it was done.

    Ask before the import, ``note`` its result after it. Anything but a file, or a store in memory,
    is never remembered.
    """

    def __init__(
        self, store: Store, path: Path, collection: str, settings: Mapping[str, object]
    ) -> None:
        self._store = store
        self._collection = collection
        self._folder = derived_folder(store.location) if path.is_file() else None
        self._key = "" if self._folder is None else _file_key(path, settings)

    def result(self) -> ImportResult | None:
        """Return what importing the file once more does: nothing; ``None`` when it must be read."""
        entry = self._entries().get(self._collection)
        if not isinstance(entry, dict) or entry.get("file") != self._key or not self._key:
            return None
        if entry.get("table") != self._state(int(entry.get("revision", -1))):
            return None
        return ImportResult(
            collection=self._collection,
            revision=int(entry["revision"]),
            unchanged=int(entry["facts"]),
            missing=int(entry["missing"]),
        )

    def note(self, result: ImportResult) -> None:
        """Remember an import that left no row out; what cannot be written is not remembered."""
        state = self._state(result.revision) if self._folder else ""
        if self._folder is None or not state or result.skipped or result.unknown_ratings:
            return
        entries = self._entries()
        entries.pop(self._collection, None)
        entries[self._collection] = {
            "file": self._key,
            "table": state,
            "revision": result.revision,
            "facts": result.added + result.updated + result.unchanged,
            "missing": result.missing - result.retired,
        }
        latest = dict(list(entries.items())[-_MOST:])
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            written = self._folder / f"{_NAME}.{os.getpid()}"
            written.write_text(json.dumps(latest), "utf-8")
            written.replace(self._folder / _NAME)

    def _state(self, revision: int) -> str:
        """Return what names the table as it was after ``revision``; empty when it went on."""
        digest = self._store.summary().digest
        return f"{digest} {revision}" if self._store.revision == revision else ""

    def _entries(self) -> dict[str, Any]:
        try:
            found = json.loads(((self._folder or Path()) / _NAME).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _file_key(path: Path, settings: Mapping[str, object]) -> str:
    """Return a hash of the file's bytes and of whatever decides how they are read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
    digest.update(json.dumps([path.suffix, sorted(settings.items())], default=str).encode())
    digest.update(code_fingerprint().encode())
    return digest.hexdigest()
