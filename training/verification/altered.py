"""Claims with one thing changed by the contrast generator, beside the evidence they had.

    FACTCHECK_BENCH=... python -m training.verification.altered --output altered.jsonl

A supported claim made wrong is refuted by its evidence; an open claim stays open whatever is
changed, so that no sign ("not", "fewer") tells the label by itself; other wordings change nothing.
The evidence is worded otherwise than the claim, which makes these harder than facts beside their
own contrast. The package's analysis is needed, so the pairs are written once to a file.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from training.verification.pairs import Pair

KINDS = (
    "negation",
    "quantity",
    "unit",
    "date",
    "place",
    "direction",
    "comparison",
    "quantifier",
    "number_format",
    "percent_sign",
    "date_format",
    "date_order",
    "synonym",
)
"""Names are left out: in titles of works and bands they are parts that nothing can replace."""
KINDS_WRITTEN = (*KINDS, "entity", "role", "conversion", "short_name")
"""What is written by hand is news for the most part, where names are names."""
CHUNK = 500
"""Claims analysed at a time."""
_CHANGED = {"SUPPORTED": "REFUTED", "NEI": "NEI"}


def altered(
    pairs: Sequence[Pair], lang: str, seed: int, kinds: Sequence[str] = KINDS
) -> Iterator[Pair]:
    """Yield the pairs of ``lang`` with one thing changed in the claim, at most one of each kind."""
    from factcheck.contrast.generate import contrast_pairs
    from factcheck.contrast.records import Label
    from factcheck.model import Fact

    for start in range(0, len(pairs), CHUNK):
        chunk = pairs[start : start + CHUNK]
        facts = [Fact(id=str(i), statement=p.claim, lang=lang) for i, p in enumerate(chunk)]
        for made in contrast_pairs(facts, seed=seed, kinds=kinds):
            pair = chunk[int(made.fact.id)]
            is_error = made.label is Label.ERROR
            label = _CHANGED.get(pair.label) if is_error else pair.label
            if label is not None:
                yield Pair(claim=made.claim, fact=pair.fact, label=label)


def read_altered(path: Path) -> list[Pair]:
    """Return the pairs that ``main`` left in a file."""
    with path.open(encoding="utf-8") as lines:
        return [Pair(**json.loads(line)) for line in lines]


def main() -> None:
    """Alter the claims of the encyclopaedic sets and of the written pairs, Italian and English."""
    from training.verification.data import clean
    from training.verification.mixing import sources_by_language
    from training.verification.plan import Plan
    from training.verification.written import learned_by_language, read_written

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    count, seed = 0, Plan().seed
    with options.output.open("w", encoding="utf-8") as lines:
        for lang, pairs in sources_by_language(bench, seed).items():
            tidy = [Pair(claim=clean(p.claim), fact=clean(p.fact), label=p.label) for p in pairs]
            for pair in altered(tidy, lang, seed):
                lines.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
                count += 1
        for lang, pairs in learned_by_language(read_written()).items():
            for pair in altered(pairs, lang, seed, KINDS_WRITTEN):
                lines.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
                count += 1
    print(f"{count} pairs")


if __name__ == "__main__":
    main()
