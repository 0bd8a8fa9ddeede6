"""Matches to verdicts: ratings applied, sources weighed, parts aggregated; abstains when thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from factcheck.model import (
    Assessment,
    Claim,
    ClaimKind,
    Comparison,
    Document,
    Match,
    Part,
    PartAssessment,
    Rating,
    Reason,
    Role,
    Stance,
    Verdict,
    beside_day,
)
from factcheck.policies.combining import Combiner, load_combiner
from factcheck.policies.offices import without_other_terms
from factcheck.policies.sources import alternating, independent, one_source

_UNCHECKABLE = {
    ClaimKind.OPINION: Reason.OPINION,
    ClaimKind.QUESTION: Reason.QUESTION,
    ClaimKind.PREDICTION: Reason.PREDICTION,
    ClaimKind.PROMISE: Reason.PROMISE,
    ClaimKind.BOILERPLATE: Reason.BOILERPLATE,
}
_PLAIN_DENIAL = 0.75
"""Share of a part a false statement must say for the part to be its plain negation."""
_SHOWN = 3
"""Matches kept with a part, the deciding ones first."""
MISSING = "missing"
"""Detail of a comparison that names what of the part a fact lacks."""
NEAR = 0.25
"""Share of what a part says that a fact must say too to be worth showing as the nearest one."""


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """The table of ratings and the order of parts, exactly as the documentation states them.

    ``combine`` says first what rules and model together make of each fact.
    """

    combine: Combiner = field(default_factory=load_combiner)

    def __call__(
        self, document: Document, claim: Claim, matches: Sequence[Sequence[Match]]
    ) -> Assessment:
        """Return the assessment of ``claim``; ``matches`` has one row per part."""
        if claim.kind is ClaimKind.BOILERPLATE:
            return _settled(claim, Verdict.NOT_CHECKABLE, Reason.BOILERPLATE)
        matches = without_other_terms(matches, document.date)
        parts = tuple(
            _judge_part(
                part,
                [self.combine(part, m) if _says_something(m) else m for m in row],
                self.combine,
                is_dated=document.date is not None,
            )
            for part, row in zip(claim.parts, matches, strict=True)
        )
        return aggregate(claim, beside_day(parts, document.date))


def _settled(claim: Claim, verdict: Verdict, reason: Reason) -> Assessment:
    parts = tuple(PartAssessment(part=p, verdict=verdict, reasons=(reason,)) for p in claim.parts)
    return Assessment(claim=claim, verdict=verdict, reasons=(reason,), parts=parts)


def duplicate_of(claim: Claim, original: Assessment) -> Assessment:
    """Return the assessment of a repeated headline: the first one's verdict, by link."""
    return Assessment(
        claim=claim,
        verdict=original.verdict,
        reasons=(Reason.DUPLICATE,),
        confidence=original.confidence,
        parts=(),
    )


# --- one part ----------------------------------------------------------------------------------


def _says_something(match: Match) -> bool:
    is_read = match.probabilities is not None or _is_suspected(match)
    return match.stance is not Stance.NEUTRAL or is_read


def _is_suspected(match: Match) -> bool:
    """Tell whether a model read what the sentence may have mixed up with the fact."""
    return any(one.slip is not None for one in match.suspicions)


def _judge_part(
    part: Part, matches: Sequence[Match], combine: Combiner, *, is_dated: bool
) -> PartAssessment:
    supporting = _surest(_pointing(matches, Verdict.SUPPORTED))
    refuting = _surest(_pointing(matches, Verdict.REFUTED))
    mixed = _pointing(matches, Verdict.MIXED)
    supporting, refuting = _weigh_rumours(supporting, refuting)
    supporting = [m for m in supporting if not (_by_model(m) and any(map(_is_certain, refuting)))]
    refuting = [m for m in refuting if not _is_explained(m, supporting)]
    if supporting:  # what a model takes for a slip is none where a fact bears the words out
        refuting = [m for m in refuting if not _is_suspected(m)]
    if supporting and refuting:
        verdict, deciding = Verdict.CONFLICTING, alternating(supporting, refuting)
    elif refuting:
        verdict, deciding = Verdict.REFUTED, refuting
    elif mixed:
        verdict, deciding = Verdict.MIXED, mixed
    elif supporting:
        verdict, deciding = Verdict.SUPPORTED, supporting
    else:
        alone = [m for m in matches if m.coverage >= NEAR and not m.together]
        near = [
            _with_gaps(m if m.combined else combine(part, m))
            for m in sorted(alone, key=_strength)[:1]
        ]
        return _unsettled(part, near, is_dated=is_dated)
    return PartAssessment(
        part=part,
        verdict=verdict,
        reasons=_reasons(deciding, verdict),
        confidence=_confidence(verdict, deciding),
        matches=tuple(one for match in deciding for one in _apart(match))[:_SHOWN],
    )


