"""What finding the facts of a claim costs as the table grows, beside other ways to look.

``python benchmarks/matching_speed.py [--sizes 10000 100000 1000000] [--plot PNG] [--json]``

Generates facts and claims made from them, imports the facts from a file, indexes them, and times
retrieval and ranking of the top 20 in one process. In the same run the same claims are looked up
by ``rapidfuzz.process.extract``, SQLite FTS5, bm25s and rank-bm25 (``pip install bm25s
rank-bm25``), each over the plain statements. Times are processor time, so that other work on the
machine changes the figures less; a slow way is given fewer claims.
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generate import claims, facts

from factcheck import api
from factcheck.derived import derived_folder
from factcheck.model import Candidate, Fact, Query
from factcheck.retrievers.features import query_terms
from factcheck.retrievers.index import IndexRetriever
from factcheck.retrievers.inverted import load_inverted
from factcheck.retrievers.manifest import GenerationFolder
from factcheck.retrievers.matrix import load_matrix
from factcheck.retrievers.scan import ScanRetriever
from factcheck.store import Store

TOP = 20
SIZES = (10_000, 100_000, 1_000_000)
CLAIMS = 500
ADDED = 1_000
_WORDS = re.compile(r"\w+")
_LOOKED_UP = {
    "process.extract": 2_000_000,
    "SQLite FTS5": 5_000_000,
    "bm25s": 50_000_000,
    "rank-bm25": 2_000_000,
}
"""Facts that each other way looks through in all: how many claims it is given."""

Search = Callable[[str], object]


def seconds_of(action: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``action`` returns and the processor seconds it took."""
    started = time.process_time()
    result = action()
    return result, time.process_time() - started


def peak_megabytes() -> float:
    """Return the peak resident memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def fuzzy(statements: Sequence[str]) -> Search:
    """Return a search by ``process.extract`` with its default scorer."""
    from rapidfuzz import process

    return lambda text: process.extract(text, statements, limit=TOP)


def full_text(statements: Sequence[str]) -> Search:
    """Return a search by SQLite's full-text index, best first by its BM25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE statements USING fts5(text)")
    connection.executemany("INSERT INTO statements VALUES (?)", ((s,) for s in statements))
    order = "SELECT rowid FROM statements WHERE statements MATCH ? ORDER BY rank LIMIT ?"

    def search(text: str) -> object:
        words = " OR ".join(f'"{word}"' for word in _WORDS.findall(text))
        return connection.execute(order, (words, TOP)).fetchall()

    return search


def sparse(statements: Sequence[str]) -> Search:
    """Return a search by bm25s with its default settings."""
    import bm25s

    quiet: dict[str, Any] = {"show_progress": False}
    found = bm25s.BM25()
    found.index(bm25s.tokenize(list(statements), stopwords=None, **quiet), **quiet)
    return lambda text: found.retrieve(
        bm25s.tokenize([text], stopwords=None, **quiet), k=TOP, n_threads=0, **quiet
    )


def plain(statements: Sequence[str]) -> Search:
    """Return a search by rank-bm25."""
    from rank_bm25 import BM25Okapi

    found = BM25Okapi([_WORDS.findall(s.lower()) for s in statements])
    numbers = range(len(statements))
    return lambda text: found.get_top_n(_WORDS.findall(text.lower()), numbers, n=TOP)


OTHERS: dict[str, Callable[[Sequence[str]], Search]] = {
    "process.extract": fuzzy,
    "SQLite FTS5": full_text,
    "bm25s": sparse,
    "rank-bm25": plain,
}


def found_share(rows: Sequence[Sequence[Candidate]], sources: Sequence[str]) -> float:
    """Return the share of claims whose source fact is among their candidates."""
    hits = sum(
        source in {candidate.fact.id for candidate in row}
        for row, source in zip(rows, sources, strict=True)
    )
    return hits / len(sources)


def write(path: Path, known: Iterator[Fact]) -> Path:
    """Write a facts file and return its path."""
    with path.open("w", encoding="utf-8") as file:
        for fact in known:
            row = {"id": fact.id, "statement": fact.statement, "lang": fact.lang}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def grown(store: Store, path: Path, size: int) -> dict[str, float]:
    """Return what filling the store, filling it again and adding to it cost."""
    index = IndexRetriever(store, folder=derived_folder(store.location))
    _, first = seconds_of(lambda: api.import_facts(store, path))
    _, indexing = seconds_of(index.refresh)
    again, second = seconds_of(lambda: api.import_facts(store, path))
    peak = peak_megabytes()
    more = [replace(fact, id=f"n{fact.id}") for fact in facts(ADDED, seed=8)]
    _, added = seconds_of(lambda: (store.import_facts(more, collection="more"), index.refresh()))
    return {
        "import and index facts/s": size / (first + indexing),
        "the same file again, times faster": (first + indexing) / second,
        "changed by the same file": again.added + again.updated + again.missing,
        "adding 1,000 facts s": added,
        "peak MB, import": peak,
    }


