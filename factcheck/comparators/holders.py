"""Offices gone by: a text of today calls somebody what another is by now.

"The agency, led by Ann Lee", where one fact has Ann Lee lead it until two years ago and another has
Luca Neri lead it today. The office or its body must be in all three, right beside the name, and the
sentence must tell of about now: in an account of the past the title was right.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doers import clause_words
from factcheck.comparators.slip import Found, Slip
from factcheck.comparators.terms import is_of_then
from factcheck.comparators.times import is_set_in_another_year
from factcheck.model import (
    Analysis,
    Comparison,
    Interval,
    Name,
    NameKind,
    Rating,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair

HOLDERS = "holders"
_JUST_LEFT = timedelta(days=31)
"""Who left so lately is still called by the office in what is told of the day."""
_LATELY = timedelta(days=31)
_PAUSE = 1.5
"""Words that a comma counts for."""
_BESIDE = 3.5
"""Words between a name and the office it is called by, commas counted: "the governor, Ann Lee"."""
_NEAR = 5.5
"""Words between a name and the body that it is told to lead."""
_ABOUT = 0.4
"""Share of the sentence that a fact must say for its day to be the sentence's."""
_CHANGES = frozenset(
    {"resign", "dismiss", "replace", "succeed_office", "appoint", "elect", "take_office", "leave"}
)


def slips_of(found: Found) -> Iterator[Slip]:
    """Yield whom the sentence calls by an office that another holds, beside the fact that ended."""
    today = found.pairs[0].document_date
    if today is None or today.start is None or not _tells_of_now(found, today.start):
        return
    for place, pair in enumerate(found.pairs):
        term = _ended(pair, today)
        if term is None or any(token.concept in _CHANGES for token in pair.sentence.content):
            continue
        for number in pair.claim_to_fact.names:
            name = pair.claim.names[number]
            if (
                _may_be_called_so(name, pair)
                and not _has_an_office(name, found, today)
                and any(_succeeds(name, pair, other, today) for other in found.pairs)
            ):
                yield _slip(place, pair, name, term)


def _slip(place: int, pair: Pair, name: Name, term: Interval) -> Slip:
    title = next((o for o in pair.statement.offices), None)
    clash = Comparison(
        name=Reason.OUTDATED,
        stance=Stance.REFUTES,
        claim_text=name.text,
        fact_text=title.text if title else "",
        detail=str(term.end),
        claim_span=name.span,
        fact_span=title.span if title else None,
    )
    return Slip(kind=HOLDERS, place=place, span=name.span, stance=Stance.REFUTES, clash=clash)


# --- when --------------------------------------------------------------------------------------


def _tells_of_now(found: Found, today: date) -> bool:
    """Tell whether the sentence gives only days of late or to come, else the fact nearest to it."""
    if is_set_in_another_year(found.pairs[0]):
        return False
    days = [m.interval for m in found.pairs[0].sentence.dates if m.interval is not None]
    if days:
        return all(_is_late(day, today) for day in days)
    told = [found.pairs[i] for i in found.by_coverage if found.pairs[i].fact.validity is None]
    nearest = told[0] if told else None
    return (
        nearest is not None
        and nearest.claim_coverage >= _ABOUT
        and nearest.fact.event_date is not None
        and _is_late(nearest.fact.event_date, today)
    )


def _is_late(day: Interval, today: date) -> bool:
    return day.start is not None and day.start >= today - _LATELY


def _ended(pair: Pair, today: Interval) -> Interval | None:
    """Return the term of a state that had ended well before today."""
    term = pair.fact.validity
    if term is None or term.end is None or pair.fact.rating is not Rating.TRUE:
        return None
    return term if today.start is not None and term.end + _JUST_LEFT < today.start else None


# --- who may be meant --------------------------------------------------------------------------


def _may_be_called_so(name: Name, pair: Pair) -> bool:
    if name.kind is not NameKind.PERSON or name.span.slice(pair.claim.text) != name.text:
        return False
    if not _is_who_it_is_about(name, pair.claim):
        return False
    former = grammar(pair.claim.lang).former
    return not any(t.norm in former for t in pair.claim.tokens) and not any(
        office.former and office.holder is not None and _is_same(office.holder, name)
        for office in pair.claim.offices
    )


