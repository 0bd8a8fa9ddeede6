"""Which facts a verdict rests on, and which parts of a claim decide it."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.model import (
    Assessment,
    Comparison,
    Match,
    PartAssessment,
    Rating,
    Reason,
    Role,
    Stance,
    Verdict,
)

SETTLED = frozenset({Verdict.REFUTED, Verdict.CONFLICTING, Verdict.MIXED, Verdict.SUPPORTED})
"""Verdicts that rest on a fact."""
MAX_TO_CHECK = 5
"""Claims named as worth checking next."""

_TOLD = {
    Verdict.REFUTED: (Verdict.REFUTED,),
    Verdict.CONFLICTING: (Verdict.CONFLICTING,),
    Verdict.MIXED: (Verdict.MIXED,),
    Verdict.SUPPORTED: (Verdict.SUPPORTED,),
    Verdict.PARTLY_SUPPORTED: (Verdict.SUPPORTED, Verdict.NOT_ENOUGH_INFO),
    Verdict.NOT_ENOUGH_INFO: (Verdict.NOT_ENOUGH_INFO,),
    Verdict.NOT_CHECKABLE: (),
}


def counting_parts(assessment: Assessment) -> tuple[PartAssessment, ...]:
    """Return the parts the claim's verdict counts: an identification only when contradicted."""
    return tuple(
        part
        for part in assessment.parts
        if part.verdict is not Verdict.NOT_CHECKABLE
        and (part.part.role is not Role.IDENTIFICATION or part.verdict is Verdict.REFUTED)
    )


def clashing_parts(assessment: Assessment) -> tuple[PartAssessment, ...]:
    """Return the counting parts that clash with a fact; a denial of a false statement agrees."""
    clashing = (Verdict.REFUTED, Verdict.CONFLICTING)
    if assessment.reviewed is not None and assessment.verdict not in clashing:
        return ()  # somebody decided that nothing clashes
    return tuple(part for part in counting_parts(assessment) if part.verdict in clashing)


def deciding_parts(assessment: Assessment) -> tuple[PartAssessment, ...]:
    """Return the parts that make the claim's verdict what it is, in text order."""
    told = _TOLD[assessment.verdict]
    return tuple(part for part in counting_parts(assessment) if part.verdict in told)


def deciding_matches(part: PartAssessment) -> tuple[Match, ...]:
    """Return the matches the part's verdict rests on, best first; none for an unsettled part."""
    if part.verdict not in SETTLED:
        return ()
    spoken = tuple(match for match in part.matches if match.stance is not Stance.NEUTRAL)
    if part.verdict is Verdict.CONFLICTING:
        return spoken
    agreeing = tuple(match for match in spoken if points_to(match) is part.verdict)
    if not agreeing and Reason.OUTDATED in part.reasons:
        return tuple(match for match in part.matches if match.fact.valid_to is not None)
    return agreeing or spoken


def points_to(match: Match) -> Verdict:
    """Return the verdict this fact alone would give, its rating applied."""
    agrees = match.stance is Stance.SUPPORTS
    if match.stance is Stance.NEUTRAL:
        return Verdict.NOT_ENOUGH_INFO
    if match.fact.rating is Rating.MIXED:
        return Verdict.MIXED if agrees else Verdict.NOT_ENOUGH_INFO
    return Verdict.SUPPORTED if agrees == (match.fact.rating is Rating.TRUE) else Verdict.REFUTED


def clashes(match: Match) -> tuple[Comparison, ...]:
    """Return the comparisons in which the fact and the text differ."""
    return tuple(c for c in match.comparisons if c.stance is Stance.REFUTES)


def fact_ids(assessment: Assessment) -> tuple[str, ...]:
    """Return the ids of the facts that decide the claim, one per deciding part, without repeats."""
    parts = deciding_parts(assessment)
    return tuple(dict.fromkeys(fact_id for part in parts for fact_id in part_fact_ids(part)))


def part_fact_ids(part: PartAssessment) -> tuple[str, ...]:
    """Return the id of the part's best fact, or of both sides of a disagreement."""
    matches = deciding_matches(part)
    if part.verdict is Verdict.CONFLICTING:
        return tuple(match.fact.id for match in both_sides(matches))
    return tuple(match.fact.id for match in matches[:1])


def both_sides(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return the best agreeing and the best clashing match of a disagreement, those that exist."""
    sides = (Verdict.SUPPORTED, Verdict.REFUTED)
    best = (next((m for m in matches if points_to(m) is side), None) for side in sides)
    return tuple(match for match in best if match is not None)


def check_next(assessments: Sequence[Assessment]) -> tuple[int, ...]:
    """Return the numbers, from 1, of the unsettled claims most worth a check, best first."""
    unsettled = [
        (-assessment.claim.checkworthiness, number)
        for number, assessment in enumerate(assessments, start=1)
        if assessment.verdict is Verdict.NOT_ENOUGH_INFO and assessment.claim.checkworthiness
    ]
    return tuple(number for _, number in sorted(unsettled)[:MAX_TO_CHECK])
