"""Where the spellings of one name meet: keys to look under, and how near two words are.

Words are folded. A key only says "look here"; ``closeness`` decides, so keys may be generous.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from factcheck.analysis.spellings import are_one_spelling, hard_sound, sounds
from factcheck.analysis.terms import spelling
from factcheck.languages.data import language_data, shared_data

SAME = 1.0
ONE_LETTER = 0.85
TWO_LETTERS = 0.7
DERIVED = 0.8
"""How much of a word's weight its other spelling gets: set by hand, in the order of how sure it is
that both are one name. The tables of tests/retrievers hold them in place."""

_SHORTEST_FUZZY = 4
"""A letter more or less may be wrong in a sound of four; a letter for another is another name."""
_SHORTEST_FREE = 6
"""Shorter words must begin alike: so many names of four and five letters differ in the first."""
_SHORTEST_TWO = 8
"""Letters from which two wrong ones still leave most of the name."""
_SHORTEST_SKELETON = 4
_SHORTEST_ROOT = 3

_VOWELS = str.maketrans("", "", "aeiou")


def sound_keys(word: str) -> tuple[str, ...]:
    """Return the keys under which romanisations of one name meet."""
    found = sounds(word)
    scholarly = (f"0{found[-1]}",) if "ch" in word else ()  # "ch" that English writes "kh"
    return (*scholarly, *(f"{number}{sound}" for number, sound in enumerate(found[:2])))


def asked_keys(word: str) -> tuple[str, ...]:
    """Return the keys to look under for what a misspelt word may be meant for.

    Two neighbours swapped may part letters that write one sound ("Drgahi").
    """
    swapped = (
        word[:n] + word[n + 1] + word[n] + word[n + 2 :]
        for n in range(len(word) - 1)
        if word[n] != word[n + 1]
    )
    return (*typo_keys(word), *dict.fromkeys(sound_keys(other)[-1] for other in swapped))


def typo_keys(word: str) -> tuple[str, ...]:
    """Return the keys under which a word meets those that one or two wrong letters make of it.

    Two words that differ by one letter are equal once each lacks some letter or none; of longer
    words the same holds for the consonants, whatever the vowels.
    """
    sound = hard_sound(word)
    keys = [f"d{short}" for short in _shorter(sound)] if len(sound) >= _SHORTEST_FUZZY else []
    bones = sound.translate(_VOWELS)
    if len(sound) >= _SHORTEST_TWO - 1 and len(bones) >= _SHORTEST_SKELETON:
        keys += (f"k{short}" for short in _shorter(bones))
    return tuple(dict.fromkeys(keys))


def root_key(word: str) -> str:
    """Return the key under which a word meets itself with another final vowel."""
    return f"v{spelling(word)}"


def respelling_keys(word: str) -> tuple[str, ...]:
    """Return every key under which a name is to be found."""
    return (*sound_keys(word), *typo_keys(word), root_key(word))


def _shorter(word: str) -> Iterator[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


@lru_cache(maxsize=65536)
def closeness(asked: str, known: str) -> float:
    """Return how sure it is that two folded words spell one name, 0 when nothing says so."""
    if are_one_spelling(asked, known):
        return SAME
    mine, theirs = hard_sound(asked), hard_sound(known)
    shortest = min(len(mine), len(theirs))
    starts_alike = mine[:1] == theirs[:1]
    if shortest < _SHORTEST_FUZZY or (shortest < _SHORTEST_FREE and not starts_alike):
        return 0.0
    if len(mine) == len(theirs) == _SHORTEST_FUZZY:
        return 0.0
    allowed = 2 if shortest >= _SHORTEST_TWO - 1 and starts_alike else 1
    distance = min(
        DamerauLevenshtein.distance(mine, theirs, score_cutoff=allowed),
        DamerauLevenshtein.distance(asked, known, score_cutoff=allowed),
    )
    if distance > allowed:
        return 0.0
    return ONE_LETTER if distance <= 1 else TWO_LETTERS


def are_one_root(root: str, known: str) -> bool:
    """Tell whether a name without its ending is ``known`` but for the final vowels."""
    return spelling(root) == spelling(known)


@lru_cache(maxsize=16384)
def roots(word: str, lang: str) -> tuple[str, ...]:
    """Return what a folded word may be derived from by an ending that names take ("renziano")."""
    endings = language_data(lang, "grammar", missing_ok=True).get("name_endings", ())
    found = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return tuple(dict.fromkeys(root for root in found if len(root) >= _SHORTEST_ROOT))


def without_particle(word: str) -> Iterator[str]:
    """Yield what follows a particle that is written together with the name ("degasperi")."""
    for particle in shared_data("spellings")["joined_particles"]:
        rest = word.removeprefix(particle)
        if len(particle) < len(word) - _SHORTEST_ROOT and rest != word:
            yield rest
