"""Do two statements say the same? Likeness of their words proposes, the comparators decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from factcheck.analysis.analyse import read
from factcheck.analysis.overlap import overlap
from factcheck.analysis.pairing import agree
from factcheck.comparators.judge import Judge
from factcheck.languages.identify import identify
from factcheck.model import (
    Analysis,
    Candidate,
    Claim,
    Comparison,
    DateMention,
    Document,
    Fact,
    Interval,
    Match,
    Overlap,
    Part,
    Quantity,
    Rating,
    Reason,
    Span,
    Stance,
    Term,
    TermKind,
)
from factcheck.text import normalise

DEFAULT_THRESHOLD = 0.75
"""Likeness from which two statements are compared: a sentence in another order has about 0.8."""

_EXCLUDING = frozenset(
    {
        Reason.NEGATION,
        Reason.QUANTITY,
        Reason.UNIT,
        Reason.DATE,
        Reason.DIRECTION,
        Reason.COMPARISON,
        Reason.QUANTIFIER,
    }
)
"""What two facts of one thing cannot both have. Another person or place is another fact: a text
that repeats a fact with one of them changed is wrong, a table that has both is not."""

_SLACK = 0.2
"""How far below the threshold the words in common, order and rest apart, may lie: names in another
spelling are counted as shared only afterwards."""

MAX_COMPARED = 2_000
"""Characters of a statement that are compared letter by letter."""

_MAX_GAP = 2
"""Characters between the words of one name: a point and a space."""


class Relation(StrEnum):
    """How two statements stand to each other."""

    SAME = "same"
    CONTRADICTING = "contradicting"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Two statements beside each other; ``comparisons`` have the first as the claim's side."""

    relation: Relation
    similarity: float
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Tells whether two facts say the same; those less alike than ``threshold`` are apart."""

    judge: Judge
    threshold: float = DEFAULT_THRESHOLD

    def __call__(self, first: Fact, second: Fact) -> Related:
        """Return how the two stand to each other; a figure, date, name or negation sets apart."""
        if (second.statement, second.id) < (first.statement, first.id):
            told = self(second, first)
            return replace(told, comparisons=tuple(map(_turned, told.comparisons)))
        first, second = _with_language(first), _with_language(second)
        if _set_ratio(first.statement, second.statement) < self.threshold - _SLACK:
            return Related(relation=Relation.APART, similarity=0.0)
        shared = overlap(first.statement, first.lang, second.statement, second.lang)
        alike = similarity(first.statement, second.statement, shared)
        apart = Related(relation=Relation.APART, similarity=alike)
        if alike < self.threshold or _are_of_two_times(first, second):
            return apart
        matches = self._match(first, second), self._match(second, first)
        clash = _clash(first, second, matches)
        if clash is not None:
            return replace(apart, relation=Relation.CONTRADICTING, comparisons=clash)
        if not _say_the_same(first, second, shared, matches):
            return apart
        same = first.rating is second.rating
        return replace(apart, relation=Relation.SAME if same else Relation.CONTRADICTING)

    def _match(self, claimed: Fact, fact: Fact) -> Match:
        """Return what the comparators see when one fact is read as a claim of one part."""
        days = claimed.event_date or claimed.published or claimed.valid_from
        document = Document(
            id=claimed.id,
            text=claimed.statement,
            source=claimed.id,
            language=claimed.lang,
            date=_last_day(days),
        )
        part = Part(span=Span(start=0, end=len(claimed.statement)), text=claimed.statement)
        claim = Claim(
            id=claimed.id,
            key=claimed.id,
            document_id=claimed.id,
            span=part.span,
            text=part.text,
            line=1,
            column=1,
            language=claimed.lang,
            speaker=claimed.speaker,
            parts=(part,),
        )
        candidate = Candidate(fact=replace(fact, rating=Rating.TRUE), similarity=1.0)
        _, rows = self.judge(document, claim, (), (candidate,))
        found = [match for row in rows for match in row]
        settled = [match for match in found if match.stance is not Stance.NEUTRAL]
        return settled[0] if len(found) == 1 and settled else found[0]


def similarity(first: str, second: str, shared: Overlap) -> float:
    """Return how alike two statements are in [0, 1]: by their letters, or by terms they share."""
    letters = fuzz.token_sort_ratio(_bare(first), _bare(second)) / 100
    only = len(shared.claim_only) + len(shared.fact_only)
    both = 2 * len(shared.shared)
    return round(max(letters, both / (both + only) if both else 0.0), 3)


def _set_ratio(first: str, second: str) -> float:
    return float(fuzz.token_set_ratio(_bare(first), _bare(second))) / 100


@lru_cache(maxsize=8192)
def _bare(statement: str) -> str:
    return normalise(statement[:MAX_COMPARED])


def _with_language(fact: Fact) -> Fact:
    return fact if fact.lang else replace(fact, lang=identify(fact.statement))


def _last_day(days: Interval | None) -> date | None:
    return (days.end or days.start) if days else None


def _are_of_two_times(first: Fact, second: Fact) -> bool:
    """Tell whether what is known beside the statements sets two facts apart: days, speakers."""
    times = ((first.event_date, second.event_date), (first.validity, second.validity))
    if any(mine and theirs and not mine.overlaps(theirs) for mine, theirs in times):
        return True
    return bool(first.speaker and second.speaker) and normalise(first.speaker) != normalise(
        second.speaker
    )


def _clash(
    first: Fact, second: Fact, matches: tuple[Match, Match]
) -> tuple[Comparison, ...] | None:
    """Return where two facts rated true exclude each other, ``None`` when they do not."""
    stances = {match.stance for match in matches}
    if Stance.REFUTES not in stances or Stance.SUPPORTS in stances:
        return None
    if not first.rating is second.rating is Rating.TRUE:
        return None
    there, back = (
        tuple(c for c in match.comparisons if c.stance is Stance.REFUTES) for match in matches
    )
    found = there or tuple(_turned(comparison) for comparison in back)
    return found if found and all(c.name in _EXCLUDING for c in found) else None


def _turned(comparison: Comparison) -> Comparison:
    return replace(
        comparison,
        claim_text=comparison.fact_text,
        fact_text=comparison.claim_text,
        claim_span=comparison.fact_span,
        fact_span=comparison.claim_span,
    )


def _say_the_same(first: Fact, second: Fact, shared: Overlap, matches: tuple[Match, Match]) -> bool:
    """Tell whether each bears the other out, and neither has a figure, date or name of its own."""
    if normalise(first.statement) == normalise(second.statement):
        return all(match.stance is not Stance.REFUTES for match in matches)
    if any(match.stance is not Stance.SUPPORTS or not _same_mood(match) for match in matches):
        return False
    mine, theirs = (
        read(fact.statement, fact.lang, fact.event_date or fact.published)
        for fact in (first, second)
    )
    return (
        _same_names(shared)
        and _all_agree(mine.quantities, theirs.quantities)
        and _same_dates(mine.dates, theirs.dates)
        and _same_labels(shared, mine, theirs)
    )


def _same_mood(match: Match) -> bool:
    return match.ground is not None and match.ground.same_mood


def _all_agree(mine: Sequence[Quantity], theirs: Sequence[Quantity]) -> bool:
    return all(any(agree(q, other) for other in theirs) for q in mine) and all(
        any(agree(q, other) for other in mine) for q in theirs
    )


def _same_dates(mine: Sequence[DateMention], theirs: Sequence[DateMention]) -> bool:
    return {_told(mention) for mention in mine} == {_told(mention) for mention in theirs}


def _told(mention: DateMention) -> tuple[object, ...]:
    return (mention.interval or normalise(mention.text), mention.relation)


def _same_labels(shared: Overlap, mine: Analysis, theirs: Analysis) -> bool:
    """Tell whether no side alone has a number that is neither an amount nor a date ("F-35")."""
    return not any(
        term.kind is TermKind.NUMBER and not _is_read(term, analysis)
        for terms, analysis in ((shared.claim_only, mine), (shared.fact_only, theirs))
        for term in terms
    )


def _is_read(term: Term, analysis: Analysis) -> bool:
    spans = [mention.span for mention in analysis.quantities]
    spans += [mention.span for mention in analysis.dates]
    return any(span.start <= term.span.start and term.span.end <= span.end for span in spans)


def _same_names(shared: Overlap) -> bool:
    """Tell whether neither side names somebody of its own; a given name may be left out."""
    mine = tuple(_own_names(shared.claim_only, [pair.claim for pair in shared.shared]))
    theirs = tuple(_own_names(shared.fact_only, [pair.fact for pair in shared.shared]))
    return not any(is_apart for is_apart in (*mine, *theirs)) and not (mine and theirs)


def _own_names(only: Sequence[Term], common: Sequence[Term]) -> Iterator[bool]:
    """Yield, for each name of one side alone, whether it stands apart from every shared name."""
    names = [term.span for term in common if term.kind is TermKind.NAME]
    for term in only:
        if term.kind is TermKind.NAME:
            yield not any(_touch(term.span, name) for name in names)


def _touch(left: Span, right: Span) -> bool:
    return max(left.start, right.start) - min(left.end, right.end) <= _MAX_GAP
