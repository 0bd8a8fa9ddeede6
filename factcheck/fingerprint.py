"""What a run depends on, as one hash: equal fingerprints mean there is nothing new to write."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from factcheck.languages.data import further_languages
from factcheck.model import Document, FactTableSummary
from factcheck.text import content_id

_SUFFIXES = (".py", ".toml", ".json", ".txt")
_LIBRARIES = (
    "rapidfuzz", "tantivy", "simplemma", "PyStemmer", "babel", "numpy", "anyascii",
)  # fmt: skip
"""Libraries whose version can change a verdict."""


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """Return the hash of code, data, further languages and versions of scoring libraries."""
    digest = hashlib.blake2b(digest_size=8)
    further = [
        entry
        for code, folder in further_languages().items()
        for entry in _contents(folder, f"{code}/")
    ]
    for name, content in sorted([*_contents(files("factcheck"), ""), *further]):
        digest.update(name.encode())
        digest.update(content)
    for library in _LIBRARIES:
        digest.update(f"{library}={metadata.version(library)}".encode())
    return digest.hexdigest()


def _contents(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += _contents(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SUFFIXES):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def run_fingerprint(document: Document, facts: FactTableSummary, model: str) -> str:
    """Return the hash of everything the assessments of ``document`` rest on."""
    return content_id(
        document.id,
        content_id(document.text),
        content_id(*(f"{b.span.start} {b.span.end} {b.kind} {b.speaker}" for b in document.blocks)),
        str(document.date),
        document.language,
        facts.digest,
        model,
        code_fingerprint(),
    )
