"""What a denial falls on: the time, the cause, the degree or the way, and not the deed itself."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.analysis.tokens import grammar, shapes_of, words_of
from factcheck.comparators.gates import is_behind_a_preposition, is_nominal
from factcheck.model import Analysis, ClaimKind, DateMention, Interval, Span, Token
from factcheck.model.alignment import Pair

_REACH = 6
_NEAR = 4


def is_of_another_time(pair: Pair, i: int) -> bool:
    """Tell whether what was not so by then came about since, or will, by the other side."""
    return (
        _is_yet_to_come(pair)
        or _is_not_yet(pair, i)
        or _is_of_before(pair, i)
        or _was_not_so_before(pair, i)
    )


def is_until_then(pair: Pair, i: int) -> bool:
    """Tell of "had not won since Anna Rossi in 2010" beside that she won: till then it was so."""
    met = pair.claim_to_fact
    words = {*met.partners}, {*met.partners.values()}
    names = {*met.names}, {*met.names.values()}
    days = pair.fact_dates, pair.claim_dates
    for number, (analysis, denied) in enumerate(_sides(pair, i)):
        forms = shapes_of(analysis.lang, "since_form")
        since = words_of(analysis.lang, "since_words")
        start = next((t.span.start for t in analysis.after(denied.span) if t.norm in since), None)
        if not denied.negated or start is None:
            continue
        if not any(form.search(denied.text) for form in forms):
            continue
        told = [
            *(t.span for k, t in enumerate(analysis.content) if k in words[number]),
            *(name.span for k, name in enumerate(analysis.names) if k in names[number]),
            *(m.span for m in analysis.dates if _begins_with(m, days[number])),
        ]
        if any(span.end > start for span in told):
            return True
    return False


def _begins_with(mention: DateMention, others: Sequence[DateMention]) -> bool:
    """Tell whether a stretch of time begins in one of ``others``: "since 2010"."""
    span = mention.interval
    return span is not None and any(
        other.interval is not None
        and other.interval.contains(Interval(start=span.start, end=span.start))
        for other in others
        if span.start is not None
    )


def _is_not_yet(pair: Pair, i: int) -> bool:
    """Tell whether the part denies what came about after it was written, or the fact so far."""
    today = pair.document_date.start if pair.document_date else None
    starts = [m.interval.start for m in pair.fact_dates if m.interval and m.interval.start]
    if today is None or not starts:
        return False
    if pair.claim.content[i].negated:
        return min(starts) > today
    words = words_of(pair.statement.lang, "yet_words")
    return min(starts) < today and any(t.norm in words for t in pair.statement.tokens)


def is_of_a_degree(pair: Pair, i: int) -> bool:
    """Tell whether the part denies a figure or a way that the fact has not: "did not win 40%".

    "Not with a majority", "not by chance": that it was done may be true.
    """
    denied, analysis = pair.claim.content[i], pair.claim
    if not denied.negated:
        return False
    known = pair.statement.quantities
    comma = analysis.text.find(",", denied.span.end)
    end = comma if comma >= 0 else len(analysis.text)
    figures = [q for q in analysis.quantities if denied.span.end <= q.span.start < end]
    if any(not any(agree(q, o) or agree(o, q) for o in known) for q in figures):
        return True
    return any(
        k not in pair.claim_to_fact.partners
        and not token.is_verb
        and denied.span.end < token.span.start < end
        and is_behind_a_preposition(analysis, token)
        and has_full_weight(token, analysis.lang)
        and not any(d.span.start <= token.span.start < d.span.end for d in analysis.dates)
        for k, token in enumerate(analysis.content)
    )


def is_of_others(pair: Pair, i: int) -> bool:
    """Tell of "no one else was saved after her": of her the denial says nothing."""
    return any(
        denied.negated and any(t.norm in grammar(analysis.lang).further_words for t in before)
        for analysis, denied in _sides(pair, i)
        if (before := _since_the_negator(analysis, denied.span))
    )


def _sides(pair: Pair, i: int) -> Sequence[tuple[Analysis, Token]]:
    """Return the part with its word ``i``, and the fact with the word's partner."""
    theirs = pair.statement.content[pair.claim_to_fact.partners[i]]
    return (pair.claim, pair.claim.content[i]), (pair.statement, theirs)


def _since_the_negator(analysis: Analysis, denied: Span) -> Sequence[Token]:
    """Return the words from the last negator before a word on; none without one in reach."""
    before = analysis.before(denied)[-_REACH:]
    places = [
        n for n, t in enumerate(before) if t.text.casefold() in grammar(analysis.lang).negators
    ]
    return before[places[-1] :] if places else ()


