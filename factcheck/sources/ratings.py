"""What fact-checkers say of a claim, in words or numbers -> true, false or mixed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from pathlib import Path
from typing import Any, Final

from factcheck.model import Rating
from factcheck.sources.rows import RowError, shown
from factcheck.text import normalise

UNRATED: Final = "unrated"
"""Words that rate no claim, in the table."""

DEFAULT_BEST: Final = 5.0
DEFAULT_WORST: Final = 1.0
"""The ends of a scale that names none: schema.org, ``bestRating`` and ``worstRating``."""

_EDGES: Final = re.compile(r"^\W+|\W+$")
_LABEL: Final = re.compile(r"^([^:=]{2,20})\s*[:=]\s*")
_OPENING: Final = re.compile(r"^(.{2,40}?)\s*(?:[.:;!(|–—]|\s-\s)")
"""What a rating with its reason begins with: "False: the picture is from 2015"."""

_LONGEST: Final = 200
"""Code points of a rating that are looked at: what is longer is a text that may begin with one."""

_TABLE: Final = Path(__file__).with_name("ratings.toml")


class UnknownRatingError(RowError):
    """No table has the words; ``words`` are they, as written."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(f"unknown rating {shown(words)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRating:
    """A rating as published: words, the most telling first, and a number on a scale.

    ``domain`` and ``lang`` say whose words they are; both may be empty.
    """

    words: tuple[str, ...] = ()
    value: str = ""
    best: str = ""
    worst: str = ""
    domain: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRating:
    """What a rating says of the claim, how it was published, and what is odd about it."""

    rating: Rating
    original: str
    remark: str = ""


def read_rating(given: GivenRating) -> ReadRating:
    """Return what ``given`` says: its words, and its number when it has no words.

    Raises ``UnknownRatingError`` for words that no table has, and ``RowError`` when nothing rates
    the claim, words contradict each other, or the scale cannot be read.
    """
    if not given.words:
        return _read_number(given)
    words, found = _read_words(given)
    if found == UNRATED:
        raise RowError(f"{shown(words)} rates no claim")
    rating = Rating(found)
    return ReadRating(rating=rating, original=words, remark=_contradiction(rating, given))


def rating_of_words(words: str, *, domain: str = "", lang: str = "") -> str:
    """Return ``true``, ``false``, ``mixed`` or ``unrated``; an empty string for unknown words."""
    return _looked_up(words[:_LONGEST], domain.lower(), lang.lower())


def is_nobody(name: str) -> bool:
    """Tell whether a claim's author is no one in particular ("social media users")."""
    return normalise(name) in _table().nobody


def _read_words(given: GivenRating) -> tuple[str, str]:
    """Return the first known words and what they say."""
    known = [
        (words, found)
        for words in given.words
        if (found := rating_of_words(words, domain=given.domain, lang=given.lang))
    ]
    if not known:
        raise UnknownRatingError(given.words[0])
    rated = [pair for pair in known if pair[1] != UNRATED] or known
    first = rated[0]
    for words, found in rated[1:]:
        if found != first[1]:
            raise RowError(
                f"the ratings {shown(first[0])} and {shown(words)} contradict each other"
            )
    return first


@lru_cache(maxsize=8192)
def _looked_up(words: str, domain: str, lang: str) -> str:
    tables = [*_table().publishers_of(domain), _table().languages.get(lang, {}), _table().shared]
    for form, is_whole in _forms(words):
        for table in tables:
            found = table.get(form, "")
            # "True: but only in 2015" is not true; "False: it was in 2015" is false.
            if found and (is_whole or found != Rating.TRUE):
                return found
    return ""


def _forms(words: str) -> Iterator[tuple[str, bool]]:
    """Yield what to look up, and whether nothing of the rating is left out of it."""
    bare = _EDGES.sub("", words)
    yield normalise(bare), True
    label = _LABEL.match(bare)
    if label and normalise(label[1]) in _table().labels:
        bare = bare[label.end() :]
        yield normalise(bare), True
    opening = _OPENING.match(bare)
    if opening:
        yield normalise(opening[1]), False


# -- numbers -------------------------------------------------------------------------------------


def _read_number(given: GivenRating) -> ReadRating:
    if not given.value:
        raise RowError("no rating: neither words nor a number")
    value, best, worst = _scale(given)
    rating = _third(value, best, worst)
    remark = "" if given.best and given.worst else "scale not given in full: 1 to 5 assumed"
    original = f"{value:g} ({worst:g} worst, {best:g} best)"
    return ReadRating(rating=rating, original=original, remark=remark)


def _scale(given: GivenRating) -> tuple[float, float, float]:
    """Return value, best and worst; raise ``RowError`` when they make no scale."""
    value = _number("ratingValue", given.value)
    best = _number("bestRating", given.best) if given.best else DEFAULT_BEST
    worst = _number("worstRating", given.worst) if given.worst else DEFAULT_WORST
    if best == worst:
        raise RowError(f"a scale from {worst:g} to {best:g} rates nothing, and there are no words")
    if best < worst:
        raise RowError(
            f"worstRating {worst:g} is above bestRating {best:g}, and there are no words"
        )
    if not worst <= value <= best:
        raise RowError(f"ratingValue {value:g} lies outside its scale, {worst:g} to {best:g}")
    return value, best, worst


def _number(name: str, text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise RowError(f"{name} {shown(text)} is no number") from None
    if not isfinite(value):
        raise RowError(f"{name} {shown(text)} is no number")
    return value


def _third(value: float, best: float, worst: float) -> Rating:
    """Return false for the lowest third of the scale, true for the highest; bounds are mixed."""
    place, length = 3 * (value - worst), best - worst
    if place < length:
        return Rating.FALSE
    return Rating.TRUE if place > 2 * length else Rating.MIXED


def _contradiction(rating: Rating, given: GivenRating) -> str:
    """Return a remark when the number says the opposite of the words."""
    try:
        value, best, worst = _scale(given)
    except RowError:
        return ""
    number = _third(value, best, worst)
    if {number, rating} != {Rating.TRUE, Rating.FALSE}:
        return ""
    return f"its number says {number}: {value:g} ({worst:g} worst, {best:g} best)"


# -- the table -----------------------------------------------------------------------------------

_Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    publishers: Mapping[str, _Words]
    languages: Mapping[str, _Words]
    shared: _Words
    labels: frozenset[str]
    nobody: frozenset[str]

    def publishers_of(self, domain: str) -> Iterator[_Words]:
        """Yield the tables of the domain and of those it lies in, the nearest first."""
        while domain:
            if domain in self.publishers:
                yield self.publishers[domain]
            domain = domain.partition(".")[2]


@cache
def _table() -> _Table:
    data = tomllib.loads(_TABLE.read_text("utf-8"))
    languages = {lang: _words(classes) for lang, classes in data["languages"].items()}
    return _Table(
        publishers={name: _words(classes) for name, classes in data["publishers"].items()},
        languages=languages,
        shared=_agreed(languages),
        labels=frozenset(map(normalise, data["labels"])),
        nobody=frozenset(map(normalise, data["nobody"])),
    )


def _words(classes: Mapping[str, Any]) -> _Words:
    return {normalise(words): name for name, listed in classes.items() for words in listed}


def _agreed(languages: Mapping[str, _Words]) -> _Words:
    """Return the words of all languages, without those that two languages read differently."""
    shared: dict[str, str] = {}
    for table in languages.values():
        for words, found in table.items():
            shared[words] = found if shared.get(words, found) == found else ""
    return shared
