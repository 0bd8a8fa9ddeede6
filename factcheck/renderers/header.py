"""What stands above a report: date, language, facts, model, version, in words."""

from __future__ import annotations

from factcheck.model import DateSource, Document, RunInfo
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display

_NO_MODEL = "none"
_PACKAGE = "factcheck-verifier[model]"
"""What brings the libraries and files of the default model."""


def about_document(document: Document, unresolved: int, words: Display) -> list[tuple[str, str]]:
    """Return name and value of what is known of ``document``; the values may be hostile."""
    rows = [("date", _date(document, unresolved, words)), ("language", _language(document, words))]
    return _named(rows, words)


def about_run(run: RunInfo, words: Display) -> list[tuple[str, str]]:
    """Return name and value of what a document was judged with; the values may be hostile."""
    version = f"factcheck {run.version}"
    rows = [("facts", _facts(run, words)), ("model", _model(run, words)), ("version", version)]
    return _named(rows, words)


def _model(run: RunInfo, words: Display) -> str:
    if run.model != _NO_MODEL:
        return run.model
    key = "model_missing" if run.is_model_missing else "model_none"
    return words.word("header", key).format(package=_PACKAGE)


def _named(rows: list[tuple[str, str]], words: Display) -> list[tuple[str, str]]:
    return [(words.word("header", key), value) for key, value in rows]


def _language(document: Document, words: Display) -> str:
    name = words.language(document.language)
    if not document.unsupported_language:
        return name
    real = words.language(document.unsupported_language)
    return words.word("header", "language_unsupported").format(language=name, unsupported=real)


def _date(document: Document, unresolved: int, words: Display) -> str:
    if document.date is not None and document.date_source is not DateSource.NONE:
        template = words.word("header", f"date_{document.date_source}")
        return template.format(date=words.day(document.date))
    key = {0: "date_none", 1: "date_unresolved_one"}.get(unresolved, "date_unresolved")
    return words.word("header", key).format(count=unresolved)


def _facts(run: RunInfo, words: Display) -> str:
    facts = str(run.facts_count) if run.facts_count else words.word("header", "facts_none")
    if run.collections:
        collections = clipped(", ".join(run.collections))
        template = words.word("header", "facts_collections")
        facts = template.format(facts=facts, collections=collections)
    if run.newest_checked:
        newest = words.day(run.newest_checked)
        facts = words.word("header", "facts_checked").format(facts=facts, date=newest)
    if run.as_of:
        facts = words.word("header", "facts_as_of").format(facts=facts, date=words.day(run.as_of))
    return facts
