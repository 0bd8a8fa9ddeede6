"""Changes to any training pair that keep its label.

Another number or person in both texts alike, numbers written otherwise, and the noise of headlines
and of tokenised text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise

from .rendering import forms
from .values import first_names, surnames

_NUMBER = re.compile(r"(?<![\w.,/:'’-])\d+(?:[.,]\d+)*(?![\w/:-])(?![.,]\d)")
_SMALL = 12
"""Numbers up to this one are left alone: they count months, teams, world wars."""
_MONTH_DAYS = 28
_YEARS = (1000, 2100)
_LATEST = 2026
"""No year becomes a later one than this: most texts tell what has happened."""


def varied(
    claim: str, fact: str, claim_lang: str, fact_lang: str, rng: random.Random
) -> tuple[str, str]:
    """The pair with one to three changes that keep its label; sometimes as it was."""
    if rng.random() < 0.5:
        claim, fact = another_number(claim, fact, rng)
    if rng.random() < 0.5:
        claim, fact = another_person(claim, fact, rng)
    if rng.random() < 0.3:
        claim = rewritten_numbers(claim, claim_lang, rng)
    if rng.random() < 0.3:
        claim = noisy(claim, rng)
    if rng.random() < 0.2:
        fact = noisy(fact, rng)
    return claim, fact


def another_number(claim: str, fact: str, rng: random.Random) -> tuple[str, str]:
    """Replace a number that stands in both texts by another that has the same place among all.

    The order of the numbers stays, so that "more than" and "before" stay as true as they were. One
    year of several is left alone: an age or a span of time may follow from them.
    """
    in_claim, in_fact = _NUMBER.findall(claim), _NUMBER.findall(fact)
    shared = sorted(set(in_claim) & set(in_fact))
    years = {text for text in (*in_claim, *in_fact) if _is_year(text)}
    found = [
        text
        for text in shared
        if _plain(text) and int(text) > _SMALL and (len(years) < 2 or not _is_year(text))
    ]
    if not found:
        return claim, fact
    old = rng.choice(found)
    everything = sorted({value for text in (*in_claim, *in_fact) for value in _readings(text)})
    new = _between(int(old), everything, rng)
    return (claim, fact) if new is None else (_put(claim, old, new), _put(fact, old, new))


def _plain(text: str) -> bool:
    return text.isdigit() and not text.startswith("0") and len(text) <= 9


def _is_year(text: str) -> bool:
    return text.isdigit() and _YEARS[0] <= int(text) <= _YEARS[1]


def _readings(text: str) -> tuple[float, ...]:
    """What a figure may be worth: its marks may group thousands or point decimals."""
    digits = re.sub(r"[.,]", "", text)
    readings = [float(digits)]
    if digits != text:
        whole, _, rest = re.sub(r"[.,](?=.*[.,])", "", text).replace(",", ".").partition(".")
        readings.append(float(f"{whole}.{rest}"))
    return tuple(readings)


def _between(old: int, everything: list[float], rng: random.Random) -> int | None:
    """Another whole number of as many digits, between the neighbours of the old one."""
    low, high = 10 ** (len(str(old)) - 1), 10 ** len(str(old)) - 1
    if old <= _MONTH_DAYS:
        low, high = _SMALL + 1, _MONTH_DAYS
    elif old < 32:  # a day of the month, and not one of every month
        return None
    elif _YEARS[0] <= old <= _YEARS[1]:
        low, high = max(low, old - 30), min(old + 30, max(old, _LATEST))
    for below, above in pairwise([float("-inf"), *everything, float("inf")]):
        if below < old and above == old:
            low = max(low, int(below) + 1 if below > 0 else low)
        if below == old and above > old:
            high = min(high, int(-(-above // 1)) - 1 if above < 1e12 else high)
    choices = high - low
    if choices < 1:
        return None
    new = rng.randint(low, high)
    return new if new != old else (low if old != low else high)


def _put(text: str, old: str, new: int) -> str:
    return _NUMBER.sub(lambda match: str(new) if match[0] == old else match[0], text)


_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"


@cache
def _person() -> re.Pattern[str]:
    firsts = "|".join(sorted(map(re.escape, first_names()), key=len, reverse=True))
    last = rf"(?=[^\W\d_a-z])(?!\w+['’]s\b){_WORD}"
    return re.compile(rf"(?<![\w-])(?P<first>{firsts}) (?P<last>{last})(?!\w| [A-Z])")


def another_person(claim: str, fact: str, rng: random.Random) -> tuple[str, str]:
    """Give another surname to somebody whose surname stands in both texts.

    Somebody is a known first name before a capitalised word, in one text at least. Nothing happens
    when the surname also stands behind other words with a capital (a place, a film, a firm).
    """
    people = [*_person().finditer(claim), *_person().finditer(fact)]
    lasts = sorted({person["last"] for person in people})
    found = [last for last in lasts if _stands(last, claim) and _stands(last, fact)]
    if not found:
        return claim, fact
    old = rng.choice(found)
    firsts = {person["first"] for person in people if person["last"] == old}
    if any(_elsewhere(text, old, firsts) for text in (claim, fact)):
        return claim, fact
    new = rng.choice(surnames())
    if _stands(new, claim) or _stands(new, fact):
        return claim, fact
    whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    return whole.sub(new, claim), whole.sub(new, fact)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _elsewhere(text: str, last: str, firsts: set[str]) -> bool:
    """Whether the word stands beside a capitalised word that is not the person's first name."""
    beside = re.compile(rf"(?:({_WORD}) )?(?<![\w-]){re.escape(last)}(?![\w-])( [^\W\d_a-z]\w*)?")
    for match in beside.finditer(text):
        before, after = match[1] or "", match[2] or ""
        known = not before or before in firsts or not before[0].isupper()
        if (after and after[1:2].isupper()) or not (known or match.start() == 0):
            return True
    return False


