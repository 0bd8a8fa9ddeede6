"""Verdicts on articles: ``python benchmarks/verdicts.py [--model none] [--beside-all]``.

Reads every article of ``fixtures/``, ``tests/quality/texts/`` and ``training/texts/``, true and
with errors planted, each beside its own table of facts, or beside the facts of all together.
Prints true sentences that are refuted or wrongly borne out, those rightly borne out, and planted
errors refuted and borne out, by room; ``--list`` adds the sentences.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from factcheck.loaders import document_from_text
from factcheck.model import Assessment, PartAssessment, Verdict
from factcheck.models.catalogue import SHIPPED
from tests.quality.beside import Table
from training.texts import TEXTS, WRITTEN, CheckedText, Told, Version, all_texts

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"fixtures": ROOT / "fixtures", "texts": TEXTS, "written": WRITTEN}
ACCUSED = frozenset({Verdict.REFUTED, Verdict.CONFLICTING})
FOUND = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})
COUNTS = (
    "true", "wrong_refuted", "wrong_supported", "expected", "found",
    "planted", "refuted", "borne_out",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came out for a sentence: the count it belongs to, its text and its words."""

    what: str
    text: str
    sentence: str


def rows_of(text: CheckedText, table: Table) -> Iterator[Row]:
    """Yield what is to be counted of a text beside a table of facts."""
    for version in text.versions:
        document = document_from_text(version.text, date=text.day, lang=text.lang)
        report = table.check(document)
        for told in version.told:
            found = next((a for a in report.assessments if told.is_of(a.claim.text.strip())), None)
            if found is not None:
                for what in _counts(version, told, found):
                    yield Row(what=what, text=text.name, sentence=found.claim.text)


def _counts(version: Version, told: Told, found: Assessment) -> Iterator[str]:
    accused, is_found = found.verdict in ACCUSED, found.verdict in FOUND
    if version.is_altered:
        yield "planted"
        if accused:
            yield "refuted"
        elif is_found and _bears_out_the_error(told, found):
            yield "borne_out"
        return
    yield "true"
    is_expected = Verdict(told.verdict) in FOUND
    if is_expected:
        yield "expected"
    if accused and Verdict(told.verdict) not in ACCUSED:
        yield "wrong_refuted"
    if is_found:
        yield "found" if is_expected else "wrong_supported"


def _bears_out_the_error(told: Told, found: Assessment) -> bool:
    """Tell whether the narrowest part that has the planted words is borne out."""
    changed = told.changed_in(found.claim.text)
    offset = found.claim.span.start
    inner = [p for p in found.parts if p.part.span.shifted(-offset).holds(changed)]
    return bool(inner) and min(inner, key=_length).verdict is Verdict.SUPPORTED


def _length(part: PartAssessment) -> int:
    return part.part.span.end - part.part.span.start


def judged(model: str, beside: Sequence[CheckedText], texts: Sequence[CheckedText]) -> list[Row]:
    """Return what came out for texts, each beside its own facts, or beside those of ``beside``."""
    shared = Table(_facts(beside), model) if beside else None
    return [row for text in texts for row in rows_of(text, shared or Table(text.table, model))]


def _facts(texts: Iterable[CheckedText]) -> Iterator[dict[str, str]]:
    for text in texts:
        for fact in text.table:
            yield {**fact, "id": f"{text.name}/{fact['id']}"}


def main() -> None:
    """Print what came out for each room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default", help="default, none, a path or a name")
    parser.add_argument("--beside-all", action="store_true", help="all tables beside each text")
    parser.add_argument("--folder", type=Path, help="another folder of texts instead")
    parser.add_argument("--list", action="store_true", help="print sentences beside the figures")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    rooms = {given.folder.name: given.folder} if given.folder else ROOMS
    texts = {name: all_texts(room) for name, room in rooms.items()}
    beside = [text for room in texts.values() for text in room] if given.beside_all else []
    # the tests' table of facts, which is used here, has ``default`` mean none
    model = str(SHIPPED) if given.model == "default" else given.model
    work = partial(judged, model, beside)
    result: dict[str, dict[str, int]] = {}
    with ProcessPoolExecutor(given.jobs) as pool:
        for name, room in texts.items():
            shares = [room[job :: given.jobs] for job in range(given.jobs)]
            rows = [row for found in pool.map(work, shares) for row in found]
            counts = Counter(row.what for row in rows)
            result[name] = {"texts": len(room), **{what: counts[what] for what in COUNTS}}
            if not given.json:
                print(name, *(f"{what} {count}" for what, count in result[name].items()), sep="  ")
            for row in rows if given.list and not given.json else ():
                print(*asdict(row).values(), sep="\t")
    if given.json:
        print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
