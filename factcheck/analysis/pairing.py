"""A part and a fact made ready to compare: analyses, alignments, coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from factcheck.analysis.alignment import WordIndex, align, index_words
from factcheck.analysis.analyse import analyse, read
from factcheck.analysis.gazetteer import countries_named
from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.quantities.mentions import compatible, figures_in
from factcheck.analysis.scene import Scene, read_part, with_understood
from factcheck.analysis.tokens import grammar
from factcheck.model import (
    Analysis,
    Claim,
    DateMention,
    Document,
    Fact,
    Granularity,
    Interval,
    Name,
    Part,
    Quantity,
    Span,
    Token,
)
from factcheck.model.alignment import Alignment, Pair

# How much of the meaning a word carries; only their ratios matter. Set by hand before any
# fixture was measured.
_NAME = 1.2
_DEMONYM = 0.6
_WORD = 1.0
_OFFICE = 0.5
_FIGURE = 1.5
_DATE = 1.0
_SPEECH = 0.3
_STATE = 0.3
_LIGHT = 0.25
RELATED = 0.7
"""What a near word ("troops" for "soldati") counts beside the same word."""


def word_weight(token: Token, lang: str) -> float:
    """Return the weight of a content word."""
    known = relations()
    rules = grammar(lang)
    if token.lemma in rules.light or token.norm in rules.light:
        return _LIGHT
    if token.concept in known.speech:
        return _SPEECH
    if token.concept in known.states:
        return _STATE
    if token.concept in known.office_broader:
        return _OFFICE
    return _WORD


def has_full_weight(token: Token, lang: str) -> bool:
    """Tell whether a content word says something by itself: no speech, state or office."""
    return word_weight(token, lang) >= _WORD


@memoised
def content_weights(analysis: Analysis) -> tuple[float, ...]:
    """Return the weight of each content word."""
    return tuple(word_weight(token, analysis.lang) for token in analysis.content)


def name_weight(name: Name) -> float:
    """Return the weight of a proper name."""
    return _DEMONYM if name.adjective else _NAME


def coverage(
    analysis: Analysis,
    alignment: Alignment,
    *,
    skip_content: Collection[int] = (),
    skip_names: Collection[int] = (),
) -> float:
    """Return the weighted share in [0, 1] of words and names that ``alignment`` gives a partner.

    Skipped positions count on neither side; a text without words is covered wholly.
    """
    total, met = _shared(analysis, alignment, skip_content, skip_names)
    return met / total if total else 1.0


def _shared(
    analysis: Analysis,
    alignment: Alignment,
    skip_content: Collection[int],
    skip_names: Collection[int],
) -> tuple[float, float]:
    """Return the weight of all words and names, and of those that have a partner."""
    total = met = 0.0
    for i, weight in enumerate(content_weights(analysis)):
        if i not in skip_content:
            total += weight
            if i in alignment.content:
                met += weight
            elif i in alignment.related:
                met += RELATED * weight
    for i, name in enumerate(analysis.names):
        if i not in skip_names:
            weight = name_weight(name)
            total += weight
            met += weight if i in alignment.names else 0.0
    return total, met


def full_coverage(
    analysis: Analysis,
    alignment: Alignment,
    other: Analysis,
    dates: Sequence[DateMention],
    other_dates: Sequence[DateMention],
    *,
    skip_content: Collection[int] = (),
    skip_names: Collection[int] = (),
    skip_spans: Collection[Span] = (),
) -> float:
    """Return ``coverage`` with figures and resolved dates counted as words.

    Figures and dates at ``skip_spans`` count on neither side.
    """
    total, met = _shared(analysis, alignment, skip_content, skip_names)
    for quantity in analysis.quantities:
        if quantity.span not in skip_spans:
            total += _FIGURE
            met += _FIGURE * any(
                agree(quantity, figure) or agree(figure, quantity) for figure in other.quantities
            )
    for mention in dates:
        if mention.span not in skip_spans:
            total += _DATE
            met += _DATE * any(_same_time(mention, date_) for date_ in other_dates)
    return met / total if total else 1.0


def _same_time(mention: DateMention, other: DateMention) -> bool:
    mine, theirs = mention.interval, other.interval
    return (
        mine is not None and theirs is not None and (mine.contains(theirs) or theirs.contains(mine))
    )


_LARGE = 1e5
_LOOK_BACK = 12


_compatible = lru_cache(maxsize=16384)(compatible)
"""One figure of a fact meets the same figure of a part in several comparators."""


def agree(claimed: Quantity, other: Quantity) -> bool:
    """Tell whether ``other``, taken as right, bears out ``claimed``.

    A large bare number agrees with the same amount of money: after "miliardi di dollari" the
    currency of the next figure goes without saying.
    """
    if claimed.text.casefold() == other.text.casefold():
        return True
    if claimed.dimension == other.dimension and _compatible(claimed, other):
        return True
    return claimed.low == other.low and not claimed.of and may_lack_currency(claimed, other)


def is_stated(claimed: Quantity, known: Iterable[Quantity]) -> bool:
    """Tell whether an amount is among ``known``, be it with another bound."""
    return any(
        agree(claimed, other)
        or (
            claimed.dimension == other.dimension
            and (claimed.low, claimed.high) == (other.low, other.high)
        )
        for other in known
    )


def may_lack_currency(one: Quantity, other: Quantity) -> bool:
    """Tell whether one amount is of money, and the other a large bare one that may be."""
    for money, bare in ((one, other), (other, one)):
        if money.dimension.partition(":")[0] == "money" and not bare.unit:
            return bare.low >= _LARGE
    return False


def claim_analysis(document: Document, claim: Claim) -> Analysis:
    """Return the analysis of the claim's whole sentence."""
    figures = figures_in(document.text, claim.language)
    return analyse(claim.text, claim.language, _days(document.date), figures)


