"""English texts in Italian by Apertium, a rough translation by rules: whole sentences, no model.

    FACTCHECK_BENCH=... python -m training.verification.translation --output it.jsonl

Most public pairs are English and few are Italian; what a translator by rules makes of them has
Italian words in Italian order, with mistakes. It goes through Catalan, the one way there is
(packages ``apertium``, ``apertium-eng-cat`` and ``apertium-cat-ita``; their data is under the GPL
and none of it is in the model's folder). What it gets wrong each time is put right by a table.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

STEPS = ("eng-cat", "cat-ita")
CHUNK = 1_000
"""Texts translated at a time."""
_FORMAT = re.compile(r"[\]\[^$\\/<>{}@*~]")
"""Signs that mean something to Apertium's own format."""


def translate(texts: Sequence[str]) -> list[str]:
    """Return the texts in Italian, in order; one that Apertium fails at stays English.

    Raises ``OSError`` without Apertium and ``ValueError`` when it lost a text.
    """
    starts = range(0, len(texts), CHUNK)
    return [text for start in starts for text in _chunk(texts[start : start + CHUNK])]


def _chunk(texts: Sequence[str]) -> list[str]:
    """Return the texts in Italian; a text that ends the program is found by halves."""
    lines = [" ".join(_FORMAT.sub(" ", text).split()) for text in texts]
    # An empty line ends a sentence, so that no rule joins two texts.
    written = "".join(f"{line}\n\n" for line in lines)
    try:
        for step in STEPS:
            written = _run(step, written)
    except subprocess.CalledProcessError:
        middle = len(texts) // 2
        return [*_chunk(texts[:middle]), *_chunk(texts[middle:])] if middle else list(texts)
    return rejoined(written, len(lines))


def _run(step: str, text: str) -> str:
    done = subprocess.run(  # noqa: S603 -- fixed words, no shell
        ["apertium", "-u", step],  # noqa: S607 -- wherever it is installed
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def rejoined(written: str, count: int) -> list[str]:
    """Return the texts of an output that has an empty line after each, put right."""
    *lines, rest = written.split("\n\n")
    if len(lines) != count or rest.strip():
        message = f"{count} texts went in, {len(lines)} came out"
        raise ValueError(message)
    return [mended(" ".join(line.split())) for line in lines]


@lru_cache(maxsize=1)
def _mends() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = tomllib.loads(Path(__file__).with_name("mends.it.toml").read_text("utf-8"))["mend"]
    return tuple((re.compile(row["is"]), row["becomes"]) for row in rows)


def mended(text: str) -> str:
    """Return a text with what Apertium gets wrong each time put right."""
    for pattern, right in _mends():
        text = pattern.sub(right, text)
    return text


def read_translations(path: Path) -> dict[str, str]:
    """Return English texts with their Italian, as ``write_translations`` left them."""
    with path.open(encoding="utf-8") as lines:
        return {row["en"]: row["it"] for row in map(json.loads, lines)}


def write_translations(path: Path, known: Mapping[str, str]) -> None:
    """Write one text a line."""
    with path.open("w", encoding="utf-8") as lines:
        for english, italian in known.items():
            lines.write(json.dumps({"en": english, "it": italian}, ensure_ascii=False) + "\n")


def texts_of(bench: Path, seed: int) -> list[str]:
    """Return the distinct English texts that the model may learn from, tidied."""
    from training.verification.data import clean
    from training.verification.mixing import sources

    found: dict[str, None] = {}
    for source in sources(bench, seed):
        if source.english:
            texts: Iterable[str] = (t for p in source.pairs for t in (p.claim, p.fact))
            found.update((clean(text), None) for text in texts)
    return list(found)


def main() -> None:
    """Translate every English text of the mixture."""
    from training.verification.plan import Plan

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    texts = texts_of(bench, Plan().seed)
    write_translations(options.output, dict(zip(texts, translate(texts), strict=True)))
    print(f"{len(texts)} texts")


if __name__ == "__main__":
    main()