def rewritten_numbers(text: str, language: str, rng: random.Random) -> str:
    """Large numbers with or without marks between thousands, percent as a sign or in words."""
    known = forms(language)
    mark = str(known["thousands"])
    if rng.random() < 0.5:
        grouped = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+(?![\w.,]\d|\d)")
        text = grouped.sub(lambda match: match[0].replace(mark, ""), text)
    else:
        bare = re.compile(r"(?<![\w.,/:-])[1-9]\d{4,8}(?![\w/:-]|[.,]\d)")
        text = bare.sub(lambda match: f"{int(match[0]):,}".replace(",", mark), text)
    sign, words = "%", str(known["percent"][-1]).removeprefix("{} ")
    if words != sign and not words.startswith("{") and rng.random() < 0.5:
        text = re.sub(r"(?<=\d)\s?%(?!\w)", f" {words}", text)
    elif not words.startswith("{"):
        text = re.sub(rf"(?<=\d) {re.escape(words)}\b", sign, text)
    return text


def noisy(text: str, rng: random.Random) -> str:
    """The text with one kind of noise: case, quotes, a lost full stop, spaces of a tokeniser."""
    return rng.choice(_NOISES)(text)


def lowered(text: str) -> str:
    """All in small letters, as people search."""
    return text.lower()


def unstopped(text: str) -> str:
    """Without the final full stop, as a headline."""
    return text.removesuffix(".") if not text.endswith("..") else text


def curled(text: str) -> str:
    """Typographic quotes and apostrophes for straight ones."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return re.sub(r"(?<=\w)'", "’", text)


def straightened(text: str) -> str:
    """Straight quotes and apostrophes for typographic ones."""
    return text.translate(_STRAIGHT)


_STRAIGHT: Mapping[int, str] = {ord(mark): '"' for mark in "“”„«»"} | {ord("’"): "'"}


def tokenised(text: str) -> str:
    """Spaces around punctuation, as in tokenised encyclopaedia text."""
    text = re.sub(r"(?<=[\w%)\]\"”»])([,;:!?])(?!\d)", r" \1", text)
    text = re.sub(r"(?<=[^\s.])\.$", " .", text)
    return re.sub(r"\((?=\S)(.*?)(?<=\S)\)", r"( \1 )", text)


def joined(text: str) -> str:
    """The cleaned form of tokenised text."""
    text = re.sub(r"\s+([,;:!?.])(?=\s|$)", r"\1", text)
    return re.sub(r"\(\s+(.*?)\s+\)", r"(\1)", text)


_NOISES: tuple[Callable[[str], str], ...] = (
    lowered, unstopped, unstopped, curled, straightened, tokenised, joined,
)  # fmt: skip