def _pointing(matches: Sequence[Match], verdict: Verdict) -> list[Match]:
    """Return the best match per source of those that give ``verdict``, best first."""
    return independent(sorted((m for m in matches if _verdict_of(m) is verdict), key=_strength))


def _surest(matches: Sequence[Match]) -> list[Match]:
    """Return those the rules found; what the model alone reads so is evidence where they are none.

    A model takes facts about other events of the kind for the same one more easily.
    """
    return [m for m in matches if not _by_model(m)] or list(matches)


def _apart(match: Match) -> tuple[Match, ...]:
    """Return a match per fact of facts that were read together, the first one's reasons on each."""
    facts = (match.fact, *match.together)
    return tuple(replace(match, fact=fact, together=()) for fact in facts)


def _by_model(match: Match) -> bool:
    """Tell whether the model alone makes the match what it is."""
    return any(c.name is Reason.MODEL and c.stance is match.stance for c in match.comparisons)


def _is_certain(match: Match) -> bool:
    return match.ground is not None and match.ground.is_certain and not _by_model(match)


def _weigh_rumours(
    supporting: Sequence[Match], refuting: Sequence[Match]
) -> tuple[list[Match], list[Match]]:
    """Keep the nearer of a statement rated false and facts that also seem to say the part.

    A part that repeats a false statement shares words with true facts about the same subject;
    one that agrees with a true fact shares words with the rumour about it.
    """
    rumours = [m for m in refuting if m.fact.rating is Rating.FALSE]
    others = [m for m in refuting if m.fact.rating is not Rating.FALSE]
    facts = [m for m in supporting if m.fact.rating is Rating.TRUE]
    if not rumours:
        return list(supporting), list(refuting)
    if not facts:  # the rumour repeated says it; what clashes besides is about something else
        return list(supporting), rumours
    if max(m.coverage for m in rumours) > max(m.coverage for m in facts):
        return [m for m in supporting if m.fact.rating is not Rating.TRUE], rumours
    return list(supporting), others


def _confidence(verdict: Verdict, deciding: Sequence[Match]) -> float | None:
    """Return how likely the best match has its stance; of a disagreement, the less likely side."""
    sides = {m.stance: m for m in reversed(deciding)}.values()
    best = sides if verdict is Verdict.CONFLICTING else deciding[:1]
    chances = [
        c.supports if m.stance is Stance.SUPPORTS else c.refutes for m in best if (c := m.combined)
    ]
    return round(min(chances), 3) if chances else None


def _strength(match: Match) -> tuple[float, float, str]:
    return (-match.coverage, -match.similarity, match.fact.id)


def _verdict_of(match: Match) -> Verdict:
    """Apply the fact's rating to the stance of its statement."""
    rating = match.fact.rating
    if match.stance is Stance.SUPPORTS:
        by_rating = {
            Rating.TRUE: Verdict.SUPPORTED,
            Rating.FALSE: Verdict.REFUTED,
            Rating.MIXED: Verdict.MIXED,
        }
        return by_rating[rating]
    if match.stance is Stance.REFUTES:
        if rating is Rating.TRUE:
            return Verdict.REFUTED
        denies = _clashes(match) == {Reason.NEGATION} and match.coverage >= _PLAIN_DENIAL
        if rating is Rating.FALSE and denies:
            return Verdict.SUPPORTED
    return Verdict.NOT_ENOUGH_INFO


def _clashes(match: Match) -> set[Reason]:
    return {c.name for c in match.comparisons if c.stance is Stance.REFUTES}


# Differences that tell two events apart when another fact bears the part out as it stands.
_TELLS_EVENTS_APART = frozenset(
    {
        Reason.DATE,
        Reason.QUANTITY,
        Reason.UNIT,
        Reason.PLACE,
        Reason.ENTITY,
        Reason.ROLE,
        Reason.OUTDATED,
        Reason.DIRECTION,
        Reason.MODEL,
    }
)


def _is_explained(match: Match, supporting: Sequence[Match]) -> bool:
    """Tell whether a supporting fact shows that the clashing one is about another event.

    With a fact that says the same as the part, one that differs in a date or a place speaks of
    another occasion. Sources that disagree about one thing at one time still conflict: the same
    event date on both, and a different figure. One source does not disagree with itself.
    """
    if not supporting or match.fact.rating is not Rating.TRUE:
        return False
    if any(one_source(match.fact, s.fact) for s in supporting):
        return True
    if not _clashes(match) <= _TELLS_EVENTS_APART:
        return False
    when = match.fact.event_date
    same_time = when is not None and any(s.fact.event_date == when for s in supporting)
    return not (same_time and _clashes(match) <= {Reason.QUANTITY, Reason.UNIT})