def _is_who_it_is_about(name: Name, analysis: Analysis) -> bool:
    """Tell whether the sentence tells of the name first, or it is who says it.

    "The law brought in by prime minister Ann Lee" is of then, "as under", "when she was" as well.
    """
    before = analysis.before(name.span)
    verbs = [t for t in before if t.is_verb and t.concept not in relations().heading]
    start = 0
    if verbs:
        if verbs[-1].concept not in relations().speech:
            return False
        start = verbs[-1].span.end
    openers = clause_words(analysis.lang)
    return not any(t.norm in openers for t in before if t.span.start >= start)


def _has_an_office(name: Name, found: Found, today: Interval) -> bool:
    """Tell whether a fact has the same person in some office today."""
    return any(
        pair.fact.validity is not None
        and pair.fact.validity.contains(today)
        and any(_is_same(name, other) for other in pair.statement.names)
        for pair in found.pairs
    )


# --- what by ------------------------------------------------------------------------------------


def _succeeds(name: Name, pair: Pair, other: Pair, today: Interval) -> bool:
    """Tell whether a fact has somebody else in that office today, and the part tells which it is.

    By the title beside the name, or by the body it is told to lead.
    """
    term = other.fact.validity
    if term is None or not term.contains(today) or other.fact.rating is not Rating.TRUE:
        return False
    people = [n for n in other.statement.names if n.kind is NameKind.PERSON]
    if not people or any(compare_names(name, n) is not NameRelation.DIFFERENT for n in people):
        return False
    common = _keys(pair.statement) & _keys(other.statement)
    titles = [t for t in pair.claim.content if t.key in common]
    beside = [t for t in titles if _way(pair.claim, t.span, name.span) <= _BESIDE]
    bodies = [
        n
        for n in pair.statement.names
        if n.kind is not NameKind.PERSON and _has(other.statement, n)
    ]
    is_named = any(_has(pair.claim, body) for body in bodies)
    if beside and (is_named or len(titles) > 1 or _is_the_only_one(name, pair, other)):
        return all(_is_told_of_it(name, token, pair) for token in beside)
    heads = [t for t in pair.claim.tokens if t.concept in relations().heading]
    return is_named and any(_way(pair.claim, t.span, name.span) <= _BESIDE for t in heads)


def _is_the_only_one(name: Name, pair: Pair, other: Pair) -> bool:
    """Tell whether the title is of an office a country has once: of which coach, no title tells."""
    once = relations().single_offices | relations().sole_offices
    known = [{(o.concept, o.body) for o in p.statement.offices} for p in (pair, other)]
    return any(
        office.concept in once
        and office.holder is not None
        and _is_same(office.holder, name)
        and all(
            any(office.concept == concept and office.body in ("", body) for concept, body in row)
            for row in known
        )
        for office in pair.claim.offices
    )


def _is_told_of_it(name: Name, title: Token, pair: Pair) -> bool:
    """Tell whether nothing but the office stands by the name: no "was", no "in the war years"."""
    first, last = sorted((name.span, title.span), key=lambda span: span.start)
    past = grammar(pair.claim.lang).past_copulas
    if any(t.text.casefold() in past for t in pair.claim.between(first, last)):
        return False
    if is_of_then(pair, title.span):
        return False
    if title.span.start < name.span.start:
        return True
    rest = pair.claim.text[title.span.end :]
    end = title.span.end + min((rest.find(sign) for sign in ",;:" if sign in rest), default=0)
    known = _keys(pair.statement)
    earlier = words_of(pair.claim.lang, "earlier_words")
    return not any(
        token.norm in earlier
        or (not token.is_stop and token.key not in known and not _is_of_a_name(token, pair))
        for token in pair.claim.tokens
        if title.span.end <= token.span.start < end
    )


def _is_of_a_name(token: Token, pair: Pair) -> bool:
    return any(
        name.span.start <= token.span.start < name.span.end and _has(pair.statement, name)
        for name in pair.claim.names
    )


@memoised
def _keys(analysis: Analysis) -> frozenset[str]:
    return frozenset(token.key for token in analysis.content if token.concept != "be")


def _has(analysis: Analysis, name: Name) -> bool:
    return any(_is_same(name, other) for other in analysis.names)


def _is_same(one: Name, other: Name) -> bool:
    return compare_names(one, other) is NameRelation.SAME


def _way(analysis: Analysis, one: Span, other: Span) -> float:
    first, second = sorted((one, other), key=lambda span: span.start)
    text = analysis.text[first.end : second.start]
    return len(analysis.between(first, second)) + _PAUSE * sum(text.count(c) for c in ",;:")
