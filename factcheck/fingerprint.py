"""What a run depends on, as one hash: equal fingerprints mean there is nothing new to write."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from factcheck.languages.data import further_languages
from factcheck.model import DocumentReport, FactTableSummary
from factcheck.protocols import Embedder, VerificationModel
from factcheck.text import content_id

_SUFFIXES = (".py", ".toml", ".json", ".txt")
_LIBRARIES = (
    "rapidfuzz", "simplemma", "PyStemmer", "babel", "numpy", "anyascii",
)  # fmt: skip
"""Libraries whose version can change a verdict."""
_MODEL_LIBRARIES = ("onnxruntime", "tokenizers", "torch", "transformers")
"""Libraries whose version can change what a model says, where they are installed."""
_MODEL_FOLDERS = ("models/default/", "embedders/default/")
"""Left to the digests of model and embedder: rules and words alone do not depend on them."""


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
            if entry.name != "__pycache__" and f"{prefix}{entry.name}/" not in _MODEL_FOLDERS:
                found += _contents(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SUFFIXES):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def model_fingerprint(model: VerificationModel | None, embedder: Embedder | None = None) -> str:
    """Return what stands for model and embedder in a run's fingerprint: files, name, libraries."""
    if model is None and embedder is None:
        return "none"
    versions = [f"{library}={_version(library)}" for library in _MODEL_LIBRARIES]
    read = (model.name, model.digest) if model else ("none",)
    near = (embedder.name, embedder.digest) if embedder else ()
    return content_id(*read, *versions, *near)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def run_fingerprint(judged: DocumentReport, facts: FactTableSummary, model: str) -> str:
    """Return the hash of everything the assessments of a document rest on.

    ``model`` is what ``model_fingerprint`` gives. Of reviews only those that are obeyed count.
    """
    document = judged.document
    return content_id(
        document.id,
        content_id(document.text),
        content_id(*(f"{b.span.start} {b.span.end} {b.kind} {b.speaker}" for b in document.blocks)),
        str(document.date),
        document.language,
        facts.digest,
        model,
        code_fingerprint(),
        *_decided(judged),
    )


def _decided(judged: DocumentReport) -> list[str]:
    return [
        content_id(r.claim_key, r.part, r.verdict, r.by, r.note, r.made_at.isoformat())
        for assessment in judged.assessments
        if assessment.reviewed is not None
        for r in assessment.reviewed.reviews
    ]
