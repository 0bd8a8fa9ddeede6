"""A statement rated false, told as if it were true, in other words than the table's.

The comparators bear out a part by all that a fact says. A rumour is retold in part and in other
words; how much nearer it stands than any true fact, and what either side leaves out, are numbers
that the trees of ``slips.json`` read.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.analysis.lexicon import opposites_of, relations
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.comparators.doubts import is_told_otherwise
from factcheck.comparators.exchange_features import of_pair
from factcheck.comparators.gates import NOTHING, new_figures, strangers
from factcheck.comparators.rumours import (
    does_it_to_another,
    is_called_untrue,
    is_hearsay,
    is_of_another_doer,
    is_of_another_time,
    is_said_otherwise,
    is_unreal,
    names_who,
)
from factcheck.comparators.slip import Features, Found, Slip
from factcheck.comparators.support import is_denied_on_one_side
from factcheck.comparators.times import When, relate_dates
from factcheck.model import Analysis, NameKind, Rating, Span, Stance
from factcheck.model.alignment import Pair

RETOLD = "retold"
_LEAST_FACT = 0.15
"""Share of the statement that the sentence must say."""


def rows_of(found: Found) -> Iterator[tuple[Slip, Features]]:
    """Yield each statement rated false that the sentence may retell, with features by name."""
    for place in found.near:
        pair = found.pairs[place]
        if pair.fact.rating is not Rating.FALSE or pair.fact_coverage < _LEAST_FACT:
            continue
        if _is_said_of_it(pair) or _is_of_another(pair):
            continue
        span = _shared(pair)
        if span is None:
            continue
        slip = Slip(kind=RETOLD, place=place, span=span, stance=Stance.SUPPORTS)
        yield slip, {**of_pair(pair), **found.among(place), **_among(found, place), **_of(pair)}


def _is_said_of_it(pair: Pair) -> bool:
    """Tell whether the sentence denies the statement, or says that it is not so or goes round."""
    return (
        is_called_untrue(pair)
        or is_hearsay(pair)
        or is_unreal(pair)
        or does_it_to_another(pair)
        or is_of_another_doer(pair)
        or is_of_another_time(pair)
        or is_said_otherwise(pair)
        or is_denied_on_one_side(pair)
    )


def _is_of_another(pair: Pair) -> bool:
    """Tell whether the sentence is, or may be, about somebody or something else."""
    met, known = pair.claim_to_fact, pair.fact_to_sentence
    strangers = [
        name
        for i, name in enumerate(pair.claim.names)
        if i not in met.names and i not in met.maybe_names and not name.adjective
    ]
    unsaid = any(
        j not in known.names and j not in known.maybe_names and not name.adjective
        for j, name in enumerate(pair.statement.names)
    )
    return (
        (unsaid and bool(strangers))
        or any(name.kind is not NameKind.PLACE for name in strangers)
        or not names_who(pair)
        or _gives_another_time_or_figure(pair)
        or _has_the_contrary(pair)
        or is_told_otherwise(pair)
    )


def _gives_another_time_or_figure(pair: Pair) -> bool:
    """Tell whether a time or a figure of the sentence is not the statement's, which has its own."""
    dates = [m for m in pair.claim_dates if m.interval is not None]
    own = [m for m in pair.statement.dates if m.interval is not None]
    if own and any(relate_dates(m, own) not in (When.AGREE, When.COMPATIBLE) for m in dates):
        return True
    known = pair.statement.quantities
    return any(
        not any(agree(q, other) for other in known)
        and any(q.dimension == other.dimension for other in known)
        for q in pair.claim.quantities
    )


def _has_the_contrary(pair: Pair) -> bool:
    """Tell whether the sentence has the contrary of a word of the statement: allowed, banned."""
    contrary = opposites_of()
    theirs = {token.concept for token in pair.statement.content}
    return any(not theirs.isdisjoint(contrary.get(t.concept, ())) for t in pair.claim.content)


def _shared(pair: Pair) -> Span | None:
    """Return from the first to the last word the two share."""
    spans = [pair.claim.content[i].span for i in pair.claim_to_fact.partners]
    if not spans:
        return None
    return Span(start=min(s.start for s in spans), end=max(s.end for s in spans))


def _among(found: Found, place: int) -> Features:
    """Return how the statement stands beside the others, and beside those that are true."""
    others = [j for j in found.near if j != place]
    true = [j for j in others if found.pairs[j].fact.rating is Rating.TRUE]
    said = [found.pairs[j].fact_coverage for j in others]
    mine = found.pairs[place].fact_coverage
    return {
        "fact_lead": mine - max(said, default=0.0),
        "fact_rank": sum(other > mine for other in said),
        "true_coverage": max((found.pairs[j].claim_coverage for j in true), default=0.0),
        "true_similarity": max((found.similarities[j] for j in true), default=0.0),
    }


def _of(pair: Pair) -> Features:
    met, there = pair.claim_to_fact.partners, set(pair.claim_to_fact.partners.values())
    verbs, deeds = _verbs(pair.claim), _verbs(pair.statement)
    mood = sum(
        pair.claim.content[i].hypothetical != pair.statement.content[j].hypothetical
        for i, j in met.items()
    )
    return {
        "denied": sum(token.negated for token in pair.claim.tokens),
        "fact_denied": sum(token.negated for token in pair.statement.tokens),
        "other_mood": mood,
        "unmet": _unmet(pair.claim, set(met)),
        "fact_unmet": _unmet(pair.statement, there),
        "verbs": len(verbs),
        "verbs_met": len(verbs & set(met)),
        "fact_verbs": len(deeds),
        "fact_verbs_met": len(deeds & there),
        "said": _said(pair.sentence),
        "fact_said": _said(pair.statement),
        "strangers": len(strangers(pair, NOTHING)),
        "new_figures": new_figures(pair, NOTHING),
        "open_names": len(pair.claim.names) - len(pair.claim_to_fact.names),
        "least_coverage": min(pair.claim_coverage, pair.fact_coverage),
        "both_coverages": pair.claim_coverage * pair.fact_coverage,
    }


def _verbs(analysis: Analysis) -> set[int]:
    return {i for i, token in enumerate(analysis.content) if token.is_verb and token.concept}


def _unmet(analysis: Analysis, met: set[int]) -> int:
    return sum(
        i not in met and has_full_weight(token, analysis.lang)
        for i, token in enumerate(analysis.content)
    )


def _said(analysis: Analysis) -> int:
    return sum(token.concept in relations().speech for token in analysis.content)
