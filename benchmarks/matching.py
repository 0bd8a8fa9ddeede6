"""Retrieval quality on public sets: ``python benchmarks/matching.py [--semantic] [--json]``.

Reads the folder in ``FACTCHECK_BENCH`` (default ``../shared/bench`` beside the repository).
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from factcheck.evaluation.matching import MatchingResult, Retrieving, evaluate_matching

ROOT = Path(__file__).resolve().parents[1]
SETS = (
    ("clef2020_task2", "dev"),
    ("clef2021_2022_task2b", "dev"),
)
COLUMNS = ("map@1", "map@5", "mrr", "recall@5", "recall@20", "recall@100")


def bench_folder() -> Path:
    """Return the folder of the public sets."""
    return Path(os.environ.get("FACTCHECK_BENCH", ROOT.parent / "shared/bench"))


def measure(folder: Path, split: str, how: Retrieving) -> MatchingResult:
    """Return the figures of one split of one set."""
    return evaluate_matching(
        folder / "facts.jsonl",
        folder / f"queries.{split}.jsonl",
        folder / f"qrels.{split}.tsv",
        how=how,
    )


def show(name: str, result: MatchingResult) -> None:
    """Print one set's figures beside the baseline's, the difference of MAP@5 marked."""
    print(f"\n{name}: {result.queries} queries, {result.queries_per_second} queries/s")
    print(f"  {'':10s}{'ours':>8s}{'95 %':>18s}{'BM25':>9s}")
    for column in COLUMNS:
        low, high = result.intervals[column]
        ours, plain = result.metrics[column], result.baseline[column]
        print(f"  {column:10s}{ours:8.4f}   [{low:.4f}, {high:.4f}]{plain:9.4f}")


def main() -> None:
    """Measure every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--retriever", choices=("index", "scan"), default="index")
    parser.add_argument("--semantic", action="store_true", help="by meaning too")
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    embedder = "default" if options.semantic else None
    how = Retrieving(name=options.retriever, embedder=embedder, vectors=options.vectors)
    found = {}
    for name, split in SETS:
        folder = bench_folder() / "matching" / name
        if not folder.is_dir():
            print(f"{folder}: not here, left out")
            continue
        found[f"{name} {split}"] = result = measure(folder, split, how)
        if not options.json:
            show(f"{name} {split}", result)
    if options.json:
        print(json.dumps({name: result.as_json() for name, result in found.items()}, indent=1))


if __name__ == "__main__":
    main()