def _reasons(matches: Sequence[Match], verdict: Verdict) -> tuple[Reason, ...]:
    if verdict not in (Verdict.REFUTED, Verdict.CONFLICTING):
        return ()
    found: list[Reason] = []
    for match in matches:
        if match.stance is Stance.SUPPORTS and match.fact.rating is Rating.FALSE:
            found.append(Reason.RATED_FALSE)
        elif match.fact.rating is Rating.TRUE:
            found += [c.name for c in match.comparisons if c.stance is Stance.REFUTES]
    return tuple(dict.fromkeys(found))


def _unsettled(part: Part, near: Sequence[Match], *, is_dated: bool) -> PartAssessment:
    """Return what stays open, with the fact nearest to it, if any."""
    reason = _UNCHECKABLE.get(part.kind)
    if reason is not None:
        return PartAssessment(
            part=part, verdict=Verdict.NOT_CHECKABLE, reasons=(reason,), matches=tuple(near)
        )
    if not near:
        why = Reason.NO_FACT
    elif any(c.name is Reason.AMBIGUOUS for c in near[0].comparisons):
        why = Reason.AMBIGUOUS
    elif not is_dated and any(_needs_date(c) for c in near[0].comparisons):
        why = Reason.UNDATED
    else:
        why = Reason.UNDECIDED
    return PartAssessment(
        part=part, verdict=Verdict.NOT_ENOUGH_INFO, reasons=(why,), matches=tuple(near)
    )


def _with_gaps(match: Match) -> Match:
    """Return the nearest match with a comparison for each thing of the part its fact lacks."""
    told = {c.claim_text for c in match.comparisons}
    gaps = match.ground.gaps if match.ground else ()
    missing = [
        Comparison(name=gap.kind, stance=Stance.NEUTRAL, claim_text=gap.text, detail=MISSING)
        for gap in gaps
        if gap.text not in told
    ]
    return replace(match, comparisons=(*match.comparisons, *missing))


def _needs_date(comparison: Comparison) -> bool:
    return comparison.name is Reason.UNDATED or comparison.detail == Reason.UNDATED.value


# --- the sentence ------------------------------------------------------------------------------


def aggregate(claim: Claim, parts: Sequence[PartAssessment]) -> Assessment:
    """Return the verdict on the sentence that those on its parts make."""
    counting = [part for part in parts if _counts(part)]
    verdict = _sentence_verdict(counting, parts)
    deciding = [part for part in parts if part.verdict is verdict] or counting or list(parts)
    confidences = [p.confidence for p in deciding if p.confidence is not None]
    is_settled = verdict not in (Verdict.NOT_ENOUGH_INFO, Verdict.NOT_CHECKABLE)
    reasons = tuple(dict.fromkeys(reason for part in deciding for reason in part.reasons))
    if verdict is Verdict.PARTLY_SUPPORTED:
        confidences = [p.confidence for p in parts if p.confidence is not None]
        reasons = ()
    return Assessment(
        claim=claim,
        verdict=verdict,
        reasons=reasons,
        confidence=min(confidences) if confidences and is_settled else None,
        parts=tuple(parts),
    )


def _counts(part: PartAssessment) -> bool:
    """Uncheckable parts never count; passing identification only when contradicted."""
    if part.verdict is Verdict.NOT_CHECKABLE:
        return False
    return part.part.role is not Role.IDENTIFICATION or part.verdict is Verdict.REFUTED


def _sentence_verdict(
    counting: Sequence[PartAssessment], parts: Sequence[PartAssessment]
) -> Verdict:
    verdicts = [part.verdict for part in counting]
    if not verdicts:
        only_titles = any(p.verdict is not Verdict.NOT_CHECKABLE for p in parts)
        return Verdict.NOT_ENOUGH_INFO if only_titles else Verdict.NOT_CHECKABLE
    for worst in (Verdict.REFUTED, Verdict.CONFLICTING, Verdict.MIXED):
        if worst in verdicts:
            return worst
    if all(v is Verdict.SUPPORTED for v in verdicts):
        return Verdict.SUPPORTED
    if Verdict.SUPPORTED in verdicts:
        return Verdict.PARTLY_SUPPORTED
    return Verdict.NOT_ENOUGH_INFO
