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
from factcheck.evaluation.readings import (
    LABELS,
    Example,
    claim_of,
    combined_of,
    example_of,
    facts_of,
    likeliest,
    open_labels,
    reading_of,
)
from factcheck.evaluation.rows import read_rows
from factcheck.evaluation.scores import (
    HALF,
    accuracy,
    accuracy_at,
    area_under,
    expected_calibration_error,
    label_intervals,
    label_scores,
    macro_f1,
    risk_curve,
)
from factcheck.model import (
    Assessment,
    Candidate,
    Compared,
    Query,
    Verdict,
)
from factcheck.models.catalogue import choose
from factcheck.registry import build_verifier
from factcheck.verifier import BATCH, Verifier

if TYPE_CHECKING:
    from factcheck.protocols import VerificationModel

_LABEL_OF = {
    Verdict.SUPPORTED: "SUPPORTED",
    Verdict.REFUTED: "REFUTED",
    Verdict.CONFLICTING: "CONFLICTING",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictsResult:
    """Gold and given labels in file order, and how sure each is.

    ``given`` has the likeliest label of each claim read as one part beside all its evidence, with
    its probability in ``sureness``; a set without open claims chooses among its own labels.
    ``verdicts`` has what a report says, which leaves open what is not sure enough, with the
    ``confidences`` of the settled ones. ``alone`` has the likeliest labels by the rules alone and
    by the model alone, when a model is used.
    """

    gold: tuple[str, ...]
    given: tuple[str, ...]
    sureness: tuple[float, ...]
    verdicts: tuple[str, ...]
    confidences: tuple[float | None, ...]
    seconds: float
    model: str = "none"
    alone: Mapping[str, tuple[str, ...]]

    @property
    def right(self) -> tuple[bool, ...]:
        """Return which likeliest labels are right."""
        return tuple(g == h for g, h in zip(self.gold, self.given, strict=True))

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """Return coverage and risk of the likeliest labels, the surest first."""
        return risk_curve(self.sureness, self.right)

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate verdicts --format json`` prints."""
        return {
            "examples": len(self.gold),
            **_figures(self.gold, self.given, self.sureness),
            "intervals": {
                name: list(pair)
                for name, pair in label_intervals(self.gold, self.given, LABELS).items()
            },
            "accuracy_at_half": accuracy_at(HALF, self.curve),
            "aurc": area_under(self.curve),
            "model": self.model,
            "alone": {
                name: {
                    "accuracy": accuracy(self.gold, given),
                    "macro_f1": macro_f1(self.gold, given, LABELS),
                }
                for name, given in self.alone.items()
            },
            "verdicts": _figures(self.gold, self.verdicts, self.confidences),
            "pairs_per_second": len(self.gold) / self.seconds if self.seconds else 0.0,
        }

    def as_text(self) -> str:
        """Return the same as small tables."""
        figures = self.as_json()
        spread = {n: f"  ({low:.3f}-{high:.3f})" for n, (low, high) in figures["intervals"].items()}
        lines = [
            f"examples   {figures['examples']}",
            f"model      {figures['model']}",
            f"accuracy   {figures['accuracy']:.3f}{spread['accuracy']}",
            f"macro-F1   {figures['macro_f1']:.3f}{spread['macro_f1']}",
            f"at half    {figures['accuracy_at_half']:.3f}",
            f"AURC       {figures['aurc']:.3f}",
            f"ECE        {_told(figures['ece'])}",
            f"pairs/s    {figures['pairs_per_second']:.0f}",
            "",
            *_label_table("likeliest", figures),
            *(
                f"{name} alone: accuracy {s['accuracy']:.3f}, macro-F1 {s['macro_f1']:.3f}"
                for name, s in figures["alone"].items()
            ),
            "",
            *_label_table("verdict", figures["verdicts"]),
            f"answered {figures['verdicts']['answered']:.3f},"
            f" macro-F1 {figures['verdicts']['macro_f1']:.3f},"
            f" ECE {_told(figures['verdicts']['ece'])}",
        ]
        return "\n".join(lines)


def _figures(
    gold: Sequence[str], given: Sequence[str], confidences: Sequence[float | None]
) -> dict[str, Any]:
    labels = [label for label in LABELS if label in gold]
    return {
        "accuracy": accuracy(gold, given),
        "macro_f1": macro_f1(gold, given, LABELS),
        "per_label": {label: label_scores(label, gold, given) for label in labels},
        "answered": sum(label != "NEI" for label in given) / len(given),
        "ece": expected_calibration_error(gold, given, confidences),
    }


def _label_table(title: str, figures: Mapping[str, Any]) -> list[str]:
    head = f"{title:<12}{'precision':>10}{'recall':>10}{'F1':>10}{'support':>10}"
    return [head] + [
        f"{label:<12}{s['precision']:>10.3f}{s['recall']:>10.3f}{s['f1']:>10.3f}{s['support']:>10}"
        for label, s in figures["per_label"].items()
    ]


def _told(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def evaluate_verdicts(
    path: str | Path, *, model: str = "default", evidence: str | Path | None = None
) -> VerdictsResult:
    """Return how the verdicts do on a JSONL file of claims with evidence and labels.

    With ``evidence``, a file of the same form, each claim meets the evidence of the row of its id
    there, in that row's language; claims whose id it lacks are left out. Raises ``LoadError``
    naming the line that is not of the documented form.
    """
    reader = choose(model).model
    examples = [example_of(Path(path), number, row) for number, row in read_rows(Path(path))]
    if evidence is not None:
        examples = _paired(examples, Path(evidence))
    if not examples:
        raise LoadError(str(path), "holds no examples")
    return judged(examples, reader)


def judged(examples: Sequence[Example], reader: VerificationModel | None) -> VerdictsResult:
    """Return how the verdicts do on ``examples``, with ``reader`` or by the rules alone."""
    started = time.perf_counter()
    found = _assessments(examples, reader)
    seconds = time.perf_counter() - started
    readings = [reading_of(example) for example in examples]
    labels = open_labels(examples)
    alone: dict[str, tuple[str, ...]] = {}
    if reader is not None:
        alone["rules"] = tuple(likeliest(combined_of(one), labels)[0] for one in readings)
        rows = reader([one.texts for one in readings])
        readings = [
            replace(one, probabilities=row) for one, row in zip(readings, rows, strict=True)
        ]
        alone["model"] = tuple(likeliest(row, labels)[0] for row in rows)
    best = [likeliest(combined_of(one), labels) for one in readings]
    return VerdictsResult(
        gold=tuple(example.label for example in examples),
        given=tuple(label for label, _ in best),
        sureness=tuple(chance for _, chance in best),
        verdicts=tuple(_LABEL_OF.get(one.verdict, "NEI") for one in found),
        confidences=tuple(assessment.confidence for assessment in found),
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


def _paired(examples: Sequence[Example], path: Path) -> list[Example]:
    """Return the examples whose id ``path`` has, with the evidence found there."""
    others = {o.id: o for o in (example_of(path, number, row) for number, row in read_rows(path))}
    return [
        replace(one, evidence=other.evidence, evidence_lang=other.lang)
        for one in examples
        if (other := others.get(one.id)) is not None
    ]
