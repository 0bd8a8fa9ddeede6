"""Names to components, and the default verifier built from them.

Each entry is ``name -> "module:attribute"``, imported when asked for, so nothing heavy loads
early. A new comparator or renderer is its file plus one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.errors import UnknownComponentError
from factcheck.protocols import (
    ClaimsRenderer,
    Comparator,
    Embedder,
    FactTable,
    MatchReader,
    Renderer,
    ReportWriter,
    Retriever,
    VerificationModel,
)

if TYPE_CHECKING:
    from factcheck.comparators.likeness import Likeness
    from factcheck.model import Document, Extraction
    from factcheck.renderers.writing import RenderOptions
    from factcheck.verifier import Verifier

COMPARATORS: Mapping[str, str] = {
    "negation": "factcheck.comparators.negation:compare",
    "quantity": "factcheck.comparators.quantity:compare",
    "date": "factcheck.comparators.date:compare",
    "entity": "factcheck.comparators.entity:compare",
    "role": "factcheck.comparators.role:compare",
    "direction": "factcheck.comparators.direction:compare",
    "quantifier": "factcheck.comparators.quantifier:compare",
    "substitution": "factcheck.comparators.substitution:compare",
    "quote": "factcheck.comparators.quote:compare",
    "twin": "factcheck.comparators.twin:compare",
}
RENDERERS: Mapping[str, str] = {
    "text": "factcheck.renderers.text:render_text",
    "json": "factcheck.renderers.json:render_json",
    "markdown": "factcheck.renderers.markdown:render_markdown",
    "jsonl": "factcheck.renderers.jsonl:render_jsonl",
    "csv": "factcheck.renderers.csv:render_csv",
    "sarif": "factcheck.renderers.sarif:render_sarif",
    "html": "factcheck.renderers.html:render_html",
}
WRITERS: Mapping[str, str] = {
    "text": "factcheck.renderers.text:TextWriter",
    "jsonl": "factcheck.renderers.jsonl:JsonlWriter",
    "csv": "factcheck.renderers.csv:CsvWriter",
}
"""Formats written text by text; they alone can be put in another order."""
EXPLAINING = ("text", "json", "jsonl")
"""Formats that can tell why a fact was found."""
CLAIMS_RENDERERS: Mapping[str, str] = {
    "text": "factcheck.renderers.claims_text:render_claims_text",
    "json": "factcheck.renderers.claims_json:render_claims_json",
    "jsonl": "factcheck.renderers.claims_json:render_claims_jsonl",
}
RETRIEVERS: Mapping[str, str] = {
    "index": "factcheck.retrievers.index:IndexRetriever",
    "scan": "factcheck.retrievers.scan:ScanRetriever",
}


def load(kind: str, table: Mapping[str, str], name: str) -> Any:
    """Return the component called ``name``; raise ``UnknownComponentError`` naming the known."""
    if name not in table:
        raise UnknownComponentError(kind, name, table)
    module, _, attribute = table[name].partition(":")
    return getattr(import_module(module), attribute)


def comparators() -> tuple[Comparator, ...]:
    """Return every registered comparator, in order."""
    return tuple(load("comparator", COMPARATORS, name) for name in COMPARATORS)


def renderer(name: str) -> Renderer:
    """Return the renderer called ``name``."""
    found: Renderer = load("format", RENDERERS, name)
    return found


def build_reader(model: VerificationModel | None) -> MatchReader | None:
    """Return the stage that lets ``model`` read matches; ``None`` without a model."""
    if model is None:
        return None
    from factcheck.models.reading import Reader

    return Reader(model=model)


def report_writer(name: str, options: RenderOptions) -> ReportWriter:
    """Return what writes reports as ``name``, text by text where the format allows."""
    from factcheck.renderers.writing import WholeWriter

    if name in WRITERS:
        writes: ReportWriter = load("format", WRITERS, name)(options)
    else:
        writes = WholeWriter(renderer(name), options)
    if not options.explain:
        return writes
    from factcheck.renderers.overlaps import ExplainingWriter

    return ExplainingWriter(writes)


def build_retriever(
    table: FactTable,
    *,
    name: str = "index",
    folder: Path | None = None,
    embedder: Embedder | None = None,
    notice: Callable[[str], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Retriever:
    """Return a retriever over ``table``; index and vectors are kept in ``folder``, else in memory.

    With an ``embedder`` facts that mean something near are found too. ``progress`` takes how much
    of the table is read, and then embedded, and how much there is.
    """
    factory = load("retriever", RETRIEVERS, name)
    meanings = None
    if embedder is not None:
        from factcheck.retrievers.meaning import Meanings

        meanings = Meanings(table, embedder, folder=folder, progress=progress, notice=notice)
    if name == "scan":
        scan: Retriever = factory(table, meanings=meanings)
        return scan
    index: Retriever = factory(
        table, folder=folder, notice=notice, progress=progress, meanings=meanings
    )
    return index


def build_verifier(retriever: Retriever, model: VerificationModel | None = None) -> Verifier:
    """Return the default row of stages around ``retriever``; without a model, rules alone."""
    from factcheck.comparators.judge import Judge
    from factcheck.detectors import RuleDetector
    from factcheck.policies import RulePolicy
    from factcheck.segmenters import segment
    from factcheck.verifier import Verifier

    return Verifier(
        segment=segment,
        detect=RuleDetector(),
        retrieve=retriever,
        compare=Judge(comparators=comparators()),
        decide=RulePolicy(),
        read=build_reader(model),
    )


def build_likeness(threshold: float | None = None) -> Likeness:
    """Return what tells whether two statements say the same; without ``threshold`` at its own."""
    from factcheck.comparators.judge import Judge
    from factcheck.comparators.likeness import DEFAULT_THRESHOLD, Likeness

    judge = Judge(comparators=comparators())
    return Likeness(judge, DEFAULT_THRESHOLD if threshold is None else threshold)


def build_extractor() -> Callable[[Document], Extraction]:
    """Return the stages before any fact is looked at, joined."""
    from functools import partial

    from factcheck.detectors import RuleDetector
    from factcheck.extraction import extract
    from factcheck.segmenters import segment

    return partial(extract, segment=segment, detect=RuleDetector())


def claims_renderer(name: str) -> ClaimsRenderer:
    """Return the rendering of extracted claims called ``name``."""
    found: ClaimsRenderer = load("format", CLAIMS_RENDERERS, name)
    return found
