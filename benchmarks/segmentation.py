"""Sentence segmentation beside syntok: ``python benchmarks/segmentation.py [--json]``.

Reads the folder in ``FACTCHECK_BENCH`` (default ``../shared/bench`` beside the repository); needs
``pip install syntok``. Both are measured on the same text in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

from syntok.segmenter import process

from factcheck.evaluation.segmentation import evaluate_segmentation

ROOT = Path(__file__).resolve().parents[1]
BENCH = Path(os.environ.get("FACTCHECK_BENCH", ROOT.parent / "shared/bench"))
SETS = ("UD_Italian-VIT", "UD_Italian-ISDT", "UD_English-GUM", "UD_English-EWT")


def syntok_ends(text: str, lang: str) -> Sequence[int]:
    """Return where syntok ends its sentences; it is told no language."""
    del lang
    last = (sentence[-1] for paragraph in process(text) for sentence in paragraph)
    return [token.offset + len(token.value) for token in last]


def main() -> None:
    """Print F1 and speed of both on every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    figures = {}
    for name in SETS:
        path = BENCH / "segmentation" / name / "dev.jsonl"
        if path.is_file():
            figures[name] = {
                "factcheck": evaluate_segmentation(path).as_json(),
                "syntok": evaluate_segmentation(path, splitter=syntok_ends).as_json(),
            }
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{'':18s}{'factcheck':>10s}{'syntok':>10s}{'MB/s':>8s}{'times as fast':>15s}")
    for name, both in figures.items():
        ours, theirs = both["factcheck"], both["syntok"]
        rate, other = ours["characters_per_second"], theirs["characters_per_second"]
        print(
            f"{name:18s}{ours['f1']:10.4f}{theirs['f1']:10.4f}{rate / 1e6:8.2f}{rate / other:15.1f}"
        )


if __name__ == "__main__":
    main()
