"""A report for readers, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from factcheck.model import ClaimOrder, DocumentReport, Failure, Report, RunInfo, tally
from factcheck.renderers.display import Display
from factcheck.renderers.page import MIN_WIDTH, written
from factcheck.renderers.text.sections import ReportPage
from factcheck.renderers.text.summary import Counted
from factcheck.renderers.writing import RenderOptions, joined, words_of


def render_text(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return ``report`` for a reader, contradictions first, no line wider than ``width`` cells."""
    options = RenderOptions(ui_lang=ui_lang, width=width, color=color)
    return joined(TextWriter(options), report)


class TextWriter:
    """Writes each text as it is done and a table of all of them at the end."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._words: Display | None = None
        self._rows: list[Counted] = []

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Return header, claims and summary of one text; the first tells of the run."""
        page = self._page(judged.document.language)
        lines: list[Text] = [Text()] if self._rows else []
        lines += page.document(judged, None if self._rows else run)
        row = Counted(source=judged.document.source, counts=tally(judged.assessments))
        self._rows.append(row)
        return self._written(lines)

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return the table of the texts when there were several."""
        del run
        if not self._rows or len(self._rows) + len(failures) == 1:
            return ""
        return self._written(self._page("").table(self._rows, failures))

    def _page(self, language: str) -> ReportPage:
        if self._words is None:
            self._words = words_of(self._options, language)
        width = max(self._options.width, MIN_WIDTH)
        view = self._options.view(ClaimOrder.VERDICT)
        return ReportPage(words=self._words, width=width, view=view)

    def _written(self, lines: Iterable[Text]) -> str:
        width = max(self._options.width, MIN_WIDTH)
        return written(lines, width=width, color=self._options.color)