def is_of_a_whole(pair: Pair, i: int) -> bool:
    """Tell of "was not produced entirely by him", "is not the most effective": in part it may be.

    Where both sides have such a word, one of them denies it.
    """
    (analysis, denied), (other, _) = sorted(_sides(pair, i), key=lambda side: not side[1].negated)
    if any(t.norm in _words_of_degree(other.lang) for t in other.tokens):
        return False
    near = (*analysis.before(denied.span)[-_REACH:], *analysis.after(denied.span)[:_NEAR])
    return any(token.norm in _words_of_degree(analysis.lang) for token in near)


def _words_of_degree(lang: str) -> frozenset[str]:
    lists = ("whole_words", "quantifiers_exclusive", "superlatives", "ranking")
    told = frozenset[str]().union(*(words_of(lang, name) for name in lists))
    return told - words_of(lang, "negation_tails")  # "no longer", "non è più"


def _is_yet_to_come(pair: Pair) -> bool:
    """Tell whether the part says what will be and the fact what was not by then."""
    told, today = pair.fact.event_date, pair.document_date
    if pair.part.kind is not ClaimKind.PREDICTION or told is None or today is None:
        return False
    return told.end is not None and today.start is not None and told.end <= today.start


def _is_of_before(pair: Pair, i: int) -> bool:
    """Tell of "before her no woman had led": what was not so before is so since."""
    analysis = pair.claim if pair.claim.content[i].negated else pair.statement
    words = words_of(analysis.lang, "earlier_words")
    return any(
        token.concept != "first"
        and not words.isdisjoint(token.norm.split())
        and not is_nominal(analysis, token)  # "la prima casa", "sulla prima casa"
        for token in analysis.tokens
    )


def _was_not_so_before(pair: Pair, i: int) -> bool:
    """Tell of "no Italian had ever won it": until the event that the other side tells of."""
    if pair.claim.content[i].negated:
        return _is_past_perfect(pair.claim, i)
    return _is_past_perfect(pair.statement, pair.claim_to_fact.partners[i])


def _is_past_perfect(analysis: Analysis, place: int) -> bool:
    """Tell of "had never done" and "nobody had done", and not of "had not done"."""
    lang, before = analysis.lang, analysis.before(analysis.content[place].span)
    ever = words_of(lang, "at_any_time") | words_of(lang, "negative_determiners")
    return any(token.norm in ever for token in before) and any(
        token.norm in words_of(lang, "past_perfect") for token in before[-_NEAR:]
    )


def is_of_a_cause(pair: Pair, i: int) -> bool:
    """Tell of "did not collapse because of a bomb": it did, and the fact says nothing of a bomb."""
    token, lang = pair.claim.content[i], pair.claim.lang
    if not token.negated:
        return False
    causes = words_of(lang, "cause_links")
    after = [t for t in pair.claim.tokens if t.span.start >= token.span.end]
    linked = next((t for t in after if t.norm in causes), None)
    shared = pair.claim_to_fact.partners
    return linked is not None and any(
        place not in shared and has_full_weight(t, lang)
        for place, t in enumerate(pair.claim.content)
        if t.span.start > linked.span.start
    )


def is_by_the_way(pair: Pair, i: int) -> bool:
    """Tell of "stayed without voting": what is told is a deed that the fact does not have."""
    token, privative = pair.claim.content[i], words_of(pair.claim.lang, "privative")
    before = pair.claim.before(token.span)[-_REACH:]
    if not any(t.norm in privative for t in before):
        return False
    shared = pair.claim_to_fact.partners
    return any(t.is_verb and place not in shared for place, t in enumerate(pair.claim.content))


def is_a_title(pair: Pair, i: int, j: int) -> bool:
    """Tell of "played without their captain" beside "Anna Rossi, the captain": who she is."""
    for analysis, place, other, title in (
        (pair.claim, pair.claim.content[i], pair.statement, pair.statement.content[j]),
        (pair.statement, pair.statement.content[j], pair.claim, pair.claim.content[i]),
    ):
        privative = words_of(analysis.lang, "privative")
        before = analysis.before(place.span)[-_REACH:]
        if not place.negated or not any(t.norm in privative for t in before):
            continue
        if any(_stand_together(other, title.span, name.span) for name in other.names):
            return True
    return False


def _stand_together(analysis: Analysis, one: Span, other: Span) -> bool:
    """Tell whether no word stands between two stretches."""
    first, second = sorted((one, other), key=lambda span: span.start)
    return first.end <= second.start and not analysis.between(first, second)
