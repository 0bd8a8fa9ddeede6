"""What reports say of public pairs: ``python benchmarks/pairs.py FILE ... [--model M] [--list]``.

A FILE holds pairs ({claim, evidence, label, lang}, JSON Lines), each claim checked as a text of its
own beside its evidence, or parallel sentences ({sent_id, texts: {lang: text}}), each checked beside
all those of the other language. Of parallel sentences none is refuted rightly; of pairs those whose
label is not REFUTED. Prints how many claims there are of each label, and how many of them are
refuted, borne out in full and left open; ``--list`` adds the sentences of wrong verdicts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from factcheck.errors import LoadError
from factcheck.loaders import document_from_text
from factcheck.model import DocumentReport, Verdict
from factcheck.models.catalogue import SHIPPED
from tests.quality.beside import Table

REFUTED = frozenset({Verdict.REFUTED, Verdict.CONFLICTING})
LANGUAGES = ("it", "en")
"""Of parallel sentences those compared, each way."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its label, what came out for it, and the first fact it was found to be about."""

    label: str
    outcome: str
    claim: str
    fact: str

    @property
    def is_wrong(self) -> bool:
        """Tell whether the verdict is the contrary of the label, or says more than it."""
        wrong = {
            "REFUTED": {"supported"},
            "SUPPORTED": {"refuted"},
            "NEI": {"supported", "refuted"},
        }
        return self.outcome in wrong.get(self.label, {"refuted"})


def outcome_of(label: str, report: DocumentReport) -> Row:
    """Return what a report says: one refuted sentence refutes a claim, all bear it out."""
    verdicts = {found.verdict for found in report.assessments}
    outcome = "open"
    if verdicts & REFUTED:
        outcome = "refuted"
    elif verdicts == {Verdict.SUPPORTED}:
        outcome = "supported"
    matches = [m for found in report.assessments for part in found.parts for m in part.matches]
    claim = " ".join(found.claim.text for found in report.assessments)
    return Row(label, outcome, claim, matches[0].fact.statement if matches else "")


def of_pairs(model: str, pairs: Sequence[dict[str, Any]]) -> list[Row]:
    """Return what comes out for claims beside the evidence of each."""
    return [row for pair in pairs for row in _of_pair(model, pair)]


def _of_pair(model: str, pair: dict[str, Any]) -> Iterator[Row]:
    lang = pair.get("lang", "en")
    evidence = [text for text in pair["evidence"] if text.strip()]
    facts = ({"id": f"e{n}", "statement": s, "lang": lang} for n, s in enumerate(evidence))
    try:
        document = document_from_text(pair["claim"], lang=lang)
    except LoadError:  # nothing but marks
        return
    if evidence:
        yield outcome_of(pair["label"], Table(facts, model).check(document))


def of_parallel(model: str, rows: Sequence[dict[str, Any]], langs: tuple[str, str]) -> list[Row]:
    """Return what comes out for sentences beside all those of the other language."""
    lang, other = langs
    facts = ({"id": r["sent_id"], "statement": r["texts"][other], "lang": other} for r in rows)
    table = Table(facts, model)
    texts = (document_from_text(row["texts"][lang], lang=lang) for row in rows)
    return [outcome_of(f"{lang}-{other}", table.check(text)) for text in texts]


def judged(pool: ProcessPoolExecutor, model: str, path: Path, jobs: int) -> list[Row]:
    """Return what comes out for the rows of a file."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    if "texts" in rows[0]:
        ways = (LANGUAGES, LANGUAGES[::-1])
        found = pool.map(partial(of_parallel, model, rows), ways)
    else:
        found = pool.map(partial(of_pairs, model), [rows[job::jobs] for job in range(jobs)])
    return [row for share in found for row in share]


def main() -> None:
    """Print the counts of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", default="none", help="none, default, a path or a name")
    parser.add_argument("--list", action="store_true", help="print what came out wrong")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    # the tests' table of facts, which is used here, has ``default`` mean none
    model = str(SHIPPED) if given.model == "default" else given.model
    with ProcessPoolExecutor(given.jobs) as pool:
        for path in given.files:
            rows = judged(pool, model, path, given.jobs)
            print(path)
            for label, total in sorted(Counter(row.label for row in rows).items()):
                counts = Counter(row.outcome for row in rows if row.label == label)
                shown = (f"{name} {counts[name]}" for name in ("refuted", "supported", "open"))
                print(f"  {label}  claims {total}", *shown, sep="  ")
            for row in rows if given.list else ():
                if row.is_wrong:
                    print(row.label, row.outcome, row.claim, row.fact, sep="\t")


if __name__ == "__main__":
    main()
