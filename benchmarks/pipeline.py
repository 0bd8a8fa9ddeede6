"""End to end at size: ``python benchmarks/pipeline.py [--facts 100000] [--claims 1000]``.

Generates facts, imports them into a store, checks a text of perturbed claims against them through
the whole verifier, retrieves for the same claims by index and by scan, and times some of them with
``rapidfuzz.process.extract`` and SQLite FTS5. Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generate import claims, facts

from factcheck.api import check_source
from factcheck.derived import derived_folder
from factcheck.model import Candidate, Query
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.scan import ScanRetriever
from factcheck.store import Store

TOP = 20
FUZZY_SAMPLE = 20


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``action`` returns and the seconds it took."""
    started = time.perf_counter()
    result = action()
    return result, time.perf_counter() - started


def peak_megabytes() -> float:
    """Return the peak resident memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def found_share(rows: Sequence[Sequence[Candidate]], sources: Sequence[str]) -> float:
    """Return the share of claims whose source fact is among their candidates."""
    hits = sum(
        source in {candidate.fact.id for candidate in row}
        for row, source in zip(rows, sources, strict=True)
    )
    return hits / len(sources)


def seconds_per_fuzzy(statements: Sequence[str], queries: Sequence[Query]) -> float:
    """Return what ``process.extract`` with its default scorer takes per claim."""
    from rapidfuzz import process

    def run() -> None:
        for query in queries:
            process.extract(query.text, statements, limit=TOP)

    return timed(run)[1] / len(queries)


def seconds_per_fts5(statements: Sequence[str], queries: Sequence[Query]) -> float:
    """Return what SQLite's full-text search with its BM25 order takes per claim."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE statements USING fts5(text)")
    connection.executemany("INSERT INTO statements VALUES (?)", ((s,) for s in statements))
    order = "SELECT rowid FROM statements WHERE statements MATCH ? ORDER BY rank LIMIT ?"

    def run() -> None:
        for query in queries:
            words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query.text))
            connection.execute(order, (words, TOP)).fetchall()

    seconds = timed(run)[1] / len(queries)
    connection.close()
    return seconds


def checked_per_second(queries: Sequence[Query], store: Store) -> float:
    """Return the claims a second that the whole check takes, its report saved in the store."""
    text = (store.location or Path()).with_name("claims.txt")
    text.write_text("\n\n".join(query.text for query in queries), "utf-8")
    report, seconds = timed(lambda: check_source(str(text), store=store))
    return len(report.assessments) / float(seconds)


def measure(options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Return every figure."""
    known = list(facts(options.facts))
    asked = claims(known, options.claims)
    queries, sources = [query for query, _ in asked], [source for _, source in asked]
    found: dict[str, float] = {"facts": len(known), "claims": len(asked)}
    with Store(folder / "bench.db") as store:
        _, seconds = timed(lambda: store.import_facts(known, collection="generated"))
        found["import facts/s"] = len(known) / seconds
        index = IndexRetriever(store, folder=derived_folder(store.location))
        _, indexing = timed(index.refresh)
        found["index facts/s"] = len(known) / indexing
        found["import and index facts/s"] = len(known) / (seconds + indexing)
        again = IndexRetriever(store, folder=derived_folder(store.location))
        found["open index s"] = timed(again.refresh)[1]
        rows, seconds = timed(lambda: again(queries, TOP))
        found["claims/s"] = len(queries) / seconds
        found["source in top 20, index"] = found_share(rows, sources)
        found["peak memory MB, import to retrieval"] = peak_megabytes()
        found["checked claims/s, end to end"] = checked_per_second(queries, store)
        found["peak memory MB, import to report"] = peak_megabytes()
        part = options.scan
        scanned, seconds = timed(lambda: ScanRetriever(store)(queries[:part], TOP))
        found["scan claims"], found["scan claims/s"] = part, part / seconds
        found["source in top 20, scan"] = found_share(scanned, sources[:part])
        found["index / scan in top 20"] = (
            found_share(rows[:part], sources[:part]) / found["source in top 20, scan"]
        )
        same = sum(a[:1] == b[:1] for a, b in zip(rows[:part], scanned, strict=True))
        found["same first as scan"] = same / part
        sample = queries[:FUZZY_SAMPLE]
        found["index ms/claim"] = 1000 * timed(lambda: again(sample, TOP))[1] / len(sample)
    statements = [fact.statement for fact in known]
    found["process.extract ms/claim"] = 1000 * seconds_per_fuzzy(statements, sample)
    found["SQLite FTS5 ms/claim"] = 1000 * seconds_per_fts5(statements, sample)
    for name in ("process.extract", "SQLite FTS5"):
        found[f"times faster than {name}"] = found[f"{name} ms/claim"] / found["index ms/claim"]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--scan", type=int, default=200, help="claims also scanned")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    options.scan = min(options.scan, options.claims)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options, Path(folder))
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in found.items()}, indent=1))
        return
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name, value in found.items():
        print(f"  {name:40s}{value:12,.3f}")


if __name__ == "__main__":
    main()
