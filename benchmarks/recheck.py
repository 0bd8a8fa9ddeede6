"""One fact changed among many: ``python benchmarks/recheck.py [--facts N] [--claims N]``.

Generates facts and judges ``--different`` claims against them, in texts of ``--sentences``: half
repeat a fact word for word, half are perturbed. Each text is stored under as many sources as make
``--claims`` in all: a story that many outlets carry. Then one fact is rated false, and one says
another thing; each time ``recheck`` is timed, the update of its index before and apart. At the end
every claim of one copy of each text is judged anew: what that finds is what there was to find.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generate import claims, facts

from factcheck import api, upkeep
from factcheck.checking import run_info
from factcheck.derived import derived_folder
from factcheck.loaders import document_from_text
from factcheck.model import Assessment, DocumentReport, Fact, Rating, Recheck, Report
from factcheck.models.catalogue import Choice
from factcheck.registry import build_verifier
from factcheck.retrievers.index import IndexRetriever
from factcheck.store import Store
from factcheck.text import content_id
from factcheck.verifier import Verifier


def timed(action: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Return what ``action`` returns, and the seconds and processor seconds it took."""
    started, worked = time.perf_counter(), time.process_time()
    result = action()
    taken = {"s": time.perf_counter() - started, "cpu_s": time.process_time() - worked}
    return result, {name: round(seconds, 2) for name, seconds in taken.items()}


def sentences(known: Sequence[Fact], count: int) -> list[str]:
    """Return ``count`` claims, the first half of them statements of the table."""
    half = count // 2
    perturbed = [query.text for query, _ in claims(known, count - half)]
    return [fact.statement for fact in known[:half]] + perturbed


def copies(judged: DocumentReport, count: int) -> Iterator[DocumentReport]:
    """Yield the judged text as ``count`` sources carry it."""
    for number in range(count):
        document = replace(
            judged.document,
            id=content_id(judged.document.id, str(number)),
            source=f"outlet-{number}/{judged.document.source}",
        )
        assessed = tuple(_moved(one, document.id) for one in judged.assessments)
        yield replace(judged, document=document, assessments=assessed)


def _moved(assessment: Assessment, document_id: str) -> Assessment:
    claim = assessment.claim
    span = claim.span
    return replace(
        assessment,
        claim=replace(
            claim,
            id=content_id(document_id, str(span.start), str(span.end)),
            document_id=document_id,
        ),
    )


def fill(
    store: Store, verifier: Verifier, said: Sequence[str], options: argparse.Namespace
) -> list[DocumentReport]:
    """Store the texts; return the first copy of each."""
    first = []
    for start in range(0, len(said), options.sentences):
        text = "\n\n".join(said[start : start + options.sentences])
        judged = verifier.verify(document_from_text(text, source=f"{start}.txt", lang="it"))
        for number, copy in enumerate(copies(judged, options.claims // len(said))):
            if not number:
                first.append(copy)
            run = run_info([copy], store.summary(), choice=Choice(), version="bench")
            run = replace(run, version=api.__version__)
            store.save_report(Report(run=run, documents=(copy,)))
    return first


def change(store: Store, known: Sequence[Fact], kind: str) -> None:
    """Change one fact that stored claims repeat."""
    fact = known[0]  # "A lotui la lanae Nepro il 662,5 cozione", in Italian
    changed = {
        "rating": replace(fact, rating=Rating.FALSE),
        "statement": replace(fact, statement=fact.statement.replace("662,5", "762,5")),
    }
    store.import_facts([changed[kind]], collection="generated")


def flips(found: Recheck) -> set[tuple[str, str]]:
    """Return the claims that have another verdict, and which."""
    return {(flip.after.claim.id, flip.after.verdict.value) for flip in found.flips}


def full_flips(verifier: Verifier, first: Sequence[DocumentReport]) -> set[tuple[str, str]]:
    """Return what judging every claim of some texts anew makes of them."""
    found = set()
    for judged in first:
        anew = verifier.verify(judged.document).assessments
        for before, after in zip(judged.assessments, anew, strict=True):
            if before.verdict is not after.verdict:
                found.add((after.claim.id, after.verdict.value))
    return found


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures."""
    known = list(facts(options.facts))
    figures: dict[str, Any] = {"facts": options.facts}
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "claims.db") as store:
        store.import_facts(known, collection="generated")
        retriever = IndexRetriever(store, folder=derived_folder(store.location))
        verifier = build_verifier(retriever)
        said = sentences(known, options.different)
        first, figures["fill"] = timed(lambda: fill(store, verifier, said, options))
        ours = {one.claim.id for judged in first for one in judged.assessments}
        for kind in ("rating", "statement"):
            change(store, known, kind)
            _, index = timed(retriever.refresh)
            found, seconds = timed(lambda: upkeep.recheck(store, model="none", save=False))
            expected = full_flips(verifier, first)
            sampled = {one for one in flips(found) if one[0] in ours}
            figures[kind] = {
                "claims": found.claims,
                "looked_at": found.looked_at,
                "share": round(found.looked_at / found.claims, 5),
                "recheck": seconds,
                "index": index,
                "flips": len(found.flips),
                "flips_of_a_full_run_of_the_sample": len(expected),
                "missed": len(expected - sampled),
                "other": len(sampled - expected),
            }
            figures["sample"] = len(ours)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--different", type=int, default=500)
    parser.add_argument("--sentences", type=int, default=25)
    print(json.dumps(measure(parser.parse_args()), indent=1))


if __name__ == "__main__":
    main()
