"""Offices: who holds which, judged at the time the text speaks of."""

from __future__ import annotations

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.offices import is_broader
from factcheck.analysis.pairing import own_dates
from factcheck.analysis.speech import sayings
from factcheck.analysis.tokens import grammar
from factcheck.comparators.doers import clause_words
from factcheck.comparators.tenure import compare_tenure
from factcheck.comparators.terms import is_of_then
from factcheck.comparators.times import is_set_in_another_year
from factcheck.model import Comparison, Fact, Interval, Office, Reason, Stance
from factcheck.model.alignment import Pair


def compare(pair: Pair) -> Comparison | None:
    """Return what the fact, when it is about an office, says of an office the part names.

    The same person in the same office agrees while the office is held, is ``outdated`` after, and
    clashes in an office that excludes the known one. A vaguer title never clashes with a fuller
    one: who was "minister" may be another minister now. Nor does a former holder with the past.
    """
    worst: Comparison | None = None
    for mine in pair.claim.offices:
        for theirs in pair.statement.offices:
            found = _compare_offices(pair, mine, theirs)
            if found and found.stance is Stance.REFUTES:
                return found
            worst = worst or found
    return compare_tenure(pair) or worst or _state_of_another_time(pair)


def _state_of_another_time(pair: Pair) -> Comparison | None:
    """A state the fact does not know to hold on the day judged bears nothing out."""
    period = pair.fact.validity
    if period is None:
        return None
    judged_at = judged_at_days(pair)
    if judged_at is None:
        return Comparison(name=Reason.UNDATED, stance=Stance.NEUTRAL)
    if period.contains(judged_at):
        return None
    return Comparison(name=Reason.ROLE, stance=Stance.NEUTRAL, detail=_held_until(pair.fact))


def _compare_offices(pair: Pair, mine: Office, theirs: Office) -> Comparison | None:
    if mine.holder is None or theirs.holder is None or mine.former:
        return None
    if compare_names(mine.holder, theirs.holder) is not NameRelation.SAME:
        return None
    if theirs.former:
        return _had_left(mine, theirs)
    if not _is_state(pair.fact):
        return _passing_title(mine, theirs)
    stance, reason = _stance(pair, mine, theirs)
    return Comparison(
        name=reason,
        stance=stance,
        claim_text=mine.text,
        fact_text=theirs.text,
        detail=_held_until(pair.fact),
        claim_span=mine.span,
        fact_span=theirs.span,
    )


def _had_left(mine: Office, theirs: Office) -> Comparison | None:
    """Who the fact calls a former holder is not borne out to hold the office."""
    is_one = mine.concept == theirs.concept and _same_body(mine, theirs)
    return _left_open(mine, theirs) if is_one else None


def _passing_title(mine: Office, theirs: Office) -> Comparison | None:
    """Two titles of one person in accounts of an event: another one is not borne out."""
    if mine.concept == theirs.concept or _broader(mine.concept, theirs.concept):
        return None
    return _left_open(mine, theirs)


def _left_open(mine: Office, theirs: Office) -> Comparison:
    return Comparison(
        name=Reason.ROLE,
        stance=Stance.NEUTRAL,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )


def _is_state(fact: Fact) -> bool:
    """An office fact tells since when or until when; a passing title in an event tells neither."""
    return fact.validity is not None


def _stance(pair: Pair, mine: Office, theirs: Office) -> tuple[Stance, Reason]:
    if not _same_body(mine, theirs) or _is_of_something_else(pair, mine):
        return Stance.NEUTRAL, Reason.ROLE
    period = pair.fact.validity
    judged_at = judged_at_days(pair)
    if judged_at is None or period is None:
        return Stance.NEUTRAL, Reason.UNDATED
    agrees = mine.concept == theirs.concept or _broader(mine.concept, theirs.concept)
    if period.contains(judged_at):
        if agrees:
            return Stance.SUPPORTS, Reason.ROLE
        excludes = _exclude_each_other(mine.concept, theirs.concept)
        is_of_now = not is_set_in_another_year(pair) and not _is_of_then(pair, mine)
        told_too = _is_told_too(pair, theirs)
        if excludes and _bodies_compete(mine, theirs) and is_of_now and not told_too:
            return Stance.REFUTES, Reason.ROLE
    elif (
        mine.concept == theirs.concept
        and _is_over(period, judged_at)
        and _speaks_of_now(pair, mine)
    ):
        # what several are side by side, one is again
        is_shared = mine.concept in relations().shared_offices
        return Stance.NEUTRAL if is_shared else Stance.REFUTES, Reason.OUTDATED
    return Stance.NEUTRAL, Reason.ROLE


