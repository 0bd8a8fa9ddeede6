"""A report in a notebook: one table per document, of HTML that holds no script and no style sheet.

What stands in it are escaped words, addresses of the web and colours of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from factcheck.model import Assessment, DocumentReport, Match, Report, Verdict
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display, display_for
from factcheck.renderers.evidence import counting_parts
from factcheck.renderers.explanations import explain
from factcheck.renderers.inert import inert
from factcheck.renderers.markdown import web_address
from factcheck.renderers.records import deciding_facts
from factcheck.renderers.reviews import decider, verdict_words
from factcheck.renderers.text import MAX_SENTENCE, SYMBOLS

MAX_ROWS = 200
"""Claims shown per document: a longer table freezes a notebook; ``to_records`` has them all."""

_COLORS = {
    Verdict.REFUTED: "#b3261e",
    Verdict.CONFLICTING: "#8e24aa",
    Verdict.MIXED: "#8a6100",
    Verdict.SUPPORTED: "#1b7a36",
    Verdict.PARTLY_SUPPORTED: "#1b7a36",
}
_CELL = "text-align:left;vertical-align:top;white-space:normal"


def render_notebook(report: Report, *, ui_lang: str = "") -> str:
    """Return the report as a fragment of HTML."""
    words = display_for(report, ui_lang)
    return "".join(line for document in report.documents for line in _table(document, words))


def _table(document: DocumentReport, words: Display) -> Iterator[str]:
    yield f"<table><caption>{_shown(document.document.source or '-')}</caption><tbody>"
    if not document.assessments:
        yield f"<tr><td>{_shown(words.table['no_claims'])}</td></tr>"
    for assessment in document.assessments[:MAX_ROWS]:
        yield from _row(assessment, words)
    left = len(document.assessments) - MAX_ROWS
    if left > 0:
        yield f"<tr><td colspan='4'>… +{left}</td></tr>"
    yield "</tbody></table>"


def _row(assessment: Assessment, words: Display) -> Iterator[str]:
    claim, verdict = assessment.claim, assessment.verdict
    color = _COLORS.get(verdict)
    style = f"{_CELL};color:{color};font-weight:bold" if color else _CELL
    matches = [match for part in counting_parts(assessment) for match in deciding_facts(part)]
    sources = list(dict.fromkeys(_source(match, words) for match in matches))
    yield "<tr>"
    yield f"<td style='{_CELL}'>{claim.line}:{claim.column}</td>"
    yield f"<td style='{style}'>{SYMBOLS[verdict]} {_shown(_verdict(assessment, words))}</td>"
    yield f"<td style='{_CELL}'>{_shown(clipped(claim.text, MAX_SENTENCE))}</td>"
    yield f"<td style='{_CELL}'>{_shown(explain(assessment, words.lang))}"
    yield f"{'<br>' if sources else ''}{'<br>'.join(sources)}</td></tr>"


def _verdict(assessment: Assessment, words: Display) -> str:
    """Return the verdict without the facts, which stand beside it."""
    by = decider(assessment, words)
    return verdict_words(assessment, words) if by else words.verdict(assessment.verdict)


def _source(match: Match, words: Display) -> str:
    label = _shown(words.citation(match.fact))
    address = web_address(match.fact.urls)
    if not address:
        return label
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{label}</a>'


def _shown(text: str) -> str:
    return escape(inert(text))
