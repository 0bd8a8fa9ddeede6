"""Many texts by several processes: ``python benchmarks/jobs.py [--documents 1000] [--jobs 2]``.

Generates facts and texts, imports the facts into a store, and runs ``factcheck check`` on the
texts with one process and with several, each run saving into a store of its own. Prints texts a
second, their ratio, peak memory and whether the outputs are the same bytes. On a machine with other
work the ratio of the processor times says what to expect of idle cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generate import SEED, claims, facts

from factcheck.api import open_store
from factcheck.derived import derived_folder
from factcheck.registry import build_retriever

SENTENCES = 20
"""Claims per text, as in a short news story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run over all texts."""

    seconds: float
    processor_seconds: float
    peak_megabytes: float
    digest: str
    saved: int


def prepare(folder: Path, fact_count: int, text_count: int) -> None:
    """Write the texts and a store with the facts and their index into ``folder``."""
    known = list(facts(fact_count))
    asked = [query.text for query, _ in claims(known, min(fact_count, text_count * SENTENCES))]
    generator = Random(SEED)  # noqa: S311  # sampling, not cryptography
    with (folder / "texts.jsonl").open("w", encoding="utf-8") as file:
        for number in range(text_count):
            text = " ".join(generator.sample(asked, min(SENTENCES, len(asked))))
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    with open_store(str(folder / "bench.db")) as store:
        store.import_facts(known, collection="generated")
        build_retriever(store, folder=derived_folder(store.location))((), 0)


def measure(folder: Path, jobs: int) -> Measured:
    """Return what checking every text with ``jobs`` processes took, in a copy of the store."""
    place = folder / f"jobs-{jobs}"
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("jobs-*"))
    command = [sys.executable, "-m", "factcheck", "check", "texts.jsonl", "--db", "bench.db"]
    output = place / "report.txt"
    started, used_before = time.perf_counter(), _processor_seconds()
    with (
        output.open("wb") as file,
        subprocess.Popen(  # noqa: S603  # our own command line
            [*command, "--jobs", str(jobs)], cwd=place, stdout=file
        ) as process,
    ):
        peak = _peak_while_running(process)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"--jobs {jobs}: exit code {process.returncode}")
    with open_store(str(place / "bench.db")) as store:
        saved = store.info().documents
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    used = _processor_seconds() - used_before
    return Measured(
        seconds=seconds, processor_seconds=used, peak_megabytes=peak, digest=digest, saved=saved
    )


def _processor_seconds() -> float:
    """Return the processor time of every process that was started here and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_while_running(process: subprocess.Popen[bytes]) -> float:
    """Return the most memory that the process and its children held together, in megabytes."""
    peak, ended = 0.0, threading.Event()
    waiting = threading.Thread(target=lambda: (process.wait(), ended.set()))
    waiting.start()
    while not ended.wait(0.25):
        peak = max(peak, _memory_of_family(process.pid))
    waiting.join()
    return peak


def _memory_of_family(root: int) -> float:
    """Return the proportional memory of ``root`` and what descends from it, in megabytes."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int(
                (entry / "stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:  # it has just ended
            continue
    family, found = {root}, True
    while found:
        found = {pid for pid, parent in parents.items() if parent in family} - family
        family |= found
    return sum(map(_memory, family))


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, options.facts, options.documents)
        runs = {jobs: measure(folder, jobs) for jobs in (1, options.jobs)}
    one, many = runs[1], runs[options.jobs]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"  {options.documents} texts of {SENTENCES} claims, {options.facts} facts")
    for jobs, run in runs.items():
        rate = options.documents / run.seconds
        print(
            f"  --jobs {jobs}: {rate:8.2f} texts/s, peak {run.peak_megabytes:6.0f} MB,"
            f" {run.processor_seconds:7.1f} s of processor time"
        )
    most = options.jobs * one.processor_seconds / many.processor_seconds
    print(f"  ratio {one.seconds / many.seconds:.2f}, {most:.2f} with {options.jobs} idle cores")
    print(f"  identical output: {'yes' if one.digest == many.digest else 'NO'}")
    print(f"  texts in the store: {one.saved}, {many.saved}")


if __name__ == "__main__":
    main()
