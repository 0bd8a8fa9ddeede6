"""A claim as one part beside the evidence it is given: what the combiner is fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factcheck.comparators.judge import Judge
from factcheck.detectors import RuleDetector
from factcheck.errors import LoadError
from factcheck.evaluation.rows import text_of
from factcheck.model import (
    Candidate,
    Claim,
    Document,
    Fact,
    Match,
    Part,
    Probabilities,
    Sentence,
    Span,
    Stance,
)
from factcheck.models.texts import evidence_text
from factcheck.policies import load_combiner
from factcheck.registry import comparators
from factcheck.text import content_id

LABELS = ("SUPPORTED", "REFUTED", "NEI", "CONFLICTING")
_STANCE_LABELS = LABELS[:3]
"""The labels of supports, refutes and neutral."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of a file: each text of ``evidence`` is a true fact, in ``evidence_lang``."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    label: str
    lang: str
    evidence_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A claim as one part beside its evidence; ``match`` is ``None`` when there is none."""

    claim: str
    part: Part
    match: Match | None
    probabilities: Probabilities | None = None

    @property
    def texts(self) -> tuple[str, str]:
        """Return what a model reads."""
        return self.claim, evidence_text(self.match) if self.match else ""


def reading_of(example: Example) -> Reading:
    """Return the claim beside the evidence that says most of it, several sentences joined."""
    document, claim = claim_of(example)
    part = Part(span=claim.span, text=claim.text)
    candidates = [Candidate(fact=fact, similarity=1.0) for fact in facts_of(example)]
    judge = Judge(comparators=comparators())
    _, rows = judge(document, replace(claim, parts=(part,)), (), candidates)
    row = max(rows, key=len)
    if len(rows) > 1:  # a fact says a piece of it: of the whole the rules say nothing
        row = tuple(replace(match, stance=Stance.NEUTRAL) for match in row)
    best = min(row, key=_rank, default=None)
    return Reading(claim=example.claim, part=part, match=best)


def _rank(match: Match) -> tuple[bool, bool, float]:
    return (match.stance is Stance.NEUTRAL, not match.together, -match.coverage)


def combined_of(reading: Reading) -> Probabilities:
    """Return the probabilities by rules and model, by the rules alone where no model has read."""
    if reading.match is None:
        return Probabilities(supports=0.0, refutes=0.0, neutral=1.0)
    read = replace(reading.match, probabilities=reading.probabilities)
    return load_combiner().probabilities(read)


def open_labels(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the labels a set chooses among: without open claims in it, nothing is left open."""
    used = {example.label for example in examples}
    found = tuple(label for label in _STANCE_LABELS if label in used)
    return found if len(found) > 1 else _STANCE_LABELS


def likeliest(chances: Probabilities, labels: Sequence[str] = _STANCE_LABELS) -> tuple[str, float]:
    """Return the likeliest of ``labels``, and how likely it is among them."""
    shares = dict(
        zip(_STANCE_LABELS, (chances.supports, chances.refutes, chances.neutral), strict=True)
    )
    total = sum(shares[label] for label in labels)
    best = max(labels, key=lambda label: shares[label])
    return best, shares[best] / total if total else 1 / len(labels)


def whole(document: Document) -> list[Sentence]:
    """Return the text as one sentence."""
    span = Span(start=0, end=len(document.text))
    return [Sentence(document_id=document.id, span=span, text=document.text)]


def claim_of(example: Example) -> tuple[Document, Claim]:
    """Return the claim as a text of one sentence, and as the product reads it."""
    document = Document(
        id=content_id(example.id, example.claim),
        text=example.claim,
        source=example.id,
        language=example.lang,
    )
    return document, RuleDetector()(document, whole(document))[0]


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
