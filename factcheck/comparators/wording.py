"""The words of two quotes side by side: the same, some left out, or some changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from factcheck.analysis.lexicon import concept_of, lemma, related_concepts, relations
from factcheck.analysis.tokens import grammar, words_of
from factcheck.model import Span
from factcheck.text import fold

MIN_WORDS = 4
"""Shorter quotes are an expression, which anybody may use."""
_MAX_WORDS = 400
_SAME_QUOTE = 0.75
"""Share of words in common, in order, from which on two quotes are one."""
_SPELLING = 80.0
"""Words this alike are two spellings or forms of one."""
_WORD = re.compile(r"[^\W_]+")
_LEFT_OUT = re.compile(r"\[[^\]]{0,60}\]|\(\s*(?:\.{3}|…)\s*\)|…|\.{3}")
_DENIED = "\0"


@dataclass(frozen=True, slots=True)
class Word:
    """A word folded for comparing, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in the text it stands in: its words in pieces, cut where words were left out."""

    span: Span
    pieces: tuple[tuple[Word, ...], ...]
    lang: str

    @property
    def words(self) -> tuple[Word, ...]:
        """Return the words of all pieces."""
        return tuple(word for piece in self.pieces for word in piece)

    @property
    def keys(self) -> list[str]:
        """Return what the words are compared by."""
        return [word.text for word in self.words]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the claim's quote that stand for others in the fact's."""

    mine: tuple[Word, ...]
    theirs: tuple[Word, ...]


def longest_quote(text: str, spans: Iterable[Span], lang: str) -> Quote | None:
    """Return the quote of most words among ``spans``, unless it is too short to be one."""
    found = [_read(text, span, lang) for span in spans]
    best = max(found, key=lambda quote: len(quote.words), default=None)
    return best if best and MIN_WORDS <= len(best.words) <= _MAX_WORDS else None


def _read(text: str, span: Span, lang: str) -> Quote:
    pieces: list[tuple[Word, ...]] = []
    start = span.start
    for cut in [*_LEFT_OUT.finditer(text, span.start, span.end), None]:
        end = cut.start() if cut else span.end
        piece = tuple(_words(text, start, end, lang))
        if piece:
            pieces.append(piece)
        start = cut.end() if cut else span.end
    return Quote(span, tuple(pieces), lang)


def _words(text: str, start: int, end: int, lang: str) -> Iterator[Word]:
    """Yield the words folded; all that denies is one word, "n't" included."""
    rules = grammar(lang)
    denied = [m.span() for m in rules.contraction.finditer(text, start, end)]
    for match in _WORD.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        word = fold(match.group())
        short = next((d for d in denied if d[0] <= span.start < d[1]), None)
        if short and span.start > short[0]:
            yield Word(_DENIED, span)
        elif short:
            yield Word(word.rstrip("n"), span)
        else:
            yield Word(_DENIED if match.group().casefold() in rules.negators else word, span)


def is_within(mine: Quote, theirs: Quote) -> bool:
    """Tell whether each piece of the claim's quote stands in the fact's, in order."""
    keys, position = theirs.keys, 0
    for piece in mine.pieces:
        wanted = [word.text for word in piece]
        found = next(
            (
                place
                for place in range(position, len(keys) - len(wanted) + 1)
                if keys[place : place + len(wanted)] == wanted
            ),
            -1,
        )
        if found < 0:
            return False
        position = found + len(wanted)
    return True


def changes_between(mine: Quote, theirs: Quote) -> tuple[list[Change], float] | None:
    """Return what differs between the first and last common words, and the share in common.

    ``None`` when too little is common for the two to be one quote.
    """
    steps = list(Levenshtein.opcodes(mine.keys, theirs.keys))
    while steps and steps[0].tag == "insert":
        steps.pop(0)
    while steps and steps[-1].tag == "insert":
        steps.pop()
    common = sum(s.src_end - s.src_start for s in steps if s.tag == "equal")
    found = [
        Change(
            mine.words[s.src_start : s.src_end],
            theirs.words[s.dest_start : s.dest_end],
        )
        for s in steps
        if s.tag != "equal"
    ]
    differing = sum(max(len(change.mine), len(change.theirs)) for change in found)
    share = common / (common + differing) if common else 0.0
    if common < MIN_WORDS or share < _SAME_QUOTE:
        return None
    return found, share


def words_in_common(mine: Quote, theirs: Quote) -> bool:
    """Tell whether two quotes share so many words, in order, that one may be made of the other."""
    steps = Levenshtein.opcodes(mine.keys, theirs.keys)
    return sum(s.src_end - s.src_start for s in steps if s.tag == "equal") >= MIN_WORDS


def is_telling(change: Change, lang: str) -> bool:
    """Tell whether the change alters what is said: a figure, a denial, a word of another sense."""
    mine = [word.text for word in change.mine]
    theirs = [word.text for word in change.theirs]
    if mine.count(_DENIED) != theirs.count(_DENIED):
        return True
    if _figures(mine) != _figures(theirs):
        return bool(_figures(mine) and _figures(theirs))
    here, there = _content(mine, lang), _content(theirs, lang)
    return bool(here and there) and not any(
        _alike(one, other, lang) for one in here for other in there
    )


def takes_up(change: Change, mine: Quote, theirs: Quote) -> bool:
    """Tell of "one of peace" for "a mandate of peace": a word the quote had before goes unsaid."""
    for words, others, quote in (
        (change.mine, change.theirs, theirs),
        (change.theirs, change.mine, mine),
    ):
        if _DENIED in (word.text for word in (*words, *others)):
            continue
        told = _content([word.text for word in others], quote.lang)
        rest = [word.text for word in words if word.text not in words_of(quote.lang, "proforms")]
        if not told or len(rest) == len(words) or _content(rest, quote.lang):
            continue
        before = [w.text for w in quote.words if w.span.end <= others[0].span.start]
        if all(word in before for word in told):
            return True
    return False


def is_small(change: Change, lang: str) -> bool:
    """Tell whether only small words differ, none of which denies or counts: "a", "ad"."""
    words = [word.text for word in (*change.mine, *change.theirs)]
    return not _content(words, lang) and not _figures(words) and _DENIED not in words


def _figures(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word.isdigit())


def _content(words: Sequence[str], lang: str) -> list[str]:
    rules = grammar(lang)
    return [
        word
        for word in words
        if word not in rules.function_words
        and word not in rules.auxiliaries
        and word not in rules.light
        and not word.isdigit()
        and len(word) > 1
    ]


def _alike(one: str, other: str, lang: str) -> bool:
    """Tell whether two words may be one in another form, spelling or near sense."""
    if fuzz.ratio(one, other) >= _SPELLING or lemma(one, lang) == lemma(other, lang):
        return True
    here, there = concept_of(one, lang), concept_of(other, lang)
    if frozenset((here, there)) in relations().antonyms:
        return False
    return bool(here) and (here == there or there in related_concepts().get(here, ()))