def _is_told_too(pair: Pair, theirs: Office) -> bool:
    """Tell whether the sentence gives somebody the fact's office as well: minister and chairman."""
    return theirs.holder is not None and any(
        one.concept == theirs.concept
        and not one.former
        and one.holder is not None
        and compare_names(one.holder, theirs.holder) is NameRelation.SAME
        for one in (*pair.claim.offices, *pair.sentence.offices)
    )


def judged_at_days(pair: Pair) -> Interval | None:
    """Return the days a state is judged at: the part's date, its sentence's, the document's.

    What a part says is so ("the captain is") is not of the time another part tells of.
    """
    told = () if _says_what_is(pair) else own_dates(pair.sentence)
    for mentions in (pair.claim_dates, told):
        if len(mentions) == 1:
            return mentions[0].interval
        if len(mentions) > 1:
            return None
    return pair.document_date


def _says_what_is(pair: Pair) -> bool:
    past = grammar(pair.claim.lang).past_copulas
    return any(t.concept == "be" and t.text.casefold() not in past for t in pair.claim.tokens)


def _is_over(period: Interval, judged_at: Interval) -> bool:
    return period.end is not None and judged_at.start is not None and period.end < judged_at.start


def _speaks_of_now(pair: Pair, mine: Office) -> bool:
    """Tell whether the part speaks of the document's day, not of an undated past.

    A date of its own does; without one, a present copula or somebody who speaks to the reporter.
    """
    if is_of_then(pair, mine.span) or is_set_in_another_year(pair):
        return False
    if len(pair.claim_dates) == 1 or len(own_dates(pair.sentence)) == 1:
        return True
    speaking = relations().speech | relations().addressing
    said = any(True for _ in sayings(pair.sentence, 0, len(pair.sentence.tokens))) or any(
        token.concept in speaking and token.is_verb for token in pair.sentence.tokens
    )
    return (said and not _is_in_what_is_said(pair, mine)) or (
        pair.part.text.strip() == pair.sentence.text.strip().rstrip(".") and _is_copular(pair)
    )


def _is_of_then(pair: Pair, mine: Office) -> bool:
    """Tell whether the part tells an office of another time, or gives no day of its own of one."""
    return not pair.claim_dates and is_of_then(pair, mine.span)


def _is_in_what_is_said(pair: Pair, mine: Office) -> bool:
    """Tell whether a clause that a verb opens has the office: "asked why the minister had not"."""
    openers = clause_words(pair.claim.lang)
    before = pair.claim.before(mine.span)
    start = max((t.span.end for t in before if t.is_verb), default=0)
    return any(t.norm in openers for t in before if t.span.start >= start)


def _is_copular(pair: Pair) -> bool:
    past = grammar(pair.claim.lang).past_copulas
    if any(token.text.casefold() in past for token in pair.claim.tokens):
        return False
    return len(pair.claim.content) <= 2 + len(pair.claim.offices)


def _is_of_something_else(pair: Pair, mine: Office) -> bool:
    """Tell whether an office without a body is of a thing the fact lacks: "director of a film"."""
    after = [t for t in pair.claim.tokens if t.span.start >= mine.span.end]
    if mine.body or not after or after[0].norm not in grammar(pair.claim.lang).origin:
        return False
    head = next((t for t in after if not t.is_stop), None)
    if head is None or any(n.span.start <= head.span.start < n.span.end for n in pair.claim.names):
        return False
    place = next((i for i, t in enumerate(pair.claim.content) if t.span == head.span), None)
    return place is not None and place not in pair.claim_to_fact.partners


def _same_body(mine: Office, theirs: Office) -> bool:
    if not mine.body or not theirs.body or mine.body == theirs.body:
        return True
    if not any(body.startswith("country:") for body in (mine.body, theirs.body)):
        return False  # of two cities, of two banks
    here, there = country_of(mine.body), country_of(theirs.body)
    return bool(here) and here == there


def _bodies_compete(mine: Office, theirs: Office) -> bool:
    """Tell whether both offices can be of one state: an organisation's is its own affair."""
    return mine.body == theirs.body or all(
        not body or country_of(body) for body in (mine.body, theirs.body)
    )


def _broader(left: str, right: str) -> bool:
    return is_broader(left, right) or is_broader(right, left)


def _exclude_each_other(left: str, right: str) -> bool:
    return any(left in group and right in group for group in relations().office_conflicts)


def _held_until(fact: Fact) -> str:
    return str(fact.valid_to.end) if fact.valid_to and fact.valid_to.end else ""
