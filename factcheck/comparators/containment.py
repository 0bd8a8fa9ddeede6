"""A fact all but contained in a longer part: the stretch of the part it bears out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.analysis.pairing import agree, coverage, has_full_weight, word_weight
from factcheck.comparators.gates import MIN_ANCHORS, anchors, figures_shared, is_factual
from factcheck.comparators.rumours import is_repeated
from factcheck.comparators.times import When, recent_enough, when
from factcheck.model import Comparison, NameKind, Reason, Span, Stance
from factcheck.model.alignment import Pair

_MIN_FACT = 0.75
"""Share of the fact the sentence must say."""
_MIN_FACT_TIED = 0.65
_MIN_WINDOW = 0.6
"""Share of the words of the stretch that the fact must have."""


def contained_stretch(pair: Pair, comparisons: Sequence[Comparison]) -> Span | None:
    """Return the stretch of the part that says what the fact says, or ``None``.

    The stretch runs from the first to the last shared word; between them no stranger may stand,
    and what the fact counts and dates must be there too.
    """
    if not _agrees(pair, comparisons) or not _says_the_fact(pair):
        return None
    spans = _shared_spans(pair)
    if not spans:
        return None
    stretch = Span(start=min(s.start for s in spans), end=max(s.end for s in spans))
    if any(leaves_open(found, stretch) for found in comparisons):
        return None
    return stretch if _is_about_the_fact(pair, stretch) else None


def leaves_open(found: Comparison, stretch: Span) -> bool:
    """Tell whether a comparator could not settle words of the stretch.

    Times are looked at on their own.
    """
    if found.stance is not Stance.NEUTRAL or found.name is Reason.DATE:
        return False
    if found.name in (Reason.ROLE, Reason.UNDATED, Reason.AMBIGUOUS):
        return True
    span = found.claim_span
    return span is not None and span.start < stretch.end and stretch.start < span.end


def _agrees(pair: Pair, comparisons: Sequence[Comparison]) -> bool:
    if any(c.stance is Stance.REFUTES for c in comparisons):
        return False
    if any(c.name is Reason.NEGATION or c.name is Reason.DIRECTION for c in comparisons):
        return False
    if not is_factual(pair) or anchors(pair) < MIN_ANCHORS or not is_repeated(pair):
        return False
    if when(pair) is When.COMPATIBLE and _dates_more_closely(comparisons):
        return False
    return when(pair) in (When.AGREE, When.COMPATIBLE) or (
        not pair.claim_dates and recent_enough(pair)
    )


def _dates_more_closely(comparisons: Sequence[Comparison]) -> bool:
    """Tell whether the fact only gives the decade of what the part dates."""
    return any(
        c.name is Reason.DATE and c.stance is Stance.NEUTRAL and c.claim_text and c.fact_text
        for c in comparisons
    )


def _says_the_fact(pair: Pair) -> bool:
    alignment = pair.fact_to_sentence
    persons_met = all(
        j in alignment.names or name.kind is NameKind.PLACE or name.adjective
        for j, name in enumerate(pair.statement.names)
    )
    figures_met = not pair.statement.quantities or figures_shared(pair) > 0
    needed = _MIN_FACT if anchors(pair) <= MIN_ANCHORS else _MIN_FACT_TIED
    return persons_met and figures_met and coverage(pair.statement, alignment) >= needed


def _shared_spans(pair: Pair) -> list[Span]:
    shared = pair.claim_to_fact
    spans: list[Span] = []
    told: set[int] = set()
    for i, j in sorted(shared.partners.items()):
        token = pair.claim.content[i]
        if j not in told and has_full_weight(token, pair.claim.lang):
            told.add(j)  # what the fact says once is found where the text says it first
            spans.append(token.span)
    spans += [pair.claim.names[i].span for i in shared.names]
    spans += [
        q.span
        for q in pair.claim.quantities
        if any(agree(q, other) for other in pair.statement.quantities)
    ]
    if when(pair) in (When.AGREE, When.COMPATIBLE):
        spans += [mention.span for mention in pair.claim.dates]  # not those of its sentence
    return spans


def _is_about_the_fact(pair: Pair, stretch: Span) -> bool:
    shared = pair.claim_to_fact
    strangers = any(
        i not in shared.names and not name.adjective and stretch.holds(name.span)
        for i, name in enumerate(pair.claim.names)
    )
    unmet_figures = any(
        stretch.holds(q.span) and not any(agree(q, other) for other in pair.statement.quantities)
        for q in pair.claim.quantities
    )
    return not strangers and not unmet_figures and _share(pair, stretch) >= _MIN_WINDOW


def _share(pair: Pair, stretch: Span) -> float:
    met = {*pair.claim_to_fact.content, *pair.claim_to_fact.related}
    return _weight(pair, stretch, met) / (_weight(pair, stretch, None) or 1.0)


def _weight(pair: Pair, stretch: Span, only: Collection[int] | None) -> float:
    return sum(
        word_weight(token, pair.claim.lang)
        for i, token in enumerate(pair.claim.content)
        if stretch.holds(token.span) and (only is None or i in only)
    )
