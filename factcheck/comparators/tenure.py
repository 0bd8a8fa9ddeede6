"""Who leads what, told without the title: "the bank led by her", "has led the cabinet since May".

The fact tells who holds an office, and when. A part that has the same person lead the same body
after the office had ended is ``outdated``; one that has it begin on another day of that year
clashes in its ``date``. Years are not compared: who is appointed again begins a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import has_full_weight, own_dates
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.terms import stretch_of
from factcheck.comparators.times import is_set_in_another_year
from factcheck.model import (
    Comparison,
    DateMention,
    DateRelation,
    Granularity,
    Interval,
    Name,
    NameKind,
    Office,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair

_DAYS_A_MONTH = 31


@dataclass(frozen=True, slots=True)
class _Told:
    """How a part tells that somebody leads something, and whether it does so of its own time."""

    words: Span
    is_now: bool


def compare_tenure(pair: Pair) -> Comparison | None:
    """Return a clash when the part has the fact's holder lead its body at another time."""
    period = pair.fact.validity
    office = next((o for o in pair.statement.offices if o.holder is not None), None)
    if period is None or office is None or office.holder is None:
        return None
    holder = _holder(pair, office.holder)
    if holder is None or _is_denied(pair):
        return None
    told = _told(pair, holder, office)
    began = _beginning(pair, office, told)
    if began is not None and _began_on_another_day(began, period):
        return Comparison(
            name=Reason.DATE,
            stance=Stance.REFUTES,
            claim_text=began.text,
            fact_text=str(period.start),
            claim_span=began.span,
        )
    if told is None or not told.is_now or not _is_over(pair, period):
        return None
    if is_set_in_another_year(pair):
        return None
    return Comparison(
        name=Reason.OUTDATED,
        stance=Stance.REFUTES,
        claim_text=told.words.slice(pair.claim.text),
        fact_text=office.text,
        detail=str(period.end),
        claim_span=told.words,
        fact_span=office.span,
    )


def _holder(pair: Pair, holder: Name) -> Name | None:
    """Return the part's name of the fact's holder, when it names no other person."""
    people = [n for n in pair.claim.names if n.kind is NameKind.PERSON]
    found = [n for n in pair.claim.names if compare_names(n, holder) is NameRelation.SAME]
    others = [n for n in people if n not in found]
    return found[0] if len(found) == 1 and not others else None


def _is_denied(pair: Pair) -> bool:
    return any(token.negated for token in pair.claim.tokens)


# --- how it is told ----------------------------------------------------------------------------


def _told(pair: Pair, holder: Name, office: Office) -> _Told | None:
    heads = [
        (place, token)
        for place, token in enumerate(pair.claim.tokens)
        if token.concept in relations().heading or _is_ministry(pair, token, office)
    ]
    for place, head in heads:
        for form in (_led_by, _leads, _headed_is):
            told = form(pair, holder, place)
            led = _led(pair, place, head, form is _led_by)
            if told is not None and led is not None and _is_the_body(pair, led, office, head):
                return told
    return _done_by(pair, holder, office)


def _done_by(pair: Pair, holder: Name, office: Office) -> _Told | None:
    """Read "the search is led by the head of the agency, Ann Lee", the whole office as the fact."""
    met = set(pair.claim_to_fact.content.values())
    if len(met) < len(pair.statement.content) or not _names_all(pair):
        return None
    titles = [
        pair.claim.content[i]
        for i, j in pair.claim_to_fact.content.items()
        if pair.statement.content[j].span == office.span
    ]
    before = [t for t in pair.claim.tokens if titles and t.span.end <= titles[0].span.start]
    if not before or before[-1].norm not in grammar(pair.claim.lang).agent:
        return None
    if titles[0].span.end > holder.span.start:
        return None
    is_now = any(_is_present(pair, t) for t in before)
    return _Told(words=Span(start=titles[0].span.start, end=holder.span.end), is_now=is_now)


