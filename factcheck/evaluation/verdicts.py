"""Claims with their evidence given: accuracy, macro-F1 and calibration of the verdicts alone.

The stages are the product's own; only the retriever is replaced by one that finds the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.errors import LoadError
from factcheck.evaluation.rows import read_rows, text_of
from factcheck.evaluation.scores import (
    HALF,
    accuracy,
    accuracy_at,
    area_under,
    bootstrap,
    expected_calibration_error,
    label_scores,
    macro_f1,
    risk_curve,
)
from factcheck.model import (
    Assessment,
    Candidate,
    Claim,
    Compared,
    Document,
    Fact,
    Query,
    Sentence,
    Span,
    Verdict,
)
from factcheck.models.catalogue import choose
from factcheck.registry import build_verifier
from factcheck.text import content_id
from factcheck.verifier import BATCH, Verifier

if TYPE_CHECKING:
    from factcheck.protocols import VerificationModel

LABELS = ("SUPPORTED", "REFUTED", "NEI", "CONFLICTING")
_LABEL_OF = {
    Verdict.SUPPORTED: "SUPPORTED",
    Verdict.REFUTED: "REFUTED",
    Verdict.CONFLICTING: "CONFLICTING",
}
_NO_FACT_SURENESS = 0.5
"""How sure it is that evidence settles nothing when none of it is near: only orders answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of the file: each text of ``evidence`` is a true fact, in ``evidence_lang``."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    label: str
    lang: str
    evidence_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictsResult:
    """Gold and given labels in file order, and how sure each answer is.

    ``confidences`` are those of settled verdicts; ``sureness`` in [0, 1] also ranks the claims left
    open. ``alone`` has the labels of the rules alone and of the model alone, when a model is used.
    """

    gold: tuple[str, ...]
    given: tuple[str, ...]
    confidences: tuple[float | None, ...]
    sureness: tuple[float, ...]
    seconds: float
    model: str = "none"
    alone: Mapping[str, tuple[str, ...]]

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """Return coverage and risk of the answers, the surest first."""
        return risk_curve(self.sureness, self.right)

    @property
    def right(self) -> tuple[bool, ...]:
        """Return which answers are right."""
        return tuple(g == h for g, h in zip(self.gold, self.given, strict=True))

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate verdicts --format json`` prints."""
        labels = [label for label in LABELS if label in self.gold]
        count = len(self.gold)
        return {
            "examples": count,
            **_figures(self.gold, self.given),
            "intervals": self._intervals(),
            "per_label": {label: label_scores(label, self.gold, self.given) for label in labels},
            "answered": sum(label != "NEI" for label in self.given) / count,
            "ece": expected_calibration_error(self.gold, self.given, self.confidences),
            "accuracy_at_half": accuracy_at(HALF, self.curve),
            "aurc": area_under(self.curve),
            "model": self.model,
            "alone": {name: _figures(self.gold, given) for name, given in self.alone.items()},
            "pairs_per_second": count / self.seconds if self.seconds else 0.0,
        }

    def _intervals(self) -> dict[str, list[float]]:
        """Return 95 % bootstrap intervals over examples."""

        def drawn(picks: Sequence[int]) -> tuple[list[str], list[str]]:
            return [self.gold[i] for i in picks], [self.given[i] for i in picks]

        return {
            "accuracy": list(bootstrap(len(self.gold), lambda picks: accuracy(*drawn(picks)))),
            "macro_f1": list(
                bootstrap(len(self.gold), lambda picks: macro_f1(*drawn(picks), LABELS))
            ),
        }

    def as_text(self) -> str:
        """Return the same as small tables."""
        figures = self.as_json()
        spread = {name: f"  ({low:.3f}-{high:.3f})" for name, (low, high) in _pairs(figures)}
        lines = [
            f"examples   {figures['examples']}",
            f"model      {figures['model']}",
            f"accuracy   {figures['accuracy']:.3f}{spread['accuracy']}",
            f"macro-F1   {figures['macro_f1']:.3f}{spread['macro_f1']}",
            f"answered   {figures['answered']:.3f}",
            f"at half    {figures['accuracy_at_half']:.3f}",
            f"AURC       {figures['aurc']:.3f}",
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
        lines += [
            f"{name} alone: accuracy {s['accuracy']:.3f}, macro-F1 {s['macro_f1']:.3f}"
            for name, s in figures["alone"].items()
        ]
        return "\n".join(lines)


def _figures(gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    return {"accuracy": accuracy(gold, given), "macro_f1": macro_f1(gold, given, LABELS)}


def _pairs(figures: Mapping[str, Any]) -> list[tuple[str, tuple[float, float]]]:
    return [(name, (low, high)) for name, (low, high) in figures["intervals"].items()]


def evaluate_verdicts(
    path: str | Path, *, model: str = "default", evidence: str | Path | None = None
) -> VerdictsResult:
    """Return how the verdicts do on a JSONL file of claims with evidence and labels.

    With ``evidence``, a file of the same form, each claim meets the evidence of the row of its id
    there, in that row's language; claims whose id it lacks are left out. Raises ``LoadError``
    naming the line that is not of the documented form.
    """
    examples = [example_of(Path(path), number, row) for number, row in read_rows(Path(path))]
    if evidence is not None:
        examples = _paired(examples, Path(evidence))
    if not examples:
        raise LoadError(str(path), "holds no examples")
    return judged(examples, choose(model).model)


def judged(examples: Sequence[Example], reader: VerificationModel | None) -> VerdictsResult:
    """Return how the verdicts do on ``examples``, with ``reader`` or by the rules alone."""
    started = time.perf_counter()
    found = _assessments(examples, reader)
    seconds = time.perf_counter() - started
    alone: dict[str, tuple[str, ...]] = {}
    if reader is not None:
        alone["rules"] = tuple(_label(one) for one in _assessments(examples, None))
        alone["model"] = _read_alone(examples, reader)
    return VerdictsResult(
        gold=tuple(example.label for example in examples),
        given=tuple(_label(assessment) for assessment in found),
        confidences=tuple(assessment.confidence for assessment in found),
        sureness=tuple(_sureness(assessment) for assessment in found),
        seconds=seconds,
        model=reader.name if reader else "none",
        alone=alone,
    )


def _assessments(examples: Sequence[Example], reader: VerificationModel | None) -> list[Assessment]:
    """Return what the product says of each claim when its evidence is all that is found."""
    stages = build_verifier(_nothing_found, reader)
    found: list[Assessment] = []
    for start in range(0, len(examples), BATCH):
        batch = [_compared(example, stages) for example in examples[start : start + BATCH]]
        read = stages.read(batch) if stages.read else batch
        found += [stages.decide(one.document, one.claim, one.matches) for one in read]
    return found


def _nothing_found(queries: Sequence[Query], limit: int) -> list[list[Candidate]]:
    del limit  # the evidence is given, so nothing is retrieved
    return [[] for _ in queries]


def _compared(example: Example, stages: Verifier) -> Compared:
    document, claim = claim_of(example)
    candidates = [Candidate(fact=fact, similarity=1.0) for fact in facts_of(example)]
    judged_, rows = stages.compare(document, claim, (), candidates)
    return Compared(document=document, claim=judged_, matches=tuple(tuple(row) for row in rows))


def _whole(document: Document) -> list[Sentence]:
    span = Span(start=0, end=len(document.text))
    return [Sentence(document_id=document.id, span=span, text=document.text)]


def _read_alone(examples: Sequence[Example], reader: VerificationModel) -> tuple[str, ...]:
    """Return the likeliest label of each claim by the model alone, all evidence as one text."""
    rows = reader([(example.claim, " ".join(example.evidence)) for example in examples])
    return tuple(
        max(
            zip(LABELS, (row.supports, row.refutes, row.neutral), strict=False),
            key=lambda pair: pair[1],
        )[0]
        for row in rows
    )


def _label(assessment: Assessment) -> str:
    return _LABEL_OF.get(assessment.verdict, "NEI")


def _sureness(assessment: Assessment) -> float:
    """Return the confidence of a settled claim; of an open one how likely no fact settles it."""
    if _label(assessment) != "NEI":
        return assessment.confidence or 0.0
    open_ = [part for part in assessment.parts if part.verdict is Verdict.NOT_ENOUGH_INFO]
    found = [
        part.matches[0].combined.neutral
        if part.matches and part.matches[0].combined
        else _NO_FACT_SURENESS
        for part in open_
    ]
    return max(found, default=0.0)


def claim_of(example: Example) -> tuple[Document, Claim]:
    """Return the claim as a text of one sentence, and as the product reads it."""
    from factcheck.detectors import RuleDetector

    document = Document(
        id=content_id(example.id, example.claim),
        text=example.claim,
        source=example.id,
        language=example.lang,
    )
    return document, RuleDetector()(document, _whole(document))[0]


def facts_of(example: Example) -> tuple[Fact, ...]:
    """Return the evidence as true facts of one source."""
    return tuple(
        Fact(id=f"{number:04d}", statement=text, lang=example.evidence_lang, urls=(example.id,))
        for number, text in enumerate(example.evidence)
    )


def example_of(path: Path, number: int, row: Mapping[str, Any]) -> Example:
    """Return the example in a row; raise ``LoadError`` naming the line that holds none."""
    evidence = row.get("evidence")
    if not isinstance(evidence, list) or not all(isinstance(text, str) for text in evidence):
        raise LoadError(str(path), f"line {number}: has no list of texts named 'evidence'")
    lang = str(row.get("lang") or "en")
    example = Example(
        id=str(row.get("id", number)),
        claim=text_of(path, number, row, "claim"),
        evidence=tuple(evidence),
        label=text_of(path, number, row, "label"),
        lang=lang,
        evidence_lang=lang,
    )
    if example.label not in LABELS:
        problem = f"line {number}: label {example.label!r} is none of {', '.join(LABELS)}"
        raise LoadError(str(path), problem)
    return example


def _paired(examples: Sequence[Example], path: Path) -> list[Example]:
    """Return the examples whose id ``path`` has, with the evidence found there."""
    others = {o.id: o for o in (example_of(path, number, row) for number, row in read_rows(path))}
    return [
        replace(one, evidence=other.evidence, evidence_lang=other.lang)
        for one in examples
        if (other := others.get(one.id)) is not None
    ]
