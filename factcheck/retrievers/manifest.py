"""The folder an index lives in: generations, and the manifest that says which one is good.

A generation is written once and never changed; the manifest is replaced in one step when a new one
is complete. Whatever a killed process leaves behind is a generation nobody names, swept away by
the next writer.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from factcheck.languages.data import language_folder, supported_languages

FORMAT = 2
_MANIFEST = "manifest.json"
_PREFIX = "generation-"
_LIBRARIES = ("PyStemmer", "anyascii", "babel", "numpy")
_SOURCES = (
    "retrievers/matrix.py", "retrievers/inverted.py", "retrievers/ids.py", "retrievers/lexicon.py",
    "analysis/terms.py", "analysis/respelling.py", "analysis/spellings.py", "languages/data.py",
    "text.py",
)  # fmt: skip
_CHUNK = 1 << 20
_HASHING = 4
"""Files that are hashed at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was made from; ``files`` maps its file names to size and hash."""

    generation: str
    digest: str
    revision: int
    count: int
    fingerprint: str
    files: dict[str, tuple[int, str]]
    format: int = FORMAT


class GenerationFolder:
    """Reads and writes the generations in one folder; writers hold the lock of the caller."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> Manifest | None:
        """Return the manifest; ``None`` when there is none that can be read."""
        try:
            entry = json.loads((self.folder / _MANIFEST).read_text("utf-8"))
            listed = {str(k): (int(v[0]), str(v[1])) for k, v in entry.pop("files").items()}
            manifest = Manifest(files=listed, **entry)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            return None
        plain = manifest.generation.startswith(_PREFIX) and "/" not in manifest.generation
        return manifest if plain and manifest.format == FORMAT else None

    def path(self, manifest: Manifest) -> Path:
        """Return the folder of the manifest's generation."""
        return self.folder / manifest.generation

    def is_whole(self, manifest: Manifest) -> bool:
        """Tell whether every file is there with its size and contents, and no other."""
        try:
            return _listing(self.path(manifest)) == manifest.files
        except OSError:
            return False

    def begin(self) -> Path:
        """Return a new empty generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self.folder))

    def commit(self, path: Path, *, digest: str, revision: int, count: int, code: str) -> Manifest:
        """Name ``path`` the good generation and sweep the others away."""
        manifest = Manifest(
            generation=path.name,
            digest=digest,
            revision=revision,
            count=count,
            fingerprint=code,
            files=_listing(path),
        )
        written = path.with_suffix(".json")
        with written.open("w", encoding="utf-8") as stream:
            json.dump(asdict(manifest), stream)
            stream.flush()
            os.fsync(stream.fileno())
        written.replace(self.folder / _MANIFEST)
        self.sweep(path.name)
        return manifest

    def sweep(self, kept: str) -> None:
        """Remove every other generation; one that another process still reads may stay."""
        for entry in self.folder.glob(f"{_PREFIX}*"):
            if entry.name == kept:
                continue
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _listing(folder: Path) -> dict[str, tuple[int, str]]:
    """Return size and hash of every file below ``folder``."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    with ThreadPoolExecutor(_HASHING) as threads:  # hashing lets other threads run
        hashes = list(threads.map(_hash, paths))
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, found)
        for path, found in zip(paths, hashes, strict=True)
    }


def _hash(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@lru_cache(maxsize=2)
def code_fingerprint(*, with_concepts: bool) -> str:
    """Return a hash of the code, data and libraries that decide what an index holds."""
    digest = hashlib.blake2b(digest_size=16)
    package = files("factcheck")
    for name in _SOURCES:
        digest.update(package.joinpath(name).read_bytes())
    tables = ("stopwords.txt", "concepts.toml") if with_concepts else ("stopwords.txt",)
    for lang in supported_languages():
        for table in tables:
            path = language_folder(lang).joinpath(table)
            if path.is_file():
                digest.update(f"{lang}/{table}".encode())
                digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()
