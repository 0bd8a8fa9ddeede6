"""Two judgements of the same claims side by side: what is judged otherwise, and on what ground."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from factcheck.model import (
    Assessment,
    Change,
    Document,
    DocumentChanges,
    PartAssessment,
    Report,
    Verdict,
)

_OPEN = frozenset({Verdict.NOT_ENOUGH_INFO, Verdict.NOT_CHECKABLE})
"""Verdicts that rest on no fact: what stands beside them is only the nearest one."""


def changes_between(
    document: Document, before: Iterable[Assessment], after: Iterable[Assessment]
) -> DocumentChanges:
    """Return what is judged otherwise in ``document``; claims are the same by their key.

    Of a sentence that stands several times, the first is the first.
    """
    waiting: dict[str, deque[Assessment]] = defaultdict(deque)
    for assessment in before:
        waiting[assessment.claim.key].append(assessment)
    flips: list[Change] = []
    evidence: list[Change] = []
    new: list[Assessment] = []
    for assessment in after:
        earlier = waiting[assessment.claim.key]
        if not earlier:
            new.append(assessment)
            continue
        change = Change(before=earlier.popleft(), after=assessment)
        if change.before.verdict is not change.after.verdict:
            flips.append(change)
        elif _rests_on(change.before) != _rests_on(change.after):
            evidence.append(change)
    return DocumentChanges(
        document=document,
        flips=tuple(flips),
        evidence=tuple(evidence),
        gone=_in_text_order(one for left in waiting.values() for one in left),
        new=tuple(new),
    )


def _in_text_order(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    return tuple(sorted(assessments, key=lambda one: one.claim.span))


def _rests_on(assessment: Assessment) -> tuple[object, ...]:
    """Return what a verdict rests on: its parts' verdicts with the facts that decided them."""
    if assessment.verdict in _OPEN:
        return ()
    return (assessment.reasons, *(_part_rests_on(part) for part in assessment.parts))


def _part_rests_on(part: PartAssessment) -> tuple[object, ...]:
    if part.verdict in _OPEN:
        return (part.part.span.start, part.verdict)
    facts = ((m.fact.id, m.fact.version, m.stance) for m in part.matches)
    return (part.part.span.start, part.verdict, part.reasons, *facts)


def report_changes(before: Report, after: Report) -> tuple[DocumentChanges, ...]:
    """Return what is judged otherwise in the second report, document by document.

    A document is the same by its id; where only one is on each side, those two are compared.
    """
    known = {judged.document.id: judged for judged in before.documents}
    if len(before.documents) == len(after.documents) == 1:
        known = {after.documents[0].document.id: before.documents[0]}
    found: list[DocumentChanges] = []
    for judged in after.documents:
        earlier = known.pop(judged.document.id, None)
        assessed: Sequence[Assessment] = earlier.assessments if earlier else ()
        found.append(changes_between(judged.document, assessed, judged.assessments))
    found += [changes_between(left.document, left.assessments, ()) for left in known.values()]
    return tuple(one for one in found if not one.is_empty)
