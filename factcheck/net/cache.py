"""What was fetched, on disk: named by a hash of its address, so that no address is stored whole.

It is used offline, and online only after the server has said that nothing changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from factcheck.text import content_id

_LARGEST: Final = 1 << 28
"""256 MiB in all: the entries that were written first are deleted."""
_SUFFIX: Final = ".page"
_DRAFT: Final = ".draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as it was sent, or in ``moved`` the name of the entry that its address led to."""

    url: str = ""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of pages; only its owner may read it."""

    folder: Path

    @classmethod
    def of_user(cls) -> Cache:
        """Return the one in the user's cache folder."""
        from platformdirs import user_cache_path

        return cls(folder=user_cache_path("factcheck") / "pages")

    @staticmethod
    def name(url: str, accept: tuple[str, ...]) -> str:
        """Return the name under which what is read at ``url`` as ``accept`` is kept."""
        return content_id("page", url, *accept)

    def read(self, name: str) -> tuple[Entry, bytes] | None:
        """Return the entry and its bytes; ``None`` for one that is missing or damaged."""
        try:
            head, _, content = (self.folder / (name + _SUFFIX)).read_bytes().partition(b"\n")
            record = json.loads(head)
            if record.pop("sha256") != _digest(content):
                return None
            return Entry(**record), content
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def followed(self, name: str) -> tuple[Entry, bytes] | None:
        """Return what ``name`` or the entry it moved to holds."""
        found = self.read(name)
        return self.read(found[0].moved) if found and found[0].moved else found

    def write(self, name: str, entry: Entry, content: bytes = b"") -> None:
        """Keep the entry, whole or not at all; a folder that cannot be written keeps nothing."""
        head = json.dumps({**asdict(entry), "sha256": _digest(content)}).encode()
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, draft = tempfile.mkstemp(suffix=_DRAFT, dir=self.folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(head + b"\n" + content)
                Path(draft).replace(self.folder / (name + _SUFFIX))
            except BaseException:
                Path(draft).unlink(missing_ok=True)
                raise
            self._prune()

    def forget(self, name: str) -> None:
        """Delete the entry, if there is one."""
        with contextlib.suppress(OSError):
            (self.folder / (name + _SUFFIX)).unlink(missing_ok=True)

    def forget_address(self, url: str) -> int:
        """Delete every page read at ``url``, and what led there; return how many entries."""
        heads = {page: self._head(page) for page in self.folder.glob(f"*{_SUFFIX}")}
        pages = {page for page, head in heads.items() if head.get("url") == url}
        names = {page.name.removesuffix(_SUFFIX) for page in pages}
        pages |= {page for page, head in heads.items() if head.get("moved") in names}
        for page in pages:
            page.unlink(missing_ok=True)
        return len(pages)

    @staticmethod
    def _head(page: Path) -> dict[str, object]:
        try:
            with page.open("rb") as file:
                head = json.loads(file.readline())
        except (OSError, ValueError):
            return {}
        return head if isinstance(head, dict) else {}

    def clear(self) -> int:
        """Delete every page; return how many there were. Raises ``OSError``."""
        pages = list(self.folder.glob(f"*{_SUFFIX}"))
        for page in (*pages, *self.folder.glob(f"*{_DRAFT}")):  # a draft is left by a crash
            page.unlink(missing_ok=True)
        return len(pages)

    def _prune(self) -> None:
        known = [(page, page.stat()) for page in self.folder.glob(f"*{_SUFFIX}")]
        known.sort(key=lambda one: one[1].st_mtime_ns)
        total = sum(stat.st_size for _, stat in known)
        for page, stat in known[:-1]:
            if total <= _LARGEST:
                return
            page.unlink(missing_ok=True)
            total -= stat.st_size


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