STATEMENTS_KEPT = 8192
"""Analysed statements kept, at about 20 kB each: the facts a text speaks of come up again."""


@lru_cache(maxsize=STATEMENTS_KEPT)
def _statement(text: str, lang: str, anchor: Interval | None) -> WordIndex:
    return index_words(read(text, lang, anchor))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact beside a scene's sentence: what is the same for every part of it."""

    fact: Fact
    statement: WordIndex
    dates: tuple[DateMention, ...]
    to_sentence: Alignment
    coverage: float


def known_facts(scene: Scene, facts: Sequence[Fact]) -> tuple[KnownFact, ...]:
    """Return ``facts`` beside the scene's sentence; their relative dates count from their own."""
    sentence = index_words(with_understood(scene))
    found: list[KnownFact] = []
    for fact in facts:
        lang = fact.lang or scene.claim.language
        statement = _statement(fact.statement, lang, fact.event_date or fact.published)
        to_sentence = align(statement.analysis, sentence)
        found.append(
            KnownFact(
                fact=fact,
                statement=statement,
                dates=_fact_dates(fact, statement.analysis),
                to_sentence=to_sentence,
                coverage=coverage(statement.analysis, to_sentence),
            )
        )
    return tuple(found)


def make_pairs(scene: Scene, part: Part, facts: Sequence[KnownFact]) -> list[Pair]:
    """Return ``part`` of the scene's claim beside each of ``facts``."""
    reading = read_part(scene, part)
    dates = own_dates(reading.analysis)
    document_date = _days(scene.document.date)
    countries = countries_named(scene.document.text, scene.claim.language)
    sentence_names, told = with_understood(scene).names, scene.told
    pairs: list[Pair] = []
    for known in facts:
        statement = known.statement.analysis
        analysis = reading.beside(statement)
        forward = align(analysis, known.statement)
        pairs.append(
            Pair(
                part=part,
                fact=known.fact,
                claim=analysis,
                sentence=scene.sentence,
                statement=statement,
                claim_to_fact=forward,
                fact_to_sentence=known.to_sentence,
                document_date=document_date,
                sentence_names=sentence_names,
                named_before=scene.named_before,
                told=told,
                subject=reading.subject,
                subject_is_ambiguous=reading.is_ambiguous,
                countries=countries,
                claim_dates=dates,
                fact_dates=known.dates,
                claim_coverage=full_coverage(analysis, forward, statement, dates, known.dates),
                fact_coverage=known.coverage,
            )
        )
    return pairs


@memoised
def own_dates(analysis: Analysis) -> tuple[DateMention, ...]:
    """Return the times the text gives: baselines left out, those told from others unresolved."""
    rules = grammar(analysis.lang)
    return tuple(
        replace(mention, interval=None) if _points_back(analysis, mention) else mention
        for mention in analysis.dates
        if not rules.baseline_date.search(mention.text)
    )


def _points_back(analysis: Analysis, mention: DateMention) -> bool:
    rules = grammar(analysis.lang)
    before = analysis.text[max(0, mention.span.start - _LOOK_BACK) : mention.span.start]
    return bool(rules.anaphoric_date.search(mention.text) or rules.anaphoric_before.search(before))


def _days(day: date | None) -> Interval | None:
    return Interval(start=day, end=day) if day else None


def _fact_dates(fact: Fact, statement: Analysis) -> tuple[DateMention, ...]:
    """Return what the fact says of when: the dates it states, else its event date."""
    stated = tuple(mention for mention in statement.dates if mention.interval is not None)
    if stated or fact.event_date is None:
        return stated
    event = DateMention(
        span=Span(start=0, end=0),
        text=_iso(fact.event_date),
        interval=fact.event_date,
        granularity=_granularity(fact.event_date),
    )
    return (event,)


def _granularity(interval: Interval) -> Granularity:
    if interval.start is None or interval.end is None:
        return Granularity.RANGE
    days = (interval.end - interval.start).days
    if days == 0:
        return Granularity.DAY
    return Granularity.MONTH if days <= 31 else Granularity.YEAR


def _iso(interval: Interval) -> str:
    if interval.start == interval.end:
        return str(interval.start)
    return f"{interval.start}/{interval.end}"
