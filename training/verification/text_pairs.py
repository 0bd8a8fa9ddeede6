"""Parts and sentences of the texts beside facts, as the package gives them to a model to read.

    python -m training.verification.text_pairs --output texts.jsonl

A sentence that one fact settles is supported by it; a copy with an error planted is refuted by the
fact that tells. Of what else is read together only so much is known: a true sentence is refuted by
no fact of its table, an altered one supported by none.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from factcheck import check_text
from factcheck.model import Compared, Probabilities
from factcheck.models.catalogue import Choice
from factcheck.models.reading import pairs_of, wholes_of
from factcheck.models.texts import evidence_text
from training.texts import CheckedText, Told, Version, read_texts
from training.verification.pairs import UNREFUTED, UNSUPPORTED, Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is read of a sentence beside which facts; ``words`` are its own, ``text`` as read."""

    sentence: str
    words: str
    text: str
    evidence: str
    facts: frozenset[str]
    is_whole: bool


class _Listener:
    """A model that leaves everything open, and keeps what it is given."""

    name = digest = "listener"

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        return [Probabilities(supports=0.0, refutes=0.0, neutral=1.0)] * len(pairs)


@contextmanager
def heard() -> Iterator[list[Read]]:
    """Record what a model would be given to read."""
    found: list[Read] = []

    def listen(self: object, compared: Sequence[Compared]) -> list[Compared]:
        for one in compared:
            found.extend(_read_of(one))
        return list(compared)

    with (
        patch("factcheck.api.choose", lambda name: Choice(model=_Listener())),
        patch("factcheck.models.reading.Reader.__call__", listen),
    ):
        yield found


def _read_of(compared: Compared) -> Iterator[Read]:
    claim = compared.claim
    matches = [match for row in compared.matches for match in row]
    told = {evidence_text(m): frozenset(f.id for f in (m.fact, *m.together)) for m in matches}
    single = len(claim.parts) == 1
    for (i, _), (text, evidence) in pairs_of(compared).items():
        yield Read(
            sentence=claim.text,
            words=claim.parts[i].text,
            text=text,
            evidence=evidence,
            facts=told[evidence],
            is_whole=single,
        )
    for text, evidence in wholes_of(compared).values():
        yield Read(
            sentence=claim.text,
            words=claim.text,
            text=text,
            evidence=evidence,
            facts=told[evidence],
            is_whole=True,
        )


def text_pairs(text: CheckedText) -> list[Pair]:
    """Return what is read of a text and of its table's statements, with what is known of it."""
    options: dict[str, Any] = {"date": text.day, "model": "listener"}
    false = {fact["id"] for fact in text.table if fact.get("rating", "true") != "true"}
    found: list[Pair] = []
    for version in text.versions:
        with heard() as reads:
            check_text(version.text, facts=text.table, lang=text.lang, **options)
        for read in reads:
            label = _label(read, version) if not read.facts & false else ""
            if label:
                found.append(Pair(claim=read.text, fact=read.evidence, label=label))
    for one, others in text.true_statements():
        with heard() as reads:
            check_text(one["statement"], facts=others, lang=one["lang"], **options)
        found += [
            Pair(claim=read.text, fact=read.evidence, label=UNREFUTED)
            for read in reads
            if not read.facts & false
        ]
    return found


def _label(read: Read, version: Version) -> str:
    told = version.of(read.sentence)
    if told is None:
        return "" if version.is_altered else UNREFUTED
    if version.is_altered:
        return _label_of_altered(read, told)
    if told.verdict == "not_enough_info" and read.is_whole:
        return "NEI"
    if told.verdict != "supported":
        return UNREFUTED
    if told.facts <= read.facts and len(told.facts) == 1:
        return "SUPPORTED"
    if read.is_whole and not read.facts & told.facts:
        return "NEI" if len(told.facts) == 1 else UNREFUTED
    return UNREFUTED


def _label_of_altered(read: Read, told: Told) -> str:
    is_changed = read.words not in told.original
    if not is_changed or len(told.facts) > 1:
        return UNSUPPORTED if is_changed else ""
    return "REFUTED" if told.facts <= read.facts else UNSUPPORTED


def main() -> None:
    """Write the pairs of all texts to learn from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1, help="processes that read the texts")
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool:
        found = dict.fromkeys(
            pair for pairs in pool.map(text_pairs, read_texts()) for pair in pairs
        )
    with options.output.open("w", encoding="utf-8") as lines:
        for pair in found:
            lines.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
    print(f"{len(found)} pairs", dict(Counter(pair.label for pair in found)))


if __name__ == "__main__":
    main()
