"""Claims with their evidence given: accuracy, macro-F1 and calibration of the verdicts alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import LoadError
from factcheck.evaluation.rows import read_rows, text_of
from factcheck.model import Candidate, Claim, Compared, Document, Fact, Sentence, Span, Verdict
from factcheck.models.catalogue import choose
from factcheck.registry import build_reader, comparators
from factcheck.text import content_id
from factcheck.verifier import Comparer

LABELS = ("SUPPORTED", "REFUTED", "NEI", "CONFLICTING")
_LABEL_OF = {
    Verdict.SUPPORTED: "SUPPORTED",
    Verdict.REFUTED: "REFUTED",
    Verdict.CONFLICTING: "CONFLICTING",
}
_BINS = 10
_BATCH = 128
"""Claims a model reads at once: enough to keep every core busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of the file: each text of ``evidence`` is a true fact."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    label: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictsResult:
    """Gold and given labels in file order, with the confidence of the answered ones."""

    gold: tuple[str, ...]
    given: tuple[str, ...]
    confidences: tuple[float | None, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate verdicts --format json`` prints."""
        labels = [label for label in LABELS if label in self.gold]
        per_label = {label: label_scores(label, self.gold, self.given) for label in labels}
        count = len(self.gold)
        return {
            "examples": count,
            "accuracy": sum(g == h for g, h in zip(self.gold, self.given, strict=True)) / count,
            "macro_f1": sum(scores["f1"] for scores in per_label.values()) / len(labels),
            "per_label": per_label,
            "answered": sum(label != "NEI" for label in self.given) / count,
            "ece": expected_calibration_error(self.gold, self.given, self.confidences),
            "pairs_per_second": count / self.seconds if self.seconds else 0.0,
        }

    def as_text(self) -> str:
        """Return the same as a small table."""
        figures = self.as_json()
        lines = [
            f"examples   {figures['examples']}",
            f"accuracy   {figures['accuracy']:.3f}",
            f"macro-F1   {figures['macro_f1']:.3f}",
            f"answered   {figures['answered']:.3f}",
            f"ECE        {figures['ece']:.3f}" if figures["ece"] is not None else "ECE        -",
            f"pairs/s    {figures['pairs_per_second']:.0f}",
            "",
            f"{'label':<12}{'precision':>10}{'recall':>10}{'F1':>10}{'support':>10}",
        ]
        lines += [
            f"{label:<12}{s['precision']:>10.3f}{s['recall']:>10.3f}{s['f1']:>10.3f}"
            f"{s['support']:>10}"
            for label, s in figures["per_label"].items()
        ]
        return "\n".join(lines)


def evaluate_verdicts(path: str | Path, *, model: str = "default") -> VerdictsResult:
    """Return how the verdicts do on a JSONL file of claims with evidence and labels.

    Raises ``LoadError`` naming the line that is not of the documented form.
    """
    from factcheck.comparators.judge import Judge
    from factcheck.policies import RulePolicy

    read = build_reader(choose(model).model)
    examples = [_example(Path(path), number, row) for number, row in read_rows(Path(path))]
    if not examples:
        raise LoadError(str(path), "holds no examples")
    judge, decide = Judge(comparators=comparators()), RulePolicy()
    given: list[str] = []
    confidences: list[float | None] = []
    started = time.perf_counter()
    for start in range(0, len(examples), _BATCH):
        compared = [_compared(example, judge) for example in examples[start : start + _BATCH]]
        for one in read(compared) if read else compared:
            assessment = decide(one.document, one.claim, one.matches)
            given.append(_LABEL_OF.get(assessment.verdict, "NEI"))
            confidences.append(assessment.confidence)
    return VerdictsResult(
        gold=tuple(example.label for example in examples),
        given=tuple(given),
        confidences=tuple(confidences),
        seconds=time.perf_counter() - started,
    )


def _compared(example: Example, judge: Comparer) -> Compared:
    document, claim = _claim_of(example)
    candidates = [Candidate(fact=fact, similarity=1.0) for fact in _facts_of(example)]
    judged, rows = judge(document, claim, (), candidates)
    return Compared(document=document, claim=judged, matches=tuple(tuple(row) for row in rows))


def _claim_of(example: Example) -> tuple[Document, Claim]:
    from factcheck.detectors import RuleDetector

    document = Document(
        id=content_id(example.id, example.claim),
        text=example.claim,
        source=example.id,
        language=example.lang,
    )
    whole = Sentence(
        document_id=document.id, span=Span(start=0, end=len(example.claim)), text=example.claim
    )
    return document, RuleDetector()(document, [whole])[0]


def _facts_of(example: Example) -> Iterator[Fact]:
    for number, text in enumerate(example.evidence):
        yield Fact(id=f"{number:04d}", statement=text, lang=example.lang)


def _example(path: Path, number: int, row: Mapping[str, Any]) -> Example:
    evidence = row.get("evidence")
    if not isinstance(evidence, list) or not all(isinstance(text, str) for text in evidence):
        raise LoadError(str(path), f"line {number}: has no list of texts named 'evidence'")
    example = Example(
        id=str(row.get("id", number)),
        claim=text_of(path, number, row, "claim"),
        evidence=tuple(evidence),
        label=text_of(path, number, row, "label"),
        lang=str(row.get("lang") or "en"),
    )
    if example.label not in LABELS:
        problem = f"line {number}: label {example.label!r} is none of {', '.join(LABELS)}"
        raise LoadError(str(path), problem)
    return example


def label_scores(label: str, gold: Sequence[str], given: Sequence[str]) -> dict[str, Any]:
    """Return precision, recall, F1 and support of one label."""
    both = sum(g == h == label for g, h in zip(gold, given, strict=True))
    precision = both / given.count(label) if label in given else 0.0
    recall = both / gold.count(label)
    total = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
        "support": gold.count(label),
    }


def expected_calibration_error(
    gold: Sequence[str], given: Sequence[str], confidences: Sequence[float | None]
) -> float | None:
    """Return the mean gap between confidence and accuracy over ten equal bins of answered ones.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3. ``None`` when nothing
    was answered.
    """
    rows = [(c, g == h) for g, h, c in zip(gold, given, confidences, strict=True) if c is not None]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in rows:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
    if not rows:
        return None
    return sum(
        abs(sum(c for c, _ in members) - sum(r for _, r in members)) for members in bins.values()
    ) / len(rows)
