"""Names of months that are common words too, and what tells that a month is meant."""

from __future__ import annotations

from itertools import chain

from factcheck.analysis.dates.lexicon import DateLanguage, Words
from factcheck.analysis.dates.patterns import Found

_MONTHS = frozenset({"{month}", "{mon}", "{monthr}", "{monr}"})
_DAY_WORDS = frozenset({"{dayord}", "{dayordr}"})
_SIGNS = frozenset(".-/")
_REACH = 4
"""Signs and words after a month among which its year, or the next word, is looked for."""


def is_common_word(text: str, words: Words, found: Found, language: DateLanguage) -> bool:
    """Tell whether a month of ``found`` is a common word here: "five set", "this may be"."""
    months = {found.fields.get("month"), found.fields.get("month2")}
    return any(
        word in language.lookalikes.all
        and any(key in _MONTHS and value in months for key, value in language.classes[word])
        and not _is_month(text, words, place, found, language)
        for place, word in enumerate(words.words[found.first : found.last], found.first)
    )


def _is_month(text: str, words: Words, place: int, found: Found, language: DateLanguage) -> bool:
    """Tell whether what the name at ``place`` asks for stands beside it."""
    word, looks = words.words[place], language.lookalikes
    told = _has_capital(text, words, place) or _has_year(words, place, language)
    in_context = "day" not in found.fields and found.length > found.last - found.first
    if word in looks.capitalised and not told and not in_context:  # "in may" needs no capital
        return False
    if word not in looks.numbered and word not in looks.countable:
        return True
    day = _day_beside(words, place, found, language)
    if day is None:  # a month by itself or with its year
        counted = place > 0 and bool(language.numerals.word(words.words[place - 1]))
        return not (counted and word in looks.countable)
    if not words.words[day].isdecimal():  # "May first"
        return any(key in _DAY_WORDS for key, _ in language.classes.get(words.words[day], ()))
    return (
        word not in looks.countable
        or told
        or "weekday" in found.fields
        or found.fields.keys() >= {"month", "month2"}  # "dal 5 set al 3 ott"
        or _is_shortened(text, words, place, day, language)
    )


def _has_capital(text: str, words: Words, place: int) -> bool:
    """Tell whether the word is capitalised, in a text that is not all capitals."""
    said = text[words.starts[place] : words.ends[place]]
    return said[0].isupper() and not (len(said) > 1 and said.isupper() and text.isupper())


def _has_year(words: Words, place: int, language: DateLanguage) -> bool:
    """Tell whether a year follows: "set 2023", "set. del 2023", "set-2023"."""
    after = words.words[place + 1 : place + _REACH]
    rest = (one for one in after if one not in _SIGNS and one not in language.lookalikes.links)
    following = next(rest, "")
    return following.isdecimal() and len(following) == 4


def _day_beside(words: Words, place: int, found: Found, language: DateLanguage) -> int | None:
    """Return where the day before the month stands, else after it; ``None`` without a day."""
    if "day" not in found.fields and "day2" not in found.fields:
        return None
    for at in chain(range(place - 1, found.first - 1, -1), range(place + 1, found.last)):
        word = words.words[at]
        named = any(
            key in _DAY_WORDS or key == "{day}" for key, _ in language.classes.get(word, ())
        )
        if word.isdecimal() or named or language.numerals.word(word):
            return at
    return None


def _is_shortened(text: str, words: Words, place: int, day: int, language: DateLanguage) -> bool:
    """Tell whether a period after the name shortens it instead of ending the sentence."""
    after = place + 1
    if after >= len(words.words) or words.words[after] != ".":
        return False
    if words.starts[after] != words.ends[place]:
        return False
    onward = range(after + 1, min(after + _REACH, len(words.words)))
    following = next((at for at in onward if words.words[at].isalnum()), None)
    if following is not None and text[words.starts[following]].islower():
        return True
    # a sentence may end here: "vinse 3 set.", but not "parte il 5 set."
    opened = day == 0 or not words.words[day - 1].isalpha()
    opened = opened or words.words[day - 1] in language.lookalikes.openers
    return opened and not any(map(_is_ordinal_sign, words.words[day + 1 : place]))


def _is_ordinal_sign(word: str) -> bool:
    return word in ("°", "º", "ª", "o", "a")
