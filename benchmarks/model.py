"""What the model costs: ``python benchmarks/model.py [--model PATH] [--articles N] [--json]``.

Reads the articles in ``fixtures/`` and ``tests/quality/texts/``, each against the facts of all of
them, which crowd it with facts about other things. Measures pairs a second at the length such
texts have, pairs a claim after the gate, claims a second from text to verdict with the model and
by rules alone, and how fast rules alone judge with twenty candidates a claim; facts have been
analysed before. Seconds are of one core's work, so that a busy machine does not count: all of it
is shared out among the cores when a model reads, nothing when rules judge.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.facttable import MemoryFactTable
from factcheck.loaders import load
from factcheck.model import Compared, Document
from factcheck.models.catalogue import choose
from factcheck.models.reading import pairs_of
from factcheck.registry import build_retriever, build_verifier
from factcheck.sources import read_facts
from factcheck.verifier import SENTENCE_CANDIDATES, Verifier

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (*(ROOT / "fixtures").iterdir(), *(ROOT / "tests/quality/texts").iterdir())


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``action`` returns and the seconds of processor time it took."""
    started = time.process_time()
    result = action()
    return result, time.process_time() - started


def articles(count: int) -> list[Document]:
    """Return so many of the articles, or all for 0, evenly drawn, with their dates."""
    found: list[Document] = []
    folders = sorted(path.parent for f in FOLDERS for path in f.glob("gold.json"))
    for folder in folders[:: max(1, len(folders) // count) if count else 1]:
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        when = date.fromisoformat(gold["date"]) if gold.get("date") else None
        found += load(str(folder / "article.txt"), date=when, lang=gold.get("lang"))
    return found


def all_facts() -> MemoryFactTable:
    """Return the facts of every folder; ids are made unique by the folder's name."""
    return MemoryFactTable(
        replace(fact, id=f"{path.parent.name}/{fact.id}")
        for path in sorted(path for f in FOLDERS for path in f.glob("facts.csv"))
        for fact in read_facts(str(path))
    )


def claims_per_second(verifier: Verifier, documents: Sequence[Document]) -> float:
    """Return claims a second from text to verdict."""
    reports, seconds = timed(lambda: [verifier.verify(document) for document in documents])
    return sum(len(report.assessments) for report in reports) / float(seconds)


@dataclass(slots=True)
class Watched:
    """A verifier's first run over the documents: what its stages are given."""

    verifier: Verifier
    compared: list[Compared] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def run(self, documents: Sequence[Document]) -> None:
        """Verify the documents, keeping what passes by."""
        watching = replace(self.verifier, compare=self._compare, read=self._read)
        for document in documents:
            watching.verify(document)

    def _compare(self, *given: Any) -> Any:
        if len(given[-1]) >= SENTENCE_CANDIDATES:
            self.asked.append((*given[:-1], given[-1][:SENTENCE_CANDIDATES]))
        return self.verifier.compare(*given)

    def _read(self, compared: Sequence[Compared]) -> Sequence[Compared]:
        self.compared.extend(compared)
        return compared

    def judged_per_second(self) -> float:
        """Return how many claims are compared with twenty candidates each, and decided."""

        def judge() -> None:
            for document, *rest in self.asked:
                self.verifier.decide(document, *self.verifier.compare(document, *rest))

        return len(self.asked) / timed(judge)[1]


def measure(name: str, count: int) -> dict[str, float]:
    """Return every figure."""
    model = choose(name).model
    documents, retrieve = articles(count), build_retriever(all_facts())
    rules = build_verifier(retrieve)
    watched = Watched(rules)
    watched.run(documents)
    pairs = [pair for claim in watched.compared for pair in pairs_of(claim).values()]
    found: dict[str, float] = {
        "articles": len(documents),
        "claims": len(watched.compared),
        "pairs after the gate": len(pairs),
        "pairs a claim": len(pairs) / len(watched.compared),
        "characters a pair, median": statistics.median(len(a) + len(b) for a, b in pairs),
        "rules alone, 20 candidates, claims/s": watched.judged_per_second(),
        "rules alone, text to verdict, claims/s": claims_per_second(rules, documents),
    }
    if model is not None:
        found["model opened and first pair s"] = timed(lambda: model(pairs[:1]))[1]
        found["model pairs/s of a core"] = len(set(pairs)) / timed(lambda: model(pairs))[1]
        reading = build_verifier(retrieve, model)
        found["with the model, text to verdict, claims/s"] = claims_per_second(reading, documents)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default")
    parser.add_argument("--articles", type=int, default=0, help="read so many of them; 0 for all")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    found = measure(options.model, options.articles)
    if options.json:
        print(json.dumps({name: round(value, 3) for name, value in found.items()}, indent=1))
        return
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {choose(options.model).name}")
    for name, value in found.items():
        print(f"  {name:44s}{value:12,.2f}")


if __name__ == "__main__":
    main()
