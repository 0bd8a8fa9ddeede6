"""Generated facts and claims: seeded, shaped like news, in Italian and English.

Words follow a Zipf-like frequency over invented vocabularies (an invented word cannot favour a
stemmer's exceptions), with real function words, names, numbers and dates between them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from factcheck.model import Fact, Query

# ruff: noqa: S311 -- sampling, not cryptography

SEED = 7
WORDS = 20_000
NAMES = 4_000

_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
_MONTHS = {
    "it": ("gennaio", "marzo", "aprile", "maggio", "giugno", "luglio", "settembre", "dicembre"),
    "en": ("January", "March", "April", "May", "June", "July", "September", "December"),
}
_GLUE = {
    "it": ("il", "la", "di", "del", "della", "che", "con", "per", "nel", "un", "a", "e"),
    "en": ("the", "of", "to", "in", "a", "that", "with", "for", "and", "on", "at", "by"),
}
_ENDINGS = {"it": ("a", "o", "e", "i", "are", "zione"), "en": ("", "s", "ed", "ing", "er", "tion")}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one language with cumulative weights, and names."""

    lang: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    names: tuple[str, ...]


def vocabulary(lang: str, generator: random.Random) -> Vocabulary:
    """Return the invented words and names of ``lang``."""

    def syllables(count: int) -> str:
        return "".join(generator.choice(_ONSETS) + generator.choice("aeiou") for _ in range(count))

    words = [
        syllables(generator.choice((1, 2, 2, 3))) + generator.choice(_ENDINGS[lang])
        for _ in range(WORDS)
    ]
    weights = accumulate(1.0 / (rank + 20) for rank in range(WORDS))
    names = [syllables(generator.choice((2, 3))).capitalize() for _ in range(NAMES)]
    return Vocabulary(lang, tuple(words), tuple(weights), tuple(names))


def _statement(source: Vocabulary, generator: random.Random) -> str:
    """Return one sentence: two names, content words with function words between, figures."""
    words: list[str] = []
    for word in generator.choices(
        source.words, cum_weights=source.weights, k=generator.randint(6, 14)
    ):
        if generator.random() < 0.5:
            words.append(generator.choice(_GLUE[source.lang]))
        words.append(word)
    for _ in range(2):
        words.insert(generator.randrange(len(words)), generator.choice(source.names))
    if generator.random() < 0.6:
        mark = "," if source.lang == "it" else "."
        number = f"{generator.randint(1, 999)}{mark}{generator.randint(1, 9)}"
        words.insert(generator.randrange(len(words)), number)
    if generator.random() < 0.5:
        month = generator.choice(_MONTHS[source.lang])
        words.append(f"{generator.randint(1, 28)} {month} {generator.randint(1990, 2025)}")
    sentence = " ".join(words)
    return sentence[0].upper() + sentence[1:] + "."


def facts(count: int, seed: int = SEED) -> Iterator[Fact]:
    """Yield ``count`` facts, Italian and English in turn, the same on every run."""
    generator = random.Random(seed)
    sources = [vocabulary(lang, generator) for lang in ("it", "en")]
    for number in range(count):
        source = sources[number % 2]
        yield Fact(id=f"g{number:07d}", statement=_statement(source, generator), lang=source.lang)


def claims(known: Sequence[Fact], count: int, seed: int = SEED) -> list[tuple[Query, str]]:
    """Return claims and the ids of the facts they were made from.

    A claim loses some words and gains others, swaps two, misspells one, and may state another
    number: what an article does to a fact.
    """
    generator = random.Random(seed + 1)
    return [
        (Query(text=_altered(fact.statement, known, generator), lang=fact.lang), fact.id)
        for fact in generator.sample(list(known), count)
    ]


def _altered(statement: str, known: Sequence[Fact], generator: random.Random) -> str:
    words = statement.rstrip(".").split()
    kept = [word for word in words if generator.random() > 0.25] or words
    kept += generator.choice(known).statement.rstrip(".").split()[1:4]
    first, second = generator.randrange(len(kept)), generator.randrange(len(kept))
    kept[first], kept[second] = kept[second], kept[first]
    place = generator.randrange(len(kept))
    if len(kept[place]) > 4:
        cut = generator.randrange(1, len(kept[place]))
        kept[place] = kept[place][:cut] + kept[place][cut + 1 :]
    numbers = [n for n, word in enumerate(kept) if word[0].isdigit()]
    if numbers and generator.random() < 0.3:
        kept[generator.choice(numbers)] = str(generator.randint(1, 999))
    return " ".join(kept) + "."
