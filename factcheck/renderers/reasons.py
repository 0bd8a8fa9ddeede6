"""Why a verdict is what it is, in a few words; for an open claim, what the nearest fact lacks."""

from __future__ import annotations

from factcheck.model import (
    TURNED,
    Assessment,
    Match,
    PartAssessment,
    Reason,
    Stance,
    Verdict,
)
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display
from factcheck.renderers.evidence import counting_parts

MAX_NAMED = 2
"""Things named of a fact or a text: the first tells, a second makes it plain, more is noise."""
_MAX_WORDS = 60
"""Characters of the words quoted in a reason, which stands on one line with others."""
_TOLD_OPEN = frozenset({Reason.QUANTITY, Reason.UNIT, Reason.DATE, Reason.ENTITY, Reason.PLACE})
"""What of the text a reader can look for in the fact: a figure, a time, a name."""


def open_point(match: Match) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return what keeps ``match`` from settling its part: what it lacks, else what differs.

    The first is "turned", "missing", "differing" or, where no words can be named, empty; the
    second the words of the text ("claim", "missing") and of the fact ("fact").
    """
    if any(c.detail == TURNED for c in match.comparisons):
        return "turned", {}
    open_ = [c for c in match.comparisons if c.stance is Stance.NEUTRAL and c.name in _TOLD_OPEN]
    known = match.fact.statement.casefold()
    missing = dict.fromkeys(
        c.claim_text
        for c in open_
        if c.claim_text and not c.fact_text and c.claim_text.casefold() not in known
    )
    if missing:
        return "missing", {"missing": (*missing,)[:MAX_NAMED]}
    differing = next((c for c in open_ if c.claim_text and c.fact_text), None)
    if differing is None or differing.claim_text == differing.fact_text:
        return "", {}
    return "differing", {"claim": (differing.claim_text,), "fact": (differing.fact_text,)}


def nearest_match(judged: Assessment | PartAssessment) -> Match | None:
    """Return the best match of the first part that a fact speaks of; None where none does."""
    parts = counting_parts(judged) if isinstance(judged, Assessment) else (judged,)
    spoken = (part for part in parts if Reason.NO_FACT not in part.reasons)
    return next((match for part in spoken for match in part.matches), None)


def told_reasons(judged: Assessment | PartAssessment, words: Display) -> str:
    """Return the reasons of a claim or a part, joined by commas; empty without any."""
    told = {reason: words.word("reasons", reason) for reason in judged.reasons}
    match = nearest_match(judged) if judged.verdict is Verdict.NOT_ENOUGH_INFO else None
    if match is not None:  # of another part no fact may speak: this one's nearest tells more
        told.pop(Reason.NO_FACT, None)
    form, sides = open_point(match) if match and Reason.UNDECIDED in told else ("", {})
    if form:
        quoted = {
            side: ", ".join(words.told(clipped(text, _MAX_WORDS)) for text in texts)
            for side, texts in sides.items()
        }
        told[Reason.UNDECIDED] = words.word("open", form).format(**quoted)
    return ", ".join(told.values())
