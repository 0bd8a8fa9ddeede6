"""A whole folder end to end: a true article, its altered twin, a facts table and gold verdicts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factcheck import api
from factcheck.errors import LoadError
from factcheck.evaluation.scores import HALF, accuracy_at, area_under, bootstrap, risk_curve
from factcheck.model import Assessment, Report, Stance, Verdict

TRUE_TEXT = "article.txt"
ALTERED_TEXT = "altered.txt"
_FOUND = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})
_SILENT = Stance.NEUTRAL
_UNSETTLED = frozenset({Verdict.NOT_ENOUGH_INFO, Verdict.NOT_CHECKABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One gold entry: a text inside the sentence, and what is expected of it.

    ``facts`` are the ids of the facts that may be cited for it; none says that any may.
    """

    contains: str
    verdict: Verdict
    reason: str = ""
    kind: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One gold entry beside what came out; ``sentence`` is empty when no claim contains it."""

    expected: Expected
    sentence: str
    verdict: Verdict | None
    reasons: tuple[str, ...]
    confidence: float | None = None
    cited: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Tell whether the verdict is the expected one."""
        return self.verdict is self.expected.verdict

    @property
    def has_evidence(self) -> bool:
        """Tell whether the verdict is right and rests on a fact that may be cited for it."""
        if self.expected.verdict in _UNSETTLED:
            return self.is_right
        wanted = self.expected.facts
        return self.is_right and (not wanted or not set(wanted).isdisjoint(self.cited))

    @property
    def found_error(self) -> bool:
        """Tell whether a planted error was refuted for the right reason."""
        return self.verdict is Verdict.REFUTED and self.expected.reason in self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineResult:
    """What came out for each gold entry of both texts, and sentences that changed unasked."""

    article: tuple[Outcome, ...]
    altered: tuple[Outcome, ...]
    wrong_refuted: tuple[str, ...]
    changed: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate pipeline --format json`` prints."""
        right = sum(o.is_right for o in self.article)
        count = len(self.article)
        expected_found = [o for o in self.article if o.expected.verdict in _FOUND]
        found = sum(1 for o in expected_found if o.verdict in _FOUND)
        wrong_supported = sum(
            1 for o in self.article if o.verdict in _FOUND and o.expected.verdict not in _FOUND
        )
        return {
            "sentences": count,
            "accuracy": _share(right, count),
            "evidence_accuracy": _share(sum(o.has_evidence for o in self.article), count),
            "intervals": self._intervals(),
            "accuracy_at_half": accuracy_at(HALF, self.curve),
            "aurc": area_under(self.curve),
            "confusion": _confusion(self.article),
            "wrong_refuted": len(self.wrong_refuted),
            "wrong_refuted_per_100": 100 * _share(len(self.wrong_refuted), count),
            "wrong_supported": wrong_supported,
            "wrong_supported_per_100": 100 * _share(wrong_supported, count),
            "supported_or_partly": {
                "expected": len(expected_found),
                "found": found,
                "share": _share(found, len(expected_found)),
            },
            "planted_errors": self._planted(),
            "unaltered_sentences_changed": len(self.changed),
        }

    def _planted(self) -> dict[str, Any]:
        """Return how many planted errors were found, in all and by kind."""
        planted = Counter(o.expected.kind for o in self.altered)
        caught = Counter(o.expected.kind for o in self.altered if o.found_error)
        return {
            "planted": len(self.altered),
            "refuted": sum(o.verdict is Verdict.REFUTED for o in self.altered),
            "refuted_with_reason": sum(caught.values()),
            "share": _share(sum(caught.values()), len(self.altered)),
            "by_kind": {k: {"planted": planted[k], "found": caught[k]} for k in sorted(planted)},
        }

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """Return coverage and risk of the settled entries of both texts, the surest first.

        What stays open has no confidence, so the curve ends where the settled ones do.
        """
        entries = (*self.article, *self.altered)
        settled = [o for o in entries if o.confidence is not None]
        points = risk_curve([o.confidence or 0.0 for o in settled], [o.is_right for o in settled])
        share = _share(len(settled), len(entries))
        return tuple((covered * share, risk) for covered, risk in points)

    def _intervals(self) -> dict[str, list[float]]:
        """Return 95 % bootstrap intervals over the entries of the true text."""
        if not self.article:
            return {}
        return {
            "accuracy": list(bootstrap([o.is_right for o in self.article])),
            "evidence_accuracy": list(bootstrap([o.has_evidence for o in self.article])),
        }

    def as_text(self) -> str:
        """Return the same for reading, with the sentences that went wrong."""
        figures = self.as_json()
        found, planted = figures["supported_or_partly"], figures["planted_errors"]
        lines = [
            f"sentences              {figures['sentences']}",
            f"accuracy               {figures['accuracy']:.3f}{_spread(figures, 'accuracy')}",
            f"with evidence          {figures['evidence_accuracy']:.3f}"
            f"{_spread(figures, 'evidence_accuracy')}",
            f"wrong refuted          {figures['wrong_refuted']}",
            f"wrong supported        {figures['wrong_supported']}",
            f"supported or partly    {found['found']} of {found['expected']}"
            f" ({100 * found['share']:.0f} %)",
            f"planted errors         {planted['refuted_with_reason']} of {planted['planted']} with"
            f" the right reason ({100 * planted['share']:.0f} %), {planted['refuted']} refuted",
        ]
        lines += [
            f"  {kind:<20} {count['found']} of {count['planted']}"
            for kind, count in planted["by_kind"].items()
        ]
        lines.append(f"unaltered, changed     {figures['unaltered_sentences_changed']}")
        lines += [f"  refuted though true: {text}" for text in self.wrong_refuted]
        lines += [f"  changed though unaltered: {text}" for text in self.changed]
        return "\n".join(lines)


def evaluate_pipeline(folder: str | Path, *, model: str = "default") -> PipelineResult:
    """Return how the whole pipeline does on ``folder``.

    The folder holds ``article.txt``, ``altered.txt``, ``facts.csv`` and ``gold.json``. Raises
    ``LoadError`` when one is missing or not of that form.
    """
    root = Path(folder)
    gold = _read_gold(root / "gold.json")
    when = date.fromisoformat(gold["date"]) if gold.get("date") else None
    reports = {
        name: api.check_source(
            str(root / name),
            facts=[str(root / "facts.csv")],
            date=when,
            lang=gold.get("lang"),
            model=model,
        )
        for name in (TRUE_TEXT, ALTERED_TEXT)
    }
    article = _outcomes(reports[TRUE_TEXT], gold[TRUE_TEXT])
    altered = _outcomes(reports[ALTERED_TEXT], gold[ALTERED_TEXT])
    return PipelineResult(
        article=article,
        altered=altered,
        wrong_refuted=_wrong_refuted(reports[TRUE_TEXT], article),
        changed=_changed(reports[TRUE_TEXT], reports[ALTERED_TEXT]),
    )


def _read_gold(path: Path) -> dict[str, Any]:
    try:
        gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return {
            **gold,
            **{name: [_expected(entry) for entry in gold[name]] for name in _TEXTS},
        }
    except FileNotFoundError as error:
        raise LoadError(str(path), "no such file") from error
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise LoadError(str(path), f"not a gold file: {error}") from error


_TEXTS = (TRUE_TEXT, ALTERED_TEXT)


def _expected(entry: Mapping[str, Any]) -> Expected:
    return Expected(
        contains=entry["contains"],
        verdict=Verdict(entry["verdict"]),
        reason=entry.get("reason", ""),
        kind=entry.get("kind", ""),
        facts=_ids(entry.get("fact", ())),
    )


def _ids(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return the ids in a gold entry: some with spaces between, or a list."""
    return tuple(value.split() if isinstance(value, str) else value)