def _names_all(pair: Pair) -> bool:
    met = set(pair.claim_to_fact.names.values())
    return all(j in met for j in range(len(pair.statement.names)))


def _is_ministry(pair: Pair, token: Token, office: Office) -> bool:
    """Tell whether a word names the office's own place: "the economy ministry"."""
    place = next((i for i, t in enumerate(pair.claim.content) if t is token), -1)
    other = pair.claim_to_fact.related.get(place)
    return other is not None and pair.statement.content[other].span == office.span


def _between(pair: Pair, start: int, end: int) -> list[Token]:
    return [t for t in pair.claim.tokens if start <= t.span.start and t.span.end <= end]


def _led_by(pair: Pair, holder: Name, place: int) -> _Told | None:
    """Read "is led by her" and, in what is told of a day, "the bank led by her"."""
    head = pair.claim.tokens[place]
    if not head.is_verb or holder.preposition not in grammar(pair.claim.lang).agent:
        return None
    if holder.span.start < head.span.end:
        return None
    if not all(t.is_stop for t in _between(pair, head.span.end, holder.span.start)):
        return None
    before = pair.claim.tokens[place - 1] if place else None
    if before is None or (before.is_stop and not before.is_verb):
        return None
    is_now = _is_present(pair, before) if before.is_verb else _is_of_a_day(pair)
    if not before.is_verb and not _ends_a_name_or_body(pair, before):
        return None  # "once led by"
    return _Told(words=Span(start=head.span.start, end=holder.span.end), is_now=is_now)


def _ends_a_name_or_body(pair: Pair, token: Token) -> bool:
    in_name = any(n.span.end == token.span.end for n in pair.claim.names)
    return in_name or (bool(token.concept) and not token.is_verb and token in pair.claim.content)


def _is_of_a_day(pair: Pair) -> bool:
    mentions = pair.claim_dates or own_dates(pair.sentence)
    return len(mentions) == 1 and mentions[0].interval is not None


def _is_present(pair: Pair, copula: Token) -> bool:
    past = grammar(pair.claim.lang).past_copulas
    return copula.is_stop and copula.concept == "be" and copula.text.casefold() not in past


def _leads(pair: Pair, holder: Name, place: int) -> _Told | None:
    """Read "she leads the bank": of when, the form of the verb does not tell."""
    head = pair.claim.tokens[place]
    between = _between(pair, holder.span.end, head.span.start)
    if holder.span.start > head.span.start or any(not t.is_stop for t in between):
        return None
    if holder.span.end == 0 and place and not all(t.is_stop for t in pair.claim.tokens[:place]):
        return None  # who acts is understood
    return _Told(words=head.span, is_now=False)


def _headed_is(pair: Pair, holder: Name, place: int) -> _Told | None:
    """Read "at the head of the bank is she", with nothing more told of her."""
    before = pair.claim.before(holder.span)
    head = pair.claim.tokens[place]
    if not before or not _is_present(pair, before[-1]) or head.span.start > before[-1].span.start:
        return None
    if head.is_verb and place and pair.claim.tokens[place - 1].is_verb:
        return None
    told = [q.span for q in pair.claim.quantities] + [d.span for d in pair.claim.dates]
    after = [
        t
        for t in pair.claim.content
        if t.span.start >= holder.span.end
        and has_full_weight(t, pair.claim.lang)
        and not any(s.start <= t.span.start < s.end for s in told)
    ]
    return None if after else _Told(words=head.span, is_now=True)


# --- what is led -------------------------------------------------------------------------------


def _led(pair: Pair, place: int, head: Token, is_before: bool) -> Token | Name | None:
    """Return what stands on the side of the verb where what is led does."""
    if not head.is_verb and head.concept not in relations().heading:
        return head
    tokens = pair.claim.tokens
    way: Sequence[Token] = tokens[:place][::-1] if is_before else tokens[place + 1 :]
    word = next((t for t in way if not t.is_stop), None)
    if word is None:
        return None
    named = [n for n in pair.claim.names if n.span.start <= word.span.start < n.span.end]
    return named[0] if named else word


