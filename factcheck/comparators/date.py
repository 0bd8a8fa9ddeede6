"""Times: intervals compared by granularity, after relative dates are resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree, has_full_weight, own_dates, word_weight
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.apart import is_somebody_beside
from factcheck.comparators.deeds import has_article
from factcheck.comparators.entity import in_same_slot, is_done_to_another
from factcheck.comparators.gates import (
    Slot,
    is_behind_a_preposition,
    is_pinned,
    is_tied_closely,
    is_unique_event,
    same_event,
    shared_meaning,
    shares_verb,
)
from factcheck.comparators.repeats import may_happen_again
from factcheck.comparators.scope import figures_differ, is_narrower, other_deed, same_polarity
from factcheck.comparators.substitution import replaced_verb
from factcheck.comparators.times import (
    When,
    differ_in_one_part,
    is_after_the_text,
    is_counted_by_speaker,
    is_near_miss,
    relate_dates,
    units_off,
    when,
)
from factcheck.languages.data import language_data
from factcheck.model import (
    Analysis,
    Comparison,
    DateMention,
    Granularity,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair

_BESIDE = 25
"""Characters within which a time is of the noun it stands by: "the collapse on 14 August"."""
_REACH = 3
_COMMA = 100
_SPEECH_WEIGHT = 0.3
"""Least weight of a verb that tells of a deed; "come", "take" and the like have less."""
_ROUNDED = 1.0
"""Units that "a month ago" may be off: five weeks are told so too, and six."""
_A_MONTH, _A_YEAR = timedelta(days=31), timedelta(days=366)
_NEARLY_ALL = 0.85
_MOST = 2 / 3
_SHARES = frozenset({"ratio", "points"})
_VALUES = _SHARES | {"money"}
"""Shares of the meaning of one side, and of both, that tell one event from another of its kind."""


def compare(pair: Pair) -> Comparison | None:
    """Return agreement when each of the part's times holds the fact's.

    A time the fact does not give, or only overlaps, is ``NEUTRAL`` or agrees when the fact's
    interval is the coarser one. Disjoint times clash only for one event that happens once: the
    same actors, action and object, and no figure that differs.
    """
    if not pair.claim_dates:
        return _of_another_time(pair)
    unresolved = [m for m in pair.claim_dates if m.interval is None]
    if unresolved or not pair.fact_dates:
        mention = (unresolved or list(pair.claim_dates))[0]
        return Comparison(
            name=Reason.DATE, stance=Stance.NEUTRAL, claim_text=mention.text, detail="undated"
        )
    states = [(m, relate_dates(m, pair.fact_dates)) for m in pair.claim_dates]
    disjoint = [m for m, state in states if state is When.DISJOINT]
    if disjoint:
        clash = len(disjoint) == 1 and _same_event(pair, disjoint[0])
        stance = Stance.REFUTES if clash else Stance.NEUTRAL
        rivals = _rivals(pair, disjoint[0])
        return _comparison(pair, disjoint[0], stance, rivals[0] if rivals else None)
    unknown = [
        m
        for m, state in states
        if state not in (When.AGREE, When.COMPATIBLE)
        or (state is When.COMPATIBLE and _says_more_closely(m, pair.fact_dates))
    ]
    if unknown:
        return _comparison(pair, unknown[0], Stance.NEUTRAL)
    return _comparison(pair, pair.claim_dates[0], Stance.SUPPORTS)


def _says_more_closely(mention: DateMention, others: Sequence[DateMention]) -> bool:
    """Tell of "in 1967" beside "in the late sixties", of a day beside its year.

    A day agrees with its month, and a month with its year; and where a stretch of time begins or
    ends within the part's, it is told as closely.
    """
    mine = mention.interval
    if mine is None or mine.start is None or mine.end is None:
        return False
    met = [o.interval for o in others if o.interval is not None and o.interval.overlaps(mine)]
    is_month = mention.granularity is Granularity.MONTH
    length = max(mine.end - mine.start, _A_YEAR if is_month else _A_MONTH)
    return bool(met) and not any(
        other.start is None
        or other.end is None
        or other.end - other.start <= length
        or mine.start <= other.start <= mine.end
        or mine.start <= other.end <= mine.end
        for other in met
    )


def _of_another_time(pair: Pair) -> Comparison | None:
    """Return ``NEUTRAL`` for an undated part and a fact of another time than the text can mean.

    The sentence's only date excludes it, or it happened after the text was written.
    """
    is_later = not pair.sentence.dates and is_after_the_text(pair)
    if when(pair) is not When.DISJOINT and not is_later:
        return None
    other = pair.fact_dates[0]
    return Comparison(name=Reason.DATE, stance=Stance.NEUTRAL, fact_text=other.text)


def _same_event(pair: Pair, mention: DateMention) -> bool:
    rivals = _rivals(pair, mention)
    if len(rivals) != 1 or not same_polarity(pair) or _is_a_series(pair) or figures_differ(pair):
        return False
    if (
        _is_of_another_place(pair)
        or is_somebody_beside(pair)
        or _is_measured_again(pair)
        or may_happen_again(pair)
    ):
        return False
    if not rivals[0].span.end and not shares_verb(pair, near=False):  # only its day
        return False
    if _may_be_that_time(pair, mention, rivals[0]):
        return False
    slot = Slot(claim_spans=(mention.span,), fact_spans=(rivals[0].span,))
    pinned = is_pinned(pair, slot)
    if other_deed(pair) or (not pinned and is_narrower(pair)):
        return False
    is_of_another = is_done_to_another(pair) and not _shares_a_value(pair)
    if replaced_verb(pair) or is_of_another or not same_event(pair, slot):
        return False
    if is_near_miss(pair):
        return True
    is_slip = pinned and differ_in_one_part(mention, rivals[0])
    happens_once = is_unique_event(pair) or is_tied_closely(pair)
    return happens_once and (is_slip or _is_told_whole(pair, slot))


def _is_of_another_place(pair: Pair) -> bool:
    """Tell whether each side names where, and not the same: agreed at Stormont, at Sunningdale."""
    here, there = pair.claim_to_fact.names, pair.fact_to_sentence.names
    locative = grammar(pair.claim.lang).locative
    return any(
        mine.preposition in locative and in_same_slot(pair, mine, theirs)
        for i, mine in enumerate(pair.claim.names)
        if i not in here
        for j, theirs in enumerate(pair.statement.names)
        if j not in there
    )


def _shares_a_value(pair: Pair) -> bool:
    """Tell whether a share or a sum is told alike: of the rate, whatever it is called."""
    return any(
        q.dimension.partition(":")[0] in _VALUES
        and any(agree(q, o) for o in pair.statement.quantities)
        for q in pair.claim.quantities
    )


def _only_tells_when(pair: Pair) -> bool:
    """Tell of "after the opening day of the cup": before or after what it was, not what was."""
    first = pair.claim.tokens[:1]
    if not first or shares_verb(pair, near=False):
        return False
    table = language_data(pair.claim.lang, "dates")["relations"]
    words = (*table["before"], *table["after"])
    return first[0].norm in {word.split()[0] for word in words}


def _is_of_another_subject(pair: Pair) -> bool:
    """Tell whether what did it in the fact is a thing the sentence has not: "the trial opened"."""
    deeds = [j for i, j in pair.claim_to_fact.partners.items() if pair.claim.content[i].is_verb]
    if not deeds or not min(deeds):
        return False
    head, next_ = pair.statement.content[:2]
    if any(
        j in pair.fact_to_sentence.names and name.span.start < next_.span.start
        for j, name in enumerate(pair.statement.names)
    ):
        return False  # "the body of Anna Rossi was found", "Anna Rossi, the minister, opened"
    return (
        bool(head.concept)
        and head.text.islower()
        and 0 not in pair.fact_to_sentence.partners
        and not is_behind_a_preposition(pair.statement, head)
        and has_full_weight(head, pair.statement.lang)
    )


def _may_be_that_time(pair: Pair, mention: DateMention, rival: DateMention) -> bool:
    """Tell whether the time is the fact's in other words, or that of something else."""
    off = units_off(pair, mention, rival)
    is_rounded = off is not None and abs(off) < _ROUNDED
    return (
        is_rounded
        or is_counted_by_speaker(pair, mention)
        or _is_told_beside(pair, mention, rival)
        or _is_of_another_deed(pair, mention, rival)
        or _only_tells_when(pair)
        or _is_of_another_subject(pair)
    )


