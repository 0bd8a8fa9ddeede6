"""One JSON object a line, one line a claim: for programs that read a stream.

A claim has the keys of the JSON report (``claim`` in ``report.schema.json``) after the id and the
source of its document.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from factcheck.model import DocumentReport, Failure, Report, RunInfo
from factcheck.renderers.inert import escape_json
from factcheck.renderers.json import claim_object
from factcheck.renderers.writing import RenderOptions, joined, words_of


def render_jsonl(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return one line per claim, in text order; explanations are in ``ui_lang``."""
    del width, color  # the same options as every renderer; JSON has neither
    return joined(JsonlWriter(RenderOptions(ui_lang=ui_lang)), report)


class JsonlWriter:
    """Writes the lines of each text as it is done."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._lang = ""

    def document(self, judged: DocumentReport, run: RunInfo, /) -> str:
        """Return one line per claim of the text."""
        del run
        document = judged.document
        self._lang = self._lang or words_of(self._options, document.language).lang
        origin = {"document": document.id, "source": document.source}
        lines = (
            json.dumps(
                origin | claim_object(assessment, self._lang), ensure_ascii=False, allow_nan=False
            )
            for assessment in self._options.arranged(judged).assessments
        )
        return "".join(f"{escape_json(line)}\n" for line in lines)

    def end(self, run: RunInfo, failures: Sequence[Failure], /) -> str:
        """Return nothing: every line stands for itself."""
        del run, failures
        return ""
