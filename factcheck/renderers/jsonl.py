"""One JSON object a line, one line a claim: for programs that read a stream.

A claim has the keys of the JSON report (``claim`` in ``report.schema.json``) after the id and the
source of its document.
"""

from __future__ import annotations

import json

from factcheck.model import Report
from factcheck.renderers.display import display_for
from factcheck.renderers.inert import escape_json
from factcheck.renderers.json import claim_object


def render_jsonl(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return one line per claim, in text order; explanations are in ``ui_lang``."""
    del width, color  # the same options as every renderer; JSON has neither
    lang = display_for(report, ui_lang).lang
    return "".join(
        escape_json(
            json.dumps(
                {"document": document.document.id, "source": document.document.source}
                | claim_object(assessment, lang),
                ensure_ascii=False,
                allow_nan=False,
            )
        )
        + "\n"
        for document in report.documents
        for assessment in document.assessments
    )