def _is_told_beside(pair: Pair, mention: DateMention, rival: DateMention) -> bool:
    """Tell whether the sentence gives the fact's day too: the other time is of something else.

    "On Thursday he closed the purchase he had spent the summer trying to escape."
    """
    return any(
        other.text != mention.text
        and other.granularity is Granularity.DAY
        and relate_dates(other, [rival]) in (When.AGREE, When.COMPATIBLE)
        for other in (*pair.claim_dates, *own_dates(pair.sentence))
    )


def _is_of_another_deed(pair: Pair, mention: DateMention, rival: DateMention) -> bool:
    """Tell whether a verb the fact lacks stands nearer to the time than the one they share.

    "The line opened on Tuesday, 13 years after work began" beside the day that work began.
    """
    shared = pair.claim_to_fact.partners
    if _is_a_clause_away(pair, mention, rival, shared):
        return True
    met = {j: i for i, j in shared.items()}
    theirs = _verbs(pair.statement)
    if not theirs:  # "told reporters on 14 August after his victory": when they were told
        own = sorted(_verbs(pair.claim), key=lambda i: _way(pair.claim, i, mention.span))
        return bool(own) and own[0] not in shared
    place = rival.span if rival.span.end else pair.statement.content[theirs[0]].span
    dated = min(theirs, key=lambda j: _way(pair.statement, j, place))
    if dated not in met:  # "transcripts issued on 3 January tell that it was cleared to land"
        return any(j in met for j in theirs)
    mine = pair.claim.content[met[dated]]
    if _is_mentioned(pair.claim, mine, mention.span):
        return True
    if dated in pair.fact_to_sentence.content and dated not in pair.claim_to_fact.content.values():
        return True  # the sentence has the very deed in another part
    nearest = _way(pair.claim, met[dated], mention.span)
    return any(
        _way(pair.claim, i, mention.span) < nearest
        for i in _verbs(pair.claim)
        if i not in pair.claim_to_fact.content
    )


