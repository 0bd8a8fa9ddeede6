"""Where a text speaks of time: the forms found in its words, and the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from factcheck.analysis.dates.lexicon import DateLanguage, Words, date_language, plan_forms
from factcheck.analysis.dates.lookalikes import is_common_word
from factcheck.analysis.dates.patterns import Found, Matcher, Node

_Value = TypeVar("_Value")
_LONGEST_PHRASE = 5
"""Words of a relation or part phrase: "a partire dalla fine del"."""
_APOSTROPHES = (("'",), ("’",))
_CLAUSE = 8
"""Words beside a deadline among which the verb of its clause is looked for."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One text in words, and every form that fits some of them."""

    text: str
    language: DateLanguage
    words: Words
    candidates: tuple[Found, ...]


def scan(text: str, lang: str, *, plans: bool = False) -> Scan | None:
    """Return what in ``text`` may be a time expression; ``None`` when no word hints at one.

    ``plans`` also looks for what only talk of plans would mean: "10/1", "in two weeks"; there a
    number in words may be a day ("on the third"), so no hint is asked for.
    """
    language = date_language(lang)
    words = language.cut(text)
    hints = plans or not language.triggers.isdisjoint(words.words)
    if not hints and not any(word[0].isdecimal() for word in words.words):
        return None
    forms = plan_forms(lang) if plans else language.root
    candidates = tuple(
        found
        for found in _candidates(text, words, language, forms)
        if plans or _fits_news(text, words, found, language)
    )
    return Scan(text=text, language=language, words=words, candidates=candidates)


def _fits_news(text: str, words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether the form is one in news too, where not all that is said is about time."""
    if "only_future" in found.fields and not about_future(words, found, language):
        return False
    return not is_common_word(text, words, found, language)


def _candidates(text: str, words: Words, language: DateLanguage, forms: Node) -> list[Found]:
    count = len(words.words)
    edges = [tuple(language.edges(words.words, position)) for position in range(count)]
    glued = [
        position > 0 and words.starts[position] == words.ends[position - 1]
        for position in range(count)
    ]
    openings = forms.steps
    starts = [
        position
        for position in range(count)
        if any(edge.key in openings for edge in edges[position])
    ]
    return [
        found
        for found in Matcher(forms, edges, glued).all(starts)
        if _stands_alone(text, words, found) and not _counts_something(words, found, language)
    ]


def _stands_alone(text: str, words: Words, found: Found) -> bool:
    """Tell whether no digit, sign or letter makes the outer numbers part of something else."""
    start, end = words.starts[found.first], words.ends[found.last - 1]
    if text[start].isdecimal() and start:
        before = text[start - 1]
        if before.isalpha() or before in "$€£¥#_" or _joins(text, start - 1, start - 2):
            return False
    if text[end - 1].isdecimal() and end < len(text):
        after = text[end]
        return not (after.isalpha() or after in "%€$£°_" or _joins(text, end, end + 1))
    return True


def _joins(text: str, sign: int, beyond: int) -> bool:
    """Tell whether a sign at ``sign`` ties a number to the digit at ``beyond``."""
    return text[sign] in ".,/:-+" and 0 <= beyond < len(text) and text[beyond].isdecimal()


def _counts_something(words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether a number read as a year or day counts what follows: "in 2000 cases"."""
    if found.last >= len(words.words):
        return False
    following = words.words[found.last]
    if found.reading in ("day_of_month", "days_of_month"):
        return following.isalpha() and following not in language.after_weak_year
    if found.reading == "weekday_of_date":
        if words.words[found.last - 1].isdecimal():  # "Friday 13 people"
            return following in language.not_after_year and following.isalpha()
        return following.isalpha() and following not in language.after_day
    if found.reading != "calendar" or "year" not in found.fields or "month" in found.fields:
        return False
    if following in language.not_after_year:
        return True
    weak = found.fields.get("weak") == 1
    return weak and following.isalpha() and following not in language.after_weak_year


def chosen(candidates: Iterable[Found]) -> list[Found]:
    """Return the longest candidates that do not overlap, in text order."""
    chosen: list[Found] = []
    taken: set[int] = set()
    ranked = sorted(candidates, key=lambda f: (f.first - f.last, -f.length, f.rank, f.first))
    for found in ranked:
        tokens = range(found.first, found.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(found)
    return sorted(chosen, key=lambda f: f.first)


def phrase_before(
    words: Sequence[str], end: int, phrases: Mapping[tuple[str, ...], _Value]
) -> tuple[_Value | None, int]:
    """Return the value of the longest phrase that ends before word ``end``, and its length."""
    for length in range(min(_LONGEST_PHRASE, end), 0, -1):
        value = phrases.get(tuple(words[end - length : end]))
        if value is not None:
            return value, length
    return None, 0


def phrase_after(
    words: Sequence[str], start: int, phrases: Mapping[tuple[str, ...], _Value]
) -> tuple[_Value | None, int]:
    """Return the value of the longest phrase that begins at word ``start``, and its length."""
    for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
        value = phrases.get(tuple(words[start : start + length]))
        if value is not None:
            return value, length
    return None, 0


def about_future(words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether a verb near the expression, in its clause, is about the future."""
    _, narrowing = phrase_before(words.words, found.first, language.parts)
    first = found.first - narrowing  # "by the end of" September
    if phrase_before(words.words, first, language.upcoming)[0]:
        return not _told_as_past(words, first, found.last, language)
    before, after = language.future_reach
    count = len(words.words)
    sides = (
        range(first - 1, max(0, first - before) - 1, -1),
        range(found.last, min(count, found.last + after)),
    )
    return any(
        _is_of_the_future(words, place, language)
        for side in sides
        for place in takewhile(lambda n: words.words[n] not in language.clause_breaks, side)
    )


def _is_of_the_future(words: Words, place: int, language: DateLanguage) -> bool:
    word = words.words[place]
    if word in language.contracted:
        return words.words[place + 1 : place + 2] in _APOSTROPHES
    return word in language.future or word.endswith(language.future_endings or ("\0",))


def _told_as_past(words: Words, first: int, last: int, language: DateLanguage) -> bool:
    """Tell whether the clause of a deadline tells of what was: "by September it had closed"."""
    near = words.words[max(0, first - _CLAUSE) : first], words.words[last : last + _CLAUSE]
    return any(word in language.past for side in near for word in side)
