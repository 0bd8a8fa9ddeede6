"""What may be true beside a fact after all, whichever comparator found the two to differ.

One of several that are left open, a figure written alike, a second name or another spelling of one
that the fact has, a place and its country: none of them tells that the sentence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import is_stated
from factcheck.analysis.quotes import quotes
from factcheck.analysis.spellings import words_of as name_words
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.other_part import is_of_a_later_clause
from factcheck.languages.data import language_data
from factcheck.model import Analysis, Comparison, DateRelation, Name, Span, Stance
from factcheck.model.alignment import Pair
from factcheck.text import fold

_TIMES = frozenset({"hour", "day", "week", "month", "year"})
_LARGE = ("country:", "region:")
_NEAR = 2
"""Words before a name among which one tells that it is only called so: "known as", "detto il"."""
_WRITTEN = re.compile(r"\d+(?:[.,]\d+)+")
_VOICELESS = str.maketrans("gbdzvcq", "kptsfkk", "aeiouyhw")
"""Consonants that romanisations of one name put for each other; vowels are left out."""
_CHINESE = (("hs", "x"), ("zh", "j"), ("ch", "j"), ("q", "j"), ("tz", "z"), ("ts", "z"))
_CHINESE_SIGNS = ("hs", "zh", "x", "q", "tz")
"""What is hardly written in a name of two words that is in neither system."""
_REPEAT = re.compile(r"(.)\1+")
_SHORTEST = 4
_SKELETON = 2
"""Letters and consonants from which on a name that sounds alike may be the same."""


def kept_open(pair: Pair, comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons, ``NEUTRAL`` each clash whose two sides may both be true."""
    is_asked = pair.statement.text.rstrip().endswith("?")  # "Why is it so important?"
    return tuple(
        replace(found, stance=Stance.NEUTRAL)
        if found.stance is Stance.REFUTES and (is_asked or _is_none(pair, found))
        else found
        for found in comparisons
    )


def _is_none(pair: Pair, clash: Comparison) -> bool:
    mine, theirs = clash.claim_span, clash.fact_span
    if mine is None or theirs is None:
        return False
    is_name = _name_at(pair.claim, mine) is not None
    return may_agree(pair, mine, theirs) or (is_name and _quote_other_words(pair))


def may_agree(pair: Pair, mine: Span, theirs: Span) -> bool:
    """Tell whether what stands at ``mine`` in the part may be true beside what the fact has."""
    if _is_an_alternative(pair.claim, mine) or _is_an_alternative(pair.statement, theirs):
        return True
    if _are_written_alike(pair, mine, theirs) or _count_from_two_days(pair, mine, theirs):
        return True
    if any(mine.start < q.span.end and q.span.start < mine.end for q in pair.claim.quantities):
        return _differ_in_rate(pair)
    name, rival = _name_at(pair.claim, mine), _name_at(pair.statement, theirs)
    if name is None or rival is None:
        return False
    return _may_be_one(pair, name, rival) or is_of_a_later_clause(pair, rival)


def _is_an_alternative(analysis: Analysis, span: Span) -> bool:
    """Tell whether what clashes is one of two that are left open: "in the 18th or 19th century"."""
    words = words_of(analysis.lang, "alternatives")
    beside = (*analysis.before(span)[-1:], *analysis.after(span)[:1])
    return any(token.norm in words for token in beside)


def _are_written_alike(pair: Pair, mine: Span, theirs: Span) -> bool:
    """Tell of one figure in two languages: "1,365" is one writer's decimals, one's thousands."""
    if pair.claim.lang == pair.statement.lang:
        return False
    here = _WRITTEN.findall(mine.slice(pair.claim.text))
    return bool(here) and here == _WRITTEN.findall(theirs.slice(pair.statement.text))


def _differ_in_rate(pair: Pair) -> bool:
    """Tell whether only one side says, apart from its amounts, that it is so every day or year."""
    (mine, here), (theirs, there) = (
        (_rates(one), {q.per for q in one.quantities}) for one in (pair.claim, pair.statement)
    )
    return bool(mine - here - theirs - there or theirs - there - mine - here)


@memoised
def _rates(analysis: Analysis) -> frozenset[str]:
    text = fold(analysis.text)
    return frozenset(unit for unit, shape in _rate_shapes(analysis.lang) if shape.search(text))


