"""Speed of extraction: ``python benchmarks/extraction.py [--json]``.

Sentences per second on one core from text to claims with parts, dates, figures and names; what ten
times the text costs; and time expressions beside ``dateparser.search`` in the same run. Reads the
treebanks in ``FACTCHECK_BENCH`` (default ``../shared/bench`` beside the repository); needs
``pip install dateparser``.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dateparser.search import search_dates

from factcheck.analysis.analyse import analyse
from factcheck.analysis.dates.mentions import find_dates
from factcheck.loaders import document_from_text
from factcheck.model import Extraction
from factcheck.registry import build_extractor

ROOT = Path(__file__).resolve().parents[1]
BENCH = Path(os.environ.get("FACTCHECK_BENCH", ROOT.parent / "shared/bench"))
SETS = (("UD_Italian-VIT", "it"), ("UD_Italian-ISDT", "it"), ("UD_English-GUM", "en"))
DAY = date(2024, 11, 16)
SAMPLE = 100
"""Sentences given to ``dateparser``, half of them with a date by our reading."""


def seconds(action: Callable[[], object]) -> float:
    """Return the processor seconds ``action`` takes."""
    started = time.process_time()
    action()
    return time.process_time() - started


def texts_of(name: str) -> list[str]:
    """Return the documents of a treebank's dev part."""
    path = BENCH / "segmentation" / name / "dev.jsonl"
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def extraction_figures(texts: list[str], lang: str) -> dict[str, float]:
    """Return sentences per second, and what ten times the text costs, with empty caches."""
    extract = build_extractor()

    def run(some: list[str]) -> list[Extraction]:
        analyse.cache_clear()
        text = "\n\n".join(some)
        return [extract(document_from_text(text, date=DAY, lang=lang))]

    run(texts)  # dictionaries and patterns are loaded once
    tenth = texts[: max(1, len(texts) // 10)]
    small, large = (sum(map(len, some)) for some in (tenth, texts))
    whole, part = seconds(lambda: run(texts)), seconds(lambda: run(tenth))
    count = sum(len(one.claims) for one in run(texts))
    return {
        "sentences": count,
        "sentences_per_second": count / whole,
        "cost_of_ten_times_the_text": 10 * (whole / large) / (part / small),
    }


def date_figures(texts: list[str], lang: str) -> dict[str, float]:
    """Return sentences per second of ours on all and on dated ones, and of dateparser."""
    sentences = [
        extracted.claim.text
        for text in texts
        for extracted in build_extractor()(document_from_text(text, lang=lang)).claims
    ]
    dated = [one for one in sentences if find_dates(one, lang, DAY)]
    undated = [one for one in sentences if one not in set(dated)]
    sample = [*dated[: SAMPLE // 2], *undated[: SAMPLE // 2]]
    search_dates(sample[0], languages=[lang])
    ours = seconds(lambda: [find_dates(one, lang, DAY) for one in sample])
    theirs = seconds(lambda: [search_dates(one, languages=[lang]) for one in sample])
    return {
        "all_per_second": len(sentences)
        / seconds(lambda: [find_dates(one, lang, DAY) for one in sentences]),
        "dated_per_second": len(dated)
        / seconds(lambda: [find_dates(one, lang, DAY) for one in dated]),
        "times_as_fast_as_dateparser": theirs / ours,
    }


def main() -> None:
    """Print the figures of every treebank that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    figures = {}
    for name, lang in SETS:
        if (BENCH / "segmentation" / name).is_dir():
            texts = texts_of(name)
            figures[name] = {
                "extraction": extraction_figures(texts, lang),
                "dates": date_figures(texts, lang),
            }
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    for name, both in figures.items():
        print(name)
        for stage, values in both.items():
            for key, value in values.items():
                print(f"  {stage:12s}{key:30s}{value:12.1f}")


if __name__ == "__main__":
    main()