def _is_the_body(pair: Pair, led: Token | Name, office: Office, head: Token) -> bool:
    """Tell whether what is led is what the fact's office is of, and nothing narrower."""
    if isinstance(led, Name):
        is_owner = led.preposition in grammar(pair.claim.lang).origin
        if led.kind is NameKind.PLACE or (is_owner and led.span.start < head.span.start):
            return False  # "the committee of Madrid is led by"
        place = next(i for i, n in enumerate(pair.claim.names) if n is led)
        partner = pair.claim_to_fact.names.get(place)
        return partner is not None and pair.statement.names[partner].key == office.body
    place = next((i for i, t in enumerate(pair.claim.content) if t is led), -1)
    if _is_ministry(pair, led, office):
        return True
    if led.concept in relations().cabinets and office.concept in relations().cabinet_heads:
        return _is_of_its_country(pair, office) and not _is_narrowed(pair, place)
    return False


def _is_of_its_country(pair: Pair, office: Office) -> bool:
    """Tell whether every place of the part lies in the office's country."""
    places = [n for n in pair.claim.names if n.kind is NameKind.PLACE]
    country = country_of(office.body)
    return all(country_of(n.key) == country for n in places)


def _is_narrowed(pair: Pair, place: int) -> bool:
    """Tell whether a word of its own stands right after: "the regional government"."""
    content = pair.claim.content
    if place < 0 or place + 1 >= len(content):
        return False
    word, after = content[place], content[place + 1]
    between = _between(pair, word.span.end, after.span.start)
    return not between and not after.is_verb


# --- when --------------------------------------------------------------------------------------


def _is_over(pair: Pair, period: Interval) -> bool:
    mentions = pair.claim_dates or own_dates(pair.sentence)
    judged_at = mentions[0].interval if len(mentions) == 1 else pair.document_date
    if len(mentions) > 1 or judged_at is None or judged_at.start is None:
        return False
    return period.end is not None and period.end < judged_at.start


def _beginning(pair: Pair, office: Office, told: _Told | None) -> DateMention | None:
    """Return since when the part has the holder in the office, where it says so."""
    dates = [m for m in pair.claim.dates if m.interval is not None]
    if len(dates) != 1:
        return None
    takes = any(t.concept == "take_office" for t in pair.claim.tokens)
    titles = pair.claim.offices
    same = [title for title in titles if _is_same(title, office)]
    if titles and not same:
        return None
    if dates[0].relation is DateRelation.SINCE:
        holds = any(_is_told_of(pair, title, dates[0]) for title in same) and not takes
        return dates[0] if told is not None or holds else None
    return dates[0] if takes and dates[0].relation is DateRelation.IN else None


def _is_told_of(pair: Pair, title: Office, date: DateMention) -> bool:
    """Tell whether a time is that of an office: nothing but the office stands between, no "and"."""
    stretch, lang = stretch_of(pair.claim, title.span), pair.claim.lang
    joins = words_of(lang, "coordinators")
    start, end = sorted((title.span, date.span), key=lambda span: span.start)
    return (
        stretch.start <= date.span.start
        and date.span.end <= stretch.end
        and not any(t.norm in joins for t in pair.claim.between(start, end))
    )


def _is_same(mine: Office, theirs: Office) -> bool:
    return mine.concept == theirs.concept and (not mine.body or mine.body == theirs.body)


def _began_on_another_day(began: DateMention, period: Interval) -> bool:
    """Tell whether another day or month of the very year is told."""
    mine, theirs = began.interval, period.start
    if mine is None or mine.start is None or theirs is None or mine.start.year != theirs.year:
        return False
    if began.granularity is Granularity.DAY:
        return (mine.start.month == theirs.month) != (mine.start.day == theirs.day)
    return began.granularity is Granularity.MONTH and mine.start.month != theirs.month
