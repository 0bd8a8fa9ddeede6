"""Sentence segmentation on running text whose sentences are known."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

from factcheck.errors import LoadError
from factcheck.evaluation.rows import read_rows
from factcheck.segmenters import split_sentences

BLOCK = 10
"""Sentences joined by a space into one text, so that no paragraph mark gives a boundary away."""


class Splitter(Protocol):
    """Cuts running text into sentences."""

    def __call__(self, text: str, lang: str, /) -> Sequence[int]:
        """Return where each sentence ends, in characters of ``text``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentationResult:
    """Counts of sentence ends inside the blocks; a block's own end is given, so it is not one."""

    sentences: int
    gold: int
    found: int
    right: int
    characters: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate segmentation --format json`` prints."""
        return {
            "sentences": self.sentences,
            "precision": self.right / self.found if self.found else 0.0,
            "recall": self.right / self.gold if self.gold else 0.0,
            "f1": 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0,
            "characters_per_second": self.characters / self.seconds if self.seconds else 0.0,
        }

    def as_text(self) -> str:
        """Return the same as a small table."""
        figures = self.as_json()
        return "\n".join(
            (
                f"sentences     {figures['sentences']}",
                f"precision     {figures['precision']:.4f}",
                f"recall        {figures['recall']:.4f}",
                f"F1            {figures['f1']:.4f}",
                f"characters/s  {figures['characters_per_second']:.0f}",
            )
        )


def evaluate_segmentation(
    path: str | Path, *, splitter: Splitter | None = None
) -> SegmentationResult:
    """Return how well the sentence ends of a JSONL file of ``{lang, sentences}`` are found.

    The sentences of the whole file are taken ten at a time and joined by a space. ``splitter``
    stands in for our own segmenter. Raises ``LoadError`` naming the line that is not of this form.
    """
    split = splitter or _ours
    blocks = list(_blocks(Path(path)))
    if not blocks:
        raise LoadError(str(path), "holds no sentences")
    gold = found = right = 0
    seconds = 0.0
    for lang, sentences in blocks:
        text = " ".join(sentences)
        known = set(accumulate(len(sentence) + 1 for sentence in sentences[:-1]))
        started = time.perf_counter()
        ends = split(text, lang)
        seconds += time.perf_counter() - started
        told = {end + 1 for end in ends if end < len(text)}
        gold, found, right = gold + len(known), found + len(told), right + len(known & told)
    return SegmentationResult(
        sentences=sum(len(sentences) for _, sentences in blocks),
        gold=gold,
        found=found,
        right=right,
        characters=sum(len(" ".join(sentences)) for _, sentences in blocks),
        seconds=seconds,
    )


def _ours(text: str, lang: str) -> Sequence[int]:
    return [span.end for span in split_sentences(text, lang)]


def _blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield language and sentences of each block; a block never mixes two languages."""
    sentences = _sentences(path)
    block: list[str] = []
    lang = ""
    for code, sentence in sentences:
        if block and (len(block) == BLOCK or code != lang):
            yield lang, block
            block = []
        lang = code
        block.append(sentence)
    if block:
        yield lang, block


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    for number, row in read_rows(path):
        sentences = row.get("sentences")
        if not isinstance(sentences, list) or not all(isinstance(s, str) for s in sentences):
            raise LoadError(str(path), f"line {number}: has no list of texts named 'sentences'")
        for sentence in sentences:
            if sentence.strip():
                yield str(row.get("lang") or "en"), sentence.strip()
