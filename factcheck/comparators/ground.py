"""What a part and a fact have in common: what a model's reading of the two may rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.analysis.lexicon import relations
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.comparators.apart import is_somebody_beside
from factcheck.comparators.doubts import is_told_otherwise
from factcheck.comparators.doubts_of_who import have_same_roles
from factcheck.comparators.gates import is_factual, is_unique_event, shares_figure_of, was_named
from factcheck.comparators.mends import mends_of
from factcheck.comparators.rumours import is_hearsay, is_unreal
from factcheck.comparators.scope import (
    is_narrower,
    is_of_a_country_unsaid,
    is_of_another_country,
)
from factcheck.comparators.support import is_denied_on_one_side
from factcheck.comparators.times import When, recent_enough, relate_dates, when
from factcheck.model import (
    WORTH_READING,
    Analysis,
    Comparison,
    DateMention,
    Gap,
    Ground,
    Quantity,
    Reason,
    Span,
    Stance,
)
from factcheck.model.alignment import Pair

_LITTLE = 0.25
"""Share of the part a fact must say to be worth a closer look, or similarity of one that names
somebody of the part: what a model may read, and what may be shown as the nearest fact."""
_TELLING = 100
"""Steps of a figure from which on it hardly comes twice."""
_DIGITS = 10
"""A figure of one digit stands everywhere."""
_GIVEN = frozenset({When.AGREE, When.COMPATIBLE})


def ground_of(pair: Pair, comparisons: Sequence[Comparison], similarity: float) -> Ground | None:
    """Return what the two have in common and what the fact lacks; ``None`` for next to nothing."""
    if pair.claim_coverage < _LITTLE and not (pair.claim_to_fact.names and similarity >= _LITTLE):
        return None
    gaps = _gaps(pair)
    unmet = _unmet(pair)
    is_read = round(pair.claim_coverage, 3) + similarity >= WORTH_READING
    is_clash = any(c.stance is Stance.REFUTES for c in comparisons)
    return Ground(
        gaps=tuple(Gap(kind=kind, text=text) for kind, text, _ in gaps),
        unmet=tuple(word for word, _ in unmet),
        names=len(pair.claim_to_fact.names),
        words=len(pair.claim.tokens),
        fact_words=len(pair.statement.tokens),
        fact_coverage=round(pair.fact_coverage, 3),
        same_actors=_same_actors(pair),
        same_occasion=_same_occasion(pair),
        same_mood=is_factual(pair) and not _only_reported(pair) and not _is_only_told_of(pair),
        has_others=_has_others(pair),
        is_told_otherwise=is_read and (is_told_otherwise(pair) or is_denied_on_one_side(pair)),
        is_certain=_is_certain(comparisons, [span for *_, span in gaps] + [s for _, s in unmet]),
        same_roles=is_read and have_same_roles(pair),
        mends=mends_of(pair) if is_read and not is_clash else (),
    )


def _has_others(pair: Pair) -> bool:
    shared = pair.fact_to_sentence
    return any(
        j not in shared.names
        and j not in shared.maybe_names
        and not was_named(pair, name)
        and not _is_word_of(name.text, pair.told)
        for j, name in enumerate(pair.statement.names)
    )


def _gaps(pair: Pair) -> list[tuple[Reason, str, Span]]:
    """Return figures, dates and names of the part that the fact does not bear out, demonyms out."""
    known = pair.statement.quantities
    found = [
        (Reason.QUANTITY, q.text, q.span)
        for q in pair.claim.quantities
        if not any(agree(q, other) for other in known) and not _is_written(q, pair.statement)
    ]
    found += [
        (Reason.DATE, mention.text, mention.span)
        for mention in pair.claim_dates
        if not _is_given(pair, mention)
    ]
    alignment = pair.claim_to_fact
    found += [
        (Reason.ENTITY, name.text, name.span)
        for i, name in enumerate(pair.claim.names)
        if i not in alignment.names
        and i not in alignment.maybe_names
        and not name.adjective
        and not _is_word_of(name.text, pair.statement.text)
    ]
    return found


def _is_word_of(name: str, text: str) -> bool:
    """Tell whether a text has a name word for word, if within a longer one: "Boltzmann Medal"."""
    return name in text and re.search(rf"\b{re.escape(name)}\b", text) is not None


def _is_written(quantity: Quantity, analysis: Analysis) -> bool:
    """Tell whether a text has a whole number of two digits or more, whatever it counts there."""
    value = quantity.low
    if value != quantity.high or value < _DIGITS or value != int(value):
        return False
    return any(token.text == str(int(value)) for token in analysis.tokens)


def _is_given(pair: Pair, mention: DateMention) -> bool:
    if mention.interval is None:
        return mention.text.casefold() in pair.statement.text.casefold()
    return bool(pair.fact_dates) and relate_dates(mention, pair.fact_dates) in _GIVEN


def _unmet(pair: Pair) -> list[tuple[str, Span]]:
    shared = pair.claim_to_fact
    return [
        (token.key, token.span)
        for i, token in enumerate(pair.claim.content)
        if i not in shared.content
        and i not in shared.related
        and has_full_weight(token, pair.claim.lang)
    ]


def _same_actors(pair: Pair) -> bool:
    """Tell whether whoever acts in the part is in the fact; without one, somebody must be."""
    shared = pair.claim_to_fact.names
    if not shared:
        return False
    actors = _actors(pair)
    if actors:
        return all(i in shared for i in actors)
    return any(not pair.claim.names[i].adjective for i in shared)


def _actors(pair: Pair) -> list[int]:
    """Return who stands before the part's first verb: they do it, or it is said of them."""
    verb = next((t.span.start for t in pair.claim.tokens if t.is_verb), len(pair.claim.text))
    return [
        i
        for i, name in enumerate(pair.claim.names)
        if name.span.start < verb and not name.preposition and not name.adjective
    ]


def _same_occasion(pair: Pair) -> bool:
    """Tell whether nothing shows that the two speak of another time, place or person.

    What happens once has no other occasion: another date is a contradiction there. An undated
    text tells nothing of when it speaks.
    """
    if when(pair) is When.DISJOINT and not is_unique_event(pair):
        return False
    if pair.document_date is not None and not recent_enough(pair):
        return False
    if is_somebody_beside(pair):
        return False
    if when(pair) is When.AGREE and shares_figure_of(pair, _TELLING):
        return True  # whatever is not named again: of one day, two things hardly count alike
    if is_of_another_country(pair) or is_of_a_country_unsaid(pair):
        return False
    figures = pair.claim.quantities and pair.statement.quantities
    return not (figures and is_narrower(pair))


def _only_reported(pair: Pair) -> bool:
    """Tell whether the fact is that somebody said it, and the sentence states it."""
    speech = relations().speech
    said = any(t.concept in speech for t in pair.statement.content)
    return said and not any(t.concept in speech for t in pair.sentence.content)


def _is_only_told_of(pair: Pair) -> bool:
    """Tell whether the sentence only says that a statement rated false goes round, or asks."""
    return is_hearsay(pair) or is_unreal(pair)


def _is_certain(comparisons: Sequence[Comparison], apart: Sequence[Span]) -> bool:
    """Tell whether all that sets the two apart lies in the words of the one clash."""
    clash = [c.claim_span for c in comparisons if c.stance is Stance.REFUTES]
    spans = [span for span in clash if span is not None]
    if not clash or len(spans) < len(clash):
        return False
    return all(any(s.start <= a.start and a.end <= s.end for s in spans) for a in apart)