def _outcomes(report: Report, entries: Sequence[Expected]) -> tuple[Outcome, ...]:
    text = report.documents[0].document.text
    return tuple(_outcome(report.assessments, text, entry) for entry in entries)


def _outcome(assessments: Sequence[Assessment], text: str, entry: Expected) -> Outcome:
    start = text.find(entry.contains)
    middle = start + len(entry.contains) // 2
    for assessment in assessments:
        span = assessment.claim.span
        if start >= 0 and span.start <= middle < span.end:
            return Outcome(
                expected=entry,
                sentence=assessment.claim.text,
                verdict=assessment.verdict,
                reasons=tuple(assessment.reasons),
                confidence=assessment.confidence,
                cited=_cited(assessment),
            )
    return Outcome(expected=entry, sentence="", verdict=None, reasons=())


def _cited(assessment: Assessment) -> tuple[str, ...]:
    """Return the ids of the facts the verdicts of the parts rest on."""
    found = [m.fact.id for p in assessment.parts for m in p.matches if m.stance is not _SILENT]
    return tuple(dict.fromkeys(found))


def _wrong_refuted(report: Report, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return every refuted sentence of the true text that gold does not expect refuted."""
    expected = {o.sentence for o in outcomes if o.expected.verdict is Verdict.REFUTED}
    return tuple(
        a.claim.text
        for a in report.assessments
        if a.verdict is Verdict.REFUTED and a.claim.text not in expected
    )


def _changed(true: Report, altered: Report) -> tuple[str, ...]:
    before = {a.claim.text: a.verdict for a in true.assessments}
    return tuple(
        a.claim.text
        for a in altered.assessments
        if a.claim.text in before and before[a.claim.text] is not a.verdict
    )


def _confusion(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    table: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        row = table.setdefault(outcome.expected.verdict, Counter())
        row[outcome.verdict or "no_claim"] += 1
    return {expected: dict(sorted(row.items())) for expected, row in sorted(table.items())}


def _spread(figures: Mapping[str, Any], name: str) -> str:
    low, high = figures["intervals"].get(name, (0.0, 1.0))
    return f" ({low:.3f}-{high:.3f})"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
