"""How well check-worthiness tells statements to check from the rest, beside two baselines."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from factcheck.detectors.cues import CHECKABLE, checkworthiness
from factcheck.errors import LoadError
from factcheck.evaluation.rows import read_rows, text_of
from factcheck.evaluation.scores import label_scores

YES, NO = "checkable", "not_checkable"
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("obj", "yes", "factual", YES), YES),
    **dict.fromkeys(("subj", "no", "opinion", "not_a_claim", "other", NO), NO),
}
"""What the labels of published sets mean here, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Texts with their languages, and whether there is something to check in them."""

    texts: tuple[str, ...]
    langs: tuple[str, ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionResult:
    """Gold labels with the scores of the detector, and of sentence length, in file order.

    ``lengths`` count words. The length baseline calls as many of the longest sentences checkable
    as there are, which tells it more than the detector knows; the majority baseline gives every
    sentence the label most have.
    """

    gold: tuple[str, ...]
    scores: tuple[float, ...]
    lengths: tuple[float, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate detection --format json`` prints."""
        given = tuple(YES if score >= CHECKABLE else NO for score in self.scores)
        labels = [label for label in (YES, NO) if label in self.gold]
        return {
            "examples": len(self.gold),
            **_figures(self.gold, given, self.scores),
            "per_label": {label: label_scores(label, self.gold, given) for label in labels},
            "threshold": CHECKABLE,
            "baselines": {"majority": self._majority(), "length": self._by_length()},
            "sentences_per_second": len(self.gold) / self.seconds if self.seconds else 0.0,
        }

    def _majority(self) -> dict[str, float]:
        most = max((YES, NO), key=self.gold.count)
        everywhere = [most] * len(self.gold)
        return _figures(self.gold, everywhere, [0.0] * len(self.gold))

    def _by_length(self) -> dict[str, float]:
        longest = sorted(range(len(self.gold)), key=lambda number: -self.lengths[number])
        chosen = set(longest[: self.gold.count(YES)])
        given = [YES if number in chosen else NO for number in range(len(self.gold))]
        return _figures(self.gold, given, self.lengths)

    def as_text(self) -> str:
        """Return the same as a small table, the baselines beside."""
        figures = self.as_json()
        columns = [figures, figures["baselines"]["majority"], figures["baselines"]["length"]]
        lines = [f"{'':<19}{'cues':>9}{'majority':>10}{'length':>9}"]
        for name in ("accuracy", "macro_f1", "average_precision"):
            ours, majority, length = (column[name] for column in columns)
            lines.append(f"{name:<19}{ours:>9.3f}{majority:>10.3f}{length:>9.3f}")
        lines += [
            "",
            f"examples           {figures['examples']:>9}",
            f"sentences/s        {figures['sentences_per_second']:>9.0f}",
            "",
            f"{'label':<15}{'precision':>10}{'recall':>10}{'F1':>10}{'support':>10}",
        ]
        lines += [
            f"{label:<15}{s['precision']:>10.3f}{s['recall']:>10.3f}{s['f1']:>10.3f}"
            f"{s['support']:>10}"
            for label, s in figures["per_label"].items()
        ]
        return "\n".join(lines)


def evaluate_detection(path: str | Path) -> DetectionResult:
    """Return how well check-worthiness tells statements of fact from the rest, in a JSONL file.

    A line is an object of text, label (``OBJ`` or ``SUBJ``, ``Yes`` or ``No``, ``factual`` or
    ``opinion``) and lang; any language will do, one without cues is judged by figures, names and
    marks. Raises ``LoadError`` naming the line that is not of this form.
    """
    sentences = _read(Path(path))
    started = time.perf_counter()
    scores = tuple(map(checkworthiness, sentences.texts, sentences.langs))
    return DetectionResult(
        gold=sentences.gold,
        scores=scores,
        lengths=tuple(float(len(text.split())) for text in sentences.texts),
        seconds=time.perf_counter() - started,
    )


def _read(path: Path) -> Sentences:
    rows = [_example(path, number, row) for number, row in read_rows(path)]
    if not rows:
        raise LoadError(str(path), "holds no examples")
    texts, langs, gold = zip(*rows, strict=True)
    return Sentences(texts=texts, langs=langs, gold=gold)


def _example(path: Path, number: int, row: Mapping[str, Any]) -> tuple[str, str, str]:
    text, label = (text_of(path, number, row, key) for key in ("text", "label"))
    meaning = _LABELS.get(label.lower())
    if meaning is None:
        known = ", ".join(sorted(_LABELS))
        raise LoadError(str(path), f"line {number}: label {label!r} is none of {known}")
    return text, str(row.get("lang") or "en"), meaning


def _figures(
    gold: Sequence[str], given: Sequence[str], scores: Sequence[float]
) -> dict[str, float]:
    labels = [label for label in (YES, NO) if label in gold]
    f1 = [label_scores(label, gold, given)["f1"] for label in labels]
    right = sum(a == b for a, b in zip(gold, given, strict=True))
    return {
        "accuracy": right / len(gold),
        "macro_f1": sum(f1) / len(labels),
        "average_precision": average_precision([label == YES for label in gold], scores),
    }


def average_precision(relevant: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the mean precision at each relevant one, best score first; ties come together.

    0.0 when none is relevant; the share of the relevant when all scores are equal.
    """
    ranked = sorted(zip(scores, relevant, strict=True), key=lambda pair: -pair[0])
    seen = found = 0
    total = 0.0
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        flags = [is_relevant for _, is_relevant in tied]
        seen += len(flags)
        found += sum(flags)
        total += sum(flags) * found / seen
    return total / found if found else 0.0