@lru_cache(maxsize=16)
def _rate_shapes(lang: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    articles, found = grammar(lang).articles, []
    for unit, phrases in language_data(lang, "numbers")["per"].items():
        first = {phrase: phrase.split()[0] for phrase in phrases}
        own = [fold(p) for p in phrases if first[p] not in articles and "'" not in first[p]]
        if unit in _TIMES and own:  # "a day later", "entro l'anno" are no rates
            found.append((unit, re.compile(rf"\b(?:{'|'.join(map(re.escape, own))})\b")))
    return found


def _quote_other_words(pair: Pair) -> bool:
    """Tell whether each side quotes something, and not the same: two shirts, two letters."""
    mine, theirs = _quoted(pair.sentence), _quoted(pair.statement)
    is_one_language = pair.claim.lang == pair.statement.lang
    return is_one_language and min(len(mine), len(theirs)) > 1 and mine.isdisjoint(theirs)


@memoised
def _quoted(analysis: Analysis) -> frozenset[str]:
    """Return the words of weight that stand between quotation marks."""
    spans = list(quotes(analysis.text))
    return frozenset(t.key for t in analysis.content if any(s.holds(t.span) for s in spans))


def _count_from_two_days(pair: Pair, mine: Span, theirs: Span) -> bool:
    """Tell of "six since 1900" beside "six since 1912": the one does not exclude the other."""
    open_ended = (
        any(d.span == span and d.relation is not DateRelation.IN for d in analysis.dates)
        for analysis, span in ((pair.claim, mine), (pair.statement, theirs))
    )
    counts = [q for q in pair.claim.quantities if q.dimension == "count"]
    return all(open_ended) and any(is_stated(q, pair.statement.quantities) for q in counts)


def _name_at(analysis: Analysis, span: Span) -> Name | None:
    return next((name for name in analysis.names if name.span == span), None)


def _may_be_one(pair: Pair, name: Name, rival: Name) -> bool:
    return (
        _is_a_second_name(pair.claim, name)
        or _is_a_second_name(pair.statement, rival)
        or _may_lie_in(name, rival)
        or _may_lie_in(rival, name)
        or _sound_alike(name, rival)
        or _is_said_in_full(pair.claim, name, rival)
        or _is_said_in_full(pair.statement, rival, name)
    )


def _is_a_second_name(analysis: Analysis, name: Name) -> bool:
    """Tell whether somebody is only called so: "nicknamed Il Ninja, he spent his career"."""
    words = words_of(analysis.lang, "naming_words")
    return any(token.norm in words for token in analysis.before(name.span)[-_NEAR:])


def _may_lie_in(name: Name, other: Name) -> bool:
    """Tell of a place that no list knows, and a country or region: it may be one of its towns."""
    is_unlisted = ":" not in name.key and not name.adjective
    return is_unlisted and other.key.startswith(_LARGE) and not other.adjective


def _sound_alike(name: Name, other: Name) -> bool:
    """Tell whether two names may be one in two romanisations: Gongmin and Kongmin."""
    if ":" in name.key or ":" in other.key:
        return False
    mine, theirs = name_words(name.text), name_words(other.text)
    if len(mine) == len(theirs) and all(
        left == right or _are_romanised_alike(left, right)
        for left, right in zip(mine, theirs, strict=True)
    ):
        return True
    one, two = "".join(mine), "".join(theirs)
    if min(len(mine), len(theirs)) < 2 or not any(sign in one + two for sign in _CHINESE_SIGNS):
        return False
    return _in_pinyin(one) == _in_pinyin(two) and len(_in_pinyin(one)) > _SKELETON


@lru_cache(maxsize=16384)
def _in_pinyin(name: str) -> str:
    """Return the consonants of a Chinese name, however it is romanised: Hsu Chih-ming, Xu Zhiming.

    The systems are Wade-Giles and Hanyu Pinyin.
    """
    for wade, pinyin in _CHINESE:
        name = name.replace(wade, pinyin)
    return name.translate(_VOICELESS)


@lru_cache(maxsize=16384)
def _are_romanised_alike(left: str, right: str) -> bool:
    """Tell whether words differ in inner vowels and in how hard their consonants are alone.

    A last letter that differs makes two names: Rossi and Russo, Paolo and Paola.
    """
    if min(len(left), len(right)) < _SHORTEST or left[-1] != right[-1]:
        return False
    mine, theirs = (_REPEAT.sub(r"\1", word.translate(_VOICELESS)) for word in (left, right))
    short, long = sorted((mine, theirs), key=len)
    is_breath = long[:1] == "k" and long[1:] == short and len(short) > _SKELETON
    return len(mine) >= _SKELETON and (mine == theirs or is_breath)  # Hatzi-, Chatzidakis


def _is_said_in_full(analysis: Analysis, name: Name, other: Name) -> bool:
    """Tell whether a word beside a name makes it the other: "the Nubian desert", Nubian Desert."""
    mine, theirs = name_words(name.text), name_words(other.text)
    articles = grammar(analysis.lang).articles
    beside = [*analysis.before(name.span)[-1:], *analysis.after(name.span)[:1]]
    more = {t.norm for t in beside if t.norm not in articles}
    return set(mine) < set(theirs) and set(theirs) - set(mine) <= more
