"""Words of names in their spellings: romanisations, short forms, names of rulers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from factcheck.languages.data import shared_data
from factcheck.text import fold, nfc

_WORDS = re.compile(r"[^\W_]+")
# What romanisations of one sound differ in, applied to folded text in this order. "ch" writes two
# sounds (Yanukovych / Janukovyč, but Michail / Mikhail), so each word is read both ways.
_CLUSTERS = (
    ("tsch", "c"), ("shch", "sc"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "z"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_SOFT = (("ch", "c"), ("kh", "h"), ("ts", "c"))
_HARD = (("ch", "X"), ("kh", "X"), ("c", "k"))
_SCHOLARLY = (("ch", "h"), ("kh", "h"))
"""Where "č" has lost its mark and "ch" is what English writes "kh": Čechov, Chekhov."""

_VOWELS = (("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"))
_LETTERS = (("w", "v"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("y", "i"), ("j", "i"))
_REPEAT = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"^ie")
_EMIGRE = re.compile(r"(?<=[oe])ff$")
"""How Russian surnames in "-ov" were written in the West: Rachmaninoff."""

_MIN_SOUND = 5
"""Shorter words must have the same letters but for y, j, w: Khan / Chan, Zhu / Zhou are others."""


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a name; apostrophes join, hyphens part."""
    # the Balkan letter is written with two where it lacks, not as the "d" it looks like; a soft
    # sign before "e" is the "i" of other systems (Prokof'ev, Prokofiev)
    written = nfc(text).replace("đ", "dj").replace("Đ", "Dj")
    written = written.replace("'e", "ie").replace("’e", "ie")
    return tuple(_WORDS.findall(fold(written).replace("'", "").replace("-", " ")))


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """Return the readings of a folded word in which spellings of one sound are written alike."""
    if len(word) < _MIN_SOUND:
        return (_rewrite(word.replace("ck", "k"), ()),)
    return tuple(
        _rewrite(word, (*_CLUSTERS, *reading, *_VOWELS)) for reading in (_SOFT, _HARD, _SCHOLARLY)
    )


def _rewrite(word: str, clusters: Sequence[tuple[str, str]]) -> str:
    word = _EMIGRE.sub("v", word)
    for spelling, sound in (*clusters, *_LETTERS):
        word = word.replace(spelling, sound)
    return _GLIDE.sub("e", _REPEAT.sub(r"\1", word))


def hard_sound(word: str) -> str:
    """Return the reading of a folded word in which "c" and "ch" are hard."""
    return sounds(word)[:2][-1]


def are_one_spelling(left: str, right: str) -> bool:
    """Tell whether two folded words are one, romanised in two ways."""
    mine, theirs = sounds(left), sounds(right)
    if mine[0] == theirs[0] or mine[1:2] == theirs[1:2] != ():
        return True
    if _is_scholarly(left, right) or _is_scholarly(right, left):
        return True
    return bool(_groups("groups", left) & _groups("groups", right))


def _is_scholarly(left: str, right: str) -> bool:
    return "ch" in left and "kh" in right and sounds(left)[-1] == sounds(right)[0]


def are_one_given_name(left: str, right: str) -> bool:
    """Tell whether two folded given names are forms of one: Bill and William."""
    return bool(_groups("given_names", left) & _groups("given_names", right))


def are_one_ruler(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two names of popes or monarchs differ in language only.

    ``left`` and ``right`` are folded words without the numeral; only such names are translated,
    and they have no surname: "Giovanni Paolo", "John Paul".
    """
    return len(left) == len(right) and all(
        bool(_groups("rulers", mine) & _groups("rulers", theirs))
        for mine, theirs in zip(left, right, strict=True)
    )


def nearly_alike(left: str, right: str) -> bool:
    """Tell whether two folded words differ by one letter, after romanisation."""
    distance = DamerauLevenshtein.distance(hard_sound(left), hard_sound(right), score_cutoff=1)
    return distance <= 1


def differ_in_gender(left: str, right: str) -> bool:
    """Tell whether two folded given names are a man's and a woman's: Paolo, Paola."""
    short, long = sorted((left, right), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1:], long[-1:]} == {"a", "o"}
    return long == short + "a" and short[-1:] not in "aeiou"


@lru_cache(maxsize=65536)
def listed_spellings(word: str) -> tuple[str, ...]:
    """Return the other spellings that the table has of a folded word or of a name in one."""
    return _listed("groups", word)


@lru_cache(maxsize=65536)
def translations(word: str) -> tuple[str, ...]:
    """Return what a folded given name is in other languages or for short, as far as is listed."""
    return tuple(dict.fromkeys(_listed("rulers", word) + _listed("given_names", word)))


def _listed(table: str, word: str) -> tuple[str, ...]:
    rows = shared_data("spellings")[table]
    numbers = sorted(_groups(table, word))
    return tuple(dict.fromkeys(other for n in numbers for other in rows[n] if other != word))


def is_generation(word: str) -> bool:
    """Tell whether the last folded word of a name tells father from son ("jr")."""
    return word in shared_data("spellings")["generations"]


def _groups(table: str, word: str) -> frozenset[int]:
    """Return the numbers of the groups of ``table`` that ``word`` stands in."""
    return _numbered(table).get(word, frozenset())


@lru_cache(maxsize=4)
def _numbered(table: str) -> Mapping[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, group in enumerate(shared_data("spellings")[table]):
        for word in group:
            numbers.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in numbers.items()}