def _is_a_clause_away(
    pair: Pair, mention: DateMention, rival: DateMention, shared: Mapping[int, int]
) -> bool:
    """Tell whether the fact's time and deed stand in two clauses: "told on 3 January that it was".

    The deed is that of the part's verb nearest to its time.
    """
    dated = [i for i in _verbs(pair.claim) if i in shared]
    if not dated or not rival.span.end:
        return False
    verb = min(dated, key=lambda i: _way(pair.claim, i, mention.span))
    if _is_mentioned(pair.statement, pair.statement.content[shared[verb]], rival.span):
        return True
    deed = pair.statement.content[shared[verb]].span
    start, end = min(deed.end, rival.span.end), max(deed.start, rival.span.start)
    lang = pair.statement.lang
    openers = words_of(lang, "relatives") | words_of(lang, "complementisers")
    openers -= grammar(lang).origin
    return any(
        token.norm in openers and start <= token.span.start < end for token in pair.statement.tokens
    )


def _is_mentioned(analysis: Analysis, deed: Token, time: Span) -> bool:
    """Tell of a deed that is no verb and stands far from a time: "killed in the collapse ...".

    The time is that of what is told, not of what is mentioned.
    """
    if deed.is_verb or _gap(deed.span, time) <= _BESIDE:
        return False
    rules = grammar(analysis.lang)
    before = analysis.before(deed.span)[-_REACH:]
    return any(t.norm in rules.locative or t.norm in rules.origin for t in before)


@memoised
def _verbs(analysis: Analysis) -> Sequence[int]:
    """Return the verbs that may have a day of their own, those of saying with them."""
    return [
        i
        for i, token in enumerate(analysis.content)
        if token.is_verb
        and not has_article(analysis, token)
        and word_weight(token, analysis.lang) >= _SPEECH_WEIGHT
    ]


def _way(analysis: Analysis, place: int, time: Span) -> int:
    """Return how far a word is from a time: characters, and many for a comma between them."""
    span = analysis.content[place].span
    between = analysis.text[min(span.end, time.end) : max(span.start, time.start)]
    return _gap(span, time) + _COMMA * (between.count(",") + between.count(";"))


def _gap(one: Span, other: Span) -> int:
    """Return how many characters lie between two stretches."""
    return max(0, other.start - one.end, one.start - other.end)


def _rivals(pair: Pair, mention: DateMention) -> list[DateMention]:
    """Return the fact's times that may stand in the place of ``mention``."""
    told = [m for m in pair.claim_dates if m is not mention]
    free = [m for m in pair.fact_dates if not any(relate_dates(t, [m]) is When.AGREE for t in told)]
    return [m for m in free if m.granularity is mention.granularity] or free


def _is_told_whole(pair: Pair, slot: Slot) -> bool:
    """Tell whether one side says nearly all of the other, or each most of it.

    The two may else be this year's and last year's of a kind: tournaments, treaties, visits.
    """
    shares = shared_meaning(pair, slot)
    return max(shares) >= _NEARLY_ALL or min(shares) >= _MOST


def _is_a_series(pair: Pair) -> bool:
    """Tell whether figures agree but are not the same: next year's is seldom far from it."""
    return any(
        agree(q, other) and (q.low, q.high, q.unit) != (other.low, other.high, other.unit)
        for q in pair.claim.quantities
        for other in pair.statement.quantities
    )


def _is_measured_again(pair: Pair) -> bool:
    """Tell of a share that may be the same at another time: inflation of 11.8% in two months."""
    shares = [q for q in pair.claim.quantities if q.dimension in _SHARES]
    changes = relations().changes
    return bool(shares) and any(
        pair.claim.content[i].concept in changes for i in pair.claim_to_fact.content
    )


def _comparison(
    pair: Pair, mention: DateMention, stance: Stance, rival: DateMention | None = None
) -> Comparison:
    other = rival or pair.fact_dates[0]
    return Comparison(
        name=Reason.DATE,
        stance=stance,
        claim_text=mention.text,
        fact_text=other.text,
        detail=_iso(mention),
        claim_span=mention.span,
        fact_span=other.span if other.span.end else None,
    )


def _iso(mention: DateMention) -> str:
    span = mention.interval
    if span is None:
        return ""
    return str(span.start) if span.start == span.end else f"{span.start}/{span.end}"
