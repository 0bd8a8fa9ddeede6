"""Verdicts before and now, side by side: what a re-check or two runs tell apart."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.model import Assessment, Change, DocumentChanges, Recheck
from factcheck.renderers.display import Display, display, display_for_text
from factcheck.renderers.evidence import fact_ids
from factcheck.renderers.explanations import explain
from factcheck.renderers.inert import escape_json, inert
from factcheck.renderers.json import claim_object

RECHECK_SCHEMA = "factcheck.recheck/1"
DIFF_SCHEMA = "factcheck.diff/1"

_BEFORE, _NOW = "-", "+"
_INDENT = 6
_SECTIONS = (
    ("flips", "another verdict"),
    ("evidence", "the same verdict on other evidence"),
    ("gone", "judged before only"),
    ("new", "judged now only"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesStyle:
    """How changes are written: the language of verdicts (``""``: the text's), and columns."""

    ui_lang: str = ""
    width: int = 80


def changes_text(documents: Sequence[DocumentChanges], style: ChangesStyle) -> str:
    """Return the changes document by document, flips first; ``-`` marks before and ``+`` now."""
    return "\n".join(
        "".join(f"{line}\n" for line in _document_lines(one, style)) for one in documents
    )


def recheck_text(recheck: Recheck, style: ChangesStyle) -> str:
    """Return what a re-check found, and in the last line how much it judged."""
    found = changes_text(recheck.documents, style)
    told = [
        f"{_count(recheck.facts_changed, 'fact')} changed since revision {recheck.since}",
        f"{recheck.looked_at} of {_count(recheck.claims, 'claim')} judged anew",
        f"{len(recheck.flips)} with another verdict",
        f"{sum(len(one.evidence) for one in recheck.documents)} on other evidence",
    ]
    return f"{found}\n{', '.join(told)}\n" if found else f"{', '.join(told)}\n"


def recheck_json(recheck: Recheck, style: ChangesStyle) -> str:
    """Return a re-check as one JSON object."""
    content = {
        "schema": RECHECK_SCHEMA,
        "facts": {
            "since": recheck.since,
            "revision": recheck.revision,
            "changed": recheck.facts_changed,
        },
        "claims": {
            "stored": recheck.claims,
            "looked_at": recheck.looked_at,
        },
        "texts": {"set_aside": recheck.set_aside, "by_others": recheck.by_others},
        **_documents(recheck.documents, style),
    }
    return _dumped(content)


def diff_json(
    runs: tuple[str, str], documents: Sequence[DocumentChanges], style: ChangesStyle
) -> str:
    """Return what two runs, given by id, judge otherwise as one JSON object."""
    return _dumped({"schema": DIFF_SCHEMA, "runs": list(runs), **_documents(documents, style)})


def _dumped(content: dict[str, Any]) -> str:
    return escape_json(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


# --- JSON --------------------------------------------------------------------------------------


def _documents(documents: Sequence[DocumentChanges], style: ChangesStyle) -> dict[str, Any]:
    counts = {name: sum(len(getattr(one, name)) for one in documents) for name, _ in _SECTIONS}
    return {
        "documents": [_document_object(one, style) for one in documents],
        "summary": counts,
    }


def _document_object(one: DocumentChanges, style: ChangesStyle) -> dict[str, Any]:
    document = one.document

    def told(assessment: Assessment) -> dict[str, Any]:
        return claim_object(assessment, _words(assessment, style).lang)

    def change(pair: Change) -> dict[str, Any]:
        return {"before": told(pair.before), "after": told(pair.after)}

    return {
        "id": document.id,
        "source": document.source,
        "lang": document.language,
        "date": document.date.isoformat() if document.date else None,
        "title": document.title,
        "flips": [change(pair) for pair in one.flips],
        "evidence": [change(pair) for pair in one.evidence],
        "gone": [told(assessment) for assessment in one.gone],
        "new": [told(assessment) for assessment in one.new],
    }


def _words(assessment: Assessment, style: ChangesStyle) -> Display:
    lang = assessment.claim.language
    return display(style.ui_lang) if style.ui_lang else display_for_text(lang)


# --- text --------------------------------------------------------------------------------------


def _document_lines(one: DocumentChanges, style: ChangesStyle) -> Iterator[str]:
    document = one.document
    title = f" · {document.title}" if document.title else ""
    yield inert(f"{document.source}{title}")
    for name, heading in _SECTIONS:
        found: Sequence[Change | Assessment] = getattr(one, name)
        if not found:
            continue
        yield f"  {heading}: {len(found)}"
        mark = _BEFORE if name == "gone" else _NOW
        for item in found:
            sides = (
                ((_BEFORE, item.before), (_NOW, item.after))
                if isinstance(item, Change)
                else ((mark, item),)
            )
            yield from _claim_lines(sides, style)


def _claim_lines(sides: Sequence[tuple[str, Assessment]], style: ChangesStyle) -> Iterator[str]:
    claim = sides[-1][1].claim
    yield from _wrapped(f"{claim.line}:{claim.column}  {claim.text}", 4, style)
    for mark, assessment in sides:
        words = _words(assessment, style)
        facts = ", ".join(fact_ids(assessment))
        told = f"{mark} {words.verdict(assessment.verdict)}{f' ({facts})' if facts else ''}"
        why = explain(assessment, words.lang)
        yield from _wrapped(f"{told}: {why}" if why else told, _INDENT, style)


def _wrapped(text: str, indent: int, style: ChangesStyle) -> list[str]:
    return textwrap.wrap(
        inert(" ".join(text.split())),
        width=max(style.width, indent + 20),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
