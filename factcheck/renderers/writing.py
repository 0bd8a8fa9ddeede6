"""Reports written document by document: what every such writer shares.

A format that can be written while texts are still being checked has a writer of its own; the
others wait for the whole report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.model import (
    ClaimOrder,
    ClaimView,
    DocumentReport,
    Failure,
    Report,
    RunInfo,
    Verdict,
)
from factcheck.protocols import Renderer, ReportWriter
from factcheck.renderers.display import Display, display, display_for_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How a report is shown; without ``order`` in the format's own.

    ``explain``: every match comes with the terms it shares with its part.
    """

    ui_lang: str = ""
    width: int = 80
    color: bool = False
    order: ClaimOrder | None = None
    only: frozenset[Verdict] = frozenset()
    explain: bool = False

    def view(self, own: ClaimOrder = ClaimOrder.TEXT) -> ClaimView:
        """Return the claims that are wanted, in the order asked for, else in ``own``."""
        return ClaimView(order=self.order or own, only=self.only)

    def arranged(self, judged: DocumentReport) -> DocumentReport:
        """Return the document with the wanted assessments, in the order asked for."""
        chosen = self.view().numbered(judged.assessments)
        return replace(judged, assessments=tuple(assessment for _, assessment in chosen))


def words_of(options: RenderOptions, language: str) -> Display:
    """Return the words asked for, else those for a text in ``language``."""
    return display(options.ui_lang) if options.ui_lang else display_for_text(language)


def joined(writer: ReportWriter, report: Report) -> str:
    """Return what ``writer`` makes of the whole ``report``."""
    pieces = [writer.document(judged, report.run) for judged in report.documents]
    return "".join([*pieces, writer.end(report.run, report.failures)])


class WholeWriter:
    """Waits for the last document: for formats whose first line depends on it."""

    def __init__(self, render: Renderer, options: RenderOptions) -> None:
        self._render = render
        self._options = options
        self._documents: list[DocumentReport] = []

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Keep the document and return nothing yet."""
        del run
        self._documents.append(judged)
        return ""

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return the whole rendering."""
        report = Report(run=run, documents=tuple(self._documents), failures=tuple(failures))
        options = self._options
        return self._render(
            report, ui_lang=options.ui_lang, width=options.width, color=options.color
        )
