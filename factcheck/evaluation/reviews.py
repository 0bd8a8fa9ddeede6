"""What people decided, as the examples that ``evaluate verdicts`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.errors import NotFoundError
from factcheck.model import Assessment, Rating, Review, Verdict
from factcheck.renderers.inert import escape_json
from factcheck.text import content_id, normalise

if TYPE_CHECKING:
    from factcheck.store import Store

_LABELS = {
    Verdict.SUPPORTED: "SUPPORTED",
    Verdict.REFUTED: "REFUTED",
    Verdict.CONFLICTING: "CONFLICTING",
    Verdict.NOT_ENOUGH_INFO: "NEI",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Lines of JSON, and why reviews are not among them."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...]


def exported(store: Store) -> Exported:
    """Return the reviews in force beside the true facts their claims were last compared with.

    A verdict that needs evidence and has none is left out, as are those that have no label.
    """
    lines: list[str] = []
    left_out: list[str] = []
    for review in store.reviews():
        evidence = _evidence(store, review)
        label = _LABELS.get(review.verdict)
        claim = review.part or review.text
        if label is None:
            left_out.append(f"{review.claim_key}: no label says {review.verdict.value}")
        elif not evidence and label != "NEI":
            left_out.append(f"{review.claim_key}: no true fact was near the claim")
        else:
            example = {
                "id": content_id(review.claim_key, review.part),
                "claim": claim,
                "evidence": evidence,
                "label": label,
                "lang": review.lang,
            }
            lines.append(escape_json(json.dumps(example, ensure_ascii=False)))
    return Exported(lines=tuple(lines), left_out=tuple(left_out))


def _evidence(store: Store, review: Review) -> Sequence[str]:
    try:
        assessment = store.reviewable(review.claim_key)
    except NotFoundError:  # its document was deleted
        return ()
    return tuple(dict.fromkeys(_true_statements(assessment, review.part)))


def _true_statements(assessment: Assessment, part: str) -> Iterator[str]:
    words = normalise(part)
    for judged in assessment.parts:
        if part and normalise(judged.part.text) not in words:
            continue
        for match in judged.matches:
            if match.fact.rating is Rating.TRUE:
                yield match.fact.statement