def looked_up(store: Store, asked: Sequence[tuple[Query, str]], scanned: int) -> dict[str, float]:
    """Return what opening the index and finding the facts of claims cost, and how well it went."""
    queries, sources = [query for query, _ in asked], [source for _, source in asked]
    folder = derived_folder(store.location) or Path()
    index = IndexRetriever(store, folder=folder)
    _, opening = seconds_of(index.refresh)
    index(queries[: len(queries) // 10], TOP)
    rows, seconds = seconds_of(lambda: index(queries, TOP))
    found = {
        "open s": opening,
        "ms/claim": 1000 * seconds / len(queries),
        "claims/s": len(queries) / seconds,
        "retrieval alone ms/claim": retrieval_alone(GenerationFolder(folder), queries),
        "source in top 20": found_share(rows, sources),
    }
    if scanned:
        oracle = ScanRetriever(store)(queries[:scanned], TOP)
        best = found_share(oracle, sources[:scanned])
        found["index / scan"] = found_share(rows[:scanned], sources[:scanned]) / best
        same = sum(a[:1] == b[:1] for a, b in zip(rows[:scanned], oracle, strict=True))
        found["same first fact as scan"] = same / scanned
    return found


def retrieval_alone(folder: GenerationFolder, queries: Sequence[Query]) -> float:
    """Return the milliseconds a claim takes from its text to rows, unranked; best of two."""
    manifest = folder.read()
    path = folder.path(manifest) if manifest else folder.folder
    matrix = load_matrix(path)
    weights, inverted = matrix.weights(), load_inverted(path, matrix)

    def run() -> None:
        for query in queries:
            inverted.candidates(query_terms(query, matrix, weights))

    return 1000 * min(seconds_of(run)[1] for _ in range(2)) / len(queries)


def compared(size: int, asked: Sequence[tuple[Query, str]]) -> dict[str, float]:
    """Return what the other ways take, in milliseconds a claim."""
    statements = [fact.statement for fact in facts(size)]
    found = {}
    for name, build in OTHERS.items():
        try:
            search = build(statements)
        except ImportError:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        given = [query.text for query, _ in asked[: max(1, min(20, _LOOKED_UP[name] // size))]]
        _, seconds = seconds_of(lambda search=search, given=given: [search(t) for t in given])
        found[f"{name} ms/claim"] = 1000 * seconds / len(given)
    return found


def measure(size: int, folder: Path, scanned: int) -> dict[str, float]:
    """Return every figure for a table of ``size`` facts."""
    path = write(folder / f"facts-{size}.jsonl", facts(size))
    asked = claims(list(facts(size)), CLAIMS)
    with Store(folder / f"facts-{size}.db") as store:
        found = {"facts": float(size), **grown(store, path, size)}
        found |= looked_up(store, asked, scanned)
    found |= compared(size, asked)
    return found


def draw(rows: Sequence[dict[str, float]], path: Path) -> None:
    """Write a picture of the cost per claim against the size of the table."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2))
    lines = {
        "factcheck, ranked": "ms/claim",
        "factcheck, retrieval alone": "retrieval alone ms/claim",
    }
    lines |= {name: f"{name} ms/claim" for name in OTHERS}
    for label, name in lines.items():
        known = [row for row in rows if name in row]
        style = "-o" if label.startswith("factcheck") else "--s"
        axes.plot([r["facts"] for r in known], [r[name] for r in known], style, label=label)
    axes.set(xscale="log", yscale="log", xlabel="facts", ylabel="ms a claim, processor time")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--scan", type=int, default=20, help="claims also looked up by scan")
    parser.add_argument("--plot", type=Path, help="where to write a picture")
    parser.add_argument("--json", action="store_true", help="print one JSON array instead")
    options = parser.parse_args()
    rows = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(size, Path(folder), options.scan))
        if not options.json:
            print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
            for name, value in rows[-1].items():
                print(f"  {name:36s}{value:14,.3f}", flush=True)
    if options.json:
        print(json.dumps(rows, indent=1))
    if options.plot:
        draw(rows, options.plot)


if __name__ == "__main__":
    main()
