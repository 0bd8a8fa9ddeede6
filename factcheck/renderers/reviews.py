"""What people decided, told beside what was computed; the words may be hostile."""

from __future__ import annotations

from factcheck.model import Assessment, Review
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display
from factcheck.renderers.evidence import fact_ids
from factcheck.renderers.reasons import told_reasons


def verdict_words(assessment: Assessment, words: Display) -> str:
    """Return the words of a claim's verdict: the facts it rests on, or whose decision it is."""
    if assessment.reviewed is None:
        return words.verdict(assessment.verdict, fact_ids(assessment))
    verdict = _decided(assessment.verdict, words)
    return f"{verdict} · {decider(assessment, words)}"


def decider(assessment: Assessment, words: Display) -> str:
    """Return who decided a claim, ``""`` when nobody did."""
    if assessment.reviewed is None:
        return ""
    names = dict.fromkeys(review.by for review in assessment.reviewed.reviews if review.by)
    key = "decided_by" if names else "decided"
    return words.word("reviews", key).format(by=", ".join(names))


def told_review(assessment: Assessment, words: Display) -> str:
    """Return who decided what, when and why, and the verdict there would be without it."""
    if assessment.reviewed is None:
        return ""
    told = [_told(review, words) for review in assessment.reviewed.reviews]
    computed = assessment.computed
    reasons = told_reasons(computed, words)
    verdict = words.verdict(computed.verdict, fact_ids(computed))
    shown = f"{verdict} ({reasons})" if reasons else verdict
    return " ".join([*told, words.word("reviews", "computed").format(verdict=shown)])


def _told(review: Review, words: Display) -> str:
    key = "by" if review.by else "unnamed"
    sentence = words.word("reviews", key).format(
        by=review.by,
        date=words.day(review.made_at.date()),
        verdict=_decided(review.verdict, words),
    )
    if review.part:
        part = words.quoted(clipped(review.part))
        sentence = words.word("explanations", "part").format(part=part, sentence=sentence)
    if not review.note:
        return sentence
    note = words.quoted(clipped(review.note))
    return f"{sentence} {words.word('reviews', 'note').format(note=note)}"


def _decided(verdict: str, words: Display) -> str:
    return str(words.table["reviews"]["verdicts"][verdict])
