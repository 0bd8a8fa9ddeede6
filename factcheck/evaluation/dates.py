"""Time expressions against public sets: how many are found, and how many get the right value.

Two kinds of file are told apart by their keys (``dates_gold``). Texts with TIMEX3 marks are read
sentence by sentence against the date of their document and scored as TempEval-3 did (UzZaman et
al. 2013, section 4): an expression is found when it overlaps a marked one, and ``value_f1`` is the
detection F1 times the share of found ones whose value is that of the mark. Phrases with a
reference time are requests to a calendar, so they are read as colloquial; ``value_accuracy`` is
the share of kept expressions whose value is one of those the set gives.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factcheck.analysis.dates.times import find_times
from factcheck.errors import LoadError
from factcheck.evaluation.dates_gold import Example, Expected, read_examples
from factcheck.model import Span, TimeExpression, TimeKind
from factcheck.segmenters import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesResult:
    """Counts over a file: gold expressions, those found, those of ours, those of right value."""

    gold: int
    found: int
    ours: int
    ours_found: int
    right: int
    is_phrases: bool
    sentences: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate dates --format json`` prints."""
        precision = self.ours_found / self.ours if self.ours else 0.0
        recall = self.found / self.gold
        total = precision + recall
        detection = 2 * precision * recall / total if total else 0.0
        figures = {
            "expressions": self.gold,
            "detection_f1": detection,
            "value_f1": detection * self.right / self.found if self.found else 0.0,
            "precision": precision,
            "recall": recall,
        }
        if self.is_phrases:
            figures["value_accuracy"] = self.right / self.gold
        figures["sentences"] = self.sentences
        figures["sentences_per_second"] = self.sentences / self.seconds if self.seconds else 0.0
        return figures

    def as_text(self) -> str:
        """Return the same as a small table."""
        names = {"detection_f1": "detection F1", "value_f1": "value F1"}
        lines = [
            f"{names.get(name, name.replace('_', ' ')):<22}"
            + (f"{value:.3f}" if isinstance(value, float) and value <= 1 else f"{value:.0f}")
            for name, value in self.as_json().items()
        ]
        return "\n".join(lines)


def evaluate_dates(path: str | Path, *, lang: str = "") -> DatesResult:
    """Return how time expressions do on a JSONL file; ``lang`` stands in where a line names none.

    Raises ``LoadError`` naming the line that is of none of the known forms.
    """
    examples = list(read_examples(Path(path), lang))
    if not any(example.expected for example in examples):
        raise LoadError(str(path), "holds no time expressions")
    for code in {example.lang for example in examples}:
        for colloquial in (False, True):  # reads the language's tables
            find_times("2000", code, None, colloquial=colloquial)
    scores = [_scored(example) for example in examples]
    return DatesResult(
        gold=sum(len(example.expected) for example in examples),
        found=sum(score.found for score in scores),
        ours=sum(score.ours for score in scores),
        ours_found=sum(score.ours_found for score in scores),
        right=sum(score.right for score in scores),
        is_phrases=examples[0].is_phrase,
        sentences=sum(score.sentences for score in scores),
        seconds=sum(score.seconds for score in scores),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Score:
    found: int
    ours: int
    ours_found: int
    right: int
    sentences: int
    seconds: float


def _scored(example: Example) -> _Score:
    whole = (Span(start=0, end=len(example.text)),)
    sentences = whole if example.is_phrase else split_sentences(example.text, example.lang)
    started = time.process_time()
    ours = _read(example, sentences)
    seconds = time.process_time() - started
    ours = [one for one in ours if not any(_overlap(one, gap) for gap in example.left_out)]
    pairs = [(gold, _best(gold, ours)) for gold in example.expected]
    return _Score(
        found=sum(match is not None for _, match in pairs),
        ours=len(ours),
        ours_found=sum(any(_overlap(one, gold.span) for gold in example.expected) for one in ours),
        right=sum(match is not None and gold.fits(match) for gold, match in pairs),
        sentences=len(sentences),
        seconds=seconds,
    )


def _read(example: Example, spans: Sequence[Span]) -> list[TimeExpression]:
    """Return our expressions, counted from the start of the text."""
    found: list[TimeExpression] = []
    told: TimeExpression | None = None
    for span in spans:
        here = find_times(
            span.slice(example.text),
            example.lang,
            example.anchor,
            narrated=told,
            colloquial=example.is_phrase,
        )
        found.extend(replace(one, span=one.span.shifted(span.start)) for one in here)
        dated = [one for one in here if one.kind is TimeKind.DATE and one.interval is not None]
        told = dated[-1] if dated else None
    return found


def _overlap(one: TimeExpression, span: Span) -> int:
    return max(0, min(one.span.end, span.end) - max(one.span.start, span.start))


def _best(gold: Expected, ours: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the expression that shares most with the mark."""
    best = max(ours, key=lambda one: _overlap(one, gold.span), default=None)
    return best if best is not None and _overlap(best, gold.span) else None
